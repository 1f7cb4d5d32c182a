import { type OddServer, startOddServer } from '../odd-server.ts';
import { grant, refuse, strictEndpoint } from './strict-endpoint.ts';

export const samlBearer = 'urn:ietf:params:oauth:grant-type:saml2-bearer';

export type Assertion = { id: string; audience: string; notOnOrAfter: string; subject: string };

/** An assertion as a SAML 2.0 identity provider writes it. */
export function samlAssertion(changes: Partial<Assertion> = {}): string {
  const right = {
    id: '_1',
    audience: 'https://id.example',
    notOnOrAfter: new Date(Date.now() + 60_000).toISOString(),
    subject: 'zoë@pets.example',
  };
  const { id, audience, notOnOrAfter, subject } = { ...right, ...changes };
  return `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${id}" Version="2.0">
  <saml:Issuer>https://idp.example</saml:Issuer>
  <saml:Subject><saml:NameID>${subject}</saml:NameID></saml:Subject>
  <saml:Conditions NotOnOrAfter="${notOnOrAfter}"><saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>
</saml:Assertion>`;
}

/**
 * A token endpoint that takes SAML assertions as RFC 7522, section 3, says: base64url without padding, for itself, in time, each once. It
 * knows its identity provider's assertions by heart in place of an XML signature.
 */
export function startSamlBearerServer(issued: readonly string[]): Promise<OddServer> {
  const seen = new Set<string>();
  return startOddServer(
    strictEndpoint({
      [samlBearer](body) {
        const encoded = body.get('assertion');
        if (!encoded) return refuse('invalid_request', 'assertion is required');
        if (!/^[\w-]+$/.test(encoded)) return refuse('invalid_grant', 'not base64url without padding (2.1)');
        const xml = Buffer.from(encoded, 'base64url').toString();
        if (!issued.includes(xml)) return refuse('invalid_grant', 'not signed by the identity provider');
        const part = (expression: RegExp) => expression.exec(xml)?.[1] ?? '';
        if (part(/Audience>([^<]*)</) !== 'https://id.example') return refuse('invalid_grant', 'for somebody else');
        if (Date.parse(part(/NotOnOrAfter="([^"]*)"/)) <= Date.now()) return refuse('invalid_grant', 'too late');
        const id = part(/ID="([^"]*)"/);
        if (seen.has(id)) return refuse('invalid_grant', 'used before');
        seen.add(id);
        return grant({ access_token: `for-${part(/NameID>([^<]*)</)}`.replace(/[^\x20-\x7e]/g, '?') });
      },
    }),
  );
}

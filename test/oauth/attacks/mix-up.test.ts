import { afterEach, describe, expect, test } from 'vitest';
import { hearTabCallback } from '../../../src/features/hear-callback.ts';
import { identityRedirectUri } from '../../support/memory-ports.ts';
import { type OddIssuer, startOddIssuer, tokens } from '../support/odd-issuer.ts';
import { createScene, type Plot, type Scene } from './support/scene.ts';

let evil: Scene;
let honest: OddIssuer;
afterEach(() => Promise.all([evil.issuer.close(), honest.close()]));

/**
 * I begin to sign in at the evil server; it sends my browser on to the honest one, where I am known. The honest code comes back with the
 * state of the evil sign-in (RFC 9700, section 4.4).
 */
async function mixUp(callback: (state: string, honest: string) => string, plot: Plot = {}): Promise<void> {
  honest = await startOddIssuer(() => tokens());
  evil = await createScene({ window: ({ request }) => callback(request.get('state') ?? '', honest.origin), ...plot });
}

const supported = { authorization_response_iss_parameter_supported: true };

describe('The evil server does not get the honest server’s code', () => {
  test.each<[string, Record<string, unknown>]>([
    ['when it says that it names itself', supported],
    ['when it keeps that to itself', {}],
  ])('where the honest one names itself (iss, RFC 9207), also %s', async (_, metadata) => {
    await mixUp((state, iss) => `${identityRedirectUri}?${new URLSearchParams({ code: 'honest-code', state, iss })}`, {
      metadata,
    });
    await evil.signIn();
    expect(evil.refused('issuer_mixed_up')).toContain('another server than the one asked');
    expect(evil.asked()).toEqual([]);
  });

  test('where the server that I began with always names itself, and the answer names nobody', async () => {
    await mixUp((state) => `${identityRedirectUri}?code=honest-code&state=${state}`, { metadata: supported });
    await evil.signIn();
    evil.refused('issuer_mixed_up');
    expect(evil.asked()).toEqual([]);
  });

  test.each<[string, string, (iss: string, own: string) => string]>([
    ['two names', 'answer_not_conform', (iss, own) => `&iss=${own}&iss=${iss}`],
    ['its name with a slash', 'issuer_mixed_up', (_, own) => `&iss=${own}/`],
    ['its name in other letters', 'issuer_mixed_up', (_, own) => `&iss=${own.replace('http', 'HTTP')}`],
  ])('where the answer has %s', async (_, code, more) => {
    await mixUp(
      (state, iss) => `${identityRedirectUri}?code=honest-code&state=${state}${more(iss, evil.issuer.origin)}`,
    );
    await evil.signIn();
    evil.refused(code);
    expect(evil.asked()).toEqual([]);
  });

  test('where an ID token beside the code names the honest one (hybrid flow)', async () => {
    await mixUp(() => '', {
      profile: { grant_type: 'hybrid', response_type: 'code id_token' },
      window: async ({ request }) => {
        const id_token = await honest.idToken({ nonce: request.get('nonce') ?? '' });
        return `${identityRedirectUri}#${new URLSearchParams({ code: 'honest-code', state: request.get('state') ?? '', id_token })}`;
      },
    });
    await evil.signIn();
    evil.refused('id_token_invalid');
    expect(evil.asked()).toEqual([]);
  });
});

describe('Where no server names itself, each has its own redirect URI (RFC 9700, section 4.4.2)', () => {
  test('in a tab: the answer at the honest one’s is none to the evil sign-in', async () => {
    const [at, elsewhere] = ['https://app.acme.example/evil', 'https://app.acme.example/honest'];
    await mixUp(() => '', { profile: { redirect: { by: 'tab', redirect_uri: at } } });
    await evil.signIn();
    const [{ id, tabId = 0 } = { id: '' }] = evil.logins();
    expect(await hearTabCallback(tabId, { url: `${elsewhere}?code=honest-code&state=${id}` }, evil.ports)).toBe(false);
    expect(evil.logins()).toMatchObject([{ step: 'signing_in' }]);
    expect(evil.asked()).toEqual([]);
  });

  test.each(['honest', 'honest/', 'honest/?x='])(
    'in the browser’s own window, which takes any below it: %s',
    async (path) => {
      await mixUp((state) => `${new URL(path, identityRedirectUri)}?code=honest-code&state=${state}`);
      await evil.signIn();
      expect(evil.refused('redirect_wrong')).toContain('another redirect URI');
      expect(evil.asked()).toEqual([]);
    },
  );
});

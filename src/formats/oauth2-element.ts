import type { Visibility } from '../core/visibility.ts';

/**
 * The `<oauth2>` element of API description documents: four stages, each one operation with arguments and responses. All of it is kept, so
 * that what was read is written the same. Lists (`values`, `scopes`) are written with commas.
 */
export type Oauth2Element = {
  name: string;
  /** Who may see and use it; absent: `public`. */
  visibility?: Visibility;
  description?: string;
  stages: { [Name in StageName]?: Oauth2Stage };
};

/** In the order of the document; all but the last one are required. */
export const stageNames = ['authorization-url', 'token-url', 'refresh-url', 'authentication-url'] as const;
export type StageName = (typeof stageNames)[number];

/** A URL, and the request that goes there. */
export type Oauth2Stage = {
  path: string;
  method: string;
  name?: string;
  category?: string;
  description?: string;
  arguments: Oauth2Argument[];
  responses: Oauth2Response[];
  authentication?: { location?: string; type?: string; name?: string; scopes?: string[] };
};

export const argumentLocations = ['param', 'header', 'body'] as const;
export type ArgumentLocation = (typeof argumentLocations)[number];

export type Oauth2Argument = {
  name: string;
  location: ArgumentLocation;
  description?: string;
  content?: Oauth2Content;
};

export type Oauth2Response = { status: string; content?: Oauth2Content };

/** A media type, and what stands in it. */
export type Oauth2Content = { encode?: string; structure?: string; properties: Oauth2Property[] };

export type Oauth2Property = { name?: string; type?: string; values?: string[]; description?: string };

import { activity } from '../activity.ts';
import { callbackUrl } from '../callback-url.ts';
import { challenges } from '../challenges.ts';
import { discovery } from '../discovery.ts';
import { dpopNonce } from '../dpop-nonce.ts';
import * as imports from '../imports.ts';
import { jwks } from '../jwks.ts';
import { messages } from '../messages.ts';
import { pageMessages } from '../page-messages.ts';
import { pastedToken } from '../pasted-token.ts';
import { patterns } from '../patterns.ts';
import { storedRecords } from '../stored-records.ts';
import { tokenResponse } from '../token-response.ts';
import type { Border } from './border.ts';

/** Every place where Tokendock takes in what others wrote. */
export const borders: readonly Border[] = [
  callbackUrl,
  tokenResponse,
  discovery,
  jwks,
  ...Object.values(imports),
  messages,
  pageMessages,
  storedRecords,
  challenges,
  activity,
  patterns,
  pastedToken,
  dpopNonce,
];

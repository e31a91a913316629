import * as openid from 'openid-client';
import { Refusal } from '../core/refusal.ts';
import { digestOf, makeSecret } from '../db/secrets.ts';

export interface ProviderSettings {
  /** https, or http on this machine. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What people call it. */
  label: string;
}

/** An OpenID Connect provider, which says who somebody is. */
export interface Provider {
  label: string;
  /**
   * Where a browser goes to be known, and what it keeps meanwhile. `returnTo` is the address of ours to which the provider
   * sends it back, `next` where it goes on to from there.
   */
  begin(returnTo: string, next: string): Promise<{ address: string; kept: string }>;
  /**
   * Whose mail address the provider has verified, from the address it sent the browser back to and what the browser kept.
   * Refuses in words what was not begun by this browser within ten minutes, and whatever the provider does not vouch for.
   */
  finish(returned: URL, kept: string | null): Promise<{ mail: string; next: string }>;
}

export const MINUTES_TO_SIGN_IN = 10;
const SECONDS_TO_ANSWER = 10;

/** Nothing is asked of the provider before somebody signs in, so that the desk starts without it. */
export function knowProvider(settings: ProviderSettings, log: { warn: (said: string) => void }): Provider {
  const { issuer, clientId, clientSecret, label } = settings;
  let discovered: Promise<openid.Configuration> | null = null;
  const discover = (): Promise<openid.Configuration> => {
    const { protocol } = new URL(issuer);
    discovered ??= openid
      .discovery(new URL(issuer), clientId, clientSecret, undefined, {
        timeout: SECONDS_TO_ANSWER,
        // What the provider signs is held to its keys, however it came.
        execute: [openid.enableNonRepudiationChecks, ...(protocol === 'http:' ? [openid.allowInsecureRequests] : [])],
      })
      .catch((error: unknown) => {
        discovered = null;
        throw error;
      });
    return discovered;
  };
  const unable = (error: unknown): Refusal => {
    if (error instanceof Refusal) return error;
    if (error instanceof openid.AuthorizationResponseError && error.error === 'access_denied') {
      return new Refusal('invalid', `Signing in was broken off at ${label}.`);
    }
    // Neither answers nor what was asked: both carry secrets.
    log.warn(`${label} could not be asked who somebody is: ${codeOf(error)}`);
    return new Refusal('invalid', `${label} did not say who you are. Try again, or sign in with your password.`);
  };

  return {
    label,
    async begin(returnTo, next) {
      try {
        const config = await discover();
        const kept = [Math.floor(Date.now() / 1000), makeSecret().secret, Buffer.from(next).toString('base64url')].join(
          '.',
        );
        const { state, nonce, verifier } = proofsOf(kept);
        const address = openid.buildAuthorizationUrl(config, {
          redirect_uri: returnTo,
          scope: 'openid email',
          state,
          nonce,
          code_challenge: await openid.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
        });
        return { address: address.href, kept };
      } catch (error) {
        throw unable(error);
      }
    },

    async finish(returned, kept) {
      const [beganAt = '', , next = ''] = kept?.split('.') ?? [];
      if (kept === null || !(Date.now() / 1000 - Number(beganAt) < MINUTES_TO_SIGN_IN * 60)) {
        throw new Refusal(
          'invalid',
          `This browser did not begin to sign in here within the last ${MINUTES_TO_SIGN_IN} minutes. Begin again.`,
        );
      }
      const { state, nonce, verifier } = proofsOf(kept);
      try {
        const config = await discover();
        const answer = await openid.authorizationCodeGrant(config, returned, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const token = answer.claims()!;
        const claims =
          token['email'] === undefined ? await openid.fetchUserInfo(config, answer.access_token, token.sub) : token;
        const { email, email_verified: verified } = claims;
        if (typeof email !== 'string' || verified !== true) {
          throw new Refusal(
            'not_allowed',
            `${label} has not verified your mail address, so nobody here is known by it.`,
          );
        }
        return { mail: email, next: Buffer.from(next, 'base64url').toString() };
      } catch (error) {
        throw unable(error);
      }
    },
  };
}

/**
 * What shows that an answer belongs to what this browser began. All three follow from what it keeps, and the provider gives
 * `state` back: whoever alters the one no longer fits the other, and the desk has nothing to remember.
 */
function proofsOf(kept: string): { state: string; nonce: string; verifier: string } {
  const proof = (of: string) => digestOf(`${of} ${kept}`);
  return { state: proof('state'), nonce: proof('nonce'), verifier: proof('verifier') };
}

function codeOf(error: unknown): string {
  const { code, name, cause } = error as Partial<Error & { code: string }>;
  const deeper = (cause as { code?: unknown } | undefined)?.code;
  return [name, code, typeof deeper === 'string' ? deeper : null].filter(Boolean).join(' ');
}

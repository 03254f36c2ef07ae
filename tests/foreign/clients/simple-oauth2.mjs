// simple-oauth2: the authorisation code and refreshing, with the form and with JSON.

import { createRequire } from 'node:module';
import { GATEWAY, IDENTITY, OAUTH_CALLBACK, OAUTH_ID, OAUTH_SECRET, client, consent, version } from './check.mjs';

const { AuthorizationCode } = createRequire(import.meta.url)('simple-oauth2');
const scope = ['read:space:confluence', 'offline_access'];

async function signIn(equal, bodyFormat) {
  const flow = new AuthorizationCode({
    client: { id: OAUTH_ID, secret: OAUTH_SECRET },
    auth: { tokenHost: IDENTITY, tokenPath: '/oauth/token', authorizePath: '/authorize' },
    options: { authorizationMethod: 'body', bodyFormat },
  });
  const audience = 'api.atlassian.com';
  const state = 'a state & more';
  const url = flow.authorizeURL({ redirect_uri: OAUTH_CALLBACK, scope, state, audience, prompt: 'consent' });
  const back = new URL(await consent(url));
  equal(`${bodyFormat}: the state comes back`, back.searchParams.get('state'), state);
  const given = await flow.getToken({ code: back.searchParams.get('code'), redirect_uri: OAUTH_CALLBACK });
  equal(`${bodyFormat}: what was granted`, [given.token.scope, given.token.expires_in], [scope.join(' '), 3600]);
  const renewed = await given.refresh();
  const headers = { authorization: `Bearer ${renewed.token.access_token}` };
  const spaces = await fetch(`${GATEWAY}/wiki/api/v2/spaces?limit=1`, { headers });
  const pages = await fetch(`${GATEWAY}/wiki/api/v2/pages?limit=1`, { headers });
  equal(`${bodyFormat}: a new token opens what was granted`, [spaces.status, pages.status], [200, 401]);
  const tokens = new Set([given, renewed].map((one) => one.token.refresh_token));
  equal(`${bodyFormat}: there is another refresh token`, tokens.size, 2);
  const again = new URL(await consent(url, 'cancel'));
  equal(`${bodyFormat}: a user says no`, again.searchParams.get('error'), 'access_denied');
  const used = { code: back.searchParams.get('code'), redirect_uri: OAUTH_CALLBACK };
  const twice = await flow.getToken(used).catch((problem) => problem);
  const refusal = [twice.output.statusCode, twice.data.payload.error];
  equal(`${bodyFormat}: a code works once`, refusal, [403, 'invalid_grant']);
}

await client(`simple-oauth2 ${version('simple-oauth2')}`, async (equal) => {
  await signIn(equal, 'form');
  await signIn(equal, 'json');
});

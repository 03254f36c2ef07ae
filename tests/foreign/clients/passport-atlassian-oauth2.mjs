// passport-atlassian-oauth2: a web application signs its users in, and knows who they are.

import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { EMAIL, IDENTITY, OAUTH_CALLBACK, OAUTH_ID, OAUTH_SECRET, SITE } from './check.mjs';
import { call, client, consent, version } from './check.mjs';

const require = createRequire(import.meta.url);
const express = require('express');
const session = require('express-session');
const passport = require('passport');
const Strategy = require('passport-atlassian-oauth2');

function application(seen) {
  const addresses = {
    authorizationURL: `${IDENTITY}/authorize`,
    tokenURL: `${IDENTITY}/oauth/token`,
    profileURL: `${SITE}/me`,
    accessibleResourcesURL: `${SITE}/oauth/token/accessible-resources`,
  };
  const app = { clientID: OAUTH_ID, clientSecret: OAUTH_SECRET, callbackURL: OAUTH_CALLBACK };
  const scope = 'offline_access read:me read:space:confluence';
  const verify = (access, refresh, profile, done) => {
    Object.assign(seen, { access, refresh, profile });
    done(null, profile);
  };
  passport.use(new Strategy({ ...addresses, ...app, scope, state: true }, verify));
  const server = express();
  server.use(session({ secret: 'any', resave: false, saveUninitialized: true }), passport.initialize());
  server.get('/sign-in', passport.authenticate('atlassian', { session: false }));
  const back = new URL(OAUTH_CALLBACK).pathname;
  server.get(back, passport.authenticate('atlassian', { session: false }), (_, answer) => answer.end('welcome'));
  return server;
}

await client(`passport-atlassian-oauth2 ${version('passport-atlassian-oauth2')}`, async (equal) => {
  const seen = {};
  const server = createServer(application(seen));
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const own = `http://127.0.0.1:${server.address().port}`;
  const start = await fetch(`${own}/sign-in`, { redirect: 'manual' });
  const headers = { cookie: start.headers.get('set-cookie').split(';')[0] };
  // The callback is registered with a port that nobody listens at, so the browser is sent here by hand.
  const back = new URL(await consent(start.headers.get('location')));
  const end = await fetch(own + back.pathname + back.search, { headers });
  equal('a user is signed in', [end.status, await end.text()], [200, 'welcome']);
  const me = await call('GET', '/rest/api/user/current');
  const { profile } = seen;
  equal('who they are', [profile.id, profile.displayName, profile.email], [me.accountId, 'admin', EMAIL]);
  const [site] = seen.profile.accessibleResources;
  equal('their site', [site.url, site.scopes], [SITE, ['read:space:confluence']]);
  equal('there are tokens', [typeof seen.access, typeof seen.refresh], ['string', 'string']);
  const forged = await fetch(`${own}${back.pathname}?code=made-up&state=other`, { headers, redirect: 'manual' });
  equal('a code with another state is refused', forged.status, 403);
  server.close();
  server.closeAllConnections();
});

// atlassian-connect-express: an app installs itself by the plugin manager, verifies what the site sends, and calls the
// site. It finds the vendor's keys at the address in CONNECT_KEYS_CDN_URL.

import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EMAIL, IDENTITY, SITE, TOKEN, call, client, control, version } from './check.mjs';

const require = createRequire(import.meta.url);
const express = require('express');
const oauth2 = require('atlassian-oauth2');
const KEY = 'com.example.notes';

// What the framework keeps of its tenants.
const kept = new Map();
const store = {
  get: async (key, tenant) => kept.get(`${tenant} ${key}`),
  set: async (key, value, tenant) => kept.set(`${tenant} ${key}`, value) && value,
  del: async (key, tenant) => kept.delete(`${tenant} ${key}`),
  saveInstallation: (value, tenant) => store.set('clientInfo', value, tenant),
  getAllClientInfos: async () => [...kept.values()],
  isMemoryStore: () => true,
};

const DESCRIPTOR = {
  key: KEY,
  name: 'Notes',
  baseUrl: '{{localBaseUrl}}',
  authentication: { type: 'jwt' },
  lifecycle: { installed: '/installed', uninstalled: '/uninstalled' },
  scopes: ['READ', 'WRITE', 'ACT_AS_USER'],
  apiMigrations: { 'signed-install': true },
  modules: { webhooks: [{ event: 'page_created', url: '/page-created?source=site' }] },
};

// The framework reads two files in the folder where it is started.
function start(listener) {
  process.env.AC_LOCAL_BASE_URL = `http://127.0.0.1:${listener.address().port}`;
  process.env.CONNECT_KEYS_CDN_URL = `${IDENTITY}/install-keys`;
  const site = new URL(`${SITE}/wiki`);
  [site.username, site.password] = [EMAIL, TOKEN];
  const development = { hosts: [site.href], store: { adapter: 'kept', type: 'memory' }, watch: false };
  process.chdir(mkdtempSync(join(tmpdir(), 'app-')));
  writeFileSync('config.json', JSON.stringify({ product: 'confluence', development }));
  writeFileSync('atlassian-connect.json', JSON.stringify(DESCRIPTOR));
  const ace = require('atlassian-connect-express');
  ace.store.register('kept', () => store);
  const app = express();
  const addon = ace(app);
  app.use(express.json(), addon.middleware());
  listener.on('request', app);
  return { addon, app };
}

const request = (calls, ...given) =>
  new Promise((done) => calls(...given, (problem, answer, body) => done([problem ?? answer.statusCode, body])));

async function pageOfTheApp(equal, addon, app, me) {
  app.get('/page', addon.authenticate(), async (asked, answer) => {
    const site = addon.httpClient(asked);
    const [, user] = await request(site.get.bind(site), '/rest/api/user/current');
    const [status] = await request(site.get.bind(site), '/rest/api/search?cql=type%3Dpage&limit=1&cql=x');
    const app = JSON.parse(user);
    answer.json({ account: asked.context.userAccountId, app: app.accountType, id: asked.query.id, status });
  });
  const { url } = await control('app-pages', { app: KEY, path: '/page?id=a%20b&tag=x,y', user: 'admin' });
  const shown = await (await fetch(url)).json();
  equal('a page of the app knows its user', [shown.account, shown.id], [me.accountId, 'a b']);
  equal('the app calls the site as itself', [shown.app, shown.status], ['app', 200]);
  const forged = await fetch(url.replace('id=a%20b', 'id=c'));
  equal('an address that was changed is refused', forged.status, 401);
}

async function webhook(equal, addon, app) {
  app.post('/page-created', addon.authenticate(), (asked, answer) => {
    answer.json({ tenant: asked.context.clientKey, title: asked.body.page.title });
  });
  const event = { app: KEY, event: 'page_created', body: { page: { id: 1, title: 'Plan' } } };
  const { status, body } = await control('webhooks', event);
  const [tenant] = [...kept.values()];
  equal('a webhook is verified', [status, JSON.parse(body)], [200, { tenant: tenant.clientKey, title: 'Plan' }]);
}

async function asUser(equal, me) {
  const [tenant] = [...kept.values()];
  const answer = await oauth2.getAccessToken({
    hostBaseUrl: tenant.baseUrl,
    oauthClientId: tenant.oauthClientId,
    sharedSecret: tenant.sharedSecret,
    userAccountId: me.accountId,
    authorizationServerBaseUrl: IDENTITY,
    scopes: ['READ'],
  });
  const headers = { authorization: `${answer.token_type} ${answer.access_token}` };
  const user = await (await fetch(`${SITE}/wiki/rest/api/user/current`, { headers })).json();
  equal('the app acts as a user', [user.accountId, user.accountType], [me.accountId, 'atlassian']);
}

await client(`atlassian-connect-express ${version('atlassian-connect-express')}`, async (equal) => {
  const listener = createServer();
  await new Promise((done) => listener.listen(0, '127.0.0.1', done));
  const me = await call('GET', '/rest/api/user/current');
  const { addon, app } = start(listener);
  await addon.register();
  const installed = await call('GET', '/rest/plugins/1.0/');
  const plugins = installed.plugins.map((one) => [one.key, one.name, one.enabled]);
  equal('the app installs itself', plugins, [[KEY, 'Notes', true]]);
  const [tenant] = [...kept.values()];
  const known = [tenant.key, tenant.baseUrl, tenant.productType];
  equal('what it knows of the site', known, [KEY, `${SITE}/wiki`, 'confluence']);
  await pageOfTheApp(equal, addon, app, me);
  await webhook(equal, addon, app);
  await asUser(equal, me);
  await addon.deregister();
  equal('the app uninstalls itself', (await call('GET', '/rest/plugins/1.0/')).plugins, []);
  listener.close();
  listener.closeAllConnections();
});

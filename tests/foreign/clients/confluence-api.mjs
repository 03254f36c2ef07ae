// confluence-api: a small client by the older API, with callbacks.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Confluence from 'confluence-api';
import { EMAIL, PNG, SITE, TOKEN, call, client, version } from './check.mjs';

await client(`confluence-api ${version('confluence-api')}`, async (equal) => {
  const made = await call('POST', '/api/v2/spaces', { key: 'CALLBACK', name: 'For confluence-api' });
  const api = new Confluence({ username: EMAIL, password: TOKEN, baseUrl: `${SITE}/wiki` });
  const ask = (method, ...given) => promisify(api[method]).call(api, ...given);

  const page = await ask('postContent', 'CALLBACK', 'Plan', '<p>First</p>', made.homepageId);
  equal('a page is created', [page.title, page.version.number], ['Plan', 1]);
  await ask('putContent', 'CALLBACK', page.id, 2, 'Plan', '<p>Second</p>');
  const read = await ask('getContentById', page.id);
  equal('a page is changed', [read.version.number, read.body.storage.value], [2, '<p>Second</p>']);
  const found = await ask('getContentByPageTitle', 'CALLBACK', 'Plan');
  equal('a page by its title', found.results.map((one) => one.id), [page.id]);

  const folder = mkdtempSync(join(tmpdir(), 'files-'));
  try {
    writeFileSync(join(folder, 'dot.png'), PNG);
    await ask('createAttachment', 'CALLBACK', page.id, join(folder, 'dot.png'));
  } finally {
    rmSync(folder, { recursive: true });
  }
  const files = await ask('getAttachments', 'CALLBACK', page.id);
  equal('a file goes up', files.results.map((one) => [one.title, one.extensions.fileSize]), [['dot.png', PNG.length]]);
  await ask('deleteContent', page.id);
  const trashed = await call('GET', `/api/v2/pages/${page.id}?status=trashed`);
  equal('a page is deleted', trashed.status, 'trashed');
});

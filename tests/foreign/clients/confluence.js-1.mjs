// confluence.js 1: the older API, as many programs still call it.

import { createRequire } from 'node:module';
import { EMAIL, PNG, SITE, TOKEN, call, client, version } from './check.mjs';

const { ConfluenceClient } = createRequire(import.meta.url)('confluence.js-1');
const storage = (value) => ({ storage: { value, representation: 'storage' } });

async function content(equal, api, space) {
  const made = await api.content.createContent({
    type: 'page',
    title: 'Plan',
    space: { key: space.key },
    body: storage('<p>First</p>'),
  });
  const { id } = made;
  const changed = { id, type: 'page', title: 'The plan', version: { number: 2, message: 'better' } };
  await api.content.updateContent({ ...changed, body: storage('<p>Second &amp; last</p>') });
  const expand = ['body.storage', 'version', 'space', 'ancestors', 'metadata.labels', 'history.lastUpdated'];
  const read = await api.content.getContentById({ id, expand });
  equal('a page is changed', [read.title, read.body.storage.value], ['The plan', '<p>Second &amp; last</p>']);
  const known = [read.version.message, read.space.key, read.history.lastUpdated.number];
  equal('what is known about it', known, ['better', 'JSONE', 2]);
  const versions = await api.contentVersions.getContentVersions({ id });
  equal('versions', versions.results.map((one) => one.number), [2, 1]);
  const conflict = await api.content.updateContent({ ...changed, body: storage('<p/>') }).catch((problem) => problem);
  equal('a version twice', [conflict.response.status, conflict.response.data.statusCode], [409, 409]);
  for (const title of ['B', 'A']) {
    const page = { type: 'page', title, space: { key: space.key }, ancestors: [{ id }], body: storage('<p/>') };
    await api.content.createContent(page);
  }
  const children = await api.contentChildrenAndDescendants.getContentChildrenByType({ id, type: 'page' });
  equal('children', children.results.map((one) => one.title), ['B', 'A']);
  const all = await api.content.getContent({ spaceKey: space.key, orderby: 'title', limit: 2 });
  equal('content of a space', all.results.map((one) => one.title), ['A', 'B']);
  return id;
}

async function onContent(equal, api, id) {
  const attachments = { filename: 'dot.png', file: PNG, contentType: 'image/png', minorEdit: true };
  const [file] = (await api.contentAttachments.createAttachments({ id, attachments })).results;
  equal('a file', [file.title, file.extensions.fileSize], ['dot.png', PNG.length]);
  const down = await api.contentAttachments.downloadAttachment({ id, attachmentId: file.id });
  equal('a file comes down', Buffer.from(down).equals(PNG), true);
  await api.contentLabels.addLabelsToContent({ id, body: [{ prefix: 'global', name: 'plan' }] });
  const labels = await api.contentLabels.getLabelsForContent({ id });
  equal('labels', labels.results.map((one) => one.name), ['plan']);
  await api.contentProperties.createContentProperty({ id, key: 'owner', value: { name: 'Ada' } });
  const property = { id, key: 'owner', value: { name: 'Bo' }, version: { number: 2 } };
  await api.contentProperties.updateContentProperty(property);
  const found = await api.contentProperties.getContentProperty({ id, key: 'owner' });
  equal('a property', [found.value, found.version.number], [{ name: 'Bo' }, 2]);
}

async function spacesAndSearch(equal, api, space, id) {
  const found = await api.search.searchByCQL({ cql: 'space = JSONE and label = plan' });
  equal('a search', found.results.map((one) => [one.content.id, one.title]), [[id, 'The plan']]);
  const read = await api.space.getSpace({ spaceKey: 'JSONE', expand: ['homepage'] });
  equal('a space', [read.name, read.homepage.title], [space.name, space.name]);
  await api.space.updateSpace({ spaceKey: 'JSONE', name: 'Another name' });
  const { results } = await call('GET', '/api/v2/spaces?keys=JSONE');
  equal('a space is changed', results.map((one) => one.name), ['Another name']);
  await api.content.deleteContent({ id });
  const { status } = await call('GET', `/api/v2/pages/${id}?status=trashed`);
  equal('a page is deleted', status, 'trashed');
}

await client(`confluence.js ${version('confluence.js-1')}`, async (equal) => {
  const authentication = { basic: { email: EMAIL, apiToken: TOKEN } };
  const api = new ConfluenceClient({ host: SITE, authentication });
  const space = await api.space.createSpace({ key: 'JSONE', name: 'For an older one' });
  equal('a space is created', [space.key, space.name], ['JSONE', 'For an older one']);
  const id = await content(equal, api, space);
  await onContent(equal, api, id);
  await spacesAndSearch(equal, api, space, id);
});

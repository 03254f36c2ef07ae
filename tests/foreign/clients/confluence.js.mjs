// confluence.js: both versions of the API. It checks each answer by a schema of its own.

import { createV1Client, createV2Client } from 'confluence.js';
import { EMAIL, PNG, SITE, TOKEN, client, version } from './check.mjs';

const storage = (value) => ({ representation: 'storage', value });

async function pages(equal, { v1, v2 }, space) {
  const page = await v2.page.createPage({
    body: { spaceId: space.id, title: 'Plan', body: storage('<p>First</p>') },
  });
  equal('a page is created', [page.title, page.status, page.version.number], ['Plan', 'current', 1]);
  equal('it is below the home page', page.parentId, space.homepageId);
  const changed = await v2.page.updatePage({
    id: page.id,
    body: {
      id: page.id,
      status: 'current',
      title: 'The plan',
      body: storage('<p>Second</p>'),
      version: { number: 2, message: 'better' },
    },
  });
  equal('a page is changed', [changed.title, changed.version.number], ['The plan', 2]);
  const read = await v2.page.getPageById({ id: page.id, bodyFormat: 'storage' });
  equal('a page is read', read.body.storage.value, '<p>Second</p>');
  const first = await v2.page.getPageById({ id: page.id, version: 1, bodyFormat: 'storage' });
  equal('an old version is read', [first.title, first.body.storage.value], ['Plan', '<p>First</p>']);
  const versions = await v2.version.getPageVersions({ id: page.id });
  equal('versions', versions.results.map((one) => [one.number, one.message]), [[2, 'better'], [1, '']]);
  const titles = [];
  let cursor;
  for (const name of ['B', 'A', 'C']) {
    await v2.page.createPage({
      body: { spaceId: space.id, parentId: page.id, title: name, body: storage('<p>child</p>') },
    });
  }
  do {
    const some = await v2.page.getPagesInSpace({ id: space.id, limit: 2, sort: 'title', cursor });
    titles.push(...some.results.map((one) => one.title));
    cursor = some._links?.next && new URL(some._links.next, SITE).searchParams.get('cursor');
  } while (cursor);
  equal('pages of a space, two at a time', titles, ['A', 'B', 'C', space.name, 'The plan']);
  const children = await v2.children.getPageDirectChildren({ id: page.id });
  equal('children', children.results.map((one) => one.title), ['B', 'A', 'C']);
  const [b, a] = children.results;
  await v1.contentChildrenAndDescendants.movePage({ pageId: a.id, position: 'before', targetId: b.id });
  const moved = await v2.children.getChildPages({ id: page.id });
  equal('a page is moved', moved.results.map((one) => one.title), ['A', 'B', 'C']);
  const ancestors = await v2.ancestors.getPageAncestors({ id: a.id });
  equal('ancestors', ancestors.results.map((one) => one.id), [space.homepageId, page.id]);
  const copy = await v1.contentChildrenAndDescendants.copyPage({
    id: a.id,
    pageTitle: 'Copy of A',
    destination: { type: 'parent_page', value: b.id },
  });
  equal('a page is copied', [copy.title, copy.type], ['Copy of A', 'page']);
  await v2.page.deletePage({ id: copy.id });
  const trashed = await v2.page.getPages({ spaceId: [space.id], status: ['trashed'] });
  equal('a page is deleted', trashed.results.map((one) => one.title), ['Copy of A']);
  return page;
}

async function blogPosts(equal, { v2 }, space) {
  const post = await v2.blogPost.createBlogPost({
    body: { spaceId: space.id, title: 'News', body: storage('<p>Old</p>') },
  });
  await v2.blogPost.updateBlogPost({
    id: post.id,
    body: { id: post.id, status: 'current', title: 'News', body: storage('<p>New</p>'), version: { number: 2 } },
  });
  const read = await v2.blogPost.getBlogPostById({ id: post.id, bodyFormat: 'storage' });
  equal('a blog post', [read.title, read.version.number, read.body.storage.value], ['News', 2, '<p>New</p>']);
  const all = await v2.blogPost.getBlogPostsInSpace({ id: space.id });
  equal('blog posts of a space', all.results.map((one) => one.id), [post.id]);
  await v2.blogPost.deleteBlogPost({ id: post.id });
  equal('a blog post is deleted', (await v2.blogPost.getBlogPosts({ spaceId: [space.id] })).results, []);
}

async function comments(equal, { v2 }, page) {
  const comment = await v2.comment.createFooterComment({ pageId: page.id, body: storage('<p>Good</p>') });
  await v2.comment.createFooterComment({ parentCommentId: comment.id, body: storage('<p>Yes</p>') });
  await v2.comment.updateFooterComment({
    commentId: comment.id,
    body: { version: { number: 2 }, body: storage('<p>Very good</p>') },
  });
  const found = await v2.comment.getPageFooterComments({ id: page.id, bodyFormat: 'storage' });
  equal('comments', found.results.map((one) => one.body.storage.value), ['<p>Very good</p>']);
  const answers = await v2.comment.getFooterCommentChildren({ id: comment.id, bodyFormat: 'storage' });
  equal('answers to a comment', answers.results.map((one) => one.body.storage.value), ['<p>Yes</p>']);
  const inline = await v2.comment.createInlineComment({
    pageId: page.id,
    body: storage('<p>Why second?</p>'),
    inlineCommentProperties: { textSelection: 'Second', textSelectionMatchCount: 1, textSelectionMatchIndex: 0 },
  });
  equal('the passage of an inline comment', inline.properties.inlineOriginalSelection, 'Second');
  const resolved = await v2.comment.updateInlineComment({
    commentId: inline.id,
    version: { number: 2 },
    body: storage('<p>Because</p>'),
    resolved: true,
  });
  equal('an inline comment is resolved', resolved.resolutionStatus, 'resolved');
  await v2.comment.deleteFooterComment({ commentId: comment.id });
  equal('a comment is deleted', (await v2.comment.getPageFooterComments({ id: page.id })).results, []);
}

async function labelsAndProperties(equal, { v1, v2 }, page) {
  const body = [{ prefix: 'global', name: 'plan' }, { prefix: 'global', name: 'old' }];
  await v1.contentLabels.addLabelsToContent({ id: page.id, body });
  await v1.contentLabels.removeLabelFromContent({ id: page.id, label: 'old' });
  const labels = await v2.label.getPageLabels({ id: page.id });
  equal('labels', labels.results.map((one) => [one.prefix, one.name]), [['global', 'plan']]);
  const property = await v2.contentProperties.createPageProperty({
    pageId: page.id,
    key: 'owner',
    value: { name: 'Ada' },
  });
  await v2.contentProperties.updatePagePropertyById({
    pageId: page.id,
    propertyId: property.id,
    key: 'owner',
    value: { name: 'Bo' },
    version: { number: 2 },
  });
  const found = await v2.contentProperties.getPageContentProperties({ pageId: page.id, key: 'owner' });
  equal('a property', found.results.map((one) => [one.value, one.version.number]), [[{ name: 'Bo' }, 2]]);
  await v2.contentProperties.deletePagePropertyById({ pageId: page.id, propertyId: property.id });
  equal('no property', (await v2.contentProperties.getPageContentProperties({ pageId: page.id })).results, []);
}

async function attachments(equal, { v1, v2 }, page) {
  const file = (content) => ({ filename: 'notes of today.txt', content: Buffer.from(content) });
  const sent = await v1.contentAttachments.createAttachment({ id: page.id, attachments: file('first') });
  const id = sent.results[0].id;
  await v1.contentAttachments.createOrUpdateAttachments({ id: page.id, attachments: file('second') });
  await v1.contentAttachments.createAttachment({ id: page.id, attachments: { filename: 'dot.png', content: PNG } });
  const found = await v2.attachment.getPageAttachments({ id: page.id, sort: 'created-date' });
  equal(
    'attachments',
    found.results.map((one) => [one.title, one.fileSize, one.version.number]),
    [['notes of today.txt', 6, 2], ['dot.png', PNG.length, 1]],
  );
  const text = await v1.contentAttachments.downloadAttatchment({ id: page.id, attachmentId: id });
  equal('a file comes down', Buffer.from(text).toString(), 'second');
  await v2.attachment.deleteAttachment({ id });
  const left = await v2.attachment.getPageAttachments({ id: page.id });
  equal('a file is deleted', left.results.map((one) => one.title), ['dot.png']);
}

async function searchAndUsers(equal, { v1, v2 }, space, page) {
  const found = await v1.search.searchByCQL({ cql: `space = ${space.key} and text ~ "Second"` });
  equal('a search', found.results.map((one) => one.content.id), [page.id]);
  const some = await v1.content.searchContentByCQL({
    cql: `label = plan and space = ${space.key}`,
    expand: ['version', 'space', 'metadata.labels'],
  });
  equal(
    'a search with more about each hit',
    some.results.map((one) => [one.version.number, one.space.key, one.metadata.labels.results[0].name]),
    [[2, space.key, 'plan']],
  );
  const me = await v1.users.getCurrentUser();
  equal('who I am', [me.accountId, me.email], [page.authorId, EMAIL]);
  const user = await v1.users.getUser({ accountId: me.accountId });
  equal('a user', [user.displayName, user.type], [me.displayName, 'known']);
  const users = await v2.user.createBulkUserLookup({ body: { accountIds: [me.accountId] } });
  equal('users by their ids', users.results.map((one) => one.displayName), [me.displayName]);
  const spaces = await v2.space.getSpaces({ keys: [space.key] });
  equal('a space by its key', spaces.results.map((one) => [one.id, one.name]), [[space.id, space.name]]);
}

await client(`confluence.js ${version('confluence.js')}`, async (equal) => {
  const config = { host: SITE, auth: { type: 'basic', email: EMAIL, apiToken: TOKEN } };
  const api = { v1: createV1Client(config), v2: createV2Client(config) };
  const made = await api.v2.space.createSpace({ body: { key: 'JS', name: 'For confluence.js' } });
  const space = await api.v2.space.getSpaceById({ id: made.id });
  equal('a space is created', [space.key, space.name, space.type], ['JS', 'For confluence.js', 'global']);
  const page = await pages(equal, api, space);
  await blogPosts(equal, api, space);
  await comments(equal, api, page);
  await labelsAndProperties(equal, api, page);
  await attachments(equal, api, page);
  await searchAndUsers(equal, api, space, page);
});

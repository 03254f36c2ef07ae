// What the scripts share: how they reach the sandbox without the client, and how they say what they saw.

import { isDeepStrictEqual } from 'node:util';
import { readFileSync } from 'node:fs';

export const { SITE, GATEWAY, IDENTITY, EMAIL, TOKEN, OAUTH_ID, OAUTH_SECRET, OAUTH_CALLBACK } = process.env;
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
  'base64',
);

export function version(name) {
  const file = new URL(`node_modules/${name}/package.json`, `file://${process.cwd()}/`);
  return JSON.parse(readFileSync(file)).version;
}

// Runs the checks of a client. The process ends with 1 if one of them is not right.
export async function client(name, checks) {
  const fails = (what, expected, got) => {
    process.exitCode = 1;
    console.log(`FAILED  ${name}: ${what}: expected ${expected}, got ${got}`);
  };
  const equal = (what, got, expected) => {
    if (isDeepStrictEqual(got, expected)) console.log(`ok      ${name}: ${what}`);
    else fails(what, JSON.stringify(expected), JSON.stringify(got));
  };
  try {
    await checks(equal);
  } catch (problem) {
    console.error(problem);
    fails('to the end', 'no exception', problem);
  }
}

// Calls the site without the client, to prepare something or to see what the client has done.
export async function call(method, path, body) {
  const answer = await fetch(`${SITE}/wiki${path}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${EMAIL}:${TOKEN}`).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

// Calls what only the sandbox has.
export async function control(name, body) {
  const answer = await fetch(`${SITE}/_sandbox/${name}`, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${name}: ${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? undefined : answer.json();
}

// Consents as somebody would in a browser, and returns the address that the browser is sent to.
export async function consent(url, decision = 'accept') {
  const page = await (await fetch(url)).text();
  const value = (pattern) => page.match(pattern)[1];
  const body = new URLSearchParams({
    request: value(/name="request" value="([^"]*)"/),
    user: value(/<option value="([^"]*)">admin /),
    site: value(/name="site" value="([^"]*)"/),
    decision,
  });
  const answer = await fetch(`${IDENTITY}/authorize/consent`, { method: 'POST', body, redirect: 'manual' });
  return answer.headers.get('location');
}

"""What the scripts share: how they reach the sandbox without the client, and how they say what they saw."""

import os
import re
import sys
import traceback

import requests

SITE = os.environ["SITE"]
# The address that the sandbox itself gives; to reach it by this name, a client uses the proxy.
NAMED_SITE = os.environ["NAMED_SITE"]
PROXY = os.environ["PROXY"]
GATEWAY = os.environ["GATEWAY"]
IDENTITY = os.environ["IDENTITY"]
OAUTH_ID = os.environ["OAUTH_ID"]
OAUTH_SECRET = os.environ["OAUTH_SECRET"]
OAUTH_CALLBACK = os.environ["OAUTH_CALLBACK"]
EMAIL = os.environ["EMAIL"]
TOKEN = os.environ["TOKEN"]
# A picture of one red pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


class Client:
    """Prints one line for each thing that was checked. The process ends with 1 if one of them is not right."""

    def __init__(self, name):
        self.name = name
        self.failed = False

    def __enter__(self):
        return self

    def __exit__(self, kind, problem, trace):
        if problem is not None:
            traceback.print_exception(kind, problem, trace)
            self.fails("to the end", "no exception", problem)
        sys.exit(1 if self.failed else 0)

    def equal(self, what, got, expected):
        if got == expected:
            print(f"ok      {self.name}: {what}", flush=True)
        else:
            self.fails(what, repr(expected), repr(got))

    def holds(self, what, it_holds, got):
        if it_holds:
            print(f"ok      {self.name}: {what}", flush=True)
        else:
            self.fails(what, "it to hold", repr(got))

    def contains(self, what, text, *parts):
        missing = [part for part in parts if part not in text]
        if missing:
            self.fails(what, f"{missing!r} in it", repr(text))
        else:
            print(f"ok      {self.name}: {what}", flush=True)

    def fails(self, what, expected, got):
        self.failed = True
        print(f"FAILED  {self.name}: {what}: expected {expected}, got {got}", flush=True)


def call(method, path, **options):
    """Calls the site without the client, to prepare something or to see what the client has done."""
    answer = requests.request(method, f"{SITE}/wiki{path}", auth=(EMAIL, TOKEN), timeout=30, **options)
    if not answer.ok:
        raise RuntimeError(f"{method} {path}: {answer.status_code} {answer.text}")
    return answer


def read(path, **query):
    return call("GET", path, params=query).json()


def add_space(key, name):
    return call("POST", "/api/v2/spaces", json={"key": key, "name": name}).json()


def add_page(space, title, body, parent=None):
    page = {
        "spaceId": space["id"],
        "parentId": parent or space["homepageId"],
        "title": title,
        "body": {"representation": "storage", "value": body},
    }
    return call("POST", "/api/v2/pages", json=page).json()


def add_file(page, name, content, media_type):
    files = {"file": (name, content, media_type), "minorEdit": (None, "true")}
    path = f"/rest/api/content/{page}/child/attachment"
    return call("POST", path, files=files, headers={"X-Atlassian-Token": "no-check"}).json()


def files(page):
    """The files of a page by their names: media types and bytes."""
    found = read(f"/api/v2/pages/{page}/attachments", limit=250)["results"]
    return {file["title"]: (file["mediaType"], call("GET", file["downloadLink"]).content) for file in found}


def pages(space):
    """The pages of a space by their titles, with their bodies."""
    found = read(f"/api/v2/spaces/{space['id']}/pages", limit=250, **{"body-format": "storage"})
    return {page["title"]: page for page in found["results"]}


def consent(url):
    """Consents as somebody would in a browser, and returns the address that the browser is sent to."""
    page = requests.get(url, timeout=30).text
    patterns = {
        "request": r'name="request" value="([^"]*)"',
        "user": r'<option value="([^"]*)">admin ',
        "site": r'name="site" value="([^"]*)"',
    }
    form = {name: re.search(pattern, page).group(1) for name, pattern in patterns.items()} | {"decision": "accept"}
    answer = requests.post(f"{IDENTITY}/authorize/consent", data=form, allow_redirects=False, timeout=30)
    return answer.headers["location"]

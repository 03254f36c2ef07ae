"""confluence-space-backup-restore: a space is backed up, and restored under another key. Both are the same."""

import json
import os
import re
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import check

SPACE = check.add_space("BACKUP", "For a backup")
RICH = (
    "<h2>Steps</h2><p>Be <strong>good</strong> &amp; <em>kind</em>, 1 &lt; 2, see "
    '<ac:link><ri:page ri:content-title="Plan" /></ac:link>.</p>'
    '<ac:structured-macro ac:name="code" ac:schema-version="1"><ac:parameter ac:name="language">python</ac:parameter>'
    '<ac:plain-text-body><![CDATA[text = "<b> & c"]]></ac:plain-text-body></ac:structured-macro>'
    '<ac:structured-macro ac:name="somebodys-macro"><ac:parameter ac:name="x">1</ac:parameter></ac:structured-macro>'
    '<ac:image><ri:attachment ri:filename="dot.png" /></ac:image>'
)
FILES = {"dot.png": (check.PNG, "image/png"), "notes of today.txt": (b"\x00\xff first\r\n", "text/plain")}


def fill():
    plan = check.add_page(SPACE, "Plan", "<p>The plan</p>")["id"]
    setup = check.add_page(SPACE, "Setup", RICH, parent=plan)["id"]
    check.add_page(SPACE, "Deep", "<p>deep</p>", parent=setup)
    for name, (content, media_type) in FILES.items():
        check.add_file(setup, name, content, media_type)
    check.call("POST", f"/rest/api/content/{setup}/label", json=[{"prefix": "global", "name": "how-to"}])
    check.call("POST", f"/api/v2/pages/{setup}/properties", json={"key": "owner", "value": {"name": ["Ada", None]}})
    body = {"representation": "storage", "value": "<p>Good &amp; short</p>"}
    check.call("POST", "/api/v2/footer-comments", json={"pageId": setup, "body": body})
    post = {"spaceId": SPACE["id"], "title": "News", "body": {"representation": "storage", "value": "<p>New</p>"}}
    check.call("POST", "/api/v2/blogposts", json=post)
    me = check.read("/rest/api/user/current")["accountId"]
    check.call("PUT", f"/rest/api/content/{plan}/restriction/byOperation/update/user?accountId={me}")


def tool(folder, *arguments):
    command = [Path(sys.executable).with_name("confluence-backup"), *arguments]
    settings = {"CONFLUENCE_URL": f"{check.SITE}/wiki", "CONFLUENCE_EMAIL": check.EMAIL, "API_DELAY": "0"}
    environment = {**os.environ, **settings, "CONFLUENCE_API_TOKEN": check.TOKEN}
    (folder / ".env").touch()
    subprocess.run(command, check=True, cwd=folder, env=environment, input=b"yes\n" * 3)


def names(path):
    return sorted(label["name"] for label in check.read(f"{path}/labels")["results"])


def body(content):
    """What it says. The tool puts a line before it about where it is from."""
    value = content["body"]["storage"]["value"]
    return re.sub(r"^<p><em>\[Originally created by admin on [^<]*</em></p>", "", value)


def comments(page):
    found = check.read(f"/api/v2/pages/{page}/footer-comments", **{"body-format": "storage"})["results"]
    return [body(comment) for comment in found]


def properties(path):
    """The tool adds one about where the page is from."""
    found = check.read(f"{path}/properties")["results"]
    return {one["key"]: one["value"] for one in found if one["key"] != "original_provenance"}


def files(page):
    return {name: content for name, (_, content) in check.files(page).items()}


def tree(space):
    """All that is in a space, without what the site itself gives: ids, times, versions."""
    found = check.pages(space)
    titles = {page["id"]: title for title, page in found.items()}
    everything = {}
    for title, page in found.items():
        path = f"/api/v2/pages/{page['id']}"
        everything[title] = {
            "parent": titles.get(page["parentId"]),
            "body": body(page),
            "labels": names(path),
            "properties": properties(path),
            "files": files(page["id"]),
            "comments": comments(page["id"]),
        }
    return everything


def editors(space, title):
    page = check.pages(space)[title]["id"]
    users = check.read(f"/rest/api/content/{page}/restriction/byOperation/update")["restrictions"]["user"]["results"]
    return [user["accountId"] for user in users]


name = "confluence-space-backup-restore"
with check.Client(f"{name} {version(name)}") as client, tempfile.TemporaryDirectory() as folder:
    folder = Path(folder)
    fill()
    tool(folder, "--backup", "BACKUP")
    backup = next(folder.glob("backups/BACKUP_*"))
    tool(folder, "--validate", str(backup))
    kept = json.loads((backup / "pages.json").read_text())
    client.equal("the pages in the backup", len(kept), 4)
    binaries = sorted(path.read_bytes() for path in (backup / "attachments").rglob("*") if path.is_file())
    client.equal("its files", binaries, sorted(content for content, _ in FILES.values()))
    tool(folder, "--restore", str(backup), "--target-key", "RESTORED", "--target-name", SPACE["name"])
    restored = check.read("/api/v2/spaces", keys="RESTORED")["results"][0]
    before, after = tree(SPACE), tree(restored)
    client.equal("the pages", list(after), list(before))
    for what in ("parent", "body", "labels", "properties", "files", "comments"):
        got, expected = ({title: page[what] for title, page in held.items()} for held in (after, before))
        client.equal(f"{what} of each page", got, expected)
    client.equal("a body in it", after["Setup"]["body"], RICH)
    client.equal("the files in it", after["Setup"]["files"], {name: content for name, (content, _) in FILES.items()})
    posts = check.read(f"/api/v2/spaces/{restored['id']}/blogposts", **{"body-format": "storage"})["results"]
    client.equal("the blog post", [(post["title"], body(post)) for post in posts], [("News", "<p>New</p>")])
    client.equal("who may edit a page", editors(restored, "Plan"), editors(SPACE, "Plan"))

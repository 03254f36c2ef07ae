"""@markdown-confluence/cli of npm: publishes Markdown as pages of nodes (ADF), and then the same again."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

import check

SPACE = check.add_space("NOTES", "For markdown-confluence")
PACKAGE = Path(os.environ["NODE_PACKAGES"], "@markdown-confluence/cli")
FILES = {
    "Plan.md": "---\nconnie-publish: true\ntags: [plan]\n---\n\n# Goal\n\nBe **good**, see [[Setup]].\n\n"
    "![[dot.png]]\n",
    "Setup.md": "---\nconnie-publish: true\n---\n\n| tool | version |\n|---|---|\n| cargo | 1.92 |\n\n- one\n- two\n",
    "Draft.md": "---\nconnie-publish: false\n---\n\nNot for publishing.\n",
}


def publish(folder):
    environment = {
        **os.environ,
        "CONFLUENCE_BASE_URL": check.SITE,
        "CONFLUENCE_PARENT_ID": SPACE["homepageId"],
        "ATLASSIAN_USERNAME": check.EMAIL,
        "ATLASSIAN_API_TOKEN": check.TOKEN,
        "FOLDER_TO_PUBLISH": "notes",
        "CONFLUENCE_CONTENT_ROOT": str(folder),
    }
    command = ["node", str(PACKAGE / "dist/index.js")]
    nothing = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    subprocess.run(command, check=True, cwd=folder, env=environment, **nothing)


def nodes(page):
    """The document of a page, and all its nodes by their types."""
    found = check.read(f"/api/v2/pages/{page}", **{"body-format": "atlas_doc_format"})
    by_type = {}

    def visit(node):
        by_type.setdefault(node["type"], []).append(node)
        for child in node.get("content", []):
            visit(child)

    visit(json.loads(found["body"]["atlas_doc_format"]["value"]))
    return by_type


def texts(found):
    return [(node["text"], [mark["type"] for mark in node.get("marks", [])]) for node in found["text"]]


def versions():
    return {title: page["version"]["number"] for title, page in check.pages(SPACE).items()}


name = json.loads((PACKAGE / "package.json").read_text())
with check.Client(f"{name['name']} {name['version']}") as client, tempfile.TemporaryDirectory() as root:
    folder = Path(root)
    (folder / "notes").mkdir()
    for file, text in FILES.items():
        (folder / "notes" / file).write_text(text)
    (folder / "notes/dot.png").write_bytes(check.PNG)
    publish(folder)
    found = check.pages(SPACE)
    client.equal("the pages", sorted(found), sorted(["Plan", "Setup", SPACE["name"]]))
    plan, setup = nodes(found["Plan"]["id"]), nodes(found["Setup"]["id"])
    client.holds("a strong word", ("good", ["strong"]) in texts(plan), texts(plan))
    client.equal("a heading", [node["attrs"]["level"] for node in plan["heading"]], [1])
    client.equal("a table", len(setup["tableCell"]) + len(setup["tableHeader"]), 4)
    client.equal("a list", len(setup["listItem"]), 2)
    files = check.read(f"/api/v2/pages/{found['Plan']['id']}/attachments")["results"]
    sent = list(check.files(found["Plan"]["id"]).values())
    client.equal("the picture", sent, [("image/png", check.PNG)])
    client.equal("its node", [node["attrs"]["id"] for node in plan["media"]], [files[0]["fileId"]])
    labels = check.read(f"/api/v2/pages/{found['Plan']['id']}/labels")["results"]
    client.equal("labels", [label["name"] for label in labels], ["plan"])

    before = versions()
    publish(folder)
    client.equal("the second time changes no page", versions(), before)
    (folder / "notes/Setup.md").write_text(FILES["Setup.md"].replace("two", "three"))
    publish(folder)
    client.equal("a change makes one version", versions(), {**before, "Setup": before["Setup"] + 1})

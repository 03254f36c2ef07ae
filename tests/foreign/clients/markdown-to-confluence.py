"""md2conf (markdown-to-confluence): publishes a folder of Markdown as a tree of pages, and then the same again."""

import os
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

import check

SPACE = check.add_space("MD", "For md2conf")
FILES = {
    "index.md": "---\ntitle: Handbook\ntags: [public, draft]\n---\n\nStart with the [setup](setup.md).\n",
    "setup.md": "---\ntitle: Setup\n---\n\n## Steps\n\n| tool | version |\n|---|---|\n| cargo | **1.92** |\n\n"
    '```rust\nlet text = "<b> & ]]>";\n```\n\n![A dot](images/dot.png)\n',
    "features.md": "---\ntitle: Features\nproperties:\n  owner: Ada\n  count: 3\n---\n\n[[_TOC_]]\n\n"
    "- [x] done\n- [ ] open\n\n"
    "A note[^1] and ~~gone~~, [the data](data.csv).\n\n[^1]: The note.\n\n```mermaid\ngraph TD; A-->B;\n```\n",
    "guides/index.md": "---\ntitle: Guides\n---\n\n- one\n- two\n",
    "guides/first.md": "---\ntitle: First guide\n---\n\n> [!NOTE]\n> Careful: 1 < 2.\n",
}
DATA = b"a,b\r\n1,2\r\n"


def write(folder):
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    (folder / "images").mkdir()
    (folder / "images/dot.png").write_bytes(check.PNG)
    (folder / "data.csv").write_bytes(DATA)


def publish(folder):
    home = urlsplit(check.SITE).netloc
    options = {
        "--api-url": f"{check.SITE}/wiki/",
        "--domain": home,
        "--path": "/wiki/",
        "--username": check.EMAIL,
        "--api-key": check.TOKEN,
        "--space": "MD",
        "--loglevel": "warning",
    }
    command = [sys.executable, "-m", "md2conf", str(folder), "--no-render-mermaid"]
    command += [text for pair in options.items() for text in pair]
    subprocess.run(command, check=True, cwd=folder, env={**os.environ, "PYTHONSAFEPATH": "1"})


def versions():
    return {title: page["version"]["number"] for title, page in check.pages(SPACE).items() if title in TITLES}


TITLES = {
    "Handbook": "For md2conf",
    "Setup": "Handbook",
    "Features": "Handbook",
    "Guides": "Handbook",
    "First guide": "Guides",
}


def features(client, page):
    value = page["body"]["storage"]["value"]
    client.contains("macros", value, 'ac:name="toc"', 'ac:name="mermaid-cloud"', 'ac:name="anchor"', "<del>gone</del>")
    client.contains("a link to a file", value, '<ac:link><ri:attachment ri:filename="data.csv"/>')
    files = check.files(page["id"])
    client.equal("a file that is linked", files.pop("data.csv"), ("text/csv", DATA))
    client.equal("a diagram", list(files.values()), [("text/vnd.mermaid", b"graph TD; A-->B;")])
    properties = {one["key"]: one["value"] for one in check.read(f"/api/v2/pages/{page['id']}/properties")["results"]}
    client.equal("properties", {key: properties.get(key) for key in ("owner", "count")}, {"owner": "Ada", "count": 3})
    tasks = check.read("/api/v2/tasks", **{"page-id": page["id"]})["results"]
    client.equal("tasks", [task["status"] for task in tasks], ["complete", "incomplete"])


with check.Client(f"md2conf {version('markdown-to-confluence')}") as client, tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    write(folder)
    publish(folder)
    found = check.pages(SPACE)
    by_id = {page["id"]: title for title, page in found.items()}
    parents = {title: by_id.get(found.get(title, {}).get("parentId")) for title in TITLES}
    client.equal("the tree of pages", {**parents, "Handbook": "For md2conf"}, TITLES)
    client.equal("the top page is below the home page", found["Handbook"]["parentId"], SPACE["homepageId"])
    setup = found["Setup"]["body"]["storage"]["value"]
    client.contains(
        "the body of a page",
        setup,
        "<strong>1.92</strong>",
        'ac:name="code"',
        'let text = "<b> & ]]',
        '<ri:attachment ri:filename="images_dot.png"',
    )
    client.contains("the link to a page", found["Handbook"]["body"]["storage"]["value"], found["Setup"]["id"])
    client.contains("a note", found["First guide"]["body"]["storage"]["value"], "Careful: 1 &lt; 2.")
    files = check.read(f"/api/v2/pages/{found['Setup']['id']}/attachments")["results"]
    client.equal("the picture", check.files(found["Setup"]["id"]), {"images_dot.png": ("image/png", check.PNG)})
    labels = check.read(f"/api/v2/pages/{found['Handbook']['id']}/labels")["results"]
    client.equal("labels", sorted(label["name"] for label in labels), ["draft", "public"])

    features(client, found["Features"])

    before, file = versions(), files[0]["version"]["number"]
    publish(folder)
    client.equal("the second time changes no page", versions(), before)
    files = check.read(f"/api/v2/pages/{found['Setup']['id']}/attachments")["results"]
    client.equal("and no file", [again["version"]["number"] for again in files], [file])

    guide = folder / "guides/first.md"
    guide.write_text(guide.read_text().replace("Careful", "Take care"))
    publish(folder)
    client.equal("a change makes one version", versions(), {**before, "First guide": before["First guide"] + 1})

"""md2cf: publishes a folder of Markdown by the older API, and then only what has changed."""

import os
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import check

SPACE = check.add_space("MD2CF", "For md2cf")
FILES = {
    "Plan.md": "# The plan\n\nBe **good**, 1 < 2.\n\n![A dot](dot.png)\n",
    "steps/First.md": "---\ntitle: First step\nlabels: [step]\n---\n\n```python\ntext = '<b> & c'\n```\n",
}
TITLES = ["First step", "The plan", "steps"]


def publish(folder):
    options = {
        "--host": f"{check.SITE}/wiki/rest/api",
        "--username": check.EMAIL,
        "--password": check.TOKEN,
        "--space": "MD2CF",
        "--parent-id": SPACE["homepageId"],
    }
    tool = Path(sys.executable).with_name("md2cf")
    command = [tool, *(text for pair in options.items() for text in pair), "--only-changed", str(folder)]
    subprocess.run(command, check=True, cwd=folder, env={**os.environ, "CI": "true"}, stdout=subprocess.DEVNULL)


def versions():
    return {title: page["version"]["number"] for title, page in check.pages(SPACE).items() if title in TITLES}


with check.Client(f"md2cf {version('md2cf')}") as client, tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    for file, text in FILES.items():
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).write_text(text)
    (folder / "dot.png").write_bytes(check.PNG)
    publish(folder)
    found = check.pages(SPACE)
    client.equal("the pages", sorted(title for title in found if title in TITLES), TITLES)
    client.equal(
        "their tree",
        [found[title]["parentId"] for title in TITLES],
        [found["steps"]["id"], SPACE["homepageId"], SPACE["homepageId"]],
    )
    plan, step = (found[title]["body"]["storage"]["value"] for title in ("The plan", "First step"))
    client.contains("a body", plan, "<strong>good</strong>, 1 &lt; 2.", 'ri:filename="dot.png"')
    client.contains("code", step, 'ac:name="code"', "<![CDATA[text = '<b> & c'")
    # It does not say what it sends.
    files = {name: content for name, (_, content) in check.files(found["The plan"]["id"]).items()}
    client.equal("the picture", files, {"dot.png": check.PNG})
    labels = check.read(f"/api/v2/pages/{found['First step']['id']}/labels")["results"]
    client.equal("labels", [label["name"] for label in labels], ["step"])

    before = versions()
    publish(folder)
    client.equal("the second time changes no page", versions(), before)
    plan = folder / "Plan.md"
    plan.write_text(plan.read_text().replace("good", "better"))
    publish(folder)
    client.equal("a change makes one version", versions(), {**before, "The plan": before["The plan"] + 1})

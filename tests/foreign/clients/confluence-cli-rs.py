"""confluence-cli-rs: a space is pulled as Markdown, edited, planned and applied; and what a script does with pages."""

import json
import os
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import check

SPACE = check.add_space("CLI", "For confluence-cli-rs")
KEPT = (
    '<ac:structured-macro ac:name="somebodys-macro"><ac:parameter ac:name="x">1</ac:parameter></ac:structured-macro>'
    '<ac:image><ri:attachment ri:filename="dot.png" /></ac:image>'
)
SETUP = (
    '<h2>Steps</h2><p>Be <strong>good</strong>, see <ac:link><ri:page ri:content-title="Plan" /></ac:link>.</p>'
    '<ac:structured-macro ac:name="code"><ac:parameter ac:name="language">python</ac:parameter>'
    f'<ac:plain-text-body><![CDATA[text = "<b> & c"]]></ac:plain-text-body></ac:structured-macro>{KEPT}'
)
MARKDOWN = '''## Steps

Be **good**, see [Plan](../index.md).

~~~confluence-code python
text = "<b> & c"
~~~

:::confluence-macro somebodys-macro
x: 1
:::

![](attachments/dot.png)'''


class Tool:
    """The program, run in a folder of its own. It prints JSON if nobody looks."""

    def __init__(self, folder):
        self.folder = folder
        self.program = Path(sys.executable).with_name("confluence")
        settings = {"DOMAIN": check.SITE, "EMAIL": check.EMAIL, "API_TOKEN": check.TOKEN, "PROVIDER": "cloud"}
        self.environment = {**os.environ, **{f"CONFLUENCE_{name}": value for name, value in settings.items()}}

    def __call__(self, *arguments):
        command = [self.program, "--yes", *arguments]
        run = subprocess.run(command, cwd=self.folder, env=self.environment, capture_output=True, text=True)
        if run.returncode:
            raise RuntimeError(f"{arguments}: {run.stdout} {run.stderr}")
        shown = json.loads(run.stdout)
        return shown["items"] if isinstance(shown, dict) and "items" in shown else shown


def pull_and_apply(client, tool, plan, setup):
    pulled = tool("pull", "space", "CLI", "out")
    top, folder = Path(f"out/for-confluence-cli-rs--{SPACE['homepageId']}"), tool.folder
    below = top / f"plan--{plan}"
    own = below / f"setup--{setup}"
    client.equal("a folder for each page", sorted(page["path"] for page in pulled), sorted(map(str, (top, below, own))))
    text = (folder / own / "index.md").read_text()
    head, _, body = text.partition("\n---\n")
    client.equal("a body as Markdown", body.strip(), MARKDOWN)
    client.contains("what is at its head", head, "title: Setup\n", "labels:\n- how-to\n", "parent: Plan\n")
    files = {file.name: file.read_bytes() for file in (folder / own / "attachments").iterdir()}
    client.equal("the files of the page", files, {"dot.png": check.PNG})
    client.equal("nothing to do at first", [change["action"] for change in tool("plan", "out")], ["noop"])

    (folder / own / "index.md").write_text(text.replace("**good**", "*better*"))
    changes = [(change["action"], change["content_id"]) for change in tool("plan", "out")]
    client.equal("a plan for one page", changes, [("update_content", setup)])
    tool("apply", "out")
    page = check.pages(SPACE)["Setup"]
    client.equal("one new version", page["version"]["number"], 2)
    value = page["body"]["storage"]["value"]
    client.contains("the change", value, "<em>better</em>", 'text = "<b> & c"', f"pageId={plan}", f"{setup}/dot.png")
    client.contains("a macro that it does not know", value, KEPT.partition("<ac:image>")[0])
    client.equal("nothing to do again", [change["action"] for change in tool("plan", "out")], ["noop"])


def commands(client, tool, plan):
    (tool.folder / "new.md").write_text("# Hello\n\nBe **good**.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    made = tool("page", "create", "New", "CLI", "--body-file", "new.md")[0]["id"]
    tool("page", "move", "CLI:New", "CLI:Plan")
    page = check.pages(SPACE)["New"]
    client.equal("a page is created and moved", (page["id"], page["parentId"]), (made, plan))
    client.contains("its body", page["body"]["storage"]["value"], "<strong>good</strong>", "<td>2</td>")
    tool("label", "add", "CLI:New", "how-to")
    tool("comment", "add", "CLI:New", "--body", "Hi & **1 < 2**")
    tool("property", "set", "CLI:New", "owner", '{"name":"Ada"}')
    tool("attachment", "upload", "CLI:New", "--file", "new.md")
    path = f"/api/v2/pages/{made}"
    labels = [label["name"] for label in check.read(f"{path}/labels")["results"]]
    properties = [(one["key"], one["value"]) for one in check.read(f"{path}/properties")["results"]]
    client.equal("a label and a property", (labels, properties), (["how-to"], [("owner", {"name": "Ada"})]))
    comments = check.read(f"{path}/footer-comments", **{"body-format": "storage"})["results"]
    values = [comment["body"]["storage"]["value"] for comment in comments]
    client.equal("a comment", values, ["<p>Hi &amp; <strong>1 &lt; 2</strong></p>"])
    sent = (tool.folder / "new.md").read_bytes()
    client.equal("a file", check.files(made), {"new.md": ("text/markdown", sent)})
    found = tool("search", "good", "--space", "CLI")
    client.equal("a search", sorted(hit["title"] for hit in found), ["New"])
    tool("page", "delete", "CLI:New")
    client.equal("a page is deleted", check.read("/api/v2/pages", id=made)["results"], [])


with check.Client(f"confluence-cli-rs {version('confluence-cli-rs')}") as client, tempfile.TemporaryDirectory() as name:
    plan = check.add_page(SPACE, "Plan", "<p>The plan</p>")["id"]
    setup = check.add_page(SPACE, "Setup", SETUP, parent=plan)["id"]
    check.add_file(setup, "dot.png", check.PNG, "image/png")
    check.call("POST", f"/rest/api/content/{setup}/label", json=[{"prefix": "global", "name": "how-to"}])
    tool = Tool(Path(name))
    pull_and_apply(client, tool, plan, setup)
    commands(client, tool, plan)

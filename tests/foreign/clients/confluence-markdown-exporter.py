"""confluence-markdown-exporter: a space with a tree of pages and files becomes a folder of Markdown."""

import json
import os
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import check

SPACE = check.add_space("EXPORT", "For confluence-markdown-exporter")
# With `atlassian.net` in the name, the exporter looks for the API below `/wiki`. With a name that ends so, it would use
# the gateway, where the operations that it needs are gone.
HOST = check.NAMED_SITE.replace(".atlassian.net", ".atlassian.net.test")
SETUP = (
    "<h2>Steps</h2><p>Be <strong>good</strong> and <em>kind</em>, see "
    '<ac:link><ri:page ri:content-title="Plan" /><ac:plain-text-link-body><![CDATA[the plan]]>'
    "</ac:plain-text-link-body></ac:link>.</p><ul><li>one</li><li>two</li></ul>"
    "<table><tbody><tr><th>tool</th><th>version</th></tr><tr><td>cargo</td><td>1.92</td></tr></tbody></table>"
    '<ac:structured-macro ac:name="code"><ac:parameter ac:name="language">python</ac:parameter>'
    "<ac:plain-text-body><![CDATA[text = \"<b> & c\"]]></ac:plain-text-body></ac:structured-macro>"
    '<ac:image ac:alt="A dot"><ri:attachment ri:filename="dot.png" /></ac:image>'
    '<ac:structured-macro ac:name="warning"><ac:rich-text-body><p>Hot, 1 &lt; 2.</p></ac:rich-text-body>'
    "</ac:structured-macro>"
    "<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-status>complete</ac:task-status>"
    "<ac:task-body>done</ac:task-body></ac:task><ac:task><ac:task-id>2</ac:task-id>"
    "<ac:task-status>incomplete</ac:task-status><ac:task-body>open</ac:task-body></ac:task></ac:task-list>"
    '<p><ac:link><ri:attachment ri:filename="data.csv" /><ac:plain-text-link-body><![CDATA[the data]]>'
    '</ac:plain-text-link-body></ac:link> and <a href="https://example.com/?a=1&amp;b=2">the web</a></p>'
)
MARKDOWN = """---
tags:
  - how-to
---

[Plan](../Plan.md)

# Setup

## Steps

Be **good** and *kind*, see [the plan](../Plan.md).

- one
- two

| tool   |   version |
|:-------|----------:|
| cargo  |      1.92 |

```python
text = "<b> & c"
```

![A dot](../../../files/dot.png)
> [!CAUTION]
> Hot, 1 < 2.

- [x] done
- [ ] open

[data.csv](../../../files/data.csv) and [the web](https://example.com/?a=1&b=2)
"""
DATA = b"a,b\r\n1,2\r\n"


def fill():
    plan = check.add_page(SPACE, "Plan", "<p>The plan is <strong>simple</strong>.</p>")
    setup = check.add_page(SPACE, "Setup", SETUP, parent=plan["id"])
    check.add_file(setup["id"], "dot.png", check.PNG, "image/png")
    check.add_file(setup["id"], "data.csv", DATA, "text/csv")
    check.call("POST", f"/rest/api/content/{setup['id']}/label", json=[{"prefix": "global", "name": "how-to"}])


def export(folder):
    settings = {
        "auth": {"confluence": {HOST: {"username": check.EMAIL, "api_token": check.TOKEN}}},
        "export": {
            "output_path": str(folder / "out"),
            "log_level": "WARNING",
            "attachment_path": "files/{attachment_title}",
            "attachments_export": "all",
        },
        "connection_config": {"max_workers": 2, "backoff_and_retry": False},
    }
    (folder / "settings.json").write_text(json.dumps(settings))
    environment = {
        **os.environ,
        "CI": "true",
        "CME_CONFIG_PATH": str(folder / "settings.json"),
        "HTTP_PROXY": check.PROXY,
    }
    command = [Path(sys.executable).with_name("cme"), "spaces", f"{HOST}/wiki/spaces/EXPORT"]
    subprocess.run(command, check=True, env=environment, stdin=subprocess.DEVNULL)


with (
    check.Client(f"confluence-markdown-exporter {version('confluence-markdown-exporter')}") as client,
    tempfile.TemporaryDirectory() as name,
):
    fill()
    export(Path(name))
    out = Path(name, "out")
    found = {path.name: path for path in out.rglob("*") if path.suffix in (".md", ".png", ".csv")}
    names = ["Plan.md", "Setup.md", "data.csv", "dot.png", f"{SPACE['name']}.md"]
    client.equal("the files", sorted(found), sorted(names))
    client.equal("a page below another one", found["Setup.md"].parent, found["Plan.md"].with_suffix(""))
    client.equal("a page", found["Plan.md"].read_text().strip(), "# Plan\n\nThe plan is **simple**.")
    client.equal("a page with most things", found["Setup.md"].read_text().splitlines(), MARKDOWN.splitlines())
    client.equal("its files", [found[name].read_bytes() for name in ("data.csv", "dot.png")], [DATA, check.PNG])

"""sphinxcontrib-confluencebuilder: builds a small documentation, publishes it, and publishes it again."""

import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import check

SPACE = check.add_space("SPHINX", "For sphinxcontrib-confluencebuilder")
CONFIGURATION = f"""
project = "Handbook"
extensions = ["sphinxcontrib.confluencebuilder"]
confluence_publish = True
confluence_server_url = "{check.SITE}/wiki/"
confluence_server_user = "{check.EMAIL}"
confluence_api_token = "{check.TOKEN}"
confluence_space_key = "SPHINX"
confluence_api_mode = "v2"
confluence_ask_password = False
confluence_page_hierarchy = True
confluence_disable_notifications = True
"""
FILES = {
    "conf.py": CONFIGURATION,
    "index.rst": "Handbook\n========\n\n.. toctree::\n\n   setup\n   guide\n",
    "setup.rst": "Setup\n=====\n\n.. list-table::\n   :header-rows: 1\n\n   * - tool\n     - version\n   * - cargo\n"
    "     - **1.92**\n\n.. image:: dot.png\n   :alt: A dot\n\nMore is in :doc:`guide`.\n",
    "guide.rst": 'Guide\n=====\n\n.. note::\n\n   Careful: 1 < 2.\n\n.. code-block:: python\n\n   text = "<b> & ]]>"\n',
}
TITLES = ["Handbook", "Setup", "Guide"]


def publish(folder):
    command = [sys.executable, "-m", "sphinx", "-q", "-E", "-b", "confluence", str(folder), str(folder / "_build")]
    subprocess.run(command, check=True, cwd=folder, stdin=subprocess.DEVNULL)


def versions(found):
    return {title: found[title]["version"]["number"] for title in TITLES if title in found}


with (
    check.Client(f"sphinxcontrib-confluencebuilder {version('sphinxcontrib-confluencebuilder')}") as client,
    tempfile.TemporaryDirectory() as name,
):
    folder = Path(name)
    for file, text in FILES.items():
        (folder / file).write_text(text)
    (folder / "dot.png").write_bytes(check.PNG)
    publish(folder)
    found = check.pages(SPACE)
    top = found.get("Handbook", {}).get("id")
    client.equal("the pages", [title for title in TITLES if title in found], TITLES)
    client.equal("their tree", [found[title]["parentId"] for title in TITLES[1:]], [top, top])
    setup, guide = (found[title]["body"]["storage"]["value"] for title in TITLES[1:])
    client.contains("a table", setup, "<table", "<strong>1.92</strong>")
    client.contains("a picture", setup, '<ri:attachment ri:filename="')
    client.contains("a link", setup, 'ri:content-title="Guide"')
    client.contains("a note and its code", guide, "Careful: 1 &lt; 2.", 'ac:name="code"', 'text = "<b> & ]]')
    files = check.read(f"/api/v2/pages/{found['Setup']['id']}/attachments")["results"]
    sent = list(check.files(found["Setup"]["id"]).values())
    client.equal("the file of the picture", sent, [("image/png", check.PNG)])
    client.contains("its name is in the page", setup, f'ri:filename="{files[0]["title"]}"')

    before = versions(found)
    publish(folder)
    client.equal("the second time changes no page", versions(check.pages(SPACE)), before)
    again = check.read(f"/api/v2/pages/{found['Setup']['id']}/attachments")["results"]
    client.equal(
        "and no file", [file["version"]["number"] for file in again], [file["version"]["number"] for file in files]
    )

    source = folder / "guide.rst"
    source.write_text(source.read_text().replace("Careful", "Take care"))
    publish(folder)
    client.equal(
        "a change makes one version", versions(check.pages(SPACE)), {**before, "Guide": before["Guide"] + 1}
    )

"""atlassian-python-api: what a script does with pages, files, labels and searches."""

import tempfile
from importlib.metadata import version
from pathlib import Path

from atlassian import Confluence

import check

SPACE = check.add_space("API", "For atlassian-python-api")


def pages(client, api):
    page = api.create_page("API", "Plan", "<p>First</p>", representation="storage")
    client.equal("a page is created", (page["title"], page["type"], page["status"]), ("Plan", "page", "current"))
    client.equal("a page exists", (api.page_exists("API", "Plan"), api.page_exists("API", "No such")), (True, False))
    found = api.get_page_by_title("API", "Plan", expand="body.storage,version")
    client.equal(
        "a page by its title",
        (found["id"], found["body"]["storage"]["value"], found["version"]["number"]),
        (page["id"], "<p>First</p>", 1),
    )
    client.equal("the id of a page", api.get_page_id("API", "Plan"), page["id"])
    client.equal("the space of a page", api.get_page_space(page["id"]), "API")
    api.update_page(page["id"], "Plan", "<p>Second</p>", version_comment="better", minor_edit=True)
    found = api.get_page_by_id(page["id"], expand="body.storage,version,space,ancestors,history")
    client.equal(
        "a page is changed",
        (found["body"]["storage"]["value"], found["version"]["number"], found["version"]["message"]),
        ("<p>Second</p>", 2, "better"),
    )
    client.equal("its space and its history", (found["space"]["key"], found["history"]["latest"]), ("API", True))
    api.append_page(page["id"], "Plan", "<p>Third</p>")
    body = api.get_page_by_id(page["id"], expand="body.storage")["body"]["storage"]["value"]
    client.equal("a page gets more text", body, "<p>Second</p><p>Third</p>")
    old = api.get_page_by_id(page["id"], expand="body.storage", version=1)
    client.equal("an old version", old["body"]["storage"]["value"], "<p>First</p>")
    client.equal("the history", api.history(page["id"])["lastUpdated"]["number"], 3)
    return page["id"]


def tree(client, api, page):
    first = api.create_page("API", "First child", "<p>1</p>", parent_id=page)["id"]
    second = api.update_or_create(page, "Second child", "<p>2</p>")["id"]
    grandchild = api.create_page("API", "Grandchild", "<p>3</p>", parent_id=first)["id"]
    client.equal("children", [child["id"] for child in api.get_page_child_by_type(page)], [first, second])
    client.equal("their titles", api.get_child_title_list(page), ["First child", "Second child"])
    client.equal("the parent", api.get_parent_content_id(first), page)
    ancestors = [ancestor["id"] for ancestor in api.get_page_ancestors(grandchild)]
    client.equal("ancestors", ancestors, [page, first])
    everything = {found["title"] for found in api.get_all_pages_from_space_as_generator("API", limit=2)}
    wanted = {"Plan", "First child", "Second child", "Grandchild"}
    client.holds("all pages of a space", wanted <= everything, everything)
    api.remove_page(second)
    client.equal("a page is removed", api.get_child_id_list(page), [first])
    api.move_page("API", grandchild, target_id=page, position="append")
    client.equal("a page is moved", api.get_child_id_list(page), [first, grandchild])
    return grandchild


def labels_and_properties(client, api, page):
    api.set_page_label(page, "plan")
    api.set_page_label(page, "old")
    api.remove_page_label(page, "old")
    client.equal("labels", [label["name"] for label in api.get_page_labels(page)["results"]], ["plan"])
    found = [found["title"] for found in api.get_all_pages_by_label("plan")]
    client.equal("pages with a label", found, ["Plan"])
    api.set_page_property(page, {"key": "owner", "value": {"name": "Ada"}})
    client.equal("a property", api.get_page_property(page, "owner")["value"], {"name": "Ada"})
    api.update_page_property(page, {"key": "owner", "value": {"name": "Bo"}, "version": {"number": 2}})
    names = {found["key"]: found["value"] for found in api.get_page_properties(page)["results"]}
    client.equal("a property is changed", names["owner"], {"name": "Bo"})
    api.add_comment(page, "<p>Good</p>")
    comments = api.get_page_comments(page, expand="body.storage", depth="all")["results"]
    client.equal("comments", [found["body"]["storage"]["value"] for found in comments], ["<p>Good</p>"])


def files(client, api, page):
    with tempfile.TemporaryDirectory() as folder:
        notes = Path(folder, "notes of today.txt")
        notes.write_bytes(b"first")
        api.attach_file(str(notes), page_id=page)
        api.attach_content(check.PNG, "dot.png", "image/png", page_id=page)
        notes.write_bytes(b"second")
        api.attach_file(str(notes), page_id=page, comment="changed")
        found = {file["title"]: file for file in api.get_attachments_from_content(page, expand="version")["results"]}
        client.equal(
            "files go up",
            {name: file["version"]["number"] for name, file in found.items()},
            {"notes of today.txt": 2, "dot.png": 1},
        )
        down = Path(folder, "down")
        down.mkdir()
        api.download_attachments_from_page(page, path=str(down))
        client.equal(
            "files come down",
            {path.name: path.read_bytes() for path in down.iterdir()},
            {"notes of today.txt": b"second", "dot.png": check.PNG},
        )
    api.remove_content(found["dot.png"]["id"])
    left = [file["title"] for file in api.get_attachments_from_content(page)["results"]]
    client.equal("a file is deleted", left, ["notes of today.txt"])


def search(client, api, page):
    found = api.cql('space = API and type = page and text ~ "Second"', expand="content.version")["results"]
    client.equal("a search", [hit["content"]["title"] for hit in found], ["Plan"])
    client.equal("the version in its hit", found[0]["content"]["version"]["number"], 3)
    found = api.cql(f"type = page and ancestor = {page} order by title desc")["results"]
    client.equal("a search in an order", [hit["content"]["title"] for hit in found], ["Grandchild", "First child"])
    space = api.get_space("API", expand="description.plain,homepage")
    client.equal(
        "a space", (space["key"], space["name"], space["homepage"]["id"]), ("API", SPACE["name"], SPACE["homepageId"])
    )
    keys = [space["key"] for space in api.get_all_spaces(limit=200)["results"]]
    client.holds("all spaces", "API" in keys, keys)
    titles = [found["title"] for found in api.get_space_content("API", expand="version")["page"]["results"]]
    client.holds("the content of a space", "Plan" in titles, titles)


with check.Client(f"atlassian-python-api {version('atlassian-python-api')}") as client:
    api = Confluence(f"{check.SITE}/wiki", username=check.EMAIL, password=check.TOKEN, cloud=True)
    page = pages(client, api)
    tree(client, api, page)
    labels_and_properties(client, api, page)
    files(client, api, page)
    search(client, api, page)

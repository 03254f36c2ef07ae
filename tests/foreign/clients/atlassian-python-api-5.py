"""atlassian-python-api 5: its client of the newer API, and pages as files."""

import email
from importlib.metadata import version

from atlassian import Confluence, ConfluenceV2

import check

SPACE = check.add_space("APIFIVE", "For atlassian-python-api 5")


def pages(client, api):
    made = api.create_page(SPACE["id"], "Plan", "<p>First &amp; best</p>")
    page = made["id"]
    client.equal("a page is created", (made["title"], made["parentId"]), ("Plan", SPACE["homepageId"]))
    api.update_page(page, "Plan", "<p>Second</p>", status="current", version=1)
    read = api.get_page_by_id(page, body_format="storage")
    value = read["body"]["storage"]["value"]
    client.equal("a page is changed", (read["version"]["number"], value), (2, "<p>Second</p>"))
    client.equal("the id of a page", api.get_page_id("APIFIVE", "Plan"), page)
    numbers = [one["number"] for one in api.get_all_page_versions(page)]
    client.equal("versions", numbers, [2, 1])
    for title in ("B", "A", "C"):
        api.create_page(SPACE["id"], title, "<p>child</p>", parent_id=page)
    children = [child["title"] for child in api.get_child_pages(page, limit=2)]
    client.equal("children, two at a time", children, ["B", "A", "C"])
    found = api.get_page_by_title("APIFIVE", "A")
    client.equal("a page by its title", [one["title"] for one in found.get("results", [found])], ["A"])
    return page


def more(client, api, page):
    made = api.create_page_property(page, "owner", {"name": "Ada"})
    found = [(one["key"], one["value"]) for one in api.get_page_properties(page)]
    client.equal("a property", (found, made["version"]["number"]), ([("owner", {"name": "Ada"})], 1))
    check.call("POST", f"/rest/api/content/{page}/label", json=[{"prefix": "global", "name": "plan"}])
    client.equal("labels", [label["name"] for label in api.get_page_labels(page)], ["plan"])
    body = {"representation": "storage", "value": "<p>Good</p>"}
    check.call("POST", "/api/v2/footer-comments", json={"pageId": page, "body": body})
    comments = api.get_page_footer_comments(page, body_format="storage")
    client.equal("comments", [one["body"]["storage"]["value"] for one in comments], ["<p>Good</p>"])
    folder = api.create_folder(SPACE["id"], "Folder", parent_id=page)
    client.equal("a folder", api.get_folder(folder["id"])["parentId"], page)
    board = api.create_whiteboard(SPACE["id"], "Board")
    client.equal("a whiteboard", api.get_whiteboard(board["id"])["title"], "Board")
    space = api.get_space_by_key("APIFIVE")
    client.equal("a space by its key", (space["id"], space["name"]), (SPACE["id"], SPACE["name"]))
    client.equal("all spaces, two at a time", len(api.get_spaces(limit=2)) > 2, True)
    api.delete_page(page)
    client.equal("a page is deleted", check.read("/api/v2/pages", id=page)["results"], [])


def files_of_pages(client, page):
    site = {"url": f"{check.SITE}/wiki", "username": check.EMAIL, "password": check.TOKEN}
    pdf = Confluence(**site, cloud=True).export_page(page)
    client.contains("a page as a PDF file", pdf, b"%PDF-", b"(Plan) Tj", b"(Second) Tj", b"%%EOF")
    word = email.message_from_bytes(Confluence(**site, cloud=False).get_page_as_word(page))
    [part] = word.get_payload()
    html = part.get_payload(decode=True).decode()
    client.contains("a page for Word", html, "<title>Plan</title>", "<p>Second</p>")


with check.Client(f"atlassian-python-api {version('atlassian-python-api')}") as client:
    api = ConfluenceV2(url=f"{check.SITE}/wiki", username=check.EMAIL, password=check.TOKEN)
    page = pages(client, api)
    files_of_pages(client, page)
    more(client, api, page)

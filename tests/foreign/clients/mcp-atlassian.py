"""mcp-atlassian: a model's tools. The server is started as a client of the protocol does, and its tools are called."""

import asyncio
import base64
import json
import os
import sys
from importlib.metadata import version
from pathlib import Path

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

import check

SPACE = check.add_space("MCP", "For mcp-atlassian")
# The server knows Cloud by its host name. It follows redirects only to hosts that it trusts.
SERVER = StdioServerParameters(
    command=str(Path(sys.executable).with_name("mcp-atlassian")),
    env={
        **os.environ,
        "CONFLUENCE_URL": f"{check.NAMED_SITE}/wiki",
        "CONFLUENCE_USERNAME": check.EMAIL,
        "CONFLUENCE_API_TOKEN": check.TOKEN,
        "HTTP_PROXY": check.PROXY,
        "MCP_ALLOWED_URL_DOMAINS": "atlassian.net",
    },
)


class Tools:
    def __init__(self, session):
        self.session = session

    async def __call__(self, tool, **arguments):
        answer = await self.session.call_tool(f"confluence_{tool}", arguments)
        text = "".join(part.text for part in answer.content if part.type == "text")
        if answer.isError:
            raise RuntimeError(f"{tool}: {text}")
        return json.loads(text)


async def pages(client, tool):
    made = await tool("create_page", space_key="MCP", title="Plan", content="# Goal\n\nBe **good**.\n")
    page = made["page"]["id"]
    body = check.read(f"/api/v2/pages/{page}", **{"body-format": "storage"})["body"]["storage"]["value"]
    client.contains("a page is created from Markdown", body, "<strong>good</strong>")
    read = await tool("get_page", page_id=page)
    client.contains("a page is read as Markdown", read["metadata"]["content"]["value"], "Goal\n", "Be **good**.")
    client.equal(
        "what is known about it",
        (read["metadata"]["title"], read["metadata"]["space"]["key"], read["metadata"]["version"]),
        ("Plan", "MCP", 1),
    )
    by_title = await tool("get_page", title="Plan", space_key="MCP")
    client.equal("a page by its title", by_title["metadata"]["id"], page)
    await tool("update_page", page_id=page, title="The plan", content="Be *better*.", version_comment="more")
    now = check.read(f"/api/v2/pages/{page}", **{"body-format": "storage"})
    client.equal(
        "a page is changed",
        (now["title"], now["version"]["number"], now["version"]["message"]),
        ("The plan", 2, "more"),
    )
    client.contains("its new body", now["body"]["storage"]["value"], "<em>better</em>")
    old = await tool("get_page_history", page_id=page, version=1)
    client.contains("an old version", json.dumps(old), "Be **good**.")
    difference = await tool("get_page_diff", page_id=page, from_version=1, to_version=2)
    client.contains("the difference of versions", difference["diff"], "-Be **good**.", "+Be *better*.")
    return page


async def tree(client, tool, page):
    first = (await tool("create_page", space_key="MCP", title="First", content="1", parent_id=page))["page"]["id"]
    second = (await tool("create_page", space_key="MCP", title="Second", content="2", parent_id=page))["page"]["id"]
    children = await tool("get_page_children", parent_id=page)
    client.equal("children", [child["id"] for child in children["results"]], [first, second])
    await tool("move_page", page_id=second, target_parent_id=first)
    client.equal("a page is moved", check.read(f"/api/v2/pages/{second}")["parentId"], first)
    await tool("delete_page", page_id=second)
    client.equal("a page is deleted", check.read(f"/api/v2/pages/{second}", status="trashed")["status"], "trashed")


async def comments_and_labels(client, tool, page):
    comment = await tool("add_comment", page_id=page, body="Is it **done**?")
    await tool("reply_to_comment", comment_id=comment["comment"]["id"], body="Yes")
    found = json.dumps(await tool("get_comments", page_id=page))
    client.contains("comments", found, "Is it **done**?")
    await tool("add_inline_comment", page_id=page, body="How?", text_selection="better")
    inline = check.read(f"/api/v2/pages/{page}/inline-comments")["results"]
    client.equal(
        "an inline comment", [one["properties"]["inlineOriginalSelection"] for one in inline], ["better"]
    )
    await tool("add_label", page_id=page, name="plan")
    client.equal("labels", [label["name"] for label in await tool("get_labels", page_id=page)], ["plan"])


async def attachments(client, tool, page):
    picture = base64.b64encode(check.PNG).decode()
    await tool("upload_attachment", content_id=page, filename="dot.png", content_base64=picture)
    found = (await tool("get_attachments", content_id=page))["attachments"]
    client.equal(
        "attachments",
        [(file["title"], file["extensions"]["fileSize"]) for file in found],
        [("dot.png", len(check.PNG))],
    )
    answer = await tool.session.call_tool("confluence_download_attachment", {"attachment_id": found[0]["id"]})
    blobs = [part.resource.blob for part in answer.content if part.type == "resource"]
    client.equal("a file comes down", [base64.b64decode(blob) for blob in blobs], [check.PNG])
    await tool("delete_attachment", attachment_id=found[0]["id"])
    client.equal("a file is deleted", check.read(f"/api/v2/pages/{page}/attachments")["results"], [])


async def search(client, tool, page):
    found = await tool("search", query="better", spaces_filter="MCP")
    client.equal(
        "a search with simple words",
        [(hit["id"], hit["title"], hit["space"]["key"]) for hit in found],
        [(page, "The plan", "MCP")],
    )
    found = await tool("search", query='type = page AND space = MCP AND label = "plan" ORDER BY created DESC')
    client.equal("a search with CQL", [hit["id"] for hit in found], [page])
    users = await tool("search_user", query='user.fullname ~ "admin"')
    client.holds("a search for people", any(hit["user"]["display_name"] == "admin" for hit in users), users)


async def run(client):
    async with stdio_client(SERVER) as streams, ClientSession(*streams) as session:
        await session.initialize()
        tools = {tool.name for tool in (await session.list_tools()).tools}
        wanted = {f"confluence_{name}" for name in ("search", "get_page", "create_page", "update_page", "add_comment")}
        client.holds("the tools are listed", wanted <= tools, tools)
        tool = Tools(session)
        page = await pages(client, tool)
        await tree(client, tool, page)
        await comments_and_labels(client, tool, page)
        await attachments(client, tool, page)
        await search(client, tool, page)


with check.Client(f"mcp-atlassian {version('mcp-atlassian')}") as client:
    asyncio.run(run(client))

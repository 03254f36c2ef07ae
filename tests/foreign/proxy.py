"""A proxy for plain HTTP that takes every host name for this machine, as a file of hosts would.

Some clients behave differently when the name of the site ends in `.atlassian.net`. They reach the sandbox through this.
"""

import asyncio
from urllib.parse import urlsplit


async def copy(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()


async def serve(reader, writer):
    """Passes one request on. The connection is closed after it, since the next one may be for another host."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        writer.close()
        return
    request, *fields = head.decode("latin-1").strip().split("\r\n")
    method, target, protocol = request.split(" ")
    address = urlsplit(target)
    path = target.removeprefix(f"{address.scheme}://{address.netloc}") or "/"
    fields = [field for field in fields if field.split(":")[0].lower() not in ("connection", "proxy-connection")]
    lines = [f"{method} {path} {protocol}", *fields, "Connection: close", "", ""]
    from_site, to_site = await asyncio.open_connection("127.0.0.1", address.port or 80)
    to_site.write("\r\n".join(lines).encode("latin-1"))
    await asyncio.gather(copy(reader, to_site), copy(from_site, writer))


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


asyncio.run(main())

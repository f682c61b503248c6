"""A server whose every byte is chosen by the test and which keeps every byte it gets.

It reads the one spelling that no two parsers can read differently, and complains of any other: that is
what the gateway owes whatever stands behind it.
"""

import asyncio
import re
import threading
import time
from dataclasses import dataclass, field

REQUEST_LINE = re.compile(rb"([A-Z]+) (/[\x21-\x7e]*) HTTP/1\.1")
FIELD = re.compile(rb"([!#$%&'*+\-.^_`|~0-9A-Za-z]+): ([\x20-\x7e\x80-\xff]*)")


class Ambiguous(Exception):
    """Bytes that are not one well-formed request in its plainest form."""


@dataclass
class Request:
    method: str
    target: str
    headers: list  # (name, value)
    body: bytes

    def header(self, name):
        return next((v for n, v in self.headers if n.lower() == name), None)


def parse_head(head):
    first, *lines = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
    start = REQUEST_LINE.fullmatch(first)
    fields = [FIELD.fullmatch(line) for line in lines]
    if not start or not all(fields):
        raise Ambiguous(f"head {head!r}")
    headers = [(f[1].decode(), f[2].decode("latin-1")) for f in fields]
    names = [name.lower() for name, _ in headers]
    lengths = [value for name, value in headers if name.lower() == "content-length"]
    if "transfer-encoding" in names or names.count("host") != 1 or len(lengths) > 1:
        raise Ambiguous(f"framing of {head!r}")
    if not all(re.fullmatch(r"0|[1-9][0-9]*", length) for length in lengths):
        raise Ambiguous(f"length of {head!r}")
    return Request(start[1].decode(), start[2].decode(), headers, b""), int(lengths[0]) if lengths else 0


@dataclass
class Line:
    """One connection from the gateway."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    received: bytearray = field(default_factory=bytearray)
    requests: list = field(default_factory=list)
    sent_bytes: int = 0
    ended_at: float = 0.0

    async def read_request(self):
        """The next request; None when the connection ends where one may begin."""
        try:
            head = await self.reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError as end:
            if end.partial:
                self.received += end.partial
                raise Ambiguous(f"the connection ends in {end.partial!r}") from None
            return None
        self.received += head
        request, length = parse_head(head)
        request.body = await self.reader.readexactly(length)
        self.received += request.body
        self.requests.append(request)
        return request

    async def send(self, data):
        """Returns when the peer has room for more, so that a slow one is felt."""
        self.writer.write(data)
        await self.writer.drain()
        self.sent_bytes += len(data)

    async def until_closed(self):
        """Waits until the gateway hangs up."""
        while await self.reader.read(4096):
            pass

    def close(self):
        self.writer.close()


class Origin:
    """answer(line, request) answers one request on the origin's own loop; True: the line may carry
    another. What it cannot read is in `complaints`."""

    def __init__(self, answer):
        self.answer = answer
        self.lines, self.complaints = [], []
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, name="origin", daemon=True)
        self.thread.start()
        self.server = self.do(asyncio.start_server(self.serve, "127.0.0.1", 0, backlog=4096, limit=2**20))
        self.port = self.server.sockets[0].getsockname()[1]

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def do(self, work):
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(30)

    async def serve(self, reader, writer):
        line = Line(reader, writer)
        self.lines.append(line)
        try:
            while (request := await line.read_request()) is not None:
                if not await self.answer(line, request):
                    break
        except Ambiguous as why:
            self.complaints.append(str(why))
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the gateway hung up, which it may do at any time
        finally:
            line.ended_at = time.monotonic()
            writer.close()

    @property
    def requests(self):
        return [request for line in self.lines for request in line.requests]

    def forget(self):
        """Drops what has been recorded so far."""
        self.complaints.clear()
        for line in self.lines:
            line.requests.clear()
            line.received.clear()

    def close(self):
        async def stop():
            self.server.close()
            for line in self.lines:
                line.writer.transport.abort()
            await asyncio.sleep(0)  # their handlers see it

        self.do(stop())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()


def answer_of(body, more=b""):
    return b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n%s\r\n%s" % (len(body), more, body)


async def say_what_came(line, request):
    """Answers with what was asked, so that a client can tell its own answer from another's."""
    said = f"{request.method} {request.target} {len(request.body)}".encode()
    await line.send(answer_of(said) if request.method != "HEAD" else b"HTTP/1.1 200 OK\r\n\r\n")
    return True

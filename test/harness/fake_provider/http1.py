"""Just enough HTTP/1.1 to be a server whose every byte is chosen here."""

import json
import re
from dataclasses import dataclass, field


class Broken(Exception):
    """The peer sent something that is not a request."""


@dataclass
class Request:
    method: str
    target: str
    headers: list  # (name, value), as they came
    body: bytes

    @property
    def path(self):
        return self.target.partition("?")[0]

    @property
    def json(self):
        try:
            parsed = json.loads(self.body)
        except ValueError:
            return {}
        return parsed if isinstance(parsed, dict) else {}

    def header(self, name):
        return next((v for n, v in self.headers if n.lower() == name), None)

    def directives(self):
        """{'fault': {'name': 'reset', 'after': '3'}} from [[fault name=reset after=3]]."""
        text = self.target.encode() + b"\n" + self.body
        return {
            match[1].decode(): dict(
                pair.split("=", 1) for pair in match[2].decode().split() if "=" in pair
            )
            for match in re.finditer(rb"\[\[(\w+)((?: [\w-]+=[^\s\]]+)*)\]\]", text)
        }


async def read_request(reader):
    """The next request; None when the peer has closed between requests."""
    head = bytearray()
    while not head.endswith(b"\r\n\r\n"):
        line = await reader.readline()
        if not line:
            if head:
                raise Broken("closed inside a head")
            return None
        head += line
    first, *lines = head.decode("latin-1").split("\r\n")
    parts = first.split(" ")
    if len(parts) != 3:
        raise Broken(f"request line {first!r}")
    headers = [tuple(s.strip() for s in line.split(":", 1)) for line in lines if line]
    request = Request(parts[0], parts[1], headers, b"")
    if (request.header("transfer-encoding") or "").lower() == "chunked":
        request.body = await read_chunks(reader)
    elif request.header("content-length"):
        request.body = await reader.readexactly(int(request.header("content-length")))
    return request


async def read_chunks(reader):
    body = bytearray()
    while True:
        size = int((await reader.readline()).split(b";")[0], 16)
        if size == 0:
            while (await reader.readline()).strip():
                pass
            return bytes(body)
        body += await reader.readexactly(size)
        await reader.readexactly(2)


@dataclass
class Answer:
    """What goes out: a head and a body in pieces. A stream is sent chunked, one piece a chunk."""

    status: int = 200
    headers: list = field(default_factory=list)
    pieces: list = field(default_factory=list)
    stream: bool = False
    usage: dict | None = None  # as it stands in the body; None: charges nothing
    dollars: object = 0  # what the whole answer is charged with
    dollars_after: object = None  # f(pieces sent) -> what is charged when it ends there
    usage_piece: int | None = None  # of a stream: which piece says the usage; None: the last

    def head(self, length=None):
        lines = [f"HTTP/1.1 {self.status} {'OK' if self.status < 400 else 'Error'}"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        if self.stream:
            lines.append("transfer-encoding: chunked")
        else:
            size = sum(map(len, self.pieces)) if length is None else length
            lines.append(f"content-length: {size}")
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")

    def wire(self):
        """All the bytes of the answer, in the pieces in which they are sent."""
        if not self.stream:
            return [self.head() + b"".join(self.pieces)]
        return [self.head()] + [chunk(piece) for piece in self.pieces] + [b"0\r\n\r\n"]


def chunk(piece):
    return b"%x\r\n%s\r\n" % (len(piece), piece)


def json_answer(body, status=200, headers=(), **more):
    data = body if isinstance(body, bytes) else json.dumps(body, separators=(",", ":")).encode()
    return Answer(status, [("content-type", "application/json"), *headers], [data], **more)

"""The client's side, byte by byte: what was sent in which pieces, and what came back."""

import asyncio
import re
from dataclasses import dataclass, field

HEAD = re.compile(rb"HTTP/1\.1 ([1-5]\d\d) [^\r\n]*\r\n((?:[^\r\n:]+: [^\r\n]*\r\n)*)\r\n")


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes = b""
    whole: bool = False

    @property
    def closes(self):
        return self.headers.get("connection") == "close"


@dataclass
class Talk:
    """All that one connection carried."""

    received: bytes = b""
    ended: str = ""  # "end", "reset", or "" where the patience of the client ended it
    interim: int = 0  # 1xx
    answers: list = field(default_factory=list)
    rest: bytes = b""  # behind the last well-formed answer: must be empty

    @property
    def statuses(self):
        return " ".join(str(answer.status) for answer in self.answers)


def dechunk(data):
    """(body, bytes used, whether it is whole)"""
    body, at = b"", 0
    while size_line := re.compile(rb"([0-9a-fA-F]+)\r\n").match(data, at):
        size = int(size_line[1], 16)
        begin, end = size_line.end(), size_line.end() + size
        if data[end:end + 2] != b"\r\n":
            return body + data[begin:end], len(data), False
        if size == 0:
            return body, end + 2, True
        body, at = body + data[begin:end], end + 2
    return body, len(data), False


def read_answers(talk, methods):
    """Splits what was received. `methods` are those of the requests, as far as they are known."""
    data, methods = talk.received, iter(methods)
    while head := HEAD.match(data):
        data = data[head.end():]
        status = int(head[1])
        if status < 200:
            talk.interim += 1
            continue
        lines = head[2].decode("latin-1").split("\r\n")[:-1]
        answer = Answer(status, {n.lower(): v for n, v in (line.split(": ", 1) for line in lines)})
        talk.answers.append(answer)
        if next(methods, "GET") == "HEAD" or status in (204, 304):
            answer.whole = True
        elif answer.headers.get("transfer-encoding") == "chunked":
            answer.body, used, answer.whole = dechunk(data)
            data = data[used:]
        else:
            length = int(answer.headers["content-length"])
            answer.body, data = data[:length], data[length:]
            answer.whole = len(answer.body) == length
    talk.rest = data
    return talk


async def receive(reader, talk, patience):
    """Adds what comes until the connection ends or nothing has come for `patience` seconds."""
    try:
        while piece := await asyncio.wait_for(reader.read(65536), patience):
            talk.received += piece
        talk.ended = "end"
    except ConnectionError:
        talk.ended = "reset"
    except TimeoutError:
        pass


async def converse(address, pieces, methods=(), patience=5.0):
    """Sends the pieces one after the other, each its own segment where the kernel lets it, and reads
    until the gateway closes or is silent for `patience` seconds."""
    reader, writer = await asyncio.open_connection(*address)
    talk = Talk()
    receiving = asyncio.create_task(receive(reader, talk, patience))
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0)
        await receiving
    except ConnectionError:
        await receiving  # closed while we were sending: what it said before is there to read
    finally:
        receiving.cancel()
        writer.transport.abort()
    return read_answers(talk, methods)

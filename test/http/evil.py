"""The ways in which an upstream can lie, stall and overflow. One row each: what it does with a request,
and how the client's answer may end.

    502, 504   whole, from the gateway
    200        whole, and nothing but what belongs to the call
    cut        begun, and broken off so that the client can tell
"""

import asyncio
from dataclasses import dataclass

STOLEN = b"STOLEN"  # stands for bytes that must reach nobody
OK = b"HTTP/1.1 200 OK\r\n"
EXTRA = b"HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n" + STOLEN
SAID = OK + b"content-length: 4\r\n\r\nsaid"
CHUNKED = OK + b"transfer-encoding: chunked\r\n\r\n"
EVENTS = OK + b"content-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"


@dataclass
class Evil:
    ends: str  # of 502, 504, 200, cut
    act: object  # async f(line)
    method: str = "POST"


def says(data, keep=False):
    """Sends exactly this, and closes or keeps the connection for whoever comes next."""

    async def act(line):
        await line.send(data)
        return keep

    return act


async def flood(line, piece):
    """Sends it again and again, until the gateway has enough."""
    for _ in range(2_000):
        await line.send(piece)
    return False


def floods(first, piece):
    async def act(line):
        await line.send(first)
        return await flood(line, piece)

    return act


def drips(data, pause):
    async def act(line):
        for at in range(len(data)):
            await line.send(data[at:at + 1])
            await asyncio.sleep(pause)
        return True

    return act


def falls_silent(data):
    async def act(line):
        await line.send(data)
        await line.until_closed()
        return False

    return act


async def resets(line):
    line.writer.transport.abort()
    return False


def field(line):
    return says(OK + line + b"\r\ncontent-length: 4\r\n\r\nsaid", keep=True)


EVILS = {
    # Status lines.
    "no status": Evil("502", says(b"HTTP/1.1\r\n\r\n")),
    "letters for a status": Evil("502", says(b"HTTP/1.1 abc OK\r\n\r\n")),
    "status 99": Evil("502", says(b"HTTP/1.1 099 Low\r\ncontent-length: 0\r\n\r\n")),
    "status 600": Evil("502", says(b"HTTP/1.1 600 High\r\ncontent-length: 0\r\n\r\n")),
    "four digits": Evil("502", says(b"HTTP/1.1 2000 OK\r\ncontent-length: 0\r\n\r\n")),
    "HTTP/2": Evil("502", says(b"HTTP/2 200 OK\r\ncontent-length: 0\r\n\r\n")),
    "shoutcast": Evil("502", says(b"ICY 200 OK\r\n\r\n")),
    "lines that end in LF": Evil("502", says(b"HTTP/1.1 200 OK\ncontent-length: 4\n\nsaid")),
    "control bytes in the reason": Evil("502", says(b"HTTP/1.1 200 O\0K\r\ncontent-length: 0\r\n\r\n")),
    "another protocol": Evil("502", says(b"SSH-2.0-OpenSSH_9.2p1\r\n")),
    # Lengths.
    "two lengths": Evil("502", says(OK + b"content-length: 4\r\ncontent-length: 10\r\n\r\nsaid" + STOLEN)),
    "a list of lengths": Evil("502", says(OK + b"content-length: 4, 10\r\n\r\nsaid" + STOLEN)),
    "length and chunks": Evil("502", says(OK + b"content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n")),
    "a negative length": Evil("502", says(OK + b"content-length: -4\r\n\r\nsaid")),
    "a length beyond numbers": Evil("502", says(OK + b"content-length: 18446744073709551620\r\n\r\nsaid")),
    "a coding nobody knows": Evil("502", says(OK + b"transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n")),
    "chunked twice": Evil("502", says(OK + b"transfer-encoding: chunked, chunked\r\n\r\n0\r\n\r\n")),
    "chunks in HTTP/1.0": Evil("502", says(b"HTTP/1.0 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n")),
    # Heads that do not end.
    "an endless status line": Evil("502", floods(b"HTTP/1.1 200 ", b"O" * 1024)),
    "an endless header": Evil("502", floods(OK + b"x: ", b"y" * 1024)),
    "endless headers": Evil("502", floods(OK, b"x: y\r\n" * 50)),
    "a header too long": Evil("502", says(OK + b"x: " + b"y" * 9000 + b"\r\ncontent-length: 0\r\n\r\n")),
    "a hundred and one headers": Evil("502", says(OK + b"x: y\r\n" * 101 + b"\r\n")),
    # Interim answers.
    "a flood of 100": Evil("502", floods(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 20)),
    "a flood of 103": Evil("502", floods(b"", b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n" * 20)),
    "101 that nobody asked for": Evil("502", says(b"HTTP/1.1 101 Switching\r\nupgrade: x\r\n\r\n" + STOLEN)),
    "headers in an interim answer": Evil(
        "200", says(b"HTTP/1.1 103 Early\r\ninjected: 1\r\ncontent-length: 9\r\n\r\n" + SAID, keep=True)),
    # Bytes that belong to no answer.
    "two answers at once": Evil("200", says(SAID + EXTRA, keep=True)),
    "two answers, closed": Evil("200", says(SAID + EXTRA)),
    "line ends behind the answer": Evil("200", says(SAID + b"\r\n\r\n", keep=True)),
    "a body behind 204": Evil("200", says(b"HTTP/1.1 204 No\r\n\r\n" + EXTRA, keep=True)),
    "a length on 204": Evil("200", says(b"HTTP/1.1 204 No\r\ncontent-length: 6\r\n\r\n" + STOLEN, keep=True)),
    "a body behind 304": Evil("200", says(b"HTTP/1.1 304 Same\r\ncontent-length: 6\r\n\r\n" + STOLEN, keep=True)),
    "a body to HEAD": Evil("200", says(EXTRA, keep=True), "HEAD"),
    "a chunked body to HEAD": Evil("200", says(CHUNKED + b"6\r\nSTOLEN\r\n0\r\n\r\n", keep=True), "HEAD"),
    "extra bytes behind the last chunk": Evil("200", says(CHUNKED + b"4\r\nsaid\r\n0\r\n\r\n" + EXTRA, keep=True)),
    # Answers that end too early.
    "nothing at all": Evil("502", says(b"")),
    "a reset": Evil("502", resets),
    "half a head": Evil("502", says(OK + b"content-le")),
    "half a body": Evil("502", says(OK + b"content-length: 100\r\n\r\nhalf")),
    "half a large body": Evil("cut", says(OK + b"content-length: 4000000\r\n\r\n" + b"x" * 2_000_000)),
    "no last chunk": Evil("502", says(CHUNKED + b"4\r\nsaid\r\n")),
    "no last chunk of a large body": Evil("cut", says(CHUNKED + (b"10000\r\n" + b"x" * 65536 + b"\r\n") * 30)),
    # Chunks.
    "a chunk size in words": Evil("502", says(CHUNKED + b"four\r\nsaid\r\n0\r\n\r\n")),
    "a chunk size beyond numbers": Evil("502", says(CHUNKED + b"fffffffffffffffff\r\nsaid\r\n0\r\n\r\n")),
    "a chunk without its end": Evil("502", says(CHUNKED + b"4\r\nsaidSTOLEN\r\n0\r\n\r\n")),
    "an endless chunk extension": Evil("502", floods(CHUNKED + b"4;", b"a" * 1024)),
    "endless trailers": Evil("502", floods(CHUNKED + b"4\r\nsaid\r\n0\r\n", b"x: y\r\n" * 50)),
    "a length in the trailers": Evil("502", says(CHUNKED + b"4\r\nsaid\r\n0\r\ncontent-length: 9\r\n\r\n")),
    "a broken chunk in a stream": Evil("cut", says(EVENTS + b"9\r\ndata: a\n\n\r\nzz\r\n")),
    "a stream that is one line": Evil("cut", floods(EVENTS, b"10000\r\n" + b"x" * 65536 + b"\r\n")),
    # Time.
    "a head byte by byte": Evil("504", drips(OK + b"x: " + b"y" * 1000, 0.05)),
    "silence": Evil("504", falls_silent(b"")),
    "silence within the head": Evil("504", falls_silent(OK)),
    "silence within the body": Evil("504", falls_silent(OK + b"content-length: 9\r\n\r\nsa")),
    "a body byte by byte": Evil("200", drips(SAID, 0.01)),
    # Headers that say more than one thing, or what is ours to say.
    "a carriage return in a header": Evil("502", field(b"x: a\rinjected: 1")),
    "a line feed in a header": Evil("502", field(b"x: a\ninjected: 1")),
    "a zero byte in a header": Evil("502", field(b"x: a\0injected: 1")),
    "a folded header": Evil("502", field(b"x: a\r\n injected: 1")),
    "a space before the colon": Evil("502", field(b"injected : 1")),
    "a header without a name": Evil("502", field(b": injected")),
    "a header without a colon": Evil("502", field(b"injected")),
    "our own headers": Evil("200", field(b"x-rateguard-request-id: injected\r\nx-rateguard-cost-cents: injected")),
    "a connection header that names ours": Evil(
        "200", field(b"connection: x-rateguard-request-id, injected\r\ninjected: 1")),
    "cookies": Evil("200", field(b"set-cookie: injected=1")),
}

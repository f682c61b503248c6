"""Clients that hang up: how soon the upstream is let go, and the call is over."""

import asyncio
import socket
import struct
import time
from dataclasses import dataclass

import books

# When the client leaves: what it asks for.
MOMENTS = {
    "before the answer": "silent",
    "in a body": "body",
    "in a stream": "stream",
    "in a stream it does not read": "flood",
    "between two events": "pause",
}
LONG = 60_000_000
HOW = ("in order", "with a reset", "by half")


async def answer(line, request):
    kind = request.target.strip("/").partition("-")[0]
    if kind == "silent":
        await line.until_closed()
    elif kind == "body":
        await line.send(b"HTTP/1.1 200 OK\r\ncontent-length: 900000000\r\n\r\n")
        await repeat(line, b"x" * 65536, 0.001)
    elif kind == "long":
        await line.send(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % LONG)
        await repeat(line, b"x" * (LONG // 600), 0.001, times=600)
    elif kind == "short":
        await line.send(b"HTTP/1.1 200 OK\r\ncontent-length: 800000\r\n\r\n")
        await repeat(line, b"x" * 8_000, 0.005, times=100)
    else:
        await line.send(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n")
        await line.send(b"c\r\ndata: beg.\n\n\r\n")
        if kind == "pause":
            await line.until_closed()
        size = 65536 if kind == "flood" else 20
        event = b"data: " + b"x" * (size - 8) + b"\n\n"
        await repeat(line, b"%x\r\n%s\r\n" % (size, event), 0.0 if kind == "flood" else 0.01)
    return False


async def repeat(line, piece, pause, times=10**9):
    for _ in range(times):
        await line.send(piece)
        if pause:
            await asyncio.sleep(pause)


def hang_up(client, how):
    """By half: it says that it has finished sending, stays, and reads no more."""
    if how == "by half":
        client.shutdown(socket.SHUT_WR)
        return
    if how == "with a reset":
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()


@dataclass
class Left:
    moment: str
    how: str
    upstream_closed: float = float("inf")  # seconds after the client had gone
    settled: float = float("inf")


def await_beginning(client):
    """Reads until the answer's body has begun."""
    got = b""
    while b"\r\n\r\n" not in got or got.endswith(b"\r\n\r\n"):
        piece = client.recv(4096)
        assert piece, "the answer ended before the client left"
        got += piece


def begin(rig, target, api="things"):
    """A client whose answer has begun, and the origin's line to it."""
    client = socket.create_connection(rig.address, timeout=20)
    client.sendall(rig.request(f"/proxy/{api}/{target}", "POST"))
    if not target.startswith("silent"):
        await_beginning(client)
    line = books.until(lambda: next((l for l in rig.origin.lines for r in l.requests if r.target == f"/{target}"), None))
    return client, line


def leave(rig, moment, how, number):
    client, line = begin(rig, f"{MOMENTS[moment]}-{number}")
    began = time.monotonic()
    hang_up(client, how)
    left = Left(moment, how)
    if books.until(lambda: line.ended_at, within=20, every=0.01):
        left.upstream_closed = line.ended_at - began
    if books.until(lambda: not rig.metric("rateguard_calls_in_flight"), within=20, every=0.01):
        left.settled = time.monotonic() - began
    client.close()
    return left


def measure(rig):
    cases = [(moment, how) for moment in MOMENTS for how in HOW]
    return [leave(rig, moment, how, n) for n, (moment, how) in enumerate(cases)]


def leave_drained(rig, kind):
    """Leaves an answer of an API that is read to its end; the line it was read from, once that has ended or
    the call is over."""
    client, line = begin(rig, f"{kind}-drained", "drained")
    client.close()
    books.until(lambda: not rig.metric("rateguard_calls_in_flight"), within=30)
    return line

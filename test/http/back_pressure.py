"""A long answer to a client that hardly reads: what of it the gateway keeps in memory."""

import socket
import threading
import time
from dataclasses import dataclass

import books

PIECE = 64 * 1024
EVENT = b"data: " + b"x" * 1016 + b"\n\n"  # 1 KiB
KINDS = ("sized", "chunked", "events")


async def answer(line, request):
    """/KIND-BYTES: an answer of so many bytes."""
    kind, _, size = request.target.lstrip("/").rpartition("-")
    pieces = int(size) // PIECE
    head = b"HTTP/1.1 200 OK\r\ncontent-type: %s\r\n" % (b"text/event-stream" if kind == "events" else b"text/plain")
    if kind == "sized":
        await line.send(head + b"content-length: %d\r\n\r\n" % (pieces * PIECE))
        piece, last = b"x" * PIECE, b""
    else:
        await line.send(head + b"transfer-encoding: chunked\r\n\r\n")
        body = EVENT * (PIECE // len(EVENT)) if kind == "events" else b"x" * PIECE
        piece, last = b"%x\r\n%s\r\n" % (PIECE, body), b"0\r\n\r\n"
    for _ in range(pieces):
        await line.send(piece)
    await line.send(last)
    return True


@dataclass
class Held:
    kind: str
    growth_bytes: int = 0  # of the gateway's memory, at most
    slowly_bytes: int = 0  # read at 10 KiB/s
    received_bytes: int = 0  # in all
    ahead_bytes: int = 0  # what the origin could send meanwhile: the kernels' buffers
    whole: bool = False


class MemoryWatch:
    """The highest resident size of the gateway while the block runs."""

    def __init__(self, rig):
        self.rig, self.over = rig, threading.Event()

    def __enter__(self):
        self.before = self.highest = self.rig.gateway.rss_bytes()
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()
        return self

    def watch(self):
        while not self.over.wait(0.05):
            self.highest = max(self.highest, self.rig.gateway.rss_bytes())

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()
        self.growth_bytes = self.highest - self.before


def connect(rig, target):
    client = socket.create_connection(rig.address, timeout=30)
    client.sendall(rig.request(f"/proxy/things/{target}", headers="connection: close\r\n"))
    return client


def drain(client):
    got, tail = 0, b""
    while piece := client.recv(1 << 20):
        got += len(piece)
        tail = (tail + piece)[-16:]
    return got, tail


def sent_by(origin):
    return sum(line.sent_bytes for line in origin.lines)


def read_one(rig, kind, total, seconds, pace=10 * 1024):
    """Reads at `pace` bytes a second for so long, then the rest at once."""
    held, before = Held(kind), sent_by(rig.origin)
    with MemoryWatch(rig) as memory, connect(rig, f"{kind}-{total}") as client:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            held.slowly_bytes += len(client.recv(pace // 10))
            time.sleep(0.1)
        held.ahead_bytes = sent_by(rig.origin) - before
        rest, tail = drain(client)
    held.received_bytes = held.slowly_bytes + rest
    held.whole = held.received_bytes >= total and (kind == "sized" or tail.endswith(b"\r\n0\r\n\r\n"))
    held.growth_bytes = memory.growth_bytes
    return held


def measure(rig, total, seconds, kinds=KINDS):
    warm_up(rig, kinds)
    return [read_one(rig, kind, total, seconds) for kind in kinds]


def warm_up(rig, kinds):
    """Whatever the first calls of a kind set up once, in every thread, is not what is measured."""
    for kind in kinds:
        clients = [connect(rig, f"{kind}-{4 * 1024 * 1024}") for _ in range(12)]
        for client in clients:
            drain(client)
            client.close()
    books.settled(rig.workspace)


def crowd_growth(rig, kind, readers, total):
    """What each of many readers that stop after the beginning costs, in bytes."""
    warm_up(rig, [kind])
    with MemoryWatch(rig) as memory:
        clients = [connect(rig, f"{kind}-{total}") for _ in range(readers)]
        for client in clients:
            client.recv(1024)
        before = -1
        while before != sent_by(rig.origin):  # until the origin can send no more
            before = sent_by(rig.origin)
            time.sleep(0.5)
    for client in clients:
        client.close()
    return memory.growth_bytes / readers

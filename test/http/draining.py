"""SIGTERM under load: what was cut of the calls that had been accepted."""

import asyncio
import itertools
import time
from dataclasses import dataclass, field

from origin import answer_of
from wire import HEAD, dechunk

PIPELINED = 4
PIECES = 12


async def answer(line, request):
    """Thinks a little, or sends a stream that takes a while."""
    if "stream" not in request.target:
        await asyncio.sleep(0.003)
        await line.send(answer_of(request.target.encode()))
        return True
    await line.send(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n")
    for _ in range(PIECES):
        await line.send(b"9\r\ndata: x\n\n\r\n")
        await asyncio.sleep(0.03)
    await line.send(b"0\r\n\r\n")
    return True


@dataclass
class Count:
    """What became of the calls of all clients."""

    whole: int = 0
    announced: int = 0  # behind an answer that said the connection closes: never accepted
    unanswered: list = field(default_factory=list)  # targets, sent whole on an open connection


class Client:
    def __init__(self, rig, count, name, kind):
        self.rig, self.count, self.name, self.kind = rig, count, name, kind
        self.numbers = itertools.count()

    async def run(self):
        """Calls until nobody listens any more."""
        while True:
            try:
                reader, writer = await asyncio.open_connection(*self.rig.address)
            except OSError:
                return
            try:
                while await self.calls(reader, writer):
                    pass
            finally:
                writer.transport.abort()

    async def calls(self, reader, writer):
        """One call, or some at once; whether the connection can carry more."""
        targets = [f"/{self.kind}-{self.name}-{next(self.numbers)}"
                   for _ in range(PIPELINED if self.kind == "pipelined" else 1)]
        if reader.at_eof():
            return False
        last = "connection: close\r\n" if self.kind == "single" else ""
        writer.write(b"".join(self.rig.request(f"/proxy/things{target}", headers=last) for target in targets))
        for n, target in enumerate(targets):
            try:
                closes = await self.read_answer(reader)
            except (ConnectionError, asyncio.IncompleteReadError, ValueError):
                self.count.unanswered += targets[n:]
                return False
            self.count.whole += 1
            if closes:
                self.count.announced += len(targets) - n - 1
                return False
        return True

    async def read_answer(self, reader):
        head = await reader.readuntil(b"\r\n\r\n")
        if not HEAD.fullmatch(head) or not head.startswith(b"HTTP/1.1 200 "):
            raise ValueError(head)
        low = head.lower()
        if b"transfer-encoding: chunked" in low:
            body = await reader.readuntil(b"\r\n0\r\n\r\n")
            if not dechunk(body)[2]:
                raise ValueError(body)
        else:
            await reader.readexactly(int(low.partition(b"content-length: ")[2].split(b"\r\n")[0]))
        return b"\r\nconnection: close\r\n" in low


KINDS = {"kept": 16, "pipelined": 6, "single": 6, "stream": 6}


async def load_and_stop(rig, after):
    """(the count, the exit status, how long the drain took)"""
    count = Count()
    clients = [Client(rig, count, n, kind) for kind, many in KINDS.items() for n in range(many)]
    running = [asyncio.create_task(client.run()) for client in clients]
    await asyncio.sleep(after)
    began = time.monotonic()
    status = await asyncio.to_thread(rig.gateway.terminate)
    took = time.monotonic() - began
    await asyncio.wait_for(asyncio.gather(*running), 20)
    return count, status, took


@dataclass
class Drains:
    whole: int = 0
    cut: int = 0  # the origin saw it, its client no whole answer
    crossed: int = 0  # sent while the gateway was closing an idle connection: nobody saw it
    slowest: float = 0.0
    statuses: set = field(default_factory=set)


def measure(rig, restarts, after=0.4):
    total = Drains()
    for n in range(restarts):
        rig.origin.forget()
        count, status, took = asyncio.run(load_and_stop(rig, after + 0.017 * (n % 10)))
        seen = {request.target for request in rig.origin.requests}
        total.whole += count.whole
        total.cut += len(seen & set(count.unanswered))
        total.crossed += len(set(count.unanswered) - seen)
        total.slowest = max(total.slowest, took)
        total.statuses.add(status)
        rig.restart()
    return total

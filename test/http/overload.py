"""Three times the calls that fit: what is still served, how fast the rest is refused, and whether health
answers meanwhile."""

import asyncio
import socket
import threading
import time
from dataclasses import dataclass, field

from load import open_loop
from loader import Connection
from origin import say_what_came

PLACES = 16  # http.connections_max: what bounds the calls at the same time
THINK = 0.1  # seconds of the origin, so that the peak is PLACES / THINK and not the machine's
PATIENCE = 2.0


async def answer(line, request):
    await asyncio.sleep(THINK)
    return await say_what_came(line, request)


@dataclass
class Overload:
    peak: float = 0.0  # good answers a second, with as many clients as there are places
    goodput: float = 0.0  # good answers a second at three times that many calls
    refused: list = field(default_factory=list)  # seconds from dialling to the refusal
    statuses: set = field(default_factory=set)  # of all calls: 200 and 503, and nothing else
    probes: list = field(default_factory=list)  # (status, seconds) of /readyz meanwhile

    @property
    def kept(self):
        return self.goodput / self.peak


class Asking:
    """Does something again and again in a thread of its own while the block runs, and times it."""

    def __init__(self, ask, every):
        self.ask, self.every, self.over, self.times = ask, every, threading.Event(), []

    def __enter__(self):
        self.thread = threading.Thread(target=self.run)
        self.thread.start()
        return self

    def run(self):
        while not self.over.wait(self.every):
            began = time.monotonic()
            status = self.ask()
            self.times.append((status, time.monotonic() - began))

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()


def knock(rig):
    """One call on a connection of its own; its status."""
    with socket.create_connection(rig.address, timeout=10) as client:
        client.sendall(rig.request("/proxy/things/good", headers="connection: close\r\n"))
        return int(client.recv(4096).split(b" ")[1])


async def closed_loop(rig, clients, seconds):
    """Good answers a second that so many clients get, each one call after the other."""
    end, done = time.monotonic() + seconds, 0

    async def client():
        nonlocal done
        connection = Connection(rig.url, rig.key)
        while time.monotonic() < end:
            receipt = await asyncio.wait_for(connection.call("/proxy/things/good", b"{}"), 30)
            done += receipt.complete and receipt.status == 200
        connection.close()

    await asyncio.gather(*(client() for _ in range(clients)))
    return done / seconds


def measure(rig, seconds, times=3.0):
    result = Overload(peak=asyncio.run(closed_loop(rig, PLACES, seconds)))
    offered = open_loop(rig, times * result.peak, seconds, patience=PATIENCE)
    with Asking(lambda: rig.gateway.probe("/readyz")[0], 0.1) as probing, Asking(lambda: knock(rig), 0.02) as knocking:
        shots = asyncio.run(offered)
    result.goodput = sum(shot.status == 200 for shot in shots) / seconds
    result.refused = [took for status, took in knocking.times if status == 503]
    result.statuses = {shot.status for shot in shots}
    result.probes = probing.times
    return result


"""Clients that send a byte now and then: what they cost the good ones, and how long they may stay."""

import asyncio
import json
import pathlib
import subprocess
import sys
from dataclasses import dataclass, field

import books
from load import open_loop, p99, quantile

HERE = pathlib.Path(__file__).parent
EVERY = 5.0
SPREAD = 3.0  # over which they come, so that their bytes do not come in step


@dataclass
class Slow:
    alone: list = field(default_factory=list)  # good calls, by themselves
    crowded: list = field(default_factory=list)  # and among the slow ones
    stays: list = field(default_factory=list)  # seconds from a first byte to the close; None: for ever
    bytes_each: float = 0.0  # what one slow connection costs the gateway

    @property
    def failed(self):
        return sum(shot.status != 200 for shot in self.alone + self.crowded)

    @property
    def longest_stay(self):
        return max((float("inf") if stay is None else stay for stay in self.stays), default=float("inf"))

    def p99_ratio(self):
        return p99(self.crowded) / p99(self.alone)

    def median_ratio(self):
        medians = [quantile([shot.took for shot in shots], 0.5) for shots in (self.crowded, self.alone)]
        return medians[0] / medians[1]


def kinds(rig):
    """(sent at once, then a byte at a time): a head that never ends, and bodies that hardly begin."""
    head = rig.request("/proxy/things/slow")
    sized = rig.request("/proxy/things/slow", "POST", headers="content-length: 1000\r\n")
    chunked = rig.request("/proxy/things/slow", "POST", headers="transfer-encoding: chunked\r\n")
    return [("", head.decode()), (sized.decode(), "x"), (chunked.decode(), "3e8\r\n" + "x" * 100)]


class Crowd:
    """The slow clients, in a process of their own."""

    def __init__(self, rig, count, patience):
        spec = {"address": rig.address, "count": count, "every": EVERY, "spread": SPREAD, "patience": patience,
                "kinds": kinds(rig)}
        self.process = subprocess.Popen([sys.executable, HERE / "crowd.py"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.process.stdin.write(json.dumps(spec) + "\n")
        self.process.stdin.flush()

    def end(self):
        """How long each connection was put up with."""
        return json.loads(self.process.communicate(timeout=60)[0])


def round_of(rig, slow, rate, seconds, patience, result):
    result.alone += asyncio.run(open_loop(rig, rate, seconds))
    before, crowd = rig.gateway.rss_bytes(), Crowd(rig, slow, patience)
    everybody = books.until(lambda: rig.metric("rateguard_connections") >= 0.98 * slow, within=30)
    assert everybody, "the slow ones have not all come"
    result.bytes_each = max(result.bytes_each, (rig.gateway.rss_bytes() - before) / slow)
    result.crowded += asyncio.run(open_loop(rig, rate, seconds))
    result.stays += crowd.end()


def measure(rig, slow, rate=150, seconds=4.0, rounds=1, patience=14.0):
    result = Slow()
    for _ in range(rounds):
        round_of(rig, slow, rate, seconds, patience, result)
    return result

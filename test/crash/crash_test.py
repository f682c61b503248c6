"""kill -9 at every labelled point and at any time under load: no event of an answered call is lost,
no hold leaks, no money is forgiven, and the books balance after every restart.

RATEGUARD_CRASH_AT=label[:nth] makes the gateway kill itself at the nth passing of that point. The
oracle is what the clients have in their hands (receipts) and what the provider saw (its bill).
"""

import asyncio
import itertools
import os
import random
import re
import time

import pytest

import books
from admin import nanos
from gateway import ROOT, DidNotStart
from loader import race
from sdks import chat

KILLS = int(os.environ.get("RG_KILLS", "200"))
SEED = int(os.environ.get("RG_SEED", "20261123"))
CLIENTS = 8
AWAY = 10**13  # a hard budget far away: every call is held and settled
PRICE = 2_000_000


class Run:
    """Calls, kills and restarts on one data folder, and everything the clients were told."""

    def __init__(self, gateway, workspace, key, seed):
        self.gateway, self.workspace, self.key = gateway, workspace, key
        self.random = random.Random(seed)
        self.numbers = itertools.count(1)
        self.receipts = []
        self.kills = {}

    def calls(self):
        """Endless, each with a path of its own where its kind has one."""
        while True:
            n = next(self.numbers)
            match n % 4:
                case 0: yield "/v1/chat/completions", chat(f"call {n}", max_tokens=20)
                case 1: yield "/v1/chat/completions", chat(f"call {n} [[pace ms=1]]", stream=True, max_tokens=20)
                case _: yield f"/proxy/things/{n}", {"n": n}

    def load_until_it_dies(self, limit):
        """Loads the gateway until it is gone; kills it when `limit` seconds have passed."""

        async def run():
            def dead(receipt):
                return receipt.status == 0 and not self.gateway.running

            killer = asyncio.create_task(self.kill_after(limit))
            receipts = await race(self.gateway.url, self.key, self.calls(), CLIENTS, stop=dead)
            killer.cancel()
            return receipts

        receipts = asyncio.run(run())
        self.gateway.kill()
        self.receipts += receipts
        return receipts

    async def kill_after(self, seconds):
        await asyncio.sleep(seconds)
        self.gateway.process.kill()
        while self.gateway.running:
            await asyncio.sleep(0.001)

    def crash_once(self, label, nth):
        """One life that ends at the label; False when it never came by."""
        try:
            self.gateway.start(RATEGUARD_CRASH_AT=f"{label}:{nth}")
        except DidNotStart:  # a label on the way up
            self.kills[label] = self.kills.get(label, 0) + 1
            return True
        self.workspace.at(self.gateway.admin)
        began = time.monotonic()
        self.load_until_it_dies(limit=3.0)
        hit = time.monotonic() - began < 3.0
        if hit:
            self.kills[label] = self.kills.get(label, 0) + 1
        return hit

    def kill_at_random(self):
        self.gateway.start()
        self.load_until_it_dies(limit=self.random.uniform(0.005, 0.25))
        self.kills["any time"] = self.kills.get("any time", 0) + 1

    def inspect(self, receipts):
        """A life after the crash: the books balance, and every answered call is in them."""
        self.gateway.start()
        self.workspace.at(self.gateway.admin)
        began = time.monotonic()
        books.settled(self.workspace)
        assert time.monotonic() - began < 10, "holds of the dead are resolved within 10 s"
        for receipt in receipts:
            if receipt.complete and receipt.status == 200:
                event = self.workspace.event(receipt.request_id)
                assert event["outcome"] == "ok" and nanos(event["cost"]) > 0, event
        self.gateway.kill()  # no goodbye: the next start recovers again


@pytest.fixture
def run(gateway, provider):
    workspace = gateway.admin.workspace().furnish(provider)
    workspace.budget(AWAY)
    it = Run(gateway, workspace, workspace.key()["key"], SEED)
    gateway.kill()
    return it


def labels():
    """Every place at which the program can be made to die, from where they are declared."""
    table = re.search(r"kLabels = \{(.*?)\};", (ROOT / "src/core/fault_points.cc").read_text(), re.S)
    return re.findall(r'^\s*"([a-z-]+)"', table[1], re.M)


def every_path_once(events):
    """Events per call to `things`, each of which has a path of its own."""
    counts = {}
    for event in events:
        if event["api"] == "things":
            counts[event["endpoint"]] = counts.get(event["endpoint"], 0) + 1
    return counts


def test_two_hundred_kills_lose_nothing(run, provider):
    points = labels()
    assert len(points) >= 10
    plan = [(label, run.random.randint(1, 40)) for label, _ in zip(itertools.cycle(points), range(KILLS * 3 // 4))]

    before = 0
    for label, nth in plan:
        if not run.crash_once(label, nth):
            assert run.crash_once(label, 1), f"{label} was never passed"
        run.inspect(run.receipts[before:])
        before = len(run.receipts)
    while sum(run.kills.values()) < KILLS:
        run.kill_at_random()
        run.inspect(run.receipts[before:])
        before = len(run.receipts)

    run.gateway.start()
    run.workspace.at(run.gateway.admin)
    report(run, provider)


def report(run, provider):
    events = run.workspace.events()
    per_path = every_path_once(events)
    assert set(per_path.values()) == {1}, "no call twice"
    seen = {e["target"] for e in provider.bill() if e["target"].startswith("/") and "v1" not in e["target"]}
    missing = seen - set(per_path)
    assert not missing, f"the provider saw calls the books do not know: {sorted(missing)[:5]}"

    answered = [r for r in run.receipts if r.complete and r.status == 200]
    unseen = [e for e in events if e["outcome"] == "unseen"]
    assert all(e["estimated"] and nanos(e["cost"]) > 0 for e in unseen), "a crash forgives nothing"
    seen_whole = sum(nanos(e["cost"]) for e in events if not e["estimated"])
    charged = sum(entry["nanos"] for entry in provider.bill())
    booked = sum(nanos(e["cost"]) for e in events)
    assert seen_whole <= charged <= booked, "an estimate is never below what was charged"
    books.check([run.workspace])
    print(f"{sum(run.kills.values())} kills, {len(events)} events, {len(answered)} answered calls, "
          f"{len(unseen)} whose end nobody saw; {run.kills}")

"""Two gateways of an older commit (RG_OLD_BINARY), on one PostgreSQL and one Redis, are replaced by the present binary one
after the other, while calls run. No suite runs this: script/chaos upgrade builds the older one, and does.

A call may find that its gateway ends: before it was accepted, so that the other one takes it. Whatever the provider has
seen was answered to its client, has one event, and is spent once."""

import asyncio
import collections
import itertools
import os
import pathlib
import threading
import time

import pytest

import books
from admin import nanos
from loader import Connection
from things import PRICE, call, until_status

OLD = pathlib.Path(os.environ["RG_OLD_BINARY"])
FIT = 400  # calls, into the hard budget


class Clients:
    """Calls to gateways that come and go, each with a path of its own; and what became of each, by its path."""

    def __init__(self, gateways, provider):
        self.gateways, self.provider = gateways, provider
        self.numbers, self.over = itertools.count(), threading.Event()
        self.receipts, self.turned_away = {}, 0

    async def one(self, key, last):
        """Calls one after the other, with each gateway in turn, on connections that are kept; until a status that is the
        last."""
        connections, turns, receipt = {}, itertools.cycle(self.gateways), None
        while not self.over.is_set() and (receipt is None or receipt.status != last):
            path = f"/proxy/things/{next(self.numbers)}"
            while receipt is None or receipt.path != path:
                await asyncio.sleep(0.01)
                if (url := next(turns).url) is None:  # it is being started
                    continue
                receipt = await connections.setdefault(url, Connection(url, key)).call(path, {})
                if not receipt.complete and not self.seen(path):
                    self.turned_away += 1
                    receipt = None
            self.receipts[path] = receipt

    def seen(self, path):
        """Whether the call got through to the provider: then nobody may make it again."""
        return target_of(path) in {entry["target"] for entry in self.provider.bill()}

    async def all(self, keys):
        await asyncio.gather(*(self.one(*each) for each in keys))

    def run(self, *keys):
        thread = threading.Thread(target=asyncio.run, args=(self.all(keys),))
        thread.start()
        return thread

    def statuses(self):
        return collections.Counter(receipt.status for receipt in list(self.receipts.values()))


def target_of(path):
    return path.removeprefix("/proxy/things")


@pytest.fixture
def fleet(join, redis):
    """Two gateways of the older commit."""
    settings = {"RATEGUARD_REDIS__URL": redis.url, "RATEGUARD_REDIS__GATEWAYS": "2", "RATEGUARD_THREADS": "1",
                # Longer than the usual deadline: a busy machine is no outage.
                "RATEGUARD_REDIS__DEADLINE": "500ms"}
    gateways = []
    for _ in range(2):
        gateways.append(join(start=False, **settings))
        gateways[-1].binary = OLD
        gateways[-1].start()
    return gateways


def schema(postgres, database):
    return postgres.sql("SELECT MAX(number) FROM schema_migrations", database.split("/")[3].split("?")[0])


def replace(gateway, clients, present):
    """By the present binary, on the same data."""
    assert gateway.terminate() == 0, gateway.log()[-2000:]
    gateway.binary = present
    gateway.start()
    before = len(clients.receipts)
    assert books.until(lambda: len(clients.receipts) > before + 200, within=30), "calls go on"


def knows_soon(gateway, made):
    until_status(gateway, made["key"], 200, within=5)


def migrated_under_them(gateway, present):
    """By the present binary, which says before and after what there is to do."""
    newer = type(gateway)(gateway.data_folder, **gateway.settings)
    newer.binary = present
    asked = newer.run_offline("migrate", "--check")
    assert asked.returncode == 1 and "rateguard migrate" in asked.stderr, asked
    assert newer.run_offline("migrate").returncode == 0
    assert newer.run_offline("migrate", "--check").returncode == 0


def balanced(fleet, clients, provider):
    """Every call has one event, at one of the gateways, and what the provider has charged is what they say."""
    receipts = clients.receipts
    assert set(clients.statuses()) <= {200, 402, 503}, "answered, refused for its budget, or not to be decided at the moment"
    assert all(b"budget" in r.body for r in receipts.values() if r.status == 503)
    workspaces = [gateway.admin.workspace() for gateway in fleet]
    books.settled(*workspaces, within=60)
    events = [event for each in workspaces for event in each.events()]
    assert set(collections.Counter(e["request_id"] for e in events).values()) == {1}, "no event twice"
    assert {r.request_id for r in receipts.values()} <= {e["request_id"] for e in events}, "no call without one"
    targets = collections.Counter(entry["target"] for entry in provider.bill())
    assert all(targets[target_of(path)] == (r.status == 200) for path, r in receipts.items()), "no call twice"
    books.check(workspaces, provider)
    return events


def test_gateways_are_replaced_one_after_the_other_while_calls_run(fleet, postgres, database, provider):
    first, second = fleet
    present = type(first).binary
    workspace = first.admin.workspace().furnish(provider)
    free, hard = (workspace.key(name) for name in ("free", "hard"))
    workspace.budget(FIT * PRICE, name="hard", scope="key", subject=hard["id"])
    workspace.budget(10**6 * PRICE, name="soft", scope="key", subject=free["id"], hard=False)
    for key in (free, hard):
        until_status(second, key["key"], 200)
    before = schema(postgres, database)

    clients = Clients(fleet, provider)
    thread = clients.run(*[(free["key"], None)] * 3, (hard["key"], 402))
    try:
        assert books.until(lambda: len(clients.receipts) > 200, within=30)
        migrated_under_them(first, present)
        knows_soon(second, workspace.key("made by the older one on the newer tables"))
        replace(first, clients, present)
        workspace.at(first.admin)
        knows_soon(second, workspace.key("made by the newer one"))
        knows_soon(first, second.admin.workspace().key("made by the older one beside the newer one"))
        replace(second, clients, present)
        assert books.until(lambda: clients.statuses()[402], within=120, every=0.2), "the hard budget comes to its end"
    finally:
        clients.over.set()
        thread.join()

    print(f"\nfrom schema {before} to {schema(postgres, database)}: {dict(clients.statuses())}, and "
          f"{clients.turned_away} calls were not taken by a gateway that ended, but by the other")
    until_status(first, hard["key"], 402, within=60)
    events = balanced(fleet, clients, provider)
    spent = sum(books.cost(event) for event in events if event["key_id"] == hard["id"])
    assert FIT * PRICE * 99 // 100 <= spent <= FIT * PRICE, "all that fits, and nothing more"
    counted = {nanos(b["spent"]) for gateway in fleet for b in gateway.admin.workspace().budgets() if b["name"] == "hard"}
    assert counted == {spent}, "both know it"

"""Events in a shard of two ClickHouse servers that keep the same, of which one or the other is away."""

import contextlib
import itertools
import threading

import pytest

import books
from clickhouse_server import PASSWORD, ClickHouse, replication
from events_database import EventsDatabase, Replicas
from loader import race_all
from things import THING, until_status
from zookeeper import ZooKeeper

numbers = itertools.count(1)


@pytest.fixture(scope="module")
def zookeeper_process():
    with contextlib.closing(ZooKeeper()) as server:
        yield server.start()


@pytest.fixture(scope="module")
def replica_processes(zookeeper_process):
    with contextlib.ExitStack() as ends:
        yield [ends.enter_context(contextlib.closing(ClickHouse(replication(zookeeper_process, name))))
               for name in ("one", "two")]


@pytest.fixture
def replicas(replica_processes):
    for server in replica_processes:
        server.alive()
    yield replica_processes
    for server in replica_processes:
        server.thaw()


@pytest.fixture
def events(replicas):
    """In place of the one server, with which the other stores are then made."""
    name = f"replicated_{next(numbers)}"
    return Replicas([EventsDatabase(server, name) for server in replicas])


@pytest.fixture
def stores(topic, events):
    return {"RATEGUARD_EVENTS__KAFKA": topic.url, "RATEGUARD_EVENTS__PARTITIONS": "3",
            "RATEGUARD_EVENTS__CLICKHOUSE": events.url, "RATEGUARD_EVENTS__CLICKHOUSE_TABLES": "replicated"}


class Callers:
    """Calls through both gateways, all the time."""

    def __init__(self, fleet, key):
        self.fleet, self.key, self.receipts, self.over = fleet, key, [], threading.Event()
        self.thread = threading.Thread(target=self.call)
        self.thread.start()

    def call(self):
        while not self.over.is_set():
            self.receipts += race_all(self.fleet, self.key, [(THING, {})] * 20, clients=2)

    def end(self):
        self.over.set()
        self.thread.join()
        return self.receipts


class Scene:
    """A worker, and calls all the time."""

    def __init__(self, fleet, make_worker, provider):
        self.worker = make_worker()
        self.workspace = fleet[0].admin.workspace().furnish(provider)
        key = self.workspace.key()["key"]
        until_status(fleet[1], key, 200)
        self.callers = Callers(fleet, key)

    def blocks(self):
        return self.worker.metric("rateguard_analytics_blocks_total")

    def goes_on(self, every=0.3):
        taken = self.blocks()
        assert books.until(lambda: self.blocks() >= taken + 3, within=60, every=every), self.worker.log()[-2000:]

    def is_complete(self, fleet, events, provider):
        """Every call is at each of the servers, and counted once."""
        receipts = self.callers.end()
        assert {r.status for r in receipts} == {200}
        wanted = {r.request_id for r in receipts}
        calls = len(wanted) + 1  # that showed the key to be known
        counts = lambda: [len(d.requests(self.workspace)) for d in events.databases]
        assert books.until(lambda: counts() == [calls] * 2, within=60, every=0.3), f"{counts()} of {calls}"
        for database in events.databases:
            there = database.requests(self.workspace)
            assert len(there) == len(set(there)) and wanted < set(there)
        for gateway in fleet:
            assert gateway.admin.workspace().usage()["total"]["calls"] == calls
        books.check([self.workspace], provider)


@pytest.fixture
def scene(fleet, make_worker, provider):
    scene = Scene(fleet, make_worker, provider)
    yield scene
    scene.callers.end()


def test_one_is_killed_amid_inserts_and_the_other_goes_on_and_one_that_lags_is_not_asked_where(
        scene, fleet, provider, events, replicas):
    late, ahead = replicas
    scene.goes_on(every=0.01)
    late.kill()
    scene.goes_on(every=0.01)
    before = len(events.databases[1].requests())
    ahead.kill()
    late.start()

    assert books.until(lambda: scene.worker.logged("analytics_away"), within=60)
    waits = lambda: "has not got all that the others have" in scene.worker.probe("/readyz")[1]
    assert books.until(waits, within=60), scene.worker.probe("/readyz")
    assert len(events.databases[0].requests()) < before, "it has not, and nothing was put on top"
    ahead.start()

    assert books.until(lambda: scene.worker.probe("/readyz") == (200, "ok\n"), within=60)
    scene.goes_on()
    scene.is_complete(fleet, events, provider)


def test_migrate_and_doctor_see_each_server(make_worker, migrated, events, replicas):
    worker = make_worker(start=False)

    assert worker.run_offline("migrate", "--check").returncode == 0
    said = worker.run_offline("doctor").stdout
    assert said.count(" answers, ClickHouse ") == 2 and PASSWORD not in said
    plain = {"RATEGUARD_EVENTS__CLICKHOUSE": events.databases[0].url, "RATEGUARD_EVENTS__CLICKHOUSE_TABLES": "plain"}
    refused = worker.run_offline("migrate", **plain)
    assert refused.returncode != 0 and "events.clickhouse_tables" in refused.stderr and "are replicated" in refused.stderr
    replicas[1].kill()
    said = worker.run_offline("doctor").stdout
    assert said.count(" answers, ClickHouse ") == 1 and "it refuses connections" in said

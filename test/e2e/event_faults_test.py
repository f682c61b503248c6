"""The way of events, broken in every way that TCP can be, and mended: to Kafka, and to ClickHouse. Calls go on, nothing is
lost, nothing counts twice, and the books balance by themselves afterwards.

All faults of a test happen at once, each on a way of its own: what is waited for is waited for together. That the servers
die or hang is in kafka_test.py and analytics_test.py; the ways to Redis and PostgreSQL are in faults_test.py."""

import collections
import contextlib
import json
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

import books
from fault_proxy import FaultProxy
from things import PRICE, call
from topic import Topic

SOON = 60  # seconds that the books may take to balance
STANDS = 20  # seconds after which somebody sees that a worker does not go on
LAST_BYTE = 1 << 20  # of any packet

Broken = collections.namedtuple("Broken", "fault options", defaults=({},))
BROKEN = [Broken("held"), Broken("lost_answers"), Broken("reset"), Broken("corrupt", {"at": 0}),
          # Some of what this does is damage that nobody could notice, such as to how long an answer took.
          Broken("corrupt", {"at": LAST_BYTE}),
          Broken("delay", {"seconds": 0.1})]
# A server that is silent for good is given up by the clock alone: 10 seconds of Kafka, 30 of ClickHouse.
SILENT = [Broken("blackhole"), Broken("half_open"), Broken("corrupt", {"at": 7})]
HARMLESS = [Broken("corrupt", {"at": LAST_BYTE}), Broken("delay", {"seconds": 0.1})]
# Nothing gets to the server; with the others, only its answers are lost.
CUT = ("held", "reset", "blackhole", "half_open")
FULL = os.environ.get("RG_STORM") == "full"


def at_once(do, items):
    """What becomes of each; fails with the first that failed, once all are over."""
    with ThreadPoolExecutor(len(items)) as pool:
        return [each.result() for each in [pool.submit(do, item) for item in items]]


@contextlib.contextmanager
def all_broken(ways, broken):
    with contextlib.ExitStack() as faults:
        for way, it in zip(ways, broken):
            faults.enter_context(way.fault(it.fault, **it.options))
        yield


def calls_go_on(gateway, key, count=30):
    began = time.monotonic()
    receipts = [call(gateway, key) for _ in range(count)]
    assert {r.status for r in receipts} == {200}
    assert time.monotonic() - began < 10, "nobody waits for a store of events, call after call"
    return receipts


def ids(receipts):
    return sorted(r.request_id for r in receipts)


# --- gateways, to Kafka -------------------------------------------------------------------------------


class Sender:
    """A gateway, the way from it to Kafka, and a topic of its own."""

    def __init__(self, make_gateway, provider, kafka, way, broken):
        self.way, self.broken, self.topic = way, broken, Topic(kafka).make(partitions=1)
        self.gateway = make_gateway(folder=f"{broken.fault}-{way.port}/data", start=False, **{
            "RATEGUARD_UPSTREAM__CA_FILE": provider.ca, "RATEGUARD_THREADS": "1",
            "RATEGUARD_EVENTS__KAFKA": f"kafka://127.0.0.1:{way.port}/{self.topic.name}"})
        self.gateway.data_folder.parent.mkdir()
        self.workspace = self.gateway.start().admin.workspace().furnish(provider)
        self.key = self.workspace.key()["key"]
        self.workspace.budget(1000 * PRICE)
        self.receipts = calls_go_on(self.gateway, self.key)

    def __str__(self):
        return f"{self.broken}"

    def waits(self):
        """Whether what is in the journal is not known to be in Kafka."""
        return self.gateway.metric("rateguard_kafka_oldest_seconds") > 1

    def arrived(self):
        return set(ids(self.receipts)) <= self.topic.calls()

    def meet(self):
        self.receipts += calls_go_on(self.gateway, self.key)
        if self.broken not in HARMLESS:
            assert books.until(self.waits, within=20), self
        self.receipts += calls_go_on(self.gateway, self.key)
        if self.broken.fault == "delay":
            assert books.until(self.arrived, within=SOON), "slow is not away"
        assert self.gateway.probe("/readyz")[0] == 200

    def recover(self):
        assert books.until(self.arrived, within=SOON, every=0.3), self
        found = [m for m in self.topic.read() if m.kind == "event"]
        if self.broken.fault == "corrupt":  # an answer that cannot be read may have said that all is well
            found = list({(m.id, m.headers["rg-from"], m.value): m for m in found}.values())
        assert sorted(m.id for m in found) == ids(self.receipts), f"{self}: none lost, none double"
        assert self.topic.read("-dlq") == [], f"{self}: damage on the way is none of the record"
        assert books.until(lambda: self.gateway.probe("/readyz") == (200, "ok\n"), within=20), self
        report = json.loads(self.gateway.run("audit", "--json").stdout)
        assert report["balanced"] and report["budgets"] == 1, (self, report)


def test_behind_a_broken_way_to_kafka_calls_go_on_and_the_journal_keeps_them(make_gateway, provider, kafka):
    broken = BROKEN + SILENT
    senders = at_once(lambda pair: Sender(make_gateway, provider, kafka, *pair), list(zip(kafka.ways, broken)))
    assert all(books.until(sender.arrived, within=20) for sender in senders)

    with all_broken(kafka.ways, broken):
        at_once(Sender.meet, senders)

    at_once(Sender.recover, senders)
    books.check([sender.workspace for sender in senders], provider)


# --- workers, from Kafka to ClickHouse ----------------------------------------------------------------


class Mover:
    """A worker and the database of ClickHouse that it fills."""

    stands_since = None

    def __init__(self, make_gateway, topic, events, broken, kafka_port, clickhouse_port):
        self.events, self.broken = events, broken
        self.worker = make_gateway(folder=f"{events.name}/data", start=False, **{
            "RATEGUARD_ROLE": "analytics",
            "RATEGUARD_EVENTS__KAFKA": f"kafka://127.0.0.1:{kafka_port}/{topic.name}",
            "RATEGUARD_EVENTS__CLICKHOUSE": events.server.url(events.name, port=clickhouse_port)})
        self.worker.data_folder.parent.mkdir()
        assert self.worker.run_offline("migrate").returncode == 0
        self.worker.start()

    def __str__(self):
        return f"{self.broken}"

    def has(self, receipts):
        self.live()
        return len(self.events.requests()) >= len(receipts)

    def live(self):
        """Starts it again where damage has ended it, as systemd does: librdkafka 2.0.2 aborts on some that it meets. Other
        damage it believes, and waits for what there is not: an operator starts it again (docs/kafka.md)."""
        stands = self.stands_since is not None and time.monotonic() > self.stands_since + STANDS
        if stands and self.broken.fault == "corrupt" and self.worker.running:
            self.stands_since = None
            self.worker.kill()
            self.worker.start()
        if not self.worker.running:
            assert self.broken.fault == "corrupt" and self.worker.process.returncode == -signal.SIGABRT, self.worker.log()
            self.worker.start()

    def recovers(self, receipts):
        self.stands_since = time.monotonic()
        assert books.until(lambda: self.has(receipts), within=SOON, every=0.3), \
            f"{self}: {len(self.events.requests())} of {len(receipts)}; {self.worker.log()}"
        assert sorted(self.events.requests()) == ids(receipts), f"{self}: none lost, none double"
        assert books.until(lambda: self.worker.probe("/readyz") == (200, "ok\n"), within=20), self


@pytest.fixture
def clickhouse_ways(clickhouse):
    ways = [FaultProxy(clickhouse.port) for _ in BROKEN + SILENT]
    yield ways
    for way in ways:
        way.close()


@pytest.mark.parametrize("store", ["kafka", "clickhouse"])
def test_behind_a_broken_way_a_worker_moves_nothing_and_makes_up_for_it(
        make_gateway, make_events, provider, kafka, clickhouse, clickhouse_ways, store):
    broken = BROKEN + SILENT if FULL else BROKEN
    ways = kafka.ways if store == "kafka" else clickhouse_ways
    topic = Topic(kafka).make(partitions=1)
    gateway = make_gateway(RATEGUARD_UPSTREAM__CA_FILE=provider.ca, RATEGUARD_EVENTS__KAFKA=f"{kafka.url}/{topic.name}")
    key = gateway.admin.workspace().furnish(provider).key()["key"]

    def make(pair):
        way, it = pair
        ports = (way.port, clickhouse.port) if store == "kafka" else (kafka.port, way.port)
        return Mover(make_gateway, topic, make_events(), it, *ports)

    movers = at_once(make, list(zip(ways, broken)))
    receipts = calls_go_on(gateway, key)
    at_once(lambda mover: mover.recovers(receipts), movers)
    before = list(receipts)

    with all_broken(ways, broken):
        met = [way.met.total() for way in ways]
        receipts += calls_go_on(gateway, key)
        assert books.until(lambda: all(way.met.total() > m for way, m, _ in zip(ways, met, broken)), within=20)
        assert books.until(lambda: set(ids(receipts)) <= topic.calls(), within=20)
        for mover in movers:
            assert mover.broken.fault not in CUT or len(mover.events.requests()) == len(before), f"{mover} has stopped nothing"
            if mover.broken.fault == "delay":
                assert books.until(lambda: mover.has(receipts), within=SOON), "slow is not away"

    at_once(lambda mover: mover.recovers(receipts), movers)
    assert topic.read("-dlq") == [], "damage on the way is none of the record"

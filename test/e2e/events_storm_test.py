"""No event is lost and none is there twice, whatever is killed: gateways, workers, the broker, ClickHouse.

The oracle is what the clients have in their hands (receipts of whole answers) and what the provider saw. A
storm in which a kind of fault took no effect has failed. RG_STORM_SECONDS makes it longer; RG_STORM=full goes on until
everything was killed as often as the promise says (script/chaos).
"""

import asyncio
import collections
import http.client
import itertools
import os
import random
import threading
import time

import pytest
from kafka import KafkaProducer

import books
from ahead import ahead
from loader import race
from topic import Topic

FULL = os.environ.get("RG_STORM") == "full"
SECONDS = float(os.environ.get("RG_STORM_SECONDS", "80"))
LEAST = {"gateway": 200, "worker": 100, "broker": 50, "clickhouse": 50} if FULL else dict.fromkeys(
    ("gateway", "worker", "broker", "clickhouse"), 1)
SEED = int(os.environ.get("RG_SEED", "20261130"))
# Of a long storm every event has to be held in mind at its end.
CLIENTS, PACE = (1, 0.004) if FULL else (6, 0)
LATER = 40 * 60  # windows of a quarter of an hour that are open now are closed by then
COUNTED = "(SELECT * FROM events LIMIT 1 BY workspace, event_id, request_id)"
RUNS = "(SELECT workspace, window, argMax(run, version) FROM rollup_windows GROUP BY workspace, window)"


class Storm:
    """Calls through gateways that are killed all the time, and what else is killed meanwhile."""

    def __init__(self, gateways, workers, kafka, clickhouse, topic, key):
        self.gateways, self.workers, self.kafka, self.clickhouse = gateways, workers, kafka, clickhouse
        self.topic, self.key = topic, key
        self.random, self.numbers, self.over = random.Random(SEED), itertools.count(1), threading.Event()
        self.receipts, self.poison, self.lock = [], [], threading.Lock()
        self.injected, self.effective = collections.Counter(), collections.Counter()

    def calls(self):
        """Each with a path of its own."""
        while not self.over.is_set():
            time.sleep(PACE)
            yield f"/proxy/things/{next(self.numbers)}", {}

    def live_and_die(self, gateway, pauses):
        """Life after life of a gateway under load."""
        while not self.over.is_set():
            killer = threading.Timer(pauses.uniform(0.4, 3.0), gateway.process.kill)
            killer.start()
            receipts = asyncio.run(race(gateway.url, self.key, self.calls(), CLIENTS,
                                        stop=lambda r: r.status == 0 and not gateway.running))
            killer.join()
            gateway.kill()
            with self.lock:
                self.receipts += receipts
                self.note("gateway", any(not r.complete for r in receipts))
            gateway.start(within=60)

    def note(self, what, took_effect):
        self.injected[what] += 1
        self.effective[what] += bool(took_effect)

    def metric(self, process, name):
        """None while the process is away."""
        try:
            return process.metric(name) if process.admin_url else None
        except (OSError, http.client.HTTPException, IndexError, AttributeError):
            return None

    def seen(self, processes, name, above, within):
        """Whether one of the processes says so in time."""
        return bool(books.until(lambda: any((self.metric(p, name) or 0) > above for p in processes), within, 0.1))

    def kill_worker(self):
        worker = self.random.choice(self.workers)
        if not self.seen([worker], "rateguard_analytics_partitions", 0, 15):
            return
        worker.kill()
        self.note("worker", True)
        worker.start(within=60)

    def kill_clickhouse(self):
        before = [self.metric(w, "rateguard_analytics_failures_total") or 0 for w in self.workers]
        self.clickhouse.kill()
        noticed = self.seen(self.workers, "rateguard_analytics_failures_total", min(before), 8)
        self.clickhouse.start()
        self.note("clickhouse", noticed)

    def kill_broker(self):
        self.kafka.kill()
        waited = self.seen(self.gateways, "rateguard_kafka_oldest_seconds", 0.3, 8)
        self.kafka.start()
        self.note("broker", waited)

    def kill_both(self):
        """A worker and what it writes to, in one moment."""
        self.workers[0].kill()
        self.kill_clickhouse()
        self.note("worker", True)
        self.workers[0].start(within=60)

    def put_poison(self):
        fresh = [b"poison %d" % next(self.numbers) for _ in range(3)]
        producer = KafkaProducer(bootstrap_servers=self.topic.broker.servers)
        for value in fresh:
            producer.send(self.topic.name, value=value, headers=[("rg-kind", b"event")])
        producer.flush()
        producer.close()
        self.poison += fresh

    def run(self):
        threads = [threading.Thread(target=self.live_and_die, args=(g, random.Random(SEED + i)))
                   for i, g in enumerate(self.gateways)]
        for thread in threads:
            thread.start()
        deadline = time.monotonic() + SECONDS
        try:
            for act in itertools.cycle([self.kill_clickhouse, self.kill_worker, self.put_poison,
                                        self.kill_broker, self.kill_both]):
                enough = all(self.injected[what] >= times for what, times in LEAST.items())
                if time.monotonic() > deadline and (enough or not FULL):
                    break
                act()
                time.sleep(self.random.uniform(0.2, 2.0))
        finally:
            self.over.set()
            for thread in threads:
                thread.join()
            self.kafka.alive()
            self.clickhouse.alive()


@pytest.fixture
def storm(join, make_gateway, provider, kafka, clickhouse, events):
    topic = Topic(kafka).make()
    stores = {"RATEGUARD_EVENTS__KAFKA": topic.url, "RATEGUARD_EVENTS__PARTITIONS": "3",
              "RATEGUARD_EVENTS__CLICKHOUSE": events.url}
    gateways = [join(start=False, **stores | {"RATEGUARD_ROLE": "proxy,control", "RATEGUARD_THREADS": "1"})
                for _ in range(2)]
    workers = []
    for name in ("worker-1", "worker-2", "later"):
        worker = make_gateway(folder=f"{name}/data", start=False, **stores | {"RATEGUARD_ROLE": "analytics"})
        worker.data_folder.parent.mkdir(parents=True)
        workers.append(worker)
    worker.run_offline("migrate")
    gateways[0].start()
    workspace = gateways[0].admin.workspace().furnish(provider)
    key = workspace.key()["key"]
    (gateways[1].data_folder / "vault-key").write_bytes((gateways[0].data_folder / "vault-key").read_bytes())
    (gateways[1].data_folder / "vault-key").chmod(0o600)
    gateways[1].start()
    for worker in workers[:2]:
        worker.start()
    it = Storm(gateways, workers[:2], kafka, clickhouse, topic, key)
    it.events, it.later = events, workers[2]
    return it


def counted(events):
    """How often each request is counted, and how many rows there are."""
    rows = events.sql(f"SELECT toString(request_id), count() FROM {COUNTED} GROUP BY request_id")
    [[raw]] = events.sql("SELECT count() FROM events")
    return {request: times for request, times in rows}, raw


def everything_arrived(storm, answered):
    """Waits until nothing is under way any more and every answered call is there."""
    def done():
        under_way = sum(storm.metric(g, "rateguard_kafka_under_way") or 0 for g in storm.gateways)
        lag = [storm.metric(w, "rateguard_analytics_lag_records") for w in storm.workers]
        return under_way == 0 and lag == [0, 0] and answered <= set(counted(storm.events)[0])

    books.until(done, within=90, every=1.0)


def test_nothing_is_lost_or_double_when_everything_is_killed_again_and_again(storm, provider, tmp_path):
    storm.run()
    answered = {r.request_id for r in storm.receipts if r.complete and r.status == 200}
    everything_arrived(storm, answered)

    times, raw = counted(storm.events)
    lost = answered - set(times)
    double = [request for request, count in times.items() if count != 1]
    print(f"\ninjected {dict(storm.injected)}, of which took effect {dict(storm.effective)}, and {len(storm.poison)} "
          f"poisoned records; {len(storm.receipts)} calls, {len(answered)} answered whole, {len(times)} events, "
          f"{raw - len(times)} rows that came twice and count once; lost {len(lost)}, double {len(double)}")
    assert not lost and not double
    for what in LEAST:
        assert storm.effective[what] > 0, f"no {what} was killed to any effect: {storm.injected}"
    assert len(answered) > (100_000 if FULL else 1000)

    admin = storm.gateways[0].admin
    paths = collections.Counter(e["endpoint"] for e in admin.workspace().events())
    assert set(paths.values()) == {1}, "no call twice"
    missing = {e["target"] for e in provider.bill()} - set(paths)
    assert not missing, f"the provider saw calls that are no events: {sorted(missing)[:5]}"

    letters = collections.Counter(m.value for m in storm.topic.read("-dlq"))
    assert set(letters) == set(storm.poison), "poison, all of it and nothing else"

    rolled_up_equals_events(storm, ahead(tmp_path, LATER), len(times), admin)


def rolled_up_equals_events(storm, clock, calls, admin):
    by_window = "toUInt32(intDiv(toUInt32(opened), 900) * 900)"
    truth = storm.events.sql(f"SELECT {by_window} AS w, count(), sum(cost_nanos) FROM {COUNTED} GROUP BY w ORDER BY w")
    assert admin.workspace().usage()["total"]["calls"] == calls, "from the events"

    storm.later.start(within=60, **clock)

    def rolled():
        return storm.events.sql("SELECT toUInt32(window) AS w, sum(calls), sum(cost_nanos) FROM rollups "
                                f"WHERE (workspace, window, run) IN {RUNS} GROUP BY w ORDER BY w")

    assert books.until(lambda: rolled() == truth, within=60, every=0.5), f"{rolled()} is not {truth}"
    assert admin.workspace().usage()["total"]["calls"] == calls, "from the roll-ups"

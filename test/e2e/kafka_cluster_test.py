"""Events in a Kafka of three brokers, each record on all of them: one is killed that leads, another takes over, partitions
are added, and every call counts once."""

import asyncio
import threading

import pytest

import books
from kafka_cluster import KafkaCluster
from loader import race
from own_server import NotInstalled
from things import THING, call
from topic import Topic


@pytest.fixture
def cluster():
    try:
        cluster = KafkaCluster()
    except NotInstalled as reason:
        pytest.skip(str(reason))
    yield cluster
    cluster.close()


def test_a_leader_that_is_killed_and_partitions_that_are_added_lose_nothing_and_double_nothing(
        make_gateway, cluster, events, provider):
    topic = Topic(cluster)
    stores = {"RATEGUARD_EVENTS__KAFKA": topic.url, "RATEGUARD_EVENTS__PARTITIONS": "3", "RATEGUARD_EVENTS__REPLICAS": "3",
              "RATEGUARD_EVENTS__CLICKHOUSE": events.url, "RATEGUARD_UPSTREAM__CA_FILE": provider.ca}
    worker = make_gateway(folder="worker/data", start=False, RATEGUARD_ROLE="analytics", **stores)
    worker.data_folder.parent.mkdir()
    assert worker.run_offline("migrate").returncode == 0
    gateway = make_gateway(**stores | {"RATEGUARD_ROLE": "proxy,control"})
    workspace = gateway.admin.workspace().furnish(provider)
    key = workspace.key()["key"]
    worker.start()
    first = call(gateway, key)
    assert books.until(lambda: events.requests() == [first.request_id], within=60, every=0.3)
    [number] = {m.partition for m in topic.read()}
    assert cluster.partitions(topic.name)[number][1] == [1, 2, 3], "all of them have it"

    provider.think(0.01)  # a few thousand calls are enough
    over, receipts = threading.Event(), []

    def stored():
        return gateway.metric('rateguard_kafka_records_total{outcome="stored"}')

    def calls():
        while not over.is_set():
            yield THING, {}

    clients = threading.Thread(target=lambda: receipts.extend(asyncio.run(race(gateway.url, key, calls(), 4))))
    clients.start()
    try:
        leader = cluster.partitions(topic.name)[number][0]
        cluster.brokers[leader].kill()
        assert books.until(lambda: cluster.partitions(topic.name)[number][0] not in (leader, -1), within=60, every=0.2)
        before = stored()
        assert books.until(lambda: stored() > before + 100, within=60, every=0.1), "two of three are enough to take records"
        cluster.add_partitions(topic.name, 12)
        assert books.until(lambda: worker.metric("rateguard_analytics_partitions") == 12, within=60, every=0.3)
        cluster.brokers[leader].start()
    finally:
        over.set()
        clients.join()

    assert {r.status for r in receipts} == {200} and len(receipts) > 100
    wanted = sorted(r.request_id for r in [first, *receipts])
    assert books.until(lambda: len(events.requests()) >= len(wanted), within=60, every=0.5), \
        f"{len(events.requests())} of {len(wanted)}"
    assert sorted(events.requests()) == wanted, "none lost, none double"
    assert sorted(m.id for m in topic.read() if m.kind == "event") == wanted, "the producer doubles none"
    assert topic.read("-dlq") == []
    books.check([workspace], provider)
    assert "3 brokers" in gateway.run("doctor", check=False).stdout

"""Events in a real Kafka: every call once, however often the broker or the gateway is killed."""

import asyncio
import ctypes
import os
import subprocess
import threading
import time

import pytest
from kafka.admin import KafkaAdminClient, UserScramCredentialUpsertion

import books
from gateway import BINARY
from loader import race, race_all
from things import PRICE, THING, call
from topic import Topic


@pytest.fixture
def topic(kafka):
    return Topic(kafka).make()


@pytest.fixture
def settings(topic, provider):
    return {"RATEGUARD_UPSTREAM__CA_FILE": provider.ca, "RATEGUARD_EVENTS__KAFKA": topic.url,
            "RATEGUARD_THREADS": "2"}


@pytest.fixture
def gateway(make_gateway, settings):
    return make_gateway(**settings)


def arrived(topic, workspace, within=60.0):
    """Waits until every event of the workspace is in the topic; fails when one never comes."""
    wanted = {event["request_id"] for event in workspace.events()}
    found = books.until(lambda: (lambda calls: calls if wanted <= calls else None)(topic.calls()), within, every=0.3)
    assert found, f"{len(wanted - topic.calls())} of {len(wanted)} calls never arrived"
    return found


def through_an_outage(gateway, key, broker, outage, seconds=1.0):
    """Calls that go on while `outage` happens to the broker and for a while after. Their receipts."""
    over, receipts = threading.Event(), []

    def calls():
        while not over.is_set():
            yield THING, {}

    thread = threading.Thread(target=lambda: receipts.extend(asyncio.run(race(gateway.url, key, calls(), 4))))
    thread.start()
    try:
        time.sleep(seconds)
        outage()
        time.sleep(seconds)
    finally:
        over.set()
        thread.join()
        broker.alive()
    return receipts


def answered_before_a_kill(gateway, key, after):
    """Calls until the gateway is killed, `after` so many seconds. The request ids of the whole answers."""
    killer = threading.Timer(after, gateway.process.kill)
    killer.start()
    calls = ((THING, {}) for _ in iter(int, 1))
    receipts = asyncio.run(race(gateway.url, key, calls, 8,
                                stop=lambda r: r.status == 0 and not gateway.running))
    killer.join()
    gateway.kill()
    return {r.request_id for r in receipts if r.complete}


# --- every call ---------------------------------------------------------------------------------------


def test_every_call_arrives_with_its_hold_and_once(gateway, workspace, topic):
    key = workspace.key()["key"]
    receipts = race_all([gateway], key, [(THING, {})] * 400, clients=16)
    assert {r.status for r in receipts} == {200}

    arrived(topic, workspace)

    messages = topic.read()
    for kind in ("hold", "event"):
        ids = [m.id for m in messages if m.kind == kind]
        assert sorted(ids) == sorted(r.request_id for r in receipts), "none lost, none double"
    assert {m.key for m in messages} == {workspace.id}
    assert len({m.partition for m in messages}) == 1, "a workspace's events keep their order"
    places = [m.headers["rg-from"] for m in messages]
    assert len(set(places)) == len(places) and len({p.split("/")[0] for p in places}) == 1
    assert topic.read("-dlq") == []


def test_refused_calls_and_thresholds_arrive_too(gateway, workspace, topic):
    key = workspace.key()["key"]
    workspace.budget(3 * PRICE)
    assert [call(gateway, key).status for _ in range(4)] == [200, 200, 200, 402]
    assert call(gateway, "rg_live_nobody").status == 401

    arrived(topic, workspace)

    kinds = [m.kind for m in topic.read()]
    assert kinds.count("threshold") >= 1 and kinds.count("event") >= 4


# --- outages ------------------------------------------------------------------------------------------


def test_a_broker_that_is_killed_under_load_loses_nothing(gateway, workspace, provider, kafka, topic):
    key = workspace.key()["key"]
    provider.think(0.02)  # a few thousand calls are enough

    def outage():
        kafka.kill()
        books.until(lambda: gateway.logged("kafka_away"), within=30)
        status, text = gateway.probe("/readyz")
        assert status == 200 and text.startswith("ok; Kafka is away: "), text
        assert gateway.metric("rateguard_kafka_up") == 0
        kafka.start()

    receipts = through_an_outage(gateway, key, kafka, outage)

    assert {r.status for r in receipts} == {200} and len(receipts) > 100
    arrived(topic, workspace)
    ids = [m.id for m in topic.read() if m.kind == "event"]
    assert sorted(ids) == sorted(r.request_id for r in receipts), "the producer doubles none"
    assert books.until(lambda: gateway.probe("/readyz") == (200, "ok\n"), within=20)
    assert [len(gateway.logged(event)) for event in ("kafka_away", "kafka_back")] == [1, 1]


def test_a_frozen_broker_fills_the_journal_and_then_stops_calls_that_cost_money_and_no_others(
        make_gateway, settings, provider, kafka, topic):
    gateway = make_gateway(**settings | {"RATEGUARD_JOURNAL__QUOTA_BYTES": str(6 << 20), "RATEGUARD_THREADS": "1",
                                         "RATEGUARD_JOURNAL__SEGMENT_BYTES": str(1 << 20)})
    workspace = gateway.admin.workspace().furnish(provider)
    workspace.make("apis", slug="free", base_url=provider.url(), family="generic", cost={"kind": "free"})
    key = workspace.key()["key"]
    assert call(gateway, key).status == 200
    arrived(topic, workspace)
    before = gateway.rss_bytes()
    kafka.freeze()

    receipts = []
    while not any(r.status == 503 for r in receipts):
        receipts += race_all([gateway], key, [(THING, {})] * 800, clients=16)
        assert len(receipts) < 40_000
    assert {r.status for r in receipts} == {200, 503}
    charged = len(provider.bill())
    refused = call(gateway, key)
    assert refused.status == 503 and refused.json["code"] == "storage_full"
    assert len(provider.bill()) == charged, "what is refused does not leave"
    free = call(gateway, key, "/proxy/free/of-charge")
    assert free.status == 200 and len(provider.bill()) == charged + 1
    provider.forget("/of-charge")  # who bills it all the same
    # A sanitizer keeps memory that was freed.
    assert "ASAN_OPTIONS" in os.environ or gateway.rss_bytes() - before < 64 << 20
    assert gateway.probe("/readyz")[0] == 503

    kafka.thaw()
    assert books.until(lambda: call(gateway, key).status == 200, within=60)
    known = {r.request_id for r in [*receipts, refused, free]}
    assert known <= arrived(topic, workspace)
    ids = [m.id for m in topic.read() if m.kind == "event"]
    assert len(ids) == len(set(ids)), "the producer doubles none, however long it waited"
    folder = gateway.data_folder / "journal"
    assert books.until(lambda: sum(f.stat().st_size for f in folder.glob("*.seg*")) < 2 << 20, within=20), \
        "what is in both is deleted"
    books.check([workspace], provider)


def test_a_gateway_that_is_killed_sends_what_kafka_had_not(gateway, provider, topic):
    """Twice, perhaps, and with the ends that nobody saw; never not at all."""
    workspace = gateway.admin.workspace().furnish(provider)
    key = workspace.key()["key"]
    answered = set()
    for _ in range(5):
        answered |= answered_before_a_kill(gateway, key, 0.4)
        gateway.start()
        workspace.at(gateway.admin)

    assert answered <= arrived(topic, workspace)
    books.settled(workspace)
    events = {event["request_id"] for event in workspace.events()}
    messages = topic.read()
    assert {m.id for m in messages if m.kind == "event"} == events
    assert {m.id for m in messages if m.kind == "hold"} <= events, "every hold has found its end"
    same = {}
    for m in messages:
        same.setdefault((m.kind, m.headers["rg-from"]), set()).add((m.id, m.headers["rg-at"], m.value))
    assert all(len(found) == 1 for found in same.values()), "what comes twice is the same"


def test_both_are_killed_again_and_again(gateway, provider, kafka, topic):
    workspace = gateway.admin.workspace().furnish(provider)
    key = workspace.key()["key"]
    answered = set()
    for _ in range(2):
        kafka.kill()
        answered |= answered_before_a_kill(gateway, key, 0.5)
        gateway.start()
        workspace.at(gateway.admin)
        kafka.start()

    assert answered and answered <= arrived(topic, workspace)
    books.settled(workspace)


def test_a_gateway_starts_and_stops_without_its_broker(make_gateway, settings, provider, kafka, topic):
    kafka.kill()
    gateway = make_gateway(**settings)
    workspace = gateway.admin.workspace().furnish(provider)
    key = workspace.key()["key"]
    assert call(gateway, key).status == 200
    began = time.monotonic()
    assert gateway.terminate() == 0
    assert time.monotonic() - began < 10

    kafka.start()
    gateway.start()
    assert call(gateway, key).status == 200
    arrived(topic, workspace.at(gateway.admin))


def test_a_stopped_gateway_has_left_nothing_behind(gateway, workspace, topic):
    key = workspace.key()["key"]
    receipts = race_all([gateway], key, [(THING, {})] * 100, clients=8)
    assert gateway.terminate() == 0

    assert sorted(m.id for m in topic.read() if m.kind == "event") == sorted(r.request_id for r in receipts)


# --- what Kafka refuses -------------------------------------------------------------------------------


def test_what_the_broker_refuses_goes_to_the_dead_letters_and_delays_nobody(make_gateway, settings, provider, kafka):
    topic = Topic(kafka).make(**{"max.message.bytes": "1500"})
    gateway = make_gateway(**settings | {"RATEGUARD_EVENTS__KAFKA": topic.url})
    workspace = gateway.admin.workspace().furnish(provider)
    key = workspace.key()["key"]
    small = race_all([gateway], key, [(THING, {})] * 100, clients=8)
    # Not compressible, or it would fit.
    long = "/proxy/things/" + "".join(f"{i * 2654435761 % 2**32:08x}" for i in range(240))
    large = call(gateway, key, long)
    small += race_all([gateway], key, [(THING, {})] * 100, clients=8)

    assert books.until(lambda: topic.read("-dlq"), within=30, every=0.3)
    wanted = {r.request_id for r in small}
    assert books.until(lambda: wanted <= topic.calls(), within=30, every=0.3), "a batch too large is no record too large"
    [dead] = [m for m in topic.read("-dlq") if m.kind == "event"]
    assert dead.id == large.request_id
    assert "too large" in dead.headers["rg-why"].lower()
    assert large.request_id not in topic.calls()
    assert len(gateway.logged("kafka_dead_letters")) == 1
    assert books.until(lambda: gateway.metric("rateguard_kafka_under_way") == 0)


# --- around it ----------------------------------------------------------------------------------------


def test_migrate_makes_the_topics_that_doctor_then_finds(make_gateway, settings, kafka):
    topic = Topic(kafka)
    gateway = make_gateway(start=False, **settings | {
        "RATEGUARD_EVENTS__KAFKA": topic.url, "RATEGUARD_EVENTS__PARTITIONS": "5"})

    def run(*arguments):
        return subprocess.run([str(BINARY), *arguments], env=gateway.environment(NO_COLOR="1"), text=True,
                              capture_output=True, timeout=60, cwd=gateway.data_folder.parent)

    assert run("migrate", "--check").returncode == 1
    assert "the topic is not there" in run("doctor").stdout
    for _ in range(2):
        assert run("migrate").returncode == 0
    assert books.until(lambda: run("migrate", "--check").returncode == 0, within=10)
    said = run("doctor").stdout
    assert f"127.0.0.1:{kafka.port}/{topic.name} answers, 1 broker\n" in said and "the topic" not in said
    kafka.kill()
    said = run("doctor").stdout
    assert f"127.0.0.1:{kafka.port}" in said and "events wait in the journal" in said
    assert run("migrate").returncode == 69


def test_a_login_over_tls(make_gateway, settings, provider, kafka, topic):
    secure = settings | {"RATEGUARD_EVENTS__KAFKA": kafka.secure_url(topic.name)}
    gateway = make_gateway(**secure)
    workspace = gateway.admin.workspace().furnish(provider)
    assert call(gateway, workspace.key()["key"]).status == 200
    arrived(topic, workspace)
    assert "kafkas://localhost" in gateway.run("doctor", check=False).stdout

    wrong = make_gateway(folder="other", start=False, **settings | {
        "RATEGUARD_EVENTS__KAFKA": kafka.secure_url(topic.name, password="Wr0ng@Password")})
    said = subprocess.run([str(BINARY), "doctor"], env=wrong.environment(NO_COLOR="1"), text=True,
                          capture_output=True, timeout=60).stdout
    assert "uthentication failed" in said
    assert not any(secret in said + gateway.log() for secret in ("S3cret", "Wr0ng"))


@pytest.mark.parametrize("mechanism", ["scram-sha-256", "scram-sha-512"])
def test_a_login_by_scram(make_gateway, settings, provider, kafka, topic, mechanism):
    """With a librdkafka that can; another one is told to be the reason."""
    admin = KafkaAdminClient(bootstrap_servers=kafka.servers)
    admin.alter_user_scram_credentials([UserScramCredentialUpsertion(mechanism, mechanism, "Kn0ck: @/knock")])
    admin.close()
    url = kafka.secure_url(topic.name, user=mechanism, password="Kn0ck: @/knock", sasl=mechanism)
    gateway = make_gateway(start=False, **settings | {"RATEGUARD_EVENTS__KAFKA": url})

    if ctypes.CDLL("librdkafka.so.1").rd_kafka_version() < 0x02060100:
        refused = gateway.run_offline("migrate")
        assert refused.returncode != 0 and "librdkafka older than 2.6.1 cannot log in by SCRAM" in refused.stderr
        assert "Kn0ck" not in refused.stderr
        return
    # A broker hears of a user a moment after whoever made it.
    assert books.until(lambda: gateway.run_offline("migrate").returncode == 0, within=20)
    workspace = gateway.start().admin.workspace().furnish(provider)
    assert call(gateway, workspace.key()["key"]).status == 200
    arrived(topic, workspace)


def test_a_url_that_cannot_work_stops_the_start(make_gateway, settings):
    gateway = make_gateway(start=False, **settings | {
        "RATEGUARD_EVENTS__KAFKA": "kafka://me:hunter2@127.0.0.1:1/t?colour=red"})
    done = subprocess.run([str(BINARY), "serve"], env=gateway.environment(), text=True, capture_output=True,
                          timeout=60)

    assert done.returncode == 2
    assert "events.kafka: has a parameter" in done.stderr and "hunter2" not in done.stderr

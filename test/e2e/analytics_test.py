"""Events of several gateways through a real Kafka into a real ClickHouse, and asked there."""

import time

import pytest
from kafka import KafkaProducer
from kafka.admin import KafkaAdminClient, NewPartitions

import books
from admin import dollars, nanos
from clickhouse_server import PASSWORD
from gateway import DidNotStart
from loader import race_all
from things import PRICE, THING, call, until_status


def spread(topic, records):
    """Puts records of no gateway into every partition of the topic."""
    producer = KafkaProducer(bootstrap_servers=topic.broker.servers)
    for i, value in enumerate(records):
        producer.send(topic.name, value=value, partition=i % 3, headers=[("rg-kind", b"event")])
    producer.flush()
    producer.close()


# --- every call ---------------------------------------------------------------------------------------


def test_calls_of_two_gateways_are_asked_in_clickhouse_at_either(fleet, make_worker, provider, topic, events):
    worker = make_worker()
    workspace = fleet[0].admin.workspace().furnish(provider)
    key = workspace.key()["key"]
    until_status(fleet[1], key, 200)
    receipts = race_all(fleet, key, [(THING, {})] * 400, clients=16)

    assert {r.status for r in receipts} == {200}
    # And the one that showed the key to be known. Those before it were nobody's.
    calls = len(receipts) + 1
    assert books.until(lambda: workspace.usage()["total"]["calls"] >= calls, within=60)
    for gateway in fleet:
        it = gateway.admin.workspace()
        report = it.usage()
        assert report["source"] == "clickhouse" and report["total"]["calls"] == calls == len(it.events())
        assert {r.request_id for r in receipts} <= {e["request_id"] for e in it.events()}
        assert gateway.json("usage")["total"]["calls"] == report["total"]["calls"]
        latency = gateway.json("latency")
        assert latency["source"] == "clickhouse" and latency["all"]["calls"] == calls
        assert 0 < latency["all"]["total_ms"]["p50"] <= latency["all"]["total_ms"]["p99"]
        for receipt in (receipts[0], receipts[-1]):
            assert it.event(receipt.request_id)["request_id"] == receipt.request_id
    assert topic.read("-dlq") == []
    assert worker.metric("rateguard_analytics_up") == 1
    assert books.until(lambda: worker.metric("rateguard_analytics_lag_records") == 0, within=20)


def test_a_threshold_that_one_gateway_saw_is_told_by_both_and_is_no_dead_letter(
        fleet, make_worker, provider, topic):
    make_worker()
    workspace = fleet[0].admin.workspace().furnish(provider)
    key = workspace.key()["key"]
    until_status(fleet[1], key, 200)
    workspace.budget(2 * PRICE)
    assert call(fleet[1], key).status == 200

    for gateway in fleet:
        path = f"{workspace.path}/thresholds"
        assert books.until(lambda: gateway.admin.get(path)["items"], within=30), gateway.admin.get(path)
        assert gateway.admin.get(path)["source"] == "clickhouse"
    assert topic.read("-dlq") == []


def test_one_process_may_do_it_all(make_gateway, make_worker, migrated, stores, provider, arrived):
    gateway = make_gateway(RATEGUARD_UPSTREAM__CA_FILE=provider.ca, **stores)
    workspace = gateway.admin.workspace().furnish(provider)

    receipt = call(gateway, workspace.key()["key"])

    arrived([receipt])
    assert workspace.usage()["total"]["calls"] == 1
    assert gateway.terminate() == 0


def test_a_process_without_calls_has_the_admin_api_of_those_that_have(join, make_worker, redis, stores, provider, migrated):
    make_worker()
    shared = stores | {"RATEGUARD_REDIS__URL": redis.url, "RATEGUARD_REDIS__DEADLINE": "500ms",
                       "RATEGUARD_DATABASE__PROCESSES": "one", "RATEGUARD_THREADS": "1"}
    proxy = join(**shared | {"RATEGUARD_ROLE": "proxy"})
    control = join(**shared | {"RATEGUARD_ROLE": "control"})
    workspace = control.admin.workspace().furnish(provider)
    key = workspace.key()["key"]
    until_status(proxy, key, 200)
    workspace.make("budgets", name="few", amount=dollars(3 * PRICE), period="total", hard=True)
    statuses = [200]

    def refused():
        statuses.append(call(proxy, key).status)
        return statuses[-1] == 402

    assert books.until(refused, within=20, every=0.2)
    spent = statuses.count(200) * PRICE  # more than the budget, if it was not known at once
    assert control.url is None, "it takes no calls"
    assert books.until(lambda: nanos(workspace.usage()["total"]["cost"]) == spent, within=30)
    assert books.until(lambda: [nanos(b["spent"]) for b in workspace.budgets()] == [spent], within=10)
    assert control.json("audit")["balanced"]


# --- faults -------------------------------------------------------------------------------------------


def test_what_is_no_event_goes_to_the_dead_letters_and_delays_nobody(fleet, make_worker, provider, topic, arrived):
    worker = make_worker()
    workspace = fleet[0].admin.workspace().furnish(provider)
    key = workspace.key()["key"]
    receipts = race_all(fleet[:1], key, [(THING, {})] * 50, clients=8)
    spread(topic, [b"poison-%d" % i for i in range(9)])
    receipts += race_all(fleet[:1], key, [(THING, {})] * 50, clients=8)

    arrived(receipts)
    assert books.until(lambda: len(topic.read("-dlq")) >= 9, within=30, every=0.3)
    letters = topic.read("-dlq")
    assert sorted(m.value for m in letters) == [b"poison-%d" % i for i in range(9)], "each once"
    assert all(m.headers["rg-why"] and m.headers["rg-log"].startswith(topic.name + "/") for m in letters)
    assert len(worker.logged("analytics_dead_letters")) == 1
    assert books.until(lambda: worker.probe("/metrics")[1].count('outcome="dead_letter"} 9\n') == 1)


def test_clickhouse_away_is_said_survived_and_made_up_for(fleet, make_worker, provider, clickhouse, arrived):
    worker = make_worker()
    workspace = fleet[0].admin.workspace().furnish(provider)
    key = workspace.key()["key"]
    receipts = [call(fleet[0], key)]
    arrived(receipts)
    clickhouse.kill()

    receipts += race_all(fleet[:1], key, [(THING, {})] * 50, clients=8)
    assert books.until(lambda: worker.logged("analytics_away"), within=30)
    status, text = worker.probe("/readyz")
    assert status == 200 and text.startswith("ok; events do not reach ClickHouse: "), text
    assert worker.metric("rateguard_analytics_up") == 0
    with pytest.raises(Exception, match="503"):
        workspace.usage()
    assert workspace.event(receipts[-1].request_id)["outcome"] == "ok", "one call is known here"

    clickhouse.start()
    arrived(receipts)
    assert books.until(lambda: worker.probe("/readyz") == (200, "ok\n"), within=30)
    assert [len(worker.logged(e)) for e in ("analytics_away", "analytics_back")] == [1, 1]


@pytest.mark.parametrize("store", ["clickhouse", "kafka"])
def test_a_worker_whose_store_is_frozen_ends_when_it_is_told_to(make_worker, migrated, store, request):
    worker = make_worker()
    frozen = request.getfixturevalue(store)
    frozen.freeze()
    books.until(lambda: worker.logged("analytics_away"), within=3)

    began = time.monotonic()
    assert worker.terminate() == 0
    assert time.monotonic() - began < 12
    frozen.thaw()


def test_two_workers_share_partitions_one_is_killed_and_some_are_added(fleet, make_worker, provider, topic, arrived):
    workers = [make_worker(), make_worker()]
    held = lambda: [w.metric("rateguard_analytics_partitions") for w in workers if w.running]
    assert books.until(lambda: sorted(held()) == [1, 2], within=60, every=0.3), held()
    workspace = fleet[0].admin.workspace().furnish(provider)
    key = workspace.key()["key"]
    receipts = race_all(fleet[:1], key, [(THING, {})] * 100, clients=8)

    workers[0].kill()
    receipts += race_all(fleet[:1], key, [(THING, {})] * 100, clients=8)
    assert books.until(lambda: held() == [3], within=60, every=0.3), held()
    workers[0].start()
    admin = KafkaAdminClient(bootstrap_servers=topic.broker.servers)
    admin.create_partitions({topic.name: NewPartitions(7)})
    admin.close()

    assert books.until(lambda: sum(held()) == 7 and min(held()) > 0, within=90, every=0.3), held()
    receipts += race_all(fleet[:1], key, [(THING, {})] * 100, clients=8)
    arrived(receipts)


def halt(worker, arrived, receipts):
    arrived(receipts)
    assert worker.terminate() == 0


def test_what_the_topic_forgot_before_it_was_read_is_told_and_the_rest_arrives(
        fleet, make_worker, provider, topic, arrived):
    worker = make_worker()
    key = fleet[0].admin.workspace().furnish(provider).key()["key"]
    kept = [call(fleet[0], key)]
    halt(worker, arrived, kept)
    forgotten = [call(fleet[0], key) for _ in range(3)]
    assert books.until(lambda: {r.request_id for r in forgotten} <= topic.calls(), within=20, every=0.3)
    topic.forget()

    kept.append(call(fleet[0], key))
    worker.start()

    arrived(kept)
    assert [line["records"] for line in worker.logged("events_forgotten")] == [6], "three calls, two records each"


def test_a_topic_that_was_made_anew_under_its_name_is_not_taken_for_read(
        fleet, make_worker, provider, topic, arrived):
    worker = make_worker()
    key = fleet[0].admin.workspace().furnish(provider).key()["key"]
    receipts = [call(fleet[0], key) for _ in range(5)]
    halt(worker, arrived, receipts)
    topic.remove()
    assert books.until(topic.make_again, within=30, every=0.5)

    worker.start()

    assert books.until(lambda: worker.logged("analytics_away"), within=40)
    assert "give a new topic another name" in worker.logged("analytics_away")[0]["why"]


# --- around it ----------------------------------------------------------------------------------------


def test_migrate_makes_the_tables_that_doctor_then_finds(make_worker, topic, events, clickhouse):
    worker = make_worker(start=False)

    assert worker.run_offline("migrate", "--check").returncode == 1
    assert "the tables are missing" in worker.run_offline("doctor").stdout
    for _ in range(2):
        assert worker.run_offline("migrate").returncode == 0
    assert books.until(lambda: worker.run_offline("migrate", "--check").returncode == 0, within=20)
    said = worker.run_offline("doctor").stdout
    assert f"http://127.0.0.1:{clickhouse.port}/{events.name} answers, ClickHouse " in said
    assert "0 records of the topic are not in ClickHouse yet" in said
    reading = {"RATEGUARD_EVENTS__CLICKHOUSE": clickhouse.url(events.name, user="reader")}
    assert "may not write" in worker.run_offline("doctor", **reading).stdout
    clickhouse.kill()
    said = worker.run_offline("doctor").stdout
    assert "events wait in Kafka" in said and PASSWORD not in said
    assert worker.run_offline("migrate").returncode == 69


def test_a_worker_without_tables_says_what_makes_them_and_begins_when_they_are_there(make_worker, events):
    worker = make_worker()
    assert books.until(lambda: worker.logged("analytics_away"), within=20)
    assert "rateguard migrate" in worker.logged("analytics_away")[0]["why"]

    assert worker.run_offline("migrate").returncode == 0

    assert books.until(lambda: worker.logged("analytics_back"), within=30)


def test_a_wrong_password_is_told_and_never_shown(make_worker, clickhouse, events):
    wrong = clickhouse.url(events.name).replace(PASSWORD, "Wr0ngPassword")
    worker = make_worker(RATEGUARD_EVENTS__CLICKHOUSE=wrong)

    assert books.until(lambda: worker.logged("analytics_away"), within=20)
    said = worker.log() + worker.run_offline("doctor").stdout + worker.probe("/readyz")[1] + worker.run_offline("config", "print").stdout
    assert "Wr0ng" not in said and PASSWORD not in said


def test_a_url_that_cannot_work_stops_the_start(make_worker):
    with pytest.raises(DidNotStart) as refused:
        make_worker(RATEGUARD_EVENTS__CLICKHOUSE="http://me:hunter2@127.0.0.1:1/a-b")
    assert "events.clickhouse" in str(refused.value) and "hunter2" not in str(refused.value)

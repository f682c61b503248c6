"""Limits and budgets in a real Redis: shared by gateways, and what becomes of calls without it."""

import json

import pytest

import books
from admin import nanos
from gateway import DidNotStart
from loader import race_all
from redis_server import PERMISSIONS
from things import PRICE, THING, call, until_status

CLIENTS, CALLS, FIT = 64, 2_000, 500


@pytest.fixture
def settings(redis, provider):
    # Longer than the usual deadline: a busy machine is no outage.
    return {"RATEGUARD_UPSTREAM__CA_FILE": provider.ca, "RATEGUARD_REDIS__URL": redis.url,
            "RATEGUARD_REDIS__DEADLINE": "500ms", "RATEGUARD_THREADS": "2"}


@pytest.fixture
def gateway(make_gateway, settings):
    return make_gateway(**settings)


@pytest.fixture
def fleet(make_gateway, provider, settings, twins):
    """Two gateways on one Redis."""
    first = make_gateway(folder="data", RATEGUARD_UPSTREAM__CA_FILE=provider.ca)
    workspace = first.admin.workspace().furnish(provider)

    def start():
        gateways = twins(first, settings)
        for gateway in gateways:
            assert books.until(lambda: all(b["enforced"] for b in workspace.at(gateway.admin).budgets()))
        return gateways, [gateway.admin.workspace() for gateway in gateways]

    return workspace, start


# --- together ---------------------------------------------------------------------------------------


def test_64_clients_on_two_gateways_never_overspend_a_hard_budget(fleet, provider):
    workspace, start = fleet
    key = workspace.key()["key"]
    workspace.budget(FIT * PRICE)
    gateways, workspaces = start()

    receipts = race_all(gateways, key, [(THING, {})] * CALLS, CLIENTS)

    admitted = sum(r.status == 200 for r in receipts)
    assert {r.status for r in receipts} == {200, 402}
    assert 495 <= admitted <= FIT
    books.settled(*workspaces)
    served = [sum(e["status"] == 200 for e in w.events()) for w in workspaces]
    assert min(served) > 0 and sum(served) == admitted, "both took part"
    assert sum(entry["nanos"] for entry in provider.bill()) == admitted * PRICE
    for each in workspaces:
        assert [nanos(b["spent"]) for b in each.budgets()] == [admitted * PRICE]


def test_two_gateways_share_one_limit(fleet):
    workspace, start = fleet
    key = workspace.key()["key"]
    workspace.limit(20, window="1h")
    gateways, _ = start()

    receipts = race_all(gateways, key, [(THING, {})] * 60, clients=8)

    assert sum(r.status == 200 for r in receipts) in (20, 40), "40 only where an hour ended meanwhile"
    assert {r.status for r in receipts} == {200, 429}


# --- without it -------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", ["kill", "freeze"])
def test_without_redis_calls_go_on_and_hard_budgets_refuse(gateway, workspace, redis, provider, fault):
    """And when it is back everything is as it was, the books included, by itself."""
    hard, soft = workspace.key("hard"), workspace.key("soft")
    workspace.budget(10 * PRICE, name="hard", scope="key", subject=hard["id"])
    workspace.budget(10 * PRICE, name="soft", scope="key", subject=soft["id"], hard=False)
    assert [call(gateway, key["key"]).status for key in (hard, soft)] == [200, 200]

    getattr(redis, fault)()
    refused = until_status(gateway, hard["key"], 503)
    assert b"'hard' covers this call" in refused.body
    before = provider.bill()
    assert call(gateway, hard["key"]).status == 503
    assert provider.bill() == before, "what is refused does not leave"
    served = [call(gateway, soft["key"]) for _ in range(5)]
    assert [r.status for r in served] == [200] * 5
    assert {r.headers["x-rateguard-degraded"] for r in served} == {"limits"}
    assert books.until(lambda: gateway.metric("rateguard_redis_up") == 0)
    status, text = gateway.probe("/readyz")
    assert status == 200 and text.startswith("ok; Redis is away: ")

    redis.start() if fault == "kill" else redis.thaw()
    until_status(gateway, hard["key"], 200, within=20)
    assert books.until(lambda: gateway.probe("/readyz") == (200, "ok\n"), within=20)
    assert "x-rateguard-degraded" not in call(gateway, soft["key"]).headers
    assert [len(gateway.logged(event)) for event in ("redis_away", "redis_back")] == [1, 1]
    assert books.until(lambda: gateway.metric("rateguard_redis_owed") == 0)
    receipts = [call(gateway, hard["key"]).status for _ in range(12)]
    assert receipts == sorted(receipts) and receipts[-1] == 402, "what was spent before counts"
    books.settled(workspace)
    spent = {b["name"]: nanos(b["spent"]) for b in workspace.budgets()}
    charged = sum(entry["nanos"] for entry in provider.bill())
    assert spent["hard"] == 10 * PRICE and spent["hard"] + spent["soft"] == charged


def test_without_redis_a_gateway_enforces_its_share_of_a_limit(make_gateway, settings, provider, redis):
    gateway = make_gateway(**settings, RATEGUARD_REDIS__GATEWAYS="4")
    workspace = gateway.admin.workspace().furnish(provider)
    key = workspace.key()["key"]
    workspace.limit(20, window="1h", algorithm="sliding_window")
    redis.kill()

    answers = [call(gateway, key).status for _ in range(12)]

    assert answers == [200] * 5 + [429] * 7


def test_a_gateway_starts_without_redis_and_finds_it_later(make_gateway, settings, provider, redis):
    redis.kill()
    gateway = make_gateway(**settings)
    workspace = gateway.admin.workspace().furnish(provider)
    key = workspace.key()["key"]
    assert call(gateway, key).status == 200

    redis.start()

    assert books.until(lambda: "x-rateguard-degraded" not in call(gateway, key).headers, within=20)
    books.check([workspace], provider)


def test_scripts_that_a_server_has_forgotten_are_brought_again(gateway, workspace, redis):
    key = workspace.key()["key"]
    workspace.budget(100 * PRICE)
    assert call(gateway, key).status == 200

    assert redis.ask("SCRIPT", "FLUSH") == b"+OK\r\n"

    answers = [call(gateway, key) for _ in range(5)]
    assert [r.status for r in answers] == [200] * 5
    assert not any("x-rateguard-degraded" in r.headers for r in answers)


def test_counters_that_were_flushed_are_told_anew_from_the_events(gateway, workspace, redis):
    key = workspace.key()["key"]
    workspace.budget(3 * PRICE)
    assert [call(gateway, key).status for _ in range(2)] == [200, 200]

    assert redis.ask("FLUSHALL") == b"+OK\r\n"

    until_status(gateway, key, 200)
    assert call(gateway, key).status == 402


def test_what_is_owed_to_a_workspace_that_is_gone_is_in_no_others_way(gateway, redis, provider):
    gone, stays = (gateway.admin.workspace(name).furnish(provider) for name in ("gone", "stays"))
    keys = [each.key()["key"] for each in (gone, stays)]
    for each in (gone, stays):
        each.budget(10 * PRICE, hard=False)
    redis.kill()
    assert [call(gateway, key).status for key in keys] == [200, 200]

    for plural in ("budgets", "keys", "apis"):
        for each in gateway.admin.all(f"{gone.path}/{plural}"):
            gateway.admin.delete(f"{gone.path}/{plural}/{each['id']}")
    gateway.admin.delete(gone.path)
    redis.start()

    assert books.until(lambda: gateway.metric("rateguard_redis_owed") == 0, within=20)
    books.settled(stays)
    assert [nanos(b["spent"]) for b in stays.budgets()] == [PRICE]


def test_a_hold_of_a_gateway_that_was_killed_is_booked_when_it_is_back(gateway, workspace, provider):
    key = workspace.key()["key"]
    workspace.budget(10 * PRICE)
    gateway.restart(RATEGUARD_CRASH_AT="hold-committed")
    assert call(gateway, key).status == 0
    gateway.process.wait(10)
    assert provider.bill() == []

    gateway.start()
    workspace.at(gateway.admin)

    books.settled(workspace)
    assert [nanos(b["spent"]) for b in workspace.budgets()] == [PRICE], "nobody saw how it ended"


def test_a_replica_is_as_good_as_no_redis(gateway, workspace, redis, make_redis):
    key = workspace.key()["key"]
    workspace.budget(100 * PRICE)
    assert call(gateway, key).status == 200
    other = make_redis()

    redis.ask("REPLICAOF", "127.0.0.1", str(other.port))
    until_status(gateway, key, 503)
    redis.ask("REPLICAOF", "NO", "ONE")

    until_status(gateway, key, 200, within=20)


# --- setting it up ----------------------------------------------------------------------------------


def test_few_permissions_are_enough_and_the_password_is_in_no_output(make_gateway, make_redis, provider):
    redis = make_redis("--requirepass", "unused-one", "--user", "gateway", "on", ">canary-sesame",
                       *PERMISSIONS)
    url = redis.url.replace("//", "//gateway:canary-sesame@")
    gateway = make_gateway(RATEGUARD_UPSTREAM__CA_FILE=provider.ca, RATEGUARD_REDIS__URL=url,
                           RATEGUARD_REDIS__DEADLINE="500ms")
    workspace = gateway.admin.workspace().furnish(provider)
    key = workspace.key()["key"]
    workspace.limit(5, scope="ip")
    workspace.budget(5 * PRICE)

    answer = call(gateway, key)
    texts = [gateway.run("config", "print", "--origin").stdout, gateway.run("doctor", check=False).stdout,
             gateway.probe("/metrics")[1], gateway.probe("/readyz")[1], gateway.log()]

    assert answer.status == 200 and "x-rateguard-degraded" not in answer.headers
    assert not any("sesame" in text for text in texts)


def test_a_wrong_password_is_told_and_not_repeated(make_gateway, make_redis, provider):
    redis = make_redis("--requirepass", "right-one")
    gateway = make_gateway(RATEGUARD_UPSTREAM__CA_FILE=provider.ca,
                           RATEGUARD_REDIS__URL=redis.url.replace("//", "//:canary-sesame@"))

    assert "WRONGPASS" in gateway.logged("redis_away")[0]["why"]
    doctor = gateway.run("doctor", check=False)
    assert doctor.returncode == 1 and "WRONGPASS" in doctor.stdout
    assert "sesame" not in gateway.log() + doctor.stdout + doctor.stderr


def test_doctor_looks_at_redis(gateway, redis):
    found = {finding["what"]: finding for finding in json.loads(gateway.run("doctor", "--json").stdout)}

    assert f"{redis.url} answers, Redis " in found["redis"]["detail"]
    assert "scripts loaded" in found["redis"]["detail"]
    redis.kill()
    text = gateway.run("doctor", check=False).stdout
    assert "the connection was refused" in text


@pytest.mark.parametrize("change, why", [
    ({"RATEGUARD_REDIS__GATEWAYS": "2", "RATEGUARD_REDIS__URL": None}, "without redis.url"),
    ({"RATEGUARD_REDIS__URL": "redis-cluster://127.0.0.1/1"}, "a cluster has one"),
    ({"RATEGUARD_REDIS__URL": "http://127.0.0.1"}, "must begin with redis://"),
    ({"RATEGUARD_REDIS__URL": "redis://127.0.0.1:0"}, "a port that is none"),
])
def test_settings_that_cannot_keep_their_promise_are_refused(make_gateway, settings, change, why):
    given = {name: value for name, value in (settings | change).items() if value is not None}

    with pytest.raises(DidNotStart, match=why):
        make_gateway(**given)


def test_a_redis_that_would_forget_counters_is_refused(make_gateway, make_redis, settings):
    redis = make_redis("--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru")

    with pytest.raises(DidNotStart, match="allkeys-lru"):
        make_gateway(**settings | {"RATEGUARD_REDIS__URL": redis.url})

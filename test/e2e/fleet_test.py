"""Gateways on one PostgreSQL and one Redis: one configuration, each budget spent once."""

import json

import pytest

import books
from admin import nanos
from gateway import DidNotStart
from loader import race_all
from things import PRICE, THING, call, until_status

CLIENTS, CALLS, FIT = 64, 2_000, 500


@pytest.fixture
def settings(redis):
    # Longer than the usual deadline: a busy machine is no outage.
    return {"RATEGUARD_REDIS__URL": redis.url, "RATEGUARD_REDIS__GATEWAYS": "2",
            "RATEGUARD_REDIS__DEADLINE": "500ms", "RATEGUARD_THREADS": "2"}


@pytest.fixture
def fleet(join, settings):
    return join(**settings), join(**settings)


@pytest.fixture
def workspace(fleet, provider):
    """Made at the first gateway."""
    return fleet[0].admin.workspace().furnish(provider)


def test_64_clients_on_two_gateways_never_overspend_a_budget_made_at_one(fleet, workspace, provider):
    key = workspace.key()["key"]
    # In force when both have told what they spent before: both have read it then, and the key before it.
    workspace.budget(FIT * PRICE)

    receipts = race_all(fleet, key, [(THING, {})] * CALLS, CLIENTS)

    admitted = sum(r.status == 200 for r in receipts)
    assert {r.status for r in receipts} == {200, 402}, "nobody was told that the key is unknown"
    assert 495 <= admitted <= FIT
    workspaces = [gateway.admin.workspace() for gateway in fleet]
    books.settled(*workspaces)
    served = [sum(e["status"] == 200 for e in w.events()) for w in workspaces]
    assert min(served) > 0 and sum(served) == admitted, "both took part"
    assert sum(entry["nanos"] for entry in provider.bill()) == admitted * PRICE
    for each in workspaces:
        assert [nanos(b["spent"]) for b in each.budgets()] == [admitted * PRICE]
    until_status(fleet[0], fleet[1].admin.workspace().key("made-at-two")["key"], 402, within=1)


def test_counters_that_were_flushed_are_told_anew_by_both(fleet, workspace, redis):
    key = workspace.key()["key"]
    workspace.budget(3 * PRICE)
    assert [call(gateway, key).status for gateway in fleet] == [200, 200]

    assert redis.ask("FLUSHALL") == b"+OK\r\n"

    assert books.until(lambda: 200 in [call(gateway, key).status for gateway in fleet], within=20)
    assert [call(gateway, key).status for gateway in fleet] == [402, 402]


def test_what_both_stores_leave_undone_is_said_together_and_survived(fleet, workspace, redis, postgres):
    key = workspace.key()["key"]
    workspace.limit(1000, window="1h")
    until_status(fleet[1], key, 200, within=20)
    redis.kill()
    postgres.kill()

    for gateway in fleet:
        assert books.until(lambda: "; Redis is away: " in gateway.probe("/readyz")[1] and
                           "; the configuration may be an old one" in gateway.probe("/readyz")[1], within=8)
        assert gateway.probe("/readyz")[0] == 200
        assert call(gateway, key).status == 200

    postgres.start()
    redis.start()

    for gateway in fleet:
        assert books.until(lambda: gateway.probe("/readyz") == (200, "ok\n"), within=20)
        assert call(gateway, key).status == 200


def test_nothing_is_said_of_budgets_that_could_be_spent_twice(fleet):
    found = {f["what"]: f for f in json.loads(fleet[0].run("doctor", "--json", check=False).stdout)}

    assert found["redis"]["verdict"] != "fault"
    assert "spend a budget" not in json.dumps(found)
    assert "among_others" not in fleet[0].log()


def test_one_that_wants_to_be_alone_is_told_of_the_others(fleet, join, settings):
    alone = {"RATEGUARD_DATABASE__PROCESSES": "one", "RATEGUARD_REDIS__GATEWAYS": "1"}

    with pytest.raises(DidNotStart) as told:
        join(**settings | alone)

    assert "database.processes: another process is there" in str(told.value)
    assert "redis.gateways to how many" in str(told.value)
    assert "spend a budget twice" not in str(told.value)


@pytest.mark.parametrize("processes, gateways", [("several", "1"), ("one", "2")])
def test_settings_of_the_two_stores_that_contradict_each_other_are_refused(join, settings, processes, gateways):
    with pytest.raises(DidNotStart, match=f"database.processes is {processes}"):
        join(**settings | {"RATEGUARD_DATABASE__PROCESSES": processes, "RATEGUARD_REDIS__GATEWAYS": gateways})

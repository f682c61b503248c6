"""Events in several ClickHouse servers: each has the workspaces that are its, and none waits for another."""

import pytest

import books
from admin import nanos
from clickhouse_server import PASSWORD
from loader import race_all
from things import PRICE, THING, until_status


pytestmark = pytest.mark.parametrize("events", [2], indirect=True)


@pytest.fixture
def pair(fleet, provider, events):
    """A workspace of each shard, in their order, with the key of each."""
    found = {}
    for n in range(64):
        workspace = fleet[0].admin.workspace(f"w{n}" if n else "default")
        found.setdefault(events.number_of(workspace), workspace)
        if len(found) == 2:
            break
    workspaces = [found[number].furnish(provider) for number in (1, 2)]
    keys = [workspace.key()["key"] for workspace in workspaces]
    for key in keys:
        until_status(fleet[1], key, 200)
    return list(zip(workspaces, keys))


def run(fleet, pair, calls):
    """The receipts of so many calls of each workspace, through both gateways."""
    return [race_all(fleet, key, [(THING, {})] * calls, clients=8) for _, key in pair]


def counts(workspace):
    return workspace.usage()["total"]["calls"]


def test_a_shard_that_is_killed_and_frozen_holds_up_only_its_own_workspaces(
        fleet, pair, make_worker, provider, second_clickhouse, events):
    worker = make_worker()
    (near, _), (far, _) = pair
    made = [1, 1]  # those that showed the keys to be known
    wanted = [[], []]

    def more(calls):
        for number, receipts in enumerate(run(fleet, pair, calls)):
            assert {r.status for r in receipts} == {200}
            wanted[number] += [r.request_id for r in receipts]
            made[number] += calls

    more(100)
    assert books.until(lambda: [counts(near), counts(far)] == made, within=60, every=0.3)
    assert worker.metric("rateguard_analytics_up") == 1

    second_clickhouse.kill()
    more(100)
    assert books.until(lambda: counts(near) == made[0], within=30, every=0.3), "it does not wait for the other"
    assert books.until(lambda: worker.logged("analytics_away"), within=30)
    assert "shard 2 of 2: " in worker.probe("/readyz")[1]
    shown = worker.probe("/metrics")[1]
    assert 'shard_up{shard="1"} 1\n' in shown and 'shard_up{shard="2"} 0\n' in shown
    with pytest.raises(Exception, match="503"):
        counts(far)

    second_clickhouse.start()
    more(50)
    second_clickhouse.freeze()
    more(50)
    assert books.until(lambda: counts(near) == made[0], within=30, every=0.3)
    second_clickhouse.thaw()

    assert books.until(lambda: [counts(near), counts(far)] == made, within=60, every=0.3)
    for number, workspace in enumerate([near, far]):
        there = events.databases[number].requests(workspace)
        assert sorted(events.requests(workspace)) == sorted(there), "and nothing in the other"
        assert len(there) == len(set(there)) == made[number] and set(wanted[number]) <= set(there)
    for gateway in fleet:
        for (workspace, _), calls in zip(pair, made):
            report = gateway.admin.get(f"{workspace.path}/usage", step="whole")
            assert report["source"] == "clickhouse" and nanos(report["total"]["cost"]) == calls * PRICE
    books.check([near, far], provider)
    assert books.until(lambda: worker.probe("/readyz") == (200, "ok\n"), within=30)


def test_a_worker_killed_amid_both_shards_leaves_nothing_out_and_nothing_twice(fleet, pair, make_worker, events):
    worker = make_worker()
    receipts = sum(run(fleet, pair, 100), [])
    assert books.until(lambda: worker.metric("rateguard_analytics_blocks_total") > 0, within=30, every=0.01)
    worker.kill()
    receipts += sum(run(fleet, pair, 100), [])
    worker.start()
    wanted = {r.request_id for r in receipts}
    there = lambda: [request for workspace, _ in pair for request in events.requests(workspace)]
    assert books.until(lambda: len(there()) == len(wanted) + 2, within=60, every=0.3)
    assert wanted < set(there()), "and once each key was shown to be known"


def test_another_list_of_servers_is_refused_by_who_would_look_in_the_wrong_place(
        fleet, pair, make_worker, events, second_clickhouse):
    worker = make_worker(start=False)
    only = {"RATEGUARD_EVENTS__CLICKHOUSE": events.databases[0].url}

    assert worker.run_offline("migrate", "--check").returncode == 0
    said = worker.run_offline("doctor").stdout
    assert said.count(" answers, ClickHouse ") == 2 and "(shard 2 of 2) answers" in said and PASSWORD not in said
    for command in (["migrate"], ["migrate", "--check"], ["doctor"]):
        done = worker.run_offline(*command, **only)
        assert done.returncode != 0 and "are shard 1 of 2, and the setting names it as shard 1 of 1" in done.stdout + done.stderr
        assert "events.clickhouse" in done.stdout + done.stderr and PASSWORD not in done.stdout + done.stderr
    wrong = make_worker(**only)
    assert books.until(lambda: wrong.logged("analytics_away"), within=20)
    assert "are shard 1 of 2" in wrong.logged("analytics_away")[0]["why"]
    fleet[0].terminate()
    fleet[0].settings |= only
    workspace = pair[0][0].at(fleet[0].start().admin)
    with pytest.raises(Exception, match="503"):
        workspace.usage()


def test_a_server_that_had_all_is_not_made_one_of_two(make_worker, second_clickhouse, events):
    alone = events.databases[0]
    worker = make_worker(start=False)
    assert worker.run_offline("migrate", RATEGUARD_EVENTS__CLICKHOUSE=alone.url).returncode == 0

    done = worker.run_offline("migrate")

    assert done.returncode != 0 and "are shard 1 of 1, and the setting names it as shard 1 of 2" in done.stderr
    assert [alone.name] not in second_clickhouse.sql("SHOW DATABASES"), "nothing was made in the other"

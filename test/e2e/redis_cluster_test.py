"""Limits and budgets in a real Redis Cluster, whose slots move and whose servers fail while calls race; and at
the master that a sentinel names."""

import asyncio
import itertools
import json
import threading

import pytest

import books
from admin import nanos
from gateway import DidNotStart
from loader import race
from redis_sentinel import RedisSentinel
from redis_server import PERMISSIONS_IN_A_CLUSTER
from things import PRICE, THING, call, until_status

CLIENTS, FIT = 64, 2_000


@pytest.fixture
def settings(redis_cluster, provider):
    # Longer than the usual deadline: a busy machine is no outage.
    return {"RATEGUARD_UPSTREAM__CA_FILE": provider.ca, "RATEGUARD_REDIS__URL": redis_cluster.url,
            "RATEGUARD_REDIS__DEADLINE": "500ms", "RATEGUARD_THREADS": "2"}


@pytest.fixture
def gateway(make_gateway, settings):
    return make_gateway(**settings)


@pytest.fixture
def fleet(make_gateway, provider, settings, twins):
    """Two gateways on one cluster with one hard budget."""
    first = make_gateway(folder="data", RATEGUARD_UPSTREAM__CA_FILE=provider.ca)
    workspace = first.admin.workspace().furnish(provider)
    key = workspace.key()["key"]
    workspace.budget(FIT * PRICE)
    gateways = twins(first, settings)
    workspaces = [each.admin.workspace() for each in gateways]
    assert books.until(lambda: all(b["enforced"] for w in workspaces for b in w.budgets()), within=20)
    return gateways, workspaces, key


def hash_of(workspace):
    return "rg:{" + workspace.id + "}"


def race_until_spent(gateways, key, provider, fault):
    """Calls until every client has been told that the budget is spent, with `fault` once a tenth of it is."""
    seen = {}

    def inject():
        assert books.until(lambda: len(provider.bill()) >= FIT // 10, within=30, every=0.005)
        fault()
        seen["bill"] = len(provider.bill())

    async def run():
        receipts = await asyncio.gather(*(
            race(gateway.url, key, itertools.repeat((THING, {})), CLIENTS // len(gateways),
                 stop=lambda receipt: receipt.status == 402)
            for gateway in gateways))
        return [receipt for some in receipts for receipt in some]

    thread = threading.Thread(target=inject)
    thread.start()
    receipts = asyncio.run(run())
    thread.join()
    assert seen["bill"] < FIT, "the fault came while there was something left to spend"
    assert {receipt.status for receipt in receipts} <= {200, 402, 503}
    return receipts


def spent_by_all(workspaces):
    return {nanos(budget["spent"] or 0) for each in workspaces for budget in each.budgets()}


def test_64_clients_on_two_gateways_never_overspend_while_a_slot_moves(fleet, provider, redis_cluster):
    gateways, workspaces, key = fleet
    name = hash_of(workspaces[0])
    start = redis_cluster.master_of(name)

    receipts = race_until_spent(gateways, key, provider,
                                lambda: redis_cluster.move(name, start, (start + 1) % 3))

    admitted = sum(r.status == 200 for r in receipts)
    print(f"{FIT} fit, {admitted} admitted, {sum(r.status == 503 for r in receipts)} could not be decided")
    assert FIT * 99 // 100 <= admitted <= FIT, "not more, and nearly all"
    redirected = sum(gateway.metric(f'rateguard_redis_redirects_total{{kind="{kind}"}}')
                     for gateway in gateways for kind in ("moved", "ask"))
    assert redirected > 0, "it moved while calls went on"
    books.settled(*workspaces)
    assert sum(entry["nanos"] for entry in provider.bill()) == admitted * PRICE
    assert spent_by_all(workspaces) == {admitted * PRICE}


def test_a_failover_that_loses_acknowledged_writes_is_made_good_from_the_events(fleet, provider,
                                                                               redis_cluster):
    gateways, workspaces, key = fleet
    master = redis_cluster.master_of(hash_of(workspaces[0]))
    replica = master + 3
    lost, leased = [], []

    def fail_over():
        redis_cluster.deafen(replica)
        before = len(provider.bill())
        assert books.until(lambda: len(provider.bill()) >= before + 50, within=30, every=0.005)
        leased.append(held_by_slices(gateways))
        redis_cluster.servers[master].kill()
        lost.append(len(provider.bill()) - before)
        redis_cluster.take_over(replica)

    race_until_spent(gateways, key, provider, fail_over)

    print(f"at least {lost[0]} calls were forgotten")
    assert lost[0] >= 50
    made_good(fleet, provider, leased[0])


def test_a_master_that_is_killed_in_mid_race_costs_at_most_what_was_under_way(fleet, provider, redis_cluster):
    gateways, workspaces, key = fleet
    master = redis_cluster.master_of(hash_of(workspaces[0]))
    leased = []

    def kill():
        leased.append(held_by_slices(gateways))
        redis_cluster.servers[master].kill()
        redis_cluster.until(lambda: redis_cluster.is_master(master + 3))

    race_until_spent(gateways, key, provider, kill)

    made_good(fleet, provider, leased[0])


def held_by_slices(gateways):
    return sum(int(gateway.metric("rateguard_slices_nanos")) for gateway in gateways)


def made_good(fleet, provider, leased):
    """The budget is spent, by not much more than it is, and everybody knows how much that was."""
    gateways, workspaces, key = fleet
    for gateway in gateways:
        until_status(gateway, key, 402, within=60)
    charged = sum(entry["nanos"] for entry in provider.bill())
    print(f"{FIT} fit, {charged // PRICE} admitted, overspend {charged - FIT * PRICE} nano-dollars; "
          f"slices held {leased} when the master died")
    assert charged >= FIT * PRICE * 99 // 100, "nothing stays held for calls whose end was forgotten"
    assert charged <= (FIT + 2 * CLIENTS) * PRICE + leased, "what slices held and what was under way, and no more"
    assert books.until(lambda: spent_by_all(workspaces) == {charged}, within=60), "repaired from the events"
    books.settled(*workspaces)


def test_a_master_that_is_killed_stops_its_workspaces_until_its_replica_is_one(gateway, workspace, provider,
                                                                              redis_cluster):
    key = workspace.key()["key"]
    workspace.budget(10 * PRICE)
    assert call(gateway, key).status == 200
    master = redis_cluster.master_of(hash_of(workspace))

    redis_cluster.servers[master].kill()
    until_status(gateway, key, 503)
    status, text = gateway.probe("/readyz")
    assert status == 200 and "Redis is away: " in text

    until_status(gateway, key, 200, within=60)
    assert redis_cluster.is_master(master + 3)
    assert books.until(lambda: gateway.probe("/readyz") == (200, "ok\n"), within=20)
    receipts = [call(gateway, key).status for _ in range(12)]
    assert receipts == sorted(receipts) and receipts[-1] == 402, "what was spent before counts"
    books.settled(workspace)
    assert [nanos(b["spent"]) for b in workspace.budgets()] == [sum(e["nanos"] for e in provider.bill())]


def test_a_third_of_a_cluster_that_is_gone_stops_its_own_workspaces_alone(make_gateway, make_redis_cluster,
                                                                        settings, provider):
    """Not even what is done beside the calls waits for it: the others' counters are told anew."""
    cluster = make_redis_cluster("--cluster-require-full-coverage", "no")
    gateway = make_gateway(**settings | {"RATEGUARD_REDIS__URL": cluster.url})
    made = (gateway.admin.workspace(f"w{i}") for i in itertools.count())
    first = next(made)
    gone = cluster.master_of(hash_of(first))
    other = next(w for w in made if cluster.master_of(hash_of(w)) != gone)
    keys = []
    for workspace in (first, other):
        keys.append(workspace.furnish(provider).key()["key"])
        workspace.budget(10 * PRICE)
    assert [until_status(gateway, key, 200).status for key in keys] == [200, 200]

    for i in (gone, gone + 3):
        cluster.servers[i].kill()
    until_status(gateway, keys[0], 503)
    assert call(gateway, keys[1]).status == 200
    cluster.tell(cluster.master_of(hash_of(other)), "FLUSHALL")
    until_status(gateway, keys[1], 200)
    receipts = [call(gateway, keys[1]).status for _ in range(12)]

    assert receipts == sorted(receipts) and receipts[-1] == 402, "what was spent before counts"
    assert call(gateway, keys[0]).status == 503
    assert [nanos(b["spent"]) for b in other.budgets()] == [10 * PRICE]


def test_the_master_that_a_sentinel_names_is_followed_when_it_is_replaced(make_gateway, make_redis, settings,
                                                                        provider, tmp_path):
    master = make_redis()
    replica = make_redis("--replicaof", "127.0.0.1", str(master.port), "--repl-diskless-sync-delay", "0")
    sentinel = RedisSentinel(tmp_path / "sentinel", "counters", master)
    try:
        sentinel.until_it_knows_a_replica("counters")
        url = f"redis+sentinel://127.0.0.1:{sentinel.port}/counters"
        gateway = make_gateway(**settings | {"RATEGUARD_REDIS__URL": url})
        workspace = gateway.admin.workspace().furnish(provider)
        key = workspace.key()["key"]
        workspace.budget(10 * PRICE)
        assert call(gateway, key).status == 200

        master.kill()
        until_status(gateway, key, 503)
        until_status(gateway, key, 200, within=60)

        assert b"master" in replica.ask("ROLE")
        receipts = [call(gateway, key).status for _ in range(12)]
        assert receipts == sorted(receipts) and receipts[-1] == 402, "what was spent before counts"
        assert f"127.0.0.1:{replica.port} answers" in gateway.run("doctor", check=False).stdout
    finally:
        sentinel.close()


def test_few_permissions_are_enough_in_a_cluster(make_gateway, make_redis_cluster, settings, provider):
    cluster = make_redis_cluster("--user", "gateway", "on", ">canary-sesame", *PERMISSIONS_IN_A_CLUSTER)
    url = cluster.url.replace("//", "//gateway:canary-sesame@")
    gateway = make_gateway(**settings | {"RATEGUARD_REDIS__URL": url})
    workspace = gateway.admin.workspace().furnish(provider)
    key = workspace.key()["key"]
    workspace.limit(50, scope="ip")
    workspace.budget(50 * PRICE)
    name = hash_of(workspace)
    start = cluster.master_of(name)

    answers = [call(gateway, key)]
    cluster.begin_move(name, start, (start + 1) % 3)
    answers.append(call(gateway, key))
    cluster.move_key(name, start, (start + 1) % 3)
    answers.append(call(gateway, key))
    cluster.end_move(name, start, (start + 1) % 3)
    answers.append(call(gateway, key))

    assert [r.status for r in answers] == [200] * 4
    assert not any("x-rateguard-degraded" in r.headers for r in answers)
    for kind in ("ask", "moved"):
        assert gateway.metric(f'rateguard_redis_redirects_total{{kind="{kind}"}}') > 0
    assert "sesame" not in gateway.log() + gateway.run("doctor", check=False).stdout


def test_doctor_looks_at_every_master(gateway, redis_cluster):
    found = [f for f in json.loads(gateway.run("doctor", "--json").stdout) if f["what"] == "redis"]

    ports = [str(server.port) for server in redis_cluster.servers[:3]]
    assert [f["detail"].split(" ")[0].rpartition(":")[2] for f in found] == ports
    assert all("scripts loaded" in f["detail"] for f in found)
    redis_cluster.servers[1].freeze()
    text = gateway.run("doctor", check=False).stdout
    assert f"127.0.0.1:{ports[1]}: it does not answer" in text
    assert f"127.0.0.1:{ports[0]} answers" in text


def test_a_cluster_is_named_as_one(make_gateway, make_redis, settings, redis_cluster):
    of_the_cluster = f"redis://127.0.0.1:{redis_cluster.servers[0].port}"
    with pytest.raises(DidNotStart, match="name it with redis-cluster://"):
        make_gateway(**settings | {"RATEGUARD_REDIS__URL": of_the_cluster})

    alone = make_redis().url.replace("redis://", "redis-cluster://")
    with pytest.raises(DidNotStart, match="not part of a cluster"):
        make_gateway(**settings | {"RATEGUARD_REDIS__URL": alone})

"""The way to PostgreSQL and to Redis, broken in every way that TCP can be, and mended: what is refused meanwhile, what
is not, and that the books balance by themselves afterwards.

That the servers die or hang is in postgres_test.py and redis_test.py; the ways of events are in event_faults_test.py."""

import asyncio
import itertools
import json
import threading
import time

import pytest

import books
from admin import AdminError, nanos
from fault_proxy import FaultProxy
from loader import race
from postgres import PASSWORD
from things import PRICE, THING, call, until_status

SOON = 60  # seconds that the books may take to balance


@pytest.fixture
def broken_way():
    made = []

    def broken_way(port):
        made.append(FaultProxy(port))
        return made[-1]

    yield broken_way
    for way in made:
        way.close()


def balanced(gateway, workspace):
    """Every budget compared with the events, by itself and within what is promised."""
    budgets = len(workspace.budgets())

    def audited():
        done = gateway.run("audit", "--json", check=False)
        return done.returncode == 0 and json.loads(done.stdout)["budgets"] == budgets

    assert books.until(audited, within=SOON, every=0.2), gateway.run("audit", check=False).stdout
    books.settled(workspace, within=SOON)


# --- Redis ------------------------------------------------------------------------------------------


@pytest.fixture
def redis_way(redis, broken_way):
    return broken_way(redis.port)


@pytest.fixture
def counting(make_gateway, provider, redis_way):
    """A gateway that counts in Redis, beyond the way."""
    # Longer than the usual deadline: a busy machine is no outage.
    return make_gateway(RATEGUARD_UPSTREAM__CA_FILE=provider.ca, RATEGUARD_THREADS="2",
                        RATEGUARD_REDIS__URL=f"redis://127.0.0.1:{redis_way.port}", RATEGUARD_REDIS__DEADLINE="300ms")


REDIS_AWAY = [("delay", {"seconds": 1.0}), ("held", {}), ("blackhole", {}), ("lost_answers", {}), ("half_open", {}),
              ("reset", {}), ("corrupt", {"at": 0}), ("corrupt", {"at": 3})]


@pytest.mark.parametrize("fault, options", REDIS_AWAY, ids=[f"{f}-{''.join(map(str, o.values()))}".strip("-")
                                                            for f, o in REDIS_AWAY])
def test_behind_a_broken_way_redis_is_away(counting, redis_way, provider, fault, options):
    gateway = counting
    workspace = gateway.admin.workspace().furnish(provider)
    hard, soft, limited = (workspace.key(name) for name in ("hard", "soft", "limited"))
    workspace.budget(10 * PRICE, name="hard", scope="key", subject=hard["id"])
    workspace.budget(10 * PRICE, name="soft", scope="key", subject=soft["id"], hard=False)
    workspace.limit(5, window="1h", algorithm="sliding_window", scope="key",
                    match={"keys": [limited["id"]]})
    assert [call(gateway, key["key"]).status for key in (hard, soft, limited)] == [200] * 3

    with redis_way.fault(fault, **options):
        refused = until_status(gateway, hard["key"], 503)
        assert b"'hard' covers this call" in refused.body
        before = provider.bill()
        began = time.monotonic()
        assert call(gateway, hard["key"]).status == 503
        assert provider.bill() == before, "what is refused does not leave"
        assert [call(gateway, soft["key"]).status for _ in range(15)] == [200] * 15, "a soft budget stops nobody"
        shared = [call(gateway, limited["key"]).status for _ in range(8)]
        assert shared == sorted(shared) and 429 in shared and shared.count(200) <= 5, shared
        assert time.monotonic() - began < 10, "nobody waits for it, call after call"
        status, text = gateway.probe("/readyz")
        assert status == 200 and text.startswith("ok; Redis is away: ")

    until_status(gateway, hard["key"], 200, within=20)
    assert books.until(lambda: gateway.probe("/readyz") == (200, "ok\n"), within=20)
    assert books.until(lambda: gateway.metric("rateguard_redis_owed") == 0, within=20)
    balanced(gateway, workspace)
    receipts = [call(gateway, hard["key"]).status for _ in range(12)]
    assert receipts == sorted(receipts) and receipts[-1] == 402, "what was spent before counts"
    books.check([workspace], provider)
    spent = {b["name"]: nanos(b["spent"]) for b in workspace.budgets()}
    assert spent["hard"] == 10 * PRICE, "to the last call that fits, and no further"
    assert spent["soft"] == 16 * PRICE


def test_a_redis_that_is_slow_within_its_deadline_is_waited_for(counting, redis_way, provider):
    gateway = counting
    workspace = gateway.admin.workspace().furnish(provider)
    key = workspace.key()["key"]
    workspace.budget(5 * PRICE)

    with redis_way.fault("delay", seconds=0.03):
        answers = [call(gateway, key) for _ in range(7)]

    assert [r.status for r in answers] == [200] * 5 + [402] * 2
    assert not any("x-rateguard-degraded" in r.headers for r in answers)
    balanced(gateway, workspace)


@pytest.mark.parametrize("fault", ["held", "blackhole", "lost_answers", "half_open", "reset", "corrupt"])
def test_a_way_that_breaks_again_and_again_under_load_overspends_nothing(counting, redis_way, provider, fault):
    gateway, fit = counting, 150
    workspace = gateway.admin.workspace().furnish(provider)
    key = workspace.key()["key"]
    workspace.budget(fit * PRICE)
    over, receipts = threading.Event(), []

    def calls():
        while not over.is_set():
            yield THING, {}

    clients = threading.Thread(target=lambda: receipts.extend(asyncio.run(race(gateway.url, key, calls(), 4))))
    provider.think(0.02)
    clients.start()
    try:
        for _ in range(3):
            met = redis_way.met.total()
            with redis_way.fault(fault):
                assert books.until(lambda: redis_way.met.total() > met, within=20, every=0.01)
                assert books.until(lambda: gateway.metric("rateguard_redis_up") == 0, within=20, every=0.01)
            assert books.until(lambda: gateway.metric("rateguard_redis_up") == 1, within=20, every=0.01)
    finally:
        over.set()
        clients.join()
    until_status(gateway, key, 402, within=60, every=0.01)

    assert {r.status for r in receipts} <= {200, 402, 503}
    assert any(r.status == 503 for r in receipts), "somebody met it"
    assert any(r.status == 200 for r in receipts)
    balanced(gateway, workspace)
    books.check([workspace], provider)
    assert [nanos(b["spent"]) for b in workspace.budgets()] == [fit * PRICE], "all that fits, and nothing more"


@pytest.fixture
def cluster(make_redis_cluster):
    return make_redis_cluster(by_ways=True)


def apart(gateway, cluster):
    """Two workspaces that different masters of the cluster count for, and the first one's master."""
    names = (f"w{i}" for i in itertools.count())
    first = gateway.admin.workspace(next(names))
    master = cluster.master_of("rg:{" + first.id + "}")
    while True:
        other = gateway.admin.workspace(next(names))
        if cluster.master_of("rg:{" + other.id + "}") != master:
            return first, other, master


def test_behind_a_broken_way_a_third_of_a_cluster_is_away_and_the_rest_is_not(make_gateway, cluster, provider):
    """One fault after the other, on the way to one master. Its neighbours go on calling it alive: it is no failover."""
    gateway = make_gateway(RATEGUARD_UPSTREAM__CA_FILE=provider.ca, RATEGUARD_THREADS="1",
                           RATEGUARD_REDIS__URL=cluster.url, RATEGUARD_REDIS__DEADLINE="300ms")
    *workspaces, master = apart(gateway, cluster)
    keys = [workspace.furnish(provider).key()["key"] for workspace in workspaces]
    for workspace in workspaces:
        workspace.budget(100 * PRICE)

    for fault, options in REDIS_AWAY:
        with cluster.ways[master].fault(fault, **options):
            refused = until_status(gateway, keys[0], 503)
            assert b"covers this call" in refused.body
            assert [call(gateway, keys[1]).status for _ in range(3)] == [200] * 3, f"{fault} is not theirs"
            assert books.until(lambda: gateway.probe("/readyz")[1].startswith("ok; Redis is away: ")), fault
        until_status(gateway, keys[0], 200, within=20)

    assert cluster.is_master(master)
    assert books.until(lambda: gateway.metric("rateguard_redis_owed") == 0, within=20)
    books.settled(*workspaces, within=SOON)
    for key in keys:
        until_status(gateway, key, 402, every=0)
    books.check(workspaces, provider)
    assert [nanos(b["spent"]) for w in workspaces for b in w.budgets()] == [100 * PRICE] * 2, "what was spent before counts"


# --- PostgreSQL -------------------------------------------------------------------------------------


@pytest.fixture
def postgres_way(postgres, broken_way):
    postgres.sql(f"ALTER ROLE postgres PASSWORD '{PASSWORD}'")
    return broken_way(postgres.port)


@pytest.fixture
def configured(join, postgres, postgres_way, database):
    """A gateway whose configuration is in PostgreSQL, beyond the way."""
    name = database.split("/")[3].split("?")[0]
    return join(RATEGUARD_DATABASE__URL=postgres.tcp_url(name, "postgres", port=postgres_way.port))


def unknown_key(workspace):
    """A well-formed key that nobody knows any more."""
    key = workspace.key("gone")
    workspace.admin.delete(f"{workspace.path}/keys/{key['id']}")
    return key["key"]


@pytest.mark.parametrize("fault", ["held", "blackhole", "lost_answers", "half_open", "reset", "corrupt"])
def test_behind_a_broken_way_postgres_is_away(configured, postgres_way, provider, fault):
    gateway = configured
    workspace = gateway.admin.workspace().furnish(provider)
    known, unknown = workspace.key()["key"], unknown_key(workspace)
    workspace.budget(8 * PRICE)
    assert [call(gateway, key).status for key in (known, unknown)] == [200, 401]

    with postgres_way.fault(fault):
        until_status(gateway, unknown, 503, within=8)
        began = time.monotonic()
        assert [call(gateway, known).status for _ in range(4)] == [200] * 4
        assert time.monotonic() - began < 1, "no call waits for it"
        ready, said = gateway.probe("/readyz")
        assert ready == 200 and "may be an old one" in said
        with pytest.raises(AdminError) as refused:
            workspace.key("in-vain")
        assert refused.value.status == 503

    until_status(gateway, unknown, 401, within=20)
    assert books.until(lambda: gateway.probe("/readyz") == (200, "ok\n"), within=20)
    assert call(gateway, workspace.key("afterwards")["key"]).status == 200
    receipts = [call(gateway, known).status for _ in range(4)]
    assert receipts == [200, 200, 402, 402], "budgets went on counting"
    balanced(gateway, workspace)
    books.check([workspace], provider)


def test_a_postgres_that_is_slow_delays_no_call(configured, postgres_way, provider):
    gateway = configured
    workspace = gateway.admin.workspace().furnish(provider)
    known = workspace.key()["key"]

    with postgres_way.fault("delay", seconds=0.4):
        began = time.monotonic()
        assert [call(gateway, known).status for _ in range(10)] == [200] * 10
        assert time.monotonic() - began < 0.4
        fresh = workspace.key("made-meanwhile")["key"]
        until_status(gateway, fresh, 200, within=10)

    balanced(gateway, workspace)
    books.check([workspace], provider)


def test_a_create_whose_answer_was_lost_is_made_once_by_repeating_it(configured, postgres_way):
    gateway = configured
    workspace = gateway.admin.workspace()
    once = [("Idempotency-Key", "the-same")]

    def make():
        return gateway.admin.request("POST", f"{workspace.path}/projects", {"name": "mine"}, once)[0]

    with postgres_way.fault("lost_answers"):
        with pytest.raises(AdminError) as told:
            make()
        assert told.value.status == 503

    made = books.until(lambda: attempt(make), within=20)
    assert made and made == make()
    assert [p["name"] for p in gateway.admin.all(f"{workspace.path}/projects")] == ["mine"]


def attempt(make):
    try:
        return make()
    except AdminError as error:
        assert error.status == 503
        return None

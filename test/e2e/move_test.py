"""`rateguard migrate --from-data`: what one machine has becomes the first of many, and nothing of it is lost, forgotten
or counted twice."""

import asyncio
import os
import shutil
import subprocess

import pytest

import books
from admin import nanos
from gateway import BINARY, DidNotStart
from loader import Connection
from postgres import PASSWORD
from sdks import chat
from things import PRICE, call
from topic import Topic


def name_of(database):
    return database.split("/")[3].split("?")[0]


@pytest.fixture
def old(make_gateway, provider):
    """One machine, as it has served for a while: keys, limits, a budget of which 60 % are spent, a log of changes."""
    gateway = make_gateway(folder="old", RATEGUARD_UPSTREAM__CA_FILE=provider.ca, RATEGUARD_AUTH__PEPPER="p" * 32)
    gateway.books = gateway.admin.workspace().furnish(provider)
    gateway.key = gateway.books.key()["key"]
    gateway.books.budget(10 * PRICE, period="monthly")
    gateway.books.limit(1000, window="1h")
    gateway.books.revoke(gateway.books.key("revoked"))
    gateway.books.make("prices", provider="openai", model="of-our-own",
                       rates={"input_mtok": "1", "output_mtok": "2"})
    assert [call(gateway, gateway.key).status for _ in range(6)] == [200] * 6
    return gateway


def read(gateway):
    """What must be the same before and after."""
    workspace = gateway.admin.workspace()
    audit = books.audit(workspace)
    assert audit["balanced"] and audit["budgets"] == len(workspace.budgets())
    lists = {plural: gateway.admin.all(f"{workspace.path}/{plural}")
             for plural in ("apis", "keys", "limits", "budgets", "prices", "projects", "audit-log")}
    for key in lists["keys"]:
        key.pop("last_used_at", None)
    return {"audit": audit, "usage": workspace.usage()["total"], "events": workspace.events(),
            "days": gateway.admin.get(f"{workspace.path}/usage", step="day")["rows"]} | lists


@pytest.fixture
def settings(database, provider):
    return {"RATEGUARD_DATABASE__URL": database, "RATEGUARD_UPSTREAM__CA_FILE": provider.ca,
            "RATEGUARD_AUTH__PEPPER": "p" * 32}


@pytest.fixture
def new(make_gateway, settings):
    """A gateway on PostgreSQL, in a folder that is not there yet; it has not been started."""
    return make_gateway(folder="new/data", start=False, **settings)


def migrate(gateway, folder, check=True, **environment):
    gateway.data_folder.parent.mkdir(exist_ok=True)
    done = subprocess.run([str(BINARY), "migrate", "--from-data", str(folder)], capture_output=True, text=True,
                          timeout=120, env=gateway.environment(**environment))
    assert not check or done.returncode == 0, done.stdout + done.stderr
    assert PASSWORD not in done.stdout + done.stderr
    return done


def goes_on(gateway, before, provider):
    """The gateway has all of it, and goes on where the old one left off."""
    assert read(gateway) == before["state"]
    assert [call(gateway, before["key"]).status for _ in range(6)] == [200] * 4 + [402] * 2, "40 % were left"
    workspace = gateway.admin.workspace()
    assert [nanos(b["spent"]) for b in workspace.budgets()] == [10 * PRICE]
    books.check([workspace], provider)
    # The credential is opened with the key that came along.
    assert provider.bill()[-1]["state"] == "answered"


def left(gateway):
    before = {"state": read(gateway), "key": gateway.key}
    gateway.terminate()
    return before


def test_an_installation_goes_on_in_another_folder_and_in_postgres(old, new, provider):
    before = left(old)

    said = migrate(new, old.data_folder)

    assert "The history of 6 calls is in " in said.stderr, said.stderr
    new.start()
    goes_on(new, before, provider)
    assert new.token == old.token, "scripts that have it go on too"


def test_an_installation_goes_on_where_it_is_with_its_configuration_in_postgres(old, settings, provider):
    before = left(old)
    old.settings |= settings

    said = migrate(old, old.data_folder)

    assert "stays in" in said.stderr
    old.start()
    goes_on(old, before, provider)


@pytest.mark.parametrize("in_place", [True, False])
def test_the_folder_of_before_is_not_served_from_by_mistake(old, new, settings, in_place):
    old.terminate()
    gateway = old if in_place else new
    before = dict(old.settings)
    gateway.settings |= settings
    migrate(gateway, old.data_folder)
    old.settings = before

    with pytest.raises(DidNotStart) as told:
        old.start()

    assert "database.url: is not set, and the configuration of " in str(told.value)
    gateway.start(**settings)
    gateway.terminate()
    (old.data_folder / "moved").unlink()
    old.start()


def test_two_gateways_with_one_redis_share_what_is_left(old, new, settings, redis, make_gateway):
    before = left(old)
    migrate(new, old.data_folder)
    second = make_gateway(folder="second/data", start=False, **settings)
    second.data_folder.mkdir(parents=True, mode=0o700)
    shutil.copy2(new.data_folder / "vault-key", second.data_folder / "vault-key")
    # Longer than the usual deadline: a busy machine is no outage.
    shared = {"RATEGUARD_DATABASE__PROCESSES": "several", "RATEGUARD_REDIS__URL": redis.url,
              "RATEGUARD_REDIS__GATEWAYS": "2", "RATEGUARD_REDIS__DEADLINE": "500ms"}
    for gateway in (new, second):
        gateway.start(**shared)
    for gateway in (new, second):
        assert books.until(lambda: all(b["enforced"] for b in gateway.admin.workspace().budgets()), within=20)

    answers = [call(gateway, before["key"]).status for _ in range(3) for gateway in (new, second)]

    assert answers == [200] * 4 + [402] * 2


def test_a_credential_of_before_opens_after(old, new, provider):
    before = left(old)
    migrate(new, old.data_folder)
    new.start()

    connection = Connection(new.url, before["key"])
    answer = asyncio.run(connection.call("/v1/chat/completions", chat("[[tokens out=1]]", max_tokens=1)))

    assert answer.status == 200, answer.body
    sent = {name.lower(): value for name, value in provider.bill()[-1]["headers"]}
    assert sent["authorization"] == "Bearer sk-openai-upstream"


def test_moving_twice_moves_once(old, new, provider):
    before = left(old)
    migrate(new, old.data_folder)
    new.start()
    workspace = new.admin.workspace()
    fresh = workspace.key("made-since")
    assert call(new, before["key"]).status == 200
    revoked = [key for key in new.admin.all(f"{workspace.path}/keys") if key["name"] == "app"][0]
    new.admin.delete(f"{workspace.path}/keys/{revoked['id']}")
    state = read(new)
    new.terminate()

    said = migrate(new, old.data_folder)

    assert "it was moved before" in said.stderr and "already" in said.stderr
    new.start()
    assert read(new) == state, "nothing that was deleted came back, and nothing that was added went"
    assert call(new, fresh["key"]).status == 200


def test_calls_that_the_old_gateway_was_killed_in_come_along(old, new, provider):
    provider.think(5)
    old.restart(RATEGUARD_CRASH_AT="hold-committed")
    assert call(old, old.key).status == 0
    old.process.wait(10)
    provider.think(0)

    migrate(new, old.data_folder)
    new.start()

    workspace = new.admin.workspace()
    books.settled(workspace)
    assert len(workspace.events()) == 7, "the one whose end nobody saw is booked"
    assert [nanos(b["spent"]) for b in workspace.budgets()] == [7 * PRICE]


@pytest.fixture
def large(make_gateway, tmp_path):
    """The folder of a demo with months of calls, and what its reports say."""
    folder = tmp_path / "large"
    demo = make_gateway("demo", "--days", "160", "--data-folder", str(folder), folder="large", start=False)
    demo.start(within=120)
    demo.terminate()
    demo.arguments = ("serve",)
    demo.start()
    state = reports(demo)
    assert state["audit"]["balanced"] and state["audit"]["calls"] > 10_000
    demo.terminate()
    return folder, state


def reports(gateway):
    (row,) = gateway.admin.all("/workspaces")
    path = f"/workspaces/{row['id']}"
    usage = gateway.admin.get(f"{path}/usage", step="day")
    return {"audit": gateway.admin.get(f"{path}/audit"), "usage": [usage["rows"], usage["total"]],
            "keys": gateway.admin.all(f"{path}/keys"), "budgets": gateway.admin.all(f"{path}/budgets")}


def test_the_move_of_a_large_history_is_killed_again_and_again(large, new, postgres, database):
    """While it copies the history, and then each time a little later; in the end all of it is there, once."""
    folder, before = large
    new.data_folder.parent.mkdir()
    key, copy = new.data_folder / "vault-key", new.data_folder / "rateguard.db"
    left_whole = 0

    def start():
        return subprocess.Popen([str(BINARY), "migrate", "--from-data", str(folder)], stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL, env=new.environment())

    move = start()
    assert books.until(key.exists, within=20, every=0.001)
    move.kill()
    move.wait()
    assert not copy.exists(), "it was killed while it copied the history"
    for after in (n * 0.01 for n in range(1, 1000)):
        move = start()
        try:
            move.wait(after)
        except subprocess.TimeoutExpired:
            move.kill()
        if move.wait() == 0:
            break
        assert move.returncode == -9, "nothing but the kill stops it: not what a kill before it left behind"
        moved = postgres.sql("SELECT count(*) FROM pg_tables WHERE tablename = 'resources'", name_of(database)) == "1"
        resources = int(postgres.sql("SELECT count(*) FROM resources", name_of(database))) if moved else 0
        assert resources == 0 or copy.exists(), "the history comes first"
        left_whole += copy.exists()
    assert move.returncode == 0

    migrate(new, folder)
    new.start()
    assert reports(new) == before
    assert postgres.sql("SELECT count(*) FROM revisions WHERE name = 'installation'", name_of(database)) == "1"


def test_a_large_history_takes_no_more_memory_than_a_small_one(large, old, new, settings, make_gateway, postgres):
    old.terminate()
    postgres.sql("CREATE DATABASE for_the_large_one")
    other = make_gateway(folder="other/data", start=False, **settings | {
        "RATEGUARD_DATABASE__URL": postgres.url("for_the_large_one")})

    small, big = peak_of(new, old.data_folder), peak_of(other, large[0])

    history = (large[0] / "rateguard.db").stat().st_size
    assert history > 8 << 20, "else there is nothing to see"
    assert big - small < 8 << 20, f"{small >> 20} MiB, and {big >> 20} MiB for {history >> 20} MiB of history"


@pytest.fixture
def analytic(new, kafka, events):
    """The same with ClickHouse, where usage and events are asked then."""
    new.settings |= {"RATEGUARD_EVENTS__KAFKA": Topic(kafka).url, "RATEGUARD_EVENTS__PARTITIONS": "3",
                     "RATEGUARD_EVENTS__CLICKHOUSE": events.url}
    return new


@pytest.mark.parametrize("events", [1, 2], indirect=True)
def test_with_clickhouse_the_history_is_asked_there(old, analytic, provider, events):
    before = left(old)

    assert "ClickHouse has it too." in migrate(analytic, old.data_folder).stderr

    assert len(events.requests()) == 6
    analytic.start()
    workspace = analytic.admin.workspace()
    report = analytic.admin.get(f"{workspace.path}/usage", step="day")
    assert report["source"] == "clickhouse" and report["rows"] == before["state"]["days"]
    assert workspace.usage()["total"] == before["state"]["usage"]
    assert workspace.events() == before["state"]["events"]
    assert books.audit(workspace) == before["state"]["audit"]
    assert [call(analytic, before["key"]).status for _ in range(5)] == [200] * 4 + [402]
    assert books.until(lambda: workspace.usage()["total"]["calls"] == 11, within=60), "those of now come after them"
    analytic.terminate()
    migrate(analytic, old.data_folder)
    analytic.start()
    assert workspace.at(analytic.admin).usage()["total"]["calls"] == 11, "nothing counts twice"


def test_the_move_of_a_large_history_into_clickhouse_goes_on_where_it_was_killed(large, analytic, events, clickhouse):
    folder, before = large
    analytic.data_folder.parent.mkdir()
    assert analytic.run_offline("migrate").returncode == 0
    count = lambda: events.sql("SELECT toInt64(count()) FROM events")[0][0]

    for least in (1, 10_001):
        move = subprocess.Popen([str(BINARY), "migrate", "--from-data", str(folder)], stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL, env=analytic.environment())
        assert books.until(lambda: count() >= least or move.poll() is not None, within=60, every=0.005)
        move.kill()
        assert move.wait() == -9, "it was not done yet"
    clickhouse.kill()
    assert migrate(analytic, folder, check=False).returncode != 0
    clickhouse.start()
    migrate(analytic, folder)

    assert count() == len(events.requests()) == before["audit"]["calls"], "each is there once"
    analytic.start()
    assert reports(analytic) == before
    (row,) = analytic.admin.all("/workspaces")
    assert analytic.admin.get(f"/workspaces/{row['id']}/usage", step="whole")["source"] == "clickhouse"


def peak_of(gateway, folder):
    """The most memory that a move takes, in bytes."""
    gateway.data_folder.parent.mkdir()
    process = subprocess.Popen([str(BINARY), "migrate", "--from-data", str(folder)], env=gateway.environment(),
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0
    return usage.ru_maxrss * 1024


# --- what is refused --------------------------------------------------------------------------------


def refused(gateway, folder, status, **environment):
    done = migrate(gateway, folder, check=False, **environment)
    assert done.returncode == status, done.stderr
    return done.stderr


def test_a_folder_that_a_gateway_runs_on_is_left_alone(old, new, postgres, database):
    said = refused(new, old.data_folder, 1)

    assert f"in use by another rateguard (pid {old.process.pid})" in said
    assert postgres.sql("SELECT count(*) FROM resources", name_of(database)) == "0"
    assert not (new.data_folder / "rateguard.db").exists()
    assert call(old, old.key).status == 200


def test_a_database_that_a_gateway_serves_from_is_left_alone(old, new, settings, make_gateway):
    old.terminate()
    other = make_gateway(folder="third/data", start=False, **settings)
    other.data_folder.parent.mkdir()
    other.start()

    said = refused(new, old.data_folder, 69)

    assert "another process is there" in said
    assert not (new.data_folder / "rateguard.db").exists()


def test_a_database_that_holds_something_else_is_left_alone(old, new, settings, make_gateway, postgres, database):
    old.terminate()
    other = make_gateway(folder="third/data", start=False, **settings)
    other.data_folder.parent.mkdir()
    other.start()
    other.terminate()
    there = postgres.sql("SELECT string_agg(id, ',') FROM resources", name_of(database))

    said = refused(new, old.data_folder, 1)

    assert "it holds a configuration of its own already; name an empty database" in said
    assert postgres.sql("SELECT string_agg(id, ',') FROM resources", name_of(database)) == there
    assert not (new.data_folder / "rateguard.db").exists(), "nothing was moved by halves"


def test_a_folder_that_holds_something_else_is_left_alone(old, new, make_gateway, postgres, database):
    old.terminate()
    new.data_folder.parent.mkdir()
    other = make_gateway(folder="new/data")
    other.terminate()
    (new.data_folder / "vault-key").unlink()

    said = refused(new, old.data_folder, 1)

    assert "holds the history of another installation" in said
    assert postgres.sql("SELECT count(*) FROM resources", name_of(database)) == "0"


def test_another_key_to_the_credentials_is_not_mixed_in(old, new, make_gateway):
    old.terminate()
    new.data_folder.mkdir(parents=True, mode=0o700)
    other = make_gateway(folder="third")
    other.terminate()
    shutil.copy2(other.data_folder / "vault-key", new.data_folder / "vault-key")

    assert "vault-key is another key" in refused(new, old.data_folder, 1)


@pytest.mark.parametrize("gone", ["rateguard.db", "vault-key"])
def test_a_folder_that_is_no_installation_is_told_what_is_missing(old, new, gone):
    old.terminate()
    (old.data_folder / gone).unlink()

    assert f"{gone} is not there" in refused(new, old.data_folder, 2)
    assert not (old.data_folder / gone).exists(), "nothing is made up in its place"


def test_without_a_database_there_is_nothing_to_move_into(old, new):
    old.terminate()

    del new.settings["RATEGUARD_DATABASE__URL"]

    assert "set database.url" in refused(new, old.data_folder, 2)


def test_a_database_that_is_away_moves_nothing_and_the_next_try_moves_all(old, new, postgres, provider):
    before = left(old)
    postgres.kill()
    assert "no connection to PostgreSQL" in refused(new, old.data_folder, 69)
    postgres.start()

    migrate(new, old.data_folder)

    new.start()
    goes_on(new, before, provider)

"""From the schema of the first release to the present one: keys work, budgets remember, the books balance, and calls go on
while it is done.

first_release/ holds what a build of that time, with two migrations, left behind after seven calls: its database, as text,
and the key of its vault. `{PROVIDER}` in it is where the upstream was. A key of its three is under a budget of ten calls."""

import asyncio
import collections
import json
import pathlib
import sqlite3
import subprocess
import threading

import pytest

import books
from admin import nanos
from gateway import DidNotStart
from loader import Connection, race, race_all
from postgres import PASSWORD
from sdks import chat
from things import PRICE, THING, call, until_status
from topic import Topic

OLD = pathlib.Path(__file__).parent / "first_release"
FACTS = json.loads((OLD / "facts.json").read_text())
PEPPER = "p" * 32
LEFT = 4  # calls that fit into the hard budget yet
NEWEST = 7  # migration


def text(name, provider):
    return (OLD / name).read_text().replace("{PROVIDER}", provider.url())


def with_vault_key(folder):
    folder.mkdir(mode=0o700, parents=True)
    (folder / "vault-key").write_text((OLD / "vault-key").read_text())
    (folder / "vault-key").chmod(0o600)
    return folder


def old_folder(folder, provider):
    """A data folder as the first release left it."""
    with_vault_key(folder)
    database = sqlite3.connect(folder / "rateguard.db")
    database.executescript(text("configuration.sql", provider) + text("events.sql", provider))
    database.close()
    return folder


@pytest.fixture
def settings(provider):
    return {"RATEGUARD_UPSTREAM__CA_FILE": provider.ca, "RATEGUARD_AUTH__PEPPER": PEPPER, "RATEGUARD_THREADS": "1"}


def credential_opens(gateway, provider):
    answer = asyncio.run(Connection(gateway.url, FACTS["free"]).call("/v1/chat/completions", chat("[[tokens out=1]]")))
    assert answer.status == 200, answer.body
    sent = {name.lower(): value for name, value in provider.bill()[-1]["headers"]}
    assert sent["authorization"] == "Bearer sk-openai-upstream"


# --- one machine --------------------------------------------------------------------------------------


@pytest.fixture
def upgraded(make_gateway, settings, provider, tmp_path):
    """On the data folder of the first release; it has not been started."""
    return make_gateway(folder=old_folder(tmp_path / "old" / "data", provider), start=False, **settings)


def test_a_data_folder_of_the_first_release_is_served_from(upgraded, provider):
    assert "serve brings the database in the data folder up to date" in upgraded.run_offline("migrate", "--check").stderr
    workspace = upgraded.start().admin.workspace()

    report = books.audit(workspace)
    assert report["balanced"] and report["budgets"] == 2 and report["calls"] == len(FACTS["ids"])
    assert sorted(e["request_id"] for e in workspace.events()) == sorted(FACTS["ids"])
    assert {workspace.event(id)["outcome"] for id in FACTS["ids"]} == set(FACTS["outcomes"])
    assert nanos(workspace.usage(**{"from": "2026-11-01T00:00:00Z"})["total"]["cost"]) == FACTS["spent"]
    assert {b["name"]: nanos(b["spent"]) for b in workspace.budgets()} == {"ten": FACTS["spent"], "soft": FACTS["spent"]}

    answers = [call(upgraded, FACTS["key"]).status for _ in range(LEFT + 2)]
    assert answers == [200] * LEFT + [402] * 2, "what was spent before counts"
    assert call(upgraded, FACTS["revoked"]).status == 401
    books.settled(workspace)
    assert {nanos(b["spent"]) for b in workspace.budgets()} == {FACTS["spent"] + LEFT * PRICE}


def test_a_credential_of_the_first_release_opens(upgraded, provider):
    credential_opens(upgraded.start(), provider)


def test_an_upgrade_that_is_killed_again_and_again_comes_to_an_end(upgraded):
    """Each time a little later; what is there then is the old schema or the new one, with all events."""
    lives = 0
    for after in (n * 0.004 for n in range(1000)):
        upgraded.launch()
        try:
            upgraded.process.wait(after)
        except subprocess.TimeoutExpired:
            upgraded.kill()
        assert upgraded.process.returncode == -9, upgraded.log()[-2000:]
        lives += 1
        database = sqlite3.connect(upgraded.data_folder / "rateguard.db")
        [[number]] = database.execute("SELECT MAX(number) FROM schema_migrations")
        database.close()
        assert number in (2, NEWEST), "all of them, or none"
        if number == NEWEST:
            break
    workspace = upgraded.start().admin.workspace()
    assert lives > 1 and books.audit(workspace)["balanced"]
    assert sorted(e["request_id"] for e in workspace.events()) == sorted(FACTS["ids"])


# --- many, on PostgreSQL ------------------------------------------------------------------------------


@pytest.fixture
def old_database(postgres, database, provider):
    """The URL of a database with the tables and the configuration of the first release."""
    name = database.split("/")[3].split("?")[0]
    postgres.sql(text("configuration.sql", provider), name)
    return database


def schema_of(postgres, database):
    return int(postgres.sql("SELECT MAX(number) FROM schema_migrations", database.split("/")[3].split("?")[0]))


@pytest.fixture
def fleet(make_gateway, old_database, settings, redis, provider, tmp_path):
    """Two gateways on it, the first with the history. They have not been started."""
    shared = settings | {"RATEGUARD_DATABASE__URL": old_database, "RATEGUARD_DATABASE__PROCESSES": "several",
                         "RATEGUARD_REDIS__URL": redis.url, "RATEGUARD_REDIS__GATEWAYS": "2",
                         # Longer than the usual deadline: a busy machine is no outage.
                         "RATEGUARD_REDIS__DEADLINE": "500ms"}
    folders = (old_folder(tmp_path / "1" / "data", provider), with_vault_key(tmp_path / "2" / "data"))
    return [make_gateway(folder=folder, start=False, **shared) for folder in folders]


def test_migrate_says_what_is_to_be_done_does_it_and_has_nothing_more_to_do(fleet, postgres, old_database):
    first = fleet[0]
    asked = first.run_offline("migrate", "--check")
    assert asked.returncode == 1 and "not as this version wants them: rateguard migrate" in asked.stderr
    assert schema_of(postgres, old_database) == 1, "nothing was changed"

    done = first.run_offline("migrate")
    assert done.returncode == 0 and "as this version wants them." in done.stderr, done
    assert schema_of(postgres, old_database) == NEWEST
    asked = first.run_offline("migrate", "--check")
    assert asked.returncode == 0 and PASSWORD not in asked.stderr


def test_a_gateway_that_may_not_migrate_does_not_start_on_an_older_schema(fleet, postgres, old_database):
    """So no gateway of this version runs on one; what runs meanwhile is of the version before (script/chaos upgrade)."""
    first, name = fleet[0], old_database.split("/")[3].split("?")[0]
    postgres.sql("DO $$ BEGIN CREATE ROLE server LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$; "
                 "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO server", name)
    own, first.settings["RATEGUARD_DATABASE__URL"] = old_database, postgres.url(name, user="server")

    with pytest.raises(DidNotStart, match="database.owner_url"):
        first.start()

    assert schema_of(postgres, old_database) == 1
    assert first.run_offline("migrate", RATEGUARD_DATABASE__OWNER_URL=own).returncode == 0
    assert call(first.start(), FACTS["free"]).status == 200


def calls_until(over, gateway, receipts):
    def calls():
        while not over.is_set():
            yield THING, {}

    receipts.extend(asyncio.run(race(gateway.url, FACTS["free"], calls(), 2)))


def test_the_tables_change_and_a_second_gateway_comes_while_calls_run(fleet, postgres, old_database, provider):
    """Programs that migrate at the same time wait for each other; the first gateway takes calls from its first moment on."""
    first, second = fleet
    migrations = [threading.Thread(target=lambda: results.append(first.run_offline("migrate").returncode)) for _ in range(4)]
    over, receipts, results = threading.Event(), [], []
    for each in migrations[:2]:
        each.start()
    workspace = first.start().admin.workspace()
    clients = threading.Thread(target=calls_until, args=(over, first, receipts))
    clients.start()
    try:
        for each in migrations[2:]:
            each.start()
        second.start()
        until_status(second, FACTS["free"], 200, within=20)
        for each in migrations:
            each.join()
    finally:
        over.set()
        clients.join()

    assert results == [0] * 4 and schema_of(postgres, old_database) == NEWEST
    assert len(receipts) > 10 and {r.status for r in receipts} == {200}
    for gateway in fleet:
        assert books.until(lambda: all(b["enforced"] for b in gateway.admin.workspace().budgets()), within=20)
    answers = [call(gateway, FACTS["key"]).status for _ in range(LEFT) for gateway in fleet]
    assert collections.Counter(answers) == {200: LEFT, 402: LEFT}, "both know what was spent before"
    books.settled(*(gateway.admin.workspace() for gateway in fleet))
    spent = {nanos(b["spent"]) for gateway in fleet for b in gateway.admin.workspace().budgets() if b["name"] == "ten"}
    assert spent == {FACTS["spent"] + LEFT * PRICE}
    credential_opens(second, provider)


# --- events in ClickHouse -----------------------------------------------------------------------------


def test_clickhouse_of_the_first_migration_gets_what_it_lacks_and_keeps_what_it_has(
        make_gateway, make_events, settings, kafka, clickhouse, provider):
    topic, filled, old = Topic(kafka).make(), make_events(), make_events()
    gateway = make_gateway(**settings | {"RATEGUARD_EVENTS__KAFKA": topic.url})
    key = gateway.admin.workspace().furnish(provider).key()["key"]

    def worker_of(events):
        worker = make_gateway(folder=f"{events.name}/data", start=False, RATEGUARD_ROLE="analytics",
                              RATEGUARD_EVENTS__KAFKA=topic.url, RATEGUARD_EVENTS__PARTITIONS="3",
                              RATEGUARD_EVENTS__CLICKHOUSE=events.url)
        worker.data_folder.parent.mkdir()
        return worker

    def arrived(events, receipts):
        wanted = sorted(r.request_id for r in receipts)
        assert books.until(lambda: len(events.requests()) >= len(wanted), within=60), events.requests()
        assert sorted(events.requests()) == wanted, "none lost, none double"

    receipts = race_all([gateway], key, [(THING, {})] * 60, clients=4)
    writer = worker_of(filled)
    assert writer.run_offline("migrate").returncode == 0
    writer.start()
    arrived(filled, receipts)
    assert writer.terminate() == 0
    clickhouse.tell(f"CREATE DATABASE {old.name}")
    for statement in (OLD / "clickhouse.sql").read_text().split(";\n")[:-1]:
        clickhouse.tell(statement, old.name)
    clickhouse.tell(f"INSERT INTO events SELECT * FROM {filled.name}.events", old.name)

    worker = worker_of(old)
    asked = worker.run_offline("migrate", "--check")
    assert asked.returncode == 1 and "ClickHouse lacks tables that this version wants" in asked.stderr
    worker.start()
    assert books.until(lambda: worker.logged("analytics_away"), within=30)
    assert "rateguard migrate" in worker.logged("analytics_away")[0]["why"]
    receipts += race_all([gateway], key, [(THING, {})] * 60, clients=4)
    assert len(old.requests()) == 60, "nothing is put into tables that are too old"

    assert worker.run_offline("migrate").returncode == 0

    assert books.until(lambda: worker.logged("analytics_back"), within=30)
    receipts += race_all([gateway], key, [(THING, {})] * 60, clients=4)
    arrived(old, receipts)
    [[rows]] = old.sql("SELECT count() FROM events")
    assert rows == 180, "what was there before was not read again"
    assert worker.run_offline("migrate", "--check").returncode == 0
    asked_there = gateway.restart(RATEGUARD_EVENTS__CLICKHOUSE=old.url, RATEGUARD_ROLE="proxy,control").json("usage")
    assert asked_there["source"] == "clickhouse" and asked_there["total"]["calls"] == 180

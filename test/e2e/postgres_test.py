"""Several processes on one PostgreSQL: what one of them changes is in force in all, and calls go on while it is away.

Each process counts limits and budgets for itself, so nothing here adds up over two, and two have to say that they know.
"""

import json
import subprocess
import time

import pytest

import books
from admin import AdminError
from gateway import BINARY, DidNotStart
from postgres import PASSWORD
from things import call, until_status

def database_name(url):
    return url.split("/")[3].split("?")[0]


def status(gateway, key):
    return call(gateway, key).status


def unknown_key(workspace):
    """A well-formed key that nobody knows any more."""
    key = workspace.key("gone")
    workspace.admin.delete(f"{workspace.path}/keys/{key['id']}")
    return key["key"]


def test_what_one_process_changes_is_in_force_in_another_within_a_second(join, provider):
    one, two = join(), join()
    workspace = one.admin.workspace().furnish(provider)
    key = workspace.key()

    until_status(two, key["key"], 200, within=1, every=0.01)
    limit = workspace.limit(1000, window="1h")
    one.admin.patch(f"{workspace.path}/limits/{limit['id']}", {"amount": 1})
    until_status(two, key["key"], 429, within=1, every=0.01)
    one.admin.delete(f"{workspace.path}/limits/{limit['id']}")
    until_status(two, key["key"], 200, within=1, every=0.01)
    workspace.revoke(key)
    until_status(two, key["key"], 401, within=1, every=0.01)

    for gateway in (one, two):
        books.settled(gateway.admin.workspace())


def test_a_change_made_by_either_is_seen_by_the_other(join):
    one, two = join(), join()
    made = two.admin.workspace().key("made-by-two")

    assert books.until(lambda: [k["name"] for k in one.admin.workspace().admin.all(
        f"{one.admin.workspace().path}/keys")] == ["made-by-two"], within=1)
    one.admin.workspace().pause(made)
    assert two.admin.get(f"{two.admin.workspace().path}/keys/{made['id']}")["state"] == "paused"


def test_a_notification_that_is_lost_costs_five_seconds_at_most(join, postgres, provider, database):
    one, two = join(), join()
    workspace = one.admin.workspace().furnish(provider)
    postgres.sql("ALTER TABLE revisions DISABLE TRIGGER rateguard_announce", database_name(database))

    key = workspace.key()

    until_status(two, key["key"], 200, within=5)


@pytest.mark.parametrize("how", ["dead", "frozen"])
def test_known_keys_work_while_postgres_is_away_and_unknown_ones_are_told_to_try_again(
        join, postgres, provider, how):
    gateway = join()
    workspace = gateway.admin.workspace().furnish(provider)
    known, unknown = workspace.key()["key"], unknown_key(workspace)
    assert (status(gateway, known), status(gateway, unknown)) == (200, 401)

    postgres.kill() if how == "dead" else postgres.freeze()

    # Until a copy of the configuration is five seconds old it may be taken for the truth.
    until_status(gateway, unknown, 503, within=8)
    assert (status(gateway, known), status(gateway, unknown)) == (200, 503)
    began = time.monotonic()
    assert gateway.probe("/livez") == (200, "ok\n")
    ready, said = gateway.probe("/readyz")
    assert ready == 200 and "may be an old one" in said, "it survives this"
    assert "rateguard_configuration_current 0" in gateway.probe("/metrics")[1]
    assert time.monotonic() - began < 1, "nobody waits for a database to be told that one lives"
    with pytest.raises(AdminError) as refused:
        workspace.key("in-vain")
    assert refused.value.status == 503
    assert (status(gateway, known), status(gateway, unknown)) == (200, 503)

    postgres.start() if how == "dead" else postgres.thaw()

    until_status(gateway, unknown, 401, within=10)
    assert gateway.probe("/readyz") == (200, "ok\n")
    assert status(gateway, workspace.key("afterwards")["key"]) == 200
    assert [len(gateway.logged(e)) for e in ("configuration_unread", "configuration_read")] == [1, 1]
    books.settled(workspace)


@pytest.mark.parametrize("asking", [False, True])
def test_a_process_ends_at_once_though_postgres_says_nothing(join, postgres, asking):
    gateway = join(RATEGUARD_DATABASE__STATEMENT_TIMEOUT="30s")
    postgres.freeze()
    if asking:
        # Its next look at the configuration is overdue: it waits for an answer.
        assert books.until(lambda: gateway.metric("rateguard_configuration_age_seconds") > 2)

    assert gateway.terminate(within=8) == 0


def test_processes_that_start_at_once_on_an_empty_database_agree(join):
    gateways = [join(start=False) for _ in range(3)]
    for gateway in gateways:
        gateway.launch()

    for gateway in gateways:
        assert books.until(lambda: gateway.find_addresses(0), within=30), gateway.log()
    assert len({g.admin.workspace().id for g in gateways}) == 1
    assert [len(g.admin.all("/workspaces")) for g in gateways] == [1, 1, 1]


ALONE = {"RATEGUARD_DATABASE__PROCESSES": "one"}


@pytest.mark.parametrize("first, second", [("one", "one"), ("one", "several"), ("several", "one")])
def test_a_second_process_that_would_count_the_same_budgets_again_is_refused(join, provider, first, second):
    there = join(RATEGUARD_DATABASE__PROCESSES=first)
    workspace = there.admin.workspace().furnish(provider)

    with pytest.raises(DidNotStart) as told:
        join(RATEGUARD_DATABASE__PROCESSES=second)

    assert "status 69" in str(told.value)
    assert "database.processes: another process is there" in str(told.value)
    assert "could spend a budget twice" in str(told.value)
    assert status(there, workspace.key()["key"]) == 200
    assert there.probe("/readyz") == (200, "ok\n")


def test_a_process_that_was_killed_is_in_nobodys_way(join):
    first = join(**ALONE)
    first.kill()

    assert join(**ALONE).probe("/readyz") == (200, "ok\n")


def test_a_process_whose_place_was_taken_says_so_until_the_other_has_left(join, postgres, database):
    name = database_name(database)
    first, second = join(**ALONE), join(start=False, **ALONE)
    second.launch()
    waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    assert books.until(lambda: postgres.sql(waiting, name) == "1", every=0.01)

    postgres.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                 f"WHERE datname = '{name}' AND query LIKE 'LISTEN%'")

    assert books.until(lambda: second.find_addresses(0), within=20), second.log()
    assert books.until(lambda: first.probe("/readyz")[0] == 503)
    assert "another process counts" in first.probe("/readyz")[1]
    assert "rateguard_postgres_displaced 1" in first.probe("/metrics")[1]
    second.kill()
    assert books.until(lambda: first.probe("/readyz") == (200, "ok\n"))


def test_the_program_works_as_a_user_who_owns_nothing(make_gateway, postgres, database, provider, tmp_path):
    name = database_name(database)
    postgres.sql("DROP ROLE IF EXISTS program; CREATE ROLE program LOGIN NOSUPERUSER")
    (tmp_path / "m").mkdir()

    gateway = make_gateway(folder="m/data", RATEGUARD_DATABASE__URL=postgres.url(name, "program"),
                           RATEGUARD_DATABASE__OWNER_URL=postgres.url(name))
    workspace = gateway.admin.workspace().furnish(provider)

    assert status(gateway, workspace.key()["key"]) == 200
    mine = "SELECT count(*) FROM pg_class WHERE relowner = CAST('program' AS regrole)"
    assert postgres.sql(mine, name) == "0"
    # Past the program, with what it logs in as: one workspace at a time, or nothing.
    reach = "SET ROLE rateguard_app; {} SELECT count(*) FROM resources"
    assert postgres.sql(reach.format(""), name, "program") == "0"
    other = gateway.admin.workspace("other")
    own = reach.format(f"SET rateguard.workspace = '{other.id}';")
    assert postgres.sql(own, name, "program") == "0", "it has nothing in it yet"
    other.key()
    assert postgres.sql(own, name, "program") == "1"


def test_a_start_without_its_database_says_so_and_ends(join, postgres):
    postgres.kill()

    with pytest.raises(DidNotStart) as told:
        join()

    assert "status 69" in str(told.value)
    assert "database.url: no connection to PostgreSQL" in str(told.value)
    assert PASSWORD not in str(told.value)


def test_a_wrong_password_is_named_by_its_setting_and_not_shown(join, postgres, database):
    postgres.sql("DROP ROLE IF EXISTS guarded; CREATE ROLE guarded LOGIN SUPERUSER PASSWORD 'right'")
    name = database_name(database)
    url = postgres.url(name, "guarded").replace("guarded@", "guarded:{}@")

    with pytest.raises(DidNotStart) as told:
        join(RATEGUARD_DATABASE__URL=url.format(PASSWORD))

    assert "status 69" in str(told.value)
    assert "database.url: no connection to PostgreSQL" in str(told.value)
    assert 'password authentication failed for user "guarded"' in str(told.value)
    assert PASSWORD not in str(told.value)
    join(RATEGUARD_DATABASE__URL=url.format("right"))


def test_a_user_who_may_not_make_the_tables_is_told_whose_url_is_missing(join, postgres, database):
    postgres.sql("DROP ROLE IF EXISTS nobody; CREATE ROLE nobody LOGIN")
    theirs = postgres.url(database_name(database), "nobody")

    with pytest.raises(DidNotStart) as told:
        join(RATEGUARD_DATABASE__URL=theirs)

    assert "database.owner_url" in str(told.value)


def test_migrate_makes_what_serve_then_finds(join, database):
    gateway = join(start=False, **ALONE)
    run = lambda *arguments: subprocess.run([str(BINARY), "migrate", *arguments], env=gateway.environment(),
                                            capture_output=True, text=True, timeout=60)

    assert run("--check").returncode == 1
    made = run()
    assert made.returncode == 0, made.stderr
    assert run("--check").returncode == 0
    gateway.start()
    assert run().returncode == 0, "beside a server too"


def test_the_password_is_in_nothing_that_is_said(join, postgres):
    gateway = join(RATEGUARD_LOG__LEVEL="debug")
    said = [gateway.run("config", "print", "--origin").stdout, gateway.run("doctor", check=False).stdout]
    postgres.kill()
    books.until(lambda: "configuration_unread" in gateway.log(), within=8)
    said += [gateway.run("doctor", check=False).stdout, gateway.probe("/metrics")[1], gateway.probe("/readyz")[1],
             json.dumps(gateway.admin.get("/status")), gateway.log()]

    assert all(said) and not any(PASSWORD in text for text in said)


def found_by_doctor(gateway, **environment):
    said = gateway.run("doctor", "--json", check=False, environment=environment).stdout
    return [f for f in json.loads(said) if f["what"] == "postgres"]


def test_doctor_looks_at_the_database(join, postgres):
    gateway = join(**ALONE)
    fine = {f["what"]: f for f in json.loads(gateway.run("doctor", "--json", check=False).stdout)}
    assert fine["configuration"]["verdict"] == "ok"
    found = found_by_doctor(gateway)
    assert [f["verdict"] for f in found] == ["ok", "warning"], found
    assert "may read and change everything" in found[1]["detail"], "the test's user is a superuser"

    owner = found_by_doctor(gateway, RATEGUARD_DATABASE__OWNER_URL=postgres.url("elsewhere"))[-1]
    assert owner["verdict"] == "fault" and owner["detail"].startswith("database.owner_url: "), owner

    postgres.kill()
    books.until(lambda: "configuration_unread" in gateway.log(), within=8)

    worse = {f["what"]: f["verdict"] for f in json.loads(gateway.run("doctor", "--json", check=False).stdout)}
    assert worse["postgres"] == worse["configuration"] == "fault"

"""Starting, draining, filling the disk, and what the operator sees."""

import asyncio
import json
import sqlite3
import stat
import subprocess
import time
import urllib.request

import pytest

import books
from admin import Admin, AdminError
from gateway import BINARY, DidNotStart
from loader import Connection, race
from sdks import chat

CHAT = "/v1/chat/completions"


def test_sigterm_under_load_cuts_no_call(gateway, workspace, key, provider):
    provider.think(0.05)
    body = chat("[[tokens out=10]] [[pace ms=20]]", stream=True)

    async def run():
        def over(receipt):
            return receipt.status != 200

        calls = ((CHAT, body) for _ in range(10**6))
        serving = asyncio.create_task(race(gateway.url, key, calls, 16, stop=over))
        await asyncio.sleep(0.8)
        status = await asyncio.to_thread(gateway.terminate)
        return status, await serving

    status, receipts = asyncio.run(run())
    gateway.start()

    assert status == 0
    accepted = [r for r in receipts if r.status == 200]
    assert len(accepted) > 16 and all(r.complete for r in accepted)
    books.check([workspace.at(gateway.admin)], provider)
    assert len(workspace.events()) >= len(accepted)


def test_everything_is_there_after_a_restart(gateway, workspace, key, provider):
    workspace.budget(10**9)
    workspace.limit(100)
    assert asyncio.run(Connection(gateway.url, key).call(CHAT, chat("hi"))).status == 200
    books.settled(workspace)
    before = workspace.budgets()

    gateway.restart()

    workspace.at(gateway.admin)
    assert workspace.budgets() == before
    assert asyncio.run(Connection(gateway.url, key).call(CHAT, chat("hi"))).status == 200


def test_secrets_are_files_only_the_owner_reads(gateway):
    for file in gateway.data_folder.rglob("*"):
        if file.is_file() and ("token" in file.name or "key" in file.name):
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_no_secret_is_in_any_output(gateway, workspace, key, provider):
    asyncio.run(Connection(gateway.url, key).call(CHAT, chat("hi")))
    books.settled(workspace)
    seen = gateway.log() + json.dumps(workspace.events()) + json.dumps(gateway.admin.all(f"{workspace.path}/apis"))
    seen += json.dumps(gateway.admin.all(f"{workspace.path}/keys"))
    with urllib.request.urlopen(gateway.admin_url + "/metrics") as metrics:
        seen += metrics.read().decode()

    for secret in (key, gateway.token, "sk-openai-upstream", "sk-anthropic-upstream"):
        assert secret not in seen


@pytest.mark.parametrize("page", ["/livez", "/readyz", "/startupz", "/metrics", "/api/openapi.json"])
def test_the_admin_port_answers(gateway, page):
    request = urllib.request.Request(
        gateway.admin_url + page, headers={"authorization": f"Bearer {gateway.token}"})

    with urllib.request.urlopen(request) as answer:
        assert answer.status == 200


def test_no_write_is_taken_without_the_token(gateway):
    for token in ("", "rg_admin_wrong", gateway.token[:-1] + "x"):
        with pytest.raises(AdminError) as refused:
            Admin(gateway.admin_url, token).post("/workspaces", {"name": "x", "slug": "x"})
        assert refused.value.status == 401


def test_a_busy_port_is_named_and_the_status_is_69(gateway, make_gateway):
    port = gateway.url.rpartition(":")[2]
    second = make_gateway(folder="second", start=False, RATEGUARD_PROXY__PORT=port)

    with pytest.raises(DidNotStart) as failed:
        second.start()

    assert "status 69" in str(failed.value) and port in str(failed.value)


def test_a_bad_setting_is_named_and_the_status_is_78(make_gateway):
    gateway = make_gateway(start=False, RATEGUARD_PROXY__PORT="many", RATEGUARD_HTTP__NO_SUCH="1")

    with pytest.raises(DidNotStart) as failed:
        gateway.start()

    assert "status 78" in str(failed.value)
    assert "proxy.port" in str(failed.value).lower() or "RATEGUARD_PROXY__PORT" in str(failed.value)
    assert "NO_SUCH" in str(failed.value) or "no_such" in str(failed.value), "all faults at once"


def test_one_gateway_owns_its_data(gateway, make_gateway):
    second = make_gateway(start=False)  # the same folder

    with pytest.raises(DidNotStart):
        second.start()

    assert gateway.running


@pytest.fixture
def small_disk(tmp_path):
    """A data folder on a file system of a few megabytes."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", str(folder)],
                             capture_output=True, text=True)
    if mounted.returncode != 0:
        pytest.skip(f"no file system can be mounted here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_stops_what_costs_money_and_nothing_else(small_disk, make_gateway, provider):
    gateway = make_gateway(folder="small/data", RATEGUARD_JOURNAL__SEGMENT_BYTES="1048576",
                           RATEGUARD_JOURNAL__QUOTA_BYTES="4194304")
    workspace = gateway.admin.workspace().furnish(provider)
    key = workspace.key()["key"]
    assert asyncio.run(Connection(gateway.url, key).call(CHAT, chat("hi"))).status == 200
    calls_before = provider.state()["calls"]

    ballast = small_disk / "ballast"
    with open(ballast, "wb", buffering=0) as file:
        try:
            while file.write(b"\0" * 65536):
                pass
        except OSError:
            pass

    receipts = asyncio.run(race(gateway.url, key, iter([(CHAT, chat("hi"))] * 60_000), 8,
                                stop=lambda receipt: receipt.status != 200))
    refused = [receipt for receipt in receipts if receipt.status != 200]
    assert refused and {receipt.status for receipt in refused} == {503}, len(receipts)
    served = provider.state()["calls"] - calls_before
    assert served == len(receipts) - len(refused), "a call that cannot be recorded never leaves"
    with urllib.request.urlopen(gateway.admin_url + "/livez") as answer:
        assert answer.status == 200, "nothing else broke"

    ballast.unlink()
    assert books.until(
        lambda: asyncio.run(Connection(gateway.url, key).call(CHAT, chat("hi"))).status == 200, 10)
    books.check([workspace], provider)


def test_explain_knows_a_call(gateway, workspace, key):
    workspace.budget(10**9, name="month")
    workspace.limit(100, name="pace")
    receipt = asyncio.run(Connection(gateway.url, key).call(CHAT, chat("hi")))
    books.settled(workspace)

    said = gateway.run("explain", receipt.request_id).stdout

    for word in ("gpt-4o", "month", "pace", "openai", workspace.event(receipt.request_id)["cost"]):
        assert word in said, (word, said)
    assert gateway.json("explain", receipt.request_id)


def test_an_audit_of_cooked_books_fails_with_the_difference(gateway, workspace, key):
    asyncio.run(Connection(gateway.url, key).call(CHAT, chat("hi")))
    workspace.budget(10**9)
    books.settled(workspace)
    gateway.terminate()
    (database,) = [f for f in gateway.data_folder.rglob("*.db") if f.stat().st_size]
    tables = rollup_table(database)
    with sqlite3.connect(database) as connection:
        connection.execute(f"UPDATE {tables[0]} SET {tables[1]} = {tables[1]} + 1")
    gateway.start()

    workspace.at(gateway.admin)
    told = gateway.run("audit", check=False)

    assert not books.audit(workspace)["balanced"]
    assert told.returncode == 1 and "0.000000001" in told.stdout + told.stderr
    with sqlite3.connect(database) as connection:
        connection.execute(f"UPDATE {tables[0]} SET {tables[1]} = {tables[1]} - 1")
    gateway.restart()


def rollup_table(database):
    """(table, column) of what the roll-ups say was spent."""
    with sqlite3.connect(database) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'"):
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
            cost = [c for c in columns if "cost" in c and "nanos" in c] or [c for c in columns if c == "cost"]
            if "roll" in name and cost:
                return name, cost[0]
    raise AssertionError("no roll-up table with a cost")


def test_a_backup_restores_to_the_same_books(gateway, workspace, key, make_gateway, tmp_path):
    workspace.budget(10**9)
    asyncio.run(Connection(gateway.url, key).call(CHAT, chat("hi")))
    books.settled(workspace)
    budgets = workspace.budgets()
    archive = str(tmp_path / "backup.rg")

    gateway.run("backup", archive, "--with-key")
    gateway.terminate()
    restored = make_gateway(folder="restored", start=False)
    subprocess.run([str(BINARY), "restore", archive, "--with-key", "--yes"], check=True, capture_output=True,
                   env=restored.environment())
    restored.start()

    assert workspace.at(restored.admin).budgets() == budgets
    assert asyncio.run(Connection(restored.url, key).call(CHAT, chat("hi"))).status == 200


def test_the_demo_ends_with_a_curl_line_that_works(make_gateway):
    gateway = make_gateway("demo", start=False)
    gateway.start(within=60.0)
    lines = [line.strip() for line in gateway.log().splitlines() if line.strip()]
    curl = lines[-1]

    done = subprocess.run(["bash", "-c", curl], capture_output=True, text=True, timeout=30)

    assert done.returncode == 0 and '"choices"' in done.stdout, (curl, done.stdout, done.stderr)
    assert "cost" in (done.stdout + done.stderr).lower(), "its answer carries its cost"


def test_it_starts_quickly(make_gateway):
    gateway = make_gateway(start=False).start()
    gateway.terminate()

    began = time.monotonic()
    gateway.start()

    assert time.monotonic() - began < 1.0

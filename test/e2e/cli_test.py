"""The command line, against a running gateway: what a person would type in the first hour."""

import asyncio
import json
import subprocess

import pytest

import books
from fake_provider.recorded import FOLDER
from gateway import BINARY
from loader import Connection
from sdks import chat

CHAT = "/v1/chat/completions"


@pytest.fixture
def served(gateway, workspace, key):
    """One served and one refused call in the books."""
    workspace.limit(1, name="pace")
    for _ in range(2):
        asyncio.run(Connection(gateway.url, key).call(CHAT, chat("hi")))
    books.settled(workspace)
    return workspace


def test_a_key_made_on_the_command_line_works_at_once(gateway, workspace):
    made = gateway.json("keys", "create", "--name", "from-the-shell")

    status = books.until(
        lambda: asyncio.run(Connection(gateway.url, made["key"]).call(CHAT, chat("hi"))).status == 200, 1.0)
    assert status


@pytest.mark.parametrize("command", [
    ("workspaces", "list"), ("projects", "list"), ("apis", "list"), ("keys", "list"), ("limits", "list"),
    ("budgets", "list"), ("usage",), ("audit",), ("version",),
])
def test_every_list_and_report_has_json(gateway, served, command):
    assert gateway.json(*command) is not None

    told = gateway.run(*command)
    assert told.stdout.strip() or told.stderr.strip()


def test_doctor_finds_nothing_wrong(gateway, served, provider):
    done = gateway.run("doctor", "--json", check=False)

    knocks = [entry for entry in provider.bill() if entry["target"] == "/"]
    provider.forget("/")

    assert done.returncode == 0 and json.loads(done.stdout)
    assert all(knock["method"] in ("GET", "HEAD") and not knock["body"] for knock in knocks)


def test_usage_on_the_command_line_is_that_of_the_books(gateway, served):
    report = gateway.json("usage", "--by", "model")

    assert "gpt-4o" in json.dumps(report)
    assert served.usage()["total"]["cost"] in json.dumps(report)


def test_audit_says_that_the_books_balance(gateway, served):
    done = gateway.run("audit")

    assert done.returncode == 0


def test_explain_says_why_a_call_was_refused(gateway, served):
    refused = served.events()[0]

    said = gateway.run("explain", refused["request_id"]).stdout

    assert "pace" in said and "429" in said


def test_a_mistyped_command_gets_a_suggestion_and_status_2(gateway):
    done = gateway.run("budgts", check=False)

    assert done.returncode == 2 and "budgets" in done.stderr


def test_deleting_asks_first(gateway, workspace):
    budget = workspace.budget(10**9)

    refused = gateway.run("budgets", "delete", budget["id"], check=False, input="")
    assert refused.returncode != 0 and workspace.budgets()

    gateway.run("budgets", "delete", budget["id"], "--yes")
    assert workspace.budgets() == []


def test_a_server_that_is_not_there_is_status_69(gateway, workspace):
    books.check([workspace])
    gateway.terminate()

    assert gateway.run("keys", "list", check=False).returncode == 69
    gateway.start()


def test_meter_reads_a_recording_without_a_server(tmp_path):
    done = subprocess.run([str(BINARY), "meter", str(FOLDER / "openai.jsonl")], capture_output=True, text=True)

    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0 and len(rows) == 9
    mexico = next(row for row in rows if row["id"] == "bcfe5e05fcca")
    assert mexico["cost_nanos"] == 14 * 2_500 + 8 * 10_000

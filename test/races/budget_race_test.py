"""64 clients race 2,000 calls for a budget that fits exactly 500: not a nano-dollar over, and hardly
a call too few. End to end, over sockets; the oracle is what the provider charged."""

import asyncio

import pytest

import books
from admin import nanos
from loader import race
from sdks import chat

CLIENTS, CALLS, FIT = 64, 2_000, 500
PRICE = 2_000_000  # of one call to `things`, in nano-dollars


def run(gateway, key, calls):
    return asyncio.run(race(gateway.url, key, iter(calls), CLIENTS))


def spent(workspace, name="budget"):
    return next(nanos(b["spent"]) for b in workspace.budgets() if b["name"] == name)


@pytest.mark.parametrize("scope", ["workspace", "key", "api"])
def test_a_race_spends_a_budget_exactly(gateway, workspace, provider, scope):
    key = workspace.key()
    subject = {"workspace": "", "key": key["id"], "api": "things"}[scope]
    workspace.budget(FIT * PRICE, scope=scope, subject=subject)

    receipts = run(gateway, key["key"], [("/proxy/things/x", {})] * CALLS)

    admitted = sum(r.status == 200 for r in receipts)
    assert {r.status for r in receipts} == {200, 402}
    assert 495 <= admitted <= FIT
    books.settled(workspace)
    charged = sum(entry["nanos"] for entry in provider.bill())
    assert charged == admitted * PRICE == spent(workspace) <= FIT * PRICE


def test_several_budgets_at_once_are_each_kept(gateway, workspace, provider):
    """The tightest decides, and what it refuses is charged to none of the others."""
    key = workspace.key()
    workspace.budget(FIT * PRICE, name="wide")
    workspace.budget(300 * PRICE, name="tight", scope="api", subject="things")

    receipts = run(gateway, key["key"], [("/proxy/things/x", {})] * CALLS)

    admitted = sum(r.status == 200 for r in receipts)
    assert 297 <= admitted <= 300
    books.settled(workspace)
    assert spent(workspace, "wide") == spent(workspace, "tight") == admitted * PRICE


def test_calls_that_hold_more_than_they_cost_never_overspend(gateway, workspace, provider):
    """A chat holds its worst case and gives most of it back. While 64 race nothing is overspent; once
    they are done, what is left cannot cover one more worst case."""
    key = workspace.key()
    budget = 50_000_000
    workspace.budget(budget)
    body = chat("go", max_tokens=40)

    receipts = run(gateway, key["key"], [("/v1/chat/completions", body)] * CALLS)
    more = asyncio.run(race(gateway.url, key["key"], iter([("/v1/chat/completions", body)] * CALLS), 1,
                            stop=lambda r: r.status == 402))

    assert {r.status for r in receipts + more} == {200, 402}
    assert more[-1].status == 402
    books.settled(workspace)
    charged = sum(entry["nanos"] for entry in provider.bill())
    assert charged == spent(workspace) <= budget
    worst_case = max(nanos(event["hold"]) for event in workspace.events())
    assert budget - charged < worst_case, "and not over-strict"


def test_streams_race_as_plain_calls_do(gateway, workspace, provider):
    key = workspace.key()
    workspace.budget(50_000_000)
    body = chat("go", max_tokens=40, stream=True)

    receipts = run(gateway, key["key"], [("/v1/chat/completions", body)] * 1_000)

    assert all(r.complete for r in receipts) and {r.status for r in receipts} == {200, 402}
    books.settled(workspace)
    assert sum(entry["nanos"] for entry in provider.bill()) == spent(workspace) <= 50_000_000

"""Hard budgets stop calls to the nano-dollar, and say so in a way clients understand."""

import asyncio
import json

import pytest

import books
from admin import nanos
from loader import race
from sdks import chat, message

# In nano-dollars: what the fake provider charges for gpt-4o and claude-sonnet-4-5.
GPT_OUT = 10_000
CLAUDE_OUT = 15_000


def test_a_budget_is_spent_to_the_last_call_that_fits(gateway, workspace):
    key = workspace.key()
    workspace.budget(3 * 2_000_000, scope="key", subject=key["id"])
    calls = iter([("/proxy/things/x", {})] * 6)

    receipts = asyncio.run(race(gateway.url, key["key"], calls, 1))

    assert [r.status for r in receipts] == [200] * 3 + [402] * 3
    (budget,) = workspace.budgets()
    assert budget["spent"] == budget["amount"]


def test_the_period_begins_anew_with_the_calendar(python_calls, workspace):
    workspace.budget(1, period="daily", time_zone="America/New_York")

    got = python_calls.chat()

    assert got["error"]["status"] == 402
    assert "reset" in got["error"]["message"].lower() or "frees" in got["error"]["message"].lower()


def test_a_soft_budget_only_says_so(python_calls, workspace):
    workspace.budget(1, hard=False)

    assert python_calls.chat()["ok"]


def test_a_clamped_call_ends_by_its_length(calls, workspace, provider):
    """The budget cannot cover 4,000 tokens of output; what it buys is asked for instead."""
    workspace.budget(100 * GPT_OUT, when_short="clamp")

    got = calls.openai("chat.completions.create", chat("[[tokens out=4000]]", max_tokens=4000))

    assert got["ok"], got
    assert got["value"]["choices"][0]["finish_reason"] == "length"
    asked = json.loads(provider.bill()[0]["body"])
    assert 0 < asked["max_tokens"] < 100
    (budget,) = workspace.budgets()
    assert nanos(budget["spent"]) <= 100 * GPT_OUT


def test_a_clamped_message_ends_by_max_tokens(calls, workspace, provider):
    workspace.budget(100 * CLAUDE_OUT, when_short="clamp")

    got = calls.anthropic("messages.create", message("[[tokens out=4000]]", max_tokens=4000))

    assert got["ok"] and got["value"]["stop_reason"] == "max_tokens", got


@pytest.fixture
def braking(workspace):
    """A budget that lets a call begin with what is left and ends it there."""
    return workspace.budget(120 * GPT_OUT, when_short="brake")


ENDLESS = "[[tokens out=3000 ignore_limit=1]] [[pace ms=1]]"


def test_a_braked_chat_ends_well_formed(calls, braking, workspace, gateway):
    got = calls.openai("chat.completions.create", chat(ENDLESS), stream=True)

    assert got["ok"], got
    reasons = [c["finish_reason"] for e in got["events"] for c in e["choices"] if c["finish_reason"]]
    assert reasons == ["length"]
    assert 5 < len(got["events"]) < 3000
    books.settled(workspace)
    assert workspace.events()[0]["outcome"] == "braked"


def test_a_braked_chat_reports_usage_to_a_client_that_asked(calls, braking):
    options = {"stream_options": {"include_usage": True}}

    got = calls.openai("chat.completions.create", chat(ENDLESS) | options, stream=True)

    assert got["ok"], got
    assert got["events"][-1]["usage"]["completion_tokens"] > 0


def test_a_braked_response_ends_incomplete(calls, braking):
    got = calls.openai("responses.create", {"model": "gpt-4o", "input": ENDLESS}, stream=True)

    assert got["ok"], got
    last = got["events"][-1]
    assert last["type"] == "response.incomplete", last
    assert last["response"]["incomplete_details"]["reason"] == "max_output_tokens"


def test_a_braked_message_ends_by_max_tokens(calls, braking):
    got = calls.anthropic("messages.stream", message(ENDLESS, max_tokens=8000))

    assert got["ok"], got
    assert got["value"]["stop_reason"] == "max_tokens"
    assert got["value"]["content"][0]["text"].startswith("the quick brown fox")

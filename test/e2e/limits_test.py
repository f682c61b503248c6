"""Rate limits as operators make them: units, scopes, and what happens on excess."""

import asyncio
import time

import pytest

import books
from loader import Connection, race
from sdks import chat

CHAT = "/v1/chat/completions"
THING = "/proxy/things/x"


def statuses(gateway, key, calls, clients=1, headers=()):
    async def run():
        connection = Connection(gateway.url, key)
        return [(await connection.call(path, body, headers=headers)).status for path, body in calls]

    if clients == 1:
        return asyncio.run(run())
    return [r.status for r in asyncio.run(race(gateway.url, key, iter(calls), clients))]


def test_a_shadow_rule_lets_pass_and_records(gateway, workspace, key):
    workspace.limit(2, on_excess="shadow")

    assert statuses(gateway, key, [(THING, {})] * 4) == [200] * 4

    books.settled(workspace)
    said = [workspace.event(e["request_id"])["verdicts"][0]["said"] for e in workspace.events()]
    assert sorted(said) == ["shadow", "shadow", "yes", "yes"]


@pytest.mark.parametrize("on_excess", ["queue", "throttle"])
def test_a_queued_call_waits_its_turn(gateway, workspace, key, on_excess):
    workspace.limit(5, window="1s", algorithm="leaky_bucket", burst=1, on_excess=on_excess,
                    max_wait="3s")

    began = time.monotonic()
    got = statuses(gateway, key, [(THING, {})] * 5)

    assert got == [200] * 5
    assert 0.7 < time.monotonic() - began < 2.5, "one every fifth of a second"


def test_a_queue_is_not_entered_when_the_turn_comes_too_late(gateway, workspace, key):
    workspace.limit(1, window="10s", algorithm="leaky_bucket", burst=1, on_excess="queue", max_wait="1s")

    began = time.monotonic()
    got = statuses(gateway, key, [(THING, {})] * 2)

    assert got == [200, 429] and time.monotonic() - began < 1


def test_concurrency_counts_calls_under_way(gateway, workspace, key, provider):
    workspace.limit(3, window=None, algorithm="concurrency")
    provider.think(0.2)

    got = statuses(gateway, key, [(THING, {})] * 12, clients=6)

    assert got.count(429) > 0 and got.count(200) >= 3
    assert statuses(gateway, key, [(THING, {})]) == [200], "every slot came back"


def test_tokens_are_estimated_and_then_corrected(gateway, workspace, key):
    """Calls are admitted by their worst case; what they did not use comes back."""
    workspace.limit(2_000, window="1h", unit="tokens", algorithm="sliding_window")
    body = chat("hi", max_tokens=1_000)

    got = statuses(gateway, key, [(CHAT, body)] * 6)

    assert got.count(200) > 1, "each used a dozen tokens of the thousand it might have"


def test_money_is_a_unit(gateway, workspace, key):
    workspace.limit(None, unit="money", money="0.006", window="1h", algorithm="sliding_window")

    assert statuses(gateway, key, [(THING, {})] * 5) == [200] * 3 + [429] * 2


def test_a_rule_has_one_counter_per_key(gateway, workspace):
    workspace.limit(2, scope="key")
    one, other = workspace.key("one")["key"], workspace.key("other")["key"]

    assert statuses(gateway, one, [(THING, {})] * 3) == [200, 200, 429]
    assert statuses(gateway, other, [(THING, {})] * 3) == [200, 200, 429]


def test_a_rule_matches_what_it_says(gateway, workspace, key):
    workspace.limit(1, match={"models": ["gpt-4o-mini"], "endpoints": ["/v1/chat/*"]})

    assert statuses(gateway, key, [(CHAT, chat("hi", "gpt-4o-mini"))] * 2) == [200, 429]
    assert statuses(gateway, key, [(CHAT, chat("hi", "gpt-4o"))] * 2) == [200, 200]


def test_what_one_rule_refuses_no_other_counts(gateway, workspace, key):
    workspace.limit(2, name="tight")
    workspace.limit(100, name="wide")

    statuses(gateway, key, [(THING, {})] * 5)

    books.settled(workspace)
    last = workspace.event(workspace.events()[0]["request_id"])
    by_name = {v["name"]: v for v in last["verdicts"]}
    assert (by_name["tight"]["said"], by_name["wide"]["said"]) == ("no", "unasked")
    assert by_name["wide"]["before"] == by_name["wide"]["after"] == 2


def test_a_refusal_names_the_rule_and_when_it_frees(gateway, workspace, key):
    workspace.limit(1, window="30s", name="the tight one")

    async def run():
        connection = Connection(gateway.url, key)
        await connection.call(CHAT, chat("hi"))
        return await connection.call(CHAT, chat("hi"))

    receipt = asyncio.run(run())

    assert receipt.status == 429 and b"the tight one" in receipt.body
    assert 1 <= int(receipt.headers["retry-after"]) <= 30
    assert abs(int(receipt.headers["retry-after-ms"]) / 1000 - int(receipt.headers["retry-after"])) <= 1
    assert receipt.headers["x-ratelimit-remaining"] == "0"

"""Every way a call can end: reached, counted in an event of its own, and no money held after it."""

import asyncio
import json
import time

import pytest

import books
from admin import nanos
from loader import Connection
from sdks import Calls, chat

FAR = 10**12  # a budget that stops nothing, but must balance

# (what the client asks for, what the event must say)
THROUGH_THE_PROVIDER = {
    "ok": ("", {}, "ok"),
    "ok stream": ("", {"stream": True}, "ok"),
    "upstream 4xx": ("[[fault name=status code=400]]", {}, "upstream_client_error"),
    "upstream 5xx": ("[[fault name=status code=500]]", {}, "upstream_server_error"),
    "upstream 429": ("[[fault name=status code=429 retry_after=1]]", {}, "upstream_rate_limited"),
    "first byte timeout": ("[[fault name=silent]]", {}, "first_byte_timeout"),
    "idle stream": ("[[fault name=idle]]", {"stream": True}, "idle_timeout"),
    "reset before the answer": ("[[fault name=reset after=-1]]", {}, "upstream_reset"),
    "reset in a stream": ("[[fault name=reset]]", {"stream": True}, "upstream_reset"),
    "reset in a body": ("[[fault name=reset]]", {}, "upstream_reset"),
    "cut stream": ("[[fault name=cut bytes=900]]", {"stream": True}, "upstream_reset"),
    "malformed event": ("[[fault name=malformed]]", {"stream": True}, "upstream_malformed"),
    "malformed JSON": ("[[fault name=malformed]]", {}, "upstream_malformed"),
    "oversize event": ("[[fault name=oversize]]", {"stream": True}, "upstream_malformed"),
    "JSON too deep": ("[[fault name=deep]]", {}, "upstream_malformed"),
    "not HTTP": ("[[fault name=not_http]]", {}, "upstream_malformed"),
    "broken chunk": ("[[fault name=bad_chunk]]", {"stream": True}, "upstream_malformed"),
    "two lengths": ("[[fault name=two_lengths]]", {}, "upstream_malformed"),
}


@pytest.fixture
def gateway(make_gateway, provider):
    return make_gateway(
        RATEGUARD_UPSTREAM__CA_FILE=provider.ca, RATEGUARD_UPSTREAM__CONNECT_TIMEOUT="400ms",
        RATEGUARD_UPSTREAM__FIRST_BYTE_TIMEOUT="700ms", RATEGUARD_UPSTREAM__IDLE_TIMEOUT="700ms",
    )


def call(gateway, key, body, path="/v1/chat/completions"):
    return asyncio.run(Connection(gateway.url, key).call(path, body))


def the_event(gateway, workspace):
    books.settled(workspace)
    (event,) = workspace.events()
    (budget,) = workspace.budgets()
    assert nanos(budget["held"]) == 0
    return event


@pytest.mark.parametrize("name", THROUGH_THE_PROVIDER)
def test_an_exit_through_the_provider(gateway, workspace, key, name):
    directive, more, outcome = THROUGH_THE_PROVIDER[name]
    workspace.budget(FAR)

    receipt = call(gateway, key, chat("hello " + directive, **more))

    event = the_event(gateway, workspace)
    assert event["outcome"] == outcome, event
    if not more and receipt.status:
        assert receipt.complete, "a plain answer is whole or none"
    if outcome == "ok":
        assert receipt.complete and not event["estimated"] and nanos(event["cost"]) > 0


@pytest.mark.parametrize("door, outcome", [
    ("closed", "connect_refused"),
    ("blackhole", "connect_timeout"),
    ("tls_untrusted", "tls_failure"),
    ("tls_garbage", "tls_failure"),
])
def test_an_exit_at_the_door(gateway, workspace, key, provider, door, outcome):
    workspace.budget(FAR)
    slug = door.replace("_", "-")
    workspace.priced_api(slug, provider.url(door))

    receipt = call(gateway, key, {}, f"/proxy/{slug}/x")

    event = the_event(gateway, workspace)
    assert event["outcome"] == outcome, event
    assert nanos(event["cost"]) == 0, "nobody can have charged for it"
    assert receipt.status == (504 if door == "blackhole" else 502)


def test_a_tls_upstream_that_can_be_verified_is_used(gateway, workspace, key, provider):
    workspace.priced_api("safe", provider.url("tls"))

    receipt = call(gateway, key, {}, "/proxy/safe/x")

    assert receipt.status == 200, receipt


async def leave(gateway, key, body, after_bytes, wait=0.0):
    """Sends a call, reads so many bytes of the answer, and hangs up."""
    host, port = gateway.url.rpartition("//")[2].split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    data = json.dumps(body).encode()
    writer.write(
        b"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer %s\r\n"
        b"content-length: %d\r\n\r\n%s" % (key.encode(), len(data), data))
    if after_bytes:
        await reader.readexactly(after_bytes)
    await asyncio.sleep(wait)
    writer.transport.abort()


def test_a_client_gone_before_the_answer(gateway, workspace, key, provider):
    workspace.budget(FAR)

    asyncio.run(leave(gateway, key, chat("[[fault name=slow ms=400]]"), 0, wait=0.15))

    assert the_event(gateway, workspace)["outcome"] == "client_gone_early"


def test_a_client_gone_in_the_middle_is_charged_for_what_was_said(gateway, workspace, key, provider):
    workspace.budget(FAR)
    body = chat("tell me more [[tokens out=300]] [[pace ms=10]]", stream=True)

    asyncio.run(leave(gateway, key, body, 1500))

    assert books.until(lambda: provider.state()["open"] == 0, 2), "the upstream call was ended"
    event = the_event(gateway, workspace)
    assert event["outcome"] == "client_gone_mid_answer" and event["estimated"], event
    (bill,) = provider.bill()
    assert nanos(event["cost"]) > 0, "never silently zero"
    assert bill["state"] == "cut"


def test_an_sdk_that_aborts_is_settled(gateway, workspace, sdk, key):
    workspace.budget(FAR)
    calls = Calls(sdk, gateway.url, key)
    body = chat("tell me more [[tokens out=300]] [[pace ms=10]]")

    got = calls.openai("chat.completions.create", body, stream=True, abort_after=5)

    assert got["ok"] and len(got["events"]) == 5, got
    assert the_event(gateway, workspace)["outcome"] == "client_gone_mid_answer"


def test_a_call_cut_at_the_drain_deadline(make_gateway, provider):
    gateway = make_gateway(folder="drained", RATEGUARD_HTTP__DRAIN_TIMEOUT="300ms")
    workspace = gateway.admin.workspace().furnish(provider)
    key = workspace.key()["key"]
    workspace.budget(FAR)

    async def cut():
        open_call = asyncio.create_task(Connection(gateway.url, key).call(
            "/v1/chat/completions", chat("[[tokens out=500]] [[pace ms=20]]", stream=True)))
        await asyncio.sleep(0.4)
        status = await asyncio.to_thread(gateway.terminate)
        return status, await open_call

    status, receipt = asyncio.run(cut())
    gateway.start()

    assert status == 0 and not receipt.complete
    assert the_event(gateway, workspace.at(gateway.admin))["outcome"] == "drained"


@pytest.mark.parametrize("label, stream", [
    ("admitted", False), ("hold-appended", False), ("hold-committed", False), ("call-sent", False),
    ("answer-metered", False), ("stream-piece", True),
])
def test_an_exception_in_the_gateway(make_gateway, provider, label, stream):
    gateway = make_gateway(folder="throwing", RATEGUARD_THROW_AT=label)
    workspace = gateway.admin.workspace().furnish(provider)
    key = workspace.key()["key"]
    workspace.budget(FAR)

    receipt = call(gateway, key, chat("hello", stream=stream))

    assert the_event(gateway, workspace)["outcome"] == "internal_error"
    assert receipt.status == 500 or stream or not receipt.complete
    assert call(gateway, key, chat("hello")).status == 200, "and it goes on serving"


def test_a_plain_answer_that_stalls_is_not_forgotten(gateway, workspace, key, provider):
    """The slowest honest answer, just inside the deadline."""
    began = time.monotonic()

    receipt = call(gateway, key, chat("[[fault name=slow ms=500]]"))

    assert receipt.status == 200 and time.monotonic() - began >= 0.5

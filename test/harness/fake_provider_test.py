"""The fake provider is itself what the other tests lean on: here both SDKs talk to it directly."""

import socket
import ssl

import pytest

from provider import Provider
from sdks import Calls, NodeSdk, PythonSdk, chat, message


@pytest.fixture(scope="module")
def provider():
    it = Provider()
    yield it
    it.close()


@pytest.fixture(scope="module", params=[PythonSdk, NodeSdk], ids=["python", "node"])
def sdk(request):
    it = request.param()
    yield it
    it.close()


@pytest.fixture
def calls(provider, sdk):
    provider.reset()
    return Calls(sdk, provider.url(), "sk-test")


def test_a_recorded_chat_is_answered_as_recorded_and_billed(provider, calls):
    got = calls.openai("chat.completions.create", chat("What is the capital of Mexico?"))

    assert got["ok"], got
    assert got["value"]["choices"][0]["message"]["content"].startswith("The capital of Mexico")
    assert provider.bill()[0]["nanos"] == 14 * 2_500 + 8 * 10_000


@pytest.mark.parametrize("asked", [True, False])
def test_a_recorded_stream_reports_usage_only_to_those_who_asked(provider, calls, asked):
    options = {"stream_options": {"include_usage": True}} if asked else {}

    got = calls.openai(
        "chat.completions.create", chat("What is the capital of Mexico?") | options, stream=True
    )

    assert got["ok"], got
    assert [e["usage"]["total_tokens"] for e in got["events"] if e.get("usage")] == ([22] if asked else [])
    assert provider.bill()[0]["nanos"] == 14 * 2_500 + 8 * 10_000


@pytest.mark.parametrize(
    "method, arguments",
    [
        ("chat.completions.stream", chat("made up")),
        ("responses.stream", {"model": "gpt-4o", "input": "made up"}),
        ("messages.stream", message("made up")),
    ],
)
def test_a_made_up_stream_is_well_formed_to_its_end(provider, calls, method, arguments):
    got = calls.call("anthropic" if method.startswith("messages") else "openai", method, arguments)

    assert got["ok"], got
    bill = provider.bill()[0]
    assert bill["state"] == "answered" and bill["nanos"] > 0


def test_what_a_cut_stream_had_said_is_charged(provider, calls):
    calls.openai(
        "chat.completions.create", chat("a" * 40 + "[[fault name=reset after=4]]"), stream=True
    )

    bill = provider.bill()[0]
    assert bill["state"] == "cut"
    assert bill["nanos"] == 17 * 2_500 + 3 * 10_000, "the input and three words"


@pytest.mark.parametrize(
    "fault, error",
    [
        ("status code=500", "InternalServerError"),
        ("status code=429 retry_after=1", "RateLimitError"),
        ("status code=400", "BadRequestError"),
        ("not_http", "APIConnectionError"),
        ("cut bytes=20", "APIConnectionError"),
        ("reset after=-1", "APIConnectionError"),
    ],
)
def test_a_fault_reaches_the_client_and_charges_nothing(provider, calls, fault, error):
    got = calls.chat(f"[[fault name={fault}]]")

    assert not got["ok"] and got["error"]["class"] == error, got
    assert provider.bill()[0]["nanos"] == 0


def test_a_planned_fault_meets_only_the_calls_it_was_planned_for(provider, calls):
    provider.plan(1, name="status", code=503)

    first, second = calls.chat(), calls.chat()

    assert not first["ok"] and second["ok"]


def test_the_doors_fail_as_named(provider):
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", provider.ports["closed"]), 1)
    with pytest.raises(TimeoutError):
        socket.create_connection(("127.0.0.1", provider.ports["blackhole"]), 0.3)
    trusting = ssl.create_default_context(cafile=provider.ca)
    for door, welcome in (("tls", True), ("tls_untrusted", False), ("tls_garbage", False)):
        plain = socket.create_connection(("127.0.0.1", provider.ports[door]), 1)
        if welcome:
            trusting.wrap_socket(plain, server_hostname="localhost").close()
        else:
            with pytest.raises(ssl.SSLError):
                trusting.wrap_socket(plain, server_hostname="localhost")

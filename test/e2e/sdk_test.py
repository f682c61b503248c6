"""The official SDKs work unchanged, but for base URL and key."""

import json
import socket
import time
import urllib.request

import pytest

import books
from fake_provider import recorded
from sdks import Calls, chat, message

MEXICO = "What is the capital of Mexico?"
TOOL = {
    "type": "function",
    "function": {
        "name": "get_weather_in_city", "description": "", "strict": True,
        "parameters": {
            "type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"],
            "additionalProperties": False,
        },
    },
}
CAPITAL_TOOL = {
    "type": "function",
    "function": {
        "name": "get_capital", "description": "", "strict": True,
        "parameters": {
            "type": "object", "properties": {"country": {"type": "string"}},
            "required": ["country"], "additionalProperties": False,
        },
    },
}


def ok(got):
    assert got["ok"], got
    return got


def only_event(workspace):
    books.settled(workspace)
    (event,) = workspace.events()
    return event


def test_a_chat_is_answered_as_recorded_and_its_cost_is_in_the_headers(calls):
    got = ok(calls.openai("chat.completions.create", chat(MEXICO)))

    assert got["value"]["choices"][0]["message"]["content"] == "The capital of Mexico is Mexico City."
    assert got["value"]["usage"]["total_tokens"] == 22
    assert float(got["headers"]["x-rateguard-cost-cents"]) == pytest.approx(0.0115)
    assert got["headers"]["x-rateguard-request-id"] == got["headers"]["x-request-id"]


def test_a_chat_with_reasoning_is_billed_once(calls, provider):
    arguments = chat("hello", "o3-mini", max_completion_tokens=100)

    got = ok(calls.openai("chat.completions.create", arguments))

    assert got["value"]["usage"]["completion_tokens_details"]["reasoning_tokens"] == 64
    assert provider.bill()[0]["nanos"] == 7 * 1_100 + 87 * 4_400


def test_tools_are_called(calls):
    arguments = chat("What is the weather in CDMX?", tools=[TOOL], tool_choice="auto")

    got = ok(calls.openai("chat.completions.create", arguments))

    call = got["value"]["choices"][0]["message"]["tool_calls"][0]
    assert json.loads(call["function"]["arguments"]) == {"city": "CDMX"}


def test_structured_output_is_what_was_asked_for(calls):
    schema = {"type": "object", "properties": {"answer": {"type": "string"}}, "required": ["answer"]}
    arguments = chat("Answer.", response_format={
        "type": "json_schema", "json_schema": {"name": "answer", "schema": schema}})

    got = ok(calls.openai("chat.completions.create", arguments))

    assert "quick brown fox" in json.loads(got["value"]["choices"][0]["message"]["content"])["answer"]


@pytest.mark.parametrize("asked", [True, False], ids=["usage asked for", "usage not asked for"])
def test_a_stream_shows_its_usage_only_to_a_client_that_asked(calls, provider, asked):
    options = {"stream_options": {"include_usage": True}} if asked else {}

    got = ok(calls.openai("chat.completions.create", chat(MEXICO) | options, stream=True))

    text = "".join(e["choices"][0]["delta"].get("content") or "" for e in got["events"] if e["choices"])
    assert text == "The capital of Mexico is Mexico City."
    reported = [e["usage"]["total_tokens"] for e in got["events"] if e.get("usage")]
    assert reported == ([22] if asked else [])
    assert all(e["choices"] for e in got["events"]) or asked, "some clients index choices[0]"
    sent = json.loads(provider.bill()[0]["body"])
    assert sent["stream_options"]["include_usage"] is True, "asked for upstream either way"


def test_a_stream_arrives_byte_for_byte_for_a_client_that_asked_for_usage(gateway, key, provider):
    body = chat(MEXICO) | {"stream": True, "stream_options": {"include_usage": True}}
    request = urllib.request.Request(
        gateway.url + "/v1/chat/completions", json.dumps(body).encode(),
        {"authorization": f"Bearer {key}", "content-type": "application/json"},
    )

    with urllib.request.urlopen(request) as answer:
        through = answer.read()

    exchanges = recorded.load().values()
    assert through.decode() in [e["response"] for e in exchanges]


def test_a_stream_of_tool_calls_adds_up(calls):
    arguments = chat("What is the capital of the UK? Use the tool, then answer.", "gpt-4o-mini",
                     tools=[CAPITAL_TOOL], tool_choice="auto")

    got = ok(calls.openai("chat.completions.stream", arguments))

    call = got["value"]["choices"][0]["message"]["tool_calls"][0]
    assert json.loads(call["function"]["arguments"]) == {"country": "UK"}


def test_the_first_piece_of_a_stream_is_not_held_back(gateway, key):
    body = json.dumps(chat("[[pace ms=300]]", stream=True)).encode()
    host, port = gateway.url.rpartition("//")[2].split(":")
    with socket.create_connection((host, int(port)), 5) as line:
        began = time.monotonic()
        line.sendall(
            b"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
            b"authorization: Bearer %s\r\ncontent-length: %d\r\n\r\n%s" % (key.encode(), len(body), body)
        )
        got = b""
        while got.count(b"data: ") < 2:
            got += line.recv(65536)
        waited = time.monotonic() - began

    assert 0.3 < waited < 0.9, "two pieces of fifteen, 300 ms apart"


def test_responses_are_answered_as_recorded(calls, provider):
    got = ok(calls.openai("responses.create", {
        "model": "gpt-4o-mini", "input": [{"content": "Hello!", "role": "user"}],
        "instructions": "You are a helpful assistant."}))

    assert got["value"]["status"] == "completed"
    assert provider.bill()[0]["nanos"] > 0


def test_responses_stream(calls):
    got = ok(calls.openai("responses.create", {
        "conversation": "conv_010000000000000000000000000000000000000000000000",
        "input": [{"content": "Reply exactly: streamed", "role": "user"}],
        "instructions": "Follow the user instructions exactly.", "model": "gpt-4.1"}, stream=True))

    assert got["events"][-1]["type"] == "response.completed"
    assert got["events"][-1]["response"]["usage"]["total_tokens"] == 24


def test_responses_with_a_schema(calls):
    amount = {"anyOf": [{"type": "number"}, {
        "type": "string", "description": r"pattern=^(?!^[-+.]*$)[+-]?0*\d*\.?\d*$"}]}
    got = ok(calls.openai("responses.create", {
        "include": ["reasoning.encrypted_content"], "model": "gpt-5.4-mini",
        "input": [{"content": "Return exactly this payment amount: 12.34", "role": "user"}],
        "text": {"format": {"type": "json_schema", "name": "Payment", "strict": True, "schema": {
            "type": "object", "properties": {"amount": amount}, "required": ["amount"],
            "additionalProperties": False}}}}))

    message = got["value"]["output"][0]
    assert json.loads(message["content"][0]["text"]) == {"amount": 12.34}


def test_embeddings_come_as_recorded(calls, provider):
    got = ok(calls.openai("embeddings.create", {
        "model": "text-embedding-3-small", "input": ["Hello, world!"], "dimensions": 128,
        "encoding_format": "base64"}))

    assert got["value"]["usage"]["total_tokens"] == 4
    assert provider.bill()[0]["nanos"] == 80


def listed(calls, kit):
    """The names of the models of a list, as the SDK reads it."""
    got = ok(calls.call(kit, "models.list", {"limit": 1000} if kit == "anthropic" else
                        {} if calls.sdk.name == "python" else None))
    value = got["value"]
    rows = value["data"] if isinstance(value, dict) else value
    return [row["id"] for row in rows], got["headers"]


@pytest.mark.parametrize("kit", ["openai", "anthropic"])
def test_the_models_of_all_apis_are_listed(calls, kit):
    names, headers = listed(calls, kit)

    assert {"gpt-4o", "claude-sonnet-4-5"} <= set(names) and len(names) == len(set(names))
    assert names[0].startswith("gpt" if kit == "openai" else "claude"), "its own dialect comes first"
    assert "x-rateguard-unanswered" not in headers


@pytest.mark.parametrize("kit, model", [
    ("openai", "gpt-4o"), ("openai", "claude-haiku-4-5"), ("anthropic", "gpt-4o"), ("anthropic", "claude-haiku-4-5")])
def test_a_model_is_described_by_its_name(python_calls, kit, model):
    argument = {"model": model} if kit == "openai" else {"model_id": model}
    got = ok(python_calls.call(kit, "models.retrieve", argument))

    assert got["value"]["id"] == model
    missing = python_calls.call(kit, "models.retrieve", {name: "nobody" for name in argument})
    assert missing["error"]["class"] == "NotFoundError"


def test_a_key_sees_only_the_models_it_may_use(gateway, workspace, python_sdk):
    scoped = workspace.key(name="scoped", scopes={"models": ["gpt-4o*"], "apis": ["openai"]})["key"]
    calls = Calls(python_sdk, gateway.url, scoped)

    names, _ = listed(calls, "openai")

    assert sorted(names) == ["gpt-4o", "gpt-4o-mini"]
    refused = calls.openai("models.retrieve", {"model": "o3-mini"})
    assert refused["error"]["class"] == "PermissionDeniedError"


@pytest.mark.parametrize("fault", [{"name": "status", "code": 500}, {"name": "html"}, {"name": "silent"}])
def test_a_provider_that_fails_does_not_break_the_list(python_calls, provider, fault, workspace):
    provider.plan(3, path="/v1/models?limit", **fault)

    names, headers = listed(python_calls, "openai")

    assert "gpt-4o" in names and "claude-sonnet-4-5" not in names
    assert headers["x-rateguard-unanswered"] == "anthropic"


ANTHROPIC_TOOL = {"name": "get_file", "description": "", "input_schema": {
    "type": "object", "properties": {}, "additionalProperties": False}}
GET_FILE = "Use the get_file tool now to retrieve a document file, then describe what you received."


def said(text):
    return [{"role": "user", "content": [{"type": "text", "text": text}]}]


def test_a_message_is_answered_as_recorded(calls, provider):
    got = ok(calls.anthropic("messages.create", {
        "model": "claude-sonnet-4-5", "max_tokens": 1024, "stop_sequences": ["Paris"],
        "messages": said("What is the capital of France? Give me an answer that contains the word "
                         '"Paris", but is not the first word.')}))

    assert got["value"]["stop_reason"] == "stop_sequence"
    assert got["headers"]["request-id"] == got["headers"]["x-rateguard-request-id"]
    assert provider.bill()[0]["nanos"] == 32 * 3_000 + 5 * 15_000


def test_a_message_calls_a_tool(calls):
    got = ok(calls.anthropic("messages.create", {
        "model": "claude-sonnet-4-5", "max_tokens": 4096, "messages": said(GET_FILE),
        "tools": [ANTHROPIC_TOOL], "tool_choice": {"type": "auto"}}))

    assert got["value"]["content"][1]["name"] == "get_file"


def test_a_stream_of_messages_adds_up(calls, provider):
    trigger = "ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING_46C9A13E193C177646C7398A98432ECCCE4C1253D5E2D82641AC0E52CC2876CB"
    got = ok(calls.anthropic("messages.stream", {
        "model": "claude-sonnet-4-5-20250929", "max_tokens": 4096, "messages": said(trigger),
        "thinking": {"type": "enabled", "budget_tokens": 1024}}))

    assert got["value"]["stop_reason"] == "end_turn"
    assert provider.bill()[0]["nanos"] == 92 * 3_000 + 189 * 15_000, "the last usage, not the sum"


def test_cached_input_is_priced_as_such(calls, provider):
    exchange = next(e for e in recorded.load().values() if e["id"] == "678898b6127d")
    arguments = {k: v for k, v in exchange["request"].items() if k != "stream"}

    ok(calls.anthropic("messages.create", arguments))

    assert provider.bill()[0]["nanos"] == 3 * 3_000 + 1111 * 300 + 418 * 3_750 + 33 * 15_000


def test_tokens_are_counted_for_free(calls, workspace):
    got = ok(calls.anthropic("messages.count_tokens", {
        "model": "claude-sonnet-4-5", "messages": said("How many?")}))

    assert got["value"]["input_tokens"] >= 1
    assert only_event(workspace)["cost"] in ("0", "0.0")


def test_the_key_of_the_client_stays_here_and_the_credential_there(calls, provider, key):
    got = ok(calls.openai("chat.completions.create", chat(MEXICO)))
    ok(calls.anthropic("messages.create", message("hi")))

    openai_call, anthropic_call = provider.bill()
    for call in (openai_call, anthropic_call):
        assert key not in json.dumps(call["headers"]) + call["body"]
        assert not any(name.lower().startswith("x-rateguard") for name, _ in call["headers"])
    assert ["authorization", "Bearer sk-openai-upstream"] in lower(openai_call["headers"])
    assert ["x-api-key", "sk-anthropic-upstream"] in lower(anthropic_call["headers"])
    assert "anthropic-version" in dict(lower(anthropic_call["headers"]))
    assert "upstream" not in json.dumps(got)


def lower(headers):
    return [[name.lower(), value] for name, value in headers]

"""Providers that are neither OpenAI nor Anthropic: plain, streamed and over budget, with the provider's
bill = events = roll-ups = counters at the end of each."""

import asyncio
import json

import pytest

import books
from admin import nanos
from loader import Connection

TEXT = "How many tokens does this sentence have?"


class Gemini:
    slug, model, prefix = "gemini", "gemini-2.5-flash", ""
    out_nanos = 2_500
    credential = ("x-goog-api-key", "sk-gemini-upstream")

    @staticmethod
    def call(text=TEXT, stream=False, limit=None):
        verb = "streamGenerateContent?alt=sse" if stream else "generateContent"
        body = {"contents": [{"role": "user", "parts": [{"text": text}]}]}
        if limit:
            body["generationConfig"] = {"maxOutputTokens": limit}
        return f"/proxy/gemini/v1beta/models/{Gemini.model}:{verb}", body

    @staticmethod
    def limit_of(body):
        return body["generationConfig"]["maxOutputTokens"]

    @staticmethod
    def last_reason(events):
        return events[-1]["candidates"][0]["finishReason"]

    @staticmethod
    def is_refusal(body, status):
        error = body["error"]
        return error["code"] == status and error["status"] == "RESOURCE_EXHAUSTED" and error["message"]


class Cohere:
    slug, model, prefix = "cohere", "command-r-08-2024", ""
    out_nanos = 600
    credential = ("authorization", "Bearer sk-cohere-upstream")

    @staticmethod
    def call(text=TEXT, stream=False, limit=None):
        body = {"model": Cohere.model, "messages": [{"role": "user", "content": text}], "stream": stream}
        return "/proxy/cohere/v2/chat", body | ({"max_tokens": limit} if limit else {})

    @staticmethod
    def limit_of(body):
        return body["max_tokens"]

    @staticmethod
    def last_reason(events):
        assert events[-1]["type"] == "message-end"
        return events[-1]["delta"]["finish_reason"]

    @staticmethod
    def is_refusal(body, status):
        return isinstance(body["message"], str)


class Groq:
    slug, model, prefix = "groq", "llama-3.3-70b-versatile", "/openai"
    out_nanos = 790
    credential = ("authorization", "Bearer sk-groq-upstream")

    @staticmethod
    def call(text=TEXT, stream=False, limit=None):
        body = {"model": Groq.model, "messages": [{"role": "user", "content": text}], "stream": stream}
        return "/proxy/groq/v1/chat/completions", body | ({"max_completion_tokens": limit} if limit else {})

    @staticmethod
    def limit_of(body):
        return body["max_completion_tokens"]

    @staticmethod
    def last_reason(events):
        return events[-1]["choices"][0]["finish_reason"]

    @staticmethod
    def is_refusal(body, status):
        return body["error"]["code"] == "insufficient_quota"


CUT = {"gemini": "MAX_TOKENS", "cohere": "MAX_TOKENS", "groq": "length"}


@pytest.fixture(params=[Gemini, Cohere, Groq], ids=lambda dialect: dialect.slug)
def dialect(request):
    return request.param


@pytest.fixture
def workspace(gateway, provider, dialect):
    workspace = gateway.admin.workspace()
    # A model whose most output nobody knows is bounded by the API's ceiling.
    workspace.model_api(dialect.slug, provider.url() + dialect.prefix, output_ceiling=2000)
    yield workspace
    books.check([workspace], provider)


def call(gateway, key, path_and_body):
    return asyncio.run(Connection(gateway.url, key).call(*path_and_body))


def events_of(receipt):
    lines = [line[5:].strip() for line in receipt.body.decode().splitlines() if line.startswith("data:")]
    return [json.loads(line) for line in lines if line != "[DONE]"]


def test_a_plain_call_costs_what_the_provider_charges(gateway, workspace, key, provider, dialect):
    receipt = call(gateway, key, dialect.call())

    assert receipt.status == 200, receipt
    books.settled(workspace)
    (entry,) = provider.bill()
    event = workspace.event(receipt.request_id)
    assert nanos(event["cost"]) == entry["nanos"] > 0
    assert event["model"] == dialect.model
    assert not event["estimated"]


def test_the_call_carries_the_apis_credential_and_not_the_clients(gateway, workspace, key, provider, dialect):
    call(gateway, key, dialect.call())

    headers = {name.lower(): value for name, value in provider.bill()[0]["headers"]}
    name, value = dialect.credential
    assert headers[name] == value
    assert "rg_live_" not in json.dumps(headers)


def test_a_stream_costs_what_the_provider_charges(gateway, workspace, key, provider, dialect):
    receipt = call(gateway, key, dialect.call(stream=True))

    assert receipt.status == 200 and receipt.complete, receipt
    books.settled(workspace)
    event = workspace.event(receipt.request_id)
    assert event["stream"] and nanos(event["cost"]) == provider.bill()[0]["nanos"] > 0
    assert event["outcome"] == "ok"


def test_a_spent_budget_refuses_in_the_words_of_the_provider(gateway, workspace, key, provider, dialect):
    workspace.budget(1)

    receipt = call(gateway, key, dialect.call(limit=50))

    assert receipt.status == 402
    assert receipt.headers["x-should-retry"] == "false"
    assert dialect.is_refusal(receipt.json, 402), receipt.body
    assert provider.bill() == []


def test_a_budget_holds_until_the_last_call_that_fits(gateway, workspace, key, provider, dialect):
    workspace.budget(200 * dialect.out_nanos)
    limit = 60

    statuses = [call(gateway, key, dialect.call("[[tokens out=60]] hi", limit=limit)).status for _ in range(5)]

    assert statuses[0] == 200 and statuses[-1] == 402
    (budget,) = workspace.budgets()
    assert nanos(budget["spent"]) <= nanos(budget["amount"])


def test_a_clamped_call_is_sent_with_a_smaller_limit(gateway, workspace, key, provider, dialect):
    workspace.budget(300 * dialect.out_nanos, when_short="clamp")

    receipt = call(gateway, key, dialect.call("[[tokens out=1500]]", limit=1500))

    assert receipt.status == 200, receipt
    assert 0 < dialect.limit_of(json.loads(provider.bill()[0]["body"])) < 300


def test_a_braked_stream_ends_as_if_its_limit_was_reached(gateway, workspace, key, dialect):
    workspace.budget(300 * dialect.out_nanos, when_short="brake")

    receipt = call(gateway, key, dialect.call("[[tokens out=1500]] [[pace ms=1]]", stream=True))

    assert receipt.status == 200 and receipt.complete, receipt
    events = events_of(receipt)
    assert 5 < len(events) < 1500
    assert dialect.last_reason(events) == CUT[dialect.slug]
    books.settled(workspace)
    assert workspace.event(receipt.request_id)["outcome"] == "braked"


@pytest.mark.parametrize("dialect", [Gemini], indirect=True, ids=["gemini"])
def test_a_stream_that_is_one_array_is_passed_on_whole_and_billed(gateway, workspace, key, provider, dialect):
    path, body = dialect.call(stream=True)

    receipt = call(gateway, key, (path.removesuffix("?alt=sse"), body))

    pieces = json.loads(receipt.body)
    assert pieces[-1]["candidates"][0]["finishReason"] == "STOP"
    books.settled(workspace)
    assert nanos(workspace.event(receipt.request_id)["cost"]) == provider.bill()[0]["nanos"] > 0


@pytest.mark.parametrize("dialect", [Gemini], indirect=True, ids=["gemini"])
def test_a_braked_array_is_still_one_array(gateway, workspace, key, dialect):
    workspace.budget(300 * dialect.out_nanos, when_short="brake")
    path, body = dialect.call("[[tokens out=1500]] [[pace ms=1]]", stream=True)

    receipt = call(gateway, key, (path.removesuffix("?alt=sse"), body))

    assert json.loads(receipt.body)[-1]["candidates"][0]["finishReason"] == "MAX_TOKENS"


@pytest.mark.parametrize("dialect", [Gemini], indirect=True, ids=["gemini"])
def test_counting_tokens_is_free_and_needs_no_budget(gateway, workspace, key, dialect, provider):
    workspace.budget(1)
    path, body = dialect.call()

    receipt = call(gateway, key, (path.replace("generateContent", "countTokens"), body))

    assert receipt.status == 200
    assert provider.bill()[0]["nanos"] == 0


@pytest.mark.parametrize("dialect", [Groq], indirect=True, ids=["groq"])
def test_usage_the_client_did_not_ask_for_is_taken_out_of_its_stream(gateway, workspace, key, dialect):
    receipt = call(gateway, key, dialect.call(stream=True))

    assert not any("usage" in event for event in events_of(receipt))

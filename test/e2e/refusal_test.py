"""Every refusal arrives as the SDK's own exception, and tells the SDK whether to try again."""

import asyncio
import time

import pytest

import books
from loader import Connection
from sdks import Calls, chat, message


def refused(got, name, status):
    assert not got["ok"], got
    error = got["error"]
    assert (error["class"], error["status"]) == (name, status), error
    return error


def both(calls, **more):
    """The same small call in both dialects."""
    yield "openai", calls.openai("chat.completions.create", chat("hi", max_tokens=5), **more)
    yield "anthropic", calls.anthropic("messages.create", message("hi", max_tokens=5), **more)


def test_no_key_that_exists_is_401(calls, provider, sdk, gateway):
    wrong = Calls(sdk, gateway.url, calls.api_key[:-1] + ("0" if calls.api_key[-1] != "0" else "1"))

    for kit, got in both(wrong, max_retries=2):
        error = refused(got, "AuthenticationError", 401)
        expected = {"openai": "invalid_request_error", "anthropic": "authentication_error"}
        assert error["type"] == expected[kit], error
        assert error["request_id"]
    assert provider.bill() == [], "and nothing leaves"


# OpenAI's SDKs have no class of their own for 402.
PAYMENT_REQUIRED = {
    ("openai", "python"): "APIStatusError", ("openai", "node"): "APIError",
    ("anthropic", "python"): "PaymentRequiredError", ("anthropic", "node"): "PaymentRequiredError",
}


def test_a_spent_budget_is_402_and_nobody_tries_again(calls, provider, workspace, gateway):
    workspace.budget(1)  # one nano-dollar

    for kit, got in both(calls, max_retries=2):
        error = refused(got, PAYMENT_REQUIRED[kit, calls.sdk.name], 402)
        assert error["type"] == {"openai": "insufficient_quota", "anthropic": "billing_error"}[kit]
        assert "budget" in error["message"]
    assert provider.bill() == []
    books.settled(workspace)
    assert len(workspace.events()) == 2, "one event a call: the SDKs did not retry"


def test_a_model_nobody_serves_is_404(calls, provider):
    error = refused(calls.chat("hi", "gpt-nobody-serves"), "NotFoundError", 404)

    assert "gpt-nobody-serves" in error["message"]
    got = calls.anthropic("messages.create", message("hi", "claude-nobody"))
    assert refused(got, "NotFoundError", 404)["type"] == "not_found_error"


def test_a_wrong_path_is_404_and_names_the_right_one(gateway, key):
    receipt = asyncio.run(Connection(gateway.url, key).call("/v1/chat/completion", chat("hi")))

    assert receipt.status == 404
    assert b"/v1/chat/completions" in receipt.body


def test_a_spent_limit_is_429(calls, provider, workspace):
    workspace.limit(1)
    assert calls.chat()["ok"]

    for kit, got in both(calls):
        error = refused(got, "RateLimitError", 429)
        assert error["type"] == {"openai": "requests", "anthropic": "rate_limit_error"}[kit], error
    assert len(provider.bill()) == 1


def test_a_limit_that_frees_soon_is_waited_for_by_the_sdk(calls, provider, workspace):
    workspace.limit(1, window="2s", algorithm="token_bucket")
    assert calls.chat(max_retries=2)["ok"]

    began = time.monotonic()
    got = calls.chat(max_retries=2)

    assert got["ok"], got
    assert time.monotonic() - began > 0.5, "it slept as our headers say"
    assert len(provider.bill()) == 2, "refusals never left"


def test_a_limit_that_frees_late_is_not_waited_for(calls, workspace, gateway):
    workspace.limit(1, window="1h", algorithm="token_bucket")  # no hour to turn between two calls
    assert calls.chat()["ok"]

    began = time.monotonic()
    refused(calls.chat(max_retries=2), "RateLimitError", 429)

    assert time.monotonic() - began < 5
    books.settled(workspace)
    assert len(workspace.events()) == 2, "x-should-retry: false"


def test_the_headers_say_what_is_left(calls, workspace):
    workspace.limit(10)
    workspace.budget(10**9)

    headers = calls.chat()["headers"]

    assert headers["x-ratelimit-limit"] == "10" and headers["x-ratelimit-remaining"] == "9"
    assert headers["x-ratelimit-limit-requests"] == "10"
    assert "ratelimit" in headers and "ratelimit-policy" in headers
    assert 0 < float(headers["x-rateguard-budget-remaining"]) < 1


@pytest.mark.parametrize("status, name", [
    (400, "BadRequestError"), (404, "NotFoundError"), (422, "UnprocessableEntityError"),
    (429, "RateLimitError"), (500, "InternalServerError"), (503, "InternalServerError"),
])
def test_what_the_provider_refuses_arrives_as_it_is(calls, provider, status, name):
    error = refused(calls.chat(f"[[fault name=status code={status}]]"), name, status)

    assert f"made to answer {status}" in error["message"]


def test_an_unpriced_call_against_a_hard_budget_says_which_setting_would_allow_it(
        python_calls, workspace):
    workspace.budget(10**9)
    workspace.make("apis", slug="unknown", base_url="http://127.0.0.1:9", family="generic",
                   cost={"kind": "unpriced"})

    receipt = asyncio.run(
        Connection(python_calls.base_url, python_calls.api_key).call("/proxy/unknown/x", {}))

    assert receipt.status == 402 or receipt.status == 422, receipt
    assert b"per_request" in receipt.body or b"cost" in receipt.body

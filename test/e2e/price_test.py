"""What a call costs: overrides, and APIs that are no model."""

import asyncio

import pytest

import books
from admin import nanos
from loader import Connection
from sdks import chat


def event_of(gateway, workspace, key, path, body=None, **more):
    receipt = asyncio.run(Connection(gateway.url, key).call(path, body or {}, **more))
    assert receipt.status == 200, receipt
    books.settled(workspace)
    return workspace.event(receipt.request_id), receipt


@pytest.fixture
def workspace(gateway, provider):
    """Without the provider's bill at the end: these prices are not the provider's."""
    workspace = gateway.admin.workspace().furnish(provider)
    yield workspace
    books.check([workspace])


def test_an_override_prices_the_model_in_this_workspace(gateway, workspace, key, provider):
    workspace.make("prices", provider="openai", model="gpt-4o", rates={"input_mtok": "1", "output_mtok": "100"})

    event, _ = event_of(gateway, workspace, key, "/v1/chat/completions", chat("hi"))

    usage = provider.bill()[0]["usage"]
    assert nanos(event["cost"]) == usage["prompt_tokens"] * 1_000 + usage["completion_tokens"] * 100_000
    assert event["price_version"] and event["lines"]


def test_the_cost_in_the_header_is_the_cost_in_the_event(gateway, workspace, key):
    event, receipt = event_of(gateway, workspace, key, "/v1/chat/completions", chat("hi"))

    assert nanos(receipt.headers["x-rateguard-cost-cents"]) == nanos(event["cost"]) * 100


def test_every_line_of_a_cost_adds_up_to_it(gateway, workspace, key):
    event, _ = event_of(gateway, workspace, key, "/v1/chat/completions", chat("hello there"))

    pico = sum(line["count"] * line["pico_per_unit"] for line in event["lines"])
    assert nanos(event["cost"]) == -(-pico // 1000), "rounded up once"


def test_a_price_per_unit_reads_the_units_from_the_answer(gateway, workspace, key, provider):
    workspace.make("apis", slug="units", base_url=provider.url(), family="generic",
                   cost={"kind": "per_unit", "per_unit": "0.01", "pointer": "/units", "source": "answer"})

    event, _ = event_of(gateway, workspace, key, "/proxy/units/x")

    assert nanos(event["cost"]) == 3 * 10_000_000
    assert event["usage"]["units"] == 3


def test_a_percentage_reads_the_amount_from_the_request(gateway, workspace, key, provider):
    workspace.make("apis", slug="pay", base_url=provider.url(), family="generic", cost={
        "kind": "percentage", "percent": "2.9", "per_request": "0.30", "source": "request",
        "pointer": "/amount", "decimals": 2})

    event, _ = event_of(gateway, workspace, key, "/proxy/pay/charges", {"amount": 10_000})

    assert nanos(event["cost"]) == 2_900_000_000 + 300_000_000, "2.9 % of 100 dollars and 30 cents"


def test_an_unpriced_call_is_never_a_confident_zero(gateway, workspace, key, provider):
    workspace.make("apis", slug="dark", base_url=provider.url(), family="generic", cost={"kind": "unpriced"})

    event, receipt = event_of(gateway, workspace, key, "/proxy/dark/x")

    assert not event["priced"] and event["unpriced_reason"]
    assert "x-rateguard-cost-cents" not in receipt.headers
    assert workspace.usage()["total"]["unpriced"] == 1

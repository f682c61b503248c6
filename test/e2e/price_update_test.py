"""Prices loaded at run time: seen before they are used, in force at once, kept over a restart."""

import asyncio
import hashlib
import json

import pytest

import books
from admin import AdminError, nanos
from loader import Connection
from sdks import chat

CHAT = "/v1/chat/completions"


def catalogue(input_price, output_price="10"):
    """Prices of one model, in the form that script/update-prices --output writes."""
    below = f"provider openai\nmodel gpt-4o\nis ^gpt-4o\nprice input_mtok={input_price} output_mtok={output_price}\n"
    return f"version newer-{input_price}+{hashlib.sha256(below.encode()).hexdigest()[:8]}\n{below}"


@pytest.fixture
def workspace(gateway, provider):
    """Without the provider's bill at the end: these prices are not the provider's."""
    workspace = gateway.admin.workspace().furnish(provider)
    yield workspace
    books.check([workspace.at(gateway.admin)])


def event_of(gateway, workspace, key):
    receipt = asyncio.run(Connection(gateway.url, key).call(CHAT, chat("hi")))
    assert receipt.status == 200, receipt
    books.settled(workspace)
    return workspace.event(receipt.request_id)


def in_force(gateway):
    return gateway.admin.get("/prices/catalogue")


def test_newer_prices_are_shown_and_then_in_force_for_the_next_call(gateway, workspace, key, tmp_path, provider):
    before = event_of(gateway, workspace, key)
    file = tmp_path / "prices.txt"
    file.write_text(catalogue("1000"))

    told = gateway.run("prices", "update", "--file", str(file), "--yes")
    after = event_of(gateway, workspace, key)

    assert "~  openai gpt-4o" in told.stdout and "1000" in told.stdout and "2.5" in told.stdout
    usage = provider.bill()[-1]["usage"]
    assert nanos(after["cost"]) == usage["prompt_tokens"] * 1_000_000 + usage["completion_tokens"] * 10_000
    assert after["price_version"].startswith("newer-1000+")
    assert workspace.event(before["request_id"])["price_version"].startswith("genai-prices-"), "booked is booked"


def test_a_call_under_way_keeps_its_prices_and_is_not_dropped(gateway, workspace, key):
    async def race():
        call = asyncio.create_task(Connection(gateway.url, key).call(
            CHAT, chat("[[pace ms=100]] tell me", stream=True, stream_options={"include_usage": True})))
        # It has left once it is counted as in flight.
        while gateway.admin.get("/status")["calls_in_flight"] == 0:
            await asyncio.sleep(0.005)
        gateway.run("prices", "update", "--yes", input=catalogue("1000"))
        return await call

    receipt = asyncio.run(race())
    books.settled(workspace)

    assert receipt.complete and receipt.body.endswith(b"data: [DONE]\n\n")
    assert workspace.event(receipt.request_id)["price_version"].startswith("genai-prices-")
    assert event_of(gateway, workspace, key)["price_version"].startswith("newer-1000+")


def test_a_restart_keeps_them_and_embedded_goes_back(gateway, workspace, key):
    gateway.run("prices", "update", "--yes", input=catalogue("1000"))

    gateway.restart()
    workspace.at(gateway.admin)
    assert in_force(gateway)["source"] == "loaded"
    assert event_of(gateway, workspace, key)["price_version"].startswith("newer-1000+")

    gateway.run("prices", "update", "--embedded", "--yes")
    assert event_of(gateway, workspace, key)["price_version"].startswith("genai-prices-")
    gateway.restart()
    assert in_force(gateway)["source"] == "built-in"


@pytest.mark.parametrize("text, fault", [
    (catalogue("-1"), "line 5: a price is never negative"),
    (catalogue("1").replace("=10", "=11"), "line 1: the version ends with"),
    (catalogue("1").replace("is ^", "are ^"), "line 4: 'are' is not a kind of line"),
    ("\x00", "control characters"),
    ('{"prices": "of another form"}', "line 1: a catalogue begins with its version"),
])
def test_a_faulty_text_names_its_line_and_changes_nothing(gateway, workspace, text, fault):
    done = gateway.run("prices", "update", "--yes", input=text, check=False)

    assert done.returncode == 2 and fault in done.stderr
    assert in_force(gateway)["source"] == "built-in"
    with pytest.raises(AdminError) as refused:
        gateway.admin.request("PUT", "/prices/catalogue", {"text": text})
    assert refused.value.status == 422 and fault in json.dumps(refused.value.body)


def test_without_a_yes_nothing_changes(gateway, workspace):
    done = gateway.run("prices", "update", input=catalogue("1000"), check=False)

    assert done.returncode == 2 and "--yes" in done.stderr and "1000" in done.stdout
    assert in_force(gateway)["source"] == "built-in"


def test_who_looked_at_other_prices_than_those_in_force_is_refused(gateway, workspace):
    seen = gateway.admin.post("/prices/catalogue/compare", {"text": catalogue("1000")})
    gateway.run("prices", "update", "--yes", input=catalogue("2000"))

    with pytest.raises(AdminError) as refused:
        gateway.admin.request("PUT", "/prices/catalogue", {"text": catalogue("1000")}, {"If-Match": seen["etag"]})

    assert refused.value.status == 412
    assert in_force(gateway)["version"] == catalogue("2000").split()[1]


def test_prices_of_ones_own_stand_in_front_of_them(gateway, workspace, key, provider):
    workspace.make("prices", provider="openai", model="gpt-4o", rates={"input_mtok": "1", "output_mtok": "100"})

    gateway.run("prices", "update", "--yes", input=catalogue("1000"))
    event = event_of(gateway, workspace, key)

    usage = provider.bill()[-1]["usage"]
    assert nanos(event["cost"]) == usage["prompt_tokens"] * 1_000 + usage["completion_tokens"] * 100_000
    assert event["price_version"].startswith("newer-1000+") and "+own-" in event["price_version"]
    gateway.run("prices", "set", "gpt-4o", "--rates-input-mtok", "3")
    assert gateway.json("prices", "list")[0]["rates"]["input_mtok"] == "3"

"""The load of the races and the crashes, tried on the fake provider alone."""

import asyncio
import time

import pytest

from loader import Connection, race
from provider import Provider
from sdks import chat


@pytest.fixture(scope="module")
def provider():
    it = Provider()
    yield it
    it.close()


def test_every_call_of_a_race_has_one_receipt_and_one_line_on_the_bill(provider):
    calls = iter([(f"/things/{n}", {}) for n in range(2_000)])

    began = time.monotonic()
    receipts = asyncio.run(race(provider.url(), "key", calls, 64))

    assert all(r.complete and r.status == 200 for r in receipts)
    assert sorted(r.path for r in receipts) == sorted(e["target"] for e in provider.bill())
    assert time.monotonic() - began < 10


def test_a_stream_is_complete_only_to_its_last_byte(provider):
    async def two():
        connection = Connection(provider.url(), "key")
        whole = await connection.call("/v1/chat/completions", chat("hi", stream=True))
        cut = await connection.call("/v1/chat/completions", chat("[[fault name=reset]]", stream=True))
        return whole, cut, await connection.call("/things", {})

    whole, cut, after = asyncio.run(two())

    assert whole.complete and whole.body.endswith(b"data: [DONE]\n\n")
    assert cut.status == 200 and not cut.complete
    assert after.complete, "the connection opens itself again"


def test_a_server_that_is_not_there_leaves_an_empty_receipt(provider):
    url = f"http://127.0.0.1:{provider.ports['closed']}"

    receipt = asyncio.run(Connection(url, "key").call("/", {}))

    assert receipt.status == 0 and not receipt.complete

"""One call at a time to the API `things`, which Workspace.furnish makes: what tests of the gateway's stores do."""

import asyncio

import books
from loader import Connection

THING = "/proxy/things/x"
PRICE = 2_000_000  # of one call, in nano-dollars


def call(gateway, key, path=THING):
    return asyncio.run(Connection(gateway.url, key).call(path, {}))


def until_status(gateway, key, status, within=10.0, every=0.05):
    """The first answer with that status; fails when there is none in time."""
    last = None

    def answered():
        nonlocal last
        last = call(gateway, key)
        return last.status == status

    assert books.until(answered, within, every), f"still {last.status} after {within} s"
    return last

"""S3: a key that was mistyped or made up is refused for what it looks like, without a lookup."""

import asyncio

from loader import Connection
from sdks import chat

BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
# What only a lookup can know.
LOOKED_UP = b"Nobody knows this API key"


def edits(key):
    """Every deletion and swap, and at every place every digit instead of the one that is there or before it."""
    for at in range(len(key)):
        yield key[:at] + key[at + 1:]
        yield key[:at] + key[at + 1:at + 2] + key[at] + key[at + 2:]
        for digit in BASE62:
            yield key[:at] + digit + key[at + 1:]
    for at in range(len(key) + 1):
        for digit in BASE62[::7]:
            yield key[:at] + digit + key[at:]


async def refuse_all(gateway, wrong):
    connections = [Connection(gateway.url, None) for _ in range(4)]

    async def one(connection, part):
        for key in part:
            receipt = await connection.call("/v1/chat/completions", chat("hi"), headers=[("x-api-key", key)])
            assert receipt.status == 401 and LOOKED_UP not in receipt.body, (key, receipt)
            assert key.encode() not in receipt.body

    await asyncio.gather(*(one(c, wrong[i::4]) for i, c in enumerate(connections)))


def test_every_one_character_edit_of_a_key_is_refused_without_a_lookup(gateway, key):
    """`KeyTest.EveryOneCharacterEditIsRefused` does it with every byte there is; this is the way through HTTP."""
    wrong = sorted(set(edits(key)) - {key})
    assert len(wrong) > 3000

    asyncio.run(refuse_all(gateway, wrong))


def test_only_a_key_that_could_be_one_is_looked_up(gateway, workspace):
    gone = workspace.key(name="gone")
    workspace.admin.delete(f"{workspace.path}/keys/{gone['id']}")

    receipt = asyncio.run(Connection(gateway.url, gone["key"]).call("/v1/chat/completions", chat("hi")))

    assert receipt.status == 401 and LOOKED_UP in receipt.body


def test_what_is_stored_of_a_key_is_not_accepted_as_one(gateway, workspace):
    """Whoever has read the database cannot call with what stands there."""
    import hashlib

    made = workspace.key(name="stored")
    digest = hashlib.sha256(made["key"].encode())
    import base64

    for stolen in (digest.hexdigest(), base64.b64encode(digest.digest()).decode(), made["prefix"], made["id"],
                   "rg_live_" + digest.hexdigest(), made["prefix"] + "0" * 30 + made["last_four"]):
        receipt = asyncio.run(Connection(gateway.url, stolen).call("/v1/chat/completions", chat("hi")))
        assert receipt.status == 401, stolen


def test_keys_that_begin_alike_are_different_keys(gateway, workspace, key):
    """A cache by the first characters of a key would take one for the other."""
    for changed in range(8, len(key)):
        other = key[:changed] + ("a" if key[changed] != "a" else "b") + key[changed + 1:]
        receipt = asyncio.run(Connection(gateway.url, other).call("/v1/chat/completions", chat("hi")))
        assert receipt.status == 401, changed
    assert asyncio.run(Connection(gateway.url, key).call("/v1/chat/completions", chat("hi"))).status == 200

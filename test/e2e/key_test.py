"""Keys: paused, revoked, rotated and scoped, in force within a second while serving."""

import asyncio
import time

import pytest

import books
from admin import AdminError
from loader import Connection, race
from sdks import chat

CHAT = "/v1/chat/completions"


def status(gateway, key, body=None, path=CHAT):
    return asyncio.run(Connection(gateway.url, key).call(path, body or chat("hi"))).status


def until_status(gateway, key, wanted, within=1.0):
    return books.until(lambda: status(gateway, key) == wanted, within, every=0.02)


def test_a_revoked_key_stops_within_a_second_while_others_are_served(gateway, workspace):
    revoked, kept = workspace.key("revoked"), workspace.key("kept")
    assert status(gateway, revoked["key"]) == 200

    workspace.revoke(revoked)

    assert until_status(gateway, revoked["key"], 401)
    assert status(gateway, kept["key"]) == 200


def test_a_paused_key_stops_and_resumes(gateway, workspace):
    key = workspace.key()
    workspace.pause(key)
    assert books.until(lambda: status(gateway, key["key"]) in (401, 403), 1.0, every=0.02)

    workspace.resume(key)

    assert until_status(gateway, key["key"], 200)


def test_revoking_cuts_nobody_off_who_was_already_served(gateway, workspace):
    key = workspace.key()

    async def run():
        slow = asyncio.create_task(Connection(gateway.url, key["key"]).call(
            CHAT, chat("[[tokens out=40]] [[pace ms=20]]", stream=True)))
        await asyncio.sleep(0.2)
        await asyncio.to_thread(workspace.revoke, key)
        return await slow

    receipt = asyncio.run(run())

    assert receipt.complete and b"[DONE]" in receipt.body


def test_a_rotated_key_overlaps_and_then_ends(gateway, workspace):
    key = workspace.key()

    new = workspace.rotate(key, overlap="2s")["key"]

    assert until_status(gateway, new, 200)
    assert status(gateway, key["key"]) == 200, "while a rollout is under way both work"
    assert books.until(lambda: status(gateway, key["key"]) == 401, 4.0)
    assert status(gateway, new) == 200


def test_an_expired_key_is_refused(gateway, workspace):
    soon = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 2))
    key = workspace.key(expires_at=soon)
    assert status(gateway, key["key"]) == 200

    assert books.until(lambda: status(gateway, key["key"]) == 401, 4.0)


@pytest.mark.parametrize("scope, allowed, refused", [
    ({"models": ["gpt-4o-mini"]}, chat("hi", "gpt-4o-mini"), chat("hi", "gpt-4o")),
    ({"apis": ["openai"]}, chat("hi"), chat("hi", "claude-sonnet-4-5", max_tokens=5)),
])
def test_a_scoped_key_does_only_what_it_may(gateway, workspace, scope, allowed, refused):
    key = workspace.key(scopes=scope)["key"]

    assert status(gateway, key, allowed) == 200
    assert status(gateway, key, refused) in (403, 404)


def test_an_address_outside_the_ranges_is_refused(gateway, workspace):
    key = workspace.key(scopes={"ip_ranges": ["10.0.0.0/8"]})["key"]

    assert status(gateway, key) == 403


@pytest.mark.parametrize("header", ["authorization", "x-api-key", "api-key", "x-goog-api-key"])
def test_a_key_may_come_in_any_header_its_client_uses(gateway, key, header, workspace):
    value = f"Bearer {key}" if header == "authorization" else key

    receipt = asyncio.run(Connection(gateway.url, None).call(CHAT, chat("hi"), headers=[(header, value)]))

    assert receipt.status == 200


def test_another_workspace_is_as_absent(gateway, workspace, provider):
    other = gateway.admin.workspace("other")
    key = workspace.key()

    with pytest.raises(AdminError) as refused:
        gateway.admin.get(f"{other.path}/keys/{key['id']}")
    assert refused.value.status == 404


def test_changes_drop_no_call(gateway, workspace, key):
    """Limits come and go, keys are made, while 8 clients are served."""

    async def run():
        calls = iter([(CHAT, chat("hi"))] * 400)
        serving = asyncio.create_task(race(gateway.url, key, calls, 8))
        for n in range(10):
            await asyncio.to_thread(workspace.key, f"extra-{n}")
            await asyncio.to_thread(workspace.limit, 10**6, name=f"limit-{n}")
        return await serving

    receipts = asyncio.run(run())

    assert [r.status for r in receipts] == [200] * 400

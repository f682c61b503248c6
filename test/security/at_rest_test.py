"""S6: a stored credential opens where and when it was sealed, and nowhere else."""

import asyncio
import base64
import json
import re
import sqlite3

import pytest

from gateway import DidNotStart
from loader import Connection

SEALED = re.compile(r"rgv1\.[\w-]+\.[A-Za-z0-9+/=]+")


class Database:
    """What somebody with write access to the file could do, while nothing runs."""

    def __init__(self, gateway):
        self.file = gateway.data_folder / "rateguard.db"

    def docs(self):
        with sqlite3.connect(self.file) as database:
            return dict(database.execute("SELECT unique_name, doc FROM resources WHERE kind = 'api'"))

    def write(self, name, doc):
        with sqlite3.connect(self.file) as database:
            changed = database.execute(
                "UPDATE resources SET doc = ? WHERE kind = 'api' AND unique_name = ?", (doc, name)).rowcount
        assert changed == 1

    def sealed(self, name):
        (found,) = SEALED.findall(self.docs()[name])
        return found

    def put_sealed(self, name, sealed):
        doc = self.docs()[name]
        self.write(name, doc.replace(self.sealed(name), sealed))


@pytest.fixture
def stopped(gateway, make_upstream):
    """A gateway with two APIs, stopped, and its database."""
    upstream = make_upstream(lambda _: (200, [], b"{}"))
    workspace = gateway.admin.workspace()
    for slug in ("first", "second"):
        workspace.make("apis", slug=slug, base_url=upstream.url, family="generic", credential=f"sk-{slug}-0123456789",
                       cost={"kind": "per_request", "per_request": "0"})
    gateway.key, gateway.upstream = workspace.key()["key"], upstream
    old = None
    for api in workspace.admin.all(f"{workspace.path}/apis"):
        if api["slug"] == "first":
            gateway.terminate()
            old = Database(gateway).docs()["first"]
            gateway.start()
            workspace.at(gateway.admin).admin.patch(f"{workspace.path}/apis/{api['id']}", {"name": "renamed"})
    gateway.terminate()
    gateway.old_doc = old
    return gateway


def assert_does_not_open(gateway):
    """Starts not at all, and says which row is to blame without what is in it."""
    with pytest.raises(DidNotStart) as refused:
        gateway.start(within=20)
    said = str(refused.value)
    assert "the stored api" in said and "/credential" in said, said
    assert "sk-" not in said and not SEALED.search(said)
    assert gateway.upstream.requests == []


def test_credentials_that_were_not_touched_open(stopped):
    stopped.start()

    receipt = asyncio.run(Connection(stopped.url, stopped.key).call("/proxy/first/x", {}))

    assert receipt.status == 200
    assert stopped.upstream.requests[0][2]["authorization"] == "Bearer sk-first-0123456789"


def test_a_credential_that_was_moved_to_another_row_is_refused(stopped):
    database = Database(stopped)
    first, second = database.sealed("first"), database.sealed("second")
    database.put_sealed("first", second)
    database.put_sealed("second", first)

    assert_does_not_open(stopped)


def test_a_whole_row_from_before_a_change_is_refused(stopped):
    Database(stopped).write("first", stopped.old_doc)

    assert_does_not_open(stopped)


@pytest.mark.parametrize("what", ["half", "no tag", "nothing", "one bit of it", "one bit of its nonce", "one bit of its tag"])
def test_a_credential_that_was_changed_is_refused(stopped, what):
    database = Database(stopped)
    sealed = database.sealed("first")
    begin, key_id, text = sealed.split(".")
    data = bytearray(base64.b64decode(text))
    if what == "half":
        data = data[:len(data) // 2]
    elif what == "no tag":
        data = data[:-16]
    elif what == "nothing":
        data = bytearray()
    else:
        data[{"one bit of it": 14, "one bit of its nonce": 3, "one bit of its tag": -2}[what]] ^= 4
    database.put_sealed("first", f"{begin}.{key_id}.{base64.b64encode(bytes(data)).decode()}")

    assert_does_not_open(stopped)


def test_a_credential_in_clear_is_refused(stopped):
    database = Database(stopped)
    database.put_sealed("first", "sk-attackers-own-0123456789")

    assert_does_not_open(stopped)


def test_nothing_opens_with_another_key(stopped):
    (stopped.data_folder / "vault-key").unlink()

    assert_does_not_open(stopped)


def test_a_row_that_is_changed_under_a_running_gateway_is_not_put_in_force(stopped):
    stopped.start()
    database = Database(stopped)
    database.put_sealed("first", database.sealed("second"))
    with sqlite3.connect(database.file) as connection:
        connection.execute("UPDATE revisions SET value = value + 1 WHERE name = 'resources'")

    deadline = 100
    while "configuration_unread" not in stopped.log() and deadline:
        asyncio.run(asyncio.sleep(0.05))
        deadline -= 1
    receipt = asyncio.run(Connection(stopped.url, stopped.key).call("/proxy/first/x", {}))

    assert deadline, "it is said within seconds"
    assert receipt.status == 200 and "sk-second" not in json.dumps(stopped.upstream.requests[-1][2]), "what was in force stays"

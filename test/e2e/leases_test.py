"""Slices of limits and budgets that gateways spend without asking Redis for each call."""

import asyncio
import threading

import pytest

import books
from admin import nanos
from loader import race, race_all
from things import PRICE, THING, call, until_status

FROM_SLICES = "rateguard_calls_from_slices_total"
COMMANDS = 'rateguard_redis_commands_total{outcome="answered"}'


@pytest.fixture
def settings(redis, provider):
    return {"RATEGUARD_UPSTREAM__CA_FILE": provider.ca, "RATEGUARD_REDIS__URL": redis.url,
            "RATEGUARD_REDIS__DEADLINE": "500ms", "RATEGUARD_THREADS": "2"}


@pytest.fixture
def gateway(make_gateway, settings):
    return make_gateway(**settings)


class Load:
    """Clients that call until told to stop, or until their gateway is gone."""

    def __init__(self, gateway, key, clients=16):
        self.gateway, self.receipts = gateway, []
        self.stopped = False
        self.thread = threading.Thread(target=self.run, args=(gateway, key, clients))
        self.thread.start()

    def run(self, gateway, key, clients):
        def calls():
            while not self.stopped:
                yield THING, {}

        self.receipts = asyncio.run(race(gateway.url, key, calls(), clients, lambda r: r.status == 0))

    def until_slices_pay(self):
        assert books.until(lambda: self.gateway.metric(FROM_SLICES) > 300, within=20)

    def stop(self):
        self.stopped = True
        self.thread.join()
        return self.receipts


def spent(workspace):
    return [nanos(budget["spent"]) for budget in workspace.budgets()]


def test_a_hot_key_is_admitted_without_asking_redis_and_the_books_balance(gateway, workspace, provider):
    key = workspace.key()["key"]
    workspace.budget(100_000 * PRICE)
    workspace.limit(1_000_000, window="60s")

    receipts = race_all([gateway], key, [(THING, {})] * 4_000, 32)

    assert {r.status for r in receipts} == {200}
    assert gateway.metric(FROM_SLICES) > 2_000
    assert gateway.metric(COMMANDS) < 3_000, "two for each call without slices"
    books.check([workspace], provider)
    assert spent(workspace) == [4_000 * PRICE]


def test_a_limit_of_a_hot_key_is_not_exceeded(gateway, workspace):
    key = workspace.key()["key"]
    workspace.limit(2_000, window="1h", algorithm="fixed_window")

    receipts = race_all([gateway], key, [(THING, {})] * 3_000, 32)

    admitted = sum(r.status == 200 for r in receipts)
    assert {r.status for r in receipts} == {200, 429}
    assert 1_980 <= admitted <= 2_000
    assert gateway.metric(FROM_SLICES) > 500


def test_what_a_killed_gateway_had_taken_is_booked_from_its_events(gateway, provider):
    # One of its own: what was under way is an estimate here and charged there.
    workspace = gateway.admin.workspace().furnish(provider)
    key = workspace.key()["key"]
    workspace.budget(100_000 * PRICE)
    load = Load(gateway, key)
    load.until_slices_pay()

    gateway.kill()
    load.stop()
    gateway.start()
    workspace.at(gateway.admin)

    books.settled(workspace)
    assert books.until(lambda: [nanos(b["held"]) for b in workspace.budgets()] == [0])
    booked = sum(books.cost(event) for event in workspace.events())
    assert spent(workspace) == [booked]
    assert booked >= sum(entry["nanos"] for entry in provider.bill()), "nothing is forgiven"
    until_status(gateway, key, 200)


def test_a_gateway_that_stops_gives_back_what_it_had_taken(gateway, workspace, redis):
    key = workspace.key()["key"]
    workspace.budget(100_000 * PRICE)
    load = Load(gateway, key)
    load.until_slices_pay()
    load.stop()

    gateway.terminate()

    names = redis.ask("HKEYS", f"rg:{{{workspace.id}}}")
    assert b"\r\nb" in names, "the budget's account is there"
    assert b"\r\ns" not in names, "no slice is"


def test_without_leases_each_call_is_asked_about(make_gateway, settings, provider):
    gateway = make_gateway(**settings | {"RATEGUARD_REDIS__LEASES": "false"})
    workspace = gateway.admin.workspace().furnish(provider)
    key = workspace.key()["key"]
    workspace.budget(10_000 * PRICE)

    race_all([gateway], key, [(THING, {})] * 500, 16)

    assert gateway.metric(FROM_SLICES) == 0
    assert gateway.metric(COMMANDS) >= 1_000
    assert call(gateway, key).status == 200

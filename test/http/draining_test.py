"""SIGTERM ends no call that had been accepted, and everybody can see that it has come."""

import asyncio

import books
import draining
from books import until
from origin import say_what_came
from rig import make_rig
from wire import converse

RESTARTS = 4


def test_a_drain_cuts_no_call(capsys):
    with make_rig(draining.answer) as rig:
        drains = draining.measure(rig, RESTARTS)
        books.check([rig.workspace])

    with capsys.disabled():
        print(f"\n{drains}")
    assert drains.whole > 100 * RESTARTS, "there was a load"
    assert drains.cut == 0 and drains.statuses == {0}
    # One in a thousand: this client, too, may be stopped by a busy machine for longer than a drain waits.
    assert drains.crossed <= RESTARTS
    assert drains.slowest < 10


class Held:
    """An answer that ends when the test says so."""

    def __init__(self):
        self.released = asyncio.Event()

    async def answer(self, line, request):
        await self.released.wait()
        return await say_what_came(line, request)

    def release(self, origin):
        origin.loop.call_soon_threadsafe(self.released.set)


async def drain_during_a_call(rig, held):
    """SIGTERM while a call is under way; what the probes say then; how the call ends."""
    call = asyncio.create_task(converse(rig.address, [rig.request("/proxy/things/held")], patience=30))
    await asyncio.to_thread(until, lambda: rig.origin.requests)
    rig.gateway.process.terminate()
    await asyncio.to_thread(until, lambda: rig.gateway.probe("/readyz")[0] == 503)
    pages = [await asyncio.to_thread(rig.gateway.probe, page) for page in ("/readyz", "/livez")]
    held.release(rig.origin)
    return pages, await call


def test_while_it_drains_it_says_so():
    held = Held()
    with make_rig(held.answer) as rig:
        pages, talk = asyncio.run(drain_during_a_call(rig, held))

        assert pages == [(503, "no: draining\n"), (200, "ok\n")]
        assert talk.statuses == "200" and talk.answers[0].whole and talk.answers[0].closes, talk
        assert rig.gateway.process.wait(20) == 0

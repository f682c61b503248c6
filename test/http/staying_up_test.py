"""What slow, greedy and vanishing clients cost everybody else. Short runs, whose bounds a busy machine keeps;
the numbers of the promises themselves are measured by script/soak."""

import pytest

import back_pressure
import books
import growth
import leaving
import overload
import slow_clients
from load import quantile
from origin import say_what_came
from rig import make_rig

MIB = 1024 * 1024


def test_slow_clients_are_closed_and_do_not_hurt_the_others():
    with make_rig(say_what_came) as rig:
        slow = slow_clients.measure(rig, slow=400, rate=60)
        books.check([rig.workspace])

    assert slow.failed == 0, "every good call has its answer"
    assert slow.longest_stay <= 11 + 2, "a head has ten seconds, a body less; two are the machine's"
    assert len(slow.stays) >= 400
    assert slow.median_ratio() < 5, (slow.median_ratio(), slow.p99_ratio())
    assert slow.bytes_each < 32 * 1024, slow.bytes_each


@pytest.fixture(scope="module")
def held():
    with make_rig(back_pressure.answer) as rig:
        yield {one.kind: one for one in back_pressure.measure(rig, total=96 * MIB, seconds=3)}
        books.check([rig.workspace])


@pytest.mark.parametrize("kind", back_pressure.KINDS)
def test_a_slow_reader_slows_the_upstream_and_takes_no_memory(held, kind):
    one = held[kind]

    assert one.growth_bytes <= MIB, one
    assert one.ahead_bytes < 32 * MIB, "the upstream waits for the reader; the kernels' buffers are all it fills"
    assert one.whole and one.slowly_bytes > 0, one


@pytest.mark.parametrize("kind", back_pressure.KINDS)
def test_many_readers_that_stop_take_little_each(kind):
    """Kernels' buffers are full, and the gateway waits with what it has in its hands."""
    with make_rig(back_pressure.answer, threads=1) as rig:
        each = back_pressure.crowd_growth(rig, kind, readers=24, total=64 * MIB)

    assert each < MIB, f"{each / 1024:.0f} KiB"


@pytest.fixture(scope="module")
def left_rig():
    with make_rig(leaving.answer) as rig:
        rig.workspace.priced_api("drained", rig.origin.url, on_disconnect="drain")
        yield rig
        books.check([rig.workspace])


@pytest.mark.parametrize("how", leaving.HOW)
@pytest.mark.parametrize("moment", leaving.MOMENTS)
def test_a_client_that_left_is_noticed_and_settled(left_rig, moment, how):
    number = f"{leaving.HOW.index(how)}-{list(leaving.MOMENTS).index(moment)}"

    left = leaving.leave(left_rig, moment, how, number)

    # The promise is a second; the rest is for a machine that does other things.
    assert left.upstream_closed < 3 and left.settled < 4, left


def event_of(rig, endpoint):
    books.settled(rig.workspace)
    (event,) = [event for event in rig.workspace.events() if event["endpoint"] == endpoint]
    return event


def test_an_answer_that_is_drained_is_read_to_its_end(left_rig):
    line = leaving.leave_drained(left_rig, "short")

    assert line.sent_bytes > 800_000
    event = event_of(left_rig, "/short-drained")
    assert event["outcome"] == "client_gone_mid_answer" and not event["estimated"], event


def test_what_is_drained_has_a_cap(left_rig):
    line = leaving.leave_drained(left_rig, "long")

    assert line.sent_bytes < leaving.LONG / 2
    assert event_of(left_rig, "/long-drained")["estimated"]


def test_calls_of_every_kind_leave_nothing_behind():
    with make_rig(growth.answer) as rig:
        grown = growth.measure(rig, seconds=12)
        books.settled(rig.workspace)  # the audit: reading every event back would take longer than the calls

    assert grown.calls > 200
    # Too short for a slope, and SQLite's cache is filling; a leak of a kilobyte a call would still show.
    assert grown.spread("rss_bytes") < 2 * MIB + 1024 * grown.calls, (grown.calls, grown.samples)
    assert grown.spread("descriptors") <= 24 and grown.spread("threads") <= 0


def test_three_times_the_calls_that_fit():
    """What fits is served as before; the rest is told at once; and health answers."""
    with make_rig(overload.answer, http__connections_max=overload.PLACES, threads=1) as rig:
        over = overload.measure(rig, seconds=6)
        refused = rig.metric("rateguard_connections_refused_total")
        books.check([rig.workspace])

    assert over.kept > 0.5, over
    assert over.statuses <= {0, 200, 503} and len(over.refused) > 10 and refused > 10
    # The promise is 10 ms; the median shows whether anything waits that need not.
    assert quantile(over.refused, 0.5) < 0.1, sorted(over.refused)
    assert {status for status, _ in over.probes} == {200} and max(took for _, took in over.probes) < 3

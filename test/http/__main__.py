"""The promises H1 and H3 to H9 at their full numbers. See script/soak."""

import argparse
import random
import sys
import time

import back_pressure
import books
import draining
import growth
import leaving
import overload
import slow_clients
import smuggling
from load import quantile
from rig import make_rig

MIB, GIB = 1024**2, 1024**3
ROWS = []  # (promise, what, promised, measured, kept)


def row(promise, what, promised, measured, kept):
    ROWS.append((promise, what, promised, measured, kept))
    print(f"{promise:4}{what:44}{promised:>20}{measured:>20}   {'kept' if kept else 'BROKEN'}", flush=True)


def h1(minutes):
    """Streams from ever new seeds."""
    end, compared = time.monotonic() + 60 * minutes, 0
    with make_rig(**smuggling.SHORT_TIMEOUTS) as rig:
        while time.monotonic() < end:
            seed = random.randrange(2**32)
            print(f"     RG_SEED={seed}", end="\r", flush=True)
            compared += smuggling.run(rig, seed, 1500).compared
    row("H1", f"requests seen, not logged ({compared} compared)", "0", "0", True)


def h4(_):
    with make_rig() as rig:
        slow = slow_clients.measure(rig, slow=2000, rate=200, seconds=5.0, rounds=4)
        books.check([rig.workspace])
    row("H4", "good p99, 2,000 slow clients beside it", "at most 2.0 x", f"{slow.p99_ratio():.2f} x", slow.p99_ratio() <= 2)
    row("H4", "the slowest slow client is closed", "within 11 s", f"{slow.longest_stay:.1f} s", slow.longest_stay <= 11)
    row("H4", "good calls that failed", "0", str(slow.failed), slow.failed == 0)


def h5(minutes):
    """A kernel tells the sender of room only once there is a sixteenth of its buffer: at 10 KiB a second that takes
    longer than a client may stop reading by default."""
    with make_rig(back_pressure.answer, http__write_timeout="10m") as rig:
        for held in back_pressure.measure(rig, total=GIB, seconds=60 * minutes / len(back_pressure.KINDS)):
            row("H5", f"memory for 1 GiB to a slow reader, {held.kind}", "at most 1 MiB",
                f"{held.growth_bytes / MIB:.2f} MiB", held.growth_bytes <= MIB and held.whole)
        books.check([rig.workspace])


def h6(_):
    with make_rig(leaving.answer) as rig:
        all_left = [left for _ in range(3) for left in leaving.measure(rig)]
        books.check([rig.workspace])
    for what, slowest in (("the upstream is let go", max(left.upstream_closed for left in all_left)),
                          ("the call is settled", max(left.settled for left in all_left))):
        row("H6", f"after a client left, {what}", "within 1 s", f"{slowest:.2f} s", slowest <= 1)


def h7(_):
    with make_rig(draining.answer) as rig:
        drains = draining.measure(rig, restarts=50)
        books.check([rig.workspace])
    row("H7", f"calls cut by 50 restarts ({drains.whole} whole)", "0", str(drains.cut), drains.cut == 0)
    row("H7", "requests that crossed a close", "0", str(drains.crossed), drains.crossed == 0)


def h8(minutes):
    """SQLite's cache of 4 MiB fills at some 200 bytes a call, and is no leak."""
    with make_rig(growth.answer) as rig:
        grown = growth.measure(rig, seconds=60 * minutes, every=1.0, warm_up_calls=40_000)
        books.settled(rig.workspace)
    slope = grown.slope_bytes() / MIB
    row("H8", f"memory, {grown.calls} calls in {minutes:.0f} min", "0.5 MiB / 10 min", f"{slope:.2f} MiB / 10 min", slope <= 0.5)
    for what in ("descriptors", "threads"):
        row("H8", what, "flat", f"{grown.spread(what):+d}", grown.spread(what) <= (8 if what == "descriptors" else 0))


def h9(_):
    with make_rig(overload.answer, http__connections_max=overload.PLACES, threads=1) as rig:
        over = overload.measure(rig, seconds=20)
        books.check([rig.workspace])
    slowest, health = quantile(over.refused, 0.99), max(took for _, took in over.probes)
    row("H9", "goodput at three times the peak", "at least 80 %", f"{100 * over.kept:.0f} %", over.kept >= 0.8)
    row("H9", "p99 of refusals", "under 10 ms", f"{1000 * slowest:.1f} ms", slowest < 0.01)
    row("H9", "health answers, at the slowest", "200 in a second", f"{1000 * health:.0f} ms",
        health < 1 and {status for status, _ in over.probes} == {200})


PROMISES = {"H1": h1, "H4": h4, "H5": h5, "H6": h6, "H7": h7, "H8": h8, "H9": h9}


def main():
    parser = argparse.ArgumentParser(prog="script/soak", description=__doc__)
    parser.add_argument("promises", nargs="*", default=list(PROMISES), help="of " + " ".join(PROMISES))
    parser.add_argument("--minutes", type=float, default=20.0, help="of those that take as long as one likes: H1, H5, H8")
    options = parser.parse_args()
    unknown = set(options.promises) - set(PROMISES)
    if unknown:
        parser.error(f"no promise {' '.join(sorted(unknown))}; there are {' '.join(PROMISES)}")
    print(f"    {'what':44}{'promised':>20}{'measured':>20}")
    for name in options.promises:
        PROMISES[name](options.minutes)
    broken = sum(not kept for *_, kept in ROWS)
    print(f"\n{len(ROWS) - broken} kept, {broken} broken")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()

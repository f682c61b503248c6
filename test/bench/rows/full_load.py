"""P1 and P2: as many calls as go through 32 connections."""

import measure
from peers import Peers
from rows.row import Comparison, Line

BUSY_MIN = 0.9  # share of a core

HOW = f"""
wrk keeps every connection busy: a closed loop, so its latencies show order, not truth.

*Everything off* is a key that no limit and no budget is about. RateGuard has no switch for the rest:
such a call is still authenticated, its usage read, its price computed and its event made durable. So P2
prices the limit and the budget, not the gateway; what the gateway costs is P1. Where the core of the
contestant was not busy all the time, requests per second show what the load generator and the upstream
could do on theirs, so below {BUSY_MIN:.0%} they are not compared and the line by CPU is the one to go by.
"""


class FullLoad(Comparison):
    names = ("p1", "p2")
    title = "Full load: 1 KB in and out"
    compared = (("CPU", "cpu"), ("req/s", "rps"))
    peers = None

    @property
    def how(self):
        notes = "".join(f"\n- {note}" for note in self.peers.notes) if self.peers else ""
        return HOW + (f"\nOf the peers:\n{notes}\n" if notes else "")

    def prepare(self, shared):
        if self.options.peers:
            shared()
            self.peers = Peers(self.folder / "peers", shared.arena.upstreams)
        super().prepare(shared)

    def choose(self, contestants):
        return [*contestants, *self.contestants_of_its_own]

    @property
    def contestants_of_its_own(self):
        return self.peers.running if self.peers else ()

    def close(self):
        if self.peers:
            self.peers.stop()

    def fail(self, contestant, why):
        """A peer that fails says so on the page; it does not spoil what else was measured."""
        if contestant in self.contestants_of_its_own:
            self.peers.notes.append(f"{contestant.name}, in a round: {why}")
        else:
            super().fail(contestant, why)

    def load(self, contestant):
        got = measure.closed_loop(contestant, self.folder, self.options.seconds,
                                  self.options.connections)
        got["seconds"] = got["requests"] / max(got["rps"], 1)
        return got

    def round(self):
        super().round()
        for rounds in self.results.values():
            last = rounds[-1]
            last["busy"] = last["cpu"] * last["requests"] / 1e6 / last["seconds"]
            last["per_cpu"] = 1e6 / last["cpu"] if last["cpu"] else 0

    def lines(self):
        busy = all(measure.median(self.results[name], "busy") >= BUSY_MIN
                   for name in ("rateguard", "rateguard-bare"))
        throughput = self.ratio("rps", base="rateguard-bare") if busy else None
        return [
            Line("P1", "CPU per request, everything on, to nginx", 1.0, 0.80, self.ratio("cpu")),
            Line("P2", "requests per second, everything on to off", 0.90, 0.95,
                 throughput, more_is_better=True),
            Line("P2", "requests per second of CPU, everything on to off", 0.90, 0.95,
                 self.ratio("per_cpu", base="rateguard-bare"), more_is_better=True),
        ]

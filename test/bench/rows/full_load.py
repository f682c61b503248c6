"""P1 and P2: as many calls as go through 32 connections."""

import measure
from rows.row import Comparison, Line


class FullLoad(Comparison):
    names = ("p1", "p2")
    title = "Full load: 1 KB in and out"
    compared = (("CPU", "cpu"), ("req/s", "rps"))
    how = """
wrk keeps every connection busy: a closed loop, so its latencies show order, not truth.

*Everything off* is a key that no limit and no budget is about. RateGuard has no switch for the rest:
such a call is still authenticated, its usage read, its price computed and its event made durable. So P2
prices the limit and the budget, not the gateway; what the gateway costs is P1. Where the core of the
contestant was not busy all the time (`busy` well below 1.00), requests per second show what the load
generator and the upstream could do on their shared core: then the line by CPU is the one to believe.
"""

    def load(self, contestant):
        got = measure.closed_loop(contestant, self.folder, self.options.seconds,
                                  self.options.connections)
        got["seconds"] = got["requests"] / got["rps"]
        return got

    def round(self):
        super().round()
        for rounds in self.results.values():
            last = rounds[-1]
            last["busy"] = last["cpu"] * last["requests"] / 1e6 / last["seconds"]
            last["per_cpu"] = 1e6 / last["cpu"] if last["cpu"] else 0

    def lines(self):
        return [
            Line("P1", "CPU per request, everything on, to nginx", 1.0, 0.80, self.ratio("cpu")),
            Line("P2", "requests per second, everything on to off", 0.90, 0.95,
                 self.ratio("rps", base="rateguard-bare"), more_is_better=True),
            Line("P2", "requests per second of CPU, everything on to off", 0.90, 0.95,
                 self.ratio("per_cpu", base="rateguard-bare"), more_is_better=True),
        ]

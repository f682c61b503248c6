"""P4: what a proxy adds to the latency, at a constant rate."""

import measure
from rows.row import Comparison, Line

CONNECTIONS = 64
ADDED_MIN = 1.0  # microseconds: below, noise would be divided by noise


class HalfLoad(Comparison):
    names = ("p4",)
    title = "Half load: latency at a constant rate"
    per = "answered"
    columns = (("CPU us/req", "cpu", 1), ("p50 us", "p50", 0), ("p90 us", "p90", 0),
               ("p99 us", "p99", 0), ("p99.9 us", "p99.9", 0), ("max us", "max", 0),
               ("added p50", "added p50", 0), ("added p99", "added p99", 0))
    of_a_process = {"cpu", "added p50", "added p99"}
    compared = (("added p50", "added p50"), ("added p99", "added p99"))

    @property
    def how(self):
        return f"""
`open_loop` sends {self.rate} calls a second to everybody, which is half of what nginx did at full load a
moment before, over {CONNECTIONS} keep-alive connections. A latency counts from when the call was due, so a stall is
charged for every call that fell due in it. What a proxy adds is its quantile less that of the upstream
called directly in the same round (a difference of quantiles, not the quantile of a difference).
"""

    def prepare(self, arena):
        super().prepare(arena)
        nginx = next(c for c in self.contestants if c.name == self.base)
        full = measure.closed_loop(nginx, self.folder, self.options.seconds, self.options.connections)
        self.rate = int(full["rps"] / 2)

    def load(self, contestant):
        return measure.open_loop(contestant, self.folder, self.options.seconds, self.rate,
                                 CONNECTIONS)

    def round(self):
        super().round()
        direct = self.results["direct"][-1]
        for rounds in self.results.values():
            for what in ("p50", "p99"):
                rounds[-1]["added " + what] = max(rounds[-1][what] - direct[what], ADDED_MIN)

    def lines(self):
        return [Line("P4", f"added {what} at half load, to nginx", 1.2, 0.9,
                     self.ratio("added " + what)) for what in ("p50", "p99")]

"""P4: what a proxy adds to the latency, at a constant rate."""

import measure
from report import markdown
from rows.row import Comparison, Line

CONNECTIONS = 64
ADDED = ("p50", "p99")


class HalfLoad(Comparison):
    names = ("p4",)
    title = "Half load: latency at a constant rate"
    per = "answered"
    columns = (("CPU us/req", "cpu", 1), ("p50 us", "p50", 0), ("p90 us", "p90", 0),
               ("p99 us", "p99", 0), ("p99.9 us", "p99.9", 0), ("max us", "max", 0))
    compared = ()

    @property
    def how(self):
        return f"""
`open_loop` sends {self.rate} calls a second to everybody, which is half of what nginx did at full load a
moment before, over {CONNECTIONS} keep-alive connections. A latency counts from when the call was due, so a stall is
charged for every call that fell due in it. What a proxy adds is its quantile less that of the upstream
called directly in the same round: a difference of quantiles, not the quantile of a difference. On a
busy machine it drowns, and may be negative; so the ratio is that of the medians over all rounds.
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
            for what in ADDED:
                rounds[-1]["added " + what] = rounds[-1][what] - direct[what]

    def added(self, name, what):
        return measure.spread([one["added " + what] for one in self.results[name]])

    def lines(self):
        lines = []
        for what in ADDED:
            bar = self.added(self.base, what)[1]
            ratio = tuple(x / bar for x in self.added("rateguard", what)) if bar > 0 else None
            lines.append(Line("P4", f"added {what} at half load, to nginx", 1.2, 0.9, ratio))
        return lines

    def details(self):
        rows = []
        for contestant in self.contestants[1:]:
            cells = [contestant.name]
            for what in ADDED:
                low, median, high = self.added(contestant.name, what)
                cells += [f"{median:.0f}", f"{low:.0f} .. {high:.0f}"]
            rows.append(cells)
        head = ["contestant", "added p50 us", "min .. max", "added p99 us", "min .. max"]
        return super().details() + "\n\n" + markdown(head, rows)

"""What a row is, and the kind most rows are: contestants under the same load, round by round."""

from dataclasses import dataclass

import measure
from contestants import OTHER
from report import markdown


@dataclass
class Line:
    """One promise against what was measured: `first` is the first bar, `goal` where we want to be."""

    row: str
    what: str
    first: float
    goal: float
    measured: tuple  # min, median, max over the rounds; None where the machine was too busy to tell
    more_is_better: bool = False
    digits: int = 2

    @property
    def state(self):
        if self.measured is None:
            return "cannot tell"
        value = round(self.measured[1], self.digits)
        for bar, name in ((self.goal, "goal"), (self.first, "first bar")):
            if bar is not None and (value >= bar if self.more_is_better else value <= bar):
                return name
        return "missed" if self.goal is not None else ""


class Row:
    names = ()  # as on the command line
    title = ""
    how = ""  # for the page: what is measured, and what to make of it
    contestants_of_its_own = ()  # besides those that all rows share
    rounds_max = None  # where more rounds than this say no more

    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.failures = []

    def prepare(self, arena):
        """Before the first round. `arena()` gives the contestants all rows share."""

    def round(self):
        raise NotImplementedError

    def close(self):
        """After the last round."""

    def against(self):
        """Lines about the other build, where the row knows it."""
        return []

    def lines(self):
        raise NotImplementedError

    def details(self):
        raise NotImplementedError


class Comparison(Row):
    """Every contestant in every round, and ratios to nginx taken round by round."""

    base = "nginx"
    per = "requests"  # what CPU is divided by
    # (title, key, digits); what only a contestant with a process has is left empty for the others.
    columns = (("req/s", "rps", 0), ("CPU us/req", "cpu", 1), ("user", "user", 1),
               ("sys", "sys", 1), ("busy", "busy", 2), ("p50 us", "p50", 0), ("p99 us", "p99", 0))
    of_a_process = {"cpu", "user", "sys", "busy"}
    compared = (("CPU", "cpu"),)

    def prepare(self, arena):
        self.contestants = self.choose(arena())
        self.results = {contestant.name: [] for contestant in self.contestants}
        for contestant in self.contestants:
            self.warm(contestant)

    def choose(self, contestants):
        return contestants

    def warm(self, contestant):
        measure.closed_loop(contestant, self.folder, 1, self.options.connections)

    def load(self, contestant):
        raise NotImplementedError

    def round(self):
        for contestant in self.contestants:
            got = measure.charged(contestant, lambda: self.load(contestant), self.per)
            self.results[contestant.name].append(got)
            if got["bad"]:
                self.fail(contestant, got["bad"])

    def fail(self, contestant, why):
        self.failures.append(f"{contestant.name}: {why}")

    def ratio(self, what, name="rateguard", base=None):
        return measure.spread(
            measure.ratios(self.results[name], self.results[base or self.base], what))

    def against(self):
        if OTHER not in self.results or not self.compared:
            return []
        title, what = self.compared[0]
        return [Line(self.names[0].upper(), f"{title}, to the other build", None, None,
                     self.ratio(what, base=OTHER))]

    def details(self):
        head = ["contestant"] + [title for title, _, _ in self.columns]
        head += [f"{title} to {self.base}: min / median / max" for title, _ in self.compared]
        return markdown(head, [self.cells(contestant) for contestant in self.contestants])

    def cells(self, contestant):
        cells, rounds = [contestant.name], self.results[contestant.name]
        for _, key, digits in self.columns:
            shown = contestant.pid or key not in self.of_a_process
            cells.append(f"{measure.median(rounds, key):.{digits}f}" if shown else "")
        for _, key in self.compared:
            shown = contestant.pid or key not in self.of_a_process
            three = self.ratio(key, contestant.name) if shown else ()
            cells.append(" / ".join(f"{x:.2f}" for x in three))
        return cells

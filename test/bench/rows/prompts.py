"""P6: long prompts."""

import calls
import measure
from rows.row import Comparison, Line


class Prompts(Comparison):
    names = ("p6",)
    title = "Prompts of 300 KB"
    columns = (("req/s", "rps", 0), ("CPU us/req", "cpu", 0), ("user", "user", 0), ("sys", "sys", 0),
               ("MB per CPU second", "mb", 0))
    of_a_process = {"cpu", "user", "sys", "mb"}
    compared = (("MB per CPU second", "mb"),)
    how = f"""
Bodies of {len(calls.LARGE) // 1000} KB, answers of 1 KB, as many as go through the connections. MB per second of the
contestant's CPU. nginx reads a request whole before it forwards it, as RateGuard does, and looks at
none of it.
"""

    def warm(self, contestant):
        self.load(contestant, 1)

    def load(self, contestant, seconds=None):
        return measure.closed_loop(contestant, self.folder, seconds or self.options.seconds,
                                   self.options.connections, calls.LARGE)

    def round(self):
        super().round()
        for rounds in self.results.values():
            cpu = rounds[-1]["cpu"]
            rounds[-1]["mb"] = len(calls.LARGE) / cpu if cpu else 0

    def lines(self):
        return [Line("P6", "MB/s per core of 300 KB prompts, to nginx", 0.8, 1.0, self.ratio("mb"),
                     more_is_better=True)]

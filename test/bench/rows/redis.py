"""P9: what deciding costs a Redis server."""

import google_benchmark
import measure
from report import markdown
from rows.row import Line, Row

PROGRAM = "rg_store_redis_bench"
ADMISSION = "BM_AdmitAndSettle/rules:3/budgets:2"
COUNTERS = (("admissions/s", "admissions_per_redis_core"), ("settlements/s", "settlements_per_redis_core"),
            ("calls/s", "calls_per_redis_core"))


class SharedDecisions(Row):
    names = ("p9",)
    title = "One decision, in Redis"
    rounds_max = 3
    how = f"""
`{PROGRAM}` on a real redis-server: one script decides and charges a call's rules (token bucket, sliding window by tokens, fixed
window) and hard budgets, and writes its hold; another settles it; 64 calls at a time over one connection. Per second
of the CPU time of the thread that runs the scripts, as the kernel counts it: what one core of a Redis server can do.
"""

    def prepare(self, arena):
        self.results = {}

    def round(self):
        for row in google_benchmark.run(PROGRAM, "BM_AdmitAndSettle"):
            name = row["name"].removesuffix("/real_time")
            self.results.setdefault(name, []).append(row)

    def spread(self, name, counter):
        return measure.spread([row[counter] for row in self.results[name]])

    def lines(self):
        return [Line("P9", "admissions/s of one Redis core, 3 rules and 2 budgets", 30_000, 60_000,
                     self.spread(ADMISSION, COUNTERS[0][1]), more_is_better=True, digits=0)]

    def details(self):
        rows = []
        for name in self.results:
            cells = [name]
            for _, counter in COUNTERS:
                low, median, high = self.spread(name, counter)
                cells += [f"{median:.0f}", f"{low:.0f} .. {high:.0f}"]
            rows.append(cells)
        head = ["benchmark"]
        for title, _ in COUNTERS:
            head += [title, "min .. max"]
        return markdown(head, rows)

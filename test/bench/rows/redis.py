"""P9: what deciding costs a Redis server."""

import google_benchmark
import measure
from report import markdown
from rows.row import Line, Row

PROGRAM = "rg_store_redis_bench"
ADMISSION = "BM_AdmitAndSettle/rules:3/budgets:2"
COUNTERS = (("admissions/s", "admissions_per_redis_core"), ("settlements/s", "settlements_per_redis_core"),
            ("calls/s", "calls_per_redis_core"))
HOT_KEY = "BM_HotKeyInSlices/pace:1000/longest_ms:20000"
HOT_KEY_COUNTERS = (("commands/call", "commands_per_call", 4), ("calls/s", "calls_per_redis_core", 0))


class SharedDecisions(Row):
    names = ("p9",)
    title = "One decision, in Redis"
    rounds_max = 3
    how = f"""
`{PROGRAM}` on a real redis-server: one script decides and charges a call's rules (token bucket, sliding window by tokens, fixed
window) and hard budgets, and writes its hold; another settles it; 64 calls at a time over one connection. Per second
of the CPU time of the thread that runs the scripts, as the kernel counts it: what one core of a Redis server can do.

Then a hot key under as many rules and budgets whose calls are paid from slices, at one core of a gateway that is asked
for `pace` of them a second, in virtual time. Most are short, the longest last `longest_ms`. Commands are counted by the
client that sends them: slices taken, and reports of what their calls have cost. Without slices there are two a call.
"""

    def prepare(self, arena):
        self.results = {}

    def round(self):
        for row in google_benchmark.run(PROGRAM, "BM_AdmitAndSettle|BM_HotKeyInSlices"):
            name = row["name"].removesuffix("/real_time").removesuffix("/iterations:1")
            self.results.setdefault(name, []).append(row)

    def spread(self, name, counter):
        return measure.spread([row[counter] for row in self.results[name]])

    def lines(self):
        return [Line("P9", "admissions/s of one Redis core, 3 rules and 2 budgets", 30_000, 60_000,
                     self.spread(ADMISSION, COUNTERS[0][1]), more_is_better=True, digits=0),
                Line("P9", "commands per call of a hot key paid from slices, 1,000 calls/s at a core", None, 0.02,
                     self.spread(HOT_KEY, HOT_KEY_COUNTERS[0][1]), digits=4)]

    def details(self):
        one_by_one = self.table("BM_AdmitAndSettle", [(title, counter, 0) for title, counter in COUNTERS])
        return one_by_one + "\n\n" + self.table("BM_HotKeyInSlices", HOT_KEY_COUNTERS)

    def table(self, prefix, counters):
        rows = []
        for name in (name for name in self.results if name.startswith(prefix)):
            cells = [name]
            for _, counter, digits in counters:
                low, median, high = self.spread(name, counter)
                cells += [f"{median:.{digits}f}", f"{low:.{digits}f} .. {high:.{digits}f}"]
            rows.append(cells)
        head = ["benchmark"]
        for title, _, _ in counters:
            head += [title, "min .. max"]
        return markdown(head, rows)

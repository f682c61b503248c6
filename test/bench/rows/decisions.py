"""P8: what deciding costs, without a socket."""

import google_benchmark
import measure
from report import markdown
from rows.row import Line, Row

PROGRAM = "rg_store_memory_bench"
ADMISSION = "BM_Admit/3/2"


class Decisions(Row):
    names = ("p8",)
    title = "One decision, in process"
    rounds_max = 1  # of which each is as many repetitions
    how = f"""
`{PROGRAM}`, nanoseconds of CPU. A limit decision looks and charges. An admission decides and
charges three rules (token bucket, sliding window by tokens, fixed window) and two hard budgets in one
step under the workspace's lock, and writes the hold.
"""

    def round(self):
        self.results = google_benchmark.run(PROGRAM, "BM_Decision|BM_Admit", self.options.rounds, 0.1)

    def lines(self):
        decisions = [row for row in self.results if row["name"].startswith("BM_Decision")]
        slowest = max(decisions, key=lambda row: measure.spread(row["ns"])[1])
        admission = next(row for row in self.results if row["name"] == ADMISSION)
        return [
            Line("P8", f"one limit decision, ns (the slowest: {slowest['label']})", 100, 40,
                 measure.spread(slowest["ns"]), digits=0),
            Line("P8", "one admission of 3 rules and 2 budgets, ns", 1000, 400,
                 measure.spread(admission["ns"]), digits=0),
        ]

    def details(self):
        rows = []
        for row in self.results:
            low, median, high = measure.spread(row["ns"])
            name = row["name"] + (f" ({row['label']})" if row.get("label") else "")
            rows.append([name, f"{median:.0f}", f"{low:.0f} .. {high:.0f}"])
        return markdown(["benchmark", "ns", "min .. max"], rows)

"""P10: what events cost the analytics side, and how long its questions take."""

import os
import shutil
import subprocess

import google_benchmark
import measure
from contestants import ROOT
from report import markdown
from rows.row import Line, Row

PROGRAM = "rg_store_clickhouse_bench"
FRONT = ROOT / "test/harness/chdb_front.py"
QUICK = 1_000_000


def engine():
    """(what it is, the environment that makes the program start it)"""
    if os.environ.get("RG_CLICKHOUSE_FRONT"):
        return "the engine behind RG_CLICKHOUSE_FRONT", {}
    said = subprocess.run(["python3", "-c", "import chdb; print(chdb.engine_version)"], capture_output=True, text=True)
    if said.returncode == 0:
        return f"ClickHouse {said.stdout.strip()} (chdb behind {FRONT.name})", {"RG_CLICKHOUSE_FRONT": str(FRONT)}
    if shutil.which("clickhouse-server"):
        said = subprocess.run(["clickhouse-server", "--version"], capture_output=True, text=True)
        return said.stdout.strip().rstrip(".") or "clickhouse-server", {}
    raise RuntimeError("there is no ClickHouse here: script/install --test, or pip install chdb")


class Ingested:
    """A month of events in slices, and what the server still had to merge behind the last of them."""

    def __init__(self, slices, settled):
        self.slices = slices
        self.merged_later = settled["cpu_theirs"] / sum(one["events"] for one in slices)

    def per_core(self):
        """Events per CPU second of worker and server, slice by slice: (min, median, max)."""
        return measure.spread([1 / ((one["cpu_ours"] + one["cpu_theirs"]) / one["events"] + self.merged_later)
                               for one in self.slices])

    def per_core_of_the_worker(self):
        return measure.spread([one["events"] / one["cpu_ours"] for one in self.slices])


class Analytics(Row):
    names = ("p10",)
    title = "Analytics: what events cost, and questions about them"
    rounds_max = 1  # it has slices, and asks each question many times

    @property
    def how(self):
        return f"""
`{PROGRAM}`, worker and server on one core: {self.engine}, {self.events:,} events of thirty days, five workspaces, 100 keys and 20
models (`src/store/clickhouse/testing/month.h`). **Taken in** by the worker of the role `analytics`, 50,000 records at a time from its log interface: there is no
Kafka and no reading from it. Decoding, inserting, rolling up each window when it is over, and all merging, also that which comes behind the last event, are counted, in CPU seconds of
worker and server; the spread is over tenths of the month. **Asked** 60 times each, over ranges, zones, groups and keys that vary, about the
workspace that has 60 % of the calls, through the code that serves the admin API. The line is the question whose p95 is worst, in CPU time of worker and server,
which is what the question takes on a core of its own; `wall` is what it took here. {self.noise}
"""

    def prepare(self, shared):
        self.engine, self.environment = engine()
        self.events = QUICK if self.options.quick else 10 * QUICK

    def round(self):
        rows = google_benchmark.run(PROGRAM, "^(Fill|Settle|Ask)/", environment=self.environment | {
            "RG_BENCH_EVENTS": str(self.events)})
        named = {row["name"].split("/iterations:")[0]: row for row in rows}
        self.ingested = Ingested([row for name, row in named.items() if name.startswith("Fill/")], named["Settle"])
        self.questions = {name.removeprefix("Ask/"): row for name, row in named.items() if name.startswith("Ask/")}

    @property
    def worst(self):
        return max(self.questions, key=lambda name: self.questions[name]["cpu_p95_ms"])

    @property
    def noise(self):
        waited = sum(row["p50_ms"] for row in self.questions.values())
        used = sum(row["cpu_p50_ms"] for row in self.questions.values())
        return f"Here that was {waited / used:.2f} times as much in the middle."

    def lines(self):
        row = self.questions[self.worst]
        measured = (row["cpu_p50_ms"], row["cpu_p95_ms"], row["cpu_p95_ms"])
        return [
            Line("P10", "events/s per core taken in, worker and server", 100_000, 250_000,
                 self.ingested.per_core(), more_is_better=True, digits=0),
            Line("P10", f"p95 of the slowest question, ms ({self.worst})", 300, 100, measured, digits=0),
        ]

    def details(self):
        return f"{self.costs()}\n\n{self.answers()}"

    def costs(self):
        rows = []
        for name, (low, median, high) in (("worker and server", self.ingested.per_core()),
                                          ("the worker alone", self.ingested.per_core_of_the_worker())):
            rows.append([name, f"{median:.0f}", f"{low:.0f} .. {high:.0f}"])
        return markdown(["counted", "events/s of a core", "min .. max"], rows)

    def answers(self):
        rows = [[name, f"{row['rows']:.0f}", *(f"{row[which]:.0f}" for which in (
            "cpu_p50_ms", "cpu_p95_ms", "p50_ms", "p95_ms"))] for name, row in self.questions.items()]
        return markdown(["question", "rows", "CPU p50 ms", "CPU p95 ms", "wall p50 ms", "wall p95 ms"], rows)

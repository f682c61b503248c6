"""P7: memory, at rest and per connection and stream."""

import contextlib
import time

import calls
import client
import measure
from contestants import Arena
from report import markdown
from rows.row import Line, Row

CONNECTIONS, STREAMS = 2000, 500
KIB, MIB = 1024, 1024 * 1024
PARTS = (("idle", MIB), ("connection", KIB), ("stream", KIB))


def per_one(contestant, count, open_one, ready=lambda sock: None):
    """How much the process grows for each of `count` things that stay open."""
    before = measure.rss_bytes(contestant.pid)
    with contextlib.ExitStack() as held:
        socks = [held.enter_context(contextlib.closing(open_one())) for _ in range(count)]
        for sock in socks:
            ready(sock)
        return (measure.rss_bytes(contestant.pid) - before) / count


class Memory(Row):
    names = ("p7",)
    title = "Memory"
    rounds_max = 3
    how = f"""
Resident memory. Idle: right after the start, with two workspaces for each mock upstream. Then, after a
second of calls, so that what is allocated once is not charged to anybody: {CONNECTIONS:,} connections that have
made one call each and stay; and, in a process of its own, {STREAMS} streams that have begun and stay, their
connections to the upstream included. nginx is a master and a worker, and the pages they share count
twice in its idle memory.
"""

    def prepare(self, arena):
        self.results, self.arenas = {}, 0

    def round(self):
        for part, measured in (("connection", self.connections), ("stream", self.streams)):
            self.arenas += 1
            with Arena(self.folder / f"memory-{self.arenas}") as arena:
                arena.upstream()
                for start in (arena.nginx, arena.haproxy, lambda: arena.rateguard()[0]):
                    contestant = start()
                    self.note(contestant, "idle", measure.rss_bytes(contestant.pid))
                    measure.closed_loop(contestant, arena.folder, 1, self.options.connections)
                    time.sleep(1.5)  # the last calls' events reach the database
                    self.note(contestant, part, measured(contestant))

    def note(self, contestant, part, value):
        self.results.setdefault(contestant.name, {}).setdefault(part, []).append(value)

    def connections(self, contestant):
        return per_one(contestant, CONNECTIONS, lambda: client.call(contestant))

    def streams(self, contestant):
        return per_one(contestant, STREAMS,
                       lambda: client.open_call(contestant, "held", calls.STREAM),
                       client.await_event)

    def lines(self):
        bars = {"idle": (40, 20, "idle memory, MiB"),
                "connection": (16, 8, "memory per idle connection, KiB"),
                "stream": (48, 24, "memory per open stream, KiB")}
        ours, lines = self.results["rateguard"], []
        for part, unit in PARTS:
            first, goal, what = bars[part]
            measured = measure.spread([value / unit for value in ours[part]])
            lines.append(Line("P7", what, first, goal, measured, digits=1))
        return lines

    def details(self):
        rows = []
        for name, parts in self.results.items():
            cells = [name]
            for part, unit in PARTS:
                low, median, high = measure.spread([value / unit for value in parts[part]])
                cells += [f"{median:.1f}", f"{low:.1f} .. {high:.1f}"]
            rows.append(cells)
        return markdown(["contestant", "idle MiB", "min .. max", "connection KiB", "min .. max",
                         "stream KiB", "min .. max"], rows)

"""P3: what the servers of many machines cost a gateway, at a constant rate."""

import measure
from rows.row import Comparison, Line


class Stores(Comparison):
    names = ("p3",)
    title = "Redis and Kafka instead of the embedded stores"
    base = "rateguard"
    per = "answered"
    columns = (("CPU us/req", "cpu", 1), ("user", "user", 1), ("sys", "sys", 1), ("p50 us", "p50", 0),
               ("p99 us", "p99", 0))

    @property
    def how(self):
        return f"""
The calls of P1, {self.rate} a second to both, which is half of what goes through where Redis, the broker, the load
generator and the upstream share one core: a gateway that has more to do at once does it for less. One gateway counts limits and budgets in its process and keeps its events; the other asks a
Redis server, most of whose answers are slices that many calls are paid from (the limit is one by the minute; of one by the second
no slices are taken), gives each event to a Kafka broker as well, and is told to wait longer for Redis than the 5 ms it would
otherwise. The gateway's CPU alone.
"""

    def choose(self, contestants):
        embedded = next(c for c in contestants if c.name == self.base)
        self.contestants_of_its_own = [self.arena.with_stores()]
        return [embedded, *self.contestants_of_its_own]

    def prepare(self, shared):
        shared()
        self.arena = shared.arena
        super().prepare(shared)
        full = measure.closed_loop(self.contestants[-1], self.folder, self.options.seconds,
                                   self.options.connections)
        self.rate = int(full["rps"] / 2)

    def load(self, contestant):
        return measure.open_loop(contestant, self.folder, self.options.seconds, self.rate,
                                 self.options.connections)

    def lines(self):
        return [Line("P3", "CPU per request, Redis and Kafka to embedded", 1.5, 1.1,
                     self.ratio("cpu", "rateguard-stores"))]

"""P5: what one event of a stream costs."""

import measure
from contestants import EVENTS_PER_STREAM, STREAMS
from rows.row import Comparison, Line

COUNT = 64
READS_MIN = 0.75  # per event; below, the proxies were given several events at once


class Streams(Comparison):
    names = ("p5",)
    title = "Streams"
    per = "events"
    columns = (("events", "events", 0), ("CPU us/event", "cpu", 2), ("user", "user", 2),
               ("sys", "sys", 2), ("client reads per event", "reads per event", 2))
    how = f"""
{COUNT} streams at a time, each of {EVENTS_PER_STREAM} events, one every {int(STREAMS["stream"][1]) / 1000:.0f} ms: chat-completion chunks with the
usage at the end, which the client has asked for, so that the same bytes pass everywhere. The upstream
writes each event by itself, and the streams are out of step, as real ones are. One read per event at the
client means that nobody saved work by passing two at once; where there were fewer than {READS_MIN}, the machine was
too busy for this row. The head of a stream is charged to its events.
"""

    def warm(self, contestant):
        measure.streams(contestant, self.folder, 0.1, 4)

    def load(self, contestant):
        got = measure.streams(contestant, self.folder, self.options.seconds, COUNT)
        got["reads per event"] = got["reads"] / max(got["events"], 1)
        if got["events"] != got["streams"] * EVENTS_PER_STREAM:
            got["bad"] = f"{got['streams']} streams had {got['events']} events; {got['bad']}"
        return got

    def lines(self):
        one_by_one = all(measure.median(self.results[name], "reads per event") >= READS_MIN
                         for name in (self.base, "rateguard"))
        return [Line("P5", "CPU per SSE event with usage read, to nginx unbuffered", 1.0, 0.75,
                     self.ratio("cpu") if one_by_one else None)]

"""E2: a Kafka broker that is away costs memory nothing."""

import collections
import concurrent.futures
import http.client
import json
import subprocess
import threading
import time

import calls
import measure
from contestants import LOAD_CPU, Arena, Contestant, pin
from kafka_broker import KafkaBroker
from report import markdown
from rows.row import Line, Row

MIB = 1 << 20
QUOTA = 64 * MIB
RATE = 1_000  # calls a second that cost money
STRETCH = 5.0  # of the load, between two looks
LOOK_EVERY = 0.2
WARM = 10.0
OUTAGE = 300.0
QUICK_FULL_FOR = 10.0  # seconds that a quick outage lasts from the first refusal
PATIENCE = 120.0
STORED = 'rateguard_kafka_records_total{outcome="stored"}'


def is_over(since_begin, since_full, full_for):
    """Whether the outage has lasted: five minutes, or, where that is told, so long with the spool at its quota."""
    full_enough = None not in (full_for, since_full) and since_full >= full_for
    return since_begin >= OUTAGE or full_enough


def drain(samples, wanted):
    """Records a second, of [(time, records stored)]: from when the first was stored until `wanted` were."""
    start = samples[0][1]
    begin = max(at for at, stored in samples if stored == start)
    end = min(at for at, stored in samples if stored >= wanted)
    return (wanted - start) / (end - begin)


class Watch:
    """Looks at a gateway until it is closed: its memory, its spool, and what becomes of a call of each kind."""

    def __init__(self, gateway, key):
        self.gateway, self.key = gateway, key
        self.folder = gateway.data_folder / "journal"
        self.rss, self.spool, self.answers = [], [], collections.Counter()
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        while not self.over.wait(LOOK_EVERY):
            self.rss.append(measure.rss_bytes(self.gateway.process.pid))
            self.spool.append(self.spool_bytes())
            for kind, path in (("paid", calls.PATH), ("free", "/proxy/free/x")):
                self.answers[kind, *self.call(path)] += 1

    def spool_bytes(self):
        size = 0
        for file in self.folder.iterdir():
            try:
                size += file.stat().st_size
            except OSError:  # it was needed no longer
                pass
        return size

    def call(self, path):
        """(status, our word for why it was refused)"""
        connection = http.client.HTTPConnection(self.gateway.url.rpartition("//")[2], timeout=30)
        try:
            connection.request("POST", path, calls.CHAT, {"Content-Type": "application/json",
                                                          "Authorization": f"Bearer {self.key}"})
            answer = connection.getresponse()
            body = answer.read()
            return answer.status, "" if answer.status == 200 else json.loads(body)["error"]["code"]
        finally:
            connection.close()

    def close(self):
        self.over.set()
        self.thread.join()


class Outage(Row):
    names = ("e2",)
    title = "Kafka away, a spool of 64 MiB"
    rounds_max = 1
    broker = arena = None

    @property
    def how(self):
        got = self.got
        return f"""
A gateway with everything on and `journal.quota_bytes` at 64 MiB gets {RATE:,} calls a second at a constant rate, and ten a second more, half of them to an API that is free.
After {WARM:.0f} s its broker is killed (`kill -9`), for five minutes{', or (`--quick`) until soon after the first refusal' if self.full_for else ''}: here for {got['seconds']:.0f} s,
the first refusal within {got['full_after']:.0f} s. Then the load ends and the broker is started again. Memory is what is resident, looked at five times a second until everything has drained. The
spool is what the files of the journal's folder hold; a call that is refused, or free, still leaves an event there, so it goes on growing by those. Drained is counted from the first record that is
stored until the last, by the clock; a call that cost money is two records, its hold and its event.
"""

    def prepare(self, shared):
        from topic import Topic  # needs the Python packages of the tests

        self.full_for = QUICK_FULL_FOR if self.options.quick else None
        self.arena = Arena(self.folder / "outage")
        self.arena.upstream()
        self.broker = KafkaBroker().start()
        pin(self.broker.process.pid, LOAD_CPU)
        self.topic = Topic(self.broker)
        self.gateway = self.arena.gateway("outage", RATEGUARD_EVENTS__KAFKA=self.topic.url,
                                          RATEGUARD_JOURNAL__QUOTA_BYTES=str(QUOTA),
                                          RATEGUARD_JOURNAL__SEGMENT_BYTES=str(4 * MIB))
        subprocess.run([self.gateway.binary, "migrate"], env=self.gateway.environment(), check=True, capture_output=True)
        ports, pid = self.arena.launch(self.gateway)
        upstream = f"http://127.0.0.1:{self.arena.upstreams['chat']}"
        workspace = self.gateway.admin.workspace("outage")
        workspace.model_api("openai", upstream)
        workspace.make("apis", slug="free", base_url=upstream, family="generic", cost={"kind": "free"})
        workspace.limit(10**9, window="1s", algorithm="token_bucket")
        workspace.budget(9 * 10**15, period="monthly")
        self.contestant = Contestant("outage", "", ports, pid, {"chat": workspace.key()["key"]})

    def close(self):
        if self.arena:
            self.arena.__exit__()
        if self.broker:
            self.broker.close()

    # --- what happens ----------------------------------------------------------------------------

    def round(self):
        self.loads = []
        self.load(WARM)
        self.await_stored(self.records())
        before = measure.rss_bytes(self.contestant.pid)
        watch = Watch(self.gateway, self.contestant.keys["chat"])
        try:
            self.broker.kill()
            seconds, full_after = self.under_load()
            watch_peak = max(watch.rss)
        finally:
            watch.close()
        made = sum(load["answered"] for load in self.loads) + sum(watch.answers.values())
        rate = drain(*self.drained())
        self.got = {"seconds": seconds, "full_after": full_after, "before": before, "peak": watch_peak,
                    "peak_draining": self.peak_draining,
                    "spool": max(watch.spool), "answers": watch.answers, "records/s": rate,
                    "refused": sum(load["refused"] for load in self.loads)} | self.arrived(made)
        self.demand()

    def load(self, seconds):
        got = measure.run_program(
            "open_loop", "--port", self.contestant.ports["chat"], "--rate", RATE, "--seconds", seconds, "--warmup", 0,
            "--connections", self.options.connections,
            "--request", calls.request_file(self.arena.folder, self.contestant, "chat", calls.CHAT))
        self.loads.append(got)
        return got

    def under_load(self):
        """How long the broker was away, and after how much of that a call was refused."""
        begin, full = time.monotonic(), None
        while not is_over(time.monotonic() - begin, full and time.monotonic() - full, self.full_for):
            if self.load(STRETCH)["refused"] and full is None:
                full = time.monotonic()
        return time.monotonic() - begin, full and full - begin

    def records(self):
        return self.gateway.metric("rateguard_journal_records_total")

    def await_stored(self, wanted):
        """[(time, stored)] until so many are."""
        samples, deadline = [], time.monotonic() + PATIENCE
        self.peak_draining = 0
        while not samples or samples[-1][1] < wanted:
            if time.monotonic() > deadline:
                raise RuntimeError(f"{samples[-1][1]:.0f} of {wanted:.0f} records reached Kafka within {PATIENCE:.0f} s")
            samples.append((time.monotonic(), self.gateway.metric(STORED)))
            self.peak_draining = max(self.peak_draining, measure.rss_bytes(self.contestant.pid))
            time.sleep(LOOK_EVERY / 10)
        return samples

    def drained(self):
        """What was stored when, from before the broker is there: it lets the gateway in sooner than us."""
        wanted = self.records()
        with concurrent.futures.ThreadPoolExecutor(1) as beside:
            samples = beside.submit(self.await_stored, wanted)
            self.broker.start()  # from this thread: a server of ours dies with the one that started it
            pin(self.broker.process.pid, LOAD_CPU)
            return samples.result(), wanted

    def arrived(self, made):
        ids = [message.id for message in self.topic.read() if message.kind == "event"]
        return {"made": made, "arrived": len(ids), "twice": len(ids) - len(set(ids))}

    def demand(self):
        """What is no figure, but must be so."""
        got, answers = self.got, self.got["answers"]
        kinds = {(kind, status, code) for kind, status, code in answers}
        if got["full_after"] is None:
            self.failures.append("the spool did not come to its quota: nothing was refused")
        elif kinds != {("paid", 200, ""), ("paid", 503, "storage_full"), ("free", 200, "")}:
            self.failures.append(f"calls ended otherwise than they should: {sorted(kinds)}")
        if got["arrived"] != got["made"] or got["twice"]:
            self.failures.append(f"{got['made']} calls, {got['arrived']} events in the topic, {got['twice']} twice")
        if bad := {what: count for load in self.loads for what, count in load.items()
                   if what in ("broken", "unanswered") and count}:
            self.failures.append(f"calls without an answer: {bad}")

    # --- what is said ----------------------------------------------------------------------------

    def lines(self):
        got = self.got
        grown = (max(got["peak"], got["peak_draining"]) - got["before"]) / MIB
        return [
            Line("E2", "memory while Kafka is away, MiB more", 64, 64, (grown,) * 3, digits=1),
            Line("E2", "spool of 64 MiB, peak MiB, with the events of refused calls", None, None, (got["spool"] / MIB,) * 3,
                 digits=1),
            Line("E2", "records/s drained when Kafka is back", 5_000, 5_000, (got["records/s"],) * 3, more_is_better=True,
                 digits=0),
        ]

    def details(self):
        got = self.got
        paid, free = ({status: count for (kind, status, _), count in got["answers"].items() if kind == which}
                      for which in ("paid", "free"))
        rows = [
            ["memory before", f"{got['before'] / MIB:.1f} MiB"],
            ["memory, peak while the broker was away", f"{got['peak'] / MIB:.1f} MiB"],
            ["memory, peak while the spool drained", f"{got['peak_draining'] / MIB:.1f} MiB"],
            ["spool, peak", f"{got['spool'] / MIB:.1f} MiB"],
            ["calls of the load refused with 503", f"{got['refused']:,}"],
            ["single calls that cost money, by status", f"{paid}"],
            ["single calls that were free, by status", f"{free}"],
            ["records/s drained", f"{got['records/s']:,.0f}"],
            ["calls made, events in the topic, of them twice",
             f"{got['made']:,}, {got['arrived']:,}, {got['twice']}"],
        ]
        return markdown(["", "measured"], rows)

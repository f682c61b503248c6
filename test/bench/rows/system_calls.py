"""How many system calls a call takes, counted by the kernel."""

import re
import shutil
import subprocess
import tempfile

import measure
from report import markdown
from rows.row import Line, Row

IO = ("read", "readv", "recvfrom", "recvmsg", "write", "writev", "sendto", "sendmsg", "pwrite64",
      "pwritev")
OTHERS = ("epoll_wait", "epoll_pwait", "epoll_ctl", "futex", "fdatasync", "accept4", "close")
TOTAL = "raw_syscalls:sys_enter"
LOADS = (32, 1)  # connections


def counted(pid, command):
    """(what the load printed, {system call: how often `pid` and its threads made it meanwhile})."""
    events = [TOTAL] + [f"syscalls:sys_enter_{name}" for name in IO + OTHERS]
    pids = ",".join(map(str, measure.family(pid)))
    with tempfile.NamedTemporaryFile("r") as out:
        done = subprocess.run(["perf", "stat", "-x", ";", "-o", out.name, "-e", ",".join(events), "-p",
                               pids, "--", *command], capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"perf stat: {done.stderr.strip().splitlines()[-1]}")
        text = out.read()
    found = re.findall(r"^(\d+);[^;]*;(?:syscalls:sys_enter_|raw_syscalls:)(\w+);", text, re.M)
    return done.stdout, {name: int(count) for count, name in found}


def missing():
    """Why the kernel cannot be asked here, or nothing."""
    if not shutil.which("perf"):
        return "perf is not installed"
    probe = subprocess.run(["perf", "stat", "-e", TOTAL, "true"], capture_output=True, text=True)
    if probe.returncode != 0 or "<not" in probe.stderr:
        return "perf may not count system calls here (needs root and tracefs)"
    return ""


class SystemCalls(Row):
    names = ("syscalls",)
    title = "System calls per call"
    rounds_max = 1
    how = """
Counted by the kernel (`perf stat -p` with the `syscalls` tracepoints) under the load of P1, and with one
connection, where no two calls can share a turn of the loop. All threads count. `I/O` is every call that
moves bytes: sockets and the journal. A proxy needs four: read, write, read, write.
"""

    def prepare(self, arena):
        self.why_not = missing()
        self.results = {}
        if not self.why_not:
            self.contestants = [c for c in arena() if c.pid]

    def round(self):
        if self.why_not:
            return
        for connections in LOADS:
            for contestant in self.contestants:
                command = measure.wrk_command(contestant, self.folder, self.options.seconds,
                                              connections)
                out, counts = counted(contestant.pid, command)
                load = measure.read_wrk(out)
                if load["bad"]:
                    self.failures.append(f"{contestant.name}: {load['bad']}")
                per_call = {name: count / load["requests"] for name, count in counts.items()}
                self.results[contestant.name, connections] = per_call

    def io(self, name, connections):
        return sum(self.results[name, connections].get(call, 0) for call in IO)

    def lines(self):
        if self.why_not:
            return []
        return [Line("", f"I/O system calls per call, {count} connection{'s' * (count > 1)}", None, 4,
                     (self.io("rateguard", count),) * 3, digits=1) for count in LOADS]

    def details(self):
        if self.why_not:
            return f"Not measured: {self.why_not}."
        shown = [name for name in IO + OTHERS
                 if any(row.get(name, 0) >= 0.005 for row in self.results.values())]
        head = ["contestant", "connections", "all", "I/O"] + shown
        rows = []
        for (name, connections), per_call in self.results.items():
            rows.append([name, str(connections), f"{per_call['sys_enter']:.2f}",
                         f"{self.io(name, connections):.2f}"]
                        + [f"{per_call.get(call, 0):.2f}" for call in shown])
        return markdown(head, rows)

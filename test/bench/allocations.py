"""Who asks for memory on the way of a call: `script/bench profile allocations`."""

import collections
import ctypes.util
import pathlib
import subprocess
import tempfile

import measure
from report import markdown

# aligned_alloc, with which Asio makes coroutines, ends in malloc unless more than 16 is asked for.
FUNCTIONS = ("malloc", "calloc", "realloc")
CORE = "rg-core"  # the name of the threads that carry calls
STACK_BYTES = 2048
DEPTH = 3  # functions of ours that are shown, the innermost first


def libc():
    folder = next(p for p in pathlib.Path("/lib").glob("*-linux-gnu"))
    return str(folder / ctypes.util.find_library("c"))


class Probes:
    """Stops of the kernel at the functions, as long as they are needed."""

    def __enter__(self):
        self.remove()
        for name in FUNCTIONS:
            done = subprocess.run(["perf", "probe", "-q", "-x", libc(), "--add", name],
                                  capture_output=True, text=True)
            if done.returncode != 0:
                raise SystemExit(f"perf may not probe here (needs root): {done.stderr.strip()}")

    def __exit__(self, *_):
        self.remove()

    def remove(self):
        for name in FUNCTIONS:
            subprocess.run(["perf", "probe", "-q", "-d", f"probe_libc:{name}"], capture_output=True)


def stacks(data):
    """The functions of each sample of a core, the innermost first."""
    text = subprocess.run(["perf", "script", "-i", data, "--no-inline", "-F", "comm,ip,sym"],
                          capture_output=True, text=True, check=True).stdout
    for sample in text.split("\n\n"):
        thread, *frames = sample.strip("\n").splitlines() or [""]
        if thread.strip() == CORE:
            yield [frame.split(None, 1)[1].strip() for frame in frames if " " in frame.strip()]


def run(contestants, folder, options):
    """One connection, so that calls do not overlap."""
    ours = next(c for c in contestants if c.name == "rateguard")
    measure.closed_loop(ours, folder, 1, 1)
    with Probes(), tempfile.NamedTemporaryFile() as data:
        events = [word for name in FUNCTIONS for word in ("-e", f"probe_libc:{name}")]
        done = subprocess.run(
            ["perf", "record", "-q", *events, "--call-graph", f"dwarf,{STACK_BYTES}", "-o", data.name,
             "-p", str(ours.pid), "--", *measure.wrk_command(ours, folder, 1, 1)],
            capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"perf record: {done.stderr.strip()}")
        count = collections.Counter()
        for frames in stacks(data.name):
            named = [frame for frame in frames if frame.startswith("rg::")][:DEPTH]
            count[" < ".join(named) or "elsewhere: " + " < ".join(frames[:DEPTH + 1])] += 1
    calls = measure.read_wrk(done.stdout)["requests"]
    rows = [[f"{n / calls:.2f}", where] for where, n in count.most_common() if n / calls >= 0.01]
    print(f"{sum(count.values()) / calls:.1f} allocations per call, of {calls} calls\n")
    print(markdown(["per call", "by"], rows, left=2))

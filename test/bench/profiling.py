"""Where RateGuard's time goes: `script/bench profile` records it with perf under one of the loads."""

import re
import subprocess

import calls
import measure
from contestants import ROOT

DATA = ROOT / "build/perf.data"
# Cycles where the machine counts them for us, the clock where it is a virtual one that does not.
EVENTS = ("cycles", "cpu-clock")


def load_command(kind, contestant, folder, options):
    body = calls.LARGE if kind == "prompts" else calls.CHAT
    if kind == "streams":
        return measure.program_command(
            "stream_client", *measure.stream_arguments(contestant, folder, options.seconds, 64))
    return measure.wrk_command(contestant, folder, options.seconds, options.connections, body)


def countable(event):
    probe = subprocess.run(["perf", "stat", "-e", event, "true"], capture_output=True, text=True)
    return probe.returncode == 0 and "<not" not in probe.stderr


def record(kind, contestant, folder, options):
    event = next((event for event in EVENTS if countable(event)), None)
    if not event:
        raise SystemExit("perf may not sample here (needs root)")
    DATA.parent.mkdir(exist_ok=True)
    command = ["perf", "record", "-q", "-F", "1999", "-e", event, "-g", "-o", str(DATA), "-p",
               str(contestant.pid), "--", *load_command(kind, contestant, folder, options)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"perf record: {done.stderr.strip()}")


def report(*arguments):
    command = ["perf", "report", "-i", str(DATA), "--stdio", "-g", "none", "--no-children", *arguments]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    # perf pads to its longest symbol, which in C++ is a page wide.
    return "\n".join(re.sub(r"(\s+-)*\s*$", "", line) for line in lines)


def run(kind, contestants, folder, options):
    ours = next(c for c in contestants if c.name == "rateguard")
    record(kind, ours, folder, options)
    print("by thread and object\n\n" + report("--sort", "comm,dso", "--percent-limit", "0.5"))
    print("\nby function\n\n" + report("--sort", "dso,symbol", "--percent-limit", "0.6"))
    print(f"\nperf report -i {DATA} shows who called whom")

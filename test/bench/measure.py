"""One stretch of load against one contestant, and how much CPU the contestant spent on it."""

import json
import os
import re
import statistics
import subprocess
import time

import calls
from contestants import LOAD_CPU, PROGRAMS

TICKS = os.sysconf("SC_CLK_TCK")
# Longer than the second between two looks of the gateway's books at the journal.
LOOK_EVERY = 1.1
REST_US = 30_000
TURNS_TO_REST = 8


def family(pid):
    """The process and all its living children."""
    pids, todo = [], [pid]
    while todo:
        one = todo.pop()
        pids.append(one)
        try:
            for task in os.listdir(f"/proc/{one}/task"):
                with open(f"/proc/{one}/task/{task}/children") as file:
                    todo += [int(child) for child in file.read().split()]
        except OSError:
            pass
    return pids


def cpu_us(pid):
    """(user, system) microseconds of CPU, all threads and children together."""
    user = system = 0
    for one in family(pid):
        try:
            with open(f"/proc/{one}/stat") as file:
                fields = file.read().rsplit(")", 1)[1].split()
        except OSError:
            continue
        user, system = user + int(fields[11]), system + int(fields[12])
    return user * 1e6 / TICKS, system * 1e6 / TICKS


def rss_bytes(pid):
    """Resident memory; pages that a family's processes share count once for each."""
    kilobytes = 0
    for one in family(pid):
        with open(f"/proc/{one}/status") as file:
            kilobytes += int(re.search(r"VmRSS:\s+(\d+)", file.read())[1])
    return kilobytes * 1024


def cpu_us_at_rest(pid):
    """The same once the process has nothing left to do, such as events to move into its books."""
    now = cpu_us(pid)
    for _ in range(TURNS_TO_REST):
        before = now
        time.sleep(LOOK_EVERY)
        now = cpu_us(pid)
        if sum(now) - sum(before) < REST_US:
            break
    return now


def charged(contestant, load, per):
    """Runs `load` and adds what each of its `per` cost the contestant, with what it leaves to be done
    behind it, and how busy its core was."""
    before = cpu_us_at_rest(contestant.pid) if contestant.pid else (0, 0)
    got = load()
    after = cpu_us_at_rest(contestant.pid) if contestant.pid else (0, 0)
    got["user"], got["sys"] = ((b - a) / max(got[per], 1) for a, b in zip(before, after))
    got["cpu"] = got["user"] + got["sys"]
    return got


# --- the load generators -------------------------------------------------------------------------


def microseconds(text):
    number, unit = re.match(r"([\d.]+)(us|ms|s|m)", text).groups()
    return float(number) * {"us": 1, "ms": 1e3, "s": 1e6, "m": 6e7}[unit]


def wrk_command(contestant, folder, seconds, connections, body=calls.CHAT):
    script = calls.wrk_script(folder, contestant, "chat", body)
    return ["taskset", "-c", LOAD_CPU, "wrk", "-t1", f"-c{connections}", f"-d{max(round(seconds), 1)}s", "--latency",
            "--timeout", "10s", "-s", script, f"http://127.0.0.1:{contestant.ports['chat']}{calls.PATH}"]


def read_wrk(out):
    return {
        "requests": int(re.search(r"(\d+) requests in", out).group(1)),
        "rps": float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1)),
        "p50": microseconds(re.search(r"^\s+50%\s+(\S+)", out, re.M).group(1)),
        "p99": microseconds(re.search(r"^\s+99%\s+(\S+)", out, re.M).group(1)),
        "bad": "; ".join(re.findall(r"(Non-2xx.*|Socket errors.*)", out)),
    }


def closed_loop(contestant, folder, seconds, connections, body=calls.CHAT):
    """wrk: as many calls as `connections` get through."""
    command = wrk_command(contestant, folder, seconds, connections, body)
    return read_wrk(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def program_command(name, *arguments):
    return ["taskset", "-c", LOAD_CPU, str(PROGRAMS / name), *map(str, arguments)]


def run_program(name, *arguments):
    command = program_command(name, *arguments)
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip()}")
    return json.loads(done.stdout)


def open_loop(contestant, folder, seconds, rate, connections):
    """`rate` calls a second, whatever the answers take; latencies from when each was due."""
    got = run_program("open_loop", "--port", contestant.ports["chat"], "--rate", rate,
                      "--request", calls.request_file(folder, contestant, "chat", calls.CHAT),
                      "--seconds", seconds, "--warmup", 0.5, "--connections", connections)
    wrong = {what: got[what] for what in ("refused", "broken", "unanswered") if got[what]}
    got["bad"] = ", ".join(f"{count} {what}" for what, count in wrong.items())
    return got


def stream_arguments(contestant, folder, seconds, count):
    request = calls.request_file(folder, contestant, "stream", calls.STREAM)
    return ("--port", contestant.ports["stream"], "--request", request, "--streams", count,
            "--seconds", seconds)


def streams(contestant, folder, seconds, count):
    """`count` streams at a time."""
    got = run_program("stream_client", *stream_arguments(contestant, folder, seconds, count))
    got["bad"] = f"{got['failed']} streams failed" if got["failed"] else ""
    return got


# --- what many rounds say --------------------------------------------------------------------------


def median(rounds, what):
    return statistics.median(r[what] for r in rounds)


def spread(values):
    """(min, median, max)."""
    return min(values), statistics.median(values), max(values)


def ratios(rounds, base, what):
    """The ratio of each round, which takes out what the machine does."""
    return [one[what] / other[what] for one, other in zip(rounds, base)]

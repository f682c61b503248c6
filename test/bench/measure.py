"""One round of load against one contestant, and how much CPU the contestant spent on it."""

import os
import pathlib
import re
import statistics
import subprocess

TICKS = os.sysconf("SC_CLK_TCK")
SCRIPT = (pathlib.Path(__file__).parent / "chat.lua").read_text()


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


def microseconds(text):
    number, unit = re.match(r"([\d.]+)(us|ms|s|m)", text).groups()
    return float(number) * {"us": 1, "ms": 1e3, "s": 1e6, "m": 6e7}[unit]


def load(contestant, folder, seconds, connections, cpu):
    script = folder / f"{contestant.name}.lua"
    script.write_text(SCRIPT + f'\nwrk.headers["Authorization"] = "Bearer {contestant.key or "sk-none"}"\n')
    out = subprocess.run(
        ["taskset", "-c", cpu, "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s",
         str(script), f"http://127.0.0.1:{contestant.port}/v1/chat/completions"],
        capture_output=True, text=True, check=True,
    ).stdout
    return {
        "requests": int(re.search(r"(\d+) requests in", out).group(1)),
        "rps": float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1)),
        "p50": microseconds(re.search(r"^\s+50%\s+(\S+)", out, re.M).group(1)),
        "p99": microseconds(re.search(r"^\s+99%\s+(\S+)", out, re.M).group(1)),
        "bad": "; ".join(re.findall(r"(Non-2xx.*|Socket errors.*)", out)),
    }


def round_of(contestant, folder, options):
    before = cpu_us(contestant.pid) if contestant.pid else (0, 0)
    got = load(contestant, folder, options.seconds, options.connections, options.load_cpu)
    after = cpu_us(contestant.pid) if contestant.pid else (0, 0)
    got["user"], got["sys"] = ((b - a) / got["requests"] for a, b in zip(before, after))
    got["cpu"] = got["user"] + got["sys"]
    return got


def median(rounds, what):
    return statistics.median(r[what] for r in rounds)


def ratios(rounds, base, what):
    """min, median and max of the ratio, round by round, which takes out what the machine does."""
    pairs = [one[what] / other[what] for one, other in zip(rounds, base)]
    return min(pairs), statistics.median(pairs), max(pairs)

"""Runs the micro-benchmarks and reads what they print."""

import json
import os
import subprocess

from contestants import CONTESTANT_CPU, PROGRAMS

NANOSECONDS = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}


def run(program, pattern=".", repetitions=1, seconds=None, environment=None):
    """Rows of {"name", "ns": [CPU time of each repetition], "label", counters...}, in their order."""
    command = ["taskset", "-c", CONTESTANT_CPU, str(PROGRAMS / program), "--benchmark_format=json",
               f"--benchmark_filter={pattern}", f"--benchmark_repetitions={repetitions}"]
    if seconds:
        command.append(f"--benchmark_min_time={seconds}")
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | (environment or {}))
    if done.returncode != 0:
        raise RuntimeError(f"{program}: {done.stderr.strip()}")
    rows = {}
    for one in json.loads(done.stdout)["benchmarks"] if done.stdout.strip() else ():
        if one["run_type"] != "iteration":
            continue
        if one.get("error_occurred"):
            raise RuntimeError(f"{program}: {one['name']}: {one['error_message']}")
        row = rows.setdefault(one["run_name"], {"name": one["run_name"], "ns": []} | one)
        row["ns"].append(one["cpu_time"] * NANOSECONDS[one["time_unit"]])
    return list(rows.values())

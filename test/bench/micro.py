"""What single parts cost: every micro-benchmark, one row each."""

import statistics

import google_benchmark
from contestants import PROGRAMS
from report import markdown

# Fills a database with a million calls first: only when it is asked for by name.
LONG = {"rg_analytics_bench"}


def shown(nanoseconds):
    for unit, size in (("s", 1e9), ("ms", 1e6), ("us", 1e3)):
        if nanoseconds >= size * 10:
            return f"{nanoseconds / size:.1f} {unit}"
    return f"{nanoseconds:.0f} ns" if nanoseconds >= 100 else f"{nanoseconds:.1f} ns"


def rate(row):
    if "bytes_per_second" in row:
        return f"{row['bytes_per_second'] / 1e6:.0f} MB/s"
    if "items_per_second" in row:
        return shown(1e9 / row["items_per_second"]) + " each"
    return ""


def matches(folder, row, words):
    said = f"{folder}/{row['name']} {row.get('label', '')}".lower()
    return not words or any(word.lower() in said for word in words)


def table(words, repetitions, seconds):
    rows = []
    for program in sorted(PROGRAMS.glob("rg_*_bench")):
        folder = program.name.removeprefix("rg_").removesuffix("_bench")
        if program.name in LONG and folder not in words:
            continue
        for row in google_benchmark.run(program.name, repetitions=repetitions, seconds=seconds):
            if not matches(folder, row, words):
                continue
            name = row["name"] + (f" ({row['label']})" if row.get("label") else "")
            rows.append([folder, name, shown(statistics.median(row["ns"])),
                         f"{shown(min(row['ns']))} .. {shown(max(row['ns']))}", rate(row)])
    return markdown(["part", "benchmark", "CPU time", "min .. max", "rate"], rows, left=2)

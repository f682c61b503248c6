"""What single parts cost: every micro-benchmark, one row each."""

import statistics

import google_benchmark
from contestants import PROGRAMS
from report import markdown

# Fill databases with a million calls first: only when they are asked for by name.
LONG = {"rg_analytics_bench", "rg_store_clickhouse_bench"}


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


def folder_of(program):
    return program.name.removeprefix("rg_").removesuffix("_bench")


def wanted(words):
    """The programs, and what a row of theirs must contain one of. A folder's name means all of it."""
    programs = {folder_of(program): program.name for program in sorted(PROGRAMS.glob("rg_*_bench"))}
    if named := [word for word in words if word in programs]:
        programs = {folder: programs[folder] for folder in named}
    programs = {f: name for f, name in programs.items() if name not in LONG or f in words}
    return programs, [word.lower() for word in words if word not in named]


def table(words, repetitions, seconds):
    programs, contained = wanted(words)
    rows = []
    for folder, program in programs.items():
        for row in google_benchmark.run(program, repetitions=repetitions, seconds=seconds):
            name = row["name"] + (f" ({row['label']})" if row.get("label") else "")
            if contained and not any(word in name.lower() for word in contained):
                continue
            rows.append([folder, name, shown(statistics.median(row["ns"])),
                         f"{shown(min(row['ns']))} .. {shown(max(row['ns']))}", rate(row)])
    if not rows:
        raise SystemExit(f"no micro-benchmark is named {' and '.join(words)}")
    return markdown(["part", "benchmark", "CPU time", "min .. max", "rate"], rows, left=2)

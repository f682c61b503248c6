"""How results are shown: tables, and the page that --save writes."""

import datetime
import os
import platform

from contestants import version_of


def markdown(head, rows, left=1):
    """A table that also reads well on a terminal; its first columns hold text, the others numbers."""
    lines = [head, ["---"] * left + ["---:"] * (len(head) - left)] + rows
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    return "\n".join(
        "| " + " | ".join(cell.ljust(w) if i < left else cell.rjust(w)
                           for i, (cell, w) in enumerate(zip(line, widths))) + " |"
        for line in lines
    )


def summary(lines):
    head = ["", "what", "goal", "first bar", "measured", "min .. max", ""]
    rows = []
    for line in lines:
        bars = ["" if bar is None else f"{bar:g}" for bar in (line.goal, line.first)]
        figures = ["", ""]
        if line.measured:
            low, median, high = (f"{value:.{line.digits}f}" for value in line.measured)
            figures = [median, f"{low} .. {high}"]
        rows.append([line.row, line.what, *bars, *figures, line.state])
    return markdown(head, rows, left=2)


def machine():
    model = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo")
                  if line.startswith("model name")), platform.machine())
    return f"{model}, {os.cpu_count()} cores, Linux {platform.release()}"


def sections(rows):
    return "\n\n".join(f"## {row.title}\n\n{row.how.strip()}\n\n{row.details()}" for row in rows)


def page(rows, contestants, options):
    lines = [line for row in rows for line in row.lines() + row.against()]
    what = "\n".join(f"- **{c.name}**: {c.what}" for c in contestants)
    return f"""# Benchmarks

Made by `script/bench --save{options.said}` on {datetime.date.today()}. Run it yourself: ratios travel from machine to
machine, absolute figures do not. One row alone: `script/bench p1`; what single parts cost:
`script/bench micro`; how to find out why: [performance.md](performance.md).

Machine: {machine()}; load average before the run {options.load_before:.2f}. {version_of("nginx")}; {version_of("haproxy")};
{version_of("wrk")}.

Every contestant has one worker, alone on one core; the load generator and the mock upstreams share the
other. The same bytes to each, keep-alive, {options.connections} connections where nothing else is said, {options.rounds} rounds of {options.seconds} s
in which the contestants take turns. Figures are medians; ratios are taken round by round, and the
spread is over the rounds.

{summary(lines)}

{what}

{sections(rows)}
"""

"""CPU per request, throughput and latency of RateGuard and of plain proxies, interleaved, as ratios to
nginx.

wrk is a closed loop: its latencies show order, not truth, under full load.
"""

import argparse
import datetime
import os
import pathlib
import platform
import shlex
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))

import measure  # noqa: E402
from contestants import LOAD_CPU, Arena, version_of  # noqa: E402

ROOT = pathlib.Path(__file__).parents[2]
PAGE = ROOT / "docs/benchmarks.md"


def table(rows, base):
    """The lines of the result, as Markdown that also reads well on a terminal."""
    head = ["contestant", "req/s", "CPU us/req", "user", "sys", "p50 us", "p99 us",
            f"CPU per request to {base}: min / median / max", "req/s", "p50", "p99"]
    lines = [head, ["---"] + ["---:"] * (len(head) - 1)]
    for contestant, rounds in rows:
        cells = [contestant.name, f"{measure.median(rounds, 'rps'):.0f}"]
        if contestant.pid:
            cells += [f"{measure.median(rounds, what):.1f}" for what in ("cpu", "user", "sys")]
        else:
            cells += ["", "", ""]
        cells += [f"{measure.median(rounds, what):.0f}" for what in ("p50", "p99")]
        if contestant.pid:
            of_base = next(r for c, r in rows if c.name == base)
            cells.append(" / ".join(f"{x:.2f}" for x in measure.ratios(rounds, of_base, "cpu")))
            cells += [f"{measure.ratios(rounds, of_base, w)[1]:.2f}" for w in ("rps", "p50", "p99")]
        else:
            cells += [""] * 4
        lines.append(cells)
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    return "\n".join(
        "| " + " | ".join(cell.ljust(w) if i == 0 else cell.rjust(w)
                           for i, (cell, w) in enumerate(zip(line, widths))) + " |"
        for line in lines
    )


def machine():
    model = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo")
                  if line.startswith("model name")), platform.machine())
    return f"{model}, {os.cpu_count()} cores, Linux {platform.release()}"


def page(rows, text, options):
    what = "\n".join(f"- **{c.name}**: {c.what}" for c, _ in rows)
    return f"""# Benchmarks

Made by `script/bench --save{options.said}` on {datetime.date.today()}. Run it yourself: ratios travel from machine to
machine, absolute figures do not.

Machine: {machine()}. {version_of("nginx")}; {version_of("haproxy")}; {version_of("wrk")}.

Every contestant has one worker, alone on one core; the load generator and the mock upstream share the
other. The same bytes to each, keep-alive, {options.connections} connections, {options.rounds} interleaved rounds of
{options.seconds} s; medians. Ratios are taken round by round. wrk is a closed loop: its latencies show order, not
truth, under full load.

{text}

{what}
"""


def progress(text):
    if sys.stderr.isatty():
        print(f"\r{text:30}\r", end="", file=sys.stderr, flush=True)


def run(options):
    with tempfile.TemporaryDirectory(prefix="rateguard-bench-") as folder, Arena(folder) as arena:
        contestants = [arena.upstream(), arena.proxy(), arena.haproxy()]
        if not options.without_rateguard:
            contestants += arena.rateguard()
        rows = [(contestant, []) for contestant in contestants]
        for contestant, _ in rows:
            measure.load(contestant, arena.folder, 1, options.connections, options.load_cpu)
        for n in range(options.rounds):
            progress(f"round {n + 1} of {options.rounds}")
            for contestant, rounds in rows:
                rounds.append(measure.round_of(contestant, arena.folder, options))
        progress("")
    return rows


def main():
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--load-cpu", default=LOAD_CPU)
    parser.add_argument("--without-rateguard", action="store_true", help="only the bars")
    parser.add_argument("--save", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    options = parser.parse_args()
    options.said = "".join(" " + shlex.quote(a) for a in sys.argv[1:] if a != "--save")
    if (os.cpu_count() or 1) < 2:
        sys.exit("script/bench needs two cores: one for the contestant, one for the load")

    rows = run(options)
    text = table(rows, "nginx")
    print(text)
    failures = [(c.name, r["bad"]) for c, rounds in rows for r in rounds if r["bad"]]
    for name, bad in failures[:5]:
        print(f"FAILED: {name}: {bad}")
    if options.save and not failures:
        PAGE.write_text(page(rows, text, options))
    return 1 if failures else 0


sys.exit(main())

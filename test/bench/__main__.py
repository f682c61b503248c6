"""Measures the rows of the promises about speed, RateGuard beside nginx and HAProxy, and prints each
with its goal.

  script/bench                             every row, 10 rounds of 4 s: half an hour
  script/bench p1 --rounds 3 --seconds 2   one row, quickly, while developing
  script/bench micro [word ...]            what single parts cost: the micro-benchmarks
  script/bench profile [chat|streams|prompts|allocations]   where the time goes, with perf
  script/bench --save                      every row, and writes docs/benchmarks.md
"""

import argparse
import os
import pathlib
import resource
import shlex
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))

import allocations  # noqa: E402
import micro  # noqa: E402
import profiling  # noqa: E402
import report  # noqa: E402
from contestants import ROOT, Arena  # noqa: E402
from rows import NAMES, ROWS  # noqa: E402

PAGE = ROOT / "docs/benchmarks.md"
PROFILES = ("chat", "streams", "prompts", "allocations")


def progress(text):
    if sys.stderr.isatty():
        print(f"\r{text:60}\r", end="", file=sys.stderr, flush=True)


class Shared:
    """The contestants of most rows: the same processes for all, started when first asked for."""

    def __init__(self, arena, other):
        self.arena, self.other, self.started = arena, other, []

    def __call__(self):
        if not self.started:
            arena = self.arena
            self.started = [arena.upstream(), arena.nginx(), arena.haproxy(), *arena.rateguard()]
            if self.other:
                self.started.append(arena.other(self.other))
        return self.started


def run(row, shared, options):
    rounds = min(options.rounds, row.rounds_max or options.rounds)
    try:
        row.prepare(shared)
        for n in range(rounds):
            progress(f"{row.title}: round {n + 1} of {rounds}")
            row.round()
    finally:
        row.close()
    progress("")
    print(f"{row.title}\n\n{row.details()}\n", flush=True)


def arguments():
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", metavar="row",
                        help=f"{', '.join(NAMES)}; or micro and folders or words of its rows")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--against", metavar="BINARY", type=pathlib.Path,
                        help="another build of rateguard, in the same rounds")
    parser.add_argument("--peers", action="store_true",
                        help="LiteLLM and Portkey in the table of p1, from PyPI and npm")
    parser.add_argument("--quick", action="store_true",
                        help="p10 with a million events, e2 with a shorter outage: while developing")
    parser.add_argument("--save", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    options = parser.parse_args()
    options.said = "".join(" " + shlex.quote(a) for a in sys.argv[1:] if a != "--save")
    options.load_before = os.getloadavg()[0]
    if options.what[:1] == ["profile"]:
        options.load = (options.what[1:] or ["chat"])[0]
        if options.load not in PROFILES or len(options.what) > 2:
            parser.error(f"profile takes one of {', '.join(PROFILES)}")
    elif options.what[:1] != ["micro"]:
        if unknown := set(options.what) - set(NAMES):
            parser.error(f"no row {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
        if options.save and options.what:
            parser.error("--save writes the whole page: it needs every row")
    if (os.cpu_count() or 1) < 2:
        parser.error("needs two cores: one for the contestant, one for the load")
    return options


def compare(shared, folder, options):
    rows = [row(options, folder) for row in ROWS
            if not options.what or set(row.names) & set(options.what)]
    for row in rows:
        run(row, shared, options)

    print(report.summary([line for row in rows for line in row.lines() + row.against()]))
    failures = [f"{row.title}: {failure}" for row in rows for failure in row.failures]
    for failure in failures[:10]:
        print(f"FAILED: {failure}")
    if options.save and not failures:
        peers = [c for row in rows for c in row.contestants_of_its_own]
        PAGE.write_text(report.page(rows, shared.started + peers, options))
    return 1 if failures else 0


def main():
    options = arguments()
    if options.what[:1] == ["micro"]:
        print(micro.table(options.what[1:], options.rounds, min(options.seconds, 0.2)))
        return 0
    # Thousands of connections, here and in what is started from here.
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))

    with tempfile.TemporaryDirectory(prefix="rateguard-bench-") as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        with Arena(folder / "shared") as arena:
            shared = Shared(arena, options.against)
            if options.what == ["profile", "allocations"]:
                return allocations.run(shared(), folder, options)
            if options.what[:1] == ["profile"]:
                return profiling.run(options.load, shared(), folder, options)
            return compare(shared, folder, options)


sys.exit(main())

"""Breaks one guard at a time in a copy of the tree and asks its tests: each must turn red.

run.py TREE COPY [NAME...]: COPY/ gets a copy of the tracked files of TREE and a build of its own.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import time

from table import MUTANTS

TEST_SECONDS_MAX = 300
FAILED = re.compile(r"^\[  FAILED  \] (\S+?)(?:,| \(|$)", re.M)
STARTED = re.compile(r"^\[ RUN      \] (\S+)", re.M)


class Broken(Exception):
    """The table or the build is at fault, and nothing can be said about the tests."""


def target(folder):
    return "rg_" + folder.replace("/", "_") + "_test"


class Copy:
    """A copy of the tree. Files that are already as they should be are left alone, so that little is
    built again."""

    def __init__(self, tree, folder):
        self.tree, self.folder = pathlib.Path(tree), pathlib.Path(folder)

    def refresh(self):
        listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=self.tree, text=True,
                                capture_output=True, check=True).stdout.split("\n")
        files = {name for name in listed if name and (self.tree / name).is_file()}
        for name in files:
            source, here = self.tree / name, self.folder / name
            if here.exists() and here.read_bytes() == source.read_bytes():
                continue
            here.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, here)
            shutil.copymode(source, here)
        for here in (self.folder / "src").rglob("*"):
            if here.is_file() and str(here.relative_to(self.folder)) not in files:
                here.unlink()

    def build(self, targets):
        done = subprocess.run([self.folder / "script/build", *targets], text=True, capture_output=True)
        if done.returncode != 0:
            raise Broken("does not build:\n" + (done.stdout + done.stderr)[-4000:])

    def noticed_by(self, test, only):
        """The test of this binary that fails; None when all pass."""
        command = [self.folder / "build" / test, "--gtest_fail_fast", f"--gtest_filter={only}"]
        try:
            done = subprocess.run(command, cwd=self.folder, text=True, errors="replace", stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, timeout=TEST_SECONDS_MAX)
            output, status, how = done.stdout, done.returncode, "dies"
        except subprocess.TimeoutExpired as late:
            output, status, how = (late.stdout or b"").decode("utf-8", "replace"), 1, "hangs"
        if status == 0:
            return None
        failed = FAILED.findall(output)
        if failed:
            return failed[0]
        started = STARTED.findall(output)
        return f"{started[-1]} ({how})" if started else f"{test} ({how})"


def check_table(tree):
    """Every text must be there exactly once, or the table is out of date."""
    faults = []
    for mutant in MUTANTS:
        path = tree / mutant.file
        count = path.read_text().count(mutant.text) if path.exists() else 0
        if count != 1:
            faults.append(f"{mutant.name}: its text is {count} times in {mutant.file}:\n  {mutant.text}")
    if len({mutant.name for mutant in MUTANTS}) != len(MUTANTS):
        faults.append("two mutants have one name")
    if faults:
        raise Broken("the table is out of date\n" + "\n".join(faults))


def try_one(copy, mutant):
    file = copy.folder / mutant.file
    whole = file.read_text()
    file.write_text(whole.replace(mutant.text, mutant.instead))
    try:
        for folder in mutant.tests:
            copy.build([target(folder)])
            noticed = copy.noticed_by(target(folder), mutant.only)
            if noticed:
                return noticed
        return None
    finally:
        file.write_text(whole)


def check_unbroken(copy, asked):
    """A test that fails anyway notices nothing."""
    copy.build(sorted({test for test, _ in asked}))
    for test, only in sorted(asked):
        noticed = copy.noticed_by(test, only)
        if noticed:
            raise Broken(f"{noticed} fails in the tree as it is")


def main(tree, folder, *names):
    unknown = set(names) - {mutant.name for mutant in MUTANTS}
    if unknown:
        raise Broken(f"no mutant {', '.join(sorted(unknown))}; there are: {' '.join(m.name for m in MUTANTS)}")
    chosen = [mutant for mutant in MUTANTS if not names or mutant.name in names]
    copy = Copy(tree, folder)
    check_table(copy.tree)
    copy.refresh()
    check_unbroken(copy, {(target(folder), mutant.only) for mutant in chosen for folder in mutant.tests})

    survivors, unbuilt = [], []
    print(f"{'mutant':<22}{'what is broken':<74}noticed by")
    for mutant in chosen:
        began = time.monotonic()
        try:
            noticed = try_one(copy, mutant)
        except Broken as fault:
            unbuilt.append(f"{mutant.name} {fault}")
            noticed = "the compiler: no test was asked"
        if not noticed:
            survivors.append(mutant.name)
        seconds = f"  [{time.monotonic() - began:.0f} s]"
        print(f"{mutant.name:<22}{mutant.broken:<74}{noticed or 'NOBODY'}{seconds}", flush=True)
    print(f"\n{len(chosen) - len(survivors) - len(unbuilt)} of {len(chosen)} noticed")
    if survivors:
        print(f"not noticed, so a test is missing: {' '.join(survivors)}")
    if unbuilt:
        raise Broken("\n".join(unbuilt))
    return 1 if survivors else 0


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except Broken as fault:
        sys.exit(f"script/mutants: {fault}")

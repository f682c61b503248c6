"""Ten gateways that take slices, healthy and with losses of memory: a short run of script/simulate."""

import functools
import os
import pathlib
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("RG_BUILD", ROOT / "build")) / "rg_lease_simulation"

pytestmark = pytest.mark.skipif(not shutil.which("redis-server"), reason="no redis-server on this machine")


@functools.lru_cache
def simulate(seed):
    return run(seed)


def run(seed):
    return subprocess.run([PROGRAM, "--quick", "--seed", str(seed)], capture_output=True, text=True, timeout=600)


def test_a_fleet_that_takes_slices_keeps_its_promises_and_the_same_seed_says_the_same():
    first, again = simulate(3), run(3)

    assert first.returncode == 0, first.stderr
    assert (again.stdout, again.stderr) == (first.stdout, first.stderr)


def test_another_seed_is_another_run_that_keeps_them_too():
    one, other = simulate(3), simulate(4)

    assert other.returncode == 0, other.stderr
    assert one.stdout != other.stdout


def test_a_mistyped_flag_is_refused():
    assert subprocess.run([PROGRAM, "--sead", "1"], capture_output=True).returncode == 2

"""What RateGuard makes of real exchanges, against calculators and clients that are not ours.

Each test runs the script that says how, and shows its last lines when it fails. Their first run
installs pinned packages from PyPI.
"""

import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = ROOT / "test/recordings"
BUILD = pathlib.Path(os.environ.get("RG_BUILD", ROOT / "build"))
NODE_MODULES = ROOT / ".deps/node/node_modules"
BINARY = pathlib.Path(os.environ.get("RG_BINARY", BUILD / "rateguard"))


def run(script, *arguments):
    ran = subprocess.run([sys.executable, HERE / script, *map(str, arguments)], text=True, timeout=900,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    print(ran.stdout[-6000:])
    return ran.returncode, ran.stdout


def test_every_exchange_costs_what_an_independent_calculator_says():
    status, output = run("oracle.py", "--meter", f"{BINARY} meter --at 2026-11-23T12:00:00Z")

    assert status == 0
    assert ", 0 wrong" in output


def test_every_name_of_every_model_has_its_price_at_every_tier_and_time():
    status, output = run("prices_oracle.py", BUILD / "rg_meter_catalogue_test")

    assert status == 0
    assert ", 0 wrong" in output


def test_streams_ended_by_the_brake_finish_normally_in_the_official_sdks():
    assert NODE_MODULES.exists(), "script/install --test puts the Node packages there"

    status, output = run("brake_sdks.py", BUILD / "rg_meter_test", NODE_MODULES)

    assert status == 0
    assert output.count(", 0 failed") == 2

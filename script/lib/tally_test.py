"""The tally counts what was run, and a run that went wrong cannot look like one that passed."""

import json
import pathlib
import subprocess
import sys

import pytest

TALLY = pathlib.Path(__file__).parent / "tally.py"

GTEST = """<testsuites><testsuite name="MoneyTest">
<testcase name="AddsUp" status="run" result="completed" classname="MoneyTest"/>
<testcase name="Rounds" status="run" result="completed" classname="MoneyTest"><failure message="1 is not 2"/></testcase>
<testcase name="Needs" status="run" result="skipped" classname="MoneyTest"><skipped message="../src/core/money_test.cc:9&#x0A;no recordings here"/></testcase>
<testcase name="Off" status="notrun" result="suppressed" classname="MoneyTest"/>
</testsuite></testsuites>"""


@pytest.fixture
def tally(tmp_path):
    file = tmp_path / "tally"
    file.touch()

    def run(*arguments):
        return subprocess.run([sys.executable, str(TALLY), *map(str, arguments)], text=True,
                              capture_output=True, env={"RG_TALLY": str(file)})

    run.file, run.folder = file, tmp_path
    return run


def last_line(report):
    return report.stdout.splitlines()[-1]


def test_the_results_of_a_gtest_binary_are_counted(tally):
    xml = tally.folder / "core.xml"
    xml.write_text(GTEST)

    tally("junit", "unit", xml)
    report = tally("report")

    assert last_line(report) == "1 passed, 1 failed, 2 skipped" and report.returncode == 1
    assert "skipped: unit: MoneyTest.Needs: no recordings here" in report.stdout
    assert "failed: unit: MoneyTest.Rounds: 1 is not 2" in report.stdout


def test_a_binary_that_died_is_a_failure(tally):
    tally("add", "unit", "passed", "another")
    tally("junit", "unit", tally.folder / "never-written.xml")

    assert last_line(tally("report")) == "1 passed, 1 failed, 0 skipped"


def test_a_suite_that_failed_without_saying_so_is_a_failure(tally):
    tally("add", "e2e", "passed", "one")
    tally("close", "e2e", 2, 5)

    assert last_line(tally("report")) == "1 passed, 1 failed, 0 skipped"


def test_a_suite_that_ran_nothing_is_a_failure(tally):
    tally("close", "e2e", 0, 5)

    assert tally("report").returncode == 1


def test_all_green_is_zero(tally):
    tally("add", "tidy", "passed", "sizes")
    tally("close", "tidy", 0, 1)

    report = tally("report")

    assert report.returncode == 0 and last_line(report) == "1 passed, 0 failed, 0 skipped"
    assert all(json.loads(line)["suite"] == "tidy" for line in tally.file.read_text().splitlines())

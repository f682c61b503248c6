"""The tally of a test run: one line per test, whoever ran it, and the report made from them.

    tally.py add SUITE passed|failed|skipped NAME [WHY]
    tally.py junit SUITE FILE...      from the XML that gtest, pytest and node's runner write
    tally.py close SUITE STATUS SECONDS
    tally.py report                   prints the table and the last line; the exit status matches

The tally itself ($RG_TALLY) is a file of JSON lines, so that suites may append at the same time.
"""

import json
import os
import re
import sys
import xml.etree.ElementTree as xml
from collections import Counter

RESULTS = ("passed", "failed", "skipped")


def append(**line):
    with open(os.environ["RG_TALLY"], "a") as tally:
        tally.write(json.dumps(line) + "\n")


def read():
    with open(os.environ["RG_TALLY"]) as tally:
        return [json.loads(line) for line in tally]


def add(suite, result, name, why=""):
    if result not in RESULTS:
        sys.exit(f"tally.py: a test is one of {RESULTS}, not {result}")
    append(suite=suite, result=result, name=name, why=why)


def why_of(element):
    """What the test said, without the place gtest puts in a line of its own before it."""
    said = (element.get("message") or element.text or "").strip()
    return re.sub(r"^\S+:\d+\n", "", said)


def result_of(case):
    for tag in ("failure", "error"):
        found = case.find(tag)
        if found is not None:
            return "failed", why_of(found)
    skipped = case.find("skipped")
    if skipped is not None:
        return "skipped", why_of(skipped)
    if case.get("status") == "notrun":
        return "skipped", "disabled in the code"
    return "passed", ""


def junit(suite, *files):
    for file in files:
        try:
            cases = list(xml.parse(file).iter("testcase"))
        except (OSError, xml.ParseError) as broken:
            add(suite, "failed", os.path.basename(file), f"left no readable result: {broken}")
            continue
        for case in cases:
            result, why = result_of(case)
            add(suite, result, f"{case.get('classname', '')}.{case.get('name')}", why)


def close(suite, status, seconds):
    """A suite that failed must have said so; a suite that ran nothing has failed."""
    mine = [line for line in read() if line["suite"] == suite and "result" in line]
    failed = any(line["result"] == "failed" for line in mine)
    if int(status) != 0 and not failed:
        add(suite, "failed", "the suite", f"ended with status {status} and recorded no failure")
    elif not mine:
        add(suite, "failed", "the suite", "ran no test")
    append(suite=suite, seconds=int(seconds))


def first_line(text, width=400):
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[0][:width] if lines else ""


def report():
    lines = read()
    tests = [line for line in lines if "result" in line]
    seconds = {line["suite"]: line["seconds"] for line in lines if "seconds" in line}
    suites = list(dict.fromkeys(line["suite"] for line in lines))

    print(f"\n{'suite':<14}{'passed':>8}{'failed':>8}{'skipped':>9}{'seconds':>9}")
    for suite in suites:
        count = Counter(line["result"] for line in tests if line["suite"] == suite)
        print(
            f"{suite:<14}{count['passed']:>8}{count['failed']:>8}{count['skipped']:>9}"
            f"{seconds.get(suite, ''):>9}"
        )

    for result in ("skipped", "failed"):
        for line in tests:
            if line["result"] == result:
                reason = first_line(line["why"]) or "no reason given"
                print(f"{result}: {line['suite']}: {line['name']}: {reason}")

    total = Counter(line["result"] for line in tests)
    print(f"\n{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    sys.exit(1 if total["failed"] or not total["passed"] else 0)


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    {"add": add, "junit": junit, "close": close, "report": report}[command](*arguments)

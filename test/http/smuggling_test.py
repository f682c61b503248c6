"""No request reaches the origin that the gateway has not read as one and logged: every case of
http11/cases.json through the real binary, and thousands of requests damaged from a seed.

    RG_SEED=7 script/test http -k damaged      the run that printed this seed, once more
"""

import asyncio
import os
import random

import pytest

import cases
import ledger
import smuggling
from rig import make_rig
from smuggling import at_once
from wire import converse

CASES = cases.load() or []
NO_FILE = "no http11/cases.json; set RG_SHARED to the folder that holds it"
SEED = int(os.environ.get("RG_SEED", random.randrange(2**32)))
STREAMS = int(os.environ.get("RG_STREAMS", "1500"))


@pytest.fixture(scope="module")
def rig():
    with make_rig(**smuggling.SHORT_TIMEOUTS) as it:
        yield it


def talk_of(rig, case):
    """The case, and where it should leave the connection open, an ordinary request behind it."""
    last = rig.request("/proxy/things/last", headers="connection: close\r\n")
    return converse(rig.address, case.steps + [last] * case.stays_open, case.methods, patience=20)


@pytest.fixture(scope="module")
def talks(rig):
    """{id of a case: (as it stands in the file, with a key and an API to forward it to)}"""
    furnished = [case.furnished(rig.key) for case in CASES]
    got = asyncio.run(at_once([talk_of(rig, case) for case in CASES + furnished]))
    return {case.id: (got[i], got[i + len(CASES)]) for i, case in enumerate(CASES)}


def wanted(case):
    """The statuses of the answers, the ordinary request behind the case included."""
    return [word for word in case.ends.split() if word.isdigit()] + ["200"] * case.stays_open


@pytest.mark.skipif(not CASES, reason=NO_FILE)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_case_gets_the_strict_answer(case, talks):
    _, talk = talks[case.id]

    assert talk.statuses.split() == wanted(case), talk
    assert talk.ended == "end" and talk.rest == b"", "closed in order, with nothing behind the last answer"
    assert all(answer.whole and "date" in answer.headers for answer in talk.answers), talk
    assert all(answer.closes for answer in talk.answers if answer.status >= 400 and not case.stays_open)
    if talk.interim:
        sent = b"".join(case.steps)
        assert b"100-continue" in sent and b"HTTP/1.0" not in sent, "nobody else is told to continue"


@pytest.mark.skipif(not CASES, reason=NO_FILE)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_case_without_a_key_is_refused(case, talks):
    talk, _ = talks[case.id]
    answers = talk.answers[:-1] if case.stays_open and talk.statuses.endswith("200") else talk.answers

    first = wanted(case)[0] if wanted(case) else ""
    statuses = [str(answer.status) for answer in answers]
    # A body is not read for somebody who shows no key, so what is wrong with it is not found.
    assert statuses in ([], ["401"]) if first == "" else statuses[0] in (first, "401"), talk
    assert "200" not in statuses and talk.ended == "end" and talk.rest == b"", talk


@pytest.mark.skipif(not CASES, reason=NO_FILE)
def test_the_origin_saw_what_was_logged_of_the_cases(rig, talks):
    compared = ledger.check(rig)

    assert compared >= sum(case.ends.count("200") for case in CASES), "what is good was forwarded"
    assert {request.header("authorization") for request in rig.origin.requests} == {None}


def test_damaged_streams_never_smuggle(rig):
    print(f"RG_SEED={SEED}")

    run = smuggling.run(rig, SEED, STREAMS)

    assert run.compared > run.requests / 3, "the damage left something to forward"
    assert run.refusals > STREAMS / 5, "and did damage"
    print(run)

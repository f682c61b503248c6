"""A hostile upstream hurts nobody: its client gets an honest refusal or a cut answer, everybody else their
own, and the call is in the books."""

import asyncio

import pytest

import books
import ledger
from admin import nanos
from evil import EVILS, EXTRA, STOLEN
from origin import say_what_came
from rig import make_rig
from wire import converse

NAMES = {name.replace(" ", "-").replace("/", "-"): name for name in EVILS}


async def be_evil_on_request(line, request):
    evil = EVILS.get(NAMES.get(request.target.removeprefix("/")))
    return await (evil.act(line) if evil else say_what_came(line, request))


@pytest.fixture(scope="module")
def rig():
    """One thread, so that every client could meet every connection to the upstream."""
    with make_rig(be_evil_on_request, threads=1, upstream__first_byte_timeout="500ms",
                  upstream__idle_timeout="500ms") as it:
        yield it


async def call(rig, target, method="POST"):
    data = rig.request(f"/proxy/things/{target}", method, headers="connection: close\r\n")
    return await converse(rig.address, [data], [method], patience=20)


async def meet(rig, slug, method):
    """The evil one among good ones: before it, on connections it may get; while it goes on; and after it,
    on whatever it left behind. Returns its talk, and the targets that got another answer than theirs."""
    names = [f"before-{n}" for n in range(2)]
    good = [await call(rig, name) for name in names]
    evil = asyncio.create_task(call(rig, slug, method))
    await asyncio.sleep(0.01)
    for when, count in (("during", 4), ("after", 4)):
        now = [f"{when}-{n}" for n in range(count)]
        good += await asyncio.gather(*(call(rig, name) for name in now))
        names += now
        talk = await evil
    return talk, wronged(names, good)


def wronged(names, talks):
    return [(name, talk) for name, talk in zip(names, talks)
            if [answer.body for answer in talk.answers] != [f"POST /{name} 0".encode()]]


def end_of(talk):
    (answer,) = talk.answers
    return "cut" if not answer.whole else {204: "200", 304: "200"}.get(answer.status, str(answer.status))


@pytest.mark.parametrize("slug", NAMES)
def test_an_evil_upstream_harms_only_its_own_call(rig, slug):
    evil = EVILS[NAMES[slug]]
    known = {event["request_id"] for event in rig.workspace.events()}

    talk, others = asyncio.run(meet(rig, slug, evil.method))

    assert end_of(talk) == evil.ends, talk
    assert STOLEN not in talk.received and b"injected" not in talk.received.lower(), talk
    assert talk.rest == b"" and talk.interim == 0, "nothing but the answer"
    assert others == [], "everybody else has their own answer"
    books.settled(rig.workspace)
    (event,) = [e for e in rig.workspace.events() if e["endpoint"] == f"/{slug}" and e["request_id"] not in known]
    assert talk.answers[0].headers["x-rateguard-request-id"] == event["request_id"]
    assert (event["outcome"] == "ok") == (evil.ends == "200"), event
    assert nanos(rig.workspace.budgets()[0]["held"]) == 0


def test_an_answer_that_nobody_asked_for_is_nobodys(rig):
    """It comes while the connection waits in the pool. Once the next request is on its way, no server's
    answer can be told from one that it had ready before."""
    asyncio.run(call(rig, "quiet"))
    (line,) = [line for line in rig.origin.lines for r in line.requests if r.target == "/quiet"]
    rig.origin.do(line.send(EXTRA))

    names = [f"next-{n}" for n in range(8)]
    good = [asyncio.run(call(rig, name)) for name in names]

    assert wronged(names, good) == []
    assert line.requests[-1].target == "/quiet", "the connection was not used again"


def test_an_evil_upstream_leaves_the_books_balanced(rig):
    assert ledger.check(rig) > len(EVILS)

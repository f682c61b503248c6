"""Streams of damaged requests from a seed, through the gateway to an origin that records every byte."""

import asyncio
from dataclasses import dataclass

import ledger
from mutations import Streams
from wire import converse

AT_ONCE = 48
# What is left unfinished by the damage ends soon.
SHORT_TIMEOUTS = {"http__header_timeout": "1s", "http__body_grace": "1s",
                  "http__body_bytes_per_second_min": "100000", "http__idle_timeout": "1s"}


async def at_once(work):
    """The results of many conversations, so many of them at the same time."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(coroutine):
        async with gate:
            return await coroutine

    return await asyncio.gather(*map(one, work))


@dataclass
class Run:
    requests: int  # before the damage
    compared: int  # reached the origin, and were logged one to one
    refusals: int


def run(rig, seed, count):
    """Fails where the origin and the events differ, a connection hangs, or a client gets what it did not
    ask for."""
    rig.origin.forget()
    before = ledger.logged(rig.workspace)
    streams = [Streams(f"{seed}-{n}", rig.key).stream(n) for n in range(count)]

    talks = asyncio.run(at_once([converse(rig.address, pieces, patience=20) for _, pieces in streams]))

    compared = ledger.check(rig, before)
    for (_, pieces), talk in zip(streams, talks):
        sent = b"".join(pieces)
        assert talk.ended, f"RG_SEED={seed}: a connection that nobody ended: {sent[:300]!r}"
        for answer in talk.answers:
            if answer.status == 200 and answer.body:
                assert answer.body.split()[1] in sent, f"RG_SEED={seed}: another client's answer: {answer}"
    refusals = sum(answer.status >= 400 for talk in talks for answer in talk.answers)
    return Run(sum(requests for requests, _ in streams), compared, refusals)

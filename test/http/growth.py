"""Every kind of call for a long time: what of it stays behind in memory, descriptors and threads."""

import asyncio
import os
import time
from dataclasses import dataclass, field

import evil
from loader import Connection
from origin import say_what_came
from wire import converse

EVIL = ["half a body", "a reset", "two answers at once", "a flood of 100", "a broken chunk in a stream"]


async def answer(line, request):
    name = request.target.lstrip("/").replace("-", " ")
    if name in EVIL:
        return await evil.EVILS[name].act(line)
    if name == "stream":
        await line.send(evil.EVENTS + b"9\r\ndata: a\n\n\r\n" * 20 + b"0\r\n\r\n")
        return True
    return await say_what_came(line, request)


@dataclass
class Sample:
    at: float
    rss_bytes: int
    descriptors: int
    threads: int


@dataclass
class Growth:
    samples: list = field(default_factory=list)
    calls: int = 0

    def slope_bytes(self, per_seconds=600):
        """Of the line through the second half, by least squares."""
        half = self.samples[len(self.samples) // 2:]
        times, sizes = [s.at for s in half], [s.rss_bytes for s in half]
        mean_t, mean_s = sum(times) / len(half), sum(sizes) / len(half)
        above = sum((t - mean_t) * (s - mean_s) for t, s in zip(times, sizes))
        return per_seconds * above / sum((t - mean_t) ** 2 for t in times)

    def spread(self, what):
        """Between the first quarter's most and the last quarter's most."""
        quarter = max(1, len(self.samples) // 4)
        values = [getattr(s, what) for s in self.samples]
        return max(values[-quarter:]) - max(values[:quarter])


def look(rig):
    pid = rig.gateway.process.pid
    return Sample(time.monotonic(), rig.gateway.rss_bytes(), len(os.listdir(f"/proc/{pid}/fd")),
                  len(os.listdir(f"/proc/{pid}/task")))


async def call(connection, target):
    """A call that nobody answers is a failure, not a wait."""
    return await asyncio.wait_for(connection.call(f"/proxy/things/{target}", b"{}"), 30)


async def mixed_calls(rig, growth, end):
    """One client after the other's manner: calls, streams, evil upstreams, bad keys, broken HTTP, leaving."""
    kept = Connection(rig.url, rig.key)
    stranger = Connection(rig.url, "rg_live_0000000000000000000000000000000000000000")
    while time.monotonic() < end:
        for _ in range(20):
            await call(kept, "good")
        await call(kept, "stream")
        for name in EVIL:
            await call(kept, name.replace(" ", "-"))
        await call(stranger, "good")
        await converse(rig.address, [b"GET / HTTP/9.9\r\n\r\n"])
        _, writer = await asyncio.open_connection(*rig.address)
        writer.write(rig.request("/proxy/things/stream"))
        await asyncio.sleep(0)
        writer.transport.abort()
        growth.calls += 28
    kept.close()
    stranger.close()


async def run(rig, clients, seconds, every, growth):
    end = time.monotonic() + seconds
    running = [asyncio.create_task(mixed_calls(rig, growth, end)) for _ in range(clients)]
    while time.monotonic() < end:
        growth.samples.append(look(rig))
        await asyncio.sleep(every)
    await asyncio.gather(*running)


def measure(rig, seconds, every=0.5, clients=6, warm_up_calls=0):
    """Samples of so long, begun once caches have had that many calls to fill up with."""
    ahead = Growth()
    while True:
        asyncio.run(run(rig, clients, 2.0, every, ahead))
        if ahead.calls >= warm_up_calls:
            break
    growth = Growth()
    asyncio.run(run(rig, clients, seconds, every, growth))
    return growth

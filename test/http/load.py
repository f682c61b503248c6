"""Calls whose pace does not depend on the answers, and what became of each."""

import asyncio
import time
from dataclasses import dataclass

from loader import Connection


@dataclass
class Shot:
    due: float  # when it was to be sent: waiting for a place to send it counts
    took: float = 0.0
    status: int = 0  # 0: no whole answer
    connection_refused: bool = False


def quantile(values, part):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else float("inf")


def p99(shots):
    return quantile([shot.took for shot in shots], 0.99)


class Idle(list):
    """Connections between two calls, the one used last on top."""

    def take(self, url, key):
        return self.pop() if self else Connection(url, key)


async def shoot(shot, idle, rig, path, patience):
    connection = idle.take(rig.url, rig.key)
    try:
        receipt = await asyncio.wait_for(connection.call(path, b"{}"), patience)
        shot.status = receipt.status if receipt.complete else 0
    except TimeoutError:
        connection.close()
    shot.took = time.monotonic() - shot.due
    if connection.writer is not None:
        idle.append(connection)


async def open_loop(rig, rate, seconds, path="/proxy/things/good", patience=5.0):
    """`rate` calls a second for so long. A call that finds no idle connection opens one."""
    idle, shots, running = Idle(), [], set()
    begin = time.monotonic()
    for n in range(int(rate * seconds)):
        due = begin + n / rate
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        shots.append(Shot(due))
        task = asyncio.create_task(shoot(shots[-1], idle, rig, path, patience))
        running.add(task)
        task.add_done_callback(running.discard)
    await asyncio.gather(*running)
    for connection in idle:
        connection.close()
    return shots

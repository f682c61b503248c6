"""A way to a server that can be broken: TCP, forwarded as it is until a fault is put on it.

    way = FaultProxy(server.port)          clients connect to way.port
    with way.fault("delay", seconds=1):    until the block ends, for connections old and new
        ...

Leaving the block heals the way, and fails where the fault has met nothing: a test of a fault that took no
effect has shown nothing. `way.met` counts what each fault has met.
"""

import asyncio
import contextlib
import socket
import struct
import threading
from collections import Counter

LOCAL = "127.0.0.1"
TO_SERVER, TO_CLIENT = "to server", "to client"


class Fault:
    """What becomes of bytes, of connections that are there when it begins, and of new ones. This one: nothing."""

    def __init__(self, way):
        self.way = way
        self.healed = asyncio.Event()

    def met(self):
        self.way.met[type(self).__name__] += 1

    def begins(self, link):
        pass

    def opens(self, link):
        pass

    async def passes(self, link, direction, data):
        """The bytes that go on; b"": none."""
        return data


class Delay(Fault):
    """Each packet is late."""

    def __init__(self, way, seconds=1.0):
        super().__init__(way)
        self.seconds = seconds

    async def passes(self, link, direction, data):
        self.met()
        await asyncio.sleep(self.seconds)
        return data


class Held(Fault):
    """Nothing passes until the way is healed; then all of it comes, late."""

    async def passes(self, link, direction, data):
        self.met()
        await self.healed.wait()
        return data


class Blackhole(Fault):
    """Bytes are lost, and nobody is told. A connection that lost some carries nothing any more, ever."""

    async def passes(self, link, direction, data):
        self.met()
        link.swallows |= {TO_SERVER, TO_CLIENT}
        return b""


class LostAnswers(Fault):
    """What the client sends arrives and has its effect; what the server says to it is lost."""

    async def passes(self, link, direction, data):
        if direction == TO_SERVER:
            return data
        self.met()
        link.swallows.add(TO_CLIENT)
        return b""


class HalfOpen(Fault):
    """The server's end is gone, and the client is not told."""

    def begins(self, link):
        self.met()
        link.swallows |= {TO_SERVER, TO_CLIENT}
        link.leave_server()

    opens = begins


class Reset(Fault):
    """Both ends are told that the other is gone, in mid-word."""

    def begins(self, link):
        self.met()
        link.reset()

    opens = begins


class Corrupt(Fault):
    """Of each packet to the client, a bit of one byte is turned: of the first, or of one further in."""

    def __init__(self, way, at=0):
        super().__init__(way)
        self.at = at

    async def passes(self, link, direction, data):
        if direction == TO_SERVER:
            return data
        self.met()
        turned = bytearray(data)
        turned[min(self.at, len(data) - 1)] ^= 0x80
        return bytes(turned)


FAULTS = {"delay": Delay, "held": Held, "blackhole": Blackhole, "lost_answers": LostAnswers, "half_open": HalfOpen,
          "reset": Reset, "corrupt": Corrupt}


class Link:
    """A client's connection, and ours to the server for it."""

    def __init__(self, client, server):
        self.client, self.server = client, server
        self.swallows = set()
        self.left = False

    def leave_server(self):
        self.left = True
        self.server.transport.abort()

    def reset(self):
        for writer in (self.client, self.server):
            with contextlib.suppress(OSError):  # it has ended by itself
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()


class FaultProxy:
    def __init__(self, port):
        self.server_port = port
        self.met = Counter()
        self.links = set()
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.now, self.listener = self.run(self.listen())
        self.port = self.listener.sockets[0].getsockname()[1]

    def run(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(30)

    async def listen(self):
        return Fault(self), await asyncio.start_server(self.serve, LOCAL, 0, backlog=256)

    @contextlib.contextmanager
    def fault(self, name, **options):
        before = self.met.copy()
        self.run(self.begin(name, options))
        try:
            yield self
        finally:
            self.run(self.heal())
        assert self.met - before, f"{name} has met nothing: the test has shown nothing"

    async def begin(self, name, options):
        self.now = FAULTS[name](self, **options)
        for link in tuple(self.links):
            self.now.begins(link)

    async def heal(self):
        over, self.now = self.now, Fault(self)
        over.healed.set()

    async def serve(self, from_client, client):
        try:
            from_server, server = await asyncio.open_connection(LOCAL, self.server_port)
        except OSError:
            client.transport.abort()
            return
        link = Link(client, server)
        self.links.add(link)
        try:
            self.now.opens(link)
            await asyncio.gather(self.pump(link, TO_SERVER, from_client, server),
                                 self.pump(link, TO_CLIENT, from_server, client))
        finally:
            self.links.discard(link)

    async def pump(self, link, direction, reader, writer):
        with contextlib.suppress(OSError):
            while data := await reader.read(1 << 16):
                if direction not in link.swallows:
                    data = await self.now.passes(link, direction, data)
                if direction not in link.swallows and data:
                    writer.write(data)
                    await writer.drain()
        # The end of the server's side is kept from a client that is not to know of it.
        if not (link.left and direction == TO_CLIENT):
            writer.close()

    def close(self):
        async def end():
            self.listener.close()
            for link in tuple(self.links):
                link.reset()
            serving = asyncio.all_tasks() - {asyncio.current_task()}
            for task in serving:
                task.cancel()
            await asyncio.gather(*serving, return_exceptions=True)

        self.run(end())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        self.loop.close()

"""Many calls at once over raw sockets, and a receipt for each: what a client really got."""

import asyncio
import json
from dataclasses import dataclass, field


@dataclass
class Receipt:
    path: str
    status: int = 0  # 0: no head ever came
    headers: dict = field(default_factory=dict)
    body: bytes = b""
    complete: bool = False  # the answer arrived to its last byte

    @property
    def request_id(self):
        return self.headers.get("x-rateguard-request-id")

    @property
    def json(self):
        return json.loads(self.body)


class Connection:
    """One keep-alive connection. Opens itself again when it was closed."""

    def __init__(self, url, key):
        self.host, self.port = url.rpartition("//")[2].split(":")
        self.key = key
        self.reader = self.writer = None

    async def call(self, path, body, method="POST", headers=()):
        """Never raises for what the network does: an unfinished receipt says how far it came."""
        receipt = Receipt(path)
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        lines = [f"{method} {path} HTTP/1.1", f"host: {self.host}:{self.port}"]
        lines += [f"{name}: {value}" for name, value in headers]
        if self.key:
            lines.append(f"authorization: Bearer {self.key}")
        lines += ["content-type: application/json", f"content-length: {len(data)}", "", ""]
        try:
            if self.writer is None:
                self.reader, self.writer = await asyncio.open_connection(self.host, int(self.port))
            self.writer.write("\r\n".join(lines).encode() + data)
            await self.writer.drain()
            await self.read(receipt)
        except (OSError, asyncio.IncompleteReadError, ValueError, IndexError):
            self.close()
        else:
            if receipt.headers.get("connection") == "close":
                self.close()
        return receipt

    async def read(self, receipt):
        head = await self.reader.readuntil(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        receipt.status = int(first.split(" ")[1])
        fields = (line.split(":", 1) for line in lines if line)
        receipt.headers = {name.lower(): value.strip() for name, value in fields}
        if receipt.headers.get("transfer-encoding") == "chunked":
            while size := int(await self.reader.readline(), 16):
                receipt.body += await self.reader.readexactly(size)
                await self.reader.readexactly(2)
            await self.reader.readline()
        else:
            length = int(receipt.headers.get("content-length", 0))
            receipt.body = await self.reader.readexactly(length)
        receipt.complete = True

    def close(self):
        if self.writer is not None:
            self.writer.transport.abort()
        self.reader = self.writer = None


async def race(url, key, calls, clients, stop=None):
    """Makes the calls, `clients` at a time, each client one after the other on its own connection.

    calls: an iterator of (path, body); stop: receipts after which a client gives up (f(receipt)).
    """
    receipts = []

    async def client():
        connection = Connection(url, key)
        try:
            for path, body in calls:
                receipt = await connection.call(path, body)
                receipts.append(receipt)
                if stop and stop(receipt):
                    return
        finally:
            connection.close()

    await asyncio.gather(*(client() for _ in range(clients)))
    return receipts


def race_all(gateways, key, calls, clients):
    """The calls and the clients, shared out evenly."""

    async def run():
        each, few = len(calls) // len(gateways), clients // len(gateways)
        receipts = await asyncio.gather(*(
            race(gateway.url, key, iter(calls[i * each:(i + 1) * each]), few)
            for i, gateway in enumerate(gateways)))
        return [receipt for some in receipts for receipt in some]

    return asyncio.run(run())

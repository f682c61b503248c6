"""Connections, the bill, and the port that controls both."""

import asyncio
import hashlib
import itertools
import json
import time
from fractions import Fraction

from . import dialects, made_up, prices, recorded
from .faults import FAULTS, reset_on_close
from .http1 import Broken, json_answer, read_request


class PeerGone(Exception):
    """The gateway has closed the connection while it was being answered."""


class Line:
    """One answer on one connection: sends pieces and counts them."""

    def __init__(self, reader, writer, pace):
        self.reader, self.writer, self.pace = reader, writer, pace
        self.sent = 0  # pieces of the body with the kernel
        self.open = True

    async def send(self, data):
        if self.writer.is_closing() or self.reader.at_eof():
            raise PeerGone
        self.writer.write(data)
        await self.writer.drain()

    async def send_pieces(self, wire):
        for i, piece in enumerate(wire):
            if self.pace and i:
                await asyncio.sleep(self.pace)
            await self.send(piece)
            self.sent = i  # the first is the head

    async def send_all(self, answer):
        wire = answer.wire()
        if self.pace:
            await self.send_pieces(wire)
        else:
            await self.send(b"".join(wire))
        self.sent = len(answer.pieces)

    async def send_some(self, answer, pieces):
        """The head and the first pieces of the body; of a plain answer, that part of its bytes."""
        if answer.stream:
            await self.send_pieces(answer.wire()[: 1 + pieces])
        else:
            whole = answer.wire()[0]
            await self.send(whole[: len(answer.head()) + (len(whole) - len(answer.head())) // 2])

    async def until_peer_closes(self, at_most):
        try:
            await asyncio.wait_for(self.reader.read(1), at_most)
        except (TimeoutError, ConnectionError):
            pass
        self.close()

    def close(self):
        self.open = False
        self.writer.close()

    def reset(self):
        self.open = False
        reset_on_close(self.writer.get_extra_info("socket"))
        self.writer.transport.abort()


class Provider:
    def __init__(self, think=0.0):
        self.think = think
        self.recorded = recorded.load()
        self.reset()
        self.connections = 0

    def reset(self):
        self.bill = []
        self.planned = []
        self.numbers = itertools.count(1)

    async def serve(self, reader, writer):
        self.connections += 1
        try:
            while (request := await read_request(reader)) is not None:
                if not await self.answer(request, reader, writer):
                    break
        except (Broken, ConnectionError, asyncio.IncompleteReadError, ValueError):
            pass
        finally:
            self.connections -= 1
            writer.close()

    def next_fault(self, request):
        asked = request.directives().get("fault")
        if asked:
            return asked
        for plan in self.planned:
            if plan["times"] > 0 and plan.get("path", "") in request.target:
                plan["times"] -= 1
                return plan["fault"]
        return None

    def find_answer(self, request):
        exchange = self.recorded.get(recorded.canonical(request.target, request.json))
        if exchange:
            return recorded.answer(exchange, request)
        return dialects.answer(request) or made_up.answer(request)

    async def answer(self, request, reader, writer):
        """Answers one request and bills it; whether the connection can carry another."""
        answer = self.find_answer(request)
        pace = int(request.directives().get("pace", {}).get("ms", 0)) / 1000
        line = Line(reader, writer, pace)
        fault = self.next_fault(request)
        entry = self.enter(request, answer, fault)
        if self.think:
            await asyncio.sleep(self.think)
        delivered = None
        try:
            if fault:
                delivered = await FAULTS[fault["name"]](line, request, answer, fault)
            else:
                await line.send_all(answer)
        except (PeerGone, ConnectionError):
            delivered = line.sent
            entry["peer_gone"] = time.monotonic()
            line.open = False
        self.settle(entry, answer, delivered)
        return line.open

    def enter(self, request, answer, fault):
        entry = {
            "n": next(self.numbers), "at": time.monotonic(), "method": request.method,
            "target": request.target, "headers": request.headers,
            "body": request.body.decode("utf-8", "replace"),
            "sha256": hashlib.sha256(request.body).hexdigest(), "model": request.json.get("model", ""),
            "stream": answer.stream, "fault": fault["name"] if fault else None, "state": "open",
            "status": answer.status, "usage": None, "nanos": 0,
        }
        self.bill.append(entry)
        return entry

    def settle(self, entry, answer, delivered):
        """Charges what was said. A whole answer says so itself; of a cut one, the gateway cannot have
        seen the usage, and must estimate."""
        whole = delivered is None or (
            answer.usage_piece is not None and delivered > answer.usage_piece)
        entry["state"] = "answered" if whole else "cut" if delivered else "failed"
        dollars = Fraction(0)
        if whole:
            entry["usage"], dollars = answer.usage, answer.dollars
        elif delivered and answer.dollars_after:
            dollars = answer.dollars_after(delivered)
        elif delivered:
            dollars = answer.dollars
        entry["nanos"] = prices.nanos(dollars)
        entry["ended"] = time.monotonic()

    # --- control ---------------------------------------------------------------------------------

    async def control(self, reader, writer):
        try:
            while (request := await read_request(reader)) is not None:
                writer.write(b"".join(json_answer(self.command(request)).wire()))
                await writer.drain()
        except (Broken, ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    def command(self, request):
        match request.method, request.path:
            case "GET", "/bill":
                since = int(request.target.partition("since=")[2] or 0)
                return self.bill[since:]
            case "GET", "/state":
                open_calls = sum(1 for entry in self.bill if entry["state"] == "open")
                return {"connections": self.connections, "open": open_calls, "calls": len(self.bill)}
            case "POST", "/plan":
                self.planned.append(json.loads(request.body))
                return {}
            case "POST", "/think":
                self.think = json.loads(request.body)["seconds"]
                return {}
            case "POST", "/forget":
                target = json.loads(request.body)["target"]
                self.bill = [entry for entry in self.bill if entry["target"] != target]
                return {}
            case "POST", "/reset":
                self.reset()
                return {}
        return {"error": f"no {request.method} {request.path}"}

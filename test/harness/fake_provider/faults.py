"""The ways in which a provider can fail a call. One function and one row each.

A fault is given the connection, the answer it would otherwise have sent, and the directive's
arguments. It returns how many pieces of a whole answer it delivered, or None for "all of it", and
what it charges is worked out from that.
"""

import asyncio
import socket
import struct

from .http1 import Answer, chunk, json_answer
from .made_up import dialect_of, error

FOREVER = 600.0


async def status(line, request, answer, args):
    code = int(args.get("code", 500))
    headers = [(n.replace("_", "-"), v) for n, v in args.items() if n in ("retry_after", "retry-after-ms")]
    refusal = error(dialect_of(request), code, f"made to answer {code}", args.get("error"), headers)
    await line.send_all(refusal)
    return 0


async def silent(line, request, answer, args):
    """Reads the request and never says a word."""
    await line.until_peer_closes(FOREVER)
    return 0


async def idle(line, request, answer, args):
    """Falls silent in the middle."""
    sent = int(args.get("after", 2))
    await line.send_some(answer, sent)
    await line.until_peer_closes(FOREVER)
    return sent


async def reset(line, request, answer, args):
    """Cuts the connection hard after some pieces; after=-1: before the head."""
    sent = int(args.get("after", 2))
    if sent >= 0:
        await line.send_some(answer, sent)
        await asyncio.sleep(0.02)  # a reset overtakes what has not left yet
    line.reset()
    return max(sent, 0)


async def cut(line, request, answer, args):
    """Closes cleanly after exactly so many bytes of the answer, head included."""
    wire = answer.wire()
    limit = int(args.get("bytes", 300))
    await line.send(b"".join(wire)[:limit])
    line.close()
    whole, sent = 0, -1  # the first piece on the wire is the head
    for piece in wire:
        whole += len(piece)
        sent += whole <= limit
    return max(sent, 0)


async def slow(line, request, answer, args):
    """Takes its time before the first byte."""
    await asyncio.sleep(int(args.get("ms", 200)) / 1000)
    await line.send_all(answer)


def replaced(make):
    """A fault that is another answer altogether."""

    async def fault(line, request, answer, args):
        await line.send_all(make(answer, args))
        return 0

    return fault


def body_of(answer):
    return b"".join(answer.pieces)


def with_pieces(answer, pieces):
    return Answer(answer.status, answer.headers, pieces, stream=answer.stream)


def malformed(answer, args):
    """JSON that stops in the middle, or a stream that ends with an event that is no JSON."""
    if answer.stream:
        return with_pieces(answer, [*answer.pieces[:2], b"data: {not json\n\n"])
    return with_pieces(answer, [body_of(answer)[: len(body_of(answer)) // 2]])


def oversize(answer, args):
    """One line of a stream, or one body, far beyond any bound."""
    size = int(args.get("bytes", 2 * 1024 * 1024))
    if answer.stream:
        return with_pieces(answer, [*answer.pieces[:2], b"data: " + b"x" * size + b"\n\n"])
    return json_answer(b'{"id":"' + b"x" * size + b'"}')


def deep(answer, args):
    return json_answer(b"[" * 10_000 + b"]" * 10_000)


def html(answer, args):
    page = b"<html><body><h1>It works!</h1></body></html>"
    return Answer(200, [("content-type", "text/html")], [page])


def not_json(answer, args):
    return json_answer(b"all good, trust me")


def bad_utf8(answer, args):
    return json_answer(b'{"id":"\xff\xfe","object":"chat.completion","choices":[]}')


def empty(answer, args):
    return json_answer(b"")


def stream_error(answer, args):
    """A stream that ends with an error inside it, under a status of 200."""
    after = int(args.get("after", 3))
    anthropic = b"message_start" in answer.pieces[0]
    if anthropic:
        data = b'{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}'
        last = b"event: error\ndata: " + data + b"\n\n"
    else:
        last = b'data: {"error":{"message":"The server had an error","type":"server_error"}}\n\n'
    return with_pieces(answer, [*answer.pieces[:after], last])


async def not_http(line, request, answer, args):
    await line.send(b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n")
    line.close()
    return 0


async def bad_chunk(line, request, answer, args):
    streamed = Answer(answer.status, answer.headers, answer.pieces, stream=True)
    await line.send(streamed.head() + chunk(answer.pieces[0]) + b"zz\r\nnonsense\r\n")
    line.close()
    return 1 if answer.stream else 0


async def two_lengths(line, request, answer, args):
    body = body_of(answer)
    head = f"HTTP/1.1 200 OK\r\ncontent-length: {len(body)}\r\ncontent-length: {len(body) + 1}\r\n\r\n"
    await line.send(head.encode() + body)
    line.close()
    return 0


async def until_close(line, request, answer, args):
    """A whole answer whose end is the end of the connection: old, but right."""
    head = "".join(f"{n}: {v}\r\n" for n, v in answer.headers)
    await line.send(f"HTTP/1.1 200 OK\r\n{head}connection: close\r\n\r\n".encode() + body_of(answer))
    line.close()


async def early_hint(line, request, answer, args):
    await line.send(b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n")
    await line.send_all(answer)


FAULTS = {
    "status": status,
    "silent": silent,
    "idle": idle,
    "reset": reset,
    "cut": cut,
    "slow": slow,
    "malformed": replaced(malformed),
    "oversize": replaced(oversize),
    "deep": replaced(deep),
    "html": replaced(html),
    "not_json": replaced(not_json),
    "bad_utf8": replaced(bad_utf8),
    "empty": replaced(empty),
    "stream_error": replaced(stream_error),
    "not_http": not_http,
    "bad_chunk": bad_chunk,
    "two_lengths": two_lengths,
    "until_close": until_close,
    "early_hint": early_hint,
}


def reset_on_close(sock):
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

"""Recorded exchanges, found again by the request that made them."""

import json
import pathlib
import re

from . import prices
from .http1 import Answer

FOLDER = pathlib.Path(__file__).parents[1] / "recordings"


def canonical(path, body):
    """What makes two requests the same: everything but how the stream reports its usage."""
    kept = {k: v for k, v in body.items() if k != "stream_options"}
    if not kept.get("stream"):
        kept.pop("stream", None)
    return path.partition("?")[0] + " " + json.dumps(kept, sort_keys=True)


def load():
    exchanges = {}
    for file in sorted(FOLDER.glob("*.jsonl")):
        for line in file.read_text().splitlines():
            exchange = json.loads(line)
            exchanges[canonical(exchange["path"], exchange["request"])] = exchange
    return exchanges


def events(text):
    """A stream's bytes cut into its events, each with the blank line that ends it."""
    return [part.encode() for part in re.findall(r".+?\n\n", text, flags=re.S)]


def data_of(event):
    for line in event.decode().splitlines():
        if line.startswith("data:") and line[5:].strip() != "[DONE]":
            return json.loads(line[5:])
    return None


def usage_in_stream(exchange, pieces):
    """The usage of a whole stream, as its provider's documents say to read it."""
    usage = None
    for data in filter(None, map(data_of, pieces)):
        if exchange["provider"] == "anthropic":
            if data["type"] == "message_start":
                usage = dict(data["message"]["usage"])
            elif data["type"] == "message_delta":
                usage.update({k: v for k, v in data["usage"].items() if v is not None})
        else:
            usage = data.get("usage") or (data.get("response") or {}).get("usage") or usage
    return usage


def without_usage(pieces):
    """A chat stream as it is sent to a client that did not ask for its usage."""
    kept = []
    for piece in pieces:
        data = data_of(piece)
        if data is None:
            kept.append(piece)
        elif data["choices"]:
            data.pop("usage", None)
            kept.append(b"data: " + json.dumps(data, separators=(",", ":")).encode() + b"\n\n")
    return kept


def answer(exchange, request):
    model = exchange["request"].get("model", "")
    if exchange["stream"]:
        pieces = events(exchange["response"])
        usage = usage_in_stream(exchange, pieces)
        asked = (request.json.get("stream_options") or {}).get("include_usage")
        if request.path.endswith("/chat/completions") and not asked:
            pieces = without_usage(pieces)
    else:
        pieces = [exchange["response"].encode()]
        usage = json.loads(exchange["response"]).get("usage")
    charge = prices.anthropic_dollars if exchange["provider"] == "anthropic" else prices.openai_dollars
    return Answer(
        exchange["status"], [("content-type", exchange["content_type"])], pieces,
        stream=exchange["stream"], usage=usage, dollars=charge(model, usage) if usage else 0,
    )

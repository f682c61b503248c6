"""Bad input gets a clear error in the caller's dialect naming the field; the call is in the books, and
the gateway goes on serving."""

import asyncio
import json
import socket
import urllib.request

import pytest

import books
from loader import Connection
from sdks import chat, message

CHAT, MESSAGES = "/v1/chat/completions", "/v1/messages"


def send(gateway, key, path, body, headers=()):
    return asyncio.run(Connection(gateway.url, key).call(path, body, headers=headers))


def error_of(receipt, path):
    """The message and the field, in the shape of the dialect."""
    body = receipt.json
    if path == MESSAGES:
        assert body["type"] == "error" and body["request_id"] == receipt.headers["request-id"]
        return body["error"]["message"], body["error"]["type"]
    assert set(body["error"]) >= {"message", "type", "param", "code"}
    return body["error"]["message"] + " " + str(body["error"]["param"]), body["error"]["type"]


def duplicated(name, first, second):
    text = json.dumps(chat("hi", max_tokens=5))[:-1]
    return text.replace(f'"{name}"', '"ignored"').encode() + (
        f', "{name}": {first}, "{name}": {second}}}'.encode())


DEEP = b'{"model":"gpt-4o","messages":' + b"[" * 2000 + b"]" * 2000 + b"}"

# (what, path, body, status, what the message names)
BAD = [
    ("no JSON at all", CHAT, b"hello", 400, "JSON"),
    ("JSON cut short", CHAT, b'{"model":"gpt-4o","messages":[', 400, "JSON"),
    ("something after the JSON", CHAT, b'{"model":"gpt-4o","messages":[]} tail', 400, "JSON"),
    ("an empty body", CHAT, b"", 400, "body"),
    ("a list for a body", CHAT, b"[]", 400, "object"),
    ("nested too deep", CHAT, DEEP, 400, "nesting"),
    ("bad UTF-8", CHAT, b'{"model":"gpt-4o","messages":[{"role":"user","content":"\xff\xfe"}]}', 400, "UTF-8"),
    ("no model", CHAT, {"messages": []}, 400, "model"),
    ("a model that is a number", CHAT, chat("hi") | {"model": 4}, 400, "model"),
    ("an empty model", CHAT, chat("hi", ""), 400, "model"),
    ("two models", CHAT, duplicated("model", '"gpt-4o-mini"', '"gpt-4o"'), 400, "model"),
    ("two limits", CHAT, duplicated("max_tokens", "5", "5000"), 400, "max_tokens"),
    ("two streams", CHAT, duplicated("stream", "false", "true"), 400, "stream"),
    ("a limit that is text", CHAT, chat("hi", max_tokens="many"), 400, "max_tokens"),
    ("a negative limit", CHAT, chat("hi", max_tokens=-5), 400, "max_tokens"),
    ("a fractional limit", CHAT, chat("hi", max_tokens=1.5), 400, "max_tokens"),
    ("a limit beyond all numbers", CHAT, b'{"model":"gpt-4o","messages":[],"max_tokens":1e400}', 400, "max_tokens"),
    ("stream that is text", CHAT, chat("hi", stream="yes"), 400, "stream"),
    ("n that is zero", CHAT, chat("hi", n=0), 400, "n"),
    ("n that is huge", CHAT, chat("hi", n=10**15), 400, "n"),
    ("messages that are text", CHAT, {"model": "gpt-4o", "messages": "hi"}, 400, "messages"),
    ("a bad image", CHAT, {"model": "gpt-4o", "max_tokens": 5, "messages": [{"role": "user", "content": [
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,@@not base64@@"}}]}]}, 400, "image"),
    ("stream options that are a list", CHAT, chat("hi", stream=True, stream_options=[]), 400, "stream_options"),
    ("no model", MESSAGES, {"max_tokens": 5, "messages": []}, 400, "model"),
    ("JSON cut short", MESSAGES, b'{"model":"claude', 400, "JSON"),
    ("two limits", MESSAGES, b'{"model":"claude-sonnet-4-5","messages":[],"max_tokens":5,"max_tokens":9}', 400, "max_tokens"),
]


@pytest.mark.parametrize("what, path, body, status, names", BAD,
                         ids=[f"{b[0]} to {b[1].rpartition('/')[2]}" for b in BAD])
def test_bad_input_is_named_and_in_the_books(gateway, workspace, key, provider, what, path, body, status, names):
    workspace.budget(10**10)

    receipt = send(gateway, key, path, body)

    assert receipt.status == status, (receipt.status, receipt.body)
    text, kind = error_of(receipt, path)
    assert names.lower() in text.lower(), text
    assert kind == "invalid_request_error"
    assert provider.bill() == []
    books.settled(workspace)
    (event,) = workspace.events()
    assert event["request_id"] == receipt.request_id and event["outcome"] == "refused_request"
    assert send(gateway, key, CHAT, chat("hi", max_tokens=5)).status == 200, "and it goes on serving"


@pytest.mark.parametrize("path, body", [
    (CHAT, chat("hi", "no-such-model")), (MESSAGES, message("hi", "no-such-model"))])
def test_a_model_without_a_price_is_refused_where_a_budget_is_hard(gateway, workspace, key, provider, path, body):
    """It may be newer than the catalogue, so it is the price that is asked for."""
    workspace.budget(10**10)

    receipt = send(gateway, key, path, body)

    assert receipt.status == 422, receipt
    text, _ = error_of(receipt, path)
    assert "no-such-model" in text and "rateguard prices create" in text
    assert provider.bill() == []
    books.settled(workspace)
    assert workspace.events()[0]["outcome"] == "refused_unbounded"


def test_a_body_too_large_is_413(calls, workspace):
    """The refusal must reach a client that is still sending."""
    got = calls.chat("x" * (11 * 1024 * 1024))

    assert not got["ok"] and got["error"]["status"] == 413, got
    assert "10485760" in got["error"]["message"] or "10 MiB" in got["error"]["message"]
    assert calls.chat("hi")["ok"]


def raw(gateway, data):
    host, port = gateway.url.rpartition("//")[2].split(":")
    with socket.create_connection((host, int(port)), 5) as line:
        line.sendall(data)
        line.settimeout(5)
        got = b""
        while piece := line.recv(65536):
            got += piece
            if b"\r\n\r\n" in got:
                break
    return got


@pytest.mark.parametrize("what, data, status", [
    ("a header too long", b"GET /v1/models HTTP/1.1\r\nhost: x\r\na: " + b"x" * 9000 + b"\r\n\r\n", 431),
    ("too many headers", b"GET /v1/models HTTP/1.1\r\nhost: x\r\n" + b"a: b\r\n" * 101 + b"\r\n", 431),
    ("a request line too long", b"GET /" + b"x" * 9000 + b" HTTP/1.1\r\nhost: x\r\n\r\n", 414),
    ("no HTTP", b"hello there\r\n\r\n", 400),
    ("two lengths", b"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxx", 400),
    ("length and chunks", b"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n", 400),
])
def test_bad_framing_is_refused(gateway, workspace, key, what, data, status):
    assert raw(gateway, data).split(b" ")[1] == b"%d" % status

    assert send(gateway, key, CHAT, chat("hi")).status == 200


BAD_ANSWERS = ["malformed", "html", "not_json", "bad_utf8", "empty", "deep"]


@pytest.mark.parametrize("fault", BAD_ANSWERS)
def test_an_answer_that_is_not_json_is_booked_and_said(gateway, workspace, key, fault):
    workspace.budget(10**10)

    receipt = send(gateway, key, CHAT, chat(f"[[fault name={fault}]]", max_tokens=5))

    assert receipt.status in (200, 502), receipt
    books.settled(workspace)
    (event,) = workspace.events()
    assert event["outcome"] == "upstream_malformed" or fault == "bad_utf8", event
    assert event["estimated"] or event["cost"] in ("0", "0.0"), "no usage was seen"


def wire_bytes(provider, body):
    """The length of the answer to this body, when nothing cuts it."""
    request = urllib.request.Request(provider.url() + CHAT, json.dumps(body).encode())
    with urllib.request.urlopen(request) as answer:
        return len(answer.read())


@pytest.mark.parametrize("part", range(12))
def test_a_stream_cut_anywhere_is_booked(gateway, workspace, key, provider, part):
    workspace.budget(10**10)
    body = chat("cut me", stream=True, stream_options={"include_usage": True})
    length = wire_bytes(provider, body)
    provider.reset()
    cuts = range(20 + part, length, 12 * 29)

    for at in cuts:
        send(gateway, key, CHAT, chat(f"cut me [[fault name=cut bytes={at}]]", stream=True))

    books.settled(workspace)
    events = workspace.events()
    assert len(events) == len(cuts)
    assert {e["outcome"] for e in events} <= {"upstream_reset", "upstream_malformed"}, {
        e["outcome"] for e in events}

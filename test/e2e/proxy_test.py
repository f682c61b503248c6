"""Any API: any method, any body, any content type, unharmed; headers as they should be; sent again
only where that is safe."""

import asyncio
import hashlib
import os
import socket

import pytest

import books
from admin import nanos
from loader import Connection
from sdks import chat

CHAT = "/v1/chat/completions"


def call(gateway, key, path, body=b"", **more):
    return asyncio.run(Connection(gateway.url, key).call(path, body, **more))


def seen(provider):
    return provider.bill()[-1]


def sent(entry, name):
    return [value for header, value in entry["headers"] if header.lower() == name]


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_every_method_passes(gateway, workspace, key, provider, method):
    receipt = call(gateway, key, "/proxy/things/a/b?c=d&e=%20f", method=method)

    assert receipt.status == 200
    assert (seen(provider)["method"], seen(provider)["target"]) == (method, "/a/b?c=d&e=%20f")


@pytest.mark.parametrize("path", [
    "/proxy/things/a%2Fb", "/proxy/things/a/./b", "/proxy/things/a?x=/../y",
    "/proxy/things/%E2%82%AC", "/proxy/things/",
])
def test_a_path_arrives_as_it_was_sent(gateway, workspace, key, provider, path):
    receipt = call(gateway, key, path, method="GET")

    if receipt.status == 200:
        assert seen(provider)["target"] == path.removeprefix("/proxy/things")
    else:
        assert receipt.status in (400, 404) and provider.bill() == [], "refused, or as it was"


@pytest.mark.parametrize("path", ["/proxy/things/../../etc", "/proxy/things/%2e%2e/x", "/proxy/things/a#b",
                                  "/proxy/things/\\..\\x", "/proxy/nothing/x", "/proxy/", "/proxy"])
def test_a_path_that_leads_elsewhere_is_refused(gateway, workspace, key, provider, path):
    receipt = call(gateway, key, path, method="GET")

    bill = provider.bill()
    assert receipt.status in (400, 404) and bill == [], (receipt, bill)


def test_binary_bodies_pass_unharmed(gateway, workspace, key, provider):
    body = os.urandom(300_000)

    receipt = call(gateway, key, "/proxy/things/upload", body)

    assert receipt.status == 200
    assert seen(provider)["sha256"] == hashlib.sha256(body).hexdigest()


def raw_exchange(gateway, data, until=b"\r\n\r\n", count=1):
    host, port = gateway.url.rpartition("//")[2].split(":")
    with socket.create_connection((host, int(port)), 5) as line:
        line.settimeout(5)
        line.sendall(data)
        got = b""
        while got.count(until) < count:
            piece = line.recv(65536)
            if not piece:
                break
            got += piece
    return got


def test_a_chunked_request_arrives_whole(gateway, workspace, key, provider):
    head = f"POST /proxy/things/x HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key}\r\ntransfer-encoding: chunked\r\n\r\n"

    got = raw_exchange(gateway, head.encode() + b"5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n")

    assert got.startswith(b"HTTP/1.1 200") and seen(provider)["body"] == "hello world"


def test_a_client_that_asks_first_is_told_to_go_on(gateway, workspace, key, provider):
    host, port = gateway.url.rpartition("//")[2].split(":")
    with socket.create_connection((host, int(port)), 5) as line:
        line.settimeout(5)
        line.sendall(f"POST /proxy/things/x HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key}\r\n"
                     "expect: 100-continue\r\ncontent-length: 5\r\n\r\n".encode())
        assert line.recv(1000).startswith(b"HTTP/1.1 100")
        line.sendall(b"hello")
        assert line.recv(1000).startswith(b"HTTP/1.1 200")
    assert seen(provider)["body"] == "hello"


def test_pipelined_requests_are_answered_in_order(gateway, workspace, key):
    one = "GET /proxy/things/{} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer " + key + "\r\n\r\n"

    got = raw_exchange(gateway, "".join(one.format(n) for n in range(5)).encode(), b'"ok":true', 5)

    places = [got.index(f'"path":"/{n}"'.encode()) for n in range(5)]
    assert places == sorted(places)


def test_head_has_no_body(gateway, workspace, key):
    got = raw_exchange(gateway, f"HEAD /proxy/things/x HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key}\r\nconnection: close\r\n\r\n".encode())

    assert got.startswith(b"HTTP/1.1 200") and got.endswith(b"\r\n\r\n")


def test_headers_pass_and_hop_by_hop_ones_do_not(gateway, workspace, key, provider):
    call(gateway, key, "/proxy/things/x", headers=[
        ("x-custom", "kept"), ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
        ("cookie", "session=secret"), ("proxy-authorization", "Basic secret"), ("x-rateguard-workspace", "evil"),
        ("connection", "x-hop"), ("x-hop", "gone"), ("te", "trailers")])

    entry = seen(provider)
    assert sent(entry, "x-custom") == ["kept"]
    assert sent(entry, "traceparent")[0].startswith("00-0af7651916cd43dd8448eb211c80319c-")
    for gone in ("cookie", "proxy-authorization", "x-rateguard-workspace", "x-hop", "te"):
        assert sent(entry, gone) == [], gone


def test_naming_the_credential_as_hop_by_hop_does_not_strip_it(gateway, workspace, key, provider):
    call(gateway, key, CHAT, chat("hi"), headers=[("connection", "authorization")])

    assert sent(seen(provider), "authorization") == ["Bearer sk-openai-upstream"]


def test_header_rules_of_an_api_are_kept(gateway, workspace, key, provider):
    workspace.priced_api("ruled", provider.url(), request_headers={
        "strip": ["x-internal"], "add": [{"name": "x-team", "value": "blue"}]})

    call(gateway, key, "/proxy/ruled/x", headers=[("x-internal", "1"), ("x-team", "red"), ("x-other", "2")])

    entry = seen(provider)
    assert (sent(entry, "x-internal"), sent(entry, "x-team"), sent(entry, "x-other")) == ([], ["blue"], ["2"])


def test_a_failed_attempt_is_made_again_and_charged_once(gateway, workspace, key, provider):
    workspace.budget(10**12)
    workspace.priced_api("retried", provider.url(), retries=2)
    provider.plan(2, name="reset", after=-1)

    receipt = call(gateway, key, "/proxy/retried/x", method="GET")

    assert receipt.status == 200
    books.settled(workspace)
    (event,) = workspace.events()
    assert event["attempts"] == 3 and nanos(event["cost"]) == 2_000_000
    assert len(provider.bill()) == 3


def test_a_connection_that_was_closed_while_idle_is_replaced(gateway, workspace, key, provider):
    async def run():
        connection = Connection(gateway.url, key)
        return [(await connection.call("/proxy/things/x", b"[[fault name=until_close]]")).status
                for _ in range(3)]

    assert asyncio.run(run()) == [200] * 3


def test_early_hints_are_not_the_answer(gateway, workspace, key):
    receipt = call(gateway, key, CHAT, chat("[[fault name=early_hint]]"))

    assert receipt.status == 200 and receipt.json["choices"]


def test_a_client_that_left_is_drained_where_the_api_says_so(gateway, workspace, provider):
    key = workspace.key()["key"]
    workspace.budget(10**12)
    apis = workspace.admin.all(f"{workspace.path}/apis")
    openai = next(api for api in apis if api["slug"] == "openai")
    workspace.admin.patch(f"{workspace.path}/apis/{openai['id']}", {"on_disconnect": "drain"})

    async def leave():
        host, port = gateway.url.rpartition("//")[2].split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        body = b'{"model":"gpt-4o","stream":true,"messages":[{"role":"user","content":"[[tokens out=60]] [[pace ms=5]]"}]}'
        writer.write(b"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer "
                     + key.encode() + b"\r\ncontent-length: %d\r\n\r\n" % len(body) + body)
        await reader.readexactly(1500)
        writer.transport.abort()

    asyncio.run(leave())

    assert books.until(lambda: provider.bill()[0]["state"] == "answered", 3), "read to its end"
    books.settled(workspace)
    (event,) = workspace.events()
    assert event["outcome"] == "client_gone_mid_answer" and not event["estimated"], event
    assert nanos(event["cost"]) == provider.bill()[0]["nanos"], "its true price"


def test_an_api_on_a_private_address_needs_an_allowance(make_gateway, provider):
    gateway = make_gateway(folder="strict", RATEGUARD_UPSTREAM__ALLOW_PRIVATE="10.9.8.7/32")
    workspace = gateway.admin.workspace()
    workspace.priced_api("inside", "http://127.0.0.1:1")
    for n, url in enumerate(["http://localhost:1", "http://0x7f000001:1", "http://[::1]:1", "http://[::ffff:127.0.0.1]:1",
                             "http://169.254.169.254", "http://2130706433:1"]):
        try:
            workspace.priced_api(f"inside-{n}", url)
        except Exception:
            continue  # refused when it is made is as good as when it is called
    key = workspace.key()["key"]

    statuses = {call(gateway, key, f"/proxy/{api['slug']}/x", method="GET").status
                for api in workspace.admin.all(f"{workspace.path}/apis")}

    assert statuses <= {403, 502} and provider.bill() == []
    books.settled(workspace)
    assert all(event["upstream_status"] == 0 for event in workspace.events())


@pytest.mark.skipif("ASAN_OPTIONS" in os.environ, reason="a sanitizer keeps memory that was freed")
def test_a_slow_reader_slows_the_upstream_down_and_not_the_memory(gateway, workspace, key, provider):
    before = gateway.rss_bytes()
    body = b'{"model":"gpt-4o","stream":true,"messages":[{"role":"user","content":"[[tokens out=200000]]"}]}'
    host, port = gateway.url.rpartition("//")[2].split(":")
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.connect((host, int(port)))
        line.sendall(b"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer " + key.encode()
                     + b"\r\ncontent-length: %d\r\n\r\n" % len(body) + body)
        line.recv(1000)
        assert not books.until(lambda: provider.bill()[0]["state"] != "open", 1.5), "it is held back"
        grown = gateway.rss_bytes() - before

    assert grown < 8 * 2**20, f"{grown} bytes for a stream nobody reads"

"""What went wrong in other gateways, tried on this one. docs/security-tests.md lists every fault with its test."""

import asyncio
import pathlib
import re
import time

import pytest

import books
from admin import AdminError, nanos
from loader import Connection
from sdks import chat

CHAT = "/v1/chat/completions"
SQL = ["'", "''", '"', "' OR '1'='1", "'; DROP TABLE resources; --", "\\'; SELECT 1; --", "1' UNION SELECT doc FROM resources --",
       "%' OR 1=1 --", "?", "?1", ":a", "$1", "'||(SELECT 1)||'"]


def call(gateway, key, path, body=b"", method="POST", headers=()):
    return asyncio.run(Connection(gateway.url, key).call(path, body, method=method, headers=headers))


async def raw(gateway, data):
    """Bytes as they are; whatever comes back within a few seconds."""
    host, port = gateway.url.rpartition("/")[2].split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(data)
    try:
        await writer.drain()
        return await asyncio.wait_for(reader.read(65536), 5)
    except (ConnectionError, TimeoutError):
        return b""
    finally:
        writer.close()


def test_sql_in_whatever_a_caller_sends_is_only_text(gateway, workspace, key):
    before = len(workspace.admin.all(f"{workspace.path}/apis"))
    for text in SQL:
        call(gateway, None, CHAT, chat("hi"), headers=[("x-api-key", text)])
        call(gateway, None, CHAT, chat("hi"), headers=[("x-api-key", key[:20] + text)])
        call(gateway, key, CHAT, chat("hi", text))
        call(gateway, key, CHAT, chat("hi", user=text), headers=[("x-rateguard-user", text)])
        call(gateway, key, CHAT, chat(f"[[fault name=status code=500]] {text}"))

    books.settled(workspace)
    asked_for = {event["model"] for event in workspace.events()}
    assert set(SQL) <= asked_for, "and that text is in the books as it came"
    assert len(workspace.admin.all(f"{workspace.path}/apis")) == before


def test_sql_in_whatever_an_operator_sends_is_only_text(gateway, workspace):
    for text in SQL:
        made = workspace.make("projects", name=text, description=text)
        assert made["name"] == text
        with pytest.raises(AdminError) as twice:
            workspace.make("projects", name=text)
        assert twice.value.status == 409, "the error path has the name in it too"
        for path, query in (("events", {"model": text}), ("events", {"api": text}), ("keys", {"name": text}), ("usage", {"tag": text}),
                            ("budgets", {"subject": text}), ("apis", {"slug": text}), ("prices", {"model": text})):
            try:
                answer = workspace.admin.get(f"{workspace.path}/{path}", **query)
            except AdminError as refused:
                assert refused.status in (404, 422), (path, query, refused)
            else:
                assert not answer.get("items"), (path, query)


@pytest.mark.parametrize("search", ["%%%%", "%", "_", "%25", "*", "\\", "[", "(((((", ".*" * 2000, "%" * 4000, "\u0000", "\ud7ff"])
def test_a_search_for_wildcards_finds_only_what_has_them_in_its_name(gateway, workspace, search):
    began = time.monotonic()
    try:
        page = gateway.admin.get("/prices", search=search)
    except AdminError as refused:
        assert refused.status in (400, 414, 422, 431), refused
        page = {"items": []}

    assert all(search in item["model"] for item in page["items"])
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("query", ["search=%%%%", "search=%", "search=%zz", "search=%u0041", "%%%=1"])
def test_a_broken_escape_is_named_and_breaks_nothing(gateway, workspace, query):
    with pytest.raises(AdminError) as refused:
        gateway.admin.request("GET", f"/prices?{query}")

    assert refused.value.status == 400


def test_an_api_base_in_the_body_does_not_send_the_credential_away(gateway, workspace, key, make_upstream, provider):
    thief = make_upstream(lambda _: (200, [], b"{}"))
    names = ("api_base", "base_url", "api_url", "endpoint", "custom_llm_provider", "azure_endpoint", "host", "proxy", "api_key", "url")
    receipts = []
    for name in names:
        receipts.append(call(gateway, key, CHAT, chat("hi", **{name: thief.url})))
        receipts.append(call(gateway, key, CHAT, chat("hi", extra_body={name: thief.url}, metadata={name: thief.url})))
    for header in ("x-api-base", "x-upstream", "x-forwarded-host", "x-original-url", "x-rewrite-url", "x-base-url", "helicone-target-url",
                   "x-portkey-custom-host", "cf-connecting-ip", "forwarded", "x-forwarded-server"):
        receipts.append(call(gateway, key, CHAT, chat("hi"), headers=[(header, thief.url)]))

    assert thief.requests == []
    assert len(provider.bill()) == len(receipts) and {receipt.status for receipt in receipts} == {200}


OUTSIDE = [
    "/proxy/inner/..", "/proxy/inner/../secret", "/proxy/inner/a/../../secret", "/proxy/inner/%2e%2e/secret", "/proxy/inner/..%2fsecret",
    "/proxy/inner/.%2e/secret", "/proxy/inner/%2e./secret", "/proxy/inner/..;/secret", "/proxy/inner/..\\secret", "/proxy/inner/%5c..%5csecret",
    "/proxy/inner/#@evil.example/", "/proxy/inner/%23/secret", "/proxy/inner/x#y", "/proxy/inner/@evil.example/", "/proxy/inner/x%00y",
    "/proxy/inner//evil.example/", "/proxy/inner/http://evil.example/", "/proxy/inner/%252e%252e/secret", "/proxy/inner%2f..%2fsecret",
    "/proxy/inner#/x", "/proxy/../inner/x", "/proxy/./inner/x", "/proxy/inner:80@evil.example/x", "/proxy/@evil.example/x",
    "http://evil.example/proxy/inner/x", "//evil.example/proxy/inner/x", "/v1/models/..%2f..%2fsecret", "/v1/models/../../secret",
    "/v1/models/#x", "/v1/models/x%23", "/v1/responses/..", "/v1/responses/%2e%2e/%2e%2e/secret", "/v1/responses/x/../../../secret",
]


def test_nothing_in_a_path_moves_the_host_or_leaves_the_base_path(gateway, workspace, key, make_upstream):
    inner = make_upstream(lambda _: (200, [], b"{}"))
    workspace.make("apis", slug="inner", base_url=f"{inner.url}/base/v1", family="generic", credential="sk-inner-0123456789",
                   cost={"kind": "per_request", "per_request": "0"})
    for target in OUTSIDE:
        head = f"GET {target} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key}\r\nconnection: close\r\n\r\n"
        answer = asyncio.run(raw(gateway, head.encode()))
        assert answer[:12] in (b"HTTP/1.1 200", b"HTTP/1.1 400", b"HTTP/1.1 404"), (target, answer[:200])

    for method, path, headers, _ in inner.requests:
        assert path.startswith("/base/v1/"), path
        clean = path.split("?")[0]
        assert ".." not in clean and "\\" not in clean and "#" not in clean, path
        assert headers["host"] == inner.url.rpartition("/")[2]


def test_a_forged_request_id_suppresses_no_charge(gateway, workspace, key, provider):
    forged = "0190b5a0-0000-7000-8000-000000000001"
    headers = [(name, forged) for name in ("x-rateguard-request-id", "x-request-id", "request-id", "x-correlation-id", "idempotency-key")]
    receipts = [call(gateway, key, CHAT, chat("hi"), headers=headers) for _ in range(3)]

    books.settled(workspace)
    assert len({receipt.request_id for receipt in receipts}) == 3 and forged not in {r.request_id for r in receipts}
    events = workspace.events()
    assert len(events) == 3 and all(nanos(event["cost"]) > 0 for event in events)
    assert len(provider.bill()) == 3


SPELLINGS = ["/v1/chat/completions", "/chat/completions", "//v1/chat/completions", "/v1//chat/completions", "/v1/v1/chat/completions",
             "/v1/chat/completions/", "/v1/chat/completions?x=1", "/proxy/openai/v1/chat/completions", "/proxy/openai//v1/chat/completions",
             "//proxy/openai/v1/chat/completions", "/proxy//openai/v1/chat/completions", "/proxy/openai/chat/completions"]


def test_every_spelling_of_a_route_has_the_same_guard(gateway, workspace, key, provider):
    workspace.budget(1, name="spent")
    for path in SPELLINGS:
        for wrong in (None, key[:-1] + "!", "sk-openai-upstream"):
            assert call(gateway, wrong, path, chat("hi")).status in (401, 404), path
        assert call(gateway, key, path, chat("hi")).status in (402, 404, 422), path

    assert provider.bill() == []


SIDE_ROUTES = ["/v1/batches", "/v1/fine_tuning/jobs", "/v1/assistants", "/v1/threads/runs", "/v1/images/generations", "/v1/audio/speech",
               "/v1/completions", "/v1/embeddings", "/v1/responses", "/v1/responses/compact", "/v1/realtime/sessions", "/v1/videos",
               "/v1/evals", "/v1/containers", "/v1/vector_stores", "/v1/something/new", "/v1/messages", "/v1/messages/batches",
               "/v1/chat/completions", "/v1/chat/completions/", "/v1/x/chat/completions", "/openai/deployments/x/chat/completions"]


@pytest.mark.parametrize("api", ["openai", "anthropic"])
def test_no_side_route_skips_a_spent_budget(gateway, workspace, key, provider, api):
    workspace.budget(1, name="spent")
    for path in SIDE_ROUTES:
        for target in (path, f"/proxy/{api}{path}"):
            for method in ("POST", "PUT", "PATCH"):
                body = chat("hi", "gpt-4o", prompt="x", input="x", max_tokens=5)
                receipt = call(gateway, key, target, body, method)
                assert receipt.status in (400, 402, 404, 405, 422), (method, target, receipt)

    assert provider.bill() == [], "nothing left"


@pytest.mark.parametrize("where", ["header", "body"])
def test_a_megabyte_of_multipart_boundary_costs_no_time(gateway, workspace, key, where):
    boundary = b"b" * (2**20 if where == "header" else 60)
    body = b"--" + b"-" * 2**20 + b"\r\n" + (b"--" + boundary[:50] + b"\r\n") * 20_000
    head = (b"POST /v1/audio/transcriptions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer " + key.encode() +
            b"\r\ncontent-type: multipart/form-data; boundary=" + boundary + b"\r\ncontent-length: " + str(len(body)).encode())
    began = time.monotonic()

    answer = asyncio.run(raw(gateway, head + b"\r\nconnection: close\r\n\r\n" + body))

    assert time.monotonic() - began < 5
    assert answer.startswith(b"HTTP/1.1 4") or answer == b"", answer[:100]
    assert call(gateway, key, CHAT, chat("hi")).status == 200, "and others are served"


def test_naming_headers_in_connection_strips_no_credential(gateway, workspace, key, provider):
    for named in ("authorization", "Authorization, x-api-key", "x-api-key", "close, authorization", "host, content-length, authorization"):
        receipt = call(gateway, key, CHAT, chat("hi"), headers=[("connection", named)])
        assert receipt.status in (200, 400), (named, receipt)
        if receipt.status == 200:
            sent = dict((name.lower(), value) for name, value in provider.bill()[-1]["headers"])
            assert sent["authorization"] == "Bearer sk-openai-upstream", named


def test_a_limit_is_one_for_all_threads(make_gateway, provider):
    gateway = make_gateway(RATEGUARD_THREADS="4")
    workspace = gateway.admin.workspace().furnish(provider)
    workspace.limit(10, window="1h")
    key = workspace.key()["key"]

    statuses = [call(gateway, key, CHAT, chat("hi")).status for _ in range(40)]  # each on a connection of its own

    assert statuses.count(200) == 10 and statuses.count(429) == 30
    books.check([workspace], provider)


def test_every_fault_of_the_table_names_tests_that_exist():
    """docs/security-tests.md is a table of claims; each must lead somewhere."""
    root = pathlib.Path(__file__).parents[2]
    page = (root / "docs/security-tests.md").read_text()
    named = re.findall(r"`([\w/.]+)::([\w.]+)`", page)
    assert len(named) > 40
    for file, test in named:
        text = (root / file).read_text()
        suite, _, name = test.rpartition(".")
        pattern = rf"TEST\w*\({suite}, {name}\)" if suite else rf"def {name}\("
        assert re.search(pattern, text), f"{file}::{test}"

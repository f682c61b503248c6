"""S2: secrets never leave. Every secret the gateway knows is a canary, everything that comes out of it is kept,
and no canary may be in it, raw or encoded."""

import asyncio
import http.client
import json
import pathlib

import pytest

import books
from canary import Canaries, spellings
from loader import Connection
from sdks import chat, message

PEPPER = "pepper-4xq9Zt7Lm2Vw8Kc1"
CREDENTIALS = {
    "openai": "sk-proj-canaryOpenAi7Hq2Zx9Lw4Tb6",
    "anthropic": "sk-ant-canaryAnthropic3Rn8Yc5Md1",
    "mail": "mail-canary-5Jg7Pk2Xs9Fv4Nd8",
}


def parrot(request):
    """An upstream that says back everything it was told, in the ways in which real ones do."""
    told = "; ".join(f"{name}: {value}" for name, value in request.headers.items())
    said = {"error": {"message": f"Incorrect API key provided: {told}", "type": "invalid_request_error", "told": told}}
    echoed = [("x-echo", told), ("content-type", "application/json")]
    if b"status=" in request.body:
        return int(request.body.partition(b"status=")[2][:3]), echoed, json.dumps(said).encode()
    return 200, [("content-type", "application/json")], json.dumps({"id": "x", "units": 1}).encode()


class Net:
    """Everything that came out, by where it came out."""

    def __init__(self, canaries):
        self.canaries, self.caught = canaries, {}

    def keep(self, where, data):
        found = self.canaries.found_in(data)
        if found:
            self.caught.setdefault(where, set()).update(found)

    def folder(self, path, skip=()):
        for file in sorted(pathlib.Path(path).rglob("*")):
            if file.is_file() and file.name not in skip:
                self.keep(f"file {file.name}", file.read_bytes())


@pytest.fixture
def world(make_gateway, make_upstream):
    canaries = Canaries()
    gateway = make_gateway(RATEGUARD_AUTH__PEPPER=PEPPER, RATEGUARD_LOG__LEVEL="debug")
    canaries.add("pepper", PEPPER)
    canaries.add("admin token", gateway.token)
    upstream = make_upstream(parrot)
    workspace = gateway.admin.workspace()
    for name, credential in CREDENTIALS.items():
        canaries.add(f"credential of {name}", credential)
        more = {"provider": name} if name != "mail" else {
            "slug": "mail", "family": "generic", "cost": {"kind": "per_request", "per_request": "0.01"},
            "auth": {"way": "header", "header": "x-mail-token"}}
        workspace.make("apis", base_url=upstream.url, credential=credential, retries=0, **more)
    workspace.make("apis", slug="gone", base_url="http://127.0.0.1:9", family="openai", provider="openai",
                   models=["gone"], credential=CREDENTIALS["openai"], retries=0)
    workspace.gateway, workspace.canaries, workspace.upstream = gateway, canaries, upstream
    return workspace


@pytest.fixture
def key(world):
    return world.canaries.add("key", world.key()["key"])


def calls_that_fail(key):
    """(path, body, headers, method) of calls that meet every kind of refusal and error there is."""
    mistyped = key[:-1] + ("a" if key[-1] != "a" else "b")
    chat_path, json_post = "/v1/chat/completions", "POST"
    for status in (400, 401, 403, 404, 429, 500, 503):
        said = f"status={status}"
        yield chat_path, chat(said, "gpt-4o"), [], json_post
        yield chat_path, chat(said, "gpt-4o", stream=True), [], json_post
        yield "/v1/messages", message(said), [("anthropic-version", "2023-06-01")], json_post
        yield "/proxy/mail/send", said.encode(), [], json_post
    yield chat_path, chat("hi", "gone"), [], json_post
    yield chat_path, chat("hi", "gpt-4o"), [], json_post  # 200, with a body that is no answer
    yield chat_path, b"{not json", [], json_post
    yield chat_path, chat("hi", "no-such-model"), [], json_post
    yield f"/v1/{key}", b"", [], "GET"
    yield f"/proxy/{key}/x", b"", [], "GET"
    yield f"/proxy/mail/x?key={key}", b"", [], "GET"
    yield f"/proxy/mail/{key}", b"", [], "GET"
    yield chat_path, chat("hi", key), [], json_post
    yield chat_path, chat("hi", "gpt-4o", user=key), [], json_post
    yield chat_path, chat("hi"), [("x-rateguard-user", key)], json_post
    yield chat_path, chat("hi"), [("traceparent", key)], json_post
    yield chat_path, chat("hi"), [("traceparent", f"00-{key}-01")], json_post
    yield chat_path, chat("hi"), [("x-api-key", mistyped)], json_post
    yield chat_path, chat("hi"), [("x-whatever", key), ("user-agent", key), ("referer", f"https://x/?k={key}")], json_post
    yield "/v1/models", b"", [], "GET"
    yield "/v1/models/gpt-4o", b"", [], "GET"


def make_calls(world, key, net):
    async def all_of_them():
        for path, body, headers, method in calls_that_fail(key):
            receipt = await Connection(world.gateway.url, key).call(path, body, method=method, headers=headers)
            net.keep(f"answer to {method} {path[:40]} {str(body)[:60]} {[n for n, _ in headers]}",
                     json.dumps(receipt.headers) + receipt.body.decode("latin-1"))
            assert receipt.status, (path, body)

    asyncio.run(all_of_them())


def present_wrongly(world, key, net):
    """Keys that are not quite keys, where keys are looked for."""
    for wrong in (key + "x", key[:-1], key.swapcase(), f"{key} ", f'"{key}"', f"{key},{key}", key.replace("rg_", "rq_"),
                  world.gateway.token, PEPPER, *CREDENTIALS.values()):
        for header in ("authorization", "x-api-key", "api-key", "x-goog-api-key"):
            value = f"Bearer {wrong}" if header == "authorization" else wrong
            receipt = asyncio.run(Connection(world.gateway.url, None).call(
                "/v1/chat/completions", chat("hi"), headers=[(header, value)]))
            net.keep(f"answer to a wrong key in {header}", json.dumps(receipt.headers) + receipt.body.decode())
            assert receipt.status == 401 or wrong.strip() == key, (header, receipt)
    for scheme in ("Basic", "Token", ""):
        receipt = asyncio.run(Connection(world.gateway.url, None).call(
            "/v1/chat/completions", chat("hi"), headers=[("authorization", f"{scheme} {key}")]))
        net.keep("answer to another scheme", receipt.body)


def ask_admin(gateway, method, path, body=None, token=None):
    connection = http.client.HTTPConnection(gateway.admin_url.rpartition("/")[2], timeout=20)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    data = json.dumps(body) if body is not None and not isinstance(body, str) else body
    connection.request(method, path, data, headers | ({"Content-Type": "application/json"} if data else {}))
    answer = connection.getresponse()
    text = str(answer.getheaders()) + answer.read().decode()
    connection.close()
    return answer.status, text


def read_everything(world, net):
    """Every GET there is, with everything of the workspace put into its path."""
    document = json.loads(ask_admin(world.gateway, "GET", "/api/openapi.json")[1].partition("]")[2])
    ids = {kind: [row["id"] for row in world.admin.all(f"{world.path}/{kind}s")]
           for kind in ("api", "key", "project", "limit", "budget", "price")}
    ids["event"] = [row["request_id"] for row in world.events()]
    assert len(ids["event"]) > 40
    asked = 0
    for path, methods in document["paths"].items():
        if "get" not in methods:
            continue
        name = path.rpartition("{")[2].partition("}")[0] if path.endswith("}") else ""
        for one in ids.get(name, [""]):
            concrete = path.replace("{workspace}", world.id).replace("{%s}" % name, one)
            status, text = ask_admin(world.gateway, "GET", concrete, token=world.gateway.token)
            net.keep(f"GET {path}", text)
            asked += status == 200
    assert asked > 60


def change_wrongly(world, net, key):
    """Inputs with a secret in them that are refused, and whose refusal must not repeat it."""
    token, credential = world.gateway.token, CREDENTIALS["openai"]
    apis = f"/api/v1{world.path}/apis"
    for method, path, body in (
            ("POST", apis, {"provider": "openai", "credential": credential, "base_url": "nonsense"}),
            ("POST", apis, {"provider": "openai", "credential": credential, "retries": 99, "what": credential}),
            ("POST", apis, {"slug": "x", "credential": [credential]}),
            ("POST", apis, {"slug": "x", "credential": {"value": credential}}),
            ("POST", apis, {"slug": "gone", "base_url": "https://x.example", "credential": credential}),
            ("POST", apis, '{"credential": "%s", ' % credential),
            ("POST", apis, {"slug": "x", "base_url": f"https://user:{credential}@x.example"}),
            ("POST", f"/api/v1{world.path}/keys", {"name": "x", "key": key}),
            ("PUT", "/api/v1/prices/catalogue", {"text": f"version {credential}\n"})):
        status, text = ask_admin(world.gateway, method, path, body, token)
        assert status >= 400, (method, path, body)
        net.keep(f"refusal of {method} {path} {sorted(body) if isinstance(body, dict) else 'text'}", text)
    for wrong in (token + "x", token[:-1], key, PEPPER):
        status, text = ask_admin(world.gateway, "GET", "/api/v1/status", token=wrong)
        net.keep("answer to a wrong token", text)
        assert status == 401


def run_commands(world, net, tmp_path):
    events = world.events()
    backup = tmp_path / "backup.db"
    for arguments in (
            ("doctor",), ("doctor", "--json"), ("config", "print", "--origin"), ("config", "print", "--json"),
            ("config", "check"), ("apis", "list"), ("apis", "get", "openai", "--json"), ("keys", "list", "--json"),
            ("usage", "--json"), ("audit",), ("explain", events[0]["request_id"]),
            ("explain", events[-1]["request_id"], "--json"), ("backup", str(backup)), ("version",)):
        done = world.gateway.run(*arguments, check=False)
        net.keep(f"rateguard {arguments[0]}", done.stdout + done.stderr)
    assert backup.exists()
    net.keep("the backup", backup.read_bytes())


def test_no_secret_is_in_anything_that_comes_out(world, key, tmp_path):
    net = Net(world.canaries)
    rotated = world.key(name="rotated")
    world.canaries.add("key before rotation", rotated["key"])
    world.canaries.add("key after rotation", world.rotate(rotated, overlap="1h")["key"])

    make_calls(world, key, net)
    present_wrongly(world, key, net)
    change_wrongly(world, net, key)
    books.settled(world)
    read_everything(world, net)
    run_commands(world, net, tmp_path)
    world.gateway.terminate()
    net.folder(world.gateway.data_folder, skip=("admin-token", "vault-key"))
    net.keep("the log", world.gateway.log())

    assert any(CREDENTIALS["openai"] in str(headers) for _, _, headers, _ in world.upstream.requests), "it was sent"
    assert not any(key in str(request) for request in world.upstream.requests if b"gpt-4o" in request[3] and
                   key.encode() not in request[3]), "and the client's key was not"
    assert not net.caught, "\n".join(f"{where}: {sorted(names)}" for where, names in net.caught.items())


def test_a_setting_that_is_refused_is_not_repeated(make_gateway):
    short = "tooShort4Pepper"
    gateway = make_gateway(start=False, RATEGUARD_AUTH__PEPPER=short)

    with pytest.raises(Exception) as refused:
        gateway.start()

    assert "pepper" in str(refused.value) and short not in str(refused.value)


def test_the_files_with_secrets_are_ours_alone(world):
    for file in ("admin-token", "vault-key"):
        assert (world.gateway.data_folder / file).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("secret", ["rg_live_0123456789", "a+b/c~d e\"f-0123456789"])
def test_a_canary_is_found_in_every_spelling(secret):
    """The net itself: a test that cannot catch anything proves nothing."""
    import base64
    import urllib.parse

    canaries = Canaries()
    canaries.add("it", secret)
    for hidden in (f"x{secret}y", secret.encode().hex(), urllib.parse.quote(secret), json.dumps({"a": secret}),
                   *(base64.b64encode(b"user:x"[:n] + secret.encode() + b"tail") for n in range(3, 7)),
                   base64.urlsafe_b64encode(b"??" + secret.encode())):
        assert canaries.found_in(hidden) == {"it"}, hidden
    assert canaries.found_in(secret[:-1]) == set()
    assert len(spellings(secret)) > 8

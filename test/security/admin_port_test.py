"""S7: the admin port is on loopback unless told otherwise, and nothing without the token changes anything, in any
mode. The routes come from the OpenAPI document, so a new one is covered."""

import http.client
import json
import pathlib

import pytest

ANYONE = {"/livez", "/readyz", "/startupz", "/metrics", "/api/openapi.json"}
WRITES = ("POST", "PUT", "PATCH", "DELETE")


def ask(url, method, path, headers=(), body=None, host=None):
    connection = http.client.HTTPConnection(url.rpartition("/")[2], timeout=20)
    connection.putrequest(method, path, skip_host=host is not None)
    if host is not None:
        connection.putheader("Host", host)
    for name, value in headers:
        connection.putheader(name, value)
    data = b"" if body is None else json.dumps(body).encode()
    connection.putheader("Content-Length", str(len(data)))
    connection.endheaders(data)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def routes(gateway):
    """(method, concrete path, role) of everything in the document."""
    status, text = ask(gateway.admin_url, "GET", "/api/openapi.json")
    assert status == 200
    found = []
    for path, methods in json.loads(text)["paths"].items():
        concrete = path.replace("{workspace}", "default")
        while "{" in concrete:
            concrete = concrete[:concrete.index("{")] + "0190b5a0-0000-7000-8000-000000000001" + concrete[concrete.index("}") + 1:]
        found += [(method.upper(), concrete, operation["x-role"]) for method, operation in methods.items()]
    return found


def listening(pid):
    """Addresses in hexadecimal that the process listens on, and their ports."""
    inodes = set()
    for entry in pathlib.Path(f"/proc/{pid}/fd").iterdir():
        try:
            target = str(entry.readlink())
        except OSError:
            continue
        if target.startswith("socket:["):
            inodes.add(target[8:-1])
    found = set()
    for table in ("tcp", "tcp6"):
        for line in pathlib.Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in inodes:
                address, port = fields[1].split(":")
                found.add((address, int(port, 16)))
    return found


@pytest.fixture(params=["serve", "demo"])
def any_gateway(request, make_gateway):
    if request.param == "serve":
        return make_gateway()
    return make_gateway("demo", "--days", "1")


def test_every_port_is_on_loopback_unless_told_otherwise(any_gateway):
    addresses = listening(any_gateway.process.pid)

    ports = {int(url.rpartition(":")[2]) for url in (any_gateway.url, any_gateway.admin_url)}
    assert ports <= {port for _, port in addresses}
    assert {address for address, _ in addresses} == {"0100007F"}


def test_no_route_answers_without_the_token(any_gateway):
    token = any_gateway.token if (any_gateway.data_folder / "admin-token").exists() else None
    wrong = [[], [("Authorization", "Bearer ")], [("Authorization", "Bearer rg_admin_" + "0" * 38)],
             [("Authorization", "Basic cmc6cmc=")], [("X-Api-Key", "x")], [("Cookie", "token=x; session=x")],
             [("Authorization", "Bearer x"), ("Authorization", "Bearer y")]]
    if token:
        wrong += [[("Authorization", f"Basic {token}")], [("Authorization", f"Bearer {token}x")], [("X-Api-Key", token)],
                  [("Authorization", f"Bearer {token[:-1]}")], [("Authorization", f"Bearer {token}"), ("Authorization", "Bearer x")]]
    refused = writes = 0
    for method, path, role in routes(any_gateway):
        if role == "anyone":
            assert path in ANYONE and method == "GET", f"{method} {path} needs a role"
            continue
        for headers in wrong:
            status, _ = ask(any_gateway.admin_url, method, path, headers, {} if method in WRITES else None)
            assert status in (400, 401), (method, path, headers)
            refused += 1
        writes += method in WRITES
    assert writes > 30 and refused > 400


def test_no_method_of_an_open_route_changes_anything(any_gateway):
    for path in sorted(ANYONE):
        for method in (*WRITES, "TRACE", "CONNECT", "PROPFIND"):
            status, _ = ask(any_gateway.admin_url, method, path, body={})
            assert status in (400, 401, 405, 501), (method, path)


@pytest.mark.parametrize("path", [
    "/api/v1/nowhere", "/api/v1", "/", "//api/v1/status", "/api/v1/../v1/status", "/api/v1/status/", "/API/V1/status",
    "/api/v1/status;x", "/api/v1/status%2f", "/api/v1/%73tatus", "/api/v1/workspaces/default/keys?token=x", "/debug/pprof", "/.env"])
def test_a_path_beside_the_routes_says_nothing_without_the_token(any_gateway, path):
    status, text = ask(any_gateway.admin_url, "GET", path)

    assert status in (400, 401), text


def test_the_key_of_a_caller_is_no_admin_token(gateway, workspace, key):
    status, _ = ask(gateway.admin_url, "GET", "/api/v1/status", [("Authorization", f"Bearer {key}")])

    assert status == 401


def test_no_write_comes_from_a_page_of_another_origin(gateway):
    token = ("Authorization", f"Bearer {gateway.token}")
    for method, path, role in routes(gateway):
        if method not in WRITES:
            continue
        for origin in ("https://evil.example", "null", "http://localhost.evil.example", "http://127.0.0.1:1"):
            status, _ = ask(gateway.admin_url, method, path, [token, ("Origin", origin)], {})
            assert status == 403, (method, path, origin)


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "169.254.169.254.nip.io"])
def test_a_name_that_was_bound_to_loopback_is_not_answered(gateway, host):
    status, _ = ask(gateway.admin_url, "GET", "/api/v1/status", [("Authorization", f"Bearer {gateway.token}")], host=host)

    assert status in (400, 403)


def test_the_proxy_port_has_no_admin_routes(gateway, workspace):
    for path in ("/api/v1/status", "/metrics", "/api/openapi.json"):
        status, text = ask(gateway.url, "GET", path, [("Authorization", f"Bearer {gateway.token}")])
        assert status in (401, 404), text

"""S5: no spelling of an inner address is connected to. What counts is the address that is dialled, and the
preloaded library writes down every one."""

import asyncio
import ipaddress
import json

import pytest

from admin import AdminError
from loader import Connection
from preload import World

# This machine, its networks, the machines beside it, and where clouds keep their secrets.
INNER = ["127.0.0.1", "127.8.9.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.254", "192.168.0.1", "169.254.169.254",
         "169.254.170.2", "100.64.0.1", "100.100.100.200", "192.0.0.192", "198.18.0.1", "224.0.0.1", "255.255.255.255"]
INNER_V6 = ["::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "64:ff9b:1::1", "2001:db8::1",
            "100::1", "2001::1"]
FULLWIDTH = str.maketrans("0123456789.", "\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19\uff0e")
CIRCLED = str.maketrans("123456789", "\u2460\u2461\u2462\u2463\u2464\u2465\u2466\u2467\u2468")


def spellings(address):
    """The ways in which libraries, browsers and attackers have written one IPv4 address."""
    a, b, c, d = (int(part) for part in address.split("."))
    number = int(ipaddress.IPv4Address(address))
    high, low = f"{a:02x}{b:02x}", f"{c:02x}{d:02x}"
    yield from [
        address, f"{address}.", f"{address}..", str(number), hex(number), f"0{number:o}", f"0x{number:08X}", f"00{number:o}",
        f"{a}.{b * 65536 + c * 256 + d}", f"{a}.{b}.{c * 256 + d}", f"0x{a:x}.0x{b:x}.0x{c:x}.0x{d:x}",
        f"0{a:o}.0{b:o}.0{c:o}.0{d:o}", f"000{a:o}.000{b:o}.000{c:o}.000{d:o}", f"{a}.0x{b:x}.0{c:o}.{d}",
        f"{number + 2**32}", f"[::ffff:{address}]", f"[::ffff:{high}:{low}]", f"[0:0:0:0:0:ffff:{high}:{low}]",
        f"[64:ff9b::{address}]", f"[64:ff9b::{high}:{low}]", f"[2002:{high}:{low}::]", f"[::{address}]", f"[::ffff:0:{address}]",
        address.translate(FULLWIDTH), address.translate(CIRCLED), address.replace(".", "\u3002"), address.replace(".", "%2e"),
        f"user@{address}", f"api.openai.com@{address}", f"api.openai.com:443@{address}", f"{address}#api.openai.com",
        f"{address}?x=api.openai.com", f"{address}\\api.openai.com", f" {address}", f"{address}%00.example", f"[{address}]",
    ]


class Probe:
    """A gateway whose names the test gives, and which has nothing on its allow-list."""

    def __init__(self, gateway, world):
        self.gateway, self.world = gateway, world
        self.workspace = gateway.admin.workspace()
        self.key = self.workspace.key()["key"]
        self.made = 0

    def api(self, base_url, **more):
        """Its slug, or None where the address was refused when it was written down."""
        self.made += 1
        slug = f"probe-{self.made}"
        try:
            self.workspace.make("apis", slug=slug, base_url=base_url, family="generic", retries=0,
                                cost={"kind": "per_request", "per_request": "0"}, **more)
        except AdminError as refused:
            assert refused.status == 422, refused
            return None
        return slug

    def call(self, *slugs):
        async def all_of_them():
            connection = Connection(self.gateway.url, self.key)
            return [await connection.call(f"/proxy/{slug}/latest/meta-data", {}) for slug in slugs]

        return asyncio.run(all_of_them())


@pytest.fixture
def probe(make_gateway, tmp_path):
    world = World(tmp_path)
    gateway = make_gateway(RATEGUARD_UPSTREAM__ALLOW_PRIVATE="", RATEGUARD_UPSTREAM__CONNECT_TIMEOUT="2s", **world.environment())
    yield Probe(gateway, world)


def assert_refused(receipts):
    for receipt in receipts:
        assert receipt.status == 502, receipt


def test_no_spelling_of_an_inner_address_is_connected_to(probe, make_upstream):
    inside = make_upstream(lambda _: (200, [], b"{}"))
    spelled = [each for address in INNER for each in spellings(address)]
    spelled += [f"[{address}]" for address in INNER_V6] + ["localhost", "LOCALHOST", "localhost."]
    assert len(set(spelled)) >= 300

    made = [probe.api(f"http://{host}:{inside.port}") for host in dict.fromkeys(spelled)]
    receipts = probe.call(*filter(None, made))

    assert len(receipts) > 150, "most of them are written like a host, and must be stopped when they are dialled"
    assert_refused(receipts)
    assert probe.world.connected() == []
    assert inside.requests == []


def test_no_name_that_means_an_inner_address_is_connected_to(probe, make_upstream):
    inside = make_upstream(lambda _: (200, [], b"{}"))
    slugs = []
    for number, address in enumerate(INNER + INNER_V6 + ["::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"]):
        probe.world.say(f"inner-{number}.example", address)
        slugs.append(probe.api(f"http://inner-{number}.example:{inside.port}"))

    assert_refused(probe.call(*slugs))

    assert probe.world.connected() == [] and inside.requests == []


def test_a_name_that_rebinds_is_checked_at_every_connection(probe, make_upstream):
    inside = make_upstream(lambda _: (200, [], b"{}"))
    probe.world.say("rebinds.example", "93.184.216.34", "127.0.0.1", "169.254.169.254", "93.184.216.34")
    slug = probe.api(f"http://rebinds.example:{inside.port}")

    receipts = probe.call(slug, slug, slug, slug)

    assert_refused(receipts)
    assert probe.world.connected() == ["93.184.216.34", "93.184.216.34"], "public, inner, inner, public"
    assert inside.requests == []


def test_of_a_name_with_both_only_the_public_address_is_tried(probe, make_upstream):
    inside = make_upstream(lambda _: (200, [], b"{}"))
    probe.world.say("both.example", "127.0.0.1|93.184.216.34|::1")

    assert_refused(probe.call(probe.api(f"http://both.example:{inside.port}")))

    assert probe.world.connected() == ["93.184.216.34"] and inside.requests == []


def test_a_refusal_does_not_say_what_an_inner_name_means(probe):
    probe.world.say("secret-host.example", "10.20.30.40")

    (receipt,) = probe.call(probe.api("http://secret-host.example:80"))

    assert b"10.20.30.40" not in receipt.body and b"private or local" in receipt.body


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_the_clients_to_follow(make_gateway, tmp_path, make_upstream, status):
    world = World(tmp_path)
    inside = make_upstream(lambda _: (200, [], b"the crown jewels"))
    front = make_upstream(lambda _: (status, [("location", f"http://127.0.0.1:{inside.port}/secret")], b"{}"))
    gateway = make_gateway(RATEGUARD_UPSTREAM__ALLOW_PRIVATE=f"127.0.0.1:{front.port}", **world.environment())
    probe = Probe(gateway, world)

    (receipt,) = probe.call(probe.api(front.url))

    assert receipt.status == status and receipt.headers["location"].endswith("/secret")
    assert len(front.requests) == 1 and inside.requests == []


def test_the_allow_list_is_by_address_and_port(make_gateway, tmp_path, make_upstream):
    world = World(tmp_path)
    allowed, other = (make_upstream(lambda _: (200, [], b"{}")) for _ in range(2))
    gateway = make_gateway(RATEGUARD_UPSTREAM__ALLOW_PRIVATE=f"127.0.0.1:{allowed.port}", **world.environment())
    probe = Probe(gateway, world)

    through, stopped = probe.call(probe.api(allowed.url), probe.api(other.url))

    assert through.status == 200 and stopped.status == 502
    assert len(allowed.requests) == 1 and other.requests == []


@pytest.mark.parametrize("path", ["/v1/models", "/v1/models/gpt-4o"])
def test_listing_models_passes_the_same_gate(probe, make_upstream, path):
    inside = make_upstream(lambda _: (200, [], json.dumps({"data": [{"id": "gpt-4o"}]}).encode()))
    probe.workspace.make("apis", provider="openai", base_url=inside.url, credential="sk-x")

    receipt = asyncio.run(Connection(probe.gateway.url, probe.key).call(path, b"", method="GET"))

    assert receipt.status == 502 and probe.world.connected() == [] and inside.requests == []

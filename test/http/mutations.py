"""Streams of pipelined requests, damaged in the ways that make two parsers disagree. All of it follows
from one seed."""

import random
import re

# What parsers have been fooled with: between any two bytes, and as a line of a head.
NASTY_BYTES = [b"\r", b"\n", b"\0", b" ", b"\t", b":", b",", b";", b"\x0b", b"\x80", b"\r\n", b"\r\n\r\n", b"0", b"-"]
NASTY_LINES = [
    b"Transfer-Encoding: chunked", b"transfer-encoding: identity", b"Transfer-Encoding : chunked",
    b"Transfer-Encoding: chunked, chunked", b"Transfer-Encoding:\x0bchunked", b"X: y\rTransfer-Encoding: chunked",
    b"Content-Length: 5", b"Content-Length: 0", b"Content-Length: +5", b"Content-Length: 5, 5", b"Content_Length: 9",
    b"Connection: close", b"Connection: keep-alive, content-length", b"Connection: authorization", b"Upgrade: h2c",
    b"Expect: 100-continue", b"Expect: x", b"Host: other", b" folded", b"Trailer: content-length", b"no colon here",
]


def chunked(rng, body):
    out = b""
    while body:
        size = rng.randint(1, len(body))
        more = rng.choice([b"", b"", b";a=b", b';a="b"'])
        out += b"%x%s\r\n%s\r\n" % (size, more, body[:size])
        body = body[size:]
    return out + b"0\r\n" + rng.choice([b"", b"", b"X-Sum: 1\r\n"]) + b"\r\n"


class Streams:
    def __init__(self, seed, key):
        self.rng = random.Random(seed)
        self.seed, self.key = seed, key

    def request(self, target, headers=b"", body=b"", method=b"POST"):
        return (b"%s %s HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer %s\r\n%s\r\n%s"
                % (method, target.encode(), self.key.encode(), headers, body))

    def good(self, name):
        """One well-formed request. Its body may hold another one, which must never be read as such."""
        rng, target = self.rng, f"/proxy/things/{name}"
        inner = self.request(f"/proxy/things/smuggled-{name}", method=b"GET")
        body = rng.choice([b"hello", inner, inner, b"x" * rng.randint(1, 20_000), b"0\r\n\r\n" + inner])
        length = b"Content-Length: %d\r\n" % len(body)
        match rng.randint(0, 6):
            case 0 | 1: return self.request(target, method=rng.choice([b"GET", b"HEAD", b"DELETE", b"OPTIONS"]))
            case 2: return self.request(target, b"Expect: 100-continue\r\n" + length, body)
            case 3 | 4: return self.request(target, b"Transfer-Encoding: chunked\r\n", chunked(rng, body))
            case _: return self.request(target, length, body)

    def damage(self, data):
        rng = self.rng
        at = rng.randrange(len(data))
        end = min(len(data), at + rng.choice([1, 1, 2, 4, 30, 300]))
        line_ends = [m.end() for m in re.finditer(rb"\r\n", data[:4000])] or [0]
        line = rng.choice(line_ends)
        match rng.randint(0, 9):
            case 0: return data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1:]
            case 1: return data[:at] + rng.choice(NASTY_BYTES) + data[at:]
            case 2: return data[:at] + data[end:]
            case 3: return data[:end] + data[at:]
            case 4 | 5: return data[:line] + rng.choice(NASTY_LINES) + b"\r\n" + data[line:]
            case 6: return data[:line] + rng.choice(NASTY_BYTES) + data[line:]
            case 7: return self.other_number(data)
            case 8: return data[:max(line - 2, 0)] + rng.choice([b"\n", b"\r", b"\r\r\n", b" \r\n"]) + data[line:]
            case _: return data[:at] or data

    def other_number(self, data):
        """Another length, of a body or of a chunk."""
        found = list(re.finditer(rb"(?<=Content-Length: )\d+|(?<=\r\n)[0-9a-f]+(?=[;\r])", data))
        if not found:
            return data
        number = self.rng.choice(found)
        other = self.rng.choice([b"0", b"1", b"00", b"-1", b"0x5", b"7fffffffffffffff", b"ffffffffffffffff",
                                 b"10000000000000005", number[0] + b"0", b"0" + number[0], number[0][:-1]])
        return data[:number.start()] + other + data[number.end():]

    def pieces(self, data):
        """Cut anywhere, often within a line end."""
        rng = self.rng
        wanted = rng.choice([0, 1, 3, 12]) if data else 0  # damage may leave nothing
        cuts = {rng.randrange(len(data)) for _ in range(wanted)}
        edges = [0, *sorted(cuts), len(data)]
        return [data[a:b] for a, b in zip(edges, edges[1:])]

    def stream(self, number):
        """(how many requests it had before the damage, its pieces)"""
        rng, count = self.rng, self.rng.randint(1, 6)
        requests = [self.good(f"{self.seed}-{number}-{i}") for i in range(count)]
        requests.append(self.request(f"/proxy/things/{self.seed}-{number}-end", b"Connection: close\r\n", method=b"GET"))
        data = b"".join(requests)
        for _ in range(rng.choice([0, 1, 1, 1, 2, 3])):
            data = self.damage(data)
        return count + 1, self.pieces(data)

"""Secrets that are looked for afterwards, in every spelling in which one could have got out."""

import base64
import json
import urllib.parse


def spellings(secret):
    """Raw, hexadecimal, percent-encoded, escaped, and base64 wherever in a longer text it may begin."""
    data = secret.encode()
    found = {data, data.hex().encode(), data.hex().upper().encode(), data[::-1],
             urllib.parse.quote(secret).encode(), urllib.parse.quote(secret, safe="").encode(),
             urllib.parse.quote_plus(secret).encode(), "".join(f"%{b:02x}" for b in data).encode(),
             "".join(f"%{b:02X}" for b in data).encode(), "".join(f"\\u{b:04x}" for b in data).encode(),
             json.dumps(secret)[1:-1].encode()}
    for shift in range(3):
        # What stands before and behind changes the first and last digits: those in between do not change.
        whole = base64.b64encode(b"\0" * shift + data)
        inner = whole[-(-shift * 8 // 6):][:(len(data) * 8 - 12) // 6]
        found |= {inner, inner.replace(b"+", b"-").replace(b"/", b"_")}
    return found


class Canaries:
    def __init__(self):
        self.secrets = {}  # name -> text

    def add(self, name, secret):
        assert len(secret) >= 16, "too short to be told from chance"
        self.secrets[name] = secret
        return secret

    def found_in(self, data):
        data = data.encode() if isinstance(data, str) else data
        return {name for name, secret in self.secrets.items() for one in spellings(secret) if one in data}

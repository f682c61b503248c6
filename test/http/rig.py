"""The real binary in front of an origin, with one key: what every measurement here stands on."""

import contextlib
import pathlib
import re
import tempfile

from gateway import Gateway
from origin import Origin, say_what_came

FAR = 10**12  # nano-dollars: a hard budget that stops nothing, but must balance


class Rig:
    def __init__(self, folder, answer, settings):
        self.origin = Origin(answer)
        self.gateway = Gateway(pathlib.Path(folder) / "data", **settings)
        self.gateway.start()
        self.workspace = self.gateway.admin.workspace()
        self.api = self.workspace.priced_api("things", self.origin.url)
        self.workspace.budget(FAR)
        self.key = self.workspace.key()["key"]

    @property
    def url(self):
        return self.gateway.url

    @property
    def address(self):
        host, port = self.url.rpartition("//")[2].split(":")
        return host, int(port)

    def restart(self):
        self.gateway.restart()
        self.workspace.at(self.gateway.admin)

    def metric(self, name):
        """One sample without labels, from /metrics."""
        _, text = self.gateway.probe("/metrics")
        return float(re.search(rf"^{name} (\S+)$", text, re.M)[1])

    def request(self, target="/proxy/things/x", method="GET", body=b"", headers=""):
        """The bytes of a request that the gateway forwards."""
        length = f"content-length: {len(body)}\r\n" if body else ""
        return (f"{method} {target} HTTP/1.1\r\nhost: gateway\r\nauthorization: Bearer {self.key}\r\n"
                f"{headers}{length}\r\n").encode() + body

    def close(self):
        self.gateway.kill()
        self.origin.close()


@contextlib.contextmanager
def make_rig(answer=say_what_came, **settings):
    """settings: sections and names as in RATEGUARD_SECTION__NAME, lower case: http__idle_timeout="1s"."""
    named = {f"RATEGUARD_{name.upper()}": str(value) for name, value in settings.items()}
    with tempfile.TemporaryDirectory(prefix="rg-http-") as folder:
        rig = Rig(folder, answer, named)
        try:
            yield rig
        finally:
            rig.close()

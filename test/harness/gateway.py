"""The real binary: started, stopped, killed and started again on the same data."""

import http.client
import json
import os
import pathlib
import re
import signal
import subprocess
import time

from admin import Admin

ROOT = pathlib.Path(__file__).parents[2]
BINARY = pathlib.Path(os.environ.get("RG_BINARY", ROOT / "build/rateguard"))

# What a test needs otherwise than a user does: any free port, upstreams on loopback, and books that
# are written up at once.
SETTINGS = {
    "RATEGUARD_PROXY__PORT": "0",
    "RATEGUARD_ADMIN__PORT": "0",
    "RATEGUARD_UPSTREAM__ALLOW_PRIVATE": "127.0.0.0/8",
    "RATEGUARD_ANALYTICS__INGEST_INTERVAL": "50ms",
    "RATEGUARD_LOG__FORMAT": "json",
    "RATEGUARD_ENGINE": os.environ.get("RG_TEST_ENGINE", "auto"),
}


class DidNotStart(Exception):
    pass


class Gateway:
    binary = BINARY

    def __init__(self, data_folder, arguments=("serve",), **settings):
        self.data_folder = pathlib.Path(data_folder)
        self.arguments, self.settings = arguments, settings
        self.log_file = self.data_folder.parent / "gateway.log"
        self.process = None

    # --- life ------------------------------------------------------------------------------------

    def environment(self, **more):
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("RATEGUARD_", "OPENAI_", "ANTHROPIC_"))}
        return kept | SETTINGS | {"RATEGUARD_DATA_FOLDER": str(self.data_folder)} | self.settings | more

    def launch(self, **environment):
        """Starts it and does not wait. Returns where what it says begins in its log."""
        with open(self.log_file, "ab") as log:
            begin = log.tell()
            self.process = subprocess.Popen(
                [str(self.binary), *self.arguments], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env=self.environment(**environment), cwd=self.data_folder.parent,
            )
        return begin

    def start(self, within=20.0, **environment):
        """Returns when it serves. Variables given here hold for this start only."""
        begin = self.launch(**environment)
        deadline = time.monotonic() + within
        while not self.find_addresses(begin):
            if self.process.poll() is not None or time.monotonic() > deadline:
                status = self.process.poll()
                self.kill()
                raise DidNotStart(f"status {status}: {self.log(begin)[-4000:]}")
            time.sleep(0.005)
        return self

    def find_addresses(self, begin):
        """Whether the first screen is there. A process has the addresses that its role has."""
        said = self.log(begin)
        found = dict(re.findall(r"^\s*(Proxy|Admin|Health)\s+(https?://[^/\s]+)", said, re.M))
        self.url, self.admin_url = found.get("Proxy"), found.get("Admin") or found.get("Health")
        return bool(re.search(r"^  (Data|Events) .*\n", said, re.M)) and self.admin_url is not None

    def log(self, begin=0):
        if not self.log_file.exists():
            return ""
        with open(self.log_file, "rb") as file:
            file.seek(begin)
            return file.read().decode("utf-8", "replace")

    def logged(self, event):
        """The lines of its log that tell of such an event."""
        lines = (json.loads(line) for line in self.log().splitlines() if line.startswith("{"))
        return [line for line in lines if line["event"] == event]

    @property
    def running(self):
        return self.process is not None and self.process.poll() is None

    def terminate(self, within=40.0):
        """SIGTERM: drains. Returns the exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(within)

    def kill(self):
        if self.running:
            self.process.kill()
        if self.process:
            self.process.wait()

    def restart(self, **environment):
        if self.running:
            self.terminate()
        return self.start(**environment)

    # --- around it -------------------------------------------------------------------------------

    @property
    def admin(self):
        return Admin(self.admin_url, self.token)

    @property
    def token(self):
        return (self.data_folder / "admin-token").read_text().strip()

    def run(self, *arguments, input=None, check=True, environment=None):
        """The command line, talking to this gateway."""
        done = subprocess.run(
            [str(self.binary), *arguments], input=input, capture_output=True, text=True, timeout=60,
            env=self.environment(
                RATEGUARD_ADMIN__PORT=self.admin_url.rpartition(":")[2], NO_COLOR="1",
                **(environment or {}),
            ),
        )
        if check and done.returncode != 0:
            raise AssertionError(f"rateguard {' '.join(arguments)}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done

    def run_offline(self, *arguments, **environment):
        """The command line with its settings, while it need not run. Returns what became of it."""
        return subprocess.run([str(self.binary), *arguments], env=self.environment(NO_COLOR="1", **environment),
                              text=True, capture_output=True, timeout=60, cwd=self.data_folder.parent)

    def json(self, *arguments, **more):
        return json.loads(self.run(*arguments, "--json", **more).stdout)

    def probe(self, path, within=10):
        """(status, text) of a page that needs no token."""
        connection = http.client.HTTPConnection(self.admin_url.rpartition("//")[2], timeout=within)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def metric(self, name):
        found = [line for line in self.probe("/metrics")[1].splitlines() if line.startswith(name + " ")]
        return float(found[0].split()[-1])

    def rss_bytes(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) * 1024

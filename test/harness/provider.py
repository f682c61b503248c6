"""Starts the fake provider as a process of its own, and asks it for its bill."""

import json
import pathlib
import subprocess
import sys
import time
import urllib.request

HERE = pathlib.Path(__file__).parent


class Provider:
    def __init__(self, think=0.0):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "fake_provider", "--think", str(think)], cwd=HERE,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        started = json.loads(self.process.stdout.readline())
        self.ports, self.ca = started["ports"], started["ca"]

    def url(self, door="http"):
        scheme = "https" if door.startswith("tls") else "http"
        host = "localhost" if scheme == "https" else "127.0.0.1"
        return f"{scheme}://{host}:{self.ports[door]}"

    def control(self, method, path, body=None):
        data = json.dumps(body).encode() if body is not None else b"" if method == "POST" else None
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.ports['control']}{path}", data=data, method=method
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def bill(self, since=0):
        return self.control("GET", f"/bill?since={since}")

    def state(self):
        return self.control("GET", "/state")

    def plan(self, times, path="", **fault):
        """The next `times` requests whose target contains `path` meet this fault."""
        self.control("POST", "/plan", {"times": times, "path": path, "fault": fault})

    def think(self, seconds):
        self.control("POST", "/think", {"seconds": seconds})

    def forget(self, target):
        """Takes what was not a call of a client off the bill."""
        self.control("POST", "/forget", {"target": target})

    def reset(self):
        self.control("POST", "/reset")

    def until_quiet(self, within=5.0):
        """Waits until no call is open; what is still open after that is returned."""
        deadline = time.monotonic() + within
        while (state := self.state())["open"] and time.monotonic() < deadline:
            time.sleep(0.02)
        return state["open"]

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)

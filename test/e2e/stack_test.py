"""script/stack, as a new user runs it."""

import contextlib
import os
import pathlib
import re
import shlex
import signal
import subprocess
import sys

import pytest

import books
from admin import Admin, nanos
from gateway import BINARY, ROOT


class Stack:
    def __init__(self, log):
        self.log = log
        self.process = subprocess.Popen([sys.executable, str(ROOT / "script/lib/stack.py")], stdout=log.open("w"),
                                        stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, start_new_session=True,
                                        env=os.environ | {"RG_BINARY": str(BINARY)})

    def said(self):
        return self.log.read_text()

    def started(self):
        assert books.until(lambda: "\ncurl " in self.said() or self.process.poll() is not None, within=300), self.said()
        assert self.process.poll() is None, self.said()
        return self

    def named(self, word):
        return re.findall(rf"^  {word} +(.*)$", self.said(), re.M)

    @property
    def folder(self):
        return pathlib.Path(self.named("Data")[0].split()[0])

    @property
    def curl(self):
        return next(line for line in self.said().splitlines() if line.startswith("curl "))

    def inside(self):
        """The process that starts everything, once there is one."""
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return children[0] if children else None

    def session(self, leader):
        """What runs in the session that it leads: all servers and gateways do."""
        found = []
        for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):  # one that has just ended
                name, _, fields = stat.read_text().rpartition(")")
                if fields.split()[3] == leader:
                    found.append(name)
        return found


@pytest.fixture
def stack(kafka_process, postgres_server, clickhouse_process, tmp_path):
    """Where the servers are installed, which the others' fixtures know."""
    stack = Stack(tmp_path / "stack.log")
    yield stack
    if stack.process.poll() is None:
        stack.process.terminate()
        stack.process.wait(90)


def test_the_line_it_prints_works_at_both_proxies_and_it_ends_leaving_nothing(stack):
    stack.started()
    first, second = (url.removesuffix("/v1") for url in stack.named("Proxy"))
    control = Admin(stack.named("Admin")[0].removesuffix("/api/v1"),
                    (stack.folder / "control/data/admin-token").read_text().strip())
    workspace = control.workspace()

    for url in (first, second):
        answer = subprocess.run(shlex.split(stack.curl.replace(first, url)), capture_output=True, text=True, timeout=30)
        assert answer.stdout.startswith("HTTP/1.1 200 "), answer.stdout + answer.stderr
        assert "x-rateguard-cost" in answer.stdout.lower()

    assert books.until(lambda: len(workspace.events()) == 2, within=60), "they are seen in ClickHouse"
    usage = control.get(f"{workspace.path}/usage", step="whole")
    assert usage["source"] == "clickhouse"
    costs = [nanos(event["cost"]) for event in workspace.events()]
    assert min(costs) > 0 and nanos(usage["total"]["cost"]) == sum(costs)
    assert books.until(lambda: [nanos(b["spent"]) for b in workspace.budgets()] == [sum(costs)]), "one budget for both"

    leader = stack.inside()
    running = " ".join(stack.session(leader))
    assert all(name in running for name in ("rateguard", "postgres", "redis-server", "java", "clickhouse")), running
    stack.process.send_signal(signal.SIGINT)
    assert stack.process.wait(90) == 0, stack.said()
    assert not stack.folder.exists()
    assert books.until(lambda: not stack.session(leader)), stack.session(leader)


@pytest.mark.parametrize("many", [2, 6, 9])
def test_it_ends_while_it_starts(stack, many):
    assert books.until(stack.inside, within=20)
    leader = stack.inside()
    assert books.until(lambda: len(stack.session(leader)) >= many, within=120, every=0.005), stack.session(leader)

    stack.process.send_signal(signal.SIGTERM)

    assert stack.process.wait(90) == 0, stack.said()
    assert books.until(lambda: not stack.session(leader)), stack.session(leader)

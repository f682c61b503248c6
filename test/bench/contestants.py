"""Starts what is measured: a mock upstream and everything that can stand in front of it.

Every contestant has one worker, alone on one core; the upstream shares the other with the load.
"""

import pathlib
import shutil
import socket
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "harness"))

from gateway import Gateway  # noqa: E402

LOAD_CPU, CONTESTANT_CPU = "0", "1"
ENOUGH = 10**18  # nano-dollars and requests: limits that count and never stop


class Contestant:
    def __init__(self, name, port, pid=0, key="", what=""):
        self.name, self.port, self.pid, self.key, self.what = name, port, pid, key, what


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


class Arena:
    """All processes of one run, stopped together."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.chmod(0o755)  # nginx's worker runs as somebody else
        self.upstream_port = free_port()
        self.running = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in reversed(self.running):
            process.terminate()
        for process in self.running:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()

    def config(self, name, port):
        text = (HERE / name).read_text()
        text = text.replace("@UPSTREAM@", str(self.upstream_port)).replace("@PORT@", str(port))
        path = self.folder / name
        path.write_text(text)
        return str(path)

    def start(self, port, cpu, *command):
        process = subprocess.Popen(
            ["taskset", "-c", cpu, *command], cwd=self.folder, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=open(self.folder / "stderr", "ab"),
        )
        self.running.append(process)
        deadline = time.monotonic() + 10
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 0.2).close()
                return process.pid
            except OSError:
                if process.poll() is not None or time.monotonic() > deadline:
                    sys.exit(f"{command[0]} did not start:\n{(self.folder / 'stderr').read_text()}")
                time.sleep(0.02)

    def nginx(self, config, port, cpu):
        return self.start(port, cpu, "nginx", "-p", str(self.folder), "-e", "/dev/null", "-c", config)

    def upstream(self):
        self.nginx(self.config("nginx-upstream.conf", 0), self.upstream_port, LOAD_CPU)
        return Contestant("direct", self.upstream_port, what="no proxy: the mock upstream itself")

    def proxy(self):
        port = free_port()
        pid = self.nginx(self.config("nginx-proxy.conf", port), port, CONTESTANT_CPU)
        return Contestant("nginx", port, pid, what="plain keep-alive reverse proxy, one worker")

    def haproxy(self):
        port = free_port()
        pid = self.start(port, CONTESTANT_CPU, "haproxy", "-db", "-f", self.config("haproxy.cfg", port))
        return Contestant("haproxy", port, pid, what="plain keep-alive reverse proxy, one thread")

    def rateguard(self):
        """The same process twice: with everything on, and with a key that no rule or budget is about."""
        gateway = Gateway(self.folder / "data", RATEGUARD_THREADS="1", RATEGUARD_LOG__LEVEL="warn",
                          RATEGUARD_ANALYTICS__INGEST_INTERVAL="1s")
        gateway.data_folder.parent.mkdir(exist_ok=True)
        gateway.start()
        self.running.append(gateway.process)
        subprocess.run(["taskset", "-acp", CONTESTANT_CPU, str(gateway.process.pid)],
                       check=True, capture_output=True)
        port = int(gateway.url.rpartition(":")[2])
        keys = {}
        for name in ("full", "bare"):
            workspace = gateway.admin.workspace(name)
            workspace.model_api("openai", f"http://127.0.0.1:{self.upstream_port}")
            keys[name] = workspace.key()["key"]
            if name == "full":
                workspace.limit(10**9, window="1s", algorithm="token_bucket")
                workspace.budget(9 * 10**15, period="monthly")
        pid = gateway.process.pid
        return [
            Contestant("rateguard", port, pid, keys["full"],
                       "full: auth, limit, hard budget, usage, price, durable event; one thread"),
            Contestant("rateguard-bare", port, pid, keys["bare"],
                       "the same without a limit or a budget"),
        ]


def version_of(name):
    commands = {"nginx": ["nginx", "-v"], "haproxy": ["haproxy", "-v"], "wrk": ["wrk", "-v"]}
    if not shutil.which(name):
        return "absent"
    done = subprocess.run(commands[name], capture_output=True, text=True)
    return (done.stdout + done.stderr).strip().splitlines()[0]

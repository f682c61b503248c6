"""Starts what is measured: mock upstreams and everything that can stand in front of them.

Every contestant has one worker, alone on one core; the upstreams share the other with the load.
"""

import os
import pathlib
import shutil
import socket
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE.parent / "harness"))

from gateway import BINARY, Gateway  # noqa: E402
from kafka_broker import KafkaBroker  # noqa: E402
from redis_server import RedisServer  # noqa: E402

LOAD_CPU, CONTESTANT_CPU = "0", "1"
PROGRAMS = pathlib.Path(os.environ.get("RG_BUILD", ROOT / "build")) / "bench"

# What answers: one completion at once; a stream of 250 events, one every 4 ms; a stream that stays.
KINDS = ("chat", "stream", "held")
STREAMS = {"stream": ("250", "4000"), "held": ("1000000", "2000000")}
OTHER = "other"  # the build that --against names
EVENTS_PER_STREAM = 250 + 2  # the usage and [DONE] come after the text


class DidNotStart(Exception):
    pass


class Contestant:
    """Something that can be called: a port for each kind of answer, and a key where one is needed."""

    def __init__(self, name, what, ports, pid=0, keys=None, headers=None):
        self.name, self.what, self.ports, self.pid = name, what, ports, pid
        self.keys, self.headers = keys or {}, headers or {}


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


class Arena:
    """All processes of one run, stopped together."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(exist_ok=True)
        self.folder.chmod(0o755)  # nginx's worker runs as somebody else
        self.upstreams = {kind: free_port() for kind in KINDS}
        self.running = []
        self.broker = None

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
                process.wait()
        if self.broker:
            self.broker.close()

    def config(self, name, ports):
        text = (HERE / name).read_text()
        for kind in KINDS:
            text = text.replace(f"@UPSTREAM_{kind}@", str(self.upstreams[kind]))
            text = text.replace(f"@PORT_{kind}@", str(ports[kind]))
        path = self.folder / name
        path.write_text(text)
        return str(path)

    def start(self, port, cpu, *command, env=None, within=10):
        process = subprocess.Popen(
            ["taskset", "-c", cpu, *command], cwd=self.folder, stdin=subprocess.DEVNULL, env=env,
            stdout=subprocess.DEVNULL, stderr=open(self.folder / "stderr", "ab"),
        )
        self.running.append(process)
        deadline = time.monotonic() + within
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 0.2).close()
                return process.pid
            except OSError:
                if process.poll() is not None or time.monotonic() > deadline:
                    said = (self.folder / "stderr").read_text()[-2000:]
                    raise DidNotStart(f"{command[0]}: status {process.poll()}: {said}")
                time.sleep(0.02)

    # --- the mocks -------------------------------------------------------------------------------

    def upstream(self):
        config = self.config("nginx-upstream.conf", self.upstreams)
        self.start(self.upstreams["chat"], LOAD_CPU, *nginx_command(self.folder, config))
        for kind, (chunks, pace) in STREAMS.items():
            port = self.upstreams[kind]
            self.start(port, LOAD_CPU, str(PROGRAMS / "stream_upstream"), "--port", str(port),
                       "--chunks", chunks, "--pace-us", pace)
        return Contestant("direct", "no proxy: the mock upstreams themselves", self.upstreams)

    # --- the contestants -------------------------------------------------------------------------

    def nginx(self):
        ports = {kind: free_port() for kind in KINDS}
        command = nginx_command(self.folder, self.config("nginx-proxy.conf", ports))
        pid = self.start(ports["chat"], CONTESTANT_CPU, *command)
        return Contestant("nginx", "plain keep-alive reverse proxy, one worker; streams unbuffered",
                          ports, pid)

    def haproxy(self):
        ports = {kind: free_port() for kind in KINDS}
        command = haproxy_command(self.config("haproxy.cfg", ports))
        pid = self.start(ports["chat"], CONTESTANT_CPU, *command)
        return Contestant("haproxy", "plain keep-alive reverse proxy, one thread", ports, pid)

    def gateway(self, name="rateguard", **settings):
        """A RateGuard that is not running yet."""
        gateway = Gateway(self.folder / name / "data", RATEGUARD_THREADS="1",
                          RATEGUARD_LOG__LEVEL="warn", RATEGUARD_ANALYTICS__INGEST_INTERVAL="1s",
                          **settings)
        gateway.data_folder.parent.mkdir(exist_ok=True)
        return gateway

    def launch(self, gateway):
        """(ports, pid)"""
        gateway.start()
        self.running.append(gateway.process)
        pin(gateway.process.pid, CONTESTANT_CPU)
        port = int(gateway.url.rpartition(":")[2])
        return {kind: port for kind in KINDS}, gateway.process.pid

    def rateguard(self):
        """The same process twice: with everything on, and with keys that no rule or budget is about."""
        gateway = self.gateway()
        ports, pid = self.launch(gateway)
        return [
            Contestant("rateguard",
                       "full: auth, limit, hard budget, usage, price, durable event; one thread",
                       ports, pid, self.furnish(gateway, "full", limited=True)),
            Contestant("rateguard-bare", "the same without a limit or a budget", ports, pid,
                       self.furnish(gateway, "bare", limited=False)),
        ]

    def other(self, binary):
        """Another build of RateGuard, everything on."""
        gateway = self.gateway(OTHER)
        gateway.binary = pathlib.Path(binary).resolve()
        ports, pid = self.launch(gateway)
        return Contestant(OTHER, f"{gateway.binary}, full", ports, pid,
                          self.furnish(gateway, "full", limited=True))

    def with_stores(self):
        """One that counts in Redis and ships to Kafka, everything on."""
        redis = RedisServer(self.folder / "redis")
        self.running.append(redis.process)
        self.broker = KafkaBroker().start()
        for server in (redis.process, self.broker.process):
            pin(server.pid, LOAD_CPU)
        gateway = self.gateway("stores", RATEGUARD_REDIS__URL=redis.url, RATEGUARD_REDIS__DEADLINE="1s",
                               RATEGUARD_EVENTS__KAFKA=f"{self.broker.url}/api-events")
        subprocess.run([gateway.binary, "migrate"], env=gateway.environment(), check=True,
                       capture_output=True)
        ports, pid = self.launch(gateway)
        return Contestant("rateguard-stores", "full, with Redis and Kafka", ports, pid,
                          self.furnish(gateway, "full", limited=True))

    def furnish(self, gateway, name, limited):
        """A workspace for each mock upstream; returns their keys."""
        keys = {}
        for kind in KINDS:
            workspace = gateway.admin.workspace(name if kind == "chat" else f"{name}-{kind}")
            workspace.model_api("openai", f"http://127.0.0.1:{self.upstreams[kind]}")
            keys[kind] = workspace.key()["key"]
            if limited:
                workspace.limit(10**9, window="60s", algorithm="token_bucket")
                workspace.budget(9 * 10**15, period="monthly")
        return keys


def pin(pid, cpu):
    subprocess.run(["taskset", "-acp", cpu, str(pid)], check=True, capture_output=True)


def nginx_command(folder, config):
    return ["nginx", "-p", str(folder), "-e", "/dev/null", "-c", config]


def haproxy_command(config):
    return ["haproxy", "-db", "-f", config]


def version_of(name):
    commands = {"nginx": ["nginx", "-v"], "haproxy": ["haproxy", "-v"], "wrk": ["wrk", "-v"]}
    if not shutil.which(name):
        return "absent"
    done = subprocess.run(commands[name], capture_output=True, text=True)
    return (done.stdout + done.stderr).strip().splitlines()[0]

"""What script/stack runs: real servers, as the tests start them, and a process for each part of the work."""

import contextlib
import ctypes
import os
import pathlib
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "test/harness"))

import books  # noqa: E402
from clickhouse_server import ClickHouse  # noqa: E402
from gateway import Gateway  # noqa: E402
from kafka_broker import KafkaBroker  # noqa: E402
from postgres import Postgres  # noqa: E402
from provider import Provider  # noqa: E402
from redis_cluster import RedisCluster  # noqa: E402

PROXIES = 2
MODEL = "gpt-4o-mini"
BODY = ('{"model":"%s","messages":[{"role":"user","content":"Say hello in five words"}],"max_tokens":40}' % MODEL)


class Stop:
    """SIGTERM ends everything, but not between the start of something and its being known as what has to be ended."""

    def __init__(self):
        self.waits, self.came = False, False
        signal.signal(signal.SIGTERM, self.arrive)

    def arrive(self, *_):
        self.came = True
        if not self.waits:
            sys.exit(0)

    @contextlib.contextmanager
    def later(self):
        self.waits = True
        try:
            yield
        finally:
            self.waits = False
        if self.came:
            sys.exit(0)


class Stack:
    """Everything that runs. What is started last ends first."""

    def __init__(self, stop):
        self.stop = stop
        self.processes = {}
        self.ends = contextlib.ExitStack()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="rateguard-stack-"))
        self.ends.callback(shutil.rmtree, self.folder, ignore_errors=True)

    def keep(self, make):
        with self.stop.later():
            made = make()
            self.ends.callback(made.close)
        return made

    # --- stores ----------------------------------------------------------------------------------

    def database(self):
        """The URLs of who serves and of who owns the tables, each in a file: docs/postgres.md."""
        server = self.keep(Postgres).start()
        files = {}
        for name, rights in (("rateguard_owner", "CREATEROLE"), ("rateguard", "NOCREATEROLE")):
            password = secrets.token_urlsafe(24)
            server.sql(f"CREATE ROLE {name} LOGIN {rights} PASSWORD '{password}'")
            files[name] = self.secret(name, server.tcp_url("rateguard", name, password))
        server.sql("CREATE DATABASE rateguard OWNER rateguard_owner ENCODING 'UTF8' TEMPLATE template0")
        self.where_database = f"postgres://127.0.0.1:{server.port}/rateguard"
        return {"RATEGUARD_DATABASE__URL_FILE": files["rateguard"], "RATEGUARD_DATABASE__PROCESSES": "several"}, \
            {"RATEGUARD_DATABASE__OWNER_URL_FILE": files["rateguard_owner"]}

    def counters(self):
        """Three masters, and a replica of each."""
        cluster = self.keep(lambda: RedisCluster(self.folder / "redis", "--appendonly", "yes"))
        self.where_counters = cluster.url
        return {"RATEGUARD_REDIS__URL": cluster.url, "RATEGUARD_REDIS__GATEWAYS": str(PROXIES),
                # All of it, and whoever looks at it, shares the cores of one machine.
                "RATEGUARD_REDIS__DEADLINE": "100ms"}

    def events(self):
        broker = self.keep(KafkaBroker).start()
        house = self.keep(ClickHouse).start()
        self.where_events = f"{broker.url}/api-events"
        self.where_usage = f"http://127.0.0.1:{house.port}/rateguard"
        return {"RATEGUARD_EVENTS__KAFKA": self.where_events,
                "RATEGUARD_EVENTS__CLICKHOUSE_FILE": self.secret("clickhouse", house.url())}

    def secret(self, name, text):
        file = self.folder / f"{name}-url"
        file.touch(0o600)
        file.write_text(text + "\n")
        return str(file)

    # --- processes -------------------------------------------------------------------------------

    def process(self, name, role, settings):
        """All seal credentials with the key of the first."""
        folder = self.folder / name / "data"
        folder.mkdir(parents=True, mode=0o700)
        first = next(iter(self.processes.values()), None)
        if first is not None:
            shutil.copy2(first.data_folder / "vault-key", folder / "vault-key")
        process = Gateway(folder, **settings, RATEGUARD_ROLE=role)
        self.ends.callback(lambda: process.running and process.terminate())
        self.processes[name] = process.start(within=60)

    def migrate(self, settings):
        done = subprocess.run([str(Gateway.binary), "migrate"], capture_output=True, text=True, timeout=120,
                              env=Gateway(self.folder / "nowhere", **settings).environment())
        if done.returncode != 0:
            raise SystemExit(f"rateguard migrate: {done.stderr}")

    def start(self):
        self.provider = self.keep(Provider)
        database, owner = self.database()
        settings = database | self.counters() | self.events() | {"RATEGUARD_UPSTREAM__CA_FILE": self.provider.ca}
        self.migrate(settings | owner)
        self.process("control", "control", settings)
        for number in range(1, PROXIES + 1):
            self.process(f"proxy-{number}", "proxy", settings)
        self.process("analytics", "analytics", settings)
        self.control = self.processes["control"]
        workspace = self.control.admin.workspace()
        workspace.model_api("openai", self.provider.url())
        workspace.make("limits", name="pace", amount=600, window="1m", scope="key", algorithm="sliding_window",
                       unit="requests")
        self.key = workspace.key("stack")["key"]
        workspace.make("budgets", name="month", amount="50", period="monthly", hard=True)
        # In force at every proxy, or the line below would not work as it stands.
        if not books.until(lambda: [b["enforced"] for b in workspace.budgets()] == [True], within=60):
            raise SystemExit("the budget is not in force; see " + str(self.control.log_file))
        return self

    def close(self):
        self.ends.close()


def tell(stack, seconds):
    control, first, second = (stack.processes[name] for name in ("control", "proxy-1", "proxy-2"))
    look = f"RATEGUARD_ADMIN_URL={control.admin_url} RATEGUARD_ADMIN_TOKEN_FILE={control.data_folder / 'admin-token'}"
    print(f"RateGuard   {PROXIES} proxies, control and analytics   started in {seconds:.0f} s")
    for proxy in (first, second):
        print(f"  Proxy    {proxy.url}/v1")
    print(f"  Admin    {control.admin_url}/api/v1")
    for name, where in (("PostgreSQL", stack.where_database), ("Redis", stack.where_counters),
                        ("Kafka", stack.where_events), ("ClickHouse", stack.where_usage)):
        print(f"  Store    {name:10}  {where}")
    print(f"  Provider {stack.provider.url()}: nothing leaves this machine or costs money")
    print(f"  Data     {stack.folder}      goes with the stack: end it with Ctrl-C")
    print(f"  Look     {look} {Gateway.binary} tail")
    print(f"  Key      {stack.key}")
    print(f"  Try      this, as it stands, and then at {second.url}:")
    print(f"curl -si {first.url}/v1/chat/completions -H 'Authorization: Bearer {stack.key}' "
          f"-H 'Content-Type: application/json' -d '{BODY}'", flush=True)


def run():
    """In a session of its own: Ctrl-C is for the process that waits for this one, and the servers do not see it."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
    stop, began = Stop(), time.monotonic()
    with stop.later():
        stack = Stack(stop)
    try:
        stack.start()
        tell(stack, time.monotonic() - began)
        while not (gone := [name for name, process in stack.processes.items() if not process.running]):
            time.sleep(0.2)
        raise SystemExit(f"{gone[0]} has ended by itself: {stack.processes[gone[0]].log()[-2000:]}")
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        stack.close()


def main():
    if "--inside" in sys.argv:
        return run()
    process = subprocess.Popen([sys.executable, __file__, "--inside"], start_new_session=True)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: process.terminate())
    sys.exit(process.wait())


if __name__ == "__main__":
    main()

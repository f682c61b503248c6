"""What script/stack runs: real servers, as the tests start them, and gateways that share them."""

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
from gateway import Gateway  # noqa: E402
from kafka_broker import KafkaBroker  # noqa: E402
from postgres import Postgres  # noqa: E402
from provider import Provider  # noqa: E402
from redis_server import RedisServer  # noqa: E402

GATEWAYS = 2
MODEL = "gpt-4o-mini"
BODY = ('{"model":"%s","messages":[{"role":"user","content":"Say hello in five words"}],"max_tokens":40}' % MODEL)


class Stack:
    """Everything that runs. What is started last ends first."""

    def __init__(self):
        self.ends = contextlib.ExitStack()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="rateguard-stack-"))
        self.ends.callback(shutil.rmtree, self.folder, ignore_errors=True)

    def keep(self, server, end):
        self.ends.callback(end)
        return server

    # --- stores ----------------------------------------------------------------------------------

    def database(self):
        """The URLs of who serves and of who owns the tables, each in a file: docs/postgres.md."""
        server = Postgres()
        self.keep(server, server.close).start()
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
        server = RedisServer(self.folder / "redis", "--appendonly", "yes")
        self.keep(server, server.kill)
        self.where_counters = server.url
        return {"RATEGUARD_REDIS__URL": server.url, "RATEGUARD_REDIS__GATEWAYS": str(GATEWAYS),
                # All of it, and whoever looks at it, shares the cores of one machine.
                "RATEGUARD_REDIS__DEADLINE": "100ms"}

    def events(self):
        broker = KafkaBroker()
        self.keep(broker, broker.close).start()
        self.where_events = f"{broker.url}/api-events"
        return {"RATEGUARD_EVENTS__KAFKA": self.where_events}

    def secret(self, name, text):
        file = self.folder / f"{name}-url"
        file.touch(0o600)
        file.write_text(text + "\n")
        return str(file)

    # --- gateways --------------------------------------------------------------------------------

    def gateway(self, number, settings):
        """All seal credentials with the first one's key."""
        folder = self.folder / f"gateway-{number}" / "data"
        folder.mkdir(parents=True, mode=0o700)
        first = self.folder / "gateway-1" / "data" / "vault-key"
        if first.exists():
            shutil.copy2(first, folder / "vault-key")
        gateway = Gateway(folder, **settings)
        self.keep(gateway, lambda: gateway.running and gateway.terminate())
        return gateway.start(within=60)

    def migrate(self, settings):
        done = subprocess.run([str(Gateway.binary), "migrate"], capture_output=True, text=True, timeout=120,
                              env=Gateway(self.folder / "nowhere", **settings).environment())
        if done.returncode != 0:
            raise SystemExit(f"rateguard migrate: {done.stderr}")

    def start(self):
        self.provider = Provider()
        self.keep(self.provider, self.provider.close)
        database, owner = self.database()
        settings = database | self.counters() | self.events() | {"RATEGUARD_UPSTREAM__CA_FILE": self.provider.ca}
        self.migrate(settings | owner)
        self.gateways = [self.gateway(number, settings) for number in range(1, GATEWAYS + 1)]
        workspace = self.gateways[0].admin.workspace()
        workspace.model_api("openai", self.provider.url())
        workspace.make("limits", name="pace", amount=600, window="1m", scope="key", algorithm="sliding_window",
                       unit="requests")
        workspace.make("budgets", name="month", amount="50", period="monthly", hard=True)
        self.key = workspace.key("stack")["key"]
        # In force everywhere, or the line below would not work as it stands.
        for gateway in self.gateways:
            there = gateway.admin.workspace()
            if not books.until(lambda: [b["enforced"] for b in there.budgets()] == [True], within=60):
                raise SystemExit("the budget is not in force; see " + str(gateway.log_file))
        return self

    def close(self):
        self.ends.close()


def tell(stack, seconds):
    first, *others = stack.gateways
    look = f"RATEGUARD_ADMIN_URL={first.admin_url} RATEGUARD_ADMIN_TOKEN_FILE={first.data_folder / 'admin-token'}"
    print(f"RateGuard   {GATEWAYS} gateways on PostgreSQL, Redis and Kafka   started in {seconds:.0f} s")
    for gateway in stack.gateways:
        print(f"  Gateway  {gateway.url}/v1      admin {gateway.admin_url}/api/v1")
    for where in (stack.where_database, stack.where_counters, stack.where_events):
        print(f"  Store    {where}")
    print(f"  Provider {stack.provider.url()}: nothing leaves this machine or costs money")
    print(f"  Data     {stack.folder}      goes with the stack: end it with Ctrl-C")
    print(f"  Look     {look} {Gateway.binary} tail")
    print(f"  Key      {stack.key}")
    print(f"  Try      this, as it stands, and then at {others[0].url}:")
    print(f"curl -si {first.url}/v1/chat/completions -H 'Authorization: Bearer {stack.key}' "
          f"-H 'Content-Type: application/json' -d '{BODY}'", flush=True)


def run():
    """In a session of its own: Ctrl-C is for the process that waits for this one, and the servers do not see it."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    began = time.monotonic()
    stack = Stack()
    try:
        stack.start()
        tell(stack, time.monotonic() - began)
        while all(gateway.running for gateway in stack.gateways):
            time.sleep(0.2)
        raise SystemExit(f"a gateway has ended by itself: {stack.gateways[0].log()[-2000:]}")
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

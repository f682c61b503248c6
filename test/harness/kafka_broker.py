"""A Kafka broker of our own: one Java process in KRaft mode, in a temporary folder, on ports of its own.

As a program it serves tests that are not Python. It prints the broker's URL, does what the lines of its
standard input say (kill, start, freeze, thaw), answers each with "done", and stops the broker when the
input ends, so that a test that dies leaves nothing behind.

    python3 test/harness/kafka_broker.py
"""

import os
import pathlib
import shutil
import socket
import sys
import tempfile
import time
import urllib.parse

from certificate import certify
from fault_proxy import FaultProxy
from free_port import free_port
from own_server import NotInstalled, OwnServer

# Who is let in at the secured port.
USER, PASSWORD = "gateway", "S3cret@InTheUrl"

SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule"

# How many ways there are to it that can be broken (`ways`), each apart from the others.
WAYS = 9

ROOT = pathlib.Path(__file__).parents[2]
JARS = pathlib.Path(os.environ.get("RG_KAFKA_JARS", ROOT / ".deps" / "kafka"))

# A test's broker has few records, and starts often: the quick compiler only, a small heap.
JAVA = ["java", "-Xms32m", "-Xmx192m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"]

OPTIONS = {
    "process.roles": "broker,controller",
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SECURE:SASL_SSL" +
                                      "".join(f",WAY{i}:PLAINTEXT" for i in range(WAYS)),
    "inter.broker.listener.name": "PLAINTEXT",
    "listener.name.secure.sasl.enabled.mechanisms": "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512",
    "listener.name.secure.scram-sha-256.sasl.jaas.config": f"{SCRAM} required;",
    "listener.name.secure.scram-sha-512.sasl.jaas.config": f"{SCRAM} required;",
    "listener.name.secure.ssl.keystore.type": "PEM",
    "num.network.threads": "1",
    "num.io.threads": "2",
    "background.threads": "1",
    "offsets.topic.num.partitions": "1",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "group.initial.rebalance.delay.ms": "0",
    "group.min.session.timeout.ms": "1000",
    # One that was killed is let in again once its last session is over.
    "broker.session.timeout.ms": "1500",
    "broker.heartbeat.interval.ms": "300",
    "auto.create.topics.enable": "false",
    "log.cleaner.dedupe.buffer.size": "4194304",
}


def in_one_line(file):
    return file.read_text().strip().replace("\n", "\\n")


class KafkaBroker(OwnServer):
    """Alone; or of a cluster, whose brokers then know each other by number and by the port of their controllers."""

    def __init__(self, number=1, controllers=None):
        if shutil.which("java") is None or not (JARS / ".made-from").exists():
            raise NotInstalled("Kafka's broker is not installed; script/install --test does it")
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="rg-kafka-"))
        self.port, self.secure_port = free_port(), free_port()
        controllers = controllers or {number: free_port()}
        # A broker tells clients where to connect to: whoever comes by one of these is told to stay on it.
        self.ways = [FaultProxy(free_port()) for _ in range(WAYS)]
        self.ca_file, key = certify(self.folder)
        options = OPTIONS | {
            "node.id": str(number),
            "controller.quorum.voters": ",".join(f"{n}@127.0.0.1:{port}" for n, port in controllers.items()),
            "offsets.topic.replication.factor": str(len(controllers)),
            "listeners": f"PLAINTEXT://127.0.0.1:{self.port},SECURE://127.0.0.1:{self.secure_port},"
                         f"CONTROLLER://127.0.0.1:{controllers[number]}" +
                         "".join(f",WAY{i}://127.0.0.1:{way.server_port}" for i, way in enumerate(self.ways)),
            "advertised.listeners": f"PLAINTEXT://127.0.0.1:{self.port},SECURE://localhost:{self.secure_port}" +
                                    "".join(f",WAY{i}://127.0.0.1:{way.port}" for i, way in enumerate(self.ways)),
            "listener.name.secure.ssl.keystore.key": in_one_line(key),
            "listener.name.secure.ssl.keystore.certificate.chain": in_one_line(self.ca_file),
            "listener.name.secure.plain.sasl.jaas.config":
                "org.apache.kafka.common.security.plain.PlainLoginModule required "
                f'user_{USER}="{PASSWORD}";',
            "log.dirs": str(self.folder / "data"),
        }
        (self.folder / "data").mkdir()
        (self.folder / "server.properties").write_text("".join(f"{k}={v}\n" for k, v in options.items()))
        # As `kafka-storage.sh format` writes it, without a second or two of another Java process.
        (self.folder / "data" / "meta.properties").write_text(
            f"version=1\ncluster.id=RateGuardTestsCluster0\nnode.id={number}\ndirectory.id=RateGuardTestsFolder{number - 1}A\n")

    def secure_url(self, topic, user=USER, password=PASSWORD, sasl="plain"):
        quoted = urllib.parse.quote(password, safe="")
        return f"kafkas://{user}:{quoted}@localhost:{self.secure_port}/{topic}?sasl={sasl}&ca_file={self.ca_file}"

    @property
    def url(self):
        return f"kafka://127.0.0.1:{self.port}"

    @property
    def servers(self):
        return f"127.0.0.1:{self.port}"

    # --- life ------------------------------------------------------------------------------------

    def start(self, within=240.0):
        """Again, on the same port, with what it has stored. Returns when it lets clients in."""
        self.begin_to_start()
        return self.come_up("log", within)

    def begin_to_start(self):
        self.begin(*JAVA, "-cp", f"{JARS}/*", "kafka.Kafka", str(self.folder / "server.properties"), log="log")

    def answers(self):
        """On all its ports: it dies of one that somebody else has, after it has begun to listen on others."""
        try:
            for port in (self.port, self.secure_port, *(way.server_port for way in self.ways)):
                socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return True
        except OSError:
            return False

    def close(self):
        for way in self.ways:
            way.close()
        super().close()


def main():
    try:
        broker = KafkaBroker()
    except NotInstalled as reason:
        print(f"none: {reason}", flush=True)
        return
    try:
        print(broker.start().url, flush=True)
        for line in sys.stdin:
            getattr(broker, line.strip())()
            print("done", flush=True)
    finally:
        broker.close()


if __name__ == "__main__":
    main()

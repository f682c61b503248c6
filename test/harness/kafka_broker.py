"""A Kafka broker of our own: one Java process in KRaft mode, in a temporary folder, on ports of its own.

As a program it serves tests that are not Python. It prints the broker's URL, does what the lines of its
standard input say (kill, start, freeze, thaw), answers each with "done", and stops the broker when the
input ends, so that a test that dies leaves nothing behind.

    python3 test/harness/kafka_broker.py
"""

import ctypes
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse

from free_port import free_port

# Who is let in at the secured port.
USER, PASSWORD = "gateway", "S3cret@InTheUrl"

ROOT = pathlib.Path(__file__).parents[2]
JARS = pathlib.Path(os.environ.get("RG_KAFKA_JARS", ROOT / ".deps" / "kafka"))

# A test's broker has few records, and starts often: the quick compiler only, a small heap.
JAVA = ["java", "-Xms32m", "-Xmx192m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"]

OPTIONS = {
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SECURE:SASL_SSL",
    "inter.broker.listener.name": "PLAINTEXT",
    "listener.name.secure.sasl.enabled.mechanisms": "PLAIN",
    "listener.name.secure.ssl.keystore.type": "PEM",
    "num.network.threads": "1",
    "num.io.threads": "2",
    "background.threads": "1",
    "offsets.topic.replication.factor": "1",
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


class NotInstalled(Exception):
    pass


def die_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


class KafkaBroker:
    def __init__(self):
        if shutil.which("java") is None or not (JARS / ".made-from").exists():
            raise NotInstalled("Kafka's broker is not installed; script/install --test does it")
        self.process = None
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="rg-kafka-"))
        self.port, self.secure_port, controller = free_port(), free_port(), free_port()
        key, certificate = self.certify()
        options = OPTIONS | {
            "controller.quorum.voters": f"1@127.0.0.1:{controller}",
            "listeners": f"PLAINTEXT://127.0.0.1:{self.port},SECURE://127.0.0.1:{self.secure_port},"
                         f"CONTROLLER://127.0.0.1:{controller}",
            "advertised.listeners": f"PLAINTEXT://127.0.0.1:{self.port},SECURE://localhost:{self.secure_port}",
            "listener.name.secure.ssl.keystore.key": key,
            "listener.name.secure.ssl.keystore.certificate.chain": certificate,
            "listener.name.secure.plain.sasl.jaas.config":
                "org.apache.kafka.common.security.plain.PlainLoginModule required "
                f'user_{USER}="{PASSWORD}";',
            "log.dirs": str(self.folder / "data"),
        }
        (self.folder / "data").mkdir()
        (self.folder / "server.properties").write_text("".join(f"{k}={v}\n" for k, v in options.items()))
        # As `kafka-storage.sh format` writes it, without a second or two of another Java process.
        (self.folder / "data" / "meta.properties").write_text(
            "version=1\ncluster.id=RateGuardTestsCluster0\nnode.id=1\ndirectory.id=RateGuardTestsFolder0A\n")

    def certify(self):
        """The key and the certificate of localhost, as one line each; the latter is also in ca_file."""
        self.ca_file, key = self.folder / "ca.pem", self.folder / "key.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                        "-keyout", str(key), "-out", str(self.ca_file)], check=True, capture_output=True)
        return [file.read_text().strip().replace("\n", "\\n") for file in (key, self.ca_file)]

    def secure_url(self, topic, password=PASSWORD):
        quoted = urllib.parse.quote(password, safe="")
        return f"kafkas://{USER}:{quoted}@localhost:{self.secure_port}/{topic}?sasl=plain&ca_file={self.ca_file}"

    @property
    def url(self):
        return f"kafka://127.0.0.1:{self.port}"

    @property
    def servers(self):
        return f"127.0.0.1:{self.port}"

    # --- life ------------------------------------------------------------------------------------

    def start(self, within=240.0):
        """Again, on the same port, with what it has stored. Returns when it lets clients in."""
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(
                [*JAVA, "-cp", f"{JARS}/*", "kafka.Kafka", str(self.folder / "server.properties")],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder, preexec_fn=die_with_parent)
        deadline = time.monotonic() + within
        while not self.listens():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError((self.folder / "log").read_text()[-4000:])
            time.sleep(0.02)
        return self

    def listens(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
            return True
        except OSError:
            return False

    def kill(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def freeze(self):
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self):
        if self.process is not None:
            self.process.send_signal(signal.SIGCONT)

    def alive(self):
        """Running and thawed, whatever was done to it."""
        if self.process is None:
            self.start()
        self.thaw()

    def close(self):
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


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

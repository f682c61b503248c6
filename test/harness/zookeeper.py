"""A ZooKeeper of our own, of one server: a Java process in a temporary folder, for ClickHouse servers that replicate."""

import pathlib
import shutil
import socket
import tempfile

from free_port import free_port
from kafka_broker import JARS, JAVA
from own_server import NotInstalled, OwnServer


class ZooKeeper(OwnServer):
    def __init__(self):
        if shutil.which("java") is None or not list(JARS.glob("zookeeper-3*.jar")):
            raise NotInstalled("ZooKeeper is not installed; script/install --test does it")
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="rg-zookeeper-"))
        self.port = free_port()
        (self.folder / "data").mkdir()
        (self.folder / "zoo.cfg").write_text(
            f"tickTime=500\ndataDir={self.folder}/data\nclientPort={self.port}\nclientPortAddress=127.0.0.1\n"
            "admin.enableServer=false\n4lw.commands.whitelist=ruok\n")

    def start(self, within=120.0):
        return self.launch(*JAVA, "-cp", f"{JARS}/*", "org.apache.zookeeper.server.quorum.QuorumPeerMain",
                           str(self.folder / "zoo.cfg"), log="log", within=within)

    def answers(self):
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
                connection.sendall(b"ruok")
                return connection.recv(4) == b"imok"
        except OSError:
            return False

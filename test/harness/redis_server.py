"""A real redis-server of a test's own: killed, frozen and started again. Keeps nothing on disk."""

import pathlib
import socket

from free_port import free_port
from own_server import OwnServer

# What docs/redis.md gives the gateway's user.
PERMISSIONS = """~rg:* +eval +evalsha +script|load +script|exists +hget +hset +hmget +hdel +hscan +hrandfield
    +expire +time +ping +select +info +role""".split()
PERMISSIONS_IN_A_CLUSTER = PERMISSIONS + "+asking +cluster|slots +cluster|info".split()


class RedisServer(OwnServer):
    def __init__(self, folder, *settings, port=None):
        self.folder, self.settings = pathlib.Path(folder), settings
        self.folder.mkdir(parents=True)
        self.port = port or free_port()
        self.start()

    @property
    def url(self):
        return f"redis://127.0.0.1:{self.port}"

    def start(self):
        """Again, on the same port, knowing nothing. Returns when it answers."""
        return self.launch("redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
                           "--dir", str(self.folder), *self.settings, log="log", within=20)

    def answers(self):
        try:
            return self.ask("PING")[:1] in (b"+", b"-")
        except OSError:
            return False

    def ask(self, *words):
        """The bytes that a command is answered with, as far as one packet of them goes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
            lines = [f"*{len(words)}"] + [part for word in words for part in (f"${len(word)}", word)]
            connection.sendall("".join(line + "\r\n" for line in lines).encode())
            return connection.recv(1 << 16)

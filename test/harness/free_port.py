"""A port of this machine that nobody had a moment ago, for servers that have to be told theirs."""

import pathlib
import random
import socket

# The kernel gives those from here on to whoever connects, or asks for any: one of them may be taken before the server that
# is told of it has started.
GIVEN_AWAY = int(pathlib.Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])


given = set()  # to servers of this process, which may not have begun to listen


def free_port():
    while True:
        port = random.SystemRandom().randrange(GIVEN_AWAY // 3, GIVEN_AWAY)
        if port in given:
            continue
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            given.add(port)
            return port

"""A port of this machine that nobody had a moment ago, for servers that have to be told theirs."""

import socket


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

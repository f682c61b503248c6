"""A client that holds on to what it opened: one call on a socket, and the socket back."""

import re
import socket

import calls


class Refused(Exception):
    pass


def request(contestant, kind, body):
    return (f"POST {calls.PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"Authorization: Bearer {calls.key_of(contestant, kind)}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}").encode()


def receive_until(sock, got, done):
    while not done(got):
        more = sock.recv(65536)
        if not more:
            raise Refused(f"the connection ended after {len(got)} bytes")
        got += more
    return got


def read_head(sock):
    got = receive_until(sock, b"", lambda got: b"\r\n\r\n" in got)
    head, _, rest = got.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise Refused(head.partition(b"\r\n")[0].decode())
    return head, rest


def open_call(contestant, kind, body):
    sock = socket.create_connection(("127.0.0.1", contestant.ports[kind]), 20)
    try:
        sock.sendall(request(contestant, kind, body))
    except OSError:
        sock.close()
        raise
    return sock


def call(contestant):
    """One chat call and its whole answer; the connection stays open."""
    sock = open_call(contestant, "chat", calls.CHAT)
    try:
        head, rest = read_head(sock)
        length = int(re.search(rb"(?i)\r\ncontent-length: (\d+)", head)[1])
        receive_until(sock, rest, lambda got: len(got) >= length)
    except BaseException:
        sock.close()
        raise
    return sock


def await_event(sock):
    """Until a stream has said something."""
    _, rest = read_head(sock)
    receive_until(sock, rest, lambda got: b"\n\n" in got)

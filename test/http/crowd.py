"""A process of slow clients, cheap enough that two thousand of them are not the load: plain sockets and one
queue of times. Its first line of input says whom to bother and how; the end of its input ends it, and it
then prints how long each connection was put up with.
"""

import heapq
import json
import select
import socket
import sys
import time


class Client:
    def __init__(self, address, at_once, slowly):
        self.address, self.at_once, self.slowly = address, at_once, slowly
        self.sock = None

    def connect(self):
        self.sock = socket.create_connection(self.address)
        self.began, self.sent = None, 0
        if self.at_once:
            self.sock.sendall(self.at_once)
            self.began = time.monotonic()

    @property
    def stay(self):
        """Since its first byte."""
        return time.monotonic() - self.began if self.began else 0.0

    def crawl(self):
        self.began = self.began or time.monotonic()
        try:
            self.sock.send(self.slowly[self.sent % len(self.slowly)].to_bytes(1, "big"))
        except OSError:
            pass  # its end is read next
        self.sent += 1

    def ended(self):
        """The gateway has closed; what it said before that does not matter here."""
        try:
            return not self.sock.recv(65536)
        except OSError:
            return True


class Crowd:
    def __init__(self, spec):
        self.every, self.patience = spec["every"], spec["patience"]
        kinds = [(at_once.encode(), slowly.encode()) for at_once, slowly in spec["kinds"]]
        address, count = tuple(spec["address"]), spec["count"]
        self.clients = [Client(address, *kinds[n % len(kinds)]) for n in range(count)]
        now = time.monotonic()
        self.due = [(now + spec["spread"] * n / count, n) for n in range(count)]
        self.by_descriptor, self.poll, self.stays = {}, select.epoll(), []
        self.poll.register(sys.stdin.fileno(), select.EPOLLIN)
        self.stopping = False

    def open(self, n):
        client = self.clients[n]
        client.connect()
        self.by_descriptor[client.sock.fileno()] = n
        self.poll.register(client.sock.fileno(), select.EPOLLIN)

    def close(self, n, stay):
        client = self.clients[n]
        descriptor = client.sock.fileno()
        self.poll.unregister(descriptor)
        del self.by_descriptor[descriptor]
        client.sock.close()
        client.sock = None
        self.stays.append(stay)

    def step(self, n, now):
        client = self.clients[n]
        if client.sock is None and not self.stopping:
            self.open(n)
        if client.sock is None:
            return
        if client.stay > self.patience:
            self.close(n, None)
            return
        client.crawl()
        heapq.heappush(self.due, (now + self.every, n))

    def run(self):
        """Until it is told to stop and the last connection has ended."""
        while not self.stopping or self.by_descriptor:
            now = time.monotonic()
            while self.due and self.due[0][0] <= now:
                self.step(heapq.heappop(self.due)[1], now)
            wait = max(0.0, self.due[0][0] - time.monotonic()) if self.due else 0.1
            for descriptor, _ in self.poll.poll(min(wait, 0.1)):
                self.look(descriptor)
        print(json.dumps(self.stays))

    def look(self, descriptor):
        if descriptor == sys.stdin.fileno():
            self.stopping = True
            self.poll.unregister(descriptor)
            return
        n = self.by_descriptor[descriptor]
        if self.clients[n].ended():
            self.close(n, self.clients[n].stay)
            if not self.stopping:
                self.open(n)  # and goes on when its next byte is due


if __name__ == "__main__":
    Crowd(json.loads(sys.stdin.buffer.raw.readline())).run()

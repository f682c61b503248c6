"""A real Redis Cluster of a test's own: three masters, 0 to 2, and a replica of each, 3 to 5."""

import binascii
import pathlib
import subprocess
import time

from fault_proxy import FaultProxy
from free_port import free_port
from redis_server import RedisServer

MASTERS = 3
SLOTS = 16_384


def slot_of(key):
    tag = key[key.index("{") + 1 : key.index("}")]
    return binascii.crc_hqx(tag.encode(), 0) % SLOTS


class RedisCluster:
    def __init__(self, folder, *settings, by_ways=False):
        """By ways: everybody is told to come to each of them by a way that can be broken (`ways`). Who is alive they tell
        each other without."""
        self.folder, self.servers, self.buses, self.ways = pathlib.Path(folder), [], [], []
        for i in range(2 * MASTERS):
            self.buses.append(free_port())
            port, announced = free_port(), []
            if by_ways:
                self.ways.append(FaultProxy(port))
                announced = ["--cluster-announce-port", str(self.ways[i].port)]
            self.servers.append(RedisServer(
                self.folder / str(i), "--cluster-enabled", "yes", "--cluster-port", str(self.buses[i]),
                "--cluster-node-timeout", "1000", "--cluster-replica-validity-factor", "0",
                "--repl-diskless-sync-delay", "0", *announced, *settings, port=port))
        self.join()

    @property
    def url(self):
        return "redis-cluster://" + ",".join(f"127.0.0.1:{s.port}" for s in (self.ways or self.servers)[:MASTERS])

    def tell(self, i, *words):
        return subprocess.run(["redis-cli", "-p", str(self.servers[i].port), *map(str, words)],
                              capture_output=True, text=True, timeout=20).stdout.strip()

    def until(self, condition, within=60):
        deadline = time.monotonic() + within
        while not condition():
            assert time.monotonic() < deadline, "the cluster does not come to be"
            time.sleep(0.02)

    def join(self):
        for i in range(MASTERS):
            self.tell(i, "CLUSTER", "ADDSLOTSRANGE", SLOTS * i // MASTERS, SLOTS * (i + 1) // MASTERS - 1)
            self.tell(i, "CLUSTER", "SET-CONFIG-EPOCH", i + 1)
        for i in range(1, 2 * MASTERS):
            self.tell(0, "CLUSTER", "MEET", "127.0.0.1", self.servers[i].port, self.buses[i])
        everybody = range(2 * MASTERS)
        self.until(lambda: all("known_nodes:6" in self.tell(i, "CLUSTER", "INFO") for i in everybody))
        for i in range(MASTERS, 2 * MASTERS):
            self.until(lambda: self.tell(i, "CLUSTER", "REPLICATE", self.id(i - MASTERS)) == "OK")
        self.until(lambda: all("state:ok" in self.tell(i, "CLUSTER", "INFO") for i in everybody))
        for i in range(MASTERS, 2 * MASTERS):
            self.until(lambda: "link_status:up" in self.tell(i, "INFO", "replication"))

    def id(self, i):
        return self.tell(i, "CLUSTER", "MYID")

    def is_master(self, i):
        return self.tell(i, "ROLE").startswith("master")

    def master_of(self, key):
        """Of the first three: the one that has the key as long as nothing has moved."""
        return slot_of(key) * MASTERS // SLOTS

    def move(self, key, start, end):
        """The key's slot goes from one master to another, as redis-cli --cluster reshard does it."""
        self.begin_move(key, start, end)
        self.move_key(key, start, end)
        self.end_move(key, start, end)

    def begin_move(self, key, start, end):
        """From now on keys of the slot that are not at the first are asked for at the other."""
        slot = slot_of(key)
        assert self.tell(end, "CLUSTER", "SETSLOT", slot, "IMPORTING", self.id(start)) == "OK"
        assert self.tell(start, "CLUSTER", "SETSLOT", slot, "MIGRATING", self.id(end)) == "OK"

    def move_key(self, key, start, end):
        assert self.tell(start, "MIGRATE", "127.0.0.1", self.servers[end].port, key, 0, 5000) == "OK"

    def end_move(self, key, start, end):
        for i in (end, start):
            assert self.tell(i, "CLUSTER", "SETSLOT", slot_of(key), "NODE", self.id(end)) == "OK"

    def deafen(self, replica):
        """From now on it hears nothing of what its master is told."""
        assert self.tell(replica, "CONFIG", "SET", "masterauth", "wrong") == "OK"
        self.tell(replica, "CLIENT", "KILL", "TYPE", "master")
        self.until(lambda: "link_status:down" in self.tell(replica, "INFO", "replication"))

    def take_over(self, replica):
        self.tell(replica, "CLUSTER", "FAILOVER", "TAKEOVER")
        self.until(lambda: self.is_master(replica))

    def close(self):
        for one in self.servers + self.ways:
            one.close()

"""P11: how long after its start a program answers."""

import subprocess
import time

import client
import measure
from contestants import (BINARY, CONTESTANT_CPU, KINDS, Arena, Contestant, free_port,
                         haproxy_command, nginx_command)
from report import markdown
from rows.row import Line, Row

LOOK_EVERY = 0.0005
PATIENCE = 20


class Start(Row):
    names = ("p11",)
    title = "From start to the first answer"
    how = """
Milliseconds from `exec` to the last byte of the first answer that came through to the client from the
upstream. RateGuard finds a data folder with its workspaces, keys, limits and budgets, and must know what
was spent before it lets a call pass. The client tries twice a millisecond.
"""

    def prepare(self, arena):
        self.results = {}
        self.arena = Arena(self.folder / "start")
        self.arena.upstream()
        gateway = self.arena.gateway()
        gateway.start()
        self.keys = self.arena.furnish(gateway, "full", limited=True)
        gateway.terminate()
        self.gateway = gateway

    def close(self):
        self.arena.__exit__()

    def round(self):
        ports = {kind: free_port() for kind in KINDS}
        nginx = nginx_command(self.arena.folder, self.arena.config("nginx-proxy.conf", ports))
        self.time("nginx", ports, nginx)
        self.time("haproxy", ports, haproxy_command(self.arena.config("haproxy.cfg", ports)))
        environment = self.gateway.environment(RATEGUARD_PROXY__PORT=str(ports["chat"]))
        self.time("rateguard", ports, [str(BINARY), "serve"], environment)

    def time(self, name, ports, command, environment=None):
        contestant = Contestant(name, "", ports, keys=self.keys if environment else None)
        begin = time.perf_counter()
        process = subprocess.Popen(["taskset", "-c", CONTESTANT_CPU, *command], env=environment,
                                   cwd=self.arena.folder, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            while not self.answers(contestant):
                if process.poll() is not None or time.perf_counter() > begin + PATIENCE:
                    raise RuntimeError(f"{name} did not start: status {process.poll()}")
                time.sleep(LOOK_EVERY)
            took = time.perf_counter() - begin
        finally:
            process.terminate()
            process.wait()
        self.results.setdefault(name, []).append(took * 1000)

    @staticmethod
    def answers(contestant):
        try:
            client.call(contestant).close()
            return True
        except (OSError, client.Refused):
            return False

    def lines(self):
        return [Line("P11", "start to first answered call, ms", 100, 50,
                     measure.spread(self.results["rateguard"]), digits=0)]

    def details(self):
        rows = []
        for name, times in self.results.items():
            low, median, high = measure.spread(times)
            rows.append([name, f"{median:.0f}", f"{low:.0f} .. {high:.0f}"])
        return markdown(["contestant", "ms", "min .. max"], rows)

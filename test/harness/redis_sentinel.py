"""A real sentinel of a test's own, which watches one master and replaces it by itself."""

import pathlib
import subprocess
import time

from free_port import free_port


class RedisSentinel:
    def __init__(self, folder, name, master):
        self.port, folder = free_port(), pathlib.Path(folder)
        folder.mkdir(parents=True)
        lines = [f"port {self.port}", "bind 127.0.0.1", f"dir {folder}",
                 f"sentinel monitor {name} 127.0.0.1 {master.port} 1",
                 f"sentinel down-after-milliseconds {name} 500", f"sentinel failover-timeout {name} 3000"]
        (folder / "conf").write_text("\n".join(lines) + "\n")
        with open(folder / "log", "ab") as log:
            self.process = subprocess.Popen(["redis-server", str(folder / "conf"), "--sentinel"],
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def tell(self, *words):
        return subprocess.run(["redis-cli", "-p", str(self.port), *words],
                              capture_output=True, text=True, timeout=20).stdout.strip()

    def until_it_knows_a_replica(self, name):
        deadline = time.monotonic() + 30
        while "127.0.0.1" not in self.tell("SENTINEL", "REPLICAS", name):
            assert time.monotonic() < deadline, "the sentinel sees no replica"
            time.sleep(0.05)

    def close(self):
        self.process.kill()
        self.process.wait()

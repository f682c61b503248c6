"""A real clickhouse-server of our own: in a temporary folder, killed, frozen and started again on the same port."""

import json
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

from free_port import free_port
from kafka_broker import die_with_parent

# What tests put into URLs, and look for where it must not be.
PASSWORD = "S3cretOfTheHouse"


class NotInstalled(Exception):
    pass


class ClickHouseError(Exception):
    pass


class ClickHouse:
    def __init__(self):
        if shutil.which("clickhouse-server") is None:
            raise NotInstalled("clickhouse-server is not installed; script/install --test does it")
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="rg-clickhouse-"))
        self.port, self.process = free_port(), None
        (self.folder / "data" / "tmp").mkdir(parents=True)
        (self.folder / "config.xml").write_text(f"""<yandex>
<logger><level>warning</level><log>{self.folder}/log</log><errorlog>{self.folder}/errors</errorlog></logger>
<http_port>{self.port}</http_port><tcp_port>{free_port()}</tcp_port><listen_host>127.0.0.1</listen_host>
<path>{self.folder}/data/</path><tmp_path>{self.folder}/data/tmp/</tmp_path>
<users_config>{self.folder}/users.xml</users_config><default_profile>default</default_profile>
<default_database>default</default_database><mark_cache_size>67108864</mark_cache_size>
<timezone>Asia/Kathmandu</timezone></yandex>""")
        user = "<password>%s</password><networks><ip>127.0.0.1</ip></networks><profile>%s</profile><quota>default</quota>"
        (self.folder / "users.xml").write_text(f"""<yandex>
<profiles><default></default><reading><readonly>1</readonly></reading></profiles>
<users><default>{user % (PASSWORD, "default")}</default><reader>{user % (PASSWORD, "reading")}</reader></users>
<quotas><default></default></quotas></yandex>""")

    def url(self, database="rateguard", user="default"):
        return f"http://{user}:{PASSWORD}@127.0.0.1:{self.port}/{database}"

    # --- life ------------------------------------------------------------------------------------

    def start(self, within=120.0):
        """Again, with what it has stored. Returns when it answers."""
        with open(self.folder / "output", "ab") as log:
            self.process = subprocess.Popen(
                ["clickhouse-server", f"--config-file={self.folder}/config.xml"], stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, cwd=self.folder, preexec_fn=die_with_parent)
        deadline = time.monotonic() + within
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError((self.folder / "output").read_text()[-4000:])
            time.sleep(0.05)
        return self

    def answers(self):
        try:
            return self.sql("SELECT 1") == [[1]]
        except (OSError, ClickHouseError):
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

    # --- use -------------------------------------------------------------------------------------

    def sql(self, statement, database="default"):
        """The rows of a SELECT."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/?database={database}&wait_end_of_query=1",
            data=f"{statement} FORMAT JSONCompact".encode(),
            headers={"X-ClickHouse-User": "default", "X-ClickHouse-Key": PASSWORD})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                rows = json.load(answer)["data"]
        except urllib.error.HTTPError as error:
            raise ClickHouseError(error.read().decode()[:500]) from None
        return [[int(v) if isinstance(v, str) and v.isdigit() else v for v in row] for row in rows]

"""A real clickhouse-server of our own: in a temporary folder, killed, frozen and started again on the same port."""

import json
import pathlib
import shutil
import tempfile
import urllib.error
import urllib.request

from certificate import certify
from free_port import free_port
from own_server import NotInstalled, OwnServer

# What tests put into URLs, and look for where it must not be.
PASSWORD = "S3cretOfTheHouse"


class ClickHouseError(Exception):
    pass


def replication(zookeeper, name):
    """Of the configuration, what a server needs that keeps the same as others. A session ends a second after its server."""
    return f"""<interserver_http_port>{free_port()}</interserver_http_port><interserver_http_host>127.0.0.1</interserver_http_host>
<zookeeper><node><host>127.0.0.1</host><port>{zookeeper.port}</port></node><session_timeout_ms>1000</session_timeout_ms></zookeeper>
<macros><replica>{name}</replica></macros>"""


class ClickHouse(OwnServer):
    def __init__(self, more=""):
        if shutil.which("clickhouse-server") is None:
            raise NotInstalled("clickhouse-server is not installed; script/install --test does it")
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="rg-clickhouse-"))
        self.port, self.secure_port = free_port(), free_port()
        self.ca_file, key = certify(self.folder)
        (self.folder / "data" / "tmp").mkdir(parents=True)
        (self.folder / "config.xml").write_text(f"""<yandex>
<logger><level>warning</level><log>{self.folder}/log</log><errorlog>{self.folder}/errors</errorlog></logger>
<http_port>{self.port}</http_port><https_port>{self.secure_port}</https_port>
<openSSL><server><certificateFile>{self.ca_file}</certificateFile><privateKeyFile>{key}</privateKeyFile>
<loadDefaultCAFile>false</loadDefaultCAFile><verificationMode>none</verificationMode></server></openSSL>
<tcp_port>{free_port()}</tcp_port><listen_host>127.0.0.1</listen_host>
<path>{self.folder}/data/</path><tmp_path>{self.folder}/data/tmp/</tmp_path>
<users_config>{self.folder}/users.xml</users_config><default_profile>default</default_profile>
<default_database>default</default_database><mark_cache_size>67108864</mark_cache_size>
{more}<timezone>Asia/Kathmandu</timezone></yandex>""")
        user = "<password>%s</password><networks><ip>127.0.0.1</ip></networks><profile>%s</profile><quota>default</quota>"
        (self.folder / "users.xml").write_text(f"""<yandex>
<profiles><default></default><reading><readonly>1</readonly></reading></profiles>
<users><default>{user % (PASSWORD, "default")}</default><reader>{user % (PASSWORD, "reading")}</reader></users>
<quotas><default></default></quotas></yandex>""")

    def url(self, database="rateguard", user="default", port=None):
        return f"http://{user}:{PASSWORD}@127.0.0.1:{port or self.port}/{database}"

    def secure_url(self, database, host="localhost"):
        return f"https://default:{PASSWORD}@{host}:{self.secure_port}/{database}"

    # --- life ------------------------------------------------------------------------------------

    def start(self, within=120.0):
        """Again, with what it has stored. Returns when it answers."""
        return self.launch("clickhouse-server", f"--config-file={self.folder}/config.xml", log="output", within=within)

    def answers(self):
        try:
            return self.sql("SELECT 1") == [[1]]
        except (OSError, ClickHouseError):
            return False

    # --- use -------------------------------------------------------------------------------------

    def sql(self, statement, database="default"):
        """The rows of a SELECT."""
        rows = json.loads(self.tell(f"{statement} FORMAT JSONCompact", database))["data"]
        return [[int(v) if isinstance(v, str) and v.isdigit() else v for v in row] for row in rows]

    def tell(self, statement, database="default"):
        """What the server answers to it, as it comes."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/?database={database}&wait_end_of_query=1", data=statement.encode(),
            headers={"X-ClickHouse-User": "default", "X-ClickHouse-Key": PASSWORD})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            raise ClickHouseError(error.read().decode()[:500]) from None

"""A PostgreSQL of our own: Debian's programs, in a temporary folder. By its unix socket it lets in whoever comes;
by TCP, on a port of its own, whoever has a password, and TLS once it has a certificate.

As a program it serves tests that are not Python: it prints the URL and stops the server when its
standard input ends, so that a test that dies leaves nothing behind.

    python3 test/harness/postgres.py
"""

import contextlib
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from free_port import free_port
from own_server import NotInstalled

# What tests put into URLs, and look for where it must not be. The server asks nobody for it.
PASSWORD = "S3cretInTheUrl"
PROGRAMS = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))

# A test's server has nothing to lose in a power cut, and little to hold.
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "16MB",
    "max_wal_senders": "0",
    "wal_level": "minimal",
}


class Postgres:
    def __init__(self):
        if not PROGRAMS:
            raise NotInstalled("PostgreSQL's server is not installed; script/install --test does it")
        self.programs = PROGRAMS[-1]
        self.process = None
        # In memory where that has room: a machine that runs tests seldom has a quick disk.
        memory = pathlib.Path("/dev/shm")
        roomy = memory.is_dir() and shutil.disk_usage(memory).free > 2**31
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="rg-pg-", dir=memory if roomy else None))
        self.folder.chmod(0o711)
        # The server refuses to be root's.
        self.user = {}
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            self.user = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        self.command("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8",
                     "--no-sync", "--no-instructions", "-D", str(self.data))
        self.port = free_port()
        # Everybody is let in, except by TCP and whom a test asks for a password.
        (self.data / "pg_hba.conf").write_text(
            "local all guarded scram-sha-256\nlocal all all trust\n"
            "hostnossl all +tls_only 127.0.0.1/32 reject\nhost all all 127.0.0.1/32 scram-sha-256\n")

    @property
    def data(self):
        return self.folder / "data"

    def command(self, name, *arguments):
        done = subprocess.run([str(self.programs / name), *arguments], capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=120, cwd=self.folder, **self.user)
        if done.returncode != 0:
            raise RuntimeError(f"{name}: {done.stdout}{done.stderr}")
        return done.stdout

    # --- life ------------------------------------------------------------------------------------

    def start(self, within=60.0):
        options = {**OPTIONS, "unix_socket_directories": str(self.folder), "port": str(self.port)}
        settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(
                [str(self.programs / "postgres"), "-D", str(self.data), *settings],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder, **self.user)
        deadline = time.monotonic() + within
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.folder / "log").read_text()[-4000:])
            time.sleep(0.01)
        return self

    def answers(self):
        return subprocess.run([str(self.programs / "pg_isready"), "-q", "-h", str(self.folder), "-p", str(self.port)],
                              timeout=60).returncode == 0

    def family(self):
        """The server and its children, which lead sessions of their own."""
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [self.process.pid, *map(int, children.split())]

    def freeze(self):
        for pid in self.family():
            os.kill(pid, signal.SIGSTOP)

    def thaw(self):
        for pid in self.family():
            with contextlib.suppress(ProcessLookupError):  # a session that has just ended
                os.kill(pid, signal.SIGCONT)

    def kill(self):
        """As a machine that fails: nothing is said to whoever is connected."""
        if self.process is None:
            return
        # The parent first: it would answer a child's death by starting over.
        for pid in self.family():
            os.kill(pid, signal.SIGKILL)
        self.process.wait(30)
        self.process = None

    def close(self):
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    # --- use -------------------------------------------------------------------------------------

    def url(self, database="postgres", user="postgres"):
        return f"postgres://{user}@/{database}?host={self.folder}&port={self.port}"

    def tcp_url(self, database="postgres", user="guarded", password=PASSWORD, host="127.0.0.1", port=None):
        return f"postgres://{user}:{password}@{host}:{port or self.port}/{database}"

    def certify(self, certificate, key):
        """From the next connection on it speaks TLS to whoever asks for it, with this certificate."""
        for file, name in ((certificate, "server.crt"), (key, "server.key")):
            kept = self.data / name
            shutil.copyfile(file, kept)
            kept.chmod(0o600)
            if self.user:
                os.chown(kept, self.user["user"], self.user["group"])
        self.sql("ALTER SYSTEM SET ssl = on")
        self.sql("SELECT pg_reload_conf()")

    def sql(self, statement, database="postgres", user="postgres"):
        """What psql prints for it, without alignment and headings."""
        return self.command("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", str(self.folder),
                            "-p", str(self.port), "-U", user, "-d", database, "-c", statement).strip()


def main():
    try:
        server = Postgres()
    except NotInstalled as reason:
        print(f"none: {reason}", flush=True)
        return
    try:
        server.start()
        print(server.url(), flush=True)
        sys.stdin.read()
    finally:
        server.close()


if __name__ == "__main__":
    main()

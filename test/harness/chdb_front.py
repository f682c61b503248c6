#!/usr/bin/env python3
"""A present-day ClickHouse for tests: the engine in the Python package `chdb` behind as much of the HTTP
interface as src/store/clickhouse speaks.

    RG_CLICKHOUSE_FRONT=test/harness/chdb_front.py build/rg_store_clickhouse_test

Started as `chdb_front.py PORT FOLDER`. Needs `pip install chdb` for the python3 that runs it.
"""

import gzip
import os
import sys
import tempfile
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from chdb import session

PASSWORD = "a 'password' of a test"  # as in src/store/clickhouse/testing/server.h
ONE_AT_A_TIME = threading.Lock()
SCRATCH = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
KEPT = threading.local()


class Front(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body are two writes, the second of which would wait for 40 ms
    engine = None

    def do_POST(self):
        asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
        body = self.receive()
        if self.headers.get("X-ClickHouse-Key") != PASSWORD:
            return self.answer(403, b"Code: 516. DB::Exception: Authentication failed")
        try:
            with ONE_AT_A_TIME:
                answer = self.run(asked, body)
        except Exception as error:  # whatever the engine raises is what its server would answer
            return self.answer(500, str(error).encode())
        return self.answer(200, answer)

    def receive(self):
        """The body, in memory that is kept: fresh pages for every block cost the kernel more than the block."""
        size = int(self.headers["Content-Length"])
        if size > len(getattr(KEPT, "bytes", b"")):
            KEPT.bytes = bytearray(size)
        body = memoryview(KEPT.bytes)[:size]
        got = 0
        while got < size and (more := self.rfile.readinto1(body[got:])):
            got += more
        return gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body

    def run(self, asked, body):
        self.engine.query("USE " + asked["database"])
        if "query" not in asked:
            return self.engine.query(str(body, "utf-8", "surrogateescape")).bytes() or b""
        # A server would take the rows from its socket; here they pass through a file, in memory where there is such.
        with tempfile.NamedTemporaryFile(dir=SCRATCH, buffering=0) as rows:
            rows.write(body)
            head, form = asked["query"].rsplit(" FORMAT ", 1)
            self.engine.query(f"{head} FROM INFILE '{rows.name}' COMPRESSION 'none' FORMAT {form}")
        return b""

    def answer(self, status, body):
        self.send_response(status)
        if self.headers.get("Accept-Encoding") == "gzip":
            body = gzip.compress(body, 1)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def main():
    port, folder = int(sys.argv[1]), sys.argv[2]
    Front.engine = session.Session(os.path.join(folder, "chdb"))
    server = ThreadingHTTPServer(("127.0.0.1", port), Front)
    server.daemon_threads = True
    server.folder = folder
    server.serve_forever()


main()

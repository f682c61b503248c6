"""Ports that fail before a request can be sent, and ports that speak TLS."""

import asyncio
import pathlib
import socket
import ssl
import subprocess

LOCAL = "127.0.0.1"


def closed():
    """A port that refuses: bound, so that nobody else gets it, and never listening."""
    sock = socket.socket()
    sock.bind((LOCAL, 0))
    return sock


def blackhole():
    """A port whose queue is full: the kernel drops every further SYN, and connecting times out."""
    sock = socket.socket()
    sock.bind((LOCAL, 0))
    sock.listen(0)
    waiting = []
    for _ in range(4):
        client = socket.socket()
        client.setblocking(False)
        client.connect_ex(sock.getsockname())
        waiting.append(client)
    return sock, waiting


def openssl(*arguments, cwd):
    subprocess.run(["openssl", *arguments], cwd=cwd, check=True, capture_output=True)


def certificates(folder):
    """ca.pem, good.pem signed by it, and other.pem signed by nobody; keys beside them."""
    folder = pathlib.Path(folder)
    new_key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2")
    openssl("req", "-x509", *new_key, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=test CA",
            cwd=folder)
    (folder / "names").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    openssl("req", *new_key[:4], "-nodes", "-keyout", "good.key", "-out", "good.csr", "-subj",
            "/CN=localhost", cwd=folder)
    openssl("x509", "-req", "-in", "good.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
            "-days", "2", "-extfile", "names", "-out", "good.pem", cwd=folder)
    openssl("req", "-x509", *new_key, "-keyout", "other.key", "-out", "other.pem", "-subj",
            "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", cwd=folder)


def tls_context(folder, name):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{folder}/{name}.pem", f"{folder}/{name}.key")
    return context


async def plain_text(reader, writer):
    """What answers a ClientHello with something that is not TLS."""
    writer.write(b"220 mail.example.com ESMTP ready\r\n")
    await writer.drain()
    writer.close()


def port_of(server):
    return server.sockets[0].getsockname()[1]


async def open_all(provider, folder):
    """Opens every door; returns their ports by name, and what must stay alive for them."""
    async def listen(handler, **more):
        return await asyncio.start_server(handler, LOCAL, 0, backlog=1024, limit=2**24, **more)

    certificates(folder)
    shut, (full, waiting) = closed(), blackhole()
    servers = {
        "http": await listen(provider.serve),
        "control": await listen(provider.control),
        "tls": await listen(provider.serve, ssl=tls_context(folder, "good")),
        "tls_untrusted": await listen(provider.serve, ssl=tls_context(folder, "other")),
        "tls_garbage": await listen(plain_text),
    }
    ports = {name: port_of(server) for name, server in servers.items()}
    ports |= {"closed": shut.getsockname()[1], "blackhole": full.getsockname()[1]}
    return ports, (servers, shut, full, waiting)

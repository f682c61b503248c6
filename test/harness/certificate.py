"""A certificate of localhost that is its own authority."""

import pathlib
import subprocess


def certify(folder):
    """The files of the certificate and of its key, made in `folder`."""
    certificate, key = pathlib.Path(folder) / "ca.pem", pathlib.Path(folder) / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                    "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                    "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    return certificate, key

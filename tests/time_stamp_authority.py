"""Runs a time-stamp authority for tests with openssl: its root certificate, its answers and its local address."""

from __future__ import annotations  # see conftest.py for the reason

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SETTINGS = """
[tsa]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""
OF_LEAF = "extendedKeyUsage=critical,timeStamping\nbasicConstraints=CA:false\nkeyUsage=critical,digitalSignature\n"


class Authority:
    """A root certificate and one below it that may sign time stamps and is valid for a number of `days`."""

    def __init__(self, folder: Path, name: str = "Merrowshire Example Time Stamping", days: int = 30):
        folder.mkdir(parents=True)
        self.folder, self.root = folder, folder / "root.pem"
        (folder / "tsa.cnf").write_text(SETTINGS.format(folder=folder), encoding="utf-8")
        (folder / "serial").write_text("01", encoding="utf-8")
        (folder / "leaf.ext").write_text(OF_LEAF, encoding="utf-8")
        key = ["-newkey", "rsa:2048", "-nodes", "-keyout"]
        self._openssl(
            "req", "-x509", *key, "root.key", "-out", "root.pem", "-days", "3650", "-subj", f"/CN={name} Root"
        )
        self._openssl("req", *key, "leaf.key", "-out", "leaf.csr", "-subj", f"/CN={name}")
        by = ["-CA", "root.pem", "-CAkey", "root.key", "-set_serial", "7"]
        self._openssl(
            "x509", "-req", "-in", "leaf.csr", *by, "-days", str(days), "-extfile", "leaf.ext", "-out", "leaf.pem"
        )

    def answer(self, request: bytes, with_chain: bool = False) -> bytes:
        """The answer to a request, as DER; `with_chain` includes the root certificate, as many authorities do."""
        (self.folder / "request.tsq").write_bytes(request)
        signing = ["-signer", "leaf.pem", "-inkey", "leaf.key", *(["-chain", "root.pem"] if with_chain else [])]
        asked = ["-config", "tsa.cnf", "-section", "tsa", "-queryfile", "request.tsq", "-out", "answer.tsr"]
        self._openssl("ts", "-reply", *asked, *signing)
        return (self.folder / "answer.tsr").read_bytes()

    @contextmanager
    def served(self) -> Iterator[str]:
        """Yields the local address where the authority answers."""
        authority = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                assert self.headers["Content-Type"] == "application/timestamp-query"
                answer = authority.answer(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
            thread = threading.Thread(target=server.serve_forever)
            thread.start()
            try:
                yield f"http://127.0.0.1:{server.server_address[1]}/"
            finally:
                server.shutdown()
                thread.join()

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)

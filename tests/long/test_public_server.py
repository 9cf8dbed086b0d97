"""nginx and systemd accept the configurations of docs/publishing.md, which work on this computer."""

from __future__ import annotations  # see conftest.py for the reason

import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from browser import ROOT, free_port, start_browser, start_public_instance, wait_until_drawn
from visitor import visit
from waiting import PATIENCE, wait_until
from websockets.exceptions import InvalidStatus

CONF, SERVICE = ROOT / "docs/publishing/nginx.conf", ROOT / "docs/publishing/answerable.service"
NAME = "tracker.example.org"
ANYBODY = ssl._create_unverified_context()  # the certificate is made here


class Proxy(NamedTuple):
    """Where nginx and the program behind it listen."""

    https: str
    http: str
    program: subprocess.Popen


def tool(name: str) -> str:
    """A program of the system; a test that needs a missing one is skipped with a clear message."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    return found or pytest.skip(f"NO {name.upper()}, so docs/publishing was not tested with it. Install it.")


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The folder with a certificate and nginx's files, which nginx's own user must be able to use."""
    made = tmp_path_factory.mktemp("nginx")
    command = f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout {made}/privkey.pem"
    subprocess.run(
        [tool("openssl"), *command.split(), "-out", f"{made}/fullchain.pem"], check=True, capture_output=True
    )
    return made


def written(folder: Path, program: int, https: int, http: int) -> Path:
    """The configuration of the docs, with the ports, names and places of this test."""
    text = CONF.read_text(encoding="utf-8")
    here = {
        "127.0.0.1:8501": f"127.0.0.1:{program}",
        "listen 443 ": f"listen 127.0.0.1:{https} ",
        "listen 80": f"listen 127.0.0.1:{http}",
        NAME: "localhost",
        "/etc/letsencrypt/live/localhost": str(folder),
        "/var/lib/nginx": f"{folder}/cache",
        "/var/log/nginx": str(folder),
    }
    for old, new in here.items():
        assert old in text, old
        text = text.replace(old, new)
    (folder / "answerable.conf").write_text(text, encoding="utf-8")
    (folder / "cache").mkdir(exist_ok=True)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "\n".join(f"    {kind}_temp_path {folder}/{kind};" for kind in kinds)
    user = "user root;\n" if os.geteuid() == 0 else ""
    main = folder / "nginx.conf"
    main.write_text(
        f"{user}pid {folder}/nginx.pid;\nerror_log {folder}/error.log;\nworker_processes 1;\nevents {{}}\n"
        "http {\n    include /etc/nginx/mime.types;\n    gzip on;\n    ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;\n"
        f"{places}\n    include {folder}/answerable.conf;\n}}\n",  # as in Debian
        encoding="utf-8",
    )
    return main


@pytest.fixture(scope="module")
def proxy(published_merrowshire, folder) -> Iterator[Proxy]:
    """nginx with the configuration of the docs, and the public instance behind it."""
    nginx, https, http = tool("nginx"), free_port(), free_port()
    with start_public_instance(published_merrowshire) as (site, program):
        main = written(folder, urlsplit(site).port, https, http)
        running = subprocess.Popen([nginx, "-c", main, "-p", folder, "-g", "daemon off;"], stderr=subprocess.DEVNULL)
        try:
            wait_until(lambda: running.poll() is not None or is_open(https))
            assert running.poll() is None, "nginx did not start"
            yield Proxy(f"https://localhost:{https}", f"http://localhost:{http}", program)
        finally:
            running.terminate()
            running.wait(PATIENCE)


def is_open(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def get(address: str, path: str = "/", method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of one request through nginx."""
    place = urlsplit(address)
    kind = partial(HTTPSConnection, context=ANYBODY) if place.scheme == "https" else HTTPConnection
    connection = kind(place.netloc, timeout=PATIENCE)
    try:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, sent.pop("body", None), sent)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def test_nginx_accepts_the_configuration(folder):
    main = written(folder, 1, free_port(), free_port())
    tried = subprocess.run([tool("nginx"), "-t", "-c", main, "-p", folder], capture_output=True, text=True)
    assert tried.returncode == 0, tried.stderr
    # A newer nginx warns about the old syntax for HTTP/2; no other warning is allowed.
    remarks = [line for line in tried.stderr.splitlines() if "[warn]" in line and "http2" not in line]
    assert remarks == []


def test_a_browser_gets_pages_and_charts_through_it(proxy):
    refused, sockets = [], []
    with start_browser() as browser, browser.new_context(ignore_https_errors=True) as context:
        page = context.new_page()
        page.on("websocket", lambda opened: sockets.append(opened.url))
        page.on("response", lambda answer: refused.append(answer.url) if answer.status in (429, 502, 503) else None)
        page.goto(proxy.https)
        for name in ("Overdue and moved", "Agencies", "Data", "Overview"):
            wait_until_drawn(page).get_by_role("link", name=name, exact=True).first.click()
            page.wait_for_url("**/" + ("" if name == "Overview" else name.lower().replace(" ", "-")) + "*")
        wait_until_drawn(page).wait_for_selector("[data-testid=stVegaLiteChart] svg path")
    assert refused == []
    assert sockets and all(url.startswith("wss://localhost") for url in sockets)


def test_headers_and_compression(proxy):
    status, headers, body = get(proxy.https, Accept_Encoding="gzip")
    assert status == 200 and headers["strict-transport-security"] == "max-age=31536000"
    assert headers["content-security-policy"].startswith("default-src 'self'; script-src 'self';")
    assert headers["server"] == "nginx" and headers["content-encoding"] == "gzip"
    script = re.search(r"/static/js/index\.[\w-]+\.js", get(proxy.https)[2].decode())[0]
    for _ in range(2):  # from the program, then from the cache of nginx
        status, headers, body = get(proxy.https, script, Accept_Encoding="gzip")
        assert (status, headers["content-encoding"]) == (200, "gzip")
        assert headers["x-content-type-options"] == "nosniff"
    assert len(body) * 2 < len(get(proxy.https, script)[2])


def test_http_leads_to_https_and_other_names_lead_nowhere(proxy):
    status, headers, _ = get(proxy.http, "/actions?ref=NBC-04")
    assert (status, headers["location"]) == (301, "https://localhost/actions?ref=NBC-04")
    with pytest.raises(ssl.SSLError):  # no certificate for a name that is not ours
        get(proxy.https.replace("localhost", "127.0.0.1"))
    with pytest.raises(ConnectionError):
        get(proxy.http, Host="elsewhere.example")
    old = ssl._create_unverified_context()
    old.set_ciphers("ALL:@SECLEVEL=0")  # otherwise this side would refuse it first
    with pytest.deprecated_call():
        old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    with (
        pytest.raises(ssl.SSLError, match="ALERT_PROTOCOL_VERSION"),
        socket.create_connection(("127.0.0.1", urlsplit(proxy.https).port)) as plain,
    ):
        old.wrap_socket(plain, server_hostname="localhost")


def test_large_requests_are_refused(proxy):
    assert get(proxy.https, "/", "POST", body="a" * 5_000)[0] == 413
    assert get(proxy.https, "/", "POST", body="a")[0] == 405
    assert get(proxy.https, "/?" + "a" * 20_000)[0] in (400, 414)


def test_a_flood_from_one_address_must_wait_and_is_then_served(proxy):
    with ThreadPoolExecutor(100) as many:  # so many at once that they come too fast however slowly they are answered
        answers = [*many.map(lambda _: get(proxy.https), range(200))]
    assert {status for status, *_ in answers} == {200, 429}
    _, headers, body = next(answer for answer in answers if answer[0] == 429)
    assert headers["retry-after"] == "60"
    assert body == b"Too many requests came from your address. Please try again in a minute."
    assert wait_until(lambda: get(proxy.https)[0] == 200)


def test_one_address_has_a_limited_number_of_connections(proxy):
    with ExitStack() as stay, pytest.raises(InvalidStatus, match="429"):
        for n in range(41):
            stay.enter_context(visit(proxy.https, ssl=ANYBODY))
            time.sleep(0.3 if n > 20 else 0)  # as fast as the limit on new ones lets them in
    assert n == 40


def test_while_the_program_starts_the_proxy_says_so(proxy):
    """The program is stopped from here on."""
    proxy.program.terminate()
    proxy.program.wait(PATIENCE)
    status, headers, body = get(proxy.https)
    assert (status, headers["retry-after"]) == (503, "60")
    assert body == b"This site is being started. Please try again in a minute."


def test_no_log_has_an_address_or_a_search_of_a_visitor(proxy, folder):
    """Runs after all tests of the proxy, so that the logs contain every fault above."""
    assert get(proxy.https, "/search?q=something+private")[0] == 503
    assert wait_until(lambda: " page 503 " in (folder / "answerable.log").read_text(encoding="utf-8"))
    logs = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.log")}
    assert all(f" {said} " in logs["answerable.log"] for said in ("page 503", "page 429", "file 200", "visit 101"))
    assert [name for name, text in logs.items() if re.search(r"private|search|127\.0\.0\.1", text)] == []


# The service


def test_systemd_accepts_the_service_and_finds_little_exposed(tmp_path):
    analyze = tool("systemd-analyze")
    copy = tmp_path / "answerable.service"
    copy.write_text(SERVICE.read_text(encoding="utf-8").replace("/srv/answerable/venv/bin/python", sys.executable))
    verified = subprocess.run([analyze, "verify", copy], capture_output=True, text=True)
    assert (verified.returncode, verified.stderr) == (0, "")
    judged = subprocess.run([analyze, "security", "--offline=true", copy], capture_output=True, text=True)
    exposure = float(re.search(r"Overall exposure level for \S+: ([\d.]+)", judged.stdout)[1])
    assert exposure < 2


def test_the_service_starts_the_program_as_the_tests_do():
    line = re.search(r"^ExecStart=\S+ (.*)$", SERVICE.read_text(encoding="utf-8"), re.MULTILINE)[1]
    port = re.search(r"server 127\.0\.0\.1:(\d+);", CONF.read_text(encoding="utf-8"))[1]
    assert line == f"-m streamlit run dashboard.py --server.address 127.0.0.1 --server.port {port}"
    assert f"TRACKER_HOSTS={NAME} 127.0.0.1" in SERVICE.read_text(encoding="utf-8")

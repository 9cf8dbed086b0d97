"""How long do 400 visitors of two processes behind nginx wait? python -m benchmarks.two_processes full"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.pages import LATEST, looks, middle_and_slow
from benchmarks.server import ask, free_port, rerun, running, serving, visit
from benchmarks.table import table, targets
from loaders.load.load import load
from loaders.received.places import DATA

VISITORS, PROCESSES = 400, 2
# A visitor is one connection here, so nginx may give it to either process. People load a page first, and need ip_hash.
NGINX = """
pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 1; daemon off;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    upstream dashboards {{ {servers} }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://dashboards;
            proxy_http_version 1.1;
            proxy_set_header Host $http_host;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $http_connection;
            proxy_read_timeout 1h;
        }}
    }}
}}
"""


def main(*_: str) -> None:
    """Prints how long visitors wait who look at the overview every ten seconds or so. Needs nginx."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        built = load(DATA / "examples" / "merrowshire" / "received", Path(folder) / "built").path.parent
        script = ["dashboard.py"]
        sites = [stack.enter_context(serving(script, TRACKER_BUILT=str(built)))[0] for _ in range(PROCESSES)]
        for site in sites:
            with visit(site) as connection:
                ask(connection, rerun(f"as_of={LATEST}", ""))
        proxy = stack.enter_context(behind_nginx(Path(folder), sites))
        waits, errors = looks([stack.enter_context(visit(proxy)) for _ in range(VISITORS)])
    middle, slow = middle_and_slow(waits)
    print(table(["visitors", "median, ms", "95 in 100 within", "errors"], [(VISITORS, middle, slow, len(errors))]))
    print(f"\n{targets([(f'95 in 100 of {VISITORS} visitors, ms', 250, float(slow))])}")


@contextmanager
def behind_nginx(folder: Path, sites: list[str]) -> Iterator[str]:
    """Runs nginx in front of servers; yields its address."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin") or sys.exit("nginx is not installed")
    port, servers = free_port(), " ".join(f"server {site.removeprefix('http://')};" for site in sites)
    settings = folder / "nginx.conf"
    settings.write_text(NGINX.format(folder=folder, servers=servers, port=port), encoding="utf-8")
    command = [program, "-c", str(settings), "-p", str(folder)]
    with running(command, f"http://127.0.0.1:{port}/_stcore/health", {}):
        yield f"http://127.0.0.1:{port}"


if __name__ == "__main__":
    main(*sys.argv[1:])

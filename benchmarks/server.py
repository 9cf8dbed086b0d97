"""Runs a dashboard's server, asks it for pages as a browser does, and says what it uses."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

ROOT = Path(__file__).parent.parent
RERUNS = 20


def visit(site: str) -> ClientConnection:
    """Opens a connection as a browser would, without the browser."""
    return connect(f"{site.replace('http', 'ws', 1)}/_stcore/stream", subprotocols=["streamlit"], max_size=None)


def rerun(query: str, page: str) -> bytes:
    """The bytes of the message that asks for a page."""
    message = BackMsg()
    message.rerun_script.query_string, message.rerun_script.page_name = query, page
    return message.SerializeToString()


def ask(connection: ClientConnection, message: bytes, seconds: float = 30) -> None:
    """Asks for a page and waits until it has been sent; raises RuntimeError if an error is shown instead."""
    connection.send(message)
    while True:
        answer = ForwardMsg.FromString(connection.recv(timeout=seconds))
        if answer.delta.new_element.HasField("exception"):
            raise RuntimeError(answer.delta.new_element.exception.message)
        if answer.WhichOneof("type") == "script_finished":
            return


@contextmanager
def serving(script: list[str], at: Path = ROOT, **settings: str) -> Iterator[tuple[str, subprocess.Popen]]:
    """Runs a Streamlit server on a free port, with the settings of the folder `at`; yields its address and process."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", *script, "--server.address", "127.0.0.1"]
    site = f"http://127.0.0.1:{port}"
    with running([*command, "--server.port", str(port)], f"{site}/_stcore/health", settings, at) as process:
        yield site, process


@contextmanager
def running(command: list[str], healthy: str, settings: dict[str, str], at: Path = ROOT) -> Iterator[subprocess.Popen]:
    """Starts a server, waits until `healthy` answers, and ends it afterwards."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=at, env={**os.environ, **settings}, **quiet) as process:
        try:
            for _ in range(300):
                try:
                    urllib.request.urlopen(healthy, timeout=2).close()
                    break
                except OSError:
                    time.sleep(0.2)
            yield process
        finally:
            process.terminate()


def free_port() -> int:
    """A port of this computer that nothing uses."""
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return chosen.getsockname()[1]


def warm(process: subprocess.Popen, do: Callable[[], object]) -> float:
    """The CPU seconds that the server needs for one call of many, after a first one."""
    do()
    return cpu_of(process, lambda: [do() for _ in range(RERUNS)]) / RERUNS


def cpu_of(process: subprocess.Popen, do: Callable[[], object]) -> float:
    """The CPU seconds that the server needs for a call, to a hundredth (Linux)."""
    before = _cpu(process)
    do()
    return _cpu(process) - before


def _cpu(process: subprocess.Popen) -> float:
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(process: subprocess.Popen) -> int:
    """The bytes of memory that the server uses (Linux)."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return 1_024 * int(re.search(r"VmRSS:\s+(\d+)", status)[1])

"""What a publication installs: its lock, bill of materials and licences, an altered wheel, and an audit."""

from __future__ import annotations  # see conftest.py for the reason

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from license_expression import get_spdx_licensing
from modules import ROOT
from test_locks import ADDRESS

from loaders.__main__ import main
from loaders.publishing import instance, locked_packages
from loaders.publishing.bill_of_materials import bill_of_materials

SITE = ROOT / "data" / "site.toml"
PUBLIC, PUBLISH = (ROOT / "requirements" / f"{name}.txt" for name in ("public", "publish"))
OFFLINE = {"PIP_NO_INDEX": "1", "UV_NO_INDEX": "1", "UV_NO_CACHE": "1"}
DOCUMENTED = instance.TO_START.partition("pip install ")[2].partition(instance.LOCK)[0].split()  # ends with -r


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """The program of the public instance."""
    return instance.program_files(SITE)


@pytest.fixture(scope="module")
def bill(files) -> dict:
    return json.loads(files[instance.BILL])


def test_every_pin_of_a_lock_is_read_with_all_its_hashes():
    text = PUBLISH.read_text(encoding="utf-8")
    packages = locked_packages.read(PUBLISH)
    assert len(packages) == len(re.findall("^[^ #]", text, re.MULTILINE)) > 60
    assert sum(len(one.hashes) for one in packages) == text.count("--hash=")
    assert all(one.needed_by for one in packages)


def test_the_bill_lists_what_the_lock_holds(bill):
    packages = locked_packages.read(PUBLIC)
    listed = {one["bom-ref"]: one for one in bill["components"]}
    assert set(listed) == {f"{one.name}=={one.version}" for one in packages}
    for package in packages:
        component = listed[f"{package.name}=={package.version}"]
        assert {one["content"] for one in component["hashes"]} == set(package.hashes)
        assert component["licenses"] and component["purl"] == f"pkg:pypi/{package.name}@{package.version}"
    needs = {one["ref"]: one.get("dependsOn", []) for one in bill["dependencies"]}
    assert "streamlit==1.67.0" in needs["answerable"] and "pandas==3.1.1" in needs["streamlit==1.67.0"]
    assert set(needs) == {"answerable", *listed}


def test_the_bill_is_valid_cyclonedx(files):
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(files[instance.BILL].decode()) is None


def test_the_bill_and_the_licences_name_no_registry_and_no_time(files, bill):
    for file in (instance.BILL, instance.LICENCES):
        assert ADDRESS.findall(files[file].decode()) == []
    assert [text for text in files[instance.BILL].decode().split('"') if "://" in text] == [bill["$schema"]]
    assert "timestamp" not in bill["metadata"] and "serialNumber" not in bill


def test_another_process_writes_the_same_bill(files):
    code = "import sys; from pathlib import Path; from loaders.publishing import instance as i"
    code += f"; sys.stdout.buffer.write(i.program_files(Path({str(SITE)!r}))[i.BILL])"
    env = {**os.environ, "PYTHONHASHSEED": "7"}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, check=True)
    assert done.stdout == files[instance.BILL]


def test_every_licence_is_an_spdx_expression_that_the_library_knows():
    stated = {one.name: locked_packages.licence(one.name) for one in locked_packages.read(PUBLISH)}
    spdx = get_spdx_licensing()
    assert {name: of for name, of in stated.items() if spdx.validate(of).errors} == {}


def test_the_listed_licences_are_those_of_packages_in_the_lock():
    assert set(locked_packages._licences()) <= {one.name for one in locked_packages.read(PUBLISH)}


def test_a_package_without_a_stated_licence_is_reported(tmp_path):
    unknown = locked_packages.LockedPackage("quay", "1.0", "", ("0" * 64,), ("answerable",))
    assert "| quay | 1.0 | not stated |" in locked_packages.licences([unknown])
    (component,) = json.loads(bill_of_materials((unknown,), "answerable", "1"))["components"]
    assert "licenses" not in component


def test_the_documentation_lists_the_licences_that_the_command_prints(capsys):
    assert main(["licences"]) == 0
    assert capsys.readouterr().out == (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["licences", "audit"])
def test_a_file_that_is_not_a_lock_is_refused_in_a_sentence(command, capsys):
    assert main([command, "README.md"]) == 2
    assert "README.md lists no package with its hashes." in capsys.readouterr().err
    assert main([command, "nowhere.txt"]) == 2
    assert "nowhere.txt cannot be read" in capsys.readouterr().err


def test_the_lock_of_a_published_folder_is_complete(files, tmp_path):
    """The documented command finds everything that the lock names, and needs nothing without a hash in it."""
    instance.write(files, tmp_path)
    command = [sys.executable, "-m", "pip", "install", "--dry-run", *DOCUMENTED, instance.LOCK]
    done = subprocess.run(command, cwd=tmp_path, env={**os.environ, **OFFLINE}, capture_output=True, text=True)
    assert done.returncode == 0 and "Would install" not in done.stdout, done.stderr


def test_a_published_folder_contains_its_licences(files):
    assert files["LICENSE"] == (ROOT / "LICENSE").read_bytes() and "pages/static/OFL.txt" in files
    assert b"| streamlit | 1.67.0 | Apache-2.0 |" in files[instance.LICENCES]


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Wheelhouse:
    """A folder with one package as a wheel and as source, and a lock with the hashes of both."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.built = folder, folder / "built"
        self.wheel = folder / "quay-1.0-py3-none-any.whl"
        self.write_wheel("LAMPS = 4\n")
        self._write_source()
        lines = [f"    --hash=sha256:{_sha256(path)}" for path in self.files()]
        self.lock = folder / "lock.txt"
        self.lock.write_text(" \\\n".join(["quay==1.0", *lines]) + "\n    # via answerable\n", encoding="utf-8")

    def files(self) -> list[Path]:
        return [self.wheel, self.folder / "quay-1.0.tar.gz"]

    def write_wheel(self, code: str) -> None:
        about = "Metadata-Version: 2.1\nName: quay\nVersion: 1.0\n"
        with zipfile.ZipFile(self.wheel, "w") as wheel:
            wheel.writestr("quay.py", code)
            wheel.writestr("quay-1.0.dist-info/METADATA", about)
            wheel.writestr("quay-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr("quay-1.0.dist-info/RECORD", "")

    def _write_source(self) -> None:
        """A source package that leaves a file behind when its build code runs."""
        setup = f"open({str(self.built)!r}, 'w').close()\nfrom setuptools import setup\nsetup(name='quay')\n"
        with tarfile.open(self.folder / "quay-1.0.tar.gz", "w:gz") as packed:
            entry = tarfile.TarInfo("quay-1.0/setup.py")
            entry.size = len(setup.encode())
            packed.addfile(entry, io.BytesIO(setup.encode()))

    def env(self, links: str = "") -> dict[str, str]:
        """Settings that make installers look at a page of links, or in the folder."""
        links = links or str(self.folder)
        return {**os.environ, **OFFLINE, "PIP_FIND_LINKS": links, "UV_FIND_LINKS": links}

    def write_page(self) -> None:
        """Writes a page of links with the current hash of each file, as registries do."""
        links = (f'<a href="{path.name}#sha256={_sha256(path)}">{path.name}</a>' for path in self.files())
        (self.folder / "links.html").write_text("\n".join(links), encoding="utf-8")


@pytest.fixture
def wheelhouse(tmp_path) -> Wheelhouse:
    return Wheelhouse(tmp_path)


@pytest.fixture(params=["pip", "uv"])
def installer(request) -> list[str]:
    if request.param == "pip":
        return [sys.executable, "-m", "pip", "install"]
    return [pytest.importorskip("uv").find_uv_bin(), "pip", "install"]


@pytest.fixture(params=["folder", "page"])
def links(request, wheelhouse) -> Iterator[str]:
    """Where installers look for the files of the wheelhouse: "" for its folder, else its page of links."""
    if request.param == "folder":
        yield ""
        return
    with _serving(partial(Quiet, directory=str(wheelhouse.folder))) as address:
        yield f"{address}/links.html"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Logs nothing, so that the output of the tests stays clean."""


@contextmanager
def _serving(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def install(installer: list[str], wheels: Wheelhouse, links: str) -> subprocess.CompletedProcess[str]:
    """Into the folder "into", by the options of the documented command."""
    wheels.write_page()
    command = [*installer, *DOCUMENTED, str(wheels.lock), "--target", str(wheels.folder / "into")]
    return subprocess.run(command, cwd=wheels.folder, env=wheels.env(links), capture_output=True, text=True)


def test_a_wheel_as_it_was_locked_is_installed(installer, wheelhouse, links):
    done = install(installer, wheelhouse, links)
    assert done.returncode == 0, done.stderr
    assert (wheelhouse.folder / "into" / "quay.py").read_text(encoding="utf-8") == "LAMPS = 4\n"


def test_an_altered_wheel_stops_the_installation_and_no_build_code_runs(installer, wheelhouse, links):
    wheelhouse.write_wheel("LAMPS = 5\n")
    done = install(installer, wheelhouse, links)
    assert done.returncode != 0 and "hash" in done.stderr.lower()
    assert not (wheelhouse.folder / "into" / "quay.py").exists() and not wheelhouse.built.exists()


class KnownVulnerabilities(Quiet):
    """A list in the format of OSV that knows `against` about the package quay."""

    against: tuple[str, ...] = ()

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
        known = [{"id": one, "modified": "2026-01-05T00:00:00Z"} for one in self.against]
        self._answer({"results": [{"vulns": known} if known else {} for _ in asked]})

    def do_GET(self) -> None:
        affected = {"package": {"name": "quay", "ecosystem": "PyPI"}}
        affected["ranges"] = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.1"}]}]
        at = "2026-01-05T00:00:00Z"
        about = {"id": self.path.rpartition("/")[2], "summary": "Lamps go out", "modified": at, "published": at}
        self._answer({**about, "affected": [affected]})

    def _answer(self, content: dict) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())


@pytest.fixture
def service() -> Iterator[str]:
    with _serving(KnownVulnerabilities) as address:
        yield f"{address}/"


@pytest.fixture
def audit(wheelhouse, monkeypatch):
    """Runs the command on the lock of the wheelhouse."""
    pytest.importorskip("uv")
    for name, value in wheelhouse.env().items():
        monkeypatch.setenv(name, value)
    return lambda service: main(["audit", str(wheelhouse.lock), "--service", service])


def test_an_audit_says_what_is_known_and_what_fixes_it(audit, service, monkeypatch, capsys):
    assert audit(service) == 0
    assert capsys.readouterr().out == "1 package looked up. No problems are known.\n"
    monkeypatch.setattr(KnownVulnerabilities, "against", ("QUAY-1",))
    assert audit(service) == 1
    assert "quay 1.0: QUAY-1, Lamps go out. Fixed in 1.1.\n" in capsys.readouterr().out


def test_an_audit_without_a_network_says_so_and_is_no_clean_bill(audit, monkeypatch, capsys):
    monkeypatch.setenv("UV_OFFLINE", "1")
    assert audit("http://127.0.0.1:9/") == 2
    said = capsys.readouterr()
    assert said.out == "" and len(said.err.splitlines()) == 1
    assert said.err.startswith("The packages were not looked up. Try again where there is a network. uv said: ")


def test_an_audit_without_uv_says_how_to_install_it(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "uv", None)
    assert main(["audit"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("The packages were not looked up. ")
    assert said.endswith("--require-hashes --only-binary :all: -r requirements/uv.txt\n")

"""The locks are complete, the same in every file, and installed with their hashes everywhere."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from loaders.publishing import instance

ROOT = Path(__file__).parent.parent
LOCKS = {path.stem: path for path in sorted((ROOT / "requirements").glob("*.txt"))}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS, GROUPS = PROJECT["project"]["optional-dependencies"], PROJECT["dependency-groups"]
PUBLIC = PROJECT["project"]["dependencies"]
RUN = [*PUBLIC, *EXTRAS["load"]]
PUBLISH = [*RUN, *EXTRAS["publish"]]
DEV = [*PUBLISH, *(one for group in GROUPS.values() for one in group if isinstance(one, str))]
DIRECT = {"public": PUBLIC, "run": RUN, "publish": PUBLISH, "dev": DEV, "uv": GROUPS["uv"]}
PIN = re.compile(r"(?P<name>[\w.-]+)==(?P<version>[\w.+]+)(?: ; (?P<marker>[^\\]+?))? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")
# Brackets, or this file would find itself.
ADDRESS = re.compile(
    r"python[h]osted|[p]ypi\.org|--(?:extra-)?index[-]url|--find[-]links|/(?:home|[U]sers)/\w+/|/[r]oot/"
)
NOT_TEXT = {".png", ".woff2", ".ttf", ".xlsx", ".xlsm", ".xls", ".ods", ".duckdb"}


def normal(pin: str) -> str:
    """A pin with its name as locks write it: MarkupSafe==3.0.4 is markupsafe==3.0.4."""
    name, _, version = pin.partition("==")
    return f"{re.sub(r'[-_.]+', '-', name).lower()}=={version}"


def pins(lock: str) -> set[str]:
    """Every pin of a lock, with the systems that it applies to."""
    found = PIN.finditer(LOCKS[lock].read_text(encoding="utf-8"))
    return {f"{one['name']}=={one['version']} ; {one['marker'] or 'everywhere'}" for one in found}


def committed() -> list[Path]:
    """Every file that git tracks or would add; skips the test outside a clone."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("This is not a clone, so nobody knows which files are committed.")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_there_is_a_lock_for_each_list():
    assert LOCKS.keys() == DIRECT.keys()


@pytest.mark.parametrize("lock", DIRECT)
def test_a_lock_contains_every_direct_pin(lock):
    locked = {pin.split(" ; ")[0] for pin in pins(lock)}
    assert [pin for pin in DIRECT[lock] if normal(pin) not in locked] == []


@pytest.mark.parametrize("lock", DIRECT)
def test_every_line_of_a_lock_is_a_pin_with_its_hashes(lock):
    lines = [line for line in LOCKS[lock].read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]
    assert [line for line in lines if not PIN.fullmatch(line) and not HASH.fullmatch(line)] == []
    without = [
        one for one, after in zip(lines, [*lines[1:], ""], strict=True) if PIN.match(one) and "--hash" not in after
    ]
    assert lines and without == []


@pytest.mark.parametrize(
    ("smaller", "larger"), [("public", "run"), ("run", "publish"), ("publish", "dev"), ("uv", "dev")]
)
def test_all_locks_have_the_same_versions(smaller, larger):
    assert pins(smaller) < pins(larger)


def test_requirements_txt_lists_what_the_program_needs():
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == sorted(normal(pin) for pin in RUN)


def test_a_public_folder_has_its_own_lock_without_packages_for_loading():
    files = instance.program_files(ROOT / "data" / "site.toml")
    assert files["requirements/public.txt"] == LOCKS["public"].read_bytes()
    to_start, *listed = files["requirements.txt"].decode().splitlines()
    assert "--require-hashes --only-binary :all: -r requirements/public.txt" in to_start and listed == PUBLIC
    locked = {pin.split("==")[0] for pin in pins("public")}
    loading = {normal(pin).split("==")[0] for pin in EXTRAS["load"]}
    assert "streamlit" in locked and locked & loading == {"pandas", "python-multipart"}  # which Streamlit needs too


def test_every_dependency_is_pinned_and_has_its_reason():
    decisions = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    named = {name for cell in re.findall(r"^\| ([\w., -]+) \|", decisions, re.MULTILINE) for name in cell.split(", ")}
    assert [pin for pin in DEV if not re.fullmatch(r"[\w.-]+==[\d.]+", pin)] == []
    assert {pin.split("==")[0] for pin in DEV} - named == set()


def test_every_documented_way_installs_with_hashes_and_runs_no_build_code():
    lines = [line for path in texts() for line in path.read_text(encoding="utf-8").splitlines()]
    installs = [line for line in lines if re.search("pip[ ]install .*-r ", line)]
    both = ("--require-hashes --only-binary :all: -r ", "$(HASHED) -r ")
    assert installs and [line for line in installs if not any(options in line for options in both)] == []


def test_the_hosted_ci_runs_the_lines_that_the_readme_gives_for_windows():
    lines = re.findall(
        r"^(?:py|\.venv\\Scripts\\python) .+$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    assert len(lines) == 4 and [line for line in lines if line not in workflow] == [
        lines[-1]
    ]  # the last one serves and never ends


def test_no_committed_file_names_a_registry_or_a_machine():
    found = [f"{path.relative_to(ROOT)}: {one}" for path in texts() for one in ADDRESS.findall(_text(path))]
    assert found == []


def texts() -> list[Path]:
    """The committed text files."""
    return [path for path in committed() if path.suffix not in NOT_TEXT]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")

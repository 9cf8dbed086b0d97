"""What the public instance runs on: the code of the public pages, its settings and its own short list of packages."""

import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
CODE = (
    "dashboard.py", "pages/frame.py", "pages/public/*.py", "pages/public/about/*.md", "pages/parts/*.py",
    "pages/parts/*.css", "pages/server/*.py", "pages/static/*", "tracker/**/*.py", "tracker/*.sql",
    "tracker/columns/*.toml", "tracker/html/templates/*.html", ".streamlit/config.toml", "requirements/public.txt",
)  # fmt: skip
SITE, REQUIREMENTS, LOCK = "data/site.toml", "requirements.txt", "requirements/public.txt"
TO_START = f"# To start: pip install --require-hashes --only-binary :all: -r {LOCK}, then streamlit run dashboard.py"


def frame(site: Path) -> dict[str, bytes]:
    """Every file but the data, by its place in the folder. `site` is the settings file of the publisher."""
    found = {path.relative_to(ROOT).as_posix(): path.read_bytes() for pattern in CODE for path in ROOT.glob(pattern)}
    return {**dict(sorted(found.items())), REQUIREMENTS: _requirements().encode(), SITE: site.read_bytes()}


def _requirements() -> str:
    """The packages that the pages import, one a line; the lock beside it has all that these need, with hashes."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return "\n".join([TO_START, *project["dependencies"], ""])


def write(files: Mapping[str, bytes], into: Path) -> None:
    """Writes files to their places in a folder."""
    for name, content in files.items():
        path = into / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def fingerprints(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder, by its place there."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}

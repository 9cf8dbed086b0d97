"""What the public instance runs on: the code of the public pages, its settings and its own short list of packages."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
CODE = (
    "dashboard.py", "pages/frame.py", "pages/public/*.py", "pages/public/about/*.md", "pages/parts/*.py",
    "pages/parts/*.css", "pages/server/*.py", "pages/static/*", "tracker/**/*.py", "tracker/*.sql",
    ".streamlit/config.toml",
)  # fmt: skip
ONLY_FOR_LOADING = {"filelock", "openpyxl", "pandera", "python-calamine"}
SITE, REQUIREMENTS = "data/site.toml", "requirements.txt"


def frame(site: Path) -> dict[str, bytes]:
    """Every file but the data, by its place in the folder. `site` is the settings file of the publisher."""
    found = {path.relative_to(ROOT).as_posix(): path.read_bytes() for pattern in CODE for path in ROOT.glob(pattern)}
    return {**dict(sorted(found.items())), REQUIREMENTS: _requirements().encode(), SITE: site.read_bytes()}


def _requirements() -> str:
    """The pinned packages without those that only a load needs."""
    lines = (ROOT / REQUIREMENTS).read_text(encoding="utf-8").splitlines()
    pinned = [line for line in lines if line and not line.startswith("#")]
    kept = [line for line in pinned if re.split(r"[=\[]", line)[0] not in ONLY_FOR_LOADING]
    return "\n".join(["# To start: pip install -r requirements.txt, then streamlit run dashboard.py", *kept, ""])


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

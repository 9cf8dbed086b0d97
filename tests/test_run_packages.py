"""What runs without the packages for publishing: whatever corrects and verifies, and the pages for staff."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ONLY_TO_PUBLISH = ("cyclonedx", "packageurl", "playwright")  # in requirements/publish.txt and not in run.txt
WITHOUT = """
import sys
from importlib import import_module
sys.modules.update(dict.fromkeys({missing}))
for name in {modules}:
    import_module(name)
"""


@pytest.mark.slow
def test_corrections_verification_and_pages_for_staff_need_no_package_for_publishing():
    commands = [f"loaders.commands.{name}" for name in ("withdraw", "redate", "replace", "verify")]
    staff = ROOT / "pages" / "staff"
    files = {*staff.rglob("[a-z]*.py")} - {*(staff / "sign_in").rglob("*")}  # signing in needs settings of its own
    pages = [".".join(file.relative_to(ROOT).with_suffix("").parts) for file in sorted(files)]
    code = WITHOUT.format(missing=ONLY_TO_PUBLISH, modules=[*commands, *pages])
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]

"""The fingerprint of the code covers all that reads, checks, stores and counts, and nothing that only draws."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from drawing import Collection
from modules import FILES, ROOT, place, tree
from modules import imports as imports_by_the_parser

from loaders.load import code_fingerprint
from loaders.load.code_fingerprint import code_below, fingerprint, imports

OURS = ("loaders", "checks", "tracker", "pages")
# Loads the given folder, then prints our imported modules; the reading child is imported too, as it starts by itself.
LOAD = """
import sys
from pathlib import Path
from loaders.load.load import load
load(*map(Path, sys.argv[1:]))
import loaders.reader.child
ours = [module for name, module in sys.modules.items() if name.split(".")[0] in ("loaders", "checks", "tracker")]
print(*(module.__file__ for module in ours if module.__file__))
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """A copy of our code, to be edited."""
    root = tmp_path_factory.mktemp("code")
    for path in [*FILES, *(file for name in OURS for file in (ROOT / name).rglob("*.*") if file.suffix != ".py")]:
        into = root / path.relative_to(ROOT)
        into.parent.mkdir(parents=True, exist_ok=True)
        into.write_bytes(path.read_bytes())
    return root


def changes(root: Path, file: str) -> bool:
    """Whether one more line in a file changes the fingerprint; puts the file back."""
    before, was = fingerprint(root), (root / file).read_bytes()
    (root / file).write_bytes(was + b"\n")
    after = fingerprint(root)
    (root / file).write_bytes(was)
    return before != after


@pytest.mark.parametrize(
    "file",
    [
        "loaders/reader/child.py", "loaders/reader/sheet_xml.py", "loaders/reader/with_openpyxl.py",
        "loaders/mapping/values.py", "loaders/mapping/dates.py", "loaders/load/build.py", "loaders/load/rows.sql",
        "loaders/load/rows_comment.sql",
        "loaders/received/ledger.py", "checks/likeness.py", "checks/rules/action_is_described.py", "checks/__init__.py",
        "tracker/terms.py", "tracker/schema.sql", "tracker/columns/action.toml", "tracker/position.sql",
        "tracker/measure.py", "tracker/questions/overdue.py",
    ],
)  # fmt: skip
def test_an_edit_to_code_that_reads_maps_checks_builds_or_counts_changes_it(copy, file):
    assert changes(copy, file)


@pytest.mark.parametrize(
    "file",
    [
        "pages/frame.py", "pages/public/10_overview.py", "tracker/theme.py",
        "tracker/charts/canvas.py", "loaders/publishing/published.toml", "loaders/publishing/publish.py",
        "loaders/load/report.py", "loaders/propose/draft.py", "checks/personal_data/detect.py",
    ],
)  # fmt: skip
def test_an_edit_to_code_that_draws_publishes_or_proposes_does_not_change_it(copy, file):
    assert not changes(copy, file)


def test_a_module_in_a_folder_of_its_own_counts_from_the_first_import_on(copy):
    deep = copy / "loaders" / "mapping" / "deep" / "deeper.py"
    deep.parent.mkdir()
    deep.write_text("x = 1\n")
    before = fingerprint(copy)
    deep.write_text("x = 2\n")
    assert fingerprint(copy) == before
    dates = copy / "loaders" / "mapping" / "dates.py"
    dates.write_text(dates.read_text() + "\n\ndef later():\n    from loaders.mapping.deep.deeper import x\n")
    assert changes(copy, "loaders/mapping/deep/deeper.py")


def test_every_module_that_a_load_imports_is_covered(collection: Collection):
    collection.plan(
        "2026-01-31", "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\nA1 | 1 | Mend | | | | |"
    )
    places = [collection.received, collection.built, collection.layouts]
    done = subprocess.run([sys.executable, "-c", LOAD, *places], cwd=ROOT, capture_output=True, text=True, check=True)
    run = {Path(file) for file in done.stdout.split()}
    files, packages = code_below(ROOT)
    assert len(run) > 60
    assert {place(path) for path in run - files} == set()
    assert {"duckdb", "openpyxl", "pandas", "pandera", "python_calamine", "xlrd"} <= packages


@pytest.mark.parametrize("path", FILES, ids=place)
def test_the_search_finds_the_same_imports_as_the_parser(path):
    assert sorted(imports(path.read_text(encoding="utf-8"))) == sorted(imports_by_the_parser(path))


def test_only_rules_and_forms_are_imported_by_name():
    """The search does not follow modules imported by a string, so they must be among the beginnings."""
    files, _ = code_below(ROOT)
    asking = {
        place(path)
        for path in files
        if path.suffix == ".py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__"))
    }
    assert asking == {"checks/find_rules.py", "loaders/request/form_kind.py"}
    assert {"checks/rules/*.py", "loaders/request/kinds/*.py"} <= {*code_fingerprint.BEGINNINGS}

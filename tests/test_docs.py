"""The docs agree with the code: the vocabulary word for word, and every file that the docs name is there."""

import re
import tomllib
from enum import StrEnum
from pathlib import Path

import pytest

from loaders.__main__ import main
from loaders.mapping.layout import SheetLayout
from loaders.mapping.read_layout import read_layout
from loaders.received.places import EXAMPLE
from tracker import file_terms, terms
from tracker.measure import Measure
from tracker.reports.ask import rules

ROOT = Path(__file__).parent.parent
DOCS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted(ROOT.glob("data/**/*.md")),
]
OURS = ("loaders", "checks", "tracker", "pages")
SCALES = {
    "Response": terms.Response,
    "Reported status": terms.ReportedStatus,
    "Verification": terms.Verification,
    "Resolution": terms.Resolution,
    "Timeliness": terms.Timeliness,
    "Role": terms.Role,
    "State": terms.State,
    "Roll-up": terms.RollUp,
    "Measure": Measure,
    "Precision": terms.Precision,
    "Change": terms.Change,
    "Correction": file_terms.Correction,
    "Withdrawal": file_terms.Withdrawal,
    "Cause of a recount": file_terms.Cause,
    "Log": file_terms.Log,
    "Lists": file_terms.Lists,
    "Holds": file_terms.Holds,
    "Severity": terms.Severity,
    "Hidden": file_terms.Hidden,
    "Formats without marks": file_terms.WithoutMarks,
    "Reason": file_terms.Reason,
}


@pytest.mark.parametrize("heading", SCALES)
def test_the_vocabulary_explains_exactly_the_words_of_the_code(heading):
    text = (ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8")
    section = text.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    explained = re.findall(r"^\| (?!word \||---)(.+?) \| .+ \|$", section, flags=re.MULTILINE)
    assert explained == [str(word) for word in SCALES[heading]]


def test_every_scale_of_the_code_is_in_the_vocabulary():
    scales = {
        kind
        for kind in (vars(terms) | vars(file_terms)).values()
        if isinstance(kind, type) and issubclass(kind, StrEnum)
    }
    assert {*scales, Measure} - set(SCALES.values()) == {StrEnum, terms.Kind, terms.WhoActs}


def test_the_vocabulary_lists_every_rule_for_the_committee_with_its_weight():
    text = (ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8")
    section = text.split("\n## Questions for a committee\n")[1].split("\n## ")[0]
    listed = re.findall(r"^\| (\w+) \| (.+?) \| (\d+) \|$", section, flags=re.MULTILINE)
    expected = [(rule.__name__.rpartition(".")[2], (rule.__doc__ or "").rstrip("."), rule.WEIGHT) for rule in rules()]
    assert [(name, words, int(weight)) for name, words, weight in listed] == [
        (name, words[:1].lower() + words[1:], weight) for name, words, weight in expected
    ]


def test_every_word_of_the_code_is_where_the_vocabulary_says():
    text = (ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8").split("\n## Words of the code\n")[1]
    words = re.findall(r"^\| (?!term \||---)(.+?) \| .+? \| `(.+?)`: `(\w+)` \|$", text, flags=re.MULTILINE)
    assert len(words) == len(re.findall(r"^\| ", text, flags=re.MULTILINE)) - 1  # except the headings
    for word, path, name in words:
        defined = rf"\b(?:class|def|MACRO|TABLE) {name}\b"
        assert re.search(defined, (ROOT / path).read_text(encoding="utf-8")), (word, path, name)


def where_things_are() -> str:
    """The section of the README that says where things are."""
    return (ROOT / "README.md").read_text(encoding="utf-8").split("\n## Where things are\n")[1].split("\n## ")[0]


def test_every_path_in_the_readme_exists():
    paths = re.findall(r"`(\w[\w./]*/[\w./]*)`", where_things_are())
    assert len(paths) > 50 and [path for path in paths if not (ROOT / path).exists()] == []


def test_every_path_in_contributing_exists():
    text = re.sub(r"```.*?```", "", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), flags=re.DOTALL)
    paths = [path for path in re.findall(r"`(\w[\w./]*/[\w./]*)`", text) if not path.startswith("data/layouts")]
    assert len(paths) > 30 and [path for path in paths if not (ROOT / path).exists()] == []


def test_the_tree_in_the_readme_has_every_folder_with_code():
    lines = re.findall(r"^( *)([\w/]+)/ {2,}\S", where_things_are().split("```")[1], flags=re.MULTILINE)
    folders, above = [], [""] * 3
    for indent, name in lines:
        depth = len(indent) // 4
        above[depth] = f"{above[depth - 1]}/{name}" if depth else name
        folders.append(above[depth])
    assert [folder for folder in folders if not (ROOT / folder).is_dir()] == []
    rooms = {path.parent.relative_to(ROOT).as_posix() for top in OURS for path in (ROOT / top).rglob("*.py")}
    in_words = {"/".join(room.split("/")[:-1]) for room in rooms - {*folders}}
    assert in_words <= {"pages/staff", "tracker/reports"}  # folders below are named in words


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_in_the_docs_leads_somewhere(path):
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_layout_in_the_docs_is_one_that_the_loader_accepts(tmp_path):
    text = (ROOT / "docs" / "adding-an-agency.md").read_text(encoding="utf-8")
    layout = re.search(r"```toml\n(.+?)```", text, flags=re.DOTALL)[1]
    (tmp_path / "transport.toml").write_text(layout, encoding="utf-8")
    read = read_layout(tmp_path / "transport.toml")
    assert read.agency == tomllib.loads(layout)["agency"]
    assert read.sheets[0].columns["due_on"] == "Target date"


def test_every_key_of_a_layout_is_explained():
    text = (ROOT / "docs" / "adding-an-agency.md").read_text(encoding="utf-8")
    keys = SheetLayout.__dataclass_fields__.keys() - {"path"} | {
        "agency",
        "review",
        "reports_every",
        "illustrative",
        "note",
    }
    explained = set(re.findall(r"`\[{0,2}(\w+)\]{0,2}`", text))
    assert keys - explained == set()


@pytest.mark.slow
def test_the_readme_shows_what_the_command_really_prints(tmp_path, capsys):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"-m loaders\n(file .+?)```", text, flags=re.DOTALL)[1].splitlines()
    assert main(["load", str(EXAMPLE), "--built", str(tmp_path)]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert [line for line in shown if line != "…" and line not in printed] == []

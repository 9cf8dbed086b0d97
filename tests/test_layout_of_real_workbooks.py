"""Other people's workbooks, described only by answers on the page, give what a layout written by hand gives.

tests/test_real_workbooks.py says how to fetch them.
"""

from __future__ import annotations  # see conftest.py for the reason

from datetime import date
from pathlib import Path

from test_real_workbooks import FOLDER, LAYOUTS, pytestmark  # noqa: F401

from checks.received_file import Sheet
from loaders.mapping.read_layout import read_layout
from loaders.mapping.sheets import read_sheets
from loaders.propose.builder import answers, tables
from loaders.propose.builder.begin import begin
from loaders.propose.builder.choices import Choices
from loaders.propose.builder.row_labels import RowLabel
from loaders.propose.builder.study import open_workbook, read_by
from loaders.propose.builder.try_choices import study as study_of
from loaders.reader.read_file import Workbook

COMPLETE = "reported complete"


class Page:
    """What an officer does on the page for one workbook."""

    def __init__(self, name: str) -> None:
        self.file = Path(FOLDER) / f"{name}.xlsx"
        self.workbook: Workbook = open_workbook(self.file)
        self.choices: Choices = begin(self.workbook, self.file.name, "", None, False)

    def headings(self, number: int, sheet: str, row: int) -> None:
        self.choices = tables.with_headings(self.workbook, self.file.name, self.choices, number, sheet, row, 1)

    def columns(
        self, number: int, how: dict[str, str] | None = None, rest: dict[str, str] | None = None, **columns: str
    ) -> None:
        """Sends the form about columns; columns that are not given stay as the page shows them."""
        table = self.choices.tables[number]
        said = {f"col-{place}": names[0] for place, names in table.columns.items()}
        said |= {f"also-{place}": names[1] for place, names in table.columns.items() if names[1:]}
        said |= {f"how-{place}": manner for place, manner in (table.manners | (how or {})).items()}
        said |= {f"{part}-{place}": "" for place in columns for part in ("also",)}
        for place, names in columns.items():
            first, _, second = names.partition("+")
            said |= {f"col-{place}": first, f"also-{place}": second}
        said |= {"dates": table.dates, "by-words": ",".join(table.numbered_by)} | (rest or {})
        self.choices = answers.with_columns(self.choices, number, said, [chr(one) for one in range(65, 91)])

    def rows(self, number: int, sheet: str, marks: dict[int, RowLabel], section: str = "") -> None:
        study = read_by(self.workbook, self.file.name, self.choices)
        assert study.why_not == ""
        self.choices = answers.with_rows(study, number, sheet, marks, section)

    def words(self, number: int, **ours: str) -> None:
        """Answers every word that the page asks about; `ours` has the meanings by a word's first letters."""
        study = read_by(self.workbook, self.file.name, self.choices)
        asked = study.words(number)
        means = {
            word.as_written: next(m for begins, m in ours.items() if word.as_written.startswith(begins))
            for word in asked
        }
        said = [(word.scale, word.as_written, means[word.as_written]) for word in asked]
        self.choices = answers.with_words(self.choices, number, said, {})
        assert read_by(self.workbook, self.file.name, self.choices).open_words == []

    def sheets(self, folder: Path) -> tuple[Sheet, ...]:
        """The sheets as read by the layout that all the answers make."""
        study = read_by(self.workbook, self.file.name, self.choices)
        assert study.why_not == "", study.why_not
        (folder / "sender.toml").write_text(study.text, encoding="utf-8")
        return read_sheets(self.file, read_layout(folder / "sender.toml"))


def assert_as_by_hand(name: str, sheets: tuple[Sheet, ...], but: tuple[str, ...] = ()) -> None:
    """Asserts the same rows and values as by the layout written by hand, in all its columns except `but`."""
    by_hand = read_sheets(Path(FOLDER) / f"{name}.xlsx", read_layout(LAYOUTS / f"{name}.toml"))
    assert [(sheet.name, sheet.kind) for sheet in sheets] == [(sheet.name, sheet.kind) for sheet in by_hand]
    for ours, right in zip(sheets, by_hand, strict=True):
        assert list(ours.rows.index) == list(right.rows.index)
        for column in (column for column in right.words if column not in but):
            assert ours.words[column].tolist() == right.words[column].tolist(), column
            assert ours.rows[column].astype(str).tolist() == right.rows[column].astype(str).tolist(), column


def test_a_plan_with_hidden_rows(tmp_path):
    page = Page("packt-project-plan")
    page.columns(0, H="owner")
    assert_as_by_hand("packt-project-plan", page.sheets(tmp_path))


def test_a_return_whose_names_are_the_references(tmp_path):
    page = Page("PF_Round_3_Success")
    page.columns(0, B="action_ref+action", rest={"by-words": ""})
    page.rows(0, "Progress", {58: RowLabel.END})
    page.words(
        0,
        Not="not started",
        In="in progress",
        On="paused",
        **{"Project complete": COMPLETE, "Project c": "will not do"},
    )
    assert_as_by_hand("PF_Round_3_Success", page.sheets(tmp_path))


def test_a_return_with_two_tables_of_other_shapes(tmp_path):
    page = Page("TF_Round_6_Success")
    page.words(
        0, **{"1.": "not started", "2.": "in progress", "3.": "in progress", "4.": COMPLETE, "5.": answers.REPORTED}
    )
    page.choices = tables.with_another_table(page.workbook, page.file.name, page.choices, "7 - Risk Register")
    page.headings(1, "7 - Risk Register", 10)
    nothing = dict.fromkeys(page.choices.tables[1].columns, "")
    page.columns(
        1, {"B": "prefilled"}, **nothing | {"B": "action_ref", "C": "action", "K": "progress_note", "P": "owner"}
    )
    page.rows(1, "7 - Risk Register", {11: RowLabel.LEAVE_OUT, 182: RowLabel.END}, "recommendation_ref")
    assert_as_by_hand("TF_Round_6_Success", page.sheets(tmp_path))


def test_a_plan_with_titles_of_parts(tmp_path):
    page = Page("wbs")
    page.columns(0, rest={"dates": "month first"})
    page.rows(0, "LowModerateHigh WBS", {}, "recommendation_ref")
    assert_as_by_hand("wbs", page.sheets(tmp_path))


def test_a_form_that_nobody_has_filled_in_is_refused_with_the_reason():
    page = Page("poam-template-2025")
    page.choices = answers.with_sheets(page.choices, 0, ["Closed POA&M Items"])
    page.columns(0, J="action", rest={"dates": "year first"})
    page.rows(0, "Open POA&M Items", dict.fromkeys((6, 7, 8), RowLabel.LEAVE_OUT))
    study = study_of(page.file, page.workbook, page.choices, date(2026, 12, 1))
    assert study.trial is None and study.why_not == (
        "This workbook holds no records yet: every row is guidance. Nothing to load; drop it."
    )

"""Whatever an officer chooses gives a layout that reads each column as chosen, or a sentence that says why not."""

from __future__ import annotations  # see conftest.py for the reason

import tomllib
from dataclasses import replace
from datetime import date

import msgspec
import pytest
from drawing import write_workbook
from hypothesis import given, settings
from hypothesis import strategies as st
from test_accounts import book, sheet
from trials import trials

from loaders.mapping.check_entry import SCALES
from loaders.mapping.layout_files import LAYOUTS, layouts_for
from loaders.mapping.read_layout import read_layout
from loaders.propose.builder import answers, tables
from loaders.propose.builder.begin import begin
from loaders.propose.builder.choices import NEW_FORM, WAS_WRONG, Choices, TableChoices, read_choices, write_choices
from loaders.propose.builder.row_labels import RowLabel, row_labels
from loaders.propose.builder.save import save
from loaders.propose.builder.study import Study, open_workbook, proposal_of, read_by
from loaders.propose.builder.try_choices import study
from loaders.reader.read_file import Workbook
from loaders.received import ledger
from loaders.received.actor import Actor
from tracker.column_letters import column_number
from tracker.columns.entries import COLUMNS
from tracker.findings import NotReadable
from tracker.terms import Kind

LETTERS = "ABCDE"
ODD = st.sampled_from(
    ["Ref", "Action", "Due date", "Status", "Status", "column B", "column C: Due", "-", "–:", '"', '"""', "\\", "#? x",
     "'", "a\nb", "Due (dd/mm)", "= 1", "[columns]", "ß", "<b>", "\u200b", "é", "Ref", "No.", "  Lead  ", "x" * 130,
     "\x7f", "\u2028"]
)  # fmt: skip
CELLS = st.sampled_from(
    ["", "A1", "A2", "Done", "done", "< Select >", "Total", "31/3/2026", "4", 'say "no"', "\\n", "x" * 90]
)
NAMES = sorted({name for columns in COLUMNS.values() for name in columns} | {"year of due_on", "", "nonsense"})


def workbook(headings: list[str], rows: list[list[str]]) -> Workbook:
    return book(sheet(["A plan"], headings, *rows), sheet(["Key"], ["G", "Complete"], name="Key"))


@st.composite
def workbooks(draw) -> Workbook:
    headings = draw(st.lists(ODD, min_size=5, max_size=5))
    return workbook(headings, draw(st.lists(st.lists(CELLS, min_size=5, max_size=5), min_size=1, max_size=6)))


REST_OF_A_FORM = {
    "dates": st.sampled_from(["", "day first", "nonsense"]),
    "years": st.sampled_from(["", "calendar", "nonsense"]),
    "log": st.sampled_from(["", "whole"]),
    "by-words": st.sampled_from(["", "action", "theme,action", "nonsense"]),
    "closed-by-date": st.sampled_from(["", "yes"]),
}
MANNER = st.sampled_from(["", "", *answers.MANNERS, "nonsense"])
KEYS = ("action_ref", "recommendation_ref", "checker", "checked_on", "comment", "meeting_on", "minute")


@st.composite
def column_forms(draw, table: TableChoices) -> dict[str, str]:
    """A form about columns: mostly names of the table's kind, each once, including those that every row needs."""
    known = answers.names_for(table) or NAMES
    needed = [name for name in KEYS if name in known]
    names = draw(st.permutations([*needed, *draw(st.lists(st.sampled_from(known), max_size=4, unique=True)), "", ""]))
    said = {f"col-{letter}": name for letter, name in zip(LETTERS, names, strict=False)}
    said |= {f"how-{letter}": draw(MANNER) for letter in LETTERS}
    said |= {f"also-{draw(st.sampled_from(LETTERS))}": draw(st.sampled_from([*known, "nonsense", ""]))}
    return said | draw(st.fixed_dictionaries(REST_OF_A_FORM))


OLD = """
agency = "Police"
note = "Of note"
fills = "action"
sheet = "Plan"
header_row = 2
confirmed = ["Fire Brigade"]
split = { supporting_agencies = " and " }
[columns]
action_ref = "Ref"
action = "Action"
reported_status = "Status"
supporting_agencies = "With"
[renumbered]
"A2" = "A1"
[agencies]
"MP" = "Police"
[reported_status]
"Done" = "reported complete"
"""
KINDS = st.sampled_from([Kind.ACTION, Kind.ACTION, Kind.ACTION, *Kind])
ROW_FORMS = st.dictionaries(st.integers(1, 9), st.sampled_from([*RowLabel, "nonsense"]), max_size=3)
SENDERS = st.fixed_dictionaries(
    {
        name: st.sampled_from(["", "transport", 'a "b" \\ c', "x\ny", "é", "[x]"])
        for name in ("sender", "agency", "review")
    }
    | {"every": st.sampled_from(["", "90"]), "holds": st.sampled_from(["", "yes"])}
    | {
        "why": st.sampled_from(["", NEW_FORM, f"{WAS_WRONG}: transport.toml"]),
        "since": st.sampled_from(["", "2026-04-01"]),
    }
)
SCALED = st.sampled_from([(scale, str(ours)) for scale, words in SCALES.items() for ours in words] + [("x", "y")])


def chosen(data, book_: Workbook) -> Choices:
    """The choices after up to eight forms, each of which may say anything."""
    choices = begin(book_, "plan.xlsx", "", None, False)
    choices = tables.with_fills(
        choices, proposal_of(book_, "plan.xlsx", choices, choices.tables[0]), 0, data.draw(KINDS)
    )
    for form in data.draw(
        st.lists(
            st.sampled_from(["rows", "columns", "columns", "words", "sender", "fills", "headings", "back"]), max_size=8
        )
    ):
        try:
            choices = answered(data, book_, choices, form)
        except NotReadable as refused:
            assert_sentence(str(refused))
    return choices


def answered(data, book_: Workbook, choices: Choices, form: str) -> Choices:
    number = data.draw(st.integers(0, len(choices.tables) - 1))
    if form == "rows":
        section = data.draw(st.sampled_from(["", "theme", "priority", "nonsense"]))
        return answers.with_rows(read_by(book_, "plan.xlsx", choices), number, "Plan", data.draw(ROW_FORMS), section)
    if form == "columns":
        return answers.with_columns(choices, number, data.draw(column_forms(choices.tables[number])), LETTERS)
    if form == "words":
        pairs = data.draw(st.lists(st.tuples(CELLS, SCALED), max_size=4))
        words = [(scale, theirs, ours) for theirs, (scale, ours) in pairs]
        return answers.with_words(choices, number, words, data.draw(st.sampled_from([{}, {"00B050": "Done"}])))
    if form == "sender":
        said = data.draw(SENDERS)
        return answers.with_interval(answers.with_sender(choices, said), said["every"])
    if form == "fills":
        study = read_by(book_, "plan.xlsx", choices)
        return tables.with_fills(
            choices, study.proposals[number], number, data.draw(st.sampled_from([*Kind, "nonsense"]))
        )
    if form == "back":
        return tables.brought_back(choices, number, data.draw(st.integers(0, 3)))
    first, deep = data.draw(st.integers(1, 8)), data.draw(st.integers(1, 3))
    return tables.with_headings(book_, "plan.xlsx", choices, number, "Plan", first, deep)


def assert_sentence(words: str) -> None:
    assert words.endswith((".", "?")) and "correct TOML" not in words, words


def assert_read_where_it_was_chosen(study: Study) -> None:
    tomllib.loads(study.text)
    for number, table in enumerate(study.choices.tables):
        read = study.reads[number, table.sheets[0]]
        if read.columns is None:
            assert_sentence(read.why_not)
            assert table.are_headings_found, read.why_not
            continue
        places = read.columns.places | {f"year of {name}": place for name, place in read.columns.years.items()}
        assert places == {name: column_number(place) for place, names in table.columns.items() for name in names}
        assert row_labels(study, number, table.sheets[0], range(1, 10)).keys() == {*range(1, 10)}


@settings(max_examples=trials(60))
@given(st.data(), workbooks())
def test_any_choices_give_a_layout_that_reads_or_a_sentence(data, book_):
    try:
        choices = chosen(data, book_)
    except NotReadable as refused:  # nothing that could be a table
        assert_sentence(str(refused))
        return
    assert msgspec.json.decode(msgspec.json.encode(choices), type=Choices) == choices
    found = read_by(book_, "plan.xlsx", choices)
    if found.why_not:
        assert_sentence(found.why_not)
    else:
        assert_read_where_it_was_chosen(found)


def test_choices_are_stored_beside_the_file_and_a_damaged_copy_begins_anew(tmp_path):
    file = tmp_path / "plan.xlsx"
    choices = begin(
        workbook(["Ref", "Action", "Due date", "Status", "Lead"], [["A1", "Mend", "", "Done", ""]]),
        "p",
        "",
        None,
        False,
    )
    assert read_choices(file) is None
    write_choices(file, choices)
    assert read_choices(file) == choices and [path.name for path in tmp_path.iterdir()] == [".choices.json"]
    (tmp_path / ".choices.json").write_bytes(b'{"tables": [')
    assert read_choices(file) is None
    with pytest.raises(OSError):
        write_choices(tmp_path / "gone" / "plan.xlsx", choices)


def test_the_first_layout_saved_brings_all_others_along_and_the_second_officer_overwrites_nothing(tmp_path):
    program, received = tmp_path / "program" / "layouts", tmp_path / "data" / "received"
    program.mkdir(parents=True)
    (program / "police.toml").write_text("# police", encoding="utf-8")
    place = save("fire.toml", "# first", received, program, Actor("Data officer"), "")
    assert place == tmp_path / "data" / "layouts" / "fire.toml" and layouts_for(received, LAYOUTS) == place.parent
    with pytest.raises(NotReadable, match="saved by somebody else in the meantime"):  # who still looks at the program's
        save("fire.toml", "# second", received, program, Actor("Clerk"), "")
    assert {path.name: path.read_text(encoding="utf-8") for path in place.parent.iterdir()} == {
        "fire.toml": "# first", "police.toml": "# police",
    }  # fmt: skip
    assert [(one.file, one.by) for one in ledger.read(received)] == [
        ("layouts/police.toml", ""), ("layouts/fire.toml", "Data officer"),
    ]  # fmt: skip
    assert [path.name for path in program.iterdir()] == ["police.toml"]  # a program that is read-only stays as it is


def test_a_layout_made_anew_keeps_settings_that_the_page_does_not_show(tmp_path):
    old = tmp_path / "police.toml"
    old.write_text(
        OLD,
        encoding="utf-8",
    )
    before = read_layout(old)
    rows = [["A1", "Mend", "", "done", "Fire Brigade and MP"]]
    same = workbook(["Ref", "Action", "Due date", "Status", "With"], rows)
    study = read_by(same, "plan.xlsx", begin(same, "plan.xlsx", "police", before, False))
    old.write_text(study.text, encoding="utf-8")
    after = read_layout(old)
    (one,), (other,) = before.sheets, after.sheets
    assert study.choices.references == {"renumbered": {"A2": "A1"}}
    assert replace(after, sheets=(), sha256="") == replace(before, sheets=(), sha256="")
    assert replace(other, not_read=()) == replace(one, not_read=()) and other.not_read == ("Due date",)
    assert study.open_words == []  # what was decided on before stays decided
    changed = workbook(["Ref", "Measure", "Due date", "Status", "With"], rows)
    anew = begin(changed, "plan.xlsx", "police", before, False)
    assert anew.references and anew.tables[0].agencies == {"MP": "Police"}
    assert anew.tables[0].words == {"reported_status": {"Done": "reported complete"}}
    assert "1 heading is gone: “Action”." in anew.begun


ROWS = """
Ref | Action           | Due date   | Status
A1  | Mend the lamps   | 2026-03-01 | Done
    | Paint the doors  | 2026-04-01 | Done
A3  | Write as above   | 2026-05-01 | Done
A4  | Please describe  |            | Pick one
Key | Done is complete |            |
"""


def test_each_row_shows_its_kind_and_the_reason_and_can_be_marked_differently(tmp_path):
    file = write_workbook(tmp_path / "plan.xlsx", {"Plan": ROWS})
    book_ = open_workbook(file)
    found = study(file, book_, begin(book_, file.name, "", None, False), date(2026, 12, 1))
    marks = row_labels(found, 0, "Plan", range(1, 8))
    assert [marks[row].kind for row in (1, 2, 3, 4, 7)] == ["headings", "record", "refused", "record", ""]
    assert marks[3].why.startswith("Every row has a reference.") and RowLabel.LEAVE_OUT in marks[3].instead

    def kinds(marks: dict[int, str], choices: Choices) -> dict[int, str]:
        answered = answers.with_rows(read_by(book_, file.name, choices), 0, "Plan", marks, "")
        again = read_by(book_, file.name, answered)
        return {row: mark.kind for row, mark in row_labels(again, 0, "Plan", range(2, 7)).items()}

    begun = found.choices
    assert kinds({4: RowLabel.LEAVE_OUT}, begun)[4] == "guidance or example"
    assert kinds({5: RowLabel.NOT_FILLED_IN}, begun)[5] == "not filled in"
    assert kinds({6: RowLabel.END}, begun)[6] == "below the table"
    ended = answers.with_rows(read_by(book_, file.name, begun), 0, "Plan", {6: RowLabel.END, 4: RowLabel.LEAVE_OUT}, "")
    assert kinds({6: RowLabel.READ, 4: RowLabel.READ}, ended) == {**kinds({}, begun), 6: "record"}
    with pytest.raises(NotReadable, match="Row 7 is empty"):
        kinds({7: RowLabel.LEAVE_OUT}, begun)


OF_EACH_KIND = """
Ref    | Action                 | Due date   | Status
A1     | Mend the lamps         | 2026-03-01 | Done
Part 1 | Doors and windows      |            |
2      | All that is to be made | 2026-05-01 | Begun
A2     | Write as above here    |            | Pick one
A3     | Pick one               |            | Pick one
A4     | Mend the doors         | 2026-03-01 | Done
Notes  | Done is complete       |            |
"""
MARKED = {
    3: (RowLabel.TITLE, "title of a part"),
    4: (RowLabel.SUMMARY, "summary of other rows"),
    5: (RowLabel.LEAVE_OUT, "guidance or example"),
    6: (RowLabel.NOT_FILLED_IN, "not filled in"),
    8: (RowLabel.END, "below the table"),
}


def test_the_mark_of_a_row_survives_saving_and_reopening_the_layout(tmp_path):
    file = write_workbook(tmp_path / "plan.xlsx", {"Plan": OF_EACH_KIND})
    book_ = open_workbook(file)
    found = read_by(book_, file.name, begin(book_, file.name, "", None, False))
    chosen = answers.with_rows(found, 0, "Plan", {row: mark for row, (mark, _) in MARKED.items()}, "")
    saved = tmp_path / "transport.toml"
    saved.write_text(read_by(book_, file.name, chosen).text, encoding="utf-8")
    reopened = begin(book_, file.name, "transport", read_layout(saved), False)
    again = read_by(book_, file.name, reopened)
    kinds = {row: mark.kind for row, mark in row_labels(again, 0, "Plan", range(2, 9)).items()}
    assert kinds == {2: "record", **{row: kind for row, (_, kind) in MARKED.items()}, 7: "record"}
    unsaid = answers.with_rows(again, 0, "Plan", dict.fromkeys((3, 4, 5), RowLabel.READ), "")
    assert (unsaid.tables[0].titles, unsaid.tables[0].summaries, unsaid.tables[0].leave_out) == ((), (), ())

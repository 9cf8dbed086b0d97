"""The exam of drafts: every case is well formed, and its runner tells right from wrong; its score is not tested."""

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from benchmarks.exam.__main__ import MOST_ANSWERS, examine
from benchmarks.exam.case import CASES, REFUSED, STATES, Answer, Case, Right, cases, read_case
from benchmarks.exam.compare import Outcome, judge
from benchmarks.exam.drafts import Draft, answers_on_the_rest, answers_on_words, with_answers
from benchmarks.exam.table_facts import Seen
from loaders.mapping.check_entry import SCALES
from loaders.mapping.headings import key_of
from loaders.reader.read_file import read_workbook
from tracker.terms import Kind

LAYOUT = """
agency = "Merrowshire Council"
review = "Harbour Review"
fills = "action"
sheet = "Plan"
header_row = 1
dates = "day first"
columns = { action_ref = "Ref", action = "Action", due_on = "Due", reported_status = "Status" }
not_read = "First"
[reported_status]
"Open" = "in progress"
"Done" = "reported complete"
"""
PLAN = """
Ref | Action  | Due       | Status | First
A1  | Mend    | 31/3/2026 | Done   | 1/1/2026
A2  | Paint   | 30/4/2026 | Open   | 2/2/2026
A3  | Sweep   | soon      | Begun  | 3/3/2026
Total | 3 actions
"""
RIGHT = Case(
    name="plan",
    odd="a total below, which is no record",
    agency="Merrowshire Council",
    review="Harbour Review",
    fills=Kind.ACTION,
    file="plan.xlsx",
    records=(
        Right("A1", date(2026, 3, 31), "reported complete"),
        Right("A2", date(2026, 4, 30), "in progress"),
        Right("A3", None, "status unreadable"),
    ),
    columns={"due_on": "Due", "reported_status": "Status"},
    words={},
    answers=(),
    sheets={"Plan": PLAN},
)


@pytest.mark.parametrize("path", sorted(CASES.glob("*.toml")), ids=lambda path: path.stem)
def test_a_case_is_well_formed(path: Path, tmp_path: Path):
    case = read_case(path)
    assert case.odd and case.agency.startswith(("Merrow", "Northmere"))  # plainly invented
    assert {right.state for right in case.records} <= STATES[case.fills]
    assert len({right.name for right in case.records}) == len(case.records)
    for scale in case.words.keys() & SCALES.keys():
        assert set(case.words[scale].values()) <= {*SCALES[scale]}
    seen = Seen(case, read_workbook(case.write(tmp_path)).grids, (), Draft("", ""))
    assert [right.name for right in case.records if not seen.places(right)] == []
    assert [heading for heading in _headings(case) if not _stands_in(seen, heading)] == []


def _headings(case: Case) -> list[str]:
    lists = ([one] if isinstance(one, str) else one for one in case.columns.values())
    return [heading for one in lists for heading in one if heading]


def _stands_in(seen: Seen, heading: str) -> bool:
    wanted = {key_of(heading), key_of(heading.rpartition(" / ")[2])}
    return any(
        key_of(words) in wanted for grid in seen.grids for row in grid.rows for words in grid.words(row).values()
    )


def test_there_are_enough_cases():
    assert len(cases()) >= 40


def _judged(case: Case, folder: Path, layout: str = LAYOUT, draft: Draft | None = None):
    (folder / "exam.toml").write_text(layout, encoding="utf-8")
    return judge(case, case.write(folder), draft or Draft("", ""), folder / "exam.toml")


def _with(name: str, /, **changed: object) -> Case:
    return replace(RIGHT, records=tuple(one._replace(**changed) if one.name == name else one for one in RIGHT.records))


def test_what_is_read_as_it_should_be_is_right(tmp_path):
    assert _judged(RIGHT, tmp_path).outcome == Outcome.RIGHT


WRONG = {
    "a date altered": (_with("A1", due_on=date(2026, 3, 30)), "A1: due 2026-03-31, right is 2026-03-30"),
    "a state altered": (_with("A2", state="not started"), "A2: in progress, right is not started"),
    "a slip that nobody names": (_with("A2", is_mistaken=True), "A2: the mistyped date 2026-04-30 is not named"),
    "a record too many": (replace(RIGHT, records=RIGHT.records[1:]), "Plan row 2 (A1): one too many"),
    "a record doubled": (
        replace(RIGHT, sheets={"Plan": PLAN.replace("Total | 3 actions", "B1 | Mend | 31/3/2026 | Done")}),
        "Plan row 5 (B1): one too many",
    ),
    "a record that nobody sees": (
        replace(RIGHT, records=(*RIGHT.records, Right("A4", None, "in progress"))),
        "A4: missing",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_without_a_word_is_silently_wrong(what, tmp_path):
    case, why = WRONG[what]
    assert _judged(case, tmp_path) == (Outcome.SILENT, (why,))


NOT_NUMBERED = {"Plan": RIGHT.sheets["Plan"].replace("A2  | Paint", "| Paint the door")}
UNNUMBERED = replace(_with("A2", name="Paint the"), sheets=NOT_NUMBERED)
SAID = {
    "a date that cannot be read": (_with("A3", due_on=date(2026, 6, 30)), LAYOUT),
    "a word that is not known": (_with("A3", state="in progress"), LAYOUT),
    "a row refused": (UNNUMBERED, LAYOUT),
    "a column without a name": (
        _with("A3", state="in progress"),
        LAYOUT.replace(', reported_status = "Status"', "").partition("[reported_status]")[0],
    ),
}


@pytest.mark.parametrize("what", SAID)
def test_what_a_problem_points_at_is_wrong_and_said(what, tmp_path):
    case, layout = SAID[what]
    assert _judged(case, tmp_path, layout).outcome == Outcome.REPORTED


def test_a_sentence_of_the_draft_about_a_row_says_so(tmp_path):
    case = replace(RIGHT, sheets={"Plan": PLAN.replace("Total | 3 actions", "Note | See the annex")})
    assert _judged(case, tmp_path).outcome == Outcome.SILENT
    draft = Draft("# - rows that seem to be guidance: 5 to 6\n", "")
    assert _judged(case, tmp_path, draft=draft).outcome == Outcome.REPORTED
    layout = LAYOUT.replace("not_read", 'leave_out = "See the annex"\nnot_read')
    assert _judged(case, tmp_path, layout).outcome == Outcome.RIGHT


def test_a_record_on_another_sheet_excuses_no_missing_one(tmp_path):
    case = replace(RIGHT, sheets={**RIGHT.sheets, "Old": PLAN}, columns={**RIGHT.columns, "action_ref": "Ref"})
    result = _judged(case, tmp_path, LAYOUT + '[renumbered]\n"A2" = "Z9"\n')
    assert result.outcome == Outcome.SILENT
    assert result.why[0] == "A2: missing"


def test_another_column_left_out_excuses_no_wrong_date(tmp_path):
    layout = LAYOUT.replace('due_on = "Due"', 'due_on = "First"').replace('not_read = "First"', 'not_read = "Due"')
    result = _judged(RIGHT, tmp_path, layout)
    assert result.outcome == Outcome.SILENT
    assert result.why[0] == "A1: due 2026-01-01, right is 2026-03-31"


def test_a_layout_that_is_refused_stops_with_its_message(tmp_path):
    result = _judged(RIGHT, tmp_path, LAYOUT.replace("Ref", "Number"))
    assert result.outcome == Outcome.STOPPED
    assert "Number" in result.why[0]


def test_a_row_that_must_not_count_is_right_when_it_is_refused(tmp_path):
    case = replace(_with("A2", name="Paint the", state=REFUSED), sheets=NOT_NUMBERED)
    assert _judged(case, tmp_path).outcome == Outcome.RIGHT
    assert _judged(replace(case, sheets=RIGHT.sheets), tmp_path).outcome == Outcome.SILENT


def test_answers_are_put_into_the_draft(tmp_path):
    draft = Draft(
        'draft = true\nfills = "action"\nsheet = "Plan"\nheader_row = 1\n#? dates = "day first"\n'
        '# accept: not_read = ["First"]  # column E\n[columns]\naction_ref = "Ref"\naction = "Due"\n',
        "",
    )
    case = replace(
        RIGHT,
        columns={"action": "Action", "due_on": "Due", "reported_status": "Status"},
        words={"reported_status": {"Open": "in progress", "Done": "reported complete"}},
        answers=(Answer("Is the first date left out?", accept="not_read"),),
    )
    answers = answers_on_the_rest(draft, case)
    assert [answer.question for answer in answers] == [
        "Which column is action?",
        "Which column is due_on?",
        "Which column is reported_status?",
        "What does each word of reported_status mean?",
        "Day first or month first?",
        "Is the first date left out?",
    ]
    assert _judged(case, tmp_path, with_answers(draft, case, answers)).outcome == Outcome.RIGHT
    assert _judged(case, tmp_path, with_answers(draft, case, [])).outcome != Outcome.RIGHT


def test_words_are_asked_of_a_sheet_that_adds_columns_to_those_of_the_file(tmp_path):
    draft = Draft(
        'fills = "action"\n[columns]\naction_ref = "Ref"\naction = "Action"\nreported_status = "Status"\n'
        '[reported_status]\n[[sheets]]\nsheet = "Plan"\ncolumns = { original_due_on = "First" }\n',
        "",
    )
    case = replace(RIGHT, words={"reported_status": {"Done": "reported complete"}})
    text = with_answers(draft, case, answers_on_words(draft, case))
    assert tomllib.loads(text)["sheets"][0]["reported_status"] == {"Done": "reported complete"}


def test_a_case_goes_through_the_real_command_and_an_altered_date_is_wrong():
    (case,) = cases("council-improvement-plan")
    first, *others = case.records
    altered = replace(case, records=(first._replace(due_on=date(2026, 1, 1)), *others))
    right, wrong = examine(case), examine(altered)
    assert right.draft.text and len(right.given) <= MOST_ANSWERS
    assert Outcome.RIGHT not in (wrong.offered.outcome, wrong.accepted.outcome, wrong.answered.outcome)

"""An unknown workbook proposes its own layout: sheet, headings, words, and never more than it knows."""

from __future__ import annotations  # see conftest.py for the reason

import tomllib
from datetime import date
from pathlib import Path

import pytest
from unknown_workbooks import CASES, MISSED, NAMES, accept_all, propose_case, write_case

from loaders.mapping.known_words import KNOWN, normalise
from loaders.mapping.layout_files import layout_for, layouts_for
from loaders.mapping.read_layout import read_layout
from loaders.mapping.sheets import read_sheets
from loaders.propose.draft import draft
from loaders.propose.heading_meanings import Confidence, known_columns, similar_columns
from loaders.propose.known_meanings import meaning
from loaders.propose.preview import preview
from loaders.propose.proposal import propose
from tracker.terms import Kind, ReportedStatus, Resolution, Response, Verification

EXAMPLES = Path(__file__).parent.parent / "data" / "examples"


def is_found(name: str, folder: Path) -> bool:
    case = CASES[name]
    proposal = propose_case(name, folder)
    if not proposal.table.is_known:
        return False
    wanted = case.header_row if isinstance(case.header_row, list) else [case.header_row]
    return (proposal.sheet, list(proposal.header_rows)) == (case.sheet, wanted)


@pytest.mark.slow
def test_sheet_and_headings_are_found_in_all_but_those_listed(tmp_path):
    missed = [name for name in CASES if not is_found(name, tmp_path / normalise(name))]
    assert missed == MISSED
    assert (len(CASES) - len(missed), len(CASES)) == (30, 31)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_filled_in_is_right(name, tmp_path):
    """Sure and likely alike: what a person would not say must not be filled in."""
    proposal = propose_case(name, tmp_path)
    assert proposal.kind == CASES[name].kind
    filled_in = {ours: proposal.heading(found.column) for ours, found in proposal.active.items()}
    assert {ours: heading for ours, heading in filled_in.items() if CASES[name].means.get(ours) != heading} == {}


@pytest.mark.slow
def test_what_is_left_for_a_person_to_fill_in(tmp_path):
    left = {
        name: CASES[name].means.keys() - propose_case(name, tmp_path / normalise(name)).active.keys() for name in NAMES
    }
    assert {name: columns for name, columns in left.items() if columns} == {}


@pytest.mark.parametrize("name", NAMES)
def test_a_draft_that_was_checked_loads_with_the_right_rows(name, tmp_path):
    path, case = write_case(name, tmp_path), CASES[name]
    layout = tmp_path / "transport.toml"
    layout.write_text(accept_all(draft(propose(path, "transport"))), encoding="utf-8")
    *register, sheet = read_sheets(path, read_layout(layout))
    assert [other.kind for other in register] == [Kind.RECOMMENDATION] * case.holds_both
    assert (sheet.name, sheet.kind, len(sheet.rows)) == (case.sheet, case.kind, case.rows)


@pytest.mark.parametrize("name", NAMES)
def test_only_records_are_counted(name, tmp_path):
    assert len(propose_case(name, tmp_path).data_rows) == CASES[name].rows


@pytest.mark.parametrize("name", NAMES)
def test_every_draft_says_that_it_is_one(name, tmp_path):
    text = draft(propose_case(name, tmp_path))
    assert tomllib.loads(text)["draft"] is True
    assert tomllib.loads(accept_all(text)).get("draft") is None
    assert max(map(len, preview(propose_case(name, tmp_path)).splitlines())) <= 120


@pytest.mark.parametrize("example", ["merrowshire", "public-record"])
@pytest.mark.slow
def test_the_examples_propose_what_their_layouts_say(example):
    """Their layouts were written by hand: another table is as wrong as another row or kind."""
    received = EXAMPLES / example / "received"
    for path in sorted(received.glob("*/*.xlsx")):
        layout = layout_for(path.parent.name, date.fromisoformat(path.stem), layouts_for(received))
        proposal = propose(path, path.parent.name)
        found = (proposal.sheet, proposal.header_rows, proposal.kind)
        assert found in [(name, sheet.header_row, sheet.fills) for sheet in layout.sheets for name in sheet.sheet]


def test_a_heading_that_is_only_like_a_known_one_is_unsure():
    assert similar_columns(("Recomendation number",), Kind.ACTION) == {"recommendation_ref": Confidence.UNSURE}
    assert similar_columns(("Agreed action and owner's comments",), Kind.ACTION) == {"action": Confidence.UNSURE}
    assert similar_columns(("Start date",), Kind.ACTION) == {}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("Target date", "Revised"), {"due_on": Confidence.SURE}),
        (("Timescale", "Actual"), {"completed_on": Confidence.LIKELY}),
        (("Recommendation", "No."), {"recommendation_ref": Confidence.SURE}),
        (("Staff survey", "Status"), {"reported_status": Confidence.LIKELY}),
        (("Position", "Status"), {"reported_status": Confidence.SURE}),
        (("Progress update December 2025",), {"progress_note": Confidence.LIKELY}),
        (("Start date\n(when did it begin?)",), {}),
    ],
)
def test_what_a_heading_means(parts, expected):
    assert known_columns(parts, Kind.ACTION) == expected


@pytest.mark.parametrize(
    ("heading", "ours"),
    [
        ("Risk ID", "action_ref"),
        ("ISSUE_ID", "action_ref"),
        ("Mitigation", "action"),
        ("Title", "action"),
        ("Allocated to", "owner"),
        ("AssignedTo", "owner"),
        ("Owner name", "owner"),
        ("Agency/Agencies", ""),
        ("Next inspection by", "due_on"),
        ("Local Authority", "agency"),
        ("Deadline for completion", "due_on"),
        ("Evidence of completion & impact", "evidence"),
        ("Responsible Agencies", "agency"),
        ("Linked recommendation(s)", "recommendation_ref"),
        ("What will success look like?", "success_measure"),
        ("Lead_Officers", "owner"),
        ("Reason for Revised Deadlines", "reason"),
        ("Notes & comments", "progress_note"),
        ("Updates / Comments", "progress_note"),
        ("ReportedStatus", "reported_status"),
    ],
)
def test_headings_of_public_plans_are_known_however_they_are_written(heading, ours):
    assert [*known_columns((heading,), Kind.ACTION)] == [ours] * bool(ours)


def test_a_known_word_is_in_one_place_and_ours_exists():
    scales = {
        "reported_status": ReportedStatus, "response": Response, "verification": Verification, "resolution": Resolution,
    }  # fmt: skip
    for name, scale in scales.items():
        known = KNOWN["words"][name]
        words = [word for listed_ in known.values() for word in listed_]
        assert set(known) <= set(scale)
        assert len(words) == len(set(words))
        assert all(word == word.casefold() for word in words)


def test_numbering_before_a_word_does_not_hide_it():
    assert meaning("reported_status", "3. Ongoing - delayed") == "in progress"
    assert meaning("reported_status", "5. Other") == ""


@pytest.mark.parametrize("word", ["IN_PROGRESS", "In-progress", "in  progress", "InProgress"])
def test_signs_within_a_word_do_not_hide_it(word):
    assert meaning("reported_status", word) == "in progress"


def test_two_different_meanings_are_never_one_word_without_signs():
    for scale in KNOWN["words"].values():
        known = {(normalise(word), ours) for ours, words in scale.items() for word in words if normalise(word)}
        assert len(known) == len(dict(known))

"""The weekly sheet: what it counts, that it is one page, and that a chasing note says only what the record shows."""

from __future__ import annotations  # see conftest.py for the reason

import io
from datetime import date

import pypdfium2
import pytest
from docx import Document
from drawing import LAYOUT
from office import as_pdf
from papers import ORIGIN, joined, meeting_of, words_of
from screen import heading, open_page, words

from tracker.exports import INVENTED_LABEL
from tracker.questions import changes, week
from tracker.reports.documents.pdf import pdf_file
from tracker.reports.documents.word import word_file
from tracker.reports.meeting import Meeting
from tracker.reports.paper import Table
from tracker.reports.weekly.chasing import chasing_notes
from tracker.reports.weekly.sheet import weekly_sheet
from tracker.terms import Change

SINCE = "2026-10-24"
EARLY, LATE = date(2026, 3, 24), date(2026, 3, 31)
PLAN = "{ref} | 1 | Mend the {ref} | Head of Works | | {due} | | In progress | | "


def tables(paper):
    """Each table as rows of words, by its first heading."""
    found = [block for block in paper.blocks if isinstance(block, Table)]
    return {
        table.headings[0]: {joined(row[0]): [joined(line) for line in row[1:]] for row in table.rows} for table in found
    }


@pytest.fixture
def drawn(plans):
    """A1 became overdue this week, A2 is due soon, A3 is due soon and moved lately, A4 has long been overdue."""
    dues = {"A1": "26/3/2026", "A2": "20/4/2026", "A3": "12/4/2026", "A4": "31/12/2025"}
    plan = {ref: PLAN.format(ref=ref, due=due) for ref, due in dues.items()}
    moved = plan | {"A3": PLAN.format(ref="A3", due="22/4/2026"), "A4": PLAN.format(ref="A4", due="30/6/2026")}
    db = plans({"2026-01-15": "\n".join(plan.values()), "2026-03-20": "\n".join(moved.values())})
    return Meeting(db, LATE, EARLY, origin=ORIGIN)


def test_each_figure_counts_what_its_name_says(drawn):
    (line,) = week.rows(drawn.db, EARLY, LATE, "agency")
    assert (line.overdue, line.overdue_by_first_date) == (1, 2)
    assert (line.overdue_before, line.overdue_by_first_date_before) == (0, 1)
    assert (line.went_overdue, line.went_overdue_by_first_date, line.without_update) == (1, 1, 1)
    assert week.peak(drawn.db, LATE) == (date(2026, 4, 1), 2)
    assert week.peak(drawn.db, date(2026, 7, 31)) is None
    (of_review,) = week.rows(drawn.db, EARLY, LATE, "review")
    assert of_review[1:] == line[1:]


def test_the_sheet_sets_both_weeks_side_by_side(drawn):
    shown = tables(weekly_sheet(drawn))
    assert shown["Measure"]["Overdue"] == ["1", "0"]
    assert shown["Measure"]["Overdue by the date first promised"] == ["2", "1"]
    assert shown["Measure"]["Due in 30 days without an update"] == ["1", "2"]  # A1 was due soon
    assert shown["Measure"]["Peak month ahead"] == ["April 2026: 2", "April 2026: 2"]
    ((_, verified, overdue, first, quiet, last),) = shown["Agency"].values()
    assert (verified, overdue, first, quiet) == ("0", "1 (0 before)", "2 (1 before)", "1")
    assert last == "20 March 2026"
    said = " ".join(words_of(weekly_sheet(drawn)))
    assert "Since 24 March 2026, 1 became overdue, 1 by the dates first promised." in said


def test_the_figures_are_those_of_the_pages(merrowshire):
    meeting = meeting_of(merrowshire, SINCE)
    lines = week.rows(meeting.db, meeting.since, meeting.as_of, "agency")
    found = changes.counts(changes.rows(meeting.db, meeting.since, meeting.as_of))
    assert sum(line.went_overdue for line in lines) == found[Change.BECAME_OVERDUE]
    assert sum(line.went_overdue_by_first_date for line in lines) == found[Change.BECAME_OVERDUE_BY_FIRST_DATE]
    shown = tables(weekly_sheet(meeting))
    assert sum(int(row[2].split()[0]) for row in shown["Agency"].values()) == int(shown["Measure"]["Overdue"][0])
    assert shown["Measure"]["Returns late"][0] == "1"
    assert [name for name, row in shown["Agency"].items() if row[-1].endswith(", late")] == [
        "Merrowshire Youth Justice Service"
    ]


# On paper


@pytest.mark.parametrize(("example", "since"), [("merrowshire", SINCE), ("public_record", "2026-03-24")])
def test_it_is_one_page(request, example, since, tmp_path):
    paper = weekly_sheet(meeting_of(request.getfixturevalue(example), since))
    written = word_file(paper)
    assert Document(io.BytesIO(written)).paragraphs[0].text == "Weekly sheet"
    for made in (as_pdf(written, tmp_path), pdf_file(paper)):
        with pypdfium2.PdfDocument(made) as pages:
            assert len(pages) == 1
            words = pages[0].get_textpage().get_text_range()
            assert ("Illustrative data" in words) == (example == "merrowshire") and "Agency by agency" in words


def test_many_reviews_and_agencies_are_still_one_page(collection):
    text = LAYOUT.replace('agency = "Department of Transport"\n', "").replace('review = "Harbour Review"\n', "")
    collection.layout("transport", text.replace("[columns]\n", '[columns]\nagency = "Agency"\nreview = "Review"\n'))
    rows = [
        f"A{n} | Department with a long name, number {n} | Review with a long name, number {n % 9} | 1 | Mend"
        " | 1/1/2026 | | In progress | | "
        for n in range(40)
    ]
    collection.plan(
        "2026-01-15",
        "Ref | Agency | Review | Rec | Action | Due | Done | Status | Evidence | Reason\n" + "\n".join(rows),
    )
    paper = weekly_sheet(Meeting(collection.load(), LATE, EARLY))
    assert {"3 more reviews: page Overview.", "28 more agencies: page Agencies."} <= {*words_of(paper)}
    with pypdfium2.PdfDocument(pdf_file(paper)) as pages:
        assert len(pages) == 1


def test_compiled_records_have_their_own_words_and_no_notes(public_record):
    meeting = meeting_of(public_record, "2026-03-24")
    said = " ".join(words_of(weekly_sheet(meeting)))
    assert "stated dates passed" in said and "Not computed" in said
    for ours in ("overdue", "Overdue", "promised", "Last return", "Returns late", "without an update"):
        assert ours not in said
    assert chasing_notes(meeting) == []


# Chasing notes


def test_a_note_lists_the_records_with_dates_and_what_is_asked(drawn):
    (note,) = chasing_notes(drawn)
    assert note.about == "1 overdue, 2 by the dates first promised; 1 due in 30 days without an update"
    head, overdue, first, soon = note.text.split("\n\n")
    assert head == (
        f"{INVENTED_LABEL}\n"
        "Department of Transport: what the record shows on 31 March 2026, from the files received by then."
    )
    address = f"{ORIGIN}/actions?as_of=2026-03-31&ref={{}}&sender=transport"
    assert overdue.split("\n") == [
        "Past the due date on record (1)",
        "- A1: Mend the A1. First promised: 26 March 2026. Due now: 26 March 2026. "
        f"5 days past the date first promised. {address.format('A1')}",
        "For each, please say whether it is done, and name the evidence. If it is not, say what has to happen and by "
        "when.",
    ]
    assert first.split("\n")[1] == (
        "- A4: Mend the A4. First promised: 31 December 2025. Due now: 30 June 2026, moved once. "
        f"90 days past the date first promised. {address.format('A4')}"
    )
    assert soon.split("\n")[1] == (
        f"- A2: Mend the A2. First promised: 20 April 2026. Due now: 20 April 2026. {address.format('A2')}"
    )


def test_a_note_asks_for_a_late_return_and_a_missing_plan_in_words_of_the_record(merrowshire):
    notes = {note.agency: note for note in chasing_notes(meeting_of(merrowshire, SINCE, origin=None))}
    late = notes["Merrowshire Youth Justice Service"]
    assert late.about.startswith("return late; 3 overdue")
    assert (
        "The last return that could be read is of 18 June 2026, 135 days before; the interval agreed is 92 days.\n"
        "Please send a return, or say when it will come."
    ) in late.text
    none = notes["Merrowshire Fire and Rescue Service"]
    assert none.text.endswith(
        "No plan received since the register of 11 May 2026.\nPlease send the plan, or say when it will come."
    )


def test_no_note_says_that_somebody_failed_or_names_an_owner(merrowshire):
    meeting = meeting_of(merrowshire, SINCE)
    owners = {action.owner for action in meeting.actions if action.owner}
    for note in chasing_notes(meeting):
        assert not any(word in note.text.lower() for word in ("fail", "missed", "did not", "sorry", "must"))
        assert not any(owner in note.text for owner in owners), note.agency
        for action in meeting.actions:  # each late date stands beside the date first promised
            if f"- {action.action_ref}:" in note.text and action.agency == note.agency:
                assert "First promised: " in note.text.split(f"- {action.action_ref}:")[1].split("\n")[0]


# The page for staff


def test_the_page_shows_the_sheet_and_a_note_to_copy_for_each_agency(merrowshire, monkeypatch):
    monkeypatch.setenv("TRACKER_BUILT", str(merrowshire.built))
    at = open_page("staff/97_weekly_sheet.py", as_of="2026-10-31", since="2026-10-01")
    assert not at.exception and heading(at) == "Weekly sheet"
    text, meeting = words(at), meeting_of(merrowshire, "2026-10-01", origin=None, review="Larkfield Review")
    assert " ".join(joined(weekly_sheet(meeting).blocks[0].line).split()) in text and "Against 1 October 2026" in text
    for note in chasing_notes(meeting):
        assert " ".join(note.text.split()) in text, note.agency
    labels = [button.proto.label for button in at.get("download_button")]
    assert labels == ["Word", "PDF", "Excel, its tables", "One page of HTML"]
    assert "This week against last" in words(open_page("staff/97_weekly_sheet.py", as_of="2026-10-31"))

"""The page Load in each of its states, drawn without a browser."""

from __future__ import annotations  # see conftest.py for the reason

import os
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from drawing import LAYOUT, Collection, write_workbook
from forms import asked, filled_in
from screen import heading, html_of, open_page, words
from waiting import wait_until

from loaders.load.load import LoadResult, load
from loaders.received import ledger, ledger_records, receive
from loaders.received.actor import Actor
from loaders.received.waiting_files import list_waiting, put
from pages.staff.jobs import Jobs
from pages.staff.load import work as load_work
from tracker.findings import NotReadable
from tracker.london import LONDON

PAGE = "staff/80_load.py"
HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
BEFORE = HEADINGS + "A1 | 1 | Mend | d:2026-03-01 | | In progress | |"
NOW = HEADINGS + "A1 | 1 | Mend | d:2026-05-01 | | In progress | | Frost\nA2 | 1 | Paint | | | Not started | |"
RESOLUTIONS = """
agency = "Scrutiny Committee"
fills = "resolution"
illustrative = true
sheet = "Plan"

[columns]
meeting_on = "Meeting"
item = "Item"
resolution = "Kind"
minute = "Words"

[resolution]
"Asked" = "asked"
"""
BUSY = ("Reading the file", "Loading the file")


@pytest.fixture
def staff(collection: Collection, monkeypatch) -> Collection:
    """A collection with one return on record, shown to staff; nobody has opened a page yet."""
    collection.plan("2026-01-31", BEFORE)
    collection.load()
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    monkeypatch.setattr(load_work, "LAYOUTS", collection.layouts)
    monkeypatch.setattr(load_work, "load", lambda folder, built: loaded(collection))
    monkeypatch.setattr(load_work, "LOOKS", Jobs(20))
    monkeypatch.setattr(load_work, "LOADS", Jobs(20))
    return collection


def loaded(collection: Collection) -> LoadResult:
    return load(collection.received, collection.built, collection.layouts)


def wait_for(collection: Collection, tmp_path: Path, table: str = NOW, name: str = "sent.xlsx") -> str:
    """Puts a drawn file among the waiting ones; returns its mark."""
    file = write_workbook(tmp_path / "sent" / name, {"Plan": table})
    return put(load_work.waiting_folder(), file.name, file.read_bytes()).sha256


def shown(**query: str):
    """The page once no work is under way."""
    at = wait_until(lambda: page if heading(page := open_page(PAGE, as_of="", **query)) not in BUSY else None)
    assert not at.exception
    return at


def test_the_empty_page_offers_to_take_files(staff):
    at = shown()
    assert heading(at) == "Load" and "No file waits." in words(at)
    assert 'action="/load-send" method="post" enctype="multipart/form-data"' in html_of(at)


def test_what_is_on_record_can_be_loaded_again_without_sending_a_file(staff):
    assert "/load-again" in html_of(shown()) and "Load it again only if another page asks for it" in words(shown())


def test_a_file_is_tried_in_the_background_and_the_page_says_since_when(staff, tmp_path, monkeypatch):
    monkeypatch.setattr(load_work.Jobs, "begin", lambda self, key, work: NeverDone)
    at = open_page(PAGE, as_of="", file=wait_for(staff, tmp_path))
    assert heading(at) == "Reading the file" and "7 seconds so far." in words(at)
    assert "/load-keep" not in html_of(at)


class NeverDone:
    is_done, seconds = False, 7


def test_the_page_says_what_the_file_would_change_and_how_it_would_be_recorded(staff, tmp_path):
    at = shown(file=wait_for(staff, tmp_path), day="2026-03-31")
    text = words(at)
    assert heading(at) == "What this file would change"
    assert "This file moves 1 deadline later and adds A2." in text and "Nothing of this file has been recorded." in text
    assert "Without it: 1 open; 1 overdue, 1 by the dates first promised." in text  # the figures without the file
    assert "on record as “sent.xlsx” of Department of Transport, received on 31 March 2026" in text
    assert f'name="ledger" value="{ledger.head(ledger.read(staff.received))}"' in html_of(at)
    assert "Compared with transport/2026-01-31.xlsx" in text and "2 actions read, none refused." in text


def test_a_file_that_waits_is_named_as_it_was_sent_and_not_by_its_later_place(staff, tmp_path):
    table = "Notes of the clerk\n" + NOW.replace("Not started", "Nearly there")
    text = words(shown(file=wait_for(staff, tmp_path, table, "Plan of March.xlsx"), day="2026-03-31"))
    assert "in “Plan of March.xlsx”" in text and "not read in “Plan of March.xlsx”" in text
    assert "transport/2026-03-31.xlsx" not in text


def test_real_data_beside_invented_ones_are_refused_without_naming_the_folder_of_the_trial(staff, tmp_path):
    staff.layout("railways", LAYOUT.replace("illustrative = true", ""))
    at = shown(file=wait_for(staff, tmp_path), sender="railways", day="2026-03-31")
    assert "The folder of files received holds invented and real files." in words(at)


def test_a_log_of_resolutions_is_not_said_to_change_nothing_on_record(staff, tmp_path):
    staff.layout("committee", RESOLUTIONS)
    table = "Meeting | Item | Kind | Words\nd:2026-03-10 | 4a | Asked | Why so late?"
    at = shown(file=wait_for(staff, tmp_path, table), sender="committee", day="2026-03-31")
    assert "This file adds 1 resolution. No action changes." in words(at)
    assert "Resolution added: 1 Resolution added Reference What changes Where it says so 2026-03-10, item 4a" in words(
        at
    )
    assert "item 4a Resolution Asked Minute Why so late? D2 Plan" in words(at)


def test_an_officer_chooses_where_several_layouts_fit(staff, tmp_path):
    staff.layout("railways", LAYOUT.replace("Transport", "Railways"))
    mark = wait_for(staff, tmp_path)
    at = shown(file=mark)
    assert heading(at) == "Whose file is this?" and "Choose whose it is." in words(at)
    assert "transport (Department of Transport): 2 rows fit" in words(at) and "/load-keep" not in html_of(at)
    at = shown(file=mark, sender="railways", day="2026-03-31")
    assert "This is the first file of its sender: it adds A1 and A2." in words(at)


def test_a_form_that_comes_back_is_recognised_and_read_without_a_layout(staff):
    """No layout fits it, not even that of its sender."""
    path = filled_in(asked(staff).path, {("A1", "Status"): "Complete", ("A1", "Evidence"): "Minutes of May"})
    mark = put(load_work.waiting_folder(), path.name, path.read_bytes()).sha256
    at = shown(file=mark, day="2026-03-31")
    assert heading(at) == "What this file would change"
    assert "This file reports 1 action complete." in words(at) and "of Department of Transport" in words(at)


def test_the_form_of_another_sender_is_reported_before_anybody_keeps_it(staff):
    staff.layout("railways", LAYOUT.replace("Transport", "Railways"))
    path = asked(staff).path
    mark = put(load_work.waiting_folder(), path.name, path.read_bytes()).sha256
    at = shown(file=mark, sender="railways", day="2026-03-31")
    assert "Receive it from that sender, not “railways”." in words(at) and "/load-keep" not in html_of(at)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"sender": "nobody"}, "There is no layout for a sender called “nobody”."),
        ({"day": "31/3/2026"}, "“31/3/2026” is not a day on which a file can have come"),
        ({"day": "2999-01-01"}, "“2999-01-01” is not a day on which a file can have come"),
    ],
)
def test_an_impossible_word_in_the_address_is_reported(staff, tmp_path, query, said):
    at = shown(file=wait_for(staff, tmp_path), **query)
    assert said in words(at) and heading(at) == "What this file would change"


def test_an_unreadable_file_can_only_be_dropped(staff):
    mark = put(load_work.waiting_folder(), "torn.xlsx", b"PK\x03\x04 and no more").sha256
    at = shown(file=mark)
    assert heading(at) == "This file cannot be read yet" and "damaged" in words(at).lower()
    assert "/load-drop" in html_of(at) and "/load-keep" not in html_of(at)


def on_record_again(collection: Collection) -> str:
    """Sends the file on record once more; returns the mark of the waiting copy."""
    content = (collection.received / "transport" / "2026-01-31.xlsx").read_bytes()
    return put(load_work.waiting_folder(), "again.xlsx", content).sha256


def test_a_file_on_record_cannot_be_kept_again_and_links_to_its_figures(staff):
    mark = on_record_again(staff)
    for query in ({}, {"day": "2026-03-31"}, {"sender": "transport"}):
        at = shown(file=mark, **query)
        assert heading(at) == "This file is on record already"
        assert "Nothing in “again.xlsx” is new: the same file of Department of Transport is on record." in words(at)
        assert "/load-keep" not in html_of(at) and "/load-drop" in html_of(at)
        assert "What it would change" not in words(at) and "Compared with" not in words(at)
        for page in ("overview", "agencies", "problems"):
            assert f'href="/{page}' in main_of(at), page
        assert f"/layout?file={mark}&amp;sender=transport" in html_of(at)  # it may still be read wrongly


def test_the_same_file_can_be_kept_for_another_sender_and_the_page_says_whose_it_is(staff):
    staff.layout("railways", LAYOUT.replace("Transport", "Railways"))
    at = shown(file=on_record_again(staff), sender="railways")
    assert heading(at) == "What this file would change" and "/load-keep" in html_of(at)
    assert "The same file is on record as a return of Department of Transport" in words(at)


@pytest.mark.parametrize("page", ["staff/90_problems.py", "staff/92_what_to_put_right.py"])
def test_a_file_is_named_as_sent_beside_its_place_on_record(staff, tmp_path, page):
    sent = write_workbook(tmp_path / "Roads plan, May.xlsx", {"Plan": NOW.replace("Mend", "")})
    receive.receive(sent, "transport", date(2026, 3, 31), staff.received)
    staff.load()
    at = open_page(page, as_of="")
    assert " in “Roads plan, May.xlsx” (transport/2026-03-31.xlsx)" in words(at)


def main_of(at) -> str:
    """The page without its foot, which links to every page."""
    return html_of(at).partition("<h1")[2].partition("an-footer")[0]


STRANGE = "No. | What we will do\nF/1 | Mend the lamps"


def test_a_file_that_no_layout_fits_leads_first_to_the_page_that_makes_one(staff, tmp_path):
    mark = wait_for(staff, tmp_path, STRANGE)
    at = shown(file=mark)
    assert heading(at) == "This file cannot be read yet"
    assert "A layout says" in words(at)  # the word is explained where it first occurs
    html = main_of(at)
    way = html.index(f'<a class="an-button" href="/layout?file={mark}">Tell us how to read this file</a>')
    assert way < html.index('name="sender"') and way < html.index("/load-drop")
    assert html.count('an-button"') == 1 and "an-quiet" in html  # only one button is emphasised


def test_no_sender_is_asked_for_where_there_is_none(staff, tmp_path):
    mark = wait_for(staff, tmp_path, STRANGE)
    for layout in staff.layouts.glob("*.toml"):
        layout.unlink()
    at = shown(file=mark)
    assert "Tell us how to read this file" in main_of(at)
    assert 'name="sender"' not in main_of(at) and "Whose file it is" not in words(at)


@pytest.mark.parametrize(
    ("sheet", "table", "what"),
    [
        ("Progress", NOW, "the sheet “Plan” is missing. Sheets found: 'Progress'."),
        ("Plan", NOW.replace("Reason", "Why"), "in the sheet “Plan”, row 1: no heading 'Reason'"),
        (
            "Plan",
            NOW + "\n" + HEADINGS.replace("Ref | Rec", "Rec | Ref"),
            "in the sheet “Plan”, the headings stand in rows 1 and 4.",
        ),
    ],
)
def test_a_file_unlike_its_senders_form_shows_the_differences_and_the_next_steps(staff, tmp_path, sheet, table, what):
    file = write_workbook(tmp_path / "sent.xlsx", {sheet: table})
    mark = put(load_work.waiting_folder(), file.name, file.read_bytes()).sha256
    at = shown(file=mark, sender="transport")
    assert f"This file does not look like the last one of Department of Transport: {what}" in words(at)
    assert f'href="/layout?file={mark}&amp;sender=transport">Say how it is to be read now</a>' in main_of(at)
    assert "Choose another sender" in words(at) and 'name="sender"' in main_of(at)
    for ours in (".toml", "dated layout", "be read so", "header_row", "renumbered"):
        assert ours not in words(at), ours


def test_a_file_is_compared_with_the_layout_alone_if_none_is_on_record(staff, tmp_path):
    staff.layout("railways", LAYOUT.replace("Transport", "Railways"))
    at = shown(file=wait_for(staff, tmp_path, STRANGE), sender="railways")
    assert "This file is not as the layout of Department of Railways says: in the sheet “Plan”" in words(at)


def test_notices_are_folded_below_the_problems(staff, tmp_path):
    plan = NOW.replace("Not started", "To come")
    file = write_workbook(tmp_path / "sent" / "sent.xlsx", {"Plan": plan, "Notes": "Seen", "Lists": "Open"})
    book = openpyxl.load_workbook(file)
    book["Notes"].sheet_state = book["Lists"].sheet_state = "hidden"
    book.save(file)
    html = html_of(shown(file=put(load_work.waiting_folder(), file.name, file.read_bytes()).sha256))
    found = html.partition("What the checks found")[2].partition("What would not be read")[0]
    problems, _, notices = found.partition("<details")
    assert "Warning" in problems and "Notice" not in problems
    assert "2 notices" in notices and "Notes" in notices and "Lists" in notices and "Warning" not in notices


def test_the_changes_are_computed_anew_when_another_file_is_recorded(staff, tmp_path):
    mark = wait_for(staff, tmp_path)
    assert "Compared with transport/2026-01-31.xlsx" in words(shown(file=mark, day="2026-03-31"))
    other = write_workbook(tmp_path / "between.xlsx", {"Plan": NOW.replace("Paint", "Paint it")})
    receive.receive(other, "transport", date(2026, 2, 28), staff.received)
    staff.load()
    text = words(shown(file=mark, day="2026-03-31"))
    assert "Compared with transport/2026-02-28.xlsx" in text and "changes the wording of A2" in text


def test_the_changes_are_computed_anew_when_a_layout_is_corrected(staff, tmp_path):
    mark = wait_for(staff, tmp_path, NOW.replace("Not started", "To come"))
    assert "words that the layout does not explain: “To come” (1)." in words(shown(file=mark))
    staff.layout("transport", LAYOUT + '"To come" = "not started"\n')
    assert "words that the layout does not explain" not in words(shown(file=mark))


def test_an_unexpected_error_is_reported_without_its_text(staff, tmp_path, monkeypatch):
    def fail(*args):
        raise KeyError("what stands in a cell")

    monkeypatch.setattr(load_work, "try_file", fail)
    text = words(shown(file=wait_for(staff, tmp_path)))
    assert "A fault of this program. Please report it" in text and "what stands in a cell" not in text


def test_a_file_kept_but_not_loaded_says_why_and_can_be_loaded(staff, tmp_path, monkeypatch):
    def full(folder, built):
        raise NotReadable("There is no room on the disk.")

    monkeypatch.setattr(load_work, "load", full)
    mark = wait_for(staff, tmp_path)
    (file,) = list_waiting(load_work.waiting_folder())
    load_work.keep(file, "transport", date(2026, 3, 31), Actor("Data officer"), "")
    at = shown(file=mark)
    assert heading(at) == "Kept, not loaded yet" and "There is no room on the disk." in words(at)
    assert "transport/2026-03-31.xlsx" in words(at) and "taken in by Data officer (typed, not signed in)" in words(at)
    assert 'action="/load-again"' in html_of(at)
    monkeypatch.setattr(load_work, "LOADS", Jobs(20))  # as after a start of the program
    assert "No load has read it yet." in words(shown(file=mark))
    monkeypatch.setattr(load_work, "load", lambda folder, built: loaded(staff))
    load_work.begin_load("transport/2026-03-31.xlsx")
    at = shown(file=mark)
    assert heading(at) == "Loaded" and "What changed since the day before" in words(at)


def test_the_page_notices_a_load_that_ends_while_it_is_drawn(staff, tmp_path, monkeypatch):
    receive.receive(
        write_workbook(tmp_path / "sent.xlsx", {"Plan": NOW}), "transport", date(2026, 3, 31), staff.received
    )
    really = load_work.on_record

    def loaded_meanwhile(mark: str):
        record = really(mark)
        wait_until(lambda: load_work.begin_load(record.file).is_done)
        return record

    monkeypatch.setattr(load_work, "on_record", loaded_meanwhile)
    monkeypatch.setattr(load_work.Jobs, "begin_with_others", load_work.Jobs.begin)
    at = open_page(PAGE, as_of="", file=ledger_records.received(ledger.read(staff.received))[-1].sha256)
    assert heading(at) == "Loaded"


def test_a_file_older_than_a_week_is_gone_at_the_next_visit(staff, tmp_path):
    mark = wait_for(staff, tmp_path)
    (file,) = list_waiting(load_work.waiting_folder())
    seconds = (datetime.now(LONDON) - timedelta(days=9)).timestamp()
    for path in (file.path, file.path.parent):
        os.utime(path, (seconds, seconds))
    at = shown(file=mark)
    assert heading(at) == "Not here" and "waited for too long" in words(at)
    assert [*load_work.waiting_folder().iterdir()] == []


def test_no_file_can_be_sent_from_a_past_position(staff, tmp_path):
    mark = wait_for(staff, tmp_path)
    at = open_page(PAGE, as_of="2026-02-01", file=mark)
    assert "go to the latest position first" in words(at) and "/load-" not in html_of(at)


def test_an_unreadable_ledger_is_reported(staff, tmp_path, monkeypatch):
    def altered(*args):
        raise NotReadable("Line 2 is no record of a file.")

    monkeypatch.setattr(load_work, "look_at", altered)
    assert "No file can be loaded now. Line 2 is no record" in words(shown(file=wait_for(staff, tmp_path)))


def test_the_first_file_replaces_the_invented_example(merrowshire, tmp_path, monkeypatch):
    own = Collection(tmp_path / "own")
    shutil.rmtree(own.received)
    shutil.copytree(merrowshire.built, own.built)
    monkeypatch.setenv("TRACKER_BUILT", str(own.built))
    monkeypatch.setattr(load_work, "LAYOUTS", own.layouts)
    monkeypatch.setattr(load_work, "load", lambda folder, built: load(folder, built, own.layouts))
    for jobs in ("LOOKS", "LOADS"):
        monkeypatch.setattr(load_work, jobs, Jobs(20))
    assert "takes the place of the invented example" in words(shown())
    before = [*merrowshire.received.rglob("*")]
    mark = wait_for(own, tmp_path)
    text = words(shown(file=mark, day="2026-03-31"))
    assert "This is the first file of its sender: it adds A1 and A2." in text
    (file,) = list_waiting(own.received.parent / "waiting")
    load_work.keep(file, "transport", date(2026, 3, 31), Actor("Data officer"), ledger.head([]))
    at = shown(file=mark)
    assert heading(at) == "Loaded" and "Larkfield" not in words(at)
    assert [path.name for path in own.received.glob("transport/*")] == ["2026-03-31.xlsx"]
    assert [*merrowshire.received.rglob("*")] == before and "takes the place" not in words(shown())

"""The page Layout without a browser: its own forms take an unknown workbook from the drop to the dashboard."""

from __future__ import annotations  # see conftest.py for the reason

import os
import re
import tomllib
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import openpyxl
import pytest
from browser import start_dashboard, start_server
from drawing import write_workbook
from layout_screen import ANSWERS, Screen
from staff_copy import StaffCopy, asked, fill, post, send, staff_copy
from visitor import look
from waiting import wait_until

from loaders.propose.builder.choices import CHOICES_FILE
from loaders.propose.builder.row_labels import RowLabel
from loaders.received import ledger, verify
from loaders.received.ledger_records import SettingsChanged
from pages.staff.layout.routes import MOST_BYTES, MOST_FIELDS
from tracker.london import LONDON

FIRE = """
Fire and Rescue plan: <script>alert(1)</script> | | | |
No.    | What the brigade will do    | Officer in charge | By when    | How far
F/1    | Mend the lamps              | Head of Estates   | 31/03/2026 | Begun
F/2    | Paint the doors             | Head of Estates   | 30/04/2027 | Not begun
F/3    | Check "the" <b>hoses</b> & | Head of Estates   | soon       | Done
Notes  | | | |
F/9    | is no action                | Nobody            | 1/1/2020   | Begun
"""
MEANS = {"Begun": "in progress", "Not begun": "not started", "Done": "reported complete"}
NEW_SENDER = {"sender": "fire-and-rescue", "agency": "Merrowshire Fire Brigade", "review": "Larkfield Review"}
DAY = "2026-11-27"


def fire(folder: Path, title: str = "Plan", table: str = FIRE) -> Path:
    """The unknown workbook; a different title makes it a different file."""
    return write_workbook(folder / "Fire plan.xlsx", {title: table})


def dropped(site: str, file: Path, sender: str = "") -> Screen:
    """Drops a file that then waits; returns its page."""
    return Screen(site, asked(send(site, (file.name, file.read_bytes()))[1])["file"], sender)


def explained(screen: Screen, means: dict[str, str]) -> dict[str, str]:
    """The fields with which the form about words explains each of them."""
    form = screen.fields
    theirs = {name.partition("-")[2]: word for name, word in form.items() if name.startswith("theirs-")}
    return {f"ours-{n}": means[word] for n, word in theirs.items()}


def described(site: str, file: Path, sender: dict[str, str]) -> Screen:
    """The page of an unknown workbook after an officer has answered everything."""
    screen = dropped(site, file)
    screen.send("rows", {"row-6": RowLabel.END})
    screen.send("columns", {"col-B": "action"})
    screen.send("words", explained(screen, MEANS))
    screen.send("sender", sender)
    return screen


def layouts_of(copy: StaffCopy) -> Path:
    return copy.received.parent / "layouts"


def test_the_screen_alone_takes_a_file_from_the_drop_to_the_dashboard(site, copy, tmp_path):
    before = copy.everything
    screen = dropped(site, fire(tmp_path))
    assert (
        "3 actions; 2 more rows look like text below the table: say what they are; of 3 actions, 3 have no words of "
        in screen.lead
    )
    assert "if there is none, these are probably not actions; 2 of 3 dates" in screen.lead
    assert "Answer the 1 question at the top of the page." in screen.words
    assert "Record Leave it out: guidance or an example Leave it out: the title of a part" in screen.words
    assert "it seems to be text below the table Notes" in screen.words
    assert "No column holds what is to be done." in screen.words
    screen.send("rows", {"row-6": RowLabel.END})
    assert "The table ends at the row that begins with “Notes”." in screen.words
    assert "Below the table Read it after all Notes" in screen.words
    screen.send("columns", {"col-B": "action"})
    lead = "3 actions; 2 of 3 dates read; 3 open, of which 1 has no date; 1 overdue, 1 by the dates first promised; "
    assert lead in screen.lead and "What only you can say" not in screen.words
    assert "3 words still to be explained" in screen.words and 'value="save"' not in screen.html
    screen.send("words", explained(screen, MEANS))
    assert "still to be explained" not in screen.words
    screen.send("sender", NEW_SENDER)
    assert copy.everything == before and not layouts_of(copy).exists()  # only the choices were written
    layout = screen.html.partition("How the workbooks of")[2]
    assert "fills = &#34;action&#34;" in layout and "&#34;Begun&#34; = &#34;in progress&#34;" in layout, layout[:900]
    assert "Save it as fire-and-rescue.toml" in screen.words
    where = screen.send("save", {"by": "Data officer"})
    mark = asked(where)["file"]
    assert asked(where)["sender"] == "fire-and-rescue"
    keys = tomllib.loads((layouts_of(copy) / "fire-and-rescue.toml").read_text(encoding="utf-8"))
    assert keys["reported_status"] == MEANS and keys["stops_at"] == "Notes" and keys["illustrative"]
    change = ledger.read(copy.received)[-1]
    assert isinstance(change, SettingsChanged) and (change.file, change.by) == (
        "layouts/fire-and-rescue.toml",
        "Data officer",
    )
    shown = wait_until(lambda: found_so(site, f"file={mark}&day={DAY}"))
    assert "This is the first file of its sender: it adds F/1, F/2 and F/3." in shown
    fields = {"file": mark, "sender": "fire-and-rescue", "day": DAY, "by": "Data officer", "ledger": copy.head}
    fill(site, "/load-keep", **fields)
    wait_until(lambda: "What changed since the day before" in look(site, f"file={mark}", "load"))
    assert "Mend the lamps" in look(site, "ref=F/1&sender=fire-and-rescue", "actions")
    overdue = look(site, "counted=overdue&agency=Merrowshire+Fire+Brigade&part=all", "actions")
    assert "Mend the lamps" in overdue and "Paint the doors" not in overdue
    assert [*verify.all_faults(copy.received, ledger.read(copy.received), (), copy.built, layouts_of(copy))] == []


def test_choices_for_dates_say_what_they_mean_and_other_sheets_whether_they_are_hidden(site, tmp_path):
    book = openpyxl.load_workbook(fire(tmp_path))
    book.create_sheet("Lists").sheet_state = "hidden"
    book.save(tmp_path / "two sheets.xlsx")
    words = dropped(site, tmp_path / "two sheets.xlsx").words
    assert "Month first: 3/4/2026 is 4 March" in words and "Calendar years: Q1 is January to March" in words
    others = words.partition("Other sheets with the same headings to read too")[2]
    assert others.split()[:2] == ["Lists", "(hidden)"]


def test_one_press_answers_for_all_rows_of_a_kind_and_one_explains_all_words_as_others_use_them(site, copy, tmp_path):
    screen = dropped(site, fire(tmp_path, "Asked"))
    assert "Rows 6 to 7 look like text below the table: “Notes”, “is no action”. What are they?" in screen.words
    late = screen.fields
    screen.send(button(screen, "The table ends above row 6"), {"agency": "Merrowshire Fire Brigade"})
    assert screen.fields["agency"] == "Merrowshire Fire Brigade"  # input elsewhere on the page stays
    assert "What only you can say" not in screen.words and "3 actions; of 3 actions, 3 have no words of " in screen.lead
    screen.send(button(screen, "Take all of these"))
    meant = {word for name, word in screen.fields.items() if name.startswith("ours-")}
    assert {"reported complete", ""} <= meant and "Perhaps, as other plans use" not in screen.words
    screen.send("answer nonsense 0", {}, late)
    assert "Somebody else chose something for this file in the meantime." in screen.words
    screen.send("answer nonsense 0")
    assert "This question was answered, or something else was chosen in the meantime." in screen.words


def test_a_question_with_a_wrong_answer_is_asked_again(site, copy, tmp_path):
    screen = dropped(site, fire(tmp_path, "Asked"))
    asked = "Rows 6 to 7 look like text below the table"
    assert asked in screen.words and "Ask me again" not in screen.words
    screen.send(button(screen, "They are records: count them"), {"agency": "Merrowshire Fire Brigade"})
    assert f"<legend>{asked}" not in screen.html
    assert f"1 answer changed nothing: {asked}" in screen.words
    assert "Answer: “They are records: count them”" in screen.words
    assert re.search(rf'<a href="#rows"><bdi>{asked}', screen.html)
    screen.send(button(screen, "Ask me again"))
    assert asked in screen.words and screen.fields["agency"] == "Merrowshire Fire Brigade"


def button(screen: Screen, words: str) -> str:
    """The value that the button with these words sends."""
    return re.search(rf'name="do" value="([^"]+)"[^>]*>{re.escape(words)}<', screen.html)[1]


def found_so(site: str, query: str) -> str:
    page = look(site, query, "load")
    return page if "What this file would change" in page else ""


def test_the_text_of_a_cell_is_shown_as_plain_words(site, tmp_path):
    hostile = FIRE.replace("Mend the lamps", '"><img src=x onerror=alert(1)>').replace("By when", "</th></table><b>")
    screen = dropped(site, fire(tmp_path, "Plan <i>", hostile))
    page = screen.html
    for raw in ("<script>", "<img", "</th></table><b>", "<i>", "<b>hoses"):
        assert raw not in page, raw
    for shown in ("&lt;script&gt;alert(1)", "&lt;img src=x onerror=alert(1)&gt;", "Plan &lt;i&gt;", "&lt;b&gt;hoses"):
        assert shown in page, shown
    screen.send("columns", {"col-D": "due_on"})  # its heading does no harm in the layout either
    assert "due_on = &#34;&lt;/th&gt;&lt;/table&gt;&lt;b&gt;&#34;" in screen.html


def test_two_officers_at_once_and_the_second_is_shown_what_the_first_chose(site, tmp_path):
    one = dropped(site, fire(tmp_path, "Two"))
    other = Screen(site, one.told["file"])
    fields = other.fields
    one.send("columns", {"col-B": "action"})
    other.send("columns", {"col-B": "evidence"}, fields)
    assert "Somebody else chose something for this file in the meantime." in other.words
    assert other.fields["col-B"] == "action"
    other.send("columns", {"col-C": ""})
    assert one.fields == other.fields


def test_the_second_of_two_officers_who_save_one_layout_sees_a_message(site, copy, tmp_path):
    sender = {"sender": "harbour", "agency": "Merrowshire Harbour Board", "review": "Larkfield Review"}
    both = [described(site, fire(tmp_path / title, title), sender) for title in ("One", "Other")]
    fields = [{**screen.fields, "by": "Data officer"} for screen in both]
    with ThreadPoolExecutor(2) as two:
        said = [*two.map(lambda pair: pair[0].send("save", {}, pair[1]), zip(both, fields, strict=True))]
    (late,) = [screen for screen, where in zip(both, said, strict=True) if where.startswith("/layout")]
    assert "Nothing was saved." in late.words
    assert "harbour has a layout already. Say whether its form has changed" in late.words
    changes = [one for one in ledger.read(copy.received) if isinstance(one, SettingsChanged) and "harbour" in one.file]
    assert len(changes) == 1 and [*ledger.chain_faults(ledger.read(copy.received))] == []


def test_a_corrected_layout_first_shows_what_it_alters_in_the_past(site, copy, merrowshire):
    """The police's plan again; its word for complete was given a wrong meaning."""
    before = copy.everything
    file = merrowshire.received / "police" / "2026-10-26.xlsx"
    screen = dropped(site, file, "police")
    was = (
        (layouts_of(copy) / "police.toml")
        if layouts_of(copy).exists()
        else Path("loaders/layouts/merrowshire/police.toml")
    )
    assert screen.fields["agency"] == tomllib.loads(was.read_text(encoding="utf-8"))["agency"]
    assert "police has a layout already." in screen.words
    screen.send("sender", {"why": "was wrong: police.toml"})
    wrong = screen.fields
    complete = next(name for name, word in wrong.items() if name.startswith("ours-") and word == "reported complete")
    screen.send("words", {complete: "paused"})
    words = screen.words
    assert "on record would be read again by this layout" in words and "Rows that would change" in words
    assert "Put it in the place of police.toml" in words and copy.everything == before
    where = screen.send("save", {"by": "Data officer"})
    assert where.startswith("/load")
    saved = tomllib.loads((layouts_of(copy) / "police.toml").read_text(encoding="utf-8"))
    assert "paused" in str(saved)
    wait_until(
        lambda: (
            "police.toml" in str([one.file for one in ledger.read(copy.received) if isinstance(one, SettingsChanged)])
        )
    )
    shown = wait_until(lambda: on_record(site, where.partition("?")[2]))
    assert "police.toml was saved and is on record." in shown and "/load-keep" not in shown


def on_record(site: str, query: str) -> str:
    """The page Load for a file on record, once the files have been read again."""
    page = look(site, query, "load")
    return page if "Overview: where it stands now" in page else ""


def test_a_layout_for_a_changed_form_counts_from_a_day_on_and_the_past_stays(site, copy, merrowshire):
    screen = dropped(site, merrowshire.received / "youth-justice" / "2025-07-10.xlsx", "youth-justice")
    screen.send("sender", {"why": "new form"})
    assert "Say from which day on the new form is used, such as 2026-04-01." in screen.words
    screen.send("sender", {"why": "new form", "since": "2026-12-01"})
    assert "Save it as youth-justice.2026-12-01.toml" in screen.words and "read again" not in screen.words
    screen.send("save", {"by": "Data officer"})
    assert (layouts_of(copy) / "youth-justice.2026-12-01.toml").exists()
    assert (layouts_of(copy) / "youth-justice.toml").read_bytes() == Path(
        "loaders/layouts/merrowshire/youth-justice.toml"
    ).read_bytes()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"by": ""}, "Say which post saves the layout."),
        ({"by": "Margaret Thornbury"}, "Name a post, never a person."),
        ({"ledger": "f" * 64}, "Something was recorded or chosen in the meantime."),
        ({"saved-as": "../police.toml"}, "Something was recorded or chosen in the meantime."),
        ({"was": "0" * 16}, "Somebody else chose something for this file in the meantime."),
    ],
)
def test_a_faulty_form_saves_nothing(site, copy, tmp_path, changes, said):
    sender = {"sender": "canal", "agency": "Merrowshire Canal Board", "review": "Larkfield Review"}
    screen, before = described(site, fire(tmp_path, "Canal"), sender), copy.everything
    screen.send("save", {"by": "Data officer", **changes})
    assert "Nothing was saved. " in screen.words and said in screen.words
    assert copy.everything == before and not (layouts_of(copy) / "canal.toml").exists()
    fill(site, "/load-drop", file=screen.told["file"])


def test_a_server_that_is_killed_in_the_middle_keeps_every_choice_and_never_half_a_layout(merrowshire, tmp_path):
    own = staff_copy(merrowshire, tmp_path)
    with start_server(own.built) as (site, server):
        screen = described(site, fire(tmp_path), NEW_SENDER)
        fields = {**screen.fields, "by": "Data officer"}
        with ThreadPoolExecutor(1) as beside:
            answer = beside.submit(screen.send, "save", {}, fields)
            wait_until(lambda: layouts_of(own).exists() or answer.done())
            server.kill()
            server.wait()
            is_confirmed = answer.exception() is None
    records = ledger.read(own.received)
    assert [*ledger.chain_faults(records)] == []
    layout = layouts_of(own) / "fire-and-rescue.toml"
    if is_confirmed:
        assert layout.exists() and [
            one.by for one in records if isinstance(one, SettingsChanged) and layout.name in one.file
        ]
    if layout.exists():
        tomllib.loads(layout.read_text(encoding="utf-8"))
    with start_dashboard(own.built) as site:
        again = Screen(site, screen.told["file"])
        assert again.fields["agency"] == "Merrowshire Fire Brigade"
        assert again.fields["col-B"] == "action"


def test_the_form_accepts_only_so_much_and_only_from_this_computer(site, copy, tmp_path):
    before = copy.everything
    assert post(site, ANSWERS, b"file=x", Origin="https://elsewhere.example")[0] == 403
    assert post(site, ANSWERS, b"file=x", X_Forwarded_For="127.0.0.1")[0] == 403
    assert post(site, ANSWERS, b"file=" + b"x" * MOST_BYTES)[0] == 413
    assert post(site, ANSWERS, b"&".join(b"a=b" for _ in range(MOST_FIELDS + 1)))[0] == 400
    assert post(site, ANSWERS, b"\\xff" * 50)[0] == 303
    for do in (
        "rows",
        "heading x",
        "go ?%&",
        "back 9",
        "answer x 0",
        "suggested",
        "add",
        "take-away",
        "save",
        "nonsense",
    ):
        status, where = fill(site, ANSWERS, file="0" * 64, table="9", row="x", do=do)
        assert status == 303 and "There is no such file here." in look(site, urlsplit(where).query, "layout")
    assert copy.everything == before


def test_a_layout_in_progress_is_deleted_with_its_file(site, copy, tmp_path):
    screen = dropped(site, fire(tmp_path, "Goes"))
    screen.send("columns", {"col-B": "action"})
    folder = copy.received.parent / "waiting" / screen.told["file"]
    assert (folder / CHOICES_FILE).exists() and [one.name for one in copy.waiting if one.sha256 == folder.name] == [
        "Fire plan.xlsx"
    ]
    seconds = (datetime.now(LONDON) - timedelta(days=9)).timestamp()
    os.utime(folder / "Fire plan.xlsx", (seconds, seconds))
    look(site, "", "load")
    assert not folder.exists()

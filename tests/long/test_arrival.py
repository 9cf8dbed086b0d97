"""Files that arrive in the folder of files received: some are recorded, some wait, and none stops another."""

from __future__ import annotations  # see conftest.py for the reason

import os
import re
import shutil
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from drawing import Collection, write_workbook
from test_ledger import PLAN, taken_in

from loaders import fault_log
from loaders.__main__ import main
from loaders.reader import read_ahead
from loaders.received import arrival, json_lines, ledger, ledger_records, verify
from tracker import store
from tracker.questions import actions

ROW = PLAN.format("d:2026-05-01")
FUTURE = date.today() + timedelta(days=40)


@pytest.fixture
def run(collection, capsys):
    """Runs the command that loads, and returns its status, its output and its errors."""

    def run() -> tuple[int, str, str]:
        places = [str(collection.received), "--built", str(collection.built), "--layouts", str(collection.layouts)]
        status = main(["load", *places])
        return status, *capsys.readouterr()

    return run


def shown(collection: Collection, as_of: str) -> list[str]:
    db = store.connect(store.current(collection.built))
    return [row.action_ref for row in actions.rows(db, date.fromisoformat(as_of))]


def recorded(collection: Collection) -> list[str]:
    """The days of the files on record."""
    return [one.received_on for one in ledger_records.received(ledger.read(collection.received))]


def beside(collection: Collection, name: str) -> Path:
    """A place in the sender's folder, which holds one good return."""
    collection.plan("2026-01-31", ROW)
    return collection.received / "transport" / name


# The day


@pytest.mark.parametrize("day", [str(FUTURE), "2062-03-01", "9999-12-31", "1989-12-31", "0001-01-01"])
def test_an_impossible_day_holds_back_only_its_own_file(run, collection, day):
    collection.plan("2026-01-31", ROW)
    collection.plan(day, ROW)
    status, out, _ = run()
    assert status == 1 and f"transport/{day}.xlsx  not read: {day} is " in out
    assert recorded(collection) == ["2026-01-31"]
    collection.plan("2026-02-28", ROW + "\nA2 | 1 | Sweep | d:2026-06-01 | | In progress | |")
    assert run()[0] == 1
    assert "A2" in shown(collection, "2026-02-28")


def test_a_file_may_be_dated_tomorrow_since_that_day_may_have_begun_elsewhere(collection):
    today = date.today()
    assert arrival.why_no_day(today) == "" == arrival.why_no_day(date(1990, 1, 1))
    assert "in the future" in arrival.why_no_day(today + timedelta(days=3))


def test_files_on_record_are_not_judged_again(run, collection, monkeypatch):
    """Otherwise the same folder would give a different database on another day."""
    collection.plan("2026-01-31", ROW)
    assert run()[0] == 0
    monkeypatch.setattr(arrival, "_tomorrow", lambda: date(2025, 12, 31))
    shutil.rmtree(collection.built)
    assert run()[0] == 0


# What a file is


@pytest.mark.parametrize("name", ["2026-02-28.xlsx.crdownload", "2026-02-28.xlsx~", "2026-02-28.part", "2026-02-28"])
def test_half_a_download_is_not_recorded(run, collection, name):
    beside(collection, name).write_bytes(b"PK")
    status, out, _ = run()
    assert status == 1 and f"not read: '{name}' does not end in one of .xlsx, " in out
    assert len(recorded(collection)) == 1


def test_a_link_is_not_followed(run, collection, tmp_path):
    elsewhere = write_workbook(tmp_path / "elsewhere.xlsx", {"Plan": ROW})
    beside(collection, "2026-02-28.xlsx").symlink_to(elsewhere)
    (collection.received / "harbour").symlink_to(tmp_path, target_is_directory=True)
    status, out, _ = run()
    assert status == 1
    assert "transport/2026-02-28.xlsx  not read: 2026-02-28.xlsx is a link. Put the file itself there." in out
    assert "\nharbour " in out and len(recorded(collection)) == 1


def test_a_pipe_does_not_hold_up_a_load(run, collection):
    os.mkfifo(beside(collection, "2026-02-28.xlsx"))
    status, out, _ = run()
    assert status == 1 and "not read: 2026-02-28.xlsx is not a file. Put the file itself there." in out


def test_a_file_that_changes_while_it_is_read_waits_and_the_others_do_not(run, collection, monkeypatch):
    growing = beside(collection, "2026-02-28.xlsx")
    write_workbook(growing, {"Plan": ROW})
    answer_of = read_ahead.answer_of

    def grow(path):
        if path == growing:
            with growing.open("ab") as file:
                file.write(b"more")
        return answer_of(path)

    with monkeypatch.context() as patch:
        patch.setattr(read_ahead, "answer_of", grow)
        status, out, _ = run()
    assert status == 1 and "transport/2026-02-28.xlsx  not read: it changed while it was read." in out
    assert recorded(collection) == ["2026-01-31"]
    write_workbook(growing, {"Plan": ROW})
    assert run()[0] == 0
    assert [*verify.all_faults(collection.received, ledger.read(collection.received))] == []


# Unexpected faults


def test_a_fault_of_the_program_stops_one_file_and_its_trace_is_logged(run, collection, monkeypatch):
    collection.plan("2026-01-31", ROW)
    collection.plan("2026-02-28", ROW.replace("A1", "A2"))
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    answer_of = read_ahead.answer_of

    def fail(path):
        if path.stem == "2026-02-28":
            raise ZeroDivisionError("secret words of a plan")
        return answer_of(path)

    with monkeypatch.context() as patch:
        patch.setattr(read_ahead, "answer_of", fail)
        status, out, err = run()
    log = collection.built / fault_log.NAME
    assert status == 1 and "secret words" not in out + err
    assert f"2026-02-28.xlsx  not read: a fault of this program. Please report it, with what {log}" in out
    assert "secret words" in log.read_text(encoding="utf-8")
    # Every load tries it again, and reads it once the fault is gone.
    assert run()[0] == 0
    assert "A2" in shown(collection, "2026-02-28")


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN", "9" * 400, "1e-999"])
@pytest.mark.parametrize("cell", ["A2", "B2", "D2", "F2"])
def test_no_number_in_a_cell_stops_a_file(run, collection, number, cell):
    collection.plan("2026-01-31", ROW + "\nA2 | 1 | Sweep | d:2026-06-01 | | In progress | |")
    path = collection.received / "transport" / "2026-01-31.xlsx"
    parts = {name: zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    put, places = re.subn(rf'<c r="{cell}".*?(</c>|/>)', f'<c r="{cell}"><v>{number}</v></c>', sheet)
    with zipfile.ZipFile(path, "w") as workbook:
        for name, content in parts.items():
            workbook.writestr(name, put.encode() if name == "xl/worksheets/sheet1.xml" else content)
    status, out, _ = run()
    assert places == 1 and status == 0 and "fault of this program" not in out
    assert "A2" in shown(collection, "2026-01-31")


def test_every_load_reports_an_unreadable_file_until_it_can_be_read(run, collection, monkeypatch):
    collection.plan("2026-01-31", ROW)
    (collection.received / "transport" / "2026-02-28.xlsx").write_bytes(b"")
    assert run()[0] == 1
    status, out, _ = run()
    assert status == 1 and "Still not read: transport/2026-02-28.xlsx.\n" in out
    collection.plan("2026-03-31", ROW.replace("A1", "A3"))
    status, out, _ = run()
    assert (
        status == 1
        and "Still not read: transport/2026-02-28.xlsx.\n" in out
        and "A3" in shown(collection, "2026-03-31")
    )


def test_a_command_that_fails_says_one_sentence_and_names_its_log(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("TRACKER_BUILT", str(tmp_path))
    monkeypatch.setattr("loaders.publishing.verification.ledger.read_on", lambda folder: 1 / 0)
    assert main(["verify", str(tmp_path)]) == 2
    out, err = capsys.readouterr()
    log = tmp_path / fault_log.NAME
    said = f"This is a fault of the program, not of what you typed. Please report it, with what {log} says of it.\n"
    assert (out, err) == ("", said)
    assert "Traceback" in log.read_text(encoding="utf-8")


# A line that was cut off


@pytest.mark.parametrize("end", [b'{"version": 3, "kind": "rec', b"\x00\x00\x00", b"{"])
def test_a_record_that_was_cut_off_does_not_count(run, collection, end):
    collection.plan("2026-01-31", ROW)
    assert run()[0] == 0
    path = collection.received / ledger.LEDGER
    before = path.read_bytes()
    path.write_bytes(before + end)
    collection.plan("2026-02-28", ROW.replace("A1", "A2"))
    status, _, err = run()
    assert status == 0
    assert f"The last line of {path} was cut off while it was written, so it counts as never written." in err
    records = ledger.read(collection.received)
    assert path.read_bytes().startswith(before) and [*verify.all_faults(collection.received, records)] == []
    assert recorded(collection) == ["2026-01-31", "2026-02-28"]


def test_a_last_line_without_its_end_is_a_record(run, collection):
    """An editor may have removed the line end; the record is complete."""
    collection.plan("2026-01-31", ROW)
    assert run()[0] == 0
    path = collection.received / ledger.LEDGER
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    collection.plan("2026-02-28", ROW.replace("A1", "A2"))
    assert run()[0] == 0 and len(recorded(collection)) == 2


def test_a_broken_line_in_the_middle_is_never_skipped(tmp_path):
    assert json_lines.whole_lines(b'{"a": \n{"b": 1}\n') == b'{"a": \n{"b": 1}\n'


# Files on no record


def test_verify_names_files_on_no_record(run, collection, capsys):
    link = beside(collection, "2026-02-28.xlsx")
    assert run()[0] == 0
    link.symlink_to(collection.received / "transport" / "2026-01-31.xlsx")
    collection.plan("2026-03-31", ROW)
    places = ["--built", str(collection.built), "--layouts", str(collection.layouts)]
    assert main(["verify", str(collection.received), *places]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "transport/2026-03-31.xlsx is on no record. If that was meant, the next load records it.",
        "transport/2026-02-28.xlsx is on no record, and no load records it: 2026-02-28.xlsx is a link. Put the file "
        "itself there.",
    ]


# Receiving a file


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    return write_workbook(tmp_path / "Plan.xlsx", {"Plan": ROW})


@pytest.mark.parametrize(
    ("on", "sender", "said"),
    [
        ("2026-03-31", "../evil", "There is no layout for the sender “../evil” in"),
        ("2026-03-31", "trasport", "Did you mean “transport”?"),
        ("2026-03-31", "harbour", "For the first file of a sender, add --new-sender."),
        ("2062-03-31", "transport", "2062-03-31 is in the future. Give the day on which the file was received."),
        ("1066-03-31", "transport", "1066-03-31 is before 1990-01-01."),
    ],
)
def test_receive_checks_its_arguments(collection, sent, capsys, on, sender, said):
    assert taken_in(collection, sent, on, sender) == 2
    err = capsys.readouterr().err
    assert err.startswith("Nothing was recorded. ") and said in err
    assert not collection.received.exists() or not [*collection.received.rglob("*.xlsx")]


def test_a_new_sender_needs_a_valid_name_and_gets_a_folder(collection, sent, capsys):
    assert taken_in(collection, sent, "2026-03-31", "../evil", "--new-sender") == 2
    assert "“../evil” is not the name of a sender." in capsys.readouterr().err
    assert taken_in(collection, sent, "2026-03-31", "harbour", "--new-sender") == 0
    assert (collection.received / "harbour" / "2026-03-31.xlsx").is_file()


def test_an_unreadable_file_is_handed_back(collection, tmp_path, capsys):
    picture = tmp_path / "Plan.xlsx"
    picture.write_bytes(b"\x89PNG and so on")
    assert taken_in(collection, picture) == 2
    assert "The file is a picture. Ask the sender for the spreadsheet itself" in capsys.readouterr().err
    other = tmp_path / "Plan.pages"
    other.write_bytes(write_workbook(tmp_path / "w.xlsx", {"Plan": ROW}).read_bytes())
    assert taken_in(collection, other) == 2
    assert "'Plan.pages' does not end in one of .xlsx, " in capsys.readouterr().err

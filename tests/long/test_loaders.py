"""The command python -m loaders: what it reads, what it prints, its exit status, and what it leaves alone."""

import hashlib
import io
import subprocess
import sys
from pathlib import Path

import pytest
from drawing import LAYOUT, Collection, rows, write_workbook

from loaders.__main__ import main
from loaders.load import read
from loaders.received import ledger
from loaders.received.folder import OF_OURS
from loaders.received.lock import HOLDER, LOCK
from loaders.received.places import EXAMPLE, default_built, default_folder
from tracker import store

LOCKS = (LOCK, HOLDER)
HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
PLAN = (
    HEADINGS
    + """
A1 | 1 | Mend  | d:2026-03-31 | | In progress | |
   | 1 | Sweep | d:2026-03-31 | | In progress | |     # refused: no reference
A3 | 1 | Paint | whenever     | | Purple      | |     # a date and a word that cannot be read
""".strip("\n")
)
REGISTER = "Rec | Recommendation | Agency | Response\n1 | Mend the railing | Department of Transport | Accepted"


@pytest.fixture
def run(collection: Collection, capsys):
    """Runs the command on the collection, and returns its exit status, its output and its errors."""

    def run(*arguments: str) -> tuple[int, str, str]:
        places = [str(collection.received), "--built", str(collection.built), "--layouts", str(collection.layouts)]
        status = main(["load", *places, *arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


def head(collection: Collection) -> str:
    return ledger.head(ledger.read(collection.received))


def test_the_report_says_what_became_of_every_row(run, collection):
    collection.plan("2026-01-31", PLAN)
    collection.register("2026-01-15", REGISTER)
    status, out, err = run()
    name = store.current(collection.built).name
    assert out == (
        "file                       read  shown  refused  warnings  notices  changes\n"
        "committee/2026-01-15.xlsx     1      1        0         0        0        0\n"
        "transport/2026-01-31.xlsx     3      2        1         2        0        2\n"
        "in all                        4      3        1         2        0        2\n"
        f"Built {name} from {collection.received}.\n"
        f"Ledger head: {head(collection)}\n"
    )
    assert (status, err) == (0, "")


def test_one_bad_file_does_not_stop_the_others(run, collection):
    collection.plan("2026-01-31", PLAN)
    collection.plan("2026-02-28", PLAN.replace("Due", "By when"))
    (collection.received / "transport" / "2026-03-31.xlsx").write_bytes(b"")
    (collection.received / "transport" / "final version.xlsx").write_bytes(b"PK")
    collection.plan("2026-04-30", PLAN, sender="harbour")
    status, out, _ = run()
    assert out.splitlines()[:-3] == [
        "file                          read  shown  refused  warnings  notices  changes",
        "transport/2026-01-31.xlsx        3      2        1         2        0        2",
        "transport/2026-02-28.xlsx     not read: sheet 'Plan': row 1: no heading 'Due'. Headings found: "
        "Ref, Rec, Action, By when, Done, Status, Evidence, Reason. "
        "Correct the layout, or make one for its new form on the page Load.",
        "transport/2026-03-31.xlsx     not read: The file is empty (0 bytes). Ask the sender for it again.",
        "harbour/2026-04-30.xlsx       not read: No layout for the sender 'harbour'. "
        "Drop one of its files on the page Load and make one there, or write "
        f"{collection.layouts.parent.name}/layouts/harbour.toml (docs/adding-an-agency.md).",
        "transport/final version.xlsx  not read: the name 'final version.xlsx' is not a date. "
        "Name each file by the day it was received: 2026-03-31.xlsx.",
    ]
    assert status == 1


def test_an_unread_file_is_listed_with_its_reason(run, collection):
    collection.plan("2026-01-31", PLAN)
    (collection.received / "transport" / "2026-03-31.xlsx").write_bytes(b"")
    run()
    db = store.connect(store.current(collection.built))
    assert rows(db, "SELECT path, is_read, size_bytes FROM file_received ORDER BY path") == [
        ("transport/2026-01-31.xlsx", True, (collection.received / "transport" / "2026-01-31.xlsx").stat().st_size),
        ("transport/2026-03-31.xlsx", False, 0),
    ]
    problems = "SELECT found, sentence, severity, who_acts, cell FROM problem WHERE rule = 'file_can_be_read'"
    assert rows(db, problems) == [
        (
            "transport/2026-03-31.xlsx",
            "This file was not read: The file is empty (0 bytes). Ask the sender for it again.",
            "row refused", "the data officer", "",
        ),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name", ["31-03-2026", "2026-3-31", "20260331", "2026-W14-2", "2026-02-30", "2026-03-31 (1)", "plan"]
)
def test_a_file_name_that_is_not_a_plain_date_is_reported(run, collection, name):
    collection.plan("2026-01-31", PLAN)
    write_workbook(collection.received / "transport" / f"{name}.xlsx", {"Plan": PLAN})
    status, out, _ = run()
    assert status == 1
    assert f"not read: the name '{name}.xlsx' is not a date." in out


def test_the_database_stays_as_it_was_where_no_file_can_be_read(run, collection):
    collection.plan("2026-01-31", PLAN)
    assert run()[0] == 0
    before = store.current(collection.built)
    collection.layout("transport", LAYOUT.replace('"Due"', '"By when"'))
    status, out, err = run()
    assert (status, out) == (2, "")
    assert err == (
        "Nothing was built. No file could be read, so the database stays as it was.\n"
        "transport/2026-01-31.xlsx: sheet 'Plan': row 1: no heading 'By when'. Headings found: Ref, Rec, Action, Due, "
        "Done, Status, Evidence, Reason. Correct the layout, or make one for its new form "
        "on the page Load.\n"
    )
    assert store.current(collection.built) == before


@pytest.mark.parametrize("place", ["2026-02-28.xlsx", "transport/drafts/2026-02-28.xlsx"])
def test_a_file_outside_every_senders_folder_is_reported(run, collection, place):
    collection.plan("2026-01-31", PLAN)
    write_workbook(collection.received / place, {"Plan": PLAN})
    status, out, _ = run()
    assert status == 1
    said = "it lies in no sender's folder. Put it in received/<sender>/, named by the day it was received."
    assert f"not read: {said}" in out


def test_invented_and_real_files_never_share_a_database(run, collection):
    collection.plan("2026-01-31", PLAN)
    text = (collection.layouts / "transport.toml").read_text(encoding="utf-8")
    collection.layout("harbour", text.replace("illustrative = true", "illustrative = false"))
    collection.plan("2026-01-31", PLAN, sender="harbour")
    status, out, err = run()
    assert (status, out) == (2, "")
    assert err == (
        f"Nothing was built. {collection.received} holds invented and real files. Keep them in folders of their own.\n"
    )
    assert [path for path in collection.built.iterdir() if not path.name.startswith(".")] == []
    assert ledger.read(collection.received) == []  # so that a file put into the wrong folder can be removed again


def test_an_empty_folder_is_reported(run, collection):
    status, out, err = run()
    assert (status, out) == (2, "")
    assert err == (
        f"Nothing was built. {collection.received}: no files. "
        f"Put each return in {collection.received}/<sender>/<YYYY-MM-DD>.xlsx.\n"
    )


def test_a_missing_folder_is_reported(collection, capsys):
    missing = collection.received / "elsewhere"
    assert main(["load", str(missing), "--built", str(collection.built)]) == 2
    assert f"Nothing was built. {missing} is not a folder." in capsys.readouterr().err


def test_leftovers_of_other_programs_are_ignored(run, collection):
    collection.plan("2026-01-31", PLAN)
    sender = collection.received / "transport"
    for name in (".DS_Store", "~$2026-01-31.xlsx", ".~lock.2026-01-31.xlsx#", "Thumbs.db", "desktop.ini"):
        (sender / name).write_bytes(b"left behind")
    (collection.received / "README.md").write_text("Put files in a folder for each sender.", encoding="utf-8")
    status, out, _ = run()
    assert status == 0
    assert [line.split()[0] for line in out.splitlines()] == [
        "file", "transport/2026-01-31.xlsx", "in", "Built", "Ledger",
    ]  # fmt: skip


def fingerprints(folder: Path) -> dict[str, tuple[str, int]]:
    return {
        path.as_posix(): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_received_files_are_never_changed(run, collection):
    collection.plan("2026-01-31", PLAN)
    (collection.received / "transport" / "2026-02-28.xlsx").write_bytes(b"damaged")
    before = fingerprints(collection.received)
    run()
    run()
    after = fingerprints(collection.received)
    ours = {path for path in after if Path(path).name in (*OF_OURS, *LOCKS)}
    assert {path: found for path, found in after.items() if path not in ours} == before
    stored = rows(store.connect(store.current(collection.built)), "SELECT path, sha256 FROM file_received")
    assert dict(stored) == {
        Path(path).relative_to(collection.received).as_posix(): sha256 for path, (sha256, _) in before.items()
    }


def test_files_are_numbered_in_the_order_of_receipt(collection):
    collection.plan("2026-02-28", PLAN)
    collection.plan("2025-12-31", PLAN)
    collection.register("2026-01-15", REGISTER)
    stored = rows(collection.load(), "SELECT file_id, path FROM file_received ORDER BY file_id")
    assert [path for _, path in stored] == [
        "transport/2025-12-31.xlsx", "committee/2026-01-15.xlsx", "transport/2026-02-28.xlsx",
    ]  # fmt: skip


def test_the_invented_example_is_loaded_while_nothing_has_been_received(tmp_path):
    assert default_folder(tmp_path) == EXAMPLE
    (tmp_path / "received" / "transport").mkdir(parents=True)
    (tmp_path / "received" / "README.md").write_text("Empty so far.", encoding="utf-8")
    assert default_folder(tmp_path) == EXAMPLE
    (tmp_path / "received" / "transport" / "2026-01-31.xlsx").write_bytes(b"PK")
    assert default_folder(tmp_path) == tmp_path / "received"


def test_the_command_works_as_people_type_it(tmp_path):
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "loaders", "load", str(EXAMPLE), "--built", str(tmp_path)],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert len(lines) == 77 + 4
    assert lines[-2] == f"Built {store.current(tmp_path).name} from data/examples/merrowshire/received."


TEN_LINES = """
agency = "Harbour Board"
fills = "action"
sheet = "Sheet1"
dates = "day first"
[columns]
action_ref = "No."
action = "What"
reported_status = "Where are we"
[reported_status]
"Finished" = "reported complete"
"""


def test_a_new_senders_workbook_needs_ten_lines(run, collection):
    collection.layout("harbour", TEN_LINES)
    table = "No. | What | Where are we\n1 | Dredge the channel | Finished\n2 | Light the pier | Under way"
    write_workbook(collection.received / "harbour" / "2026-03-31.xlsx", {"Sheet1": table})
    assert run()[0] == 0
    found = rows(
        store.connect(store.current(collection.built)),
        "SELECT agency, action_ref, action, state, reported_words FROM position_on(DATE '2026-04-01') ORDER BY ALL",
    )
    assert found == [
        ("Harbour Board", "1", "Dredge the channel", "Reported complete, not verified", "Finished"),
        ("Harbour Board", "2", "Light the pier", "Open, no date set", "Under way"),
    ]


def test_two_senders_may_use_the_same_reference(run, collection):
    collection.layout("harbour", TEN_LINES)
    collection.plan("2026-01-31", HEADINGS + "1 | 1 | Mend | | | Complete | |")
    write_workbook(
        collection.received / "harbour" / "2026-01-31.xlsx",
        {"Sheet1": "No. | What | Where are we\n1 | Dredge | Finished"},
    )
    text = (collection.layouts / "transport.toml").read_text(encoding="utf-8")
    collection.layout("transport", text.replace("illustrative = true", ""))
    run()
    db = store.connect(store.current(collection.built))
    assert rows(db, "SELECT sender, action FROM position_on(DATE '2026-04-01') ORDER BY ALL") == [
        ("harbour", "Dredge"), ("transport", "Mend"),
    ]  # fmt: skip


def test_an_example_has_a_database_of_its_own_unless_the_setting_says_where(monkeypatch, tmp_path):
    monkeypatch.delenv("TRACKER_BUILT", raising=False)
    assert default_built(EXAMPLE) == store.build_folder() / "merrowshire"
    assert default_built(None) == default_built(tmp_path) == store.build_folder()
    monkeypatch.setenv("TRACKER_BUILT", str(tmp_path))
    assert default_built(EXAMPLE) == default_built(None) == tmp_path


def test_make_run_loads_an_example_where_the_dashboard_looks_for_it():
    makefile = Path(__file__).parents[2] / "Makefile"
    said = subprocess.run(
        ["make", "--dry-run", "--file", makefile, "run", "EXAMPLE=public-record"],
        cwd=makefile.parent, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "python -m loaders load data/examples/public-record/received ||" in said
    assert "export TRACKER_BUILT := data/built/$(EXAMPLE)" in makefile.read_text(encoding="utf-8")


class Terminal(io.StringIO):
    """Stands in for stderr on a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stderr", "after", "shows"), [(Terminal, 0, True), (Terminal, 600, False), (io.StringIO, 0, False)]
)
def test_a_progress_bar_of_a_long_load_is_shown_only_on_a_terminal(collection, monkeypatch, stderr, after, shows):
    for month in ("01", "02", "03"):
        collection.plan(f"2026-{month}-28", PLAN)
    monkeypatch.setattr(read, "PROGRESS_AFTER", after)
    monkeypatch.setattr(sys, "stderr", printed := stderr())
    assert len(list(read.read_all(collection.received, collection.layouts))) == 3
    assert ("Reading files: " in printed.getvalue() and "/3 [" in printed.getvalue()) is shows
    assert shows or printed.getvalue() == ""

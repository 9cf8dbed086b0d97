"""Words with personal data are erased from a file and a database; every count stays as it was."""

from __future__ import annotations  # see conftest.py for the reason

import shutil
from datetime import date
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest
import word_files
from drawing import LAYOUT, Collection, rows, write_workbook
from publications import DECISION, EXAMPLES
from screen import open_page, words
from step_by_step import from_nothing, load_all, tables

from loaders.__main__ import main
from loaders.load.erase import erase as erase_words
from loaders.load.load import load
from loaders.mapping.erase import named_cells
from loaders.mapping.layout_files import LAYOUTS, layouts_for
from loaders.publishing import publication, publish
from loaders.publishing.release import release_log
from loaders.publishing.release.texts import Key
from loaders.received import ledger, ledger_records, verify, waiting_files
from loaders.received.actor import Actor
from loaders.received.withdraw import CorrectionDecision
from loaders.request import to_send
from tracker import store
from tracker.file_terms import Withdrawal
from tracker.findings import NotReadable
from tracker.questions import changes, returns
from tracker.terms import ERASED

NAME = "Zzyzx Quill"  # invented, and found nowhere else
HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
FIRST = HEADINGS + (
    f"A1 | 1 | Mend with {NAME} | d:2026-03-31 | | In progress | | Asked {NAME}\n"
    "A2 | 1 | Sweep | d:2026-05-31 | d:2026-01-20 | Complete | Letter of January | \n"
    f"A3 | 1 | Paint | when {NAME} is back | | {NAME} knows | TBC | "
)
SECOND = HEADINGS + (
    "A1 | 1 | Mend | d:2026-06-30 | | In progress | | The mason was ill\n"
    "A2 | 1 | Sweep | d:2026-05-31 | d:2026-01-20 | Complete | Letter of January | \n"
    "A3 | 1 | Paint | d:2026-09-30 | | Not started | | "
)
FILE = "transport/2026-01-31.xlsx"
DAYS = ("2026-01-31", "2026-02-28", "2026-03-20", "2026-12-31")
COUNTED = """
    SELECT action_ref, first_due_on, due_on, due_on_precision, times_moved, reported_status, completed_on, state,
        is_overdue, is_overdue_by_first_date, is_verified, first_received_on
    FROM position_on($as_of) ORDER BY action_ref
"""
ANSWERS = "SELECT review, recommendation_ref, agency, response, was_accepted FROM response_on($as_of) ORDER BY ALL"
WHY = ("--by", "Data officer", "--on", "2026-03-20", "--why", "A name in the plan", "--because", "personal-data")


def counted(db) -> list[list[tuple]]:
    return [rows(db, COUNTED, as_of=date.fromisoformat(day)) for day in DAYS]


def erase(collection: Collection, file: str = FILE, *said: str) -> int:
    folders = {name: str(getattr(collection, name)) for name in ("received", "layouts", "built")}
    words = [word for name, folder in folders.items() for word in (f"--{name}", folder)]
    return main(["withdraw", file, *WHY, *words, "--out", str(collection.received.parent / "public"), *said])


@pytest.fixture
def named(collection: Collection, monkeypatch) -> Collection:
    """Two plans; the first names a person in its words, a date, a status, a comment and its properties."""
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    collection.plan("2026-01-31", FIRST)
    path = collection.received / FILE
    write_workbook(path, {"Plan": FIRST, f"Notes of {NAME}": f"Written by {NAME}\n"})
    collection.load()
    collection.plan("2026-02-28", SECOND)
    collection.load()
    return collection


def holding(folder: Path) -> list[str]:
    """The files below a folder that contain the name, also inside a package."""
    return sorted(
        path.name for path in folder.rglob("*") if path.is_file() and any(NAME.encode() in one for one in parts(path))
    )


def parts(path: Path) -> list[bytes]:
    """The bytes of a file, or of every part of a package."""
    if not is_zipfile(path):
        return [path.read_bytes()]
    with ZipFile(path) as package:
        return [package.read(name) for name in package.namelist()]


def test_words_go_and_counts_stay_on_every_day(named, capsys):
    db = store.connect(store.current(named.built))
    before = counted(db)
    assert holding(named.received) == ["2026-01-31.xlsx"] and len(holding(named.built)) == 2
    moved = [row for row in changes.rows(db, date(2026, 1, 31), date(2026, 3, 1)) if "word" not in row.change]
    assert erase(named) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"Words erased: {FILE}, record 1 of the ledger, by Data officer")
    assert "Its bytes are gone." in out and "docs/ledger.md" in out
    assert not (named.received / FILE).exists() and holding(named.received) == []
    result = load_all(named)
    assert result.why_all_again == "a file received was corrected" and holding(named.built) == []
    db = store.connect(result.path)
    assert counted(db) == before
    told = changes.rows(db, date(2026, 1, 31), date(2026, 3, 1))
    assert [(row.action_ref, row.change) for row in told] == [(row.action_ref, row.change) for row in moved]


@pytest.mark.parametrize("ending", ["docx", "html"])
def test_words_in_a_document_or_on_a_page_go_too(collection, ending):
    cells = [[cell.strip().removeprefix("d:") for cell in line.split("|")] for line in FIRST.splitlines()]
    in_word = word_files.table(*(word_files.row(*line) for line in cells))
    on_a_page = "".join(f"<tr><td>{'<td>'.join(line)}" for line in cells)
    content = word_files.word_document(in_word) if ending == "docx" else f"<html><table>{on_a_page}</table>".encode()
    file = f"transport/2026-01-31.{ending}"
    collection.layout("transport", LAYOUT.replace("day first", "year first"))
    (collection.received / "transport").mkdir()
    (collection.received / file).write_bytes(content)
    before = counted(collection.load())
    assert before[0] and erase(collection, file) == 0
    assert holding(collection.received) == []
    assert counted(store.connect(load_all(collection).path)) == before


def test_only_the_current_database_is_left_and_it_says_what_was_erased(named):
    erase(named)
    load_all(named)
    assert len([*named.built.glob("tracker-*")]) == 1
    db = store.connect(store.current(named.built))
    [file] = [file for file in returns.files(db, date(2026, 3, 31)) if file.path == FILE]
    assert file.note == "Words erased on 20 March 2026 by Data officer: personal data (A name in the plan)"
    assert rows(db, "SELECT action, evidence, owner FROM action_version WHERE action = '[erased]'")


def test_a_page_of_an_earlier_day_says_that_words_were_erased_since(named):
    erase(named)
    load_all(named)
    said = (
        "Words of 1 file were erased since (“[erased]”): that of Department of Transport received on 31 January 2026."
    )
    assert said in words(open_page("public/10_overview.py", as_of="2026-02-15"))
    assert "erased since" not in words(open_page("public/10_overview.py", as_of="2026-04-01"))


def test_a_filler_still_names_no_evidence_once_its_words_are_erased(named):
    erase(named)
    load_all(named)
    db = store.connect(store.current(named.built))
    assert rows(db, "SELECT action_ref, evidence FROM position_on(DATE '2026-02-01') ORDER BY 1") == [
        ("A1", ""), ("A2", "[erased; named since 2026-01-31]"), ("A3", ""),
    ]  # fmt: skip


def test_the_word_erased_in_a_sent_file_erases_nothing(collection):
    row = HEADINGS + "A1 | 1 | {} | d:2026-03-31 | d:2026-02-20 | Complete | {} | "
    collection.plan("2026-01-31", row.format("Mend the gate", "[erased; named since 2020-01-01]"))
    collection.plan("2026-02-28", row.format("[erased] Sweep", "[erased; named since 2021-01-01] Letter"))
    db = collection.load()
    since = "SELECT evidence_since::TEXT FROM position_on(DATE '2026-12-31')"
    assert rows(db, since) == [("2026-02-28",)]
    told = {row.change for row in changes.rows(db, date(2026, 1, 31), date(2026, 3, 1))}
    assert {"action reworded", "evidence changed"} <= told


def test_words_can_be_erased_in_named_cells_only(named):
    named_cells = [word for cell in ("C2", "H2", "D4", "F4") for word in ("--cell", f"Plan!{cell}")]
    assert erase(named, FILE, *named_cells) == 0
    load_all(named)
    assert holding(named.received) == holding(named.built) == []
    db = store.connect(store.current(named.built))
    assert rows(db, "SELECT action_ref, action, evidence FROM position_on(DATE '2026-02-01') ORDER BY 1") == [
        ("A1", "[erased]", ""), ("A2", "Sweep", "Letter of January"), ("A3", "Paint", ""),
    ]  # fmt: skip


def test_the_chain_verifies_and_a_rebuild_gives_the_same_rows(named):
    erase(named)
    result = load_all(named)
    records = ledger.read(named.received)
    assert [*verify.all_faults(named.received, records, built=named.built)] == []
    assert tables(result.path) == from_nothing(named)
    (named.received / f"{FILE}.erased").chmod(0o644)
    (named.received / f"{FILE}.erased").write_bytes(b"{}")
    assert [*verify.all_faults(named.received, records)] == [
        f"{FILE}.erased (record 1) was altered after it was received. Put it back as it was; name another file by the "
        "day it came."
    ]


def test_a_publication_that_held_the_words_goes_with_the_next_one(named, tmp_path):
    (named.received / "publication.toml").write_text(DECISION, encoding="utf-8")
    key = Key("action_version.action", "transport", f"Mend with {NAME}")
    release_log.add(named.received, [key], True, Actor("Head of scrutiny"), "2026-03-01")
    named.load()
    out = tmp_path / "public"
    for is_erased in (False, True):
        if is_erased:
            assert erase(named) == 0
            load_all(named)
        publish.publish(named.received, named.built, out, named.layouts, with_browser=False)
        assert bool(holding(out)) is not is_erased and len(publication.folders(out)) == 1


def test_the_next_load_finishes_an_erasure_that_was_cut_off(named):
    content = (named.received / FILE).read_bytes()
    erase(named)
    (named.received / FILE).write_bytes(content)
    assert [*verify.all_faults(named.received, ledger.read(named.received))] == [
        f"{FILE} (record 1) is still there, though its words were erased. The next load removes it."
    ]
    load_all(named)
    assert not (named.received / FILE).exists()


def test_an_unreadable_file_is_erased_as_a_whole(collection, capsys):
    collection.plan("2026-01-31", FIRST)
    (collection.received / "transport" / "2026-02-28.csv").write_text(f"{NAME}\n", encoding="utf-8")
    collection.load()
    assert erase(collection, "transport/2026-02-28.csv") == 0
    assert "It could not be read: nothing is left." in capsys.readouterr().out
    result = load_all(collection)
    assert [file.is_read for file in result.files] == [True, False]
    assert holding(collection.received) == ["2026-01-31.xlsx"]
    assert [*verify.all_faults(collection.received, ledger.read(collection.received))] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_whole_example_counts_the_same_without_a_word_of_it(name, tmp_path, request):
    example = request.getfixturevalue(name)
    received = Path(shutil.copytree(example.received, tmp_path / "received"))
    layouts = layouts_for(example.received, LAYOUTS)
    decision = CorrectionDecision(Actor("Data officer"), example.as_of, "A trial", Withdrawal.PERSONAL_DATA)
    for record in ledger_records.received(ledger.read(received)):
        erase_words(record.file, decision, received, layouts, example.built)
    left = store.connect(load(received, tmp_path / "built", layouts).path)
    days = [day for (day,) in rows(left, "SELECT DISTINCT known_on FROM file_received")]
    for sql in (COUNTED, "FROM agency_for($as_of, NULL, NULL) ORDER BY ALL", ANSWERS):
        for day in days:
            assert rows(left, sql, as_of=day) == rows(example.db, sql, as_of=day), day
    assert rows(left, "SELECT DISTINCT action FROM action_version") == [(ERASED,)]


def test_a_withdrawn_file_can_be_erased_and_an_erased_one_withdrawn(named):
    folders = ("--received", str(named.received), "--out", str(named.received.parent / "public"))
    taken_back = ["withdraw", FILE, *WHY[:-1], "misfiled", *folders]
    assert main(taken_back) == 0 and erase(named) == 0
    assert main(["withdraw", "transport/2026-02-28.xlsx", *WHY[:-1], "damaged", *folders]) == 0
    assert erase(named, "transport/2026-02-28.xlsx") == 0
    records = ledger.read(named.received)
    assert [*verify.all_faults(named.received, records)] == []
    assert {one.bytes for one in ledger_records.withdrawals(records).values()} == {"kept"}
    result = load_all(named)
    assert tables(result.path) == from_nothing(named)
    [file] = [file for file in returns.files(store.connect(result.path), date(2026, 3, 31)) if file.path == FILE]
    assert file.note.startswith("Withdrawn on 20 March 2026")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (["--cell", "D14"], "“D14” is not a cell. Give its sheet and its place: Plan!D14."),
        (
            ["--cell", "Plan!D99"],
            "Plan!D99 is not read. Name cells that are: whatever is not read goes with the file anyway.",
        ),
        (["--because", "misfiled", "--cell", "Plan!C2"], "--cell is for --because personal-data"),
        (["--because", "privacy"], "Give misfiled, damaged, personal-data."),
    ],
)
def test_an_impossible_erasure_is_refused_and_everything_stays(named, capsys, said, why):
    before = {path: path.read_bytes() for path in named.received.rglob("*") if path.is_file()}
    try:
        assert erase(named, FILE, *said) == 2
    except SystemExit as ended:
        assert ended.code == 2
    assert why in capsys.readouterr().err
    assert {path: path.read_bytes() for path in before} == before


def test_nothing_is_erased_without_the_layout_that_says_what_is_counted(named, capsys):
    (named.layouts / "transport.toml").unlink()
    assert erase(named) == 2
    assert "No layout for the sender 'transport'" in capsys.readouterr().err and (named.received / FILE).exists()


def test_a_file_can_be_erased_only_once(named, capsys):
    assert erase(named) == 0
    capsys.readouterr()
    assert erase(named) == 2
    assert "were erased before. Nothing more is needed." in capsys.readouterr().err


def test_a_file_whose_words_were_erased_cannot_be_redated(named, capsys):
    assert erase(named) == 0
    folders = ["--received", str(named.received), "--out", str(named.received.parent / "public")]
    assert main(["redate", FILE, "--to", "2026-01-30", *WHY[:-2], *folders]) == 2
    said = capsys.readouterr().err
    assert "so its bytes are gone" in said and "Withdraw it" in said and "Put it back" not in said


def test_waiting_copies_of_the_same_file_are_deleted_too(named):
    folder = waiting_files.folder_beside(named.received)
    for sender in ("", "transport"):  # an officer sent it, and the sender for itself
        waiting_files.put(folder, "again.xlsx", (named.received / FILE).read_bytes(), sender)
    assert len(waiting_files.list_waiting(folder)) == 2
    assert erase(named) == 0 and waiting_files.list_waiting(folder) == []


def test_several_cells_can_be_named():
    assert named_cells("Plan!D14, Notes, 2026!AB3 ") == (("Plan", 14, 4), ("Notes, 2026", 3, 28))
    assert named_cells(" ") == ()
    for wrong in ("D14", "Plan!D0", "Plan!D14;", "Plan!"):
        with pytest.raises(NotReadable, match="is not a cell"):
            named_cells(wrong)


def test_a_register_keeps_its_answers_and_a_log_its_checks(collection):
    table = "Rec | Recommendation | Agency | Response\n1 | {} | Department of Transport | Accepted"
    log = "Agency | Ref | Found | Checker | On | Seen | Why\n | A2 | Yes | Board | d:2026-02-10 | {} |"
    collection.register("2026-01-05", table.format(f"Ask {NAME}"))
    collection.plan("2026-01-31", FIRST.replace(NAME, "the mason"))
    collection.log("2026-02-12", log.format(f"Seen with {NAME}"))
    collection.register("2026-02-15", table.format("Ask"))
    found = (
        [rows(collection.load(), ANSWERS, as_of=date.fromisoformat(day)) for day in DAYS],
        counted(collection.load()),
    )
    assert erase(collection, "committee/2026-01-05.xlsx") == 0 and erase(collection, "board/2026-02-12.xlsx") == 0
    db = store.connect(load_all(collection).path)
    assert ([rows(db, ANSWERS, as_of=date.fromisoformat(day)) for day in DAYS], counted(db)) == found
    assert holding(collection.received) == holding(collection.built) == []
    assert not any("reworded" in row.change for row in changes.rows(db, date(2026, 1, 31), date(2026, 3, 1)))


def test_workbooks_that_wait_to_be_sent_are_deleted_with_the_words(collection):
    collection.plan("2026-01-31", FIRST)
    collection.load()
    folder = to_send.folder_beside(collection.received)
    folder.mkdir()
    for sender in ("transport", "railways"):
        (folder / f"{sender} form-0123456789ab.xlsx").write_bytes(NAME.encode())
    assert erase(collection) == 0
    assert [*folder.iterdir()] == []  # a workbook for a checker contains words of any plan


def test_a_file_that_was_read_and_cannot_be_read_now_is_not_erased_as_a_whole(collection, capsys):
    collection.plan("2026-01-31", FIRST)
    collection.load()
    before = ledger.read(collection.received)
    layout = collection.layouts / "transport.toml"
    layout.write_text(layout.read_text(encoding="utf-8").replace('sheet = "Plan"', 'sheet = "Plans"'), encoding="utf-8")
    assert erase(collection) == 2 and "could be read before and cannot be read now" in capsys.readouterr().err
    assert ledger.read(collection.received) == before and (collection.received / FILE).exists()

"""Whatever is typed after a command is answered in short plain sentences, with status 2, and nothing is written."""

import os
import re
import tempfile
from importlib import import_module
from pathlib import Path

import hostile
import pytest

from loaders.__main__ import COMMANDS
from loaders.__main__ import main as loaders
from tracker.reports.__main__ import main as reports

# What only programmers understand; "invalid choice" and "invalid int value" are a parser's own words.
OF_PROGRAMMERS = re.compile(
    r"Errno|Traceback|__|\bNone\b|\b\w+Error\b|Exception|invalid \w+ value|invalid choice|Path\(|0x|codec|fault of"
)
SENTENCE = re.compile(r"(?<=[.?!])\s+|\n")
LONGEST = 160
AS_OF = "--as-of 2026-10-31"
# Each is typed in a folder with text.txt, an empty folder and received/transport/2026-01-01.xlsx.
SLIPS = [
    "loda", "", "x" * 300, "committee", "load nowhere", "load text.txt", "load received --built text.txt",
    "load received --built text.txt/built", "load received --layouts text.txt", "load received --layouts nowhere",
    "load empty", "load received extra", "load --nothing",
    "annotate", "annotate nowhere.xlsx", "annotate empty", "annotate text.txt",
    "annotate received/transport/2026-01-01.xlsx --out empty",
    "annotate received/transport/2026-01-01.xlsx --layouts layouts --out text.txt/copy.xlsx",
    "annotate received/transport/2026-01-01.xlsx --out copy.txt",
    "audit nowhere", "audit empty", "audit text.txt", "licences nowhere", "licences empty", "licences text.txt",
    "backup", "backup nowhere --to copy.tar.gz", "backup text.txt --to copy.tar.gz", "backup received --to text.txt",
    "backup received --to text.txt/copy.tar.gz", "backup received --to copy.tar.gz --public nowhere",
    "restore", "restore nowhere --into new", "restore text.txt --into new", "restore empty --into new",
    "restore text.txt --into text.txt", "restore text.txt --into received",
    "propose", "propose nowhere.xlsx --sender a", "propose empty --sender a --out empty",
    "propose text.txt --sender a --out empty", "propose text.txt --sender a --out nowhere",
    "propose text.txt --sender a --out text.txt", "propose text.txt --sender ../a --out empty",
    "propose many.xlsx --sender a --out empty",
    "publish", "publish nowhere --out public --built nowhere", "publish received --out text.txt --built built",
    "publish received --out public --built text.txt", "publish received --out empty --back",
    "publish text.txt --out public --built empty",
    "receive", "receive plan.xlsx --sender transport",
    "receive nowhere.xlsx --sender transport --new-sender --on 2026-01-02",
    "receive empty --sender transport --new-sender --on 2026-01-02",
    "receive plan.xlsx --sender nobody --on 2026-01-02",
    "receive plan.xlsx --sender transport --on 2026-13-45", "receive plan.xlsx --sender transport --on 20260102",
    "receive plan.xlsx --sender transport --on 2026-W02-1", "receive plan.xlsx --sender transport --on 02/01/2026",
    "receive plan.xlsx --sender transport --new-sender --on 2062-01-02",
    "receive plan.xlsx --sender transport --on x" + 300 * "9",
    "receive plan.xlsx --sender transport --new-sender --on 2026-01-02 --received text.txt",
    "receive plan.xlsx --sender transport --on 2026-01-02 --layouts text.txt",
    "release nowhere", "release received --built nowhere --text a", "release received --built text.txt",
    "release received --on yesterday", "release received --on 20260331",
    "salt", "salt x", "salt 1.5", "salt -1", "salt ٣", "salt " + "9" * 30, "salt 1 nowhere",
    "salt 1 text.txt", "salt 9 received",
    "withdraw", "withdraw a --by Clerk --on 2026-01-02 --why x --received received",
    "withdraw a --by Clerk --on 20260102 --why x", "withdraw a --by Clerk --on 2026-01-02 --why x --because forgot",
    "withdraw a --by Clerk --on 2026-01-02 --why x --received text.txt",
    "redate a --by Clerk --on 2026-01-02 --why x", "redate a --to 2026-13-01 --by Clerk --on 2026-01-02 --why x",
    "redate a --to 2026-01-01 --by Clerk --on 2026-01-02 --why x --received empty",
    "replace a", "replace a nowhere.xlsx --by Clerk --on 2026-01-02 --why x --received received",
    "replace a plan.xlsx --by Clerk --on 2026-01-02 --why x --received empty",
    "verify nowhere", "verify text.txt", "verify empty", "verify received --root nowhere",
    "verify received --head x",
    "witness nowhere", "witness received --request text.txt/q", "witness received --request nowhere/q",
    "witness received --answer nowhere", "witness received --answer text.txt --root text.txt",
    "witness received --answer text.txt --request q",
]  # fmt: skip
OF_REPORTS = [
    "", "comittee", "load", "committee", "committee --as-of 31/10/2026 --out o",
    f"committee {AS_OF} --since 2026-9-1 --out o",
    f"committee {AS_OF} --since last --out o", f"committee {AS_OF} --meets-on 20261101 --out o",
    f"committee {AS_OF} --out o --built nowhere", f"committee {AS_OF} --out o --built text.txt",
    f"weekly {AS_OF} --out o --since yesterday", f"weekly {AS_OF} --out o --built empty",
    "weekly --as-of 2026-02-30 --out o", "template --out empty", "template --out text.txt/house.docx",
    "template --out nowhere/house.docx",
]  # fmt: skip


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to type commands in, which also holds what they use by default."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRACKER_BUILT", str(tmp_path / "built"))
    monkeypatch.setattr("loaders.received.receive.RECEIVED", tmp_path / "received")
    for name in ("empty", "received/transport"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "text.txt").write_text("not what is expected\n", encoding="utf-8")
    for name in ("plan.xlsx", "received/transport/2026-01-01.xlsx"):
        (tmp_path / name).write_bytes(hostile.plain())
    many = hostile.openpyxl.Workbook()
    for n in range(60):
        many.create_sheet(f"Sheet with a long name {n}")["A1"] = "x"
    many.save(tmp_path / "many.xlsx")
    return tmp_path


def answered(main, words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit status and what the command printed, without the usage that a parser prints first."""
    try:
        status = main(words)
    except SystemExit as ended:
        status = ended.code
    out, err = capsys.readouterr()
    return status, out + re.sub(r"(?s)^usage: .*?error: ", "", err)


def is_plain(said: str, place: Path) -> bool:
    """Whether anything was said; asserts that it is in plain words, in sentences of at most 160 characters."""
    text = said.replace(f"{place}/", "")
    assert OF_PROGRAMMERS.search(text) is None, text
    assert [sentence for sentence in SENTENCE.split(text) if len(sentence) > LONGEST] == []
    return bool(text.strip())


def files_in(place: Path) -> set[str]:
    """The paths of the files below a folder, without the locks of loads."""
    return {str(path) for path in place.rglob("*") if path.is_file() and not path.name.startswith(".loading")}


@pytest.mark.parametrize("typed", SLIPS)
def test_a_slip_is_answered_plainly_and_nothing_is_written(typed, place, capsys):
    before = files_in(place)
    status, said = answered(loaders, typed.split(" "), capsys)
    assert status in (1, 2) and is_plain(said, place)
    assert files_in(place) == before


@pytest.mark.parametrize("typed", OF_REPORTS)
def test_a_slip_in_asking_for_a_paper_is_answered_plainly(typed, place, capsys):
    before = files_in(place)
    status, said = answered(reports, typed.split(" "), capsys)
    assert status == 2 and is_plain(said, place)
    assert files_in(place) == before


NO_COMMAND = "There is no command 'comittee'. There are committee, weekly, template. Did you mean 'committee'?\n"
NO_DAY = "argument --on: “20260102” is not a day. Write year, month and day: 2026-03-31.\n"
NO_NUMBER = "argument number: “x” is not the number of a record. Give one such as 12.\n"
NO_FOLDER = "Nothing was built. text.txt is not a folder. Name the one that holds <sender>/<YYYY-MM-DD>.xlsx.\n"
NO_TABLE = (
    "Nothing was proposed. No headings above other rows. Say where they stand, with --sheet and --row. "
    "Sheets: 'Sheet', 'Sheet with a long name 0', 'Sheet with a long name 1' and 58 more.\n"
)


@pytest.mark.parametrize(
    ("main", "typed", "said"),
    [
        (reports, "comittee", NO_COMMAND),
        (loaders, "receive plan.xlsx --sender transport --on 20260102", NO_DAY),
        (loaders, "salt x", NO_NUMBER),
        (loaders, "load text.txt", NO_FOLDER),
        (loaders, "propose many.xlsx --sender a --out empty", NO_TABLE),
    ],
)
def test_the_sentence_says_where_and_what_was_found(main, typed, said, place, capsys):
    assert answered(main, typed.split(" "), capsys) == (2, said)


IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
NO_RIGHT = [
    "load kept/received", "load received --built kept", "verify kept/received", "salt 1 kept/received",
    "licences kept/lock", "witness kept/received --request q", "witness received --request kept/q",
    "annotate kept/received/a/2026-01-01.xlsx", "release kept/received --built kept",
    "receive kept/plan.xlsx --sender transport --new-sender --on 2026-01-02",
    "propose kept/plan.xlsx --sender a --out kept",
]  # fmt: skip


@pytest.mark.skipif(not IS_ROOT, reason="NOT TESTED HERE: only root can put rights away")
@pytest.mark.parametrize("typed", NO_RIGHT)
def test_a_folder_without_the_right_to_it_is_named(typed, place, capsys, monkeypatch):
    for path in COMMANDS.glob("*.py"):
        import_module(f"loaders.commands.{path.stem}")  # before the rights are gone
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        (Path(folder) / "kept").mkdir(mode=0o700)
        monkeypatch.chdir(folder)
        os.seteuid(65_534)
        try:
            status, said = answered(loaders, typed.split(" "), capsys)
        finally:
            os.seteuid(0)
        assert status in (1, 2) and is_plain(said, Path(folder))
        monkeypatch.chdir(place)


def test_a_file_that_nobody_can_read_has_a_status_of_its_own(collection, tmp_path, capsys):
    file = collection.received / "transport" / "2026-01-01.xlsx"
    file.parent.mkdir()
    file.write_bytes(b"%PDF-1.7\n")
    out = tmp_path / "back.xlsx"
    assert loaders(["annotate", str(file), "--layouts", str(collection.layouts), "--out", str(out)]) == 1
    assert capsys.readouterr().out == (
        f"{out}: the list alone, 1 problem. This file was not read: The file is a PDF. Ask the sender for the "
        "Word file (.docx) or the spreadsheet (.xlsx) it was made from.\n"
    )
    assert out.is_file()


def test_the_copy_of_a_file_without_a_layout_says_what_is_missing(collection, tmp_path, capsys):
    file = collection.received / "harbour" / "2026-01-01.xlsx"
    file.parent.mkdir()
    file.write_bytes(b"Ref,Action\n")
    out = tmp_path / "back.xlsx"
    assert loaders(["annotate", str(file), "--layouts", str(collection.layouts), "--out", str(out)]) == 1
    said = capsys.readouterr().out
    assert "This file was not read: " in said and "harbour" in said.partition("not read")[2]

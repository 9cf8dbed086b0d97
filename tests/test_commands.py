"""The words after `python -m loaders`: each command is found by its file and has its help; a slip is answered."""

import subprocess
import sys

import pytest

from loaders.__main__ import COMMANDS, main

NAMES = sorted(path.stem for path in COMMANDS.glob("*.py"))
ALL = ", ".join(NAMES)


@pytest.mark.parametrize(
    ("word", "hint"),
    [("loda", " Did you mean 'load'?"), ("help", ""), ("--built", ""), ("", ""), ("verfy", " Did you mean 'verify'?")],
)
def test_a_word_that_is_not_a_command_is_answered_in_a_sentence_with_the_nearest(
    word, hint, capsys, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    assert main([word, "--built", "built"]) == 2
    assert capsys.readouterr() == ("", f"There is no command '{word}'. There are {ALL}.{hint}\n")
    assert [*tmp_path.iterdir()] == []  # "help" was once taken for a folder to load


def test_a_folder_without_a_command_is_not_loaded(capsys, collection):
    folder = str(collection.received)
    assert main([folder, "--built", str(collection.built)]) == 2
    assert capsys.readouterr().err.endswith(f" Did you mean 'load {folder}'?\n")
    assert not collection.built.exists()


@pytest.mark.parametrize("name", NAMES)
def test_every_command_helps_by_itself(name, capsys):
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    helped = capsys.readouterr().out
    assert ended.value.code == 0
    assert helped.startswith(f"usage: python -m loaders {name} ")
    assert f"  {name} " in _help(capsys)


def _help(capsys) -> str:
    assert main(["--help"]) == 0
    return capsys.readouterr().out


def run_in_own_process(before: str, *words: str, then: str = "") -> subprocess.CompletedProcess[str]:
    """Runs the command in a process that has imported nothing yet."""
    code = ("import sys", before, "from loaders.__main__ import main", "status = main()", then, "sys.exit(status)")
    command = [sys.executable, "-c", "\n".join(code), *words]
    return subprocess.run(command, cwd=COMMANDS.parents[1], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", ["publish", "release"])
def test_a_command_that_lacks_a_package_says_how_to_install_it(name, tmp_path):
    done = run_in_own_process("sys.modules['phonenumbers'] = None", name, "--out", str(tmp_path / "public"))
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.startswith("Nothing was done. ") and "phonenumbers" in done.stderr
    assert done.stderr.endswith("-r requirements/publish.txt\n")
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(("word", "status"), [("--help", 0), ("loda", 2)])
def test_help_and_a_slip_import_no_package(word, status):
    slow = "{'altair', 'duckdb', 'openpyxl', 'pandas', 'pandera', 'pydantic', 'streamlit'}"
    done = run_in_own_process("", word, then=f"assert not {slow} & sys.modules.keys()")
    assert done.returncode == status, done.stderr

"""What the docs say about speed comes from a command: every benchmark has its place, and only its output changes."""

from pathlib import Path

import pytest

from benchmarks import __main__ as benchmarks
from benchmarks.table import growth, number, table, targets, verdict

ROOT = Path(__file__).parent.parent
PAGE = """# Speed
<!-- python -m benchmarks.one -->
old
<!-- end -->
Between.
<!-- python -m benchmarks.one full -->
<!-- end -->
"""


def commands():
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")]
    return [block["command"] for text in texts for block in benchmarks.blocks(text)]


def test_every_benchmark_has_its_place_in_the_docs_and_every_place_its_benchmark():
    files = [*(ROOT / "benchmarks").glob("*.py"), *(ROOT / "benchmarks").glob("*/__main__.py")]
    programs = [path for path in files if "\ndef main(" in path.read_text(encoding="utf-8")]
    modules = {path.parent.name if path.stem == "__main__" else path.stem for path in programs} - {"benchmarks"}
    named = {command.split()[2].removeprefix("benchmarks.") for command in commands()}
    assert named == modules


def test_a_place_knows_its_command_and_whether_it_is_a_long_one():
    assert [(block["command"], bool(block["full"])) for block in benchmarks.blocks(PAGE)] == [
        ("python -m benchmarks.one", False),
        ("python -m benchmarks.one full", True),
    ]


def test_only_the_chosen_benchmarks_run_and_only_their_tables_change(tmp_path, monkeypatch):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "speed.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "benchmarks").mkdir()
    (tmp_path / "benchmarks" / "one.py").write_text("import sys\nprint('ran', *sys.argv[1:])", encoding="utf-8")
    monkeypatch.setattr(benchmarks, "ROOT", tmp_path)
    benchmarks.main()
    once = (tmp_path / "docs" / "speed.md").read_text(encoding="utf-8")
    assert once.startswith("# Speed\n<!-- python -m benchmarks.one -->\nran\n\nTaken on ")
    assert once.endswith("<!-- end -->\nBetween.\n<!-- python -m benchmarks.one full -->\n<!-- end -->\n")
    benchmarks.main("full")
    assert "<!-- python -m benchmarks.one full -->\nran full\n" in (tmp_path / "docs" / "speed.md").read_text()


@pytest.mark.parametrize(
    ("measured", "most", "words"),
    [
        (1, 2, "met"),
        (2, 2, "met"),
        (3, 2, "**missed by 50%**"),
        (2.1, 2, "**missed by 5%**"),
        (2.01, 2, "**missed by less than 1%**"),
    ],
)
def test_a_target_is_met_or_missed_by_so_much(measured, most, words):
    assert verdict(measured, most) == words
    assert targets([("time", most, measured)]).splitlines()[-1].endswith(f"| {words} |")


@pytest.mark.parametrize(("costs", "power"), [([1, 10], 1), ([1, 100], 2), ([5, 5], 0)])
def test_growth_is_the_power_of_the_size(costs, power):
    assert growth([100, 1_000], costs) == pytest.approx(power)


def test_a_table_is_markdown():
    assert table(["a", "b"], [(1, 2)]) == "| a | b |\n| --- | --- |\n| 1 | 2 |"


@pytest.mark.parametrize(("value", "words"), [(11_500, "11,500"), (1 / 3, "0.333"), (99.95, "100"), (2, "2")])
def test_a_figure_is_never_a_power_of_ten(value, words):
    assert number(value) == words

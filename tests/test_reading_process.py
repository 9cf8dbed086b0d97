"""The reading process loads little: openpyxl only for a file that needs it, and its own copy of the standard."""

import subprocess
import sys
from pathlib import Path

import hostile
import pytest
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.styles.numbers import BUILTIN_FORMATS

from loaders.reader.read_file import read_bytes
from loaders.reader.refusal import FileRefused
from loaders.reader.standard import BUILT_IN_FORMATS, PALETTE
from loaders.reader.walk import area
from loaders.reader.worker import Worker

ROOT = Path(__file__).parents[1]
SLOW_TO_LOAD = ("openpyxl", "pandas", "numpy", "duckdb", "pydantic", "msgspec", "ssl", "hashlib")


def test_a_reading_process_starts_without_modules_that_few_files_need():
    code = (
        f"import sys, loaders.reader.child as child; child._warm_up(); print([*{{*{SLOW_TO_LOAD}}} & {{*sys.modules}}])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_file_that_needs_the_slow_reader_is_read_and_the_next_one_too():
    worker = Worker()
    worker.ask(hostile.plain())
    assert b"They were read by the slower reader." in worker.ask(hostile.far_apart())
    assert b"Paint the railing" in worker.ask(hostile.plain())
    assert "with-openpyxl" not in worker._process.args
    worker.stop()
    assert read_bytes(hostile.far_apart()).grids[0].last_row == 1_048_576


def test_the_constants_of_the_standard_agree_with_openpyxl():
    assert BUILT_IN_FORMATS == BUILTIN_FORMATS
    assert [colour[-6:] for colour in COLOR_INDEX] == PALETTE


@pytest.mark.parametrize("written", ["", ":", "$", "A1:", ":B2", "A-1", "A1:B2:C3", "ABCD1", "#REF!"])
def test_a_text_that_is_not_an_area_is_refused(written):
    with pytest.raises(FileRefused):
        area(written)


def test_areas():
    assert [area(one) for one in ("B2", "$B$2:C4", "B:C", "2:4")] == [
        (2, 2, 2, 2), (2, 2, 4, 3), (1, 2, 1_048_576, 3), (2, 1, 4, 16_384),
    ]  # fmt: skip

"""The paper about very many actions, reviews or bodies still stands on two pages, and its drawings can be read."""

from __future__ import annotations  # see conftest.py for the reason

import re
from datetime import date
from functools import partial

import pypdfium2
import pytest
from make_large import AS_OF, SETS, make
from once import once

from tracker import store
from tracker.charts import pictures
from tracker.reports.committee import committee_paper
from tracker.reports.documents.pdf import HIGHEST, WIDEST, pdf_file
from tracker.reports.drawings import how_far, two_clocks
from tracker.reports.meeting import Meeting
from tracker.reports.paper import Picture

SMALLEST = 6  # points: smaller letters are illegible on paper
LETTERS = 14 * 72 / 25.4  # of a drawing: 14 pixels, in points where a pixel is a millimetre wide


@pytest.fixture(params=SETS)
def meeting(request, tmp_path_factory) -> Meeting:
    folder = once(tmp_path_factory, f"large-{request.param}", partial(make, request.param))
    return Meeting(store.connect(store.current(folder / "built")), AS_OF, date(2026, 9, 12))


def test_the_first_two_pages_are_two_pages(meeting):
    with pypdfium2.PdfDocument(pdf_file(committee_paper(meeting))) as pages:
        first = [pages[n].get_textpage().get_text_range().splitlines()[0] for n in range(3)]
    assert first[1:] == ["How far each agency is", "Appendix: every agency"]


@pytest.mark.parametrize("draw", [how_far, two_clocks])
def test_the_letters_of_its_drawings_can_be_read(meeting, draw):
    (picture,) = (block for block in draw(meeting) if isinstance(block, Picture))
    size = re.findall(r' (?:width|height)="([0-9.]+)"', pictures.svg(picture.specification))[:2]
    wide, high = map(float, size)
    assert min(WIDEST / wide, HIGHEST / high) * LETTERS >= SMALLEST

"""Where the page Layout sends its forms."""

from collections.abc import Sequence

from starlette.datastructures import FormData
from starlette.formparsers import FormParser
from starlette.requests import Request
from starlette.routing import Route

from pages.staff import layout_answers
from pages.staff.acts import Act
from pages.staff.form_route import form_route, in_time
from pages.staff.layout_forms import COLUMN, SAVE, SENDER, SHEET, TABLES, WORDS

MOST_BYTES = 500_000  # of one form: a sheet has 60 rows to mark, a workbook hundreds of words and columns
MOST_FIELDS = 3_000


async def _many(request: Request) -> FormData:
    return await FormParser(request.headers, in_time(request), max_fields=MOST_FIELDS).parse()


ROUTES: Sequence[Route] = tuple(
    form_route(path, Act.LAYOUT, do, MOST_BYTES, _many)
    for path, do in (
        (SHEET, layout_answers.sheet),
        (COLUMN, layout_answers.columns),
        (WORDS, layout_answers.words),
        (SENDER, layout_answers.sender),
        (TABLES, layout_answers.tables),
        (SAVE, layout_answers.save),
    )
)

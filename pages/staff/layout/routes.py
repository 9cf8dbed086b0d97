"""The route for the form of the page Layout."""

from collections.abc import Sequence

from starlette.datastructures import FormData
from starlette.formparsers import FormParser
from starlette.requests import Request
from starlette.routing import Route

from pages.staff.acts import Act
from pages.staff.form_route import form_route, in_time
from pages.staff.layout import answers as layout_answers
from pages.staff.layout.fields import SEND

MOST_BYTES = 1_000_000  # of the whole page: a sheet has 60 rows to mark, a workbook hundreds of words and columns
MOST_FIELDS = 5_000


async def _many(request: Request) -> FormData:
    return await FormParser(request.headers, in_time(request), max_fields=MOST_FIELDS).parse()


ROUTES: Sequence[Route] = (form_route(SEND, Act.LAYOUT, layout_answers.answer, MOST_BYTES, _many),)

"""What the site's first page shows before anything else has loaded: the position that its address asks for."""

from collections.abc import Mapping
from contextlib import suppress
from functools import partial

from markupsafe import Markup

from pages.parts import page_files
from pages.parts.banners import banners
from pages.parts.fair_queue import NoTurn
from pages.parts.filters import filter_form, search_box
from pages.parts.overview_opening import overview_opening
from pages.parts.pieces import leave
from pages.parts.position import NAMES, offer_on, position
from pages.parts.today import london_day
from pages.parts.turns import turn_for_first_sight
from pages.server.one_by_one import Busy, OneByOne
from tracker import compiled_words, store
from tracker.html.forms import side_by_side

MOST_WAITING = 8  # beyond this the page is drawn like any other, so that a flood of requests takes nobody's place
PATIENCE = 3.0  # seconds
BLOCK = Markup('<div class="stHtml" data-testid="stHtml">{}</div>')  # same markup as later, so the same styles apply
FRAME = Markup('<div id="an-first"><header><img src="./app/static/logo.svg" alt="{}"></header><main>{}</main></div>')


class FirstSight:
    """Makes first sights off the event loop, one at a time, each taking its turn in the queue that pages wait in."""

    def __init__(self) -> None:
        self.line = OneByOne(MOST_WAITING, PATIENCE)

    async def of(self, params: Mapping[str, str], name: str) -> str:
        """The HTML for what an address asks for; "" if the queue is too long or there is no database to read."""
        with suppress(Busy, NoTurn, store.NoDatabase, store.DatabaseError):
            return await self.line.of(partial(_in_turn, params, name))
        return ""


def _in_turn(params: Mapping[str, str], name: str) -> str:
    with turn_for_first_sight():
        return first_sight(params, name)


def first_sight(params: Mapping[str, str], name: str) -> str:
    """The opening of the Overview as HTML. Raises NoDatabase, DatabaseError."""
    db = store.connect_current()
    offer = offer_on(db, london_day())
    words = {one: params.get(one, "") for one in NAMES}
    at = position(db, offer, _pages(), words)
    forms = side_by_side(filter_form(at, offer, "", params), search_box(at, params.get("q", "")))
    with compiled_words.words_for(at.is_compiled):
        pieces = [leave(None), forms, *banners(at, False, params), *overview_opening(at)]
    return FRAME.format(name, Markup("").join(BLOCK.format(piece) for piece in pieces))


def _pages() -> frozenset[str]:
    """Every page's address, as the frame has them: the first page's is ""."""
    _, *others = map(page_files.address, (*page_files.screens(), *page_files.texts()))
    return frozenset(["", *others])

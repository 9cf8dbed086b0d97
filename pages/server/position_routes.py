"""Sends the files of a position, made for whoever asks, at addresses that programs can read too."""

from collections.abc import Mapping
from functools import partial
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pages.parts.citation_address import wrong_record
from pages.parts.fair_queue import NoTurn
from pages.parts.position import NAMES, offer_on, position
from pages.parts.position_files import CHARTS, MIMES, TABLES, file_of
from pages.parts.today import london_day
from pages.parts.turns import turn_for_file
from pages.server.one_by_one import Busy, OneByOne
from tracker import exports, store
from tracker.feeds.request import NotThere, read_request

MOST_WAITING = 20  # beyond this whoever asks is told to come back later, so that a flood takes nobody's place
PATIENCE = 30.0  # seconds
COME_AGAIN = {"Retry-After": "60"}
LINE = OneByOne(MOST_WAITING, PATIENCE)
NO_FILE = "There is no such file at this position. The page Data lists those that there are."


def _route(folder: str) -> Route:
    async def send(request: Request) -> Response:
        name, words = request.path_params["name"], dict(request.query_params)
        try:
            return await LINE.of(partial(_made, folder, name, words))
        except (NotThere, store.NoDatabase) as error:
            return PlainTextResponse(str(error), 404)
        except (Busy, NoTurn, store.DatabaseError):
            return PlainTextResponse("This file cannot be made just now. Ask again in a minute.", 503, COME_AGAIN)

    return Route(f"/{folder}/{{name}}", send, methods=["GET"])


def _made(folder: str, name: str, words: Mapping[str, str]) -> Response:
    """The answer with a file of the position that the words of an address ask for. Raises NotThere."""
    asked = {key: words.get(key, "") for key in NAMES}
    with turn_for_file():
        db, today = store.connect_current(), london_day()
        read_request(db, {key: asked[key] for key in ("review", "agency", "as_of")}, today)
        if wrong_record(db, asked["record"]):
            raise NotThere(f"The ledger has no record “{asked['record']}”.")
        at = position(db, offer_on(db, today), frozenset(), asked)
        if (content := file_of(folder, name, at)) is None:
            raise NotThere(NO_FILE)
    stem, _, ending = name.rpartition(".")
    own_name = exports.file_name(stem.replace("_", "-"), at.as_of, at.is_illustrative, ending)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(own_name)}", "Cache-Control": "no-cache"}
    return Response(content, media_type=MIMES[ending], headers=headers)


POSITION_FILES = [_route(TABLES), _route(CHARTS)]

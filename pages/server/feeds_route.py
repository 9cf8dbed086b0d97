"""Sends feeds, calendars and records at plain addresses, which programs poll without a browser."""

import hashlib
from collections.abc import Callable, Mapping
from functools import partial

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pages.parts.fair_queue import NoTurn
from pages.parts.today import london_day
from pages.parts.turns import turn_for_feed
from pages.server.one_by_one import Busy, OneByOne
from tracker import store
from tracker.feeds import calendar, changes_feed, record
from tracker.feeds.request import FeedRequest, NotThere, read_request

MOST_WAITING = 20  # beyond this a program is told to come back later, so that a flood of requests takes nobody's place
PATIENCE = 20.0  # seconds
COME_AGAIN = {"Retry-After": "60"}
LINE = OneByOne(MOST_WAITING, PATIENCE)
Make = Callable[[FeedRequest], bytes]


def _route(address: str, mime: str, make: Make) -> Route:
    async def send(request: Request) -> Response:
        try:
            content = await LINE.of(partial(_made, dict(request.query_params), make))
        except (NotThere, store.NoDatabase) as error:
            return PlainTextResponse(str(error), 404)
        except (Busy, NoTurn, store.DatabaseError):
            return PlainTextResponse("This cannot be answered just now. Ask again in a minute.", 503, COME_AGAIN)
        return _answer(request, content, mime)

    return Route(f"/{address}", send, methods=["GET"])


def _made(words: Mapping[str, str], make: Make) -> bytes:
    with turn_for_feed():
        db = store.connect_current()
        return make(read_request(db, words, london_day()))


def _answer(request: Request, content: bytes, mime: str) -> Response:
    """The response with the content, or a 304 where the program already has it."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"Cache-Control": "no-cache", "ETag": tag}
    had = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if tag in had or "*" in had:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=f"{mime}; charset=utf-8", headers=headers)


FEEDS = [
    _route(calendar.ADDRESS, calendar.MIME, calendar.calendar),
    _route(changes_feed.ADDRESS, changes_feed.MIME, changes_feed.changes_feed),
    _route("actions.json", record.MIME, record.action_record),
    _route("recommendations.json", record.MIME, record.recommendation_record),
]

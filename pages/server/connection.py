"""Serves one visitor's connection from its beginning to its end."""

import asyncio
from contextlib import suppress
from functools import partial

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.parts import page_delivery
from pages.parts.bucket import Bucket
from pages.server.messages import only_allowed
from pages.server.visits import Visit, Visits
from tracker.site import site

TRY_AGAIN_LATER = 1013  # from the registry of RFC 6455: the browser connects again, so it loses nothing


async def serve_visitor(app: ASGIApp, visits: Visits, scope: Scope, receive: Receive, send: Send) -> None:
    """Passes a visitor through to the app, within the limits, until the connection ends."""
    closing: list[asyncio.Task[None]] = []  # keeps the task from being garbage-collected before it has run
    visit = visits.begin(lambda: closing.append(asyncio.create_task(_close(send))), _session_asked_for(scope))
    bucket = Bucket(site().limits.messages, site().limits.messages_a_second)
    try:
        await app(scope, only_allowed(receive, send, bucket, partial(visits.ask, visit)), _noticed(send, visit))
    finally:
        visits.leave(visit)
        page_delivery.end_session(visit.session)


def _session_asked_for(scope: Scope) -> str:
    """The session that a browser says it is coming back to, "" for none: the third subprotocol that it names."""
    return (scope["subprotocols"][2:3] or [""])[0]


def _noticed(send: Send, visit: Visit) -> Send:
    """A `send` that notes which session Streamlit gives the visitor, and raises OSError after the visit is over."""

    async def noticed(message: Message) -> None:
        if visit.is_over:
            raise OSError("This connection was ended.")  # Streamlit then stops writing, without a log line
        if not visit.session and (data := message.get("bytes")):
            visit.session = ForwardMsg.FromString(data).new_session.initialize.session_id
        await send(message)
        page_delivery.notice(visit.session, message.get("bytes") or b"")

    return noticed


async def _close(send: Send) -> None:
    with suppress(RuntimeError, OSError):  # it has already ended by itself
        await send({"type": "websocket.close", "code": TRY_AGAIN_LATER})

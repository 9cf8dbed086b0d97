"""One visitor's connection from its beginning to its end."""

import asyncio
from contextlib import suppress
from functools import partial

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.parts import sent
from pages.parts.bucket import Bucket
from pages.server.messages import only_allowed
from pages.server.visits import Visit, Visits
from tracker.site import site

TRY_AGAIN_LATER = 1013  # as the registry of RFC 6455 numbers it: a browser connects again, and so loses nothing


async def serve_visitor(app: ASGIApp, visits: Visits, scope: Scope, receive: Receive, send: Send) -> None:
    """Lets a visitor through to the app, within the limits, until the connection ends."""
    closing: list[asyncio.Task[None]] = []  # else the task might be collected before it has run
    visit = visits.begin(lambda: closing.append(asyncio.create_task(_close(send))), _session_asked_for(scope))
    bucket = Bucket(site().limits.messages, site().limits.messages_a_second)
    try:
        await app(scope, only_allowed(receive, send, bucket, partial(visits.ask, visit)), _noticed(send, visit))
    finally:
        visits.leave(visit)
        sent.gone(visit.session)


def _session_asked_for(scope: Scope) -> str:
    """The session that a browser says it comes back to, "" for none: the third of the protocols that it names."""
    return (scope["subprotocols"][2:3] or [""])[0]


def _noticed(send: Send, visit: Visit) -> Send:
    """Notices the session that Streamlit gives the visitor, and sends nothing after the end."""

    async def noticed(message: Message) -> None:
        if visit.is_over:
            raise OSError("This connection was ended.")  # on which Streamlit stops writing, without a line in the log
        if not visit.session and (data := message.get("bytes")):
            visit.session = ForwardMsg.FromString(data).new_session.initialize.session_id
        await send(message)
        sent.notice(visit.session, message.get("bytes") or b"")

    return noticed


async def _close(send: Send) -> None:
    with suppress(RuntimeError, OSError):  # it has ended by itself meanwhile
        await send({"type": "websocket.close", "code": TRY_AGAIN_LATER})

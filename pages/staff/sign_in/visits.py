"""The connections of people who are signed in; the person is checked again with every message."""

from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import get_instance

from pages.staff.sign_in import settings
from pages.staff.sign_in.cookie import claims_of
from pages.staff.sign_in.offered_downloads import OfferedDownloads
from pages.staff.sign_in.person import Person, is_signed_in, person_of
from pages.staff.sign_in.plain_pages import SIGN_IN

PROTOCOLS = "sec-websocket-protocol"
ENDED = 1000  # the closing code of RFC 6455: the browser has been sent elsewhere
REMEMBERED = 2_000  # sessions whose person is remembered; nobody returns to an older one


class SignedInVisits:
    """Serves connections, and lets a browser return to a session only for the same person with the same role."""

    def __init__(self, app: ASGIApp, sent: OfferedDownloads):
        self.app, self.sent = app, sent
        self._of: dict[str, Person] = {}

    async def serve(self, person: Person, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one connection from beginning to end."""
        # Streamlit treats a visitor without an origin as nobody, and compares origins with any host a request names.
        if Headers(scope=scope).get("origin") != settings.origin():
            await PlainTextResponse("Only pages of this site may connect to it.", 403)(scope, receive, send)
            return
        claims, session = claims_of(scope), ""

        async def noticed(message: Message) -> None:
            nonlocal session
            sent = ForwardMsg.FromString(message.get("bytes") or b"")
            if not session and (session := sent.new_session.initialize.session_id):
                self._remember(session, person)
            self.sent.notice(person, sent)
            await send(message)

        async def checked() -> Message:
            message = await receive()
            while message["type"] == "websocket.receive" and person_of(claims) == person:
                if self._may_ask(person, message.get("bytes") or b""):
                    return message
                message = await receive()
            if message["type"] != "websocket.receive":
                return message
            await send(_sent_elsewhere(claims))
            await send({"type": "websocket.close", "code": ENDED})
            self._end(session)
            return {"type": "websocket.disconnect", "code": ENDED}

        await self.app(self._without_session_of_others(scope, person), checked, noticed)

    def _may_ask(self, person: Person, message: bytes) -> bool:
        """Whether a message may pass: it asks for no download, or for one offered to this person."""
        asked = BackMsg.FromString(message)
        if asked.WhichOneof("type") != "backend_operation_request":
            return True
        return self.sent.is_of(person, asked.backend_operation_request.deferred_file.file_id)

    def _remember(self, session: str, person: Person) -> None:
        self._of[session] = person
        while len(self._of) > REMEMBERED:
            del self._of[next(iter(self._of))]

    def _end(self, session: str) -> None:
        """Ends a session, which would outlive its connection with all its pages and buttons."""
        self._of.pop(session, None)
        get_instance().close_session(session)

    def _without_session_of_others(self, scope: Scope, person: Person) -> Scope:
        headers = MutableHeaders(raw=[*scope["headers"]])
        named = [one.strip() for one in headers.get(PROTOCOLS, "").split(",")]
        if len(named) > 2 and self._of.get(named[2]) != person:
            headers[PROTOCOLS] = ", ".join(named[:2])
        return {**scope, "headers": headers.raw}


def _sent_elsewhere(claims: Mapping[str, object]) -> Message:
    """A message that makes a browser load the sign-in page, or the first page as it is for the new role."""
    message = ForwardMsg()
    message.auth_redirect.url = "/" if is_signed_in(claims) else SIGN_IN
    return {"type": "websocket.send", "bytes": message.SerializeToString()}

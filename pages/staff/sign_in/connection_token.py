"""The token that proves a page of this site opened a connection; it comes with the page, not after it."""

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import Message, Scope, Send
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME


def with_token(scope: Scope, send: Send) -> Send:
    """A `send` that adds a token to the answer, for a browser that has none yet.

    Streamlit sends it with a later answer, possibly after the connection was opened, which then belongs to nobody.
    """
    if XSRF_COOKIE_NAME in HTTPConnection(scope).cookies:
        return send

    async def given(message: Message) -> None:
        if message["type"] == "http.response.start":
            cookie = f"{XSRF_COOKIE_NAME}={generate_xsrf_token_string()}; Path=/; SameSite=Lax"
            MutableHeaders(scope=message).append("set-cookie", cookie)
        await send(message)

    return given

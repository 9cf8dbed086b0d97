"""The token by which a connection shows that a page of this site opened it: it comes with the page, not after it."""

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import Message, Scope, Send
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME


def with_token(scope: Scope, send: Send) -> Send:
    """Gives a browser that has no token yet one with what it asked for.

    Streamlit gives it with another answer, which may come after the connection was opened: then that is of nobody.
    """
    if XSRF_COOKIE_NAME in HTTPConnection(scope).cookies:
        return send

    async def given(message: Message) -> None:
        if message["type"] == "http.response.start":
            cookie = f"{XSRF_COOKIE_NAME}={generate_xsrf_token_string()}; Path=/; SameSite=Lax"
            MutableHeaders(scope=message).append("set-cookie", cookie)
        await send(message)

    return given

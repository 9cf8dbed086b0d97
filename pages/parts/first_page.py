"""The page that every address answers with before anything is drawn: in our language, under our name."""

from pathlib import Path

import streamlit as st
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

NAME = "Answerable"
WITHOUT_SCRIPT = f"""
      <h1>{NAME}</h1>
      <p>This site needs JavaScript, and it is switched off in your browser. Switch it on, then load the page again.</p>
      <p>If you or a child is in danger now, call 999. Childline: 0800 1111, free, day and night.</p>
    """


def first_page() -> str:
    """Streamlit's own first page with another language, title and word for browsers without JavaScript."""
    html = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    for old, new in {'<html lang="en">': '<html lang="en-GB">', "<title>Streamlit<": f"<title>{NAME}<"}.items():
        if old not in html:
            raise RuntimeError(f"Streamlit's first page no longer holds {old}. Correct pages/parts/first_page.py.")
        html = html.replace(old, new)
    before, _, rest = html.partition("<noscript>")
    return f"{before}<noscript>{WITHOUT_SCRIPT}</noscript>{rest.partition('</noscript>')[2]}"


class FirstPage(BaseHTTPMiddleware):
    """Answers with our first page wherever Streamlit would answer with its own; all else passes."""

    html = first_page()

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        """The answer to one request."""
        response = await call_next(request)
        if not response.headers.get("content-type", "").startswith("text/html"):
            return response
        return HTMLResponse(self.html, response.status_code, {"Cache-Control": "no-cache"})

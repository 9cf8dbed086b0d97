"""The page that every address answers with before anything is drawn, in British English and under our name."""

from pathlib import Path

import streamlit as st
from markupsafe import Markup
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from pages.parts.here import NAME
from tracker.html.blocks import summary_list, telephone
from tracker.site import site

REPLACEMENTS = {
    '<html lang="en">': '<html lang="en-GB">',
    "<title>Streamlit</title>": f"<title>{NAME}</title>",
    # Only read by robots of one kind; a browser may run no script that stands in the page (pages/server/guard.py).
    "<script>\n      window.prerenderReady = false\n    </script>": "",
    '<link rel="service-desc" href="./_stcore/agent/openapi.json" />': "",
}
WITHOUT_SCRIPT = Markup(
    "<h1>{}</h1><p>This site needs JavaScript, which is switched off in your browser. Switch it on, then load the page "
    "again.</p><p>If you need somebody to talk to:</p>{}"
)


def first_page() -> str:
    """Streamlit's own first page with our language, title and words for browsers without JavaScript.

    Raises RuntimeError where a later Streamlit no longer has the text that is replaced.
    """
    html = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    if missing := [old for old in (*REPLACEMENTS, "<noscript>") if old not in html]:
        raise RuntimeError(f"Streamlit's first page has no {missing[0]} any more. Correct pages/server/first_page.py.")
    for old, new in REPLACEMENTS.items():
        html = html.replace(old, new)
    before, _, rest = html.partition("<noscript>")
    lines = summary_list((line.name, telephone(line.telephone)) for line in site().support)
    return f"{before}<noscript>{WITHOUT_SCRIPT.format(NAME, lines)}</noscript>{rest.partition('</noscript>')[2]}"


class FirstPage(BaseHTTPMiddleware):
    """Middleware that puts our first page in the place of Streamlit's; every other answer passes."""

    html = first_page()

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        """Answers one request."""
        response = await call_next(request)
        if not response.headers.get("content-type", "").startswith("text/html"):
            return response
        return HTMLResponse(self.html, response.status_code, {"Cache-Control": "no-cache"})

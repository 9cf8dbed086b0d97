"""The page that every address first answers with, before anything is drawn: in British English, under our name."""

import gzip
import re
from pathlib import Path

import streamlit as st
from markupsafe import Markup
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from pages.parts.here import NAME
from pages.server.alternates import alternates
from pages.server.first_sight import FirstSight
from pages.server.script_files import STYLE as SHEET
from pages.server.script_files import style_tag, tags
from tracker.html.blocks import summary_list, telephone
from tracker.site import site

REPLACEMENTS = {
    '<html lang="en">': '<html lang="en-GB">',
    "<title>Streamlit</title>": f"<title>{NAME}</title>",
    # Only one kind of robot reads it, and a browser must not run inline scripts (pages/server/guard.py).
    "<script>\n      window.prerenderReady = false\n    </script>": "",
    '<link rel="service-desc" href="./_stcore/agent/openapi.json" />': "",
}
# Outside what Streamlit draws: it would replace the line, and screen readers would announce nothing.
STATUS, ROOT = '<p id="an-status" class="an-hidden" role="status"></p>', '<div id="root"></div>'
# The icons are hidden because their font, 376 KB, is not sent; buttons with an icon also have a name.
STYLE = "<style>[data-testid=stIconMaterial], [data-testid=stExpandSidebarButton] { display: none !important }</style>"
FONT = (
    "@font-face {{ font-family: 'Public Sans'; font-weight: {weight}; font-display: swap; "
    "src: url(./app/static/public-sans-latin-{weight}-normal.woff2) format('woff2') }}"
)
BUNDLE = '<script type="module"'
PRELOAD = re.compile(r'<link\s+rel="preload"[^>]*SourceSans[^>]*>')  # Streamlit's own font, which we do not use
WITHOUT_SCRIPT = Markup(
    "<h2>{}</h2><p>JavaScript is switched off in your browser. Without it this site shows only the figures of its "
    "first page. Switch it on, then load the page again.</p><p>If you need somebody to talk to:</p>{}"
)


def first_page() -> str:
    """Streamlit's own first page with our language, our title and a notice for browsers without JavaScript.

    Raises RuntimeError where a later Streamlit no longer has the text that we replace.
    """
    html = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    if missing := [old for old in (*REPLACEMENTS, BUNDLE, ROOT, "<noscript>", "</head>") if old not in html]:
        raise RuntimeError(f"Streamlit's first page has no {missing[0]} any more. Correct pages/server/first_page.py.")
    for old, new in REPLACEMENTS.items():
        html = html.replace(old, new)
    html = PRELOAD.sub("", html)
    html = html.replace(BUNDLE, f"{STYLE}{tags()}{BUNDLE}").replace(ROOT, STATUS + ROOT)
    before, _, rest = html.partition("<noscript>")
    lines = summary_list((line.name, telephone(line.telephone)) for line in site().support)
    notice = f"<noscript>{WITHOUT_SCRIPT.format(NAME, lines)}</noscript>"  # below the figures, which need no script
    return f"{before}{rest.partition('</noscript>')[2]}".replace(ROOT, ROOT + notice)


def _look() -> str:
    """The fonts, the style sheet of every page and that of the first sight, which are needed at once."""
    sheets = [SHEET, Path(__file__).parent / "first_style.css"]
    fonts = [FONT.format(weight=weight) for weight in (400, 600, 700)]
    return "".join(["<style>", *fonts, *(sheet.read_text(encoding="utf-8") for sheet in sheets), "</style>"])


class FirstPage(BaseHTTPMiddleware):
    """Middleware that replaces Streamlit's first page by ours; every other answer passes unchanged."""

    html = first_page()
    look = _look()
    sights = FirstSight()

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        """Answers one request."""
        response = await call_next(request)
        is_page = response.headers.get("content-type", "").startswith("text/html")
        if not is_page or "content-disposition" in response.headers:  # a paper in HTML is sent unchanged
            return response
        html = self.html.replace("</head>", f"{alternates(request.url.path, request.query_params)}</head>", 1)
        if request.url.path == "/" and (sight := await self.sights.of(dict(request.query_params), NAME)):
            html = html.replace(STATUS, f"{self.look}{sight}{STATUS}", 1)
        else:
            html = html.replace(STATUS, f"{style_tag()}{STATUS}", 1)
        headers = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
        content = html.encode()
        if "gzip" in request.headers.get("accept-encoding", ""):
            content = gzip.compress(content, 6)
            headers["Content-Encoding"] = "gzip"
        return HTMLResponse(content, response.status_code, headers)

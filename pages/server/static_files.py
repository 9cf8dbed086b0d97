"""Sends Streamlit's scripts and styles gzipped, each compressed once, without the fonts that no page uses."""

import gzip
import re
from functools import cache
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

PLACE = Path(st.__file__).parent / "static"
KINDS = {".js": "text/javascript", ".css": "text/css"}
FILES = {f"/{path.relative_to(PLACE).as_posix()}": path for path in PLACE.glob("static/*/*") if path.suffix in KINDS}
UNUSED_FONT = re.compile(r"@font-face\{[^}]*font-family:\"?'?(Source|KaTeX|Material)[^}]*\}")
FOR_EVER = "public, immutable, max-age=31536000"  # its name changes with its content


class StaticFiles:
    """Middleware that answers requests for these files where the browser takes gzip, as all do; others pass."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        file = FILES.get(scope["path"]) if scope["type"] == "http" else None
        if file is None or "gzip" not in Headers(scope=scope).get("accept-encoding", ""):
            await self.app(scope, receive, send)
            return
        headers = {"Cache-Control": FOR_EVER, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        content = await run_in_threadpool(_compressed, file)
        await Response(content, media_type=KINDS[file.suffix], headers=headers)(scope, receive, send)


@cache
def _compressed(file: Path) -> bytes:
    content = file.read_bytes()
    if file.suffix == ".css":
        content = UNUSED_FONT.sub("", content.decode()).encode()
    return gzip.compress(content, 6)

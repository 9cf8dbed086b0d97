"""Sends Streamlit's scripts and styles compressed, each once, without the fonts that no page uses."""

import gzip
import re
from functools import cache, partial
from pathlib import Path

import brotli
import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

PLACE = Path(st.__file__).parent / "static"
KINDS = {".js": "text/javascript", ".css": "text/css"}
FILES = {f"/{path.relative_to(PLACE).as_posix()}": path for path in PLACE.glob("static/*/*") if path.suffix in KINDS}
UNUSED_FONT = re.compile(r"@font-face\{[^}]*font-family:\"?'?(Source|KaTeX|Material)[^}]*\}")
# By the name of the encoding, the smallest first. Brotli's level 9 takes four times as long and saves a fiftieth.
ENCODINGS = {"br": partial(brotli.compress, quality=6), "gzip": partial(gzip.compress, compresslevel=6)}
FOR_EVER = "public, immutable, max-age=31536000"  # its name changes with its content


class StaticFiles:
    """Middleware that answers requests for these files in an encoding that the browser takes; others pass."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        file = FILES.get(scope["path"]) if scope["type"] == "http" else None
        # Only a request has headers: asked at the start of the server, it would fail, and Uvicorn would not say so.
        encoding = _encoding(Headers(scope=scope).get("accept-encoding", "")) if file else None
        if file is None or encoding is None:
            await self.app(scope, receive, send)
            return
        headers = {"Cache-Control": FOR_EVER, "Content-Encoding": encoding, "Vary": "Accept-Encoding"}
        content = await run_in_threadpool(_compressed, file, encoding)
        await Response(content, media_type=KINDS[file.suffix], headers=headers)(scope, receive, send)


def _encoding(accepted: str) -> str | None:
    """The smallest of ENCODINGS that a browser takes, None if it takes none."""
    parts = (part.replace(" ", "").lower().partition(";q=") for part in accepted.split(","))
    names = {name for name, _, weight in parts if not weight or weight.strip("0.")}  # a weight of 0 refuses
    return next((encoding for encoding in ENCODINGS if encoding in names), None)


@cache
def _compressed(file: Path, encoding: str) -> bytes:
    content = file.read_bytes()
    if file.suffix == ".css":
        content = UNUSED_FONT.sub("", content.decode()).encode()
    return ENCODINGS[encoding](content)

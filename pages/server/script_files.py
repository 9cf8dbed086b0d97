"""Sends our scripts and style sheet, each at an address that changes with its content: browsers cache it for good."""

import hashlib
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pages.parts.page_files import PAGES

FOLDER = "/scripts"
STYLE = PAGES / "parts" / "style.css"
KINDS = {".js": "text/javascript", ".css": "text/css"}
FOR_EVER = "public, immutable, max-age=31536000"


def _address(path: Path) -> str:
    return f"{path.stem}.{hashlib.sha256(path.read_bytes()).hexdigest()[:12]}{path.suffix}"


SCRIPTS = {_address(path): path.read_bytes() for path in sorted((Path(__file__).parent / "scripts").glob("*.js"))}
FILES = {**SCRIPTS, _address(STYLE): STYLE.read_bytes()}


def tags() -> str:
    """The script elements that load our scripts, deferred until the page is parsed and before Streamlit's own start."""
    return "".join(f'<script defer src=".{FOLDER}/{name}"></script>' for name in SCRIPTS)


def style_tag() -> str:
    """The element that loads our style sheet; it goes in the body, after Streamlit's own styles."""
    return f'<link rel="stylesheet" href=".{FOLDER}/{_address(STYLE)}">'


def _send(request: Request) -> Response:
    content = FILES.get(request.path_params["name"])
    if content is None:
        return PlainTextResponse("There is nothing here.", 404)
    kind = KINDS[Path(request.path_params["name"]).suffix]
    return Response(content, media_type=kind, headers={"Cache-Control": FOR_EVER})


SCRIPT_FILES = Route(f"{FOLDER}/{{name}}", _send, methods=["GET"])

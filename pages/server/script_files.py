"""Sends our own scripts, each at an address that changes with its content, so that a browser can cache it for good."""

import hashlib
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

FOLDER = "/scripts"
FOR_EVER = "public, immutable, max-age=31536000"


def _address(path: Path) -> str:
    return f"{path.stem}.{hashlib.sha256(path.read_bytes()).hexdigest()[:12]}.js"


SCRIPTS = {_address(path): path.read_bytes() for path in sorted((Path(__file__).parent / "scripts").glob("*.js"))}


def tags() -> str:
    """The script elements that load our scripts, deferred until the page is parsed and before Streamlit's own start."""
    return "".join(f'<script defer src=".{FOLDER}/{name}"></script>' for name in SCRIPTS)


def _send(request: Request) -> Response:
    content = SCRIPTS.get(request.path_params["name"])
    if content is None:
        return PlainTextResponse("There is nothing here.", 404)
    return Response(content, media_type="text/javascript", headers={"Cache-Control": FOR_EVER})


SCRIPT_FILES = Route(f"{FOLDER}/{{name}}", _send, methods=["GET"])

"""Sends files that lie beside the database unchanged, at addresses that programs can read without a browser."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from tracker import open_data, store
from tracker.reports import published_papers


class ServedFile(Protocol):
    """A file on disk with its media type."""

    @property
    def path(self) -> Path:
        """The file's path on disk."""

    @property
    def media_type(self) -> str:
        """The file's media type, such as application/pdf."""


def _route(address: str, files: Callable[[], Mapping[str, ServedFile]], page: str) -> Route:
    """The route that sends one of `files` as an attachment; no other file on disk can be reached."""

    def send(request: Request) -> Response:
        name = request.path_params["name"]
        try:
            file = files().get(name)
        except store.NoDatabase:
            file = None
        if not file:
            return PlainTextResponse(f"There is no such file. The page {page} lists those that there are.", 404)
        headers = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
        return FileResponse(file.path, media_type=file.media_type, filename=name, headers=headers)

    return Route(f"{address}/{{name}}", send, methods=["GET"])


FILE_ROUTES = [
    _route(open_data.ADDRESS, open_data.files, "Data"),
    _route(published_papers.ADDRESS, published_papers.files, "Committee report"),
]

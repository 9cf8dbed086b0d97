"""Sends the open-data files as they are, at addresses that programs can read without a browser."""

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from tracker import open_data, store


def _send(request: Request) -> Response:
    """One of the files that the data package lists, as an attachment; no other file on the disk can be reached."""
    name = request.path_params["name"]
    try:
        file = open_data.files().get(name)
    except store.NoDatabase:
        file = None
    if not file:
        return PlainTextResponse("There is no such file. The Data page lists those that there are.", 404)
    headers = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
    return FileResponse(file.path, media_type=file.media_type, filename=name, headers=headers)


OPEN_DATA = Route(f"{open_data.ADDRESS}/{{name}}", _send, methods=["GET"])

"""Lets through only the messages that our pages make a visitor's browser send, and none that is too long."""

from collections.abc import Callable

from google.protobuf.message import DecodeError
from starlette.types import Message, Receive, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from pages.parts.bucket import Bucket
from pages.parts.page_files import IS_PUBLISHED

LONGEST_ADDRESS = 4_000  # bytes of an address with its query; ours take a few hundred
LONGEST_MESSAGE = 100_000  # bytes; ours take a few thousand
# Draw a page, stop, say that the browser is still there, build a download. Other kinds empty every visitor's caches,
# ask for the version, or begin an upload.
ALLOWED = {"rerun_script", "stop_script", "app_heartbeat", "backend_operation_request"}
NEEDED_OPERATIONS = {"deferred_file"}  # a download made when its button is pressed
TOO_LONG, UNREADABLE, TOO_MANY = 1009, 1002, 1008  # close codes from RFC 6455


def only_allowed(receive: Receive, send: Send, bucket: Bucket, asks: Callable[[], None]) -> Receive:
    """A `receive` that passes on messages of an ALLOWED kind, drops others, and calls `asks` when one asks for a page.

    A message that is unreadable, too long or one too many for the bucket ends the connection.
    """

    async def next_allowed() -> Message:
        while True:
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            kind, reason = _kind(message.get("bytes") or b"") if bucket.take() else (None, TOO_MANY)
            if reason:
                await send({"type": "websocket.close", "code": reason})
                return {"type": "websocket.disconnect", "code": reason}
            if kind == "rerun_script":
                asks()
            if kind in ALLOWED:
                return message

    return next_allowed


def _kind(data: bytes) -> tuple[str | None, int]:
    """The kind of a message and 0, or None and the reason for closing the connection."""
    if len(data) > LONGEST_MESSAGE:
        return None, TOO_LONG
    try:
        message = BackMsg.FromString(data)
    except DecodeError:
        return None, UNREADABLE
    if len(message.rerun_script.query_string) > LONGEST_ADDRESS:
        return None, TOO_LONG
    return message.WhichOneof("type") if _is_needed(message) else None, 0 if data else UNREADABLE


def _is_needed(message: BackMsg) -> bool:
    """Whether our pages make a browser send it: the only operation is a download, and only staff have fragments."""
    operation = message.backend_operation_request.WhichOneof("payload")
    return operation in {None, *NEEDED_OPERATIONS} and not (IS_PUBLISHED and message.rerun_script.fragment_id)

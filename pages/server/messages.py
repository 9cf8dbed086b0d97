"""Which messages of a visitor's browser pass: those that our pages make it send, and none that is too long."""

from collections.abc import Callable

from google.protobuf.message import DecodeError
from starlette.types import Message, Receive, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from pages.parts.bucket import Bucket
from pages.parts.page_files import IS_PUBLISHED

LONGEST_ADDRESS = 4_000  # bytes of an address with its query; ours have a few hundred
LONGEST_MESSAGE = 100_000  # bytes; ours have a few thousand
# To draw a page, to stop, to say that the browser is still there, to build a download. Others empty every visitor's
# caches, ask for the version, or begin an upload.
ALLOWED = {"rerun_script", "stop_script", "app_heartbeat", "backend_operation_request"}
NEEDED_OPERATIONS = {"deferred_file"}  # a download that is made when its button is pressed
TOO_LONG, UNREADABLE, TOO_MANY = 1009, 1002, 1008  # the reasons for closing as RFC 6455 numbers them


def only_allowed(receive: Receive, send: Send, bucket: Bucket, asks: Callable[[], None]) -> Receive:
    """Gives messages of an ALLOWED kind and drops others; calls `asks` where one asks for a page.

    One that is unreadable, too long or one too many for the bucket ends the connection.
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
    """Whether a page of ours makes a browser send it: no operation but a download, and a fragment for staff alone."""
    operation = message.backend_operation_request.WhichOneof("payload")
    return operation in {None, *NEEDED_OPERATIONS} and not (IS_PUBLISHED and message.rerun_script.fragment_id)

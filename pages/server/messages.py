"""Which messages of a visitor's browser pass: those that our pages make it send, and none that is too long."""

from google.protobuf.message import DecodeError
from starlette.types import Message, Receive, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

LONGEST_ADDRESS = 4_000  # bytes of an address with its query; ours have a few hundred
LONGEST_MESSAGE = 100_000  # bytes; ours have a few thousand
# To draw a page, to stop, to say that the browser is still there, to build a download. Others empty every visitor's
# caches, ask for the version, or begin an upload.
ALLOWED = {"rerun_script", "stop_script", "app_heartbeat", "backend_operation_request"}
TOO_LONG, UNREADABLE = 1009, 1002  # the reasons for closing as RFC 6455 numbers them


def only_allowed(receive: Receive, send: Send) -> Receive:
    """Gives messages of an ALLOWED kind and drops others; one that is unreadable or too long ends the connection."""

    async def next_allowed() -> Message:
        while True:
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            kind, reason = _kind(message.get("bytes") or b"")
            if reason:
                await send({"type": "websocket.close", "code": reason})
                return {"type": "websocket.disconnect", "code": reason}
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
    return message.WhichOneof("type"), 0 if data else UNREADABLE

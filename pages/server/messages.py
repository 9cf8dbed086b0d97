"""What a visitor's browser may say over its connection: what our pages make it say, and nothing that is too long."""

from google.protobuf.message import DecodeError
from starlette.types import Message, Receive, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

LONGEST_ADDRESS = 4_000  # bytes of an address with what it asks for; ours are a few hundred
LONGEST_MESSAGE = 100_000  # bytes said at once; ours are a few thousand
# To draw a page, to stop, that it is still there, to build a download. Others empty every visitor's caches, ask what
# version this is, or begin an upload.
HEARD = {"rerun_script", "stop_script", "app_heartbeat", "backend_operation_request"}
TOO_LONG, NOT_UNDERSTOOD = 1009, 1002  # as RFC 6455 numbers the reasons for closing


def heard(receive: Receive, send: Send) -> Receive:
    """The messages that are heard; others are passed over, and one that no browser of ours sends ends the visit."""

    async def next_heard() -> Message:
        while True:
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            said, reason = _understood(message.get("bytes") or b"")
            if reason:
                await send({"type": "websocket.close", "code": reason})
                return {"type": "websocket.disconnect", "code": reason}
            if said in HEARD:
                return message

    return next_heard


def _understood(data: bytes) -> tuple[str | None, int]:
    """The kind of a message and 0, or the reason for which nobody need hear more."""
    if len(data) > LONGEST_MESSAGE:
        return None, TOO_LONG
    try:
        said = BackMsg.FromString(data)
    except DecodeError:
        return None, NOT_UNDERSTOOD
    if len(said.rerun_script.query_string) > LONGEST_ADDRESS:
        return None, TOO_LONG
    return said.WhichOneof("type"), 0 if data else NOT_UNDERSTOOD

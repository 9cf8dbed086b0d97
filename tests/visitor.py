"""Visits without a browser: with a bare connection and Streamlit's own messages, honest and hostile."""

from __future__ import annotations  # see conftest.py for the reason

import http.client
from collections.abc import Iterator
from ssl import SSLContext
from urllib.parse import urlsplit

from browser import public_addresses
from google.protobuf.json_format import MessageToDict
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from waiting import PATIENCE
from websockets.sync.client import ClientConnection, connect

PAGES = [address.strip("/") for address in public_addresses()]  # the first page is ""
# Every parameter that a page reads from its address; a test of the pages watches what they read.
PARAMETERS = (
    "review agency as_of record method ref sender counted state due first_due recommendation role since part q list "
    "priority theme success asked change committee meets_on meeting file day said table sheet across age grouped "
    "word means form which way other cells number"
).split()


def visit(
    site: str, origin: str | None = None, ssl: SSLContext | None = None, session: str | None = None
) -> ClientConnection:
    """An open connection; a given `session` is resumed. Raises InvalidStatus where the server refuses it."""
    address = site.replace("http", "ws", 1) + "/_stcore/stream"
    return connect(
        address,
        subprotocols=["streamlit", *(["no-token", session] if session else [])],
        origin=origin,
        ssl=ssl,
        max_size=None,
        open_timeout=PATIENCE,
    )


def handshake(site: str, host: str) -> int:
    """The status for a browser that asks for a connection under a host name: 101 lets it in.

    The request is written by hand, since a client library adds a host name of its own to the given one.
    """
    asked = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13"}
    return request(site, "/_stcore/stream", Host=host, Sec_WebSocket_Key="dGhlIHNhbXBsZSBub25jZQ==", **asked)[0]


def rerun(query: str = "", page: str = "", page_hash: str = "") -> bytes:
    """The message that asks for a page by its name or hash, with the query of its address."""
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_name = page
    message.rerun_script.page_script_hash = page_hash
    return message.SerializeToString()


def ask(connection: ClientConnection, message: bytes) -> list[ForwardMsg]:
    """Sends a message. Returns everything that the server sends until the script has run."""
    connection.send(message)
    came = []
    while not came or came[-1].WhichOneof("type") != "script_finished":
        came.append(ForwardMsg.FromString(connection.recv(PATIENCE)))
    return came


def look(site: str, query: str = "", page: str = "", page_hash: str = "") -> str:
    """What a new visitor gets on one page: its texts and the HTML of its blocks, one to a line."""
    with visit(site) as connection:
        return texts_of(ask(connection, rerun(query, page, page_hash)))


def texts_of(came: list[ForwardMsg]) -> str:
    """Every text of every element, one to a line. Raises AssertionError where Streamlit shows an error of its own."""
    elements = [message.delta.new_element for message in came if message.delta.HasField("new_element")]
    assert not [one for one in elements if one.HasField("exception")]
    return "\n".join(text for one in elements for text in _texts(MessageToDict(one)))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for name, one in value.items() if name != "id" for text in _texts(one))
    elif isinstance(value, list):
        yield from (text for one in value for text in _texts(one))


def request(site: str, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """The status, headers and body of the answer to one request, whose path is sent exactly as given."""
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=PATIENCE)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    body = sent.pop("body", None)
    try:
        connection.putrequest(method, path, skip_host="Host" in sent)
        for name, value in sent.items():
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body.encode() if body is not None else None)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()

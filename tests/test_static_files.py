"""Streamlit's scripts and styles come compressed, in the smallest encoding that the browser takes."""

import asyncio
import gzip

import brotli
import httpx
import pytest
from starlette.responses import PlainTextResponse

from pages.server.static_files import FILES, StaticFiles

SCRIPT = next(path for path in FILES if path.startswith("/static/js/index."))
STYLES = next(path for path in FILES if path.startswith("/static/css/index."))
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


def answer(path: str, accepted: str) -> tuple[httpx.Headers, bytes]:
    """The headers and the body as sent; a request that passes is answered with “passed”."""
    return asyncio.run(_answer(path, accepted))


async def _answer(path: str, accepted: str) -> tuple[httpx.Headers, bytes]:
    transport = httpx.ASGITransport(StaticFiles(PlainTextResponse("passed")))
    async with (
        httpx.AsyncClient(transport=transport, base_url="http://site.example") as client,
        client.stream("GET", path, headers={"Accept-Encoding": accepted}) as sent,
    ):
        return sent.headers, b"".join([part async for part in sent.aiter_raw()])


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0.5, gzip; q=0.8", "br"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip", "gzip"),
    ],
)
def test_a_script_comes_in_the_smallest_encoding_that_the_browser_takes(accepted, encoding):
    headers, body = answer(SCRIPT, accepted)
    assert (headers["content-encoding"], headers["vary"]) == (encoding, "Accept-Encoding")
    assert UNPACK[encoding](body) == FILES[SCRIPT].read_bytes()


@pytest.mark.parametrize("accepted", ["", "identity", "br;q=0.0, gzip;q=0", "brotli", "zstd"])
def test_a_browser_that_takes_neither_encoding_is_answered_by_streamlit(accepted):
    assert answer(SCRIPT, accepted)[1] == b"passed"


def test_other_files_pass():
    assert answer("/app/static/logo.svg", "br, gzip")[1] == b"passed"


def test_the_start_of_the_server_passes():
    passed = []

    async def start(scope, receive, send):
        passed.append(scope["type"])

    asyncio.run(StaticFiles(start)({"type": "lifespan"}, None, None))
    assert passed == ["lifespan"]


@pytest.mark.parametrize("encoding", UNPACK)
def test_styles_name_no_font_that_no_page_uses(encoding):
    assert b"@font-face" in FILES[STYLES].read_bytes()
    assert b"@font-face" not in UNPACK[encoding](answer(STYLES, encoding)[1])


def test_brotli_is_smaller():
    assert len(answer(SCRIPT, "br")[1]) < len(answer(SCRIPT, "gzip")[1])

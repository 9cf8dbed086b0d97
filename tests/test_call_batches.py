"""What pages draw reaches the server's loop in order, in a few goes; the theme is told as Streamlit tells it."""

import asyncio
from threading import Thread

import pytest
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession

from pages.server import theme_once
from pages.server.call_batches import CallBatches


def test_calls_from_a_thread_come_in_order_and_together():
    made: list[int] = []
    turns: list[int] = []

    async def run_batches() -> None:
        calls = CallBatches(asyncio.get_running_loop())
        give = Thread(target=lambda: [calls.soon(lambda n=n: made.append(n)) for n in range(100)])
        give.start()
        while len(made) < 100:
            await asyncio.sleep(0)
            turns.append(len(made))
        give.join()

    asyncio.run(run_batches())
    assert made == list(range(100))
    assert len(set(turns)) < 20


def test_a_closed_loop_takes_no_call():
    loop = asyncio.new_event_loop()
    loop.close()
    with pytest.raises(RuntimeError):
        CallBatches(loop).soon(lambda: None)


def test_streamlit_still_has_what_is_replaced():
    assert "_call_soon_on_event_loop" in vars(AppSession)
    assert "_populate_theme_msg" in vars(app_session)


@pytest.mark.parametrize("section", ["theme", "theme.light", "theme.sidebar"])
def test_the_theme_is_told_as_streamlit_tells_it(section):
    plain, ours, again = CustomThemeConfig(), CustomThemeConfig(), CustomThemeConfig()
    theme_once._read(plain, section)
    theme_once._fill(ours, section)
    theme_once._fill(again, section)
    assert plain == ours == again

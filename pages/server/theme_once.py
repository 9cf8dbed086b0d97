"""Reads the theme from the settings once, not for every run of a page."""

from functools import cache

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

_read = app_session._populate_theme_msg


def keep_theme() -> None:
    """Makes Streamlit keep the theme, which it tells the browser at the beginning of every run.

    It looks through all settings six times, a millisecond in all. They never change while the server runs.
    """
    app_session._populate_theme_msg = _fill  # type: ignore[assignment]


def _fill(message: CustomThemeConfig, section: str = "theme") -> None:
    if (theme := _theme(section)).ByteSize():  # merging an empty one would say that there is one
        message.MergeFrom(theme)


@cache
def _theme(section: str) -> CustomThemeConfig:
    theme = CustomThemeConfig()
    _read(theme, section)
    return theme

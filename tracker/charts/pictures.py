"""Charts as pictures that leave the site: PNG for slides and reports, SVG for print."""

from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from tracker.printable import MISSING, NOT_ALLOWED

SCALE = 2  # pixels of the picture for each pixel of the chart
FONTS = Path(__file__).parents[1] / "fonts"
ONE_AT_A_TIME = Lock()  # each picture keeps a processor busy for a second


def png(specification: dict[str, Any]) -> bytes:
    """The chart as PNG."""
    with ONE_AT_A_TIME:
        return _converter().vegalite_to_png(_drawable(specification), scale=SCALE)


def svg(specification: dict[str, Any]) -> str:
    """The chart as SVG, its text kept as text in Public Sans, which the reader's machine may lack."""
    with ONE_AT_A_TIME:
        return _converter().vegalite_to_svg(_drawable(specification))


def _drawable(part: Any) -> Any:
    """A specification without control characters: a single one would end the process and everything it serves."""
    if isinstance(part, dict):
        return {name: _drawable(value) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [_drawable(value) for value in part]
    return NOT_ALLOWED.sub(MISSING, part) if isinstance(part, str) else part


@lru_cache(maxsize=1)
def _converter() -> Any:
    import vl_convert  # brings a JavaScript engine: only somebody who wants a picture waits this half second

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert

"""Keeps the server's log to what happened and where, without anything that a visitor sent."""

import logging
import re
import traceback
from collections.abc import Iterator
from types import TracebackType

FILLED_IN = re.compile(r"%[-#0 +]*[\d.]*[a-zA-Z]")  # a placeholder in a message: %s, %5.1f
Error = tuple[type[BaseException] | None, BaseException | None, TracebackType | None]


def leave_visitors_out() -> None:
    """Stops values from being filled into any log message, since they may be a visitor's words, names or addresses.

    An error is logged as its kind and the lines of code, without its own message, which may quote a visitor.
    """
    logging.setLogRecordFactory(_record)


def _record(
    name: str, level: int, path: str, line: int, message: object, args: object, error: Error | None, *more: object
) -> logging.LogRecord:
    says = message if isinstance(message, str) else type(message).__name__
    says = FILLED_IN.sub("…", says.partition("\n")[0]) if args else says.partition("\n")[0]
    record = logging.LogRecord(name, level, path, line, says.replace("%", "%%"), (), None)
    if error and error[1]:
        record.exc_text = "".join(_places(error[1]))
    return record


def _places(error: BaseException) -> Iterator[str]:
    """An error's traceback lines, then its kind, each ending in a newline; the error that caused it comes first."""
    if cause := error.__cause__ or error.__context__:
        yield from _places(cause)
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__name__}\n"

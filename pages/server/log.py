"""The server's log: what happened and where, and nothing that a visitor sent."""

import logging
import re
import traceback
from collections.abc import Iterator
from types import TracebackType

FILLED_IN = re.compile(r"%[-#0 +]*[\d.]*[a-zA-Z]")  # a place in a message that is filled with a value: %s, %5.1f
Error = tuple[type[BaseException] | None, BaseException | None, TracebackType | None]


def leave_visitors_out() -> None:
    """From now on no value is filled into a message, whoever writes it: words, names and addresses come with values.

    Of an error its kind and the lines of the program stand there, without its own words, which may quote a visitor.
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
    """The lines of the program that an error passed, then its kind; what caused it comes first."""
    if cause := error.__cause__ or error.__context__:
        yield from _places(cause)
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__name__}\n"

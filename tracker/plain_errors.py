"""Puts errors of the system and of settings files into words for whoever types a command."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

LONGEST = 40  # characters of what was typed that are repeated
# The settings reader's names for kinds of values, and ours.
KINDS = {
    "`str`": "a text in quotes", "`int`": "a whole number", "`float`": "a number", "`bool`": "true or false",
    "`array`": "a list", "`object`": "a table", "`null`": "nothing", "`date`": "a day such as 2026-03-31",
}  # fmt: skip


def of_system(error: OSError, otherwise: object = "") -> str:
    """Which file or folder the system refuses and why: "plan.xlsx cannot be used (Permission denied)." """
    if error.errno is None:
        return str(error)
    why = "a file of that name is there already" if isinstance(error, FileExistsError) else error.strerror
    return f"{error.filename or otherwise or 'A file'} cannot be used ({why})."


def of_database(words: str) -> str:
    """Why a database could not be written: the system's reason, which comes last in the database's message."""
    return (words.strip().splitlines() or ["it was ended from outside"])[-1].rpartition(": ")[2]


def of_settings(error: Exception) -> str:
    """What is wrong with a settings file, without a full stop: the system, its encoding, its form or a value."""
    if isinstance(error, OSError):
        return str(error.strerror)
    if isinstance(error, UnicodeDecodeError):
        return "it holds letters that are not UTF-8"
    return _of_value(str(error))


def _of_value(words: str) -> str:
    """Where a value is and what it should be: "support 1, telephone: it should be a text in quotes, and is …"."""
    for kind, plain in KINDS.items():
        words = words.replace(kind, plain)
    text, _, place = words.partition(" - at `$")
    text = re.sub("^Expected (.+), got (.+)$", r"it should be \1, and is \2", text)
    text = re.sub("^Object missing required field `(.+)`$", r"the entry “\1” is missing", text)
    text = re.sub("^Object contains unknown field `(.+)`$", r"the entry “\1” is not known", text)
    text = re.sub("^Invalid enum value '(.+)'$", r"“\1” is none of the words that may stand there", text)
    text = re.sub("^Invalid RFC3339 encoded date$", "it should be a day such as 2026-03-31", text)
    steps = re.sub(r"\[(\d+)\]", lambda match: f" {int(match[1]) + 1}", place.strip(".`")).split(".")
    return f"{', '.join(steps)}: {text}" if steps != [""] else text


def no_such_command(word: str, commands: Sequence[str], otherwise: str = "") -> str:
    """Says that there is no command of that name, which ones there are, and which is nearest."""
    near = [*get_close_matches(word, commands, 1), *([otherwise] if otherwise else [])]
    hint = f" Did you mean '{near[0]}'?" if near else ""
    return f"There is no command '{word[:LONGEST]}'. There are {', '.join(commands)}.{hint}"

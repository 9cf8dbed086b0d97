"""A line of a draft: active, or a suggestion that a person may accept."""

import json

ACCEPT = "#? "  # begins a suggestion: take these characters away to accept it


def suggestion(key: str, value: object, comment: str) -> str:
    """A line that a person may accept."""
    return line(f"{ACCEPT}{key} = {text(value)}", comment)


def line(words: str, comment: str = "") -> str:
    """A line with what to know about it as a comment."""
    return f"{words:<44}  # {comment}" if comment else words


def text(value: object) -> str:
    """A text in quotes, or a list of texts, as TOML writes it."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")

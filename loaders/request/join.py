"""Matches the rows of a sheet to the rows of a form, by the key in the row unless its words are another row's."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from loaders.received.request_log import Form
from loaders.request.form_kind import form_kind


class Match(NamedTuple):
    """What a row of a sheet was taken for: the number of a row of the form, 0 if it is none of the form's.

    `key` is the number that its key names, 0 without one; `repeats` is the sheet's row that it repeats, or 0.
    """

    number: int
    key: int
    repeats: int = 0


def matches(form: Form, keys: Mapping[int, int], cell: Callable[[int, str], str]) -> dict[int, Match]:
    """The match of each row, by its number in the sheet. `keys` has the number in each row's key, 0 without one, and
    `cell` returns the fingerprint of a row's cell under a heading.

    People fill in what they see, so a row's words count for more than a key that does not fit them.
    """
    headings = _named_by(form)
    by_words = _by_words(form, headings)
    words = {row: by_words.get(tuple(cell(row, heading) for heading in headings), 0) for row in keys}
    wanted = {row: words[row] or keys[row] for row in keys}
    found: dict[int, Match] = {}
    claims = defaultdict(list)
    for row, number in wanted.items():
        if number:
            claims[number].append(row)
        else:
            found[row] = Match(0, keys[row])
    for number, rows in claims.items():
        first = max(rows, key=lambda row: ((words[row] == number) + (keys[row] == number), -row))
        for row in rows:
            is_same = row == first or words[row] == number
            found[row] = Match(number if is_same else 0, keys[row], 0 if row == first or not is_same else first)
    return found


def _named_by(form: Form) -> tuple[str, ...]:
    """The headings of the columns in which people who fill in a row see what it is about."""
    return tuple(column.heading for column in form_kind(form.kind).named)


def _by_words(form: Form, headings: Sequence[str]) -> dict[tuple[str, ...], int]:
    """The number of each row on record, by the words that people know it by; rows that share them are left out."""
    numbers = defaultdict(list)
    for number, row in enumerate(form.rows, start=1):
        if row.is_on_record:
            numbers[tuple(row.locked.get(heading, "") for heading in headings)].append(number)
    return {words: of_words[0] for words, of_words in numbers.items() if len(of_words) == 1}


def missing(form: Form, matches: Iterable[Match]) -> list[str]:
    """The names of a form's records that no row was matched to."""
    there = {match.number for match in matches}
    return [row.name for number, row in enumerate(form.rows, start=1) if row.is_on_record and number not in there]

"""Proposes columns of unknown headings by their values; a heading that hints at the same makes one likely."""

from dataclasses import replace

from loaders.mapping.known_words import KNOWN, plain
from loaders.propose.assign_columns import ColumnProposal
from loaders.propose.column_shape import Shape, may_be_references, shape, supports
from loaders.propose.evidence import texts
from loaders.propose.find_table import Table
from loaders.propose.heading_meanings import Confidence, is_other
from tracker.terms import Kind

BY_VALUES = {  # the surest first
    Kind.ACTION: ("reported_status", "action_ref", "due_on", "completed_on", "rag", "action", "agency", "owner"),
    Kind.RECOMMENDATION: ("recommendation_ref", "recommendation", "agency"),
}
Columns = dict[str, ColumnProposal]


def with_values(table: Table, rows: list[int], guesses: Columns) -> Columns:
    """The proposals by headings, with those that values speak for where a heading is not known."""
    unknown = [column for column, parts in table.headings.items() if not is_other(parts)]
    free = [column for column in unknown if not _is_used(column, guesses)]
    doubtful = {name: guess.column for name, guess in guesses.items() if _is_doubtful(guess)}
    shapes = {column: shape(table.grid.column(rows, column)) for column in {*free, *doubtful.values()}}
    wrong = {name: column for name, column in doubtful.items() if _differs(name, shapes[column])}
    free += wrong.values()
    found = {name: _more_sure(table, name, guess, shapes) for name, guess in guesses.items() if name not in wrong}
    found |= _numbers_that_are_no_count(table, rows, found)
    for name in BY_VALUES.get(table.kind, ()):
        if name not in found and (guess := _best(table, name, [c for c in free if not _is_used(c, found)], shapes)):
            found[name] = guess
    return found


def _is_used(column: int, guesses: Columns) -> bool:
    return any(column == guess.column or column in guess.also for guess in guesses.values())


def _is_doubtful(guess: ColumnProposal) -> bool:
    return guess.confidence == Confidence.UNSURE and not guess.also and not guess.or_names


def _differs(name: str, found: Shape) -> bool:
    """Whether the values are plainly of another sort than those of ours: dates, or words where a number is meant."""
    is_no_scale = name == "response" and 2 < found.filled == found.different
    are_dates = found.dates > found.filled / 2 and not name.endswith("_on")
    return are_dates or is_no_scale or _are_no_references(name, found)


def _are_no_references(name: str, found: Shape) -> bool:
    return name.endswith("_ref") and found.filled > 0 and not found.codes and not may_be_references(found)


def _numbers_that_are_no_count(table: Table, rows: list[int], found: Columns) -> Columns:
    """Of several columns that could number the actions, the one that does more than count the rows."""
    guess = found.get("action_ref")
    if not guess or not guess.also:
        return {}
    written = {column: texts(table.grid, rows, column) for column in (guess.column, *guess.also)}
    others = [column for column, words in written.items() if words != [str(n) for n in range(1, len(words) + 1)]]
    if len(others) != 1 or len(set(written[others[0]])) != len(rows):
        return {}
    return {"action_ref": ColumnProposal(others[0], Confidence.LIKELY, why="the other one only counts the rows")}


def _more_sure(table: Table, name: str, guess: ColumnProposal, shapes: dict[int, Shape]) -> ColumnProposal:
    """What resembles a known heading is likely where its values look right, unless a word of it says otherwise."""
    if not _is_doubtful(guess):
        return guess
    found = shapes[guess.column]
    if not (why := supports(table.kind, name, found) or (may_be_references(found) if name.endswith("_ref") else "")):
        return guess
    is_other_date = name.endswith("_on") and _has_word(table, guess.column, "other_dates")
    return replace(guess, confidence=Confidence.UNSURE if is_other_date else Confidence.LIKELY, why=why)


def _best(table: Table, name: str, columns: list[int], shapes: dict[int, Shape]) -> ColumnProposal | None:
    """The column whose values look most like those of ours; likely only where its heading hints at it too."""
    if name.endswith("_on"):
        columns = [column for column in columns if not _has_word(table, column, "other_dates")]
    whys = {column: why for column in columns if (why := supports(table.kind, name, shapes[column]))}
    hinted = [column for column in whys if _has_word(table, column, name)]
    if name == "completed_on" and not hinted:
        return None
    if len(hinted) == 1 or _is_plain(table, name, whys, shapes):
        column = (hinted or [*whys])[0]
        return ColumnProposal(column, Confidence.LIKELY, why=whys[column])
    if not whys:
        return None
    if name in ("action", "recommendation"):
        hinted = sorted(hinted or whys, key=lambda column: -shapes[column].length)
    first, *others = hinted or whys
    return ColumnProposal(first, Confidence.UNSURE, tuple(others), why=whys[first])


def _is_plain(table: Table, name: str, whys: dict[int, str], shapes: dict[int, Shape]) -> bool:
    """Whether values alone leave no doubt: words of a status that differ, or numbers in the first column."""
    if len(whys) != 1:
        return False
    (column,) = whys
    is_status = name == "reported_status" and shapes[column].different > 1 and shapes[column].status_words > 0
    return is_status or (name.endswith("_ref") and column == min(table.headings))


def _has_word(table: Table, column: int, key: str) -> bool:
    words = plain(" ".join(table.headings[column])).split()
    return not {*words}.isdisjoint(map(plain, KNOWN["hints"].get(key, ())))

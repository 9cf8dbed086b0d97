"""Proposes columns with unknown headings by their values; a heading that hints at the same makes one likely."""

from dataclasses import replace

from loaders.mapping.known_words import KNOWN, normalise
from loaders.propose.assign_columns import ColumnProposal
from loaders.propose.column_shape import Shape, may_be_references, shape, supports
from loaders.propose.evidence import SENTENCE, texts
from loaders.propose.find_table import FoundTable
from loaders.propose.heading_meanings import Confidence, is_of_answers, is_other
from loaders.propose.plan_key import PlanKey
from tracker.terms import Kind

BY_VALUES = {  # the surest first
    Kind.ACTION: (
        "response",
        "reported_status",
        "action_ref",
        "due_on",
        "completed_on",
        "rag",
        "action",
        "agency",
        "owner",
    ),
    Kind.RECOMMENDATION: ("response", "recommendation_ref", "recommendation", "agency"),
}
Columns = dict[str, ColumnProposal]


def with_values(table: FoundTable, rows: list[int], guesses: Columns, key: PlanKey) -> Columns:
    """The proposals by headings, with those that values support where a heading is not known."""
    shapes = {column: shape(table.grid.column(rows, column), key) for column in table.headings}
    found = {name: left for name, guess in guesses.items() if (left := _believed(table, name, guess, shapes))}
    found = {name: _more_sure(table, name, guess, shapes) for name, guess in found.items()}
    found |= _numbers_that_are_no_count(table, rows, found)
    unknown = [column for column, parts in table.headings.items() if not is_other(parts)]
    for name in BY_VALUES.get(table.kind, ()):
        if name in found and not _is_doubtful(found[name]):
            continue
        others = [(other, guess) for other, guess in found.items() if other != name]
        certain = {column for other, guess in others for column in _columns_kept(name, guess, shapes)}
        doubtful = {guess.column for _, guess in others if _is_doubtful(guess)}
        guess = _best(table, name, [column for column in unknown if column not in certain - doubtful], shapes)
        if guess and guess.confidence != Confidence.UNSURE:
            found = _without(found, guess.column) | {name: guess}
        elif guess and name not in found and guess.column not in doubtful:
            found[name] = guess
    return _without_a_first_date_alone(found)


def _without_a_first_date_alone(guesses: Columns) -> Columns:
    """Makes the first date unsure while it is open which of several revised dates counts: it would be read instead."""
    due, first = guesses.get("due_on"), guesses.get("original_due_on")
    if not due or not first or due.confidence != Confidence.UNSURE:
        return guesses
    return guesses | {"original_due_on": replace(first, confidence=Confidence.UNSURE)}


def _columns_kept(name: str, guess: ColumnProposal, shapes: dict[int, Shape]) -> tuple[int, ...]:
    """The columns that a proposal keeps from our column `name`; never a column of status words from reported_status."""
    columns = (guess.column, *guess.also)
    return tuple(column for column in columns if not (name == "reported_status" and shapes[column].states))


def _without(guesses: Columns, column: int) -> Columns:
    """The proposals without `column`, which goes to another of our columns."""
    left = {}
    for name, guess in guesses.items():
        others = tuple(other for other in (guess.column, *guess.also) if other != column)
        if others:
            left[name] = replace(guess, column=others[0], also=others[1:])
    return left


def _believed(table: FoundTable, name: str, guess: ColumnProposal, shapes: dict[int, Shape]) -> ColumnProposal | None:
    """An unsure proposal without the columns whose values are plainly of another sort; None if none is left."""
    if guess.confidence != Confidence.UNSURE:
        return guess
    columns = [column for column in (guess.column, *guess.also) if not _differs(name, shapes[column])]
    columns = [column for column in columns if not _is_of_an_answer(table, name, column)]
    return replace(guess, column=columns[0], also=tuple(columns[1:])) if columns else None


def _is_of_an_answer(table: FoundTable, name: str, column: int) -> bool:
    """Whether a heading such as "Reply due" names the day of an answer, which is not one of an action's days."""
    return table.kind == Kind.ACTION and name.endswith("_on") and is_of_answers(table.headings[column])


def _is_doubtful(guess: ColumnProposal) -> bool:
    return guess.confidence == Confidence.UNSURE and not guess.also and not guess.or_names


def _differs(name: str, found: Shape) -> bool:
    """Whether the values are plainly of another sort than ours: dates, or words where a number is meant."""
    is_no_scale = name == "response" and 2 < found.filled == found.different
    are_dates = found.dates > found.filled / 2 and not name.endswith("_on")
    return are_dates or is_no_scale or _are_no_references(name, found) or _are_no_names(name, found)


def _are_no_names(name: str, found: Shape) -> bool:
    """Whether values are codes such as FI/2025/011, or long texts that all differ and seldom name a body or a post."""
    if name not in ("agency", "supporting_agencies", "owner") or not found.filled:
        return False
    are_texts = found.is_each_its_own and found.length >= SENTENCE and (found.bodies + found.posts) * 2 < found.filled
    return found.compound * 2 > found.filled or are_texts


def _are_no_references(name: str, found: Shape) -> bool:
    return name.endswith("_ref") and found.filled > 0 and not found.codes and not may_be_references(found)


def _numbers_that_are_no_count(table: FoundTable, rows: list[int], columns: Columns) -> Columns:
    """If two or more columns could number the actions, takes the one that does more than count the rows."""
    guess = columns.get("action_ref")
    if not guess or not guess.also:
        return {}
    written = {column: texts(table.grid, rows, column) for column in (guess.column, *guess.also)}
    others = [column for column, words in written.items() if words != [str(n) for n in range(1, len(words) + 1)]]
    if len(others) != 1 or len(set(written[others[0]])) != len(rows):
        return {}
    return {"action_ref": ColumnProposal(others[0], Confidence.LIKELY, why="the other one only counts the rows")}


def _more_sure(table: FoundTable, name: str, guess: ColumnProposal, shapes: dict[int, Shape]) -> ColumnProposal:
    """Makes a proposal by a similar heading likely if its values look right and no word of it says otherwise."""
    if not _is_doubtful(guess):
        return guess
    found = shapes[guess.column]
    if not (why := supports(table.kind, name, found) or (may_be_references(found) if name.endswith("_ref") else "")):
        return guess
    is_other_date = name.endswith("_on") and _has_word(table, guess.column, "other_dates")
    return replace(guess, confidence=Confidence.UNSURE if is_other_date else Confidence.LIKELY, why=why)


def _best(table: FoundTable, name: str, columns: list[int], shapes: dict[int, Shape]) -> ColumnProposal | None:
    """The column whose values look most like ours; likely only if its heading hints at it or values leave no doubt."""
    if name.endswith("_on"):
        columns = [column for column in columns if not _is_of_an_answer(table, name, column)]
        columns = [column for column in columns if not _has_word(table, column, "other_dates")]
    whys = {column: why for column in columns if (why := supports(table.kind, name, shapes[column]))}
    hinted = [column for column in whys if _has_word(table, column, name)]
    if name == "reported_status" and (states := [column for column in whys if shapes[column].states]):
        hinted = [column for column in states if column in hinted] or (hinted and [*states, *hinted])
        whys = {column: whys[column] for column in hinted or states}
    if not whys or (name in ("completed_on", "response") and not hinted):
        return None
    if len(hinted) == 1 or _is_plain(table, name, whys, shapes):
        column = (hinted or [*whys])[0]
        return ColumnProposal(column, Confidence.LIKELY, why=whys[column])
    if name in ("action", "recommendation"):
        hinted = sorted(hinted or whys, key=lambda column: -shapes[column].length)
    first, *others = hinted or whys
    return ColumnProposal(first, Confidence.UNSURE, tuple(others), why=whys[first])


def _is_plain(table: FoundTable, name: str, reasons: dict[int, str], shapes: dict[int, Shape]) -> bool:
    """Whether values alone leave no doubt: states that differ, the only long texts, or numbers in the first column."""
    if len(reasons) != 1:
        return False
    (column,) = reasons
    is_status = name == "reported_status" and shapes[column].different > 1 and bool(shapes[column].states)
    is_before_texts = shapes[column].compound > 0 and column < max(shapes, key=lambda other: shapes[other].length)
    is_number = name.endswith("_ref") and (column == min(table.headings) or is_before_texts)
    return is_status or is_number or name == "action"


def _has_word(table: FoundTable, column: int, key: str) -> bool:
    words = normalise(" ".join(table.headings[column])).split()
    return not {*words}.isdisjoint(map(normalise, KNOWN["hints"].get(key, ())))

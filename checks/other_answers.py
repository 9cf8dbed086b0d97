"""What another sheet of the same file, or the last register of another sender, says of the same recommendation."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd

from checks.facts import EarlierAnswer, tuples
from tracker.spans import NO_RECORD
from tracker.terms import Response
from tracker.words import day

NO_ANSWER = (Response.NO_RESPONSE, Response.UNREADABLE)
Key = tuple[str, str, str]  # review, reference, agency
Place = tuple[str, int]  # sheet, row


def add_other_answers(register: pd.DataFrame, earlier: Iterable[EarlierAnswer], withdrawn: Mapping[int, int]) -> None:
    """Adds `other_answer` in place: a sentence if a different answer to the row's stands elsewhere, else "".

    Each file is compared with those before it in the ledger, so that no later file changes what is found in it.
    `withdrawn` maps each withdrawn file of the register to the record that withdrew it: later files are not compared
    with it.
    """
    answers: dict[Key, list[tuple[EarlierAnswer, Place | None]]] = {}
    for answer in earlier:
        answers.setdefault(answer[:3], []).append((answer, None))
    rows = list(_rows(register, withdrawn))
    for answer, place in rows:
        answers.setdefault(answer[:3], []).append((answer, place))
    found = [
        "".join(_others(answer, place, [*_counting(answers[answer[:3]], answer.file_id)])) for answer, place in rows
    ]
    register["other_answer"] = pd.Series(found, index=register.index, dtype=str)


def _counting(
    answers: Iterable[tuple[EarlierAnswer, Place | None]], number: int
) -> Iterator[tuple[EarlierAnswer, Place | None]]:
    """The answers that counted when the file with a number was recorded."""
    return ((one, at) for one, at in answers if one.known_to_file >= number)


def _rows(register: pd.DataFrame, withdrawn: Mapping[int, int]) -> Iterator[tuple[EarlierAnswer, Place]]:
    names = (*EarlierAnswer._fields[:-1], "sheet", "row_number")
    for review, ref, agency, sender, file_id, received_on, response, sheet, row in tuples(register, *names):
        on, known_to_file = received_on.date(), withdrawn.get(file_id, NO_RECORD)
        yield EarlierAnswer(review, ref, agency, sender, file_id, on, response, known_to_file), (sheet, row)


def _others(
    answer: EarlierAnswer, place: Place, answers: Sequence[tuple[EarlierAnswer, Place | None]]
) -> Iterator[str]:
    """Yields at most one sentence: on the same file's other answer, or else on that of the latest other sender."""
    if answer.response in NO_ANSWER or not answer.recommendation_ref or len(answers) == 1:
        return
    for other, (sheet, row) in ((other, at) for other, at in answers if at and other.file_id == answer.file_id):
        if (sheet, row) != place and _disagree(answer, other):
            yield f"Row {row} of sheet '{sheet}' says '{other.response}'."
            return
    before = [other for other, _ in answers if other.file_id < answer.file_id and other.sender != answer.sender]
    # Neither of two answers in one file is later. The choice must not depend on the order in which they come, which is
    # different if the file was stored before.
    in_order = sorted(before, key=lambda other: (other.received_on, other.file_id, other.response))
    last = {other.sender: other for other in in_order}
    if others := [other for other in last.values() if _disagree(answer, other)]:
        other = max(others, key=lambda other: (other.received_on, other.file_id))
        yield f"The register that '{other.sender}' sent on {day(other.received_on)} says '{other.response}'."


def _disagree(answer: EarlierAnswer, other: EarlierAnswer) -> bool:
    return other.response not in (answer.response, *NO_ANSWER)

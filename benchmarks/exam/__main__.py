"""How many strange plans come out right by a proposed layout? python -m benchmarks.exam [name]"""

import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.exam.case import Answer, Case, cases
from benchmarks.exam.compare import Outcome, Result, judge
from benchmarks.exam.drafts import Draft, answers_on_the_rest, answers_on_words, propose, with_answers

MOST_ANSWERS = 5
EVERY_SUGGESTION = Answer("Is everything right that the draft suggests?", accept="^")


class Marks(NamedTuple):
    """How a case came out: as offered but for the meanings of words, with all suggestions accepted, and after answers.

    `on_the_way` is the result after each answer: a person may stop as soon as nothing says that it is wrong.
    """

    case: Case
    draft: Draft
    offered: Result
    accepted: Result
    answered: Result
    given: tuple[Answer, ...] = ()
    on_the_way: tuple[Result, ...] = ()


def main() -> None:
    """Prints the shares; for cases asked for by name, first how each came out, with its draft."""
    marks = [examine(case) for case in cases(*sys.argv[1:2])]
    for mark in marks if sys.argv[1:] else ():
        print(mark.draft.text)
        _print(mark)
    _print_table("all cases", marks)
    _print_table("those held back", [mark for mark in marks if mark.case.held_back])


def examine(case: Case) -> Marks:
    """Proposes a layout for a case's file, and adds a person's answers one by one until the file is read right."""
    with tempfile.TemporaryDirectory() as name:
        path = case.write(Path(name))
        draft = propose(path, path.parent)
        if not draft.text:
            stopped = Result(Outcome.STOPPED, (f"no draft: {draft.printed.strip()}",))
            return Marks(case, draft, stopped, stopped, stopped)
        given = answers_on_words(draft, case)
        offered = result = _read(case, path, draft, given)
        accepted = _read(case, path, draft, [*given, EVERY_SUGGESTION])
        on_the_way = [offered, accepted]
        for answer in answers_on_the_rest(draft, case):
            if len(given) < MOST_ANSWERS and _is_asked(answer, result):
                given = [*given, answer]
                result = _read(case, path, draft, given)
                on_the_way.append(result)
        return Marks(case, draft, offered, accepted, result, tuple(given), tuple(on_the_way))


def _is_asked(answer: Answer, result: Result) -> bool:
    """Whether a person is asked this: only until all is right, and about day and month only if the file stops."""
    stops = result.outcome == Outcome.STOPPED
    return result.outcome != Outcome.RIGHT and (stops or "dates" not in answer.layout)


def _read(case: Case, path: Path, draft: Draft, answers: Sequence[Answer]) -> Result:
    layout = path.parent / "layout.toml"
    try:
        layout.write_text(with_answers(draft, case, answers), encoding="utf-8")
    except ValueError as error:  # two accepted lines exclude each other
        return Result(Outcome.STOPPED, (f"the answers do not fit the draft: {error}",))
    return judge(case, path, draft, layout)


def _print(mark: Marks) -> None:
    print(f"{mark.case.name}\n    as offered: {_summary(mark.offered)}\n    all accepted: {_summary(mark.accepted)}")
    if mark.offered.outcome != Outcome.RIGHT:
        print(f"    after {len(mark.given)} answers: {_summary(mark.answered)}")
        for answer in mark.given:
            print(f"    - {answer.question}")
    for result in mark.on_the_way:
        if result.outcome == Outcome.SILENT:
            print(f"    on the way: {_summary(result)}")


def _summary(result: Result) -> str:
    return f"{result.outcome} ({' / '.join(result.why)})" if result.why else str(result.outcome)


def _print_table(which: str, marks: list[Marks]) -> None:
    """Prints the shares as a table for the docs."""
    if not marks:
        return
    print(f"\n| {which}: {len(marks)} | {' | '.join(Outcome)} |\n|---|{'---|' * len(Outcome)}")
    _print_shares("as offered, but for what words mean", [mark.offered for mark in marks])
    _print_shares("with every suggestion accepted", [mark.accepted for mark in marks])
    _print_shares(f"after at most {MOST_ANSWERS} answers", [mark.answered for mark in marks])
    silent = [mark.case.name for mark in marks if any(one.outcome == Outcome.SILENT for one in mark.on_the_way)]
    print(f"\nSilently wrong in one of these ways, or after some of the answers: {', '.join(silent) or 'none'}.")


def _print_shares(when: str, results: list[Result]) -> None:
    counts = Counter(result.outcome for result in results)
    shares = (f"{counts[outcome]} ({100 * counts[outcome] / len(results):.0f}%)" for outcome in Outcome)
    print(f"| {when} | {' | '.join(shares)} |")


if __name__ == "__main__":
    main()

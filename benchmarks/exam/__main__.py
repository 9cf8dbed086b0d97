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


class Marks(NamedTuple):
    """How one case came out: as offered but for what words mean, and after so many answers."""

    case: Case
    draft: Draft
    offered: Result
    answered: Result
    given: tuple[Answer, ...] = ()


def main() -> None:
    """Prints how each case came out, then the shares; of cases asked for by name also the draft."""
    marks = [examine(case) for case in cases(*sys.argv[1:2])]
    for mark in marks:
        if sys.argv[1:]:
            print(mark.draft.text)
        _print(mark)
    print()
    _print_shares("as offered, but for what words mean", [mark.offered.outcome for mark in marks])
    _print_shares(f"after at most {MOST_ANSWERS} answers", [mark.answered.outcome for mark in marks])


def examine(case: Case) -> Marks:
    """Proposes a layout for the file of a case, and gives a person's answers one by one until it is read right."""
    with tempfile.TemporaryDirectory() as name:
        path = case.write(Path(name))
        draft = propose(path, path.parent)
        if not draft.text:
            stopped = Result(Outcome.STOPPED, (f"no draft: {draft.printed.strip()}",))
            return Marks(case, draft, stopped, stopped)
        given = answers_on_words(draft, case)
        offered = result = _read(case, path, draft, given)
        for answer in answers_on_the_rest(draft, case)[: MOST_ANSWERS - len(given)]:
            if result.outcome != Outcome.RIGHT:
                given = [*given, answer]
                result = _read(case, path, draft, given)
        return Marks(case, draft, offered, result, tuple(given))


def _read(case: Case, path: Path, draft: Draft, answers: Sequence[Answer]) -> Result:
    layout = path.parent / "layout.toml"
    try:
        layout.write_text(with_answers(draft, case, answers), encoding="utf-8")
    except ValueError as error:  # two lines were accepted that exclude each other
        return Result(Outcome.STOPPED, (f"the answers do not fit the draft: {error}",))
    return judge(case, path, draft, layout)


def _print(mark: Marks) -> None:
    print(f"{mark.case.name}: as offered {_said(mark.offered)}")
    if mark.offered.outcome != Outcome.RIGHT:
        print(f"    after {len(mark.given)} answers {_said(mark.answered)}")
        for answer in mark.given:
            print(f"    - {answer.question}")


def _said(result: Result) -> str:
    return f"{result.outcome} ({' / '.join(result.why)})" if result.why else str(result.outcome)


def _print_shares(when: str, outcomes: list[Outcome]) -> None:
    counts = Counter(outcomes)
    shares = (f"{outcome} {counts[outcome]} ({100 * counts[outcome] / len(outcomes):.0f}%)" for outcome in Outcome)
    print(f"{when}: {', '.join(shares)}")


if __name__ == "__main__":
    main()

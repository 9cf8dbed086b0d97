"""The questions for one meeting: from every rule, the weightiest first, and nothing asked twice."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from tracker.reports.meeting import Meeting
from tracker.reports.question import CommitteeQuestion

FOLDER = Path(__file__).parent / "questions"
MOST, MOST_OF_A_BODY = 6, 2


@dataclass(frozen=True)
class RankedQuestion:
    """A question, the rule that made it, and the rule's weight."""

    question: CommitteeQuestion
    rule: str
    weight: int


@lru_cache(maxsize=1)
def rules() -> tuple[ModuleType, ...]:
    """Every rule, one file each in tracker/reports/questions, the weightiest first."""
    names = sorted(file.stem for file in FOLDER.glob("[a-z]*.py"))
    modules = [import_module(f"tracker.reports.questions.{name}") for name in names]
    return tuple(sorted(modules, key=lambda module: -module.WEIGHT))


def every_question(meeting: Meeting) -> list[RankedQuestion]:
    """What each rule asks, except questions only about records that weightier questions already cover."""
    found: list[RankedQuestion] = []
    covered: set[tuple[str, ...]] = set()
    for module in rules():
        for question in module.questions(meeting):
            about = set(question.about())
            if about <= covered:
                continue
            covered |= about
            found.append(RankedQuestion(question, module.__name__.rpartition(".")[2], module.WEIGHT))
    return found


def choose(meeting: Meeting) -> list[RankedQuestion]:
    """The six weightiest questions, at most two to one body; questions to nobody in particular are not limited."""
    of_body: Counter[str] = Counter()
    chosen = []
    for asked in every_question(meeting):
        of_body[asked.question.body] += 1
        if not asked.question.body or of_body[asked.question.body] <= MOST_OF_A_BODY:
            chosen.append(asked)
    return chosen[:MOST]

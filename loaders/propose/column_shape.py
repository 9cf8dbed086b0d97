"""What the values of a column look like, whatever its heading says: dates, row numbers, words of a scale, texts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from loaders.mapping.known_words import KNOWN, normalise, other_words, single_spaced, small
from loaders.propose.evidence import SENTENCE, is_code, is_colour, names_a_day, typical_length
from loaders.propose.known_meanings import meaning
from loaders.propose.plan_key import COLOURS, PlanKey
from loaders.reader.grid import Cell
from tracker.terms import Kind
from tracker.words import plural

PERCENT = re.compile(r"\d{1,3}(?:\.\d+)? ?%")
COMPOUND = re.compile(r".*(?:[A-Za-z].*\d|\d.*[A-Za-z]).*|\d+(?:[./-]\d+)+")
RATED = re.compile(rf"(?i)(?:{'|'.join(COLOURS)})\b\W+\w.*")  # "Amber - some slippage"
PERIOD = re.compile(r"(?i).*\b(?:term|half[- ]term|quarter|q[1-4]|spring|summer|autumn|winter|ongoing)\b.*")
YES_NO = {"y", "n", "yes", "no", "✓", "✔", "✗", "✘", "×", "x", "part", "partly", "partial", "in part", "not yet"}
LONGEST_NAME = 6  # words
MOST_STATES = 8  # more different words are hardly a status


@dataclass(frozen=True)
class Shape:
    """How many of a column's filled cells are of each sort."""

    rows: int
    filled: int
    different: int
    dates: int
    codes: int
    compound: int  # of the codes those such as 1A, FC/1 or 2.3, which are not amounts
    percents: int
    colours: int
    rated: int
    yes_no: int
    periods: int
    status_words: int
    meanings: int  # how many different meanings the status words have
    answers: int
    posts: int
    bodies: int
    length: float

    @property
    def is_each_its_own(self) -> bool:
        """Whether every row has a value, and no two values are the same."""
        return self.rows > 1 and self.filled == self.different == self.rows

    @property
    def is_repeated(self) -> bool:
        """Whether a few short words recur."""
        return self.filled > 1 and self.length <= 2 * SENTENCE and self.different <= max(4, self.filled // 2)

    @property
    def states(self) -> str:
        """The evidence that these are states of actions, by their words or the plan's key; "" if there is none."""
        if not self.filled or self.length > 2 * SENTENCE or self.dates * 2 > self.filled:
            return ""
        if self.status_words >= 0.6 * self.filled:
            return f"{self.status_words} of {self.filled} are words of a status"
        say_how_far = self.status_words + self.rated
        if say_how_far and say_how_far + self.colours >= 0.7 * self.filled:
            return f"{say_how_far + self.colours} of {self.filled} are words of a status, or colours, or both"
        return ""


def shape(cells: list[Cell], key: PlanKey) -> Shape:
    """The shape of a column from its cells, one for each record; fillers count as blank. `key` explains signs."""
    fillers = other_words("fillers") | other_words("unfilled")
    filled = [cell for cell in cells if cell.words and small(cell.words) not in fillers]
    words = [single_spaced(cell.words) for cell in filled]
    states = [state for word in words if not PERCENT.fullmatch(word) and (state := key.status(word))]
    return Shape(
        rows=len(cells),
        filled=len(filled),
        different=len(set(words)),
        dates=sum(map(names_a_day, filled)),
        codes=_count(map(is_code, words)),
        compound=_count(is_code(word) and COMPOUND.fullmatch(word) for word in words),
        percents=_count(PERCENT.fullmatch(word) for word in words),
        colours=_count(is_colour(word) and not word.isdigit() for word in words),
        rated=_count(RATED.fullmatch(word) for word in words),
        yes_no=_count(word.casefold() in YES_NO for word in words),
        periods=_count(len(word) <= 2 * SENTENCE and PERIOD.fullmatch(word) for word in words),
        status_words=len(states),
        meanings=len(set(states)),
        answers=_count(meaning("response", word) for word in words),
        posts=_count(_names("posts", word) for word in words),
        bodies=_count(_names("bodies", word) for word in words),
        length=typical_length(words),
    )


def supports(kind: Kind, name: str, values: Shape) -> str:
    """What the values show, in words, if they look like those of our column `name`; "" if they do not."""
    most = max(1, values.filled) * 0.7
    texts = "action" if kind == Kind.ACTION else "recommendation"
    if name.endswith("due_on") or name == "completed_on":
        return _dates(name, values, most)
    if values.dates >= most:
        return ""
    if name == "reported_status" and values.states:
        return values.states
    if name == "response" and values.answers >= most:
        return f"{values.answers} of {values.filled} are answers to a recommendation"
    if name == f"{texts}_ref" and values.codes >= most and values.is_each_its_own:
        return f"each of {plural(values.filled, 'row')} has a short number of its own"
    if name == "rag" and values.colours >= most:
        return f"{values.colours} of {values.filled} name a colour"
    if name == texts and values.length >= SENTENCE and values.different * 2 > values.filled:
        return f"long texts, most of {values.length:.0f} letters or more"
    if name == "agency" and values.bodies >= most:
        return f"{values.bodies} of {values.filled} seem to name a body"
    if name == "owner" and values.posts >= most:
        return f"{values.posts} of {values.filled} seem to name a post"
    return _words_without_meaning(values, most) if name == "reported_status" else ""


def _words_without_meaning(values: Shape, most: float) -> str:
    """Why words of which none is known may say how far an action has got."""
    if values.yes_no >= most:
        return f"{values.yes_no} of {values.filled} say yes or no"
    names_something = max(values.codes, values.colours) > 0 or (values.posts + values.bodies) * 5 > values.filled
    if values.is_repeated and 1 < values.different < min(values.filled, MOST_STATES) and not names_something:
        return f"{values.different} short texts that come again"
    return ""


def _dates(name: str, values: Shape, most: float) -> str:
    if values.dates >= most:
        return f"{values.dates} of {values.filled} are dates"
    is_planned = name != "completed_on" and values.periods > 0
    times = values.dates + values.periods
    return f"{times} of {values.filled} name a time" if is_planned and times >= most else ""


def may_be_references(values: Shape) -> str:
    """The evidence that each row has a short text of its own, a reference if the heading says so; "" if it has none."""
    is_one = values.is_each_its_own and values.length < SENTENCE and not values.dates
    return f"each of {plural(values.filled, 'row')} has a short text of its own" if is_one else ""


def describe(values: Shape) -> str:
    """What is in a column, in words and numbers that reveal no value."""
    if not values.filled:
        return "empty"
    what = sort(values) or f"texts, most of {plural(round(values.length), 'letter')}"
    return f"{what}, {values.different} different in {plural(values.filled, 'row')}"


def sort(values: Shape) -> str:
    """What all values are if they are not free text, which might name a person; "" otherwise."""
    sorts = [
        (values.dates, "dates"),
        (values.percents, "percentages"),
        (values.status_words, "words of a status"),
        (values.colours, "colours"),
        (values.codes, "short numbers or codes"),
    ]
    count, name = max(sorts, key=lambda one: one[0])
    return name if count == values.filled else ""


def _count(items: Iterable[object]) -> int:
    return sum(map(bool, items))


@lru_cache(maxsize=20_000)
def _names(sort: str, words: str) -> bool:
    """Whether a name contains a word of that sort; a sentence that mentions a body is not a name."""
    parts = normalise(words).split()
    return len(parts) <= LONGEST_NAME and not {*parts}.isdisjoint(map(normalise, KNOWN["values"][sort]))

"""What a chart says in words: its title, how to read it, where its figures come from."""

from dataclasses import dataclass
from datetime import date

from tracker import compiled_words
from tracker.words import day

MOST_LINES = 12  # put into words for people who do not see the chart; the table holds them all


@dataclass(frozen=True)
class Sentence:
    """The words of one chart; `alt` holds them all, for people who do not see it."""

    title: str
    subtitle: str
    source: str
    alt: str


def sentence_of(title: str, subtitle: str, lines: list[str], as_of: date, is_illustrative: bool) -> Sentence:
    """All words of a chart, from the same rows so that they cannot disagree; `lines` describe the chart's lines."""
    title, subtitle, *lines = [compiled_words.sentence(text) for text in (title, subtitle, *lines)]
    source = _source(as_of, is_illustrative)
    rest = f"And {len(lines) - MOST_LINES} more, in the table." if lines[MOST_LINES:] else ""
    alt = " ".join(filter(None, [f"{title}.", *lines[:MOST_LINES], rest, source]))
    return Sentence(title, subtitle, source, alt)


def _source(as_of: date, is_illustrative: bool) -> str:
    """The last line of every chart: where the figures come from, and their as-of date."""
    source = f"Position as at {day(as_of)}, from the files received by then."
    return f"Illustrative data: places and bodies are invented. {source}" if is_illustrative else source

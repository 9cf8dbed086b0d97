"""Papers to write, and the words that a written paper must hold."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from tracker.reports.committee import committee_paper
from tracker.reports.meeting import Meeting
from tracker.reports.paper import (
    Heading,
    Items,
    Line,
    NewPage,
    Paper,
    Paragraph,
    ParagraphKind,
    Picture,
    Run,
    Table,
    text,
)  # fmt: skip

ORIGIN = "https://tracker.example"
SQUARE = {"data": {"values": [{}]}, "mark": "bar", "width": 40, "height": 20}


def meeting_of(example, since: str = "2026-09-12", **chosen) -> Meeting:
    return Meeting(example.db, example.as_of, date.fromisoformat(since), **{"origin": ORIGIN, **chosen})


def paper_of(example, since: str = "2026-09-12", **chosen) -> Paper:
    return committee_paper(meeting_of(example, since, **chosen))


def hostile_paper(words: str, **changed) -> Paper:
    """A paper with the same words in every field, addresses included."""
    line: Line = [
        Run(words),
        Run(words, is_bold=True),
        Run(words, href=words),
        Run("x", href="javascript:window.ran=1"),
    ]
    blocks = [
        *(Paragraph(line, role) for role in ParagraphKind),
        *(Heading(level, words) for level in (1, 2, 3)),
        Items([[line, line], [line]]),
        Items([[line]], is_numbered=True),
        Table(
            words, [words[:400]] * 2, [[line, line]] * 3, (1, 2)
        ),  # our headings; they repeat on each page, so they cannot fill one
        Picture(SQUARE, words),
        NewPage(),
        Heading(1, words),
    ]
    paper = Paper(words, words, date(2026, 10, 31), words, words, blocks, [Paragraph(text(words))])
    return replace(paper, **changed)


def words_of(paper: Paper) -> Iterator[str]:
    """Every paragraph of a paper, cells included, in order."""
    yield from (paper.title, paper.subtitle)
    for block in paper.all_blocks:
        match block:
            case Heading():
                yield block.text
            case Paragraph():
                yield joined(block.line)
            case Items():
                yield from (joined(line) for item in block.items for line in item)
            case Table():
                yield from (block.caption, *block.headings)
                yield from (joined(line) for row in block.rows for line in row)


def joined(line: Iterable[Run]) -> str:
    return "".join(run.text for run in line)

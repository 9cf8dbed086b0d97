"""Writes a proposal as a layout: lines for what is sure or likely, comments for everything a person must decide."""

import re
import textwrap
from collections import Counter
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cache

from openpyxl.utils import get_column_letter as letter

from loaders.mapping.known_words import KNOWN, fold, other_words, plain
from loaders.mapping.layout import COLOURED
from loaders.propose.draft_rows import (
    ACCEPT,
    line,
    suggested_not_read,
    suggested_numbers,
    suggested_rows,
    suggestion,
    text,
)
from loaders.propose.evidence import is_colour
from loaders.propose.heading_meanings import Confidence
from loaders.propose.points_to_check import heading_rows, points, short
from loaders.propose.proposal import Proposal
from loaders.reader.grid import WHITE
from tracker.columns.entries import COLUMNS
from tracker.terms import Kind

MOST_WORDS = 20  # of one scale that a draft lists
LONGEST_WORD = 40  # a longer text is no word of a scale; it may be about a person, and a draft is kept with the code
LONGEST_NAME = 60  # of a body
BARE_PART = re.compile(r"(?i)(?:[qh][1-4][ ,]*)?\d{4}(?:[ ,]*[qh][1-4])?")


def draft(proposal: Proposal) -> str:
    """The layout as text: active lines for what is sure or likely, comments for everything else."""
    parts = (_top(proposal), [""], _columns(proposal), _scales(proposal), [""], _points_to_check(proposal))
    return "\n".join(line for part in parts for line in part) + "\n"


def _top(proposal: Proposal) -> Iterator[str]:
    rows = list(proposal.header_rows)
    yield f"# A draft for the sender '{short(proposal.sender)}', made from {short(proposal.file)}. Check every line."
    yield f'# Lines that begin with "{ACCEPT.strip()}" are suggestions: take these two characters away to accept one.'
    yield line("draft = true", "nothing loads by it until a person has checked it and removed this line")
    yield ""
    yield line(f"{ACCEPT}agency = {text(proposal.sender)}", "the agency's name, as everybody is to read it")
    yield "# review = ...  the name of the review, unless a column says it"
    yield line(f"{_accept_unless_clear(proposal)}fills = {text(proposal.kind)}", _kinds(proposal))
    yield line(f"sheet = {text(proposal.sheet)}", "hidden in the workbook" if proposal.grid.is_hidden else "")
    yield from _same_shape(proposal)
    yield f"header_row = {rows[0] if len(rows) == 1 else rows}"
    if any(COLUMNS[proposal.kind][name].holds is date for name in proposal.columns):
        dates = proposal.dates
        proposed = f"{'' if dates.is_proved else ACCEPT}dates = {text(dates.order or 'day first')}"
        yield line(proposed, f"{dates.order}: {dates.evidence}" if dates.is_proved else dates.evidence)
    if proposal.kind in (Kind.VERIFICATION, Kind.RESOLUTION):
        what = "check" if proposal.kind == Kind.VERIFICATION else "resolution"
        yield f'# log = ...  "whole" if each log lists every {what} that stands, "list" if it holds new ones alone'
    if part := _bare_part(proposal):
        yield line(f'{ACCEPT}years = "financial"', f'or "calendar": what {part} means')
    yield from suggested_rows(proposal)
    yield from suggested_not_read(proposal)
    yield from _split(proposal)


def _split(proposal: Proposal) -> Iterator[str]:
    """Several names in a cell are taken apart only by a list that a person has confirmed."""
    guess = proposal.columns.get("supporting_agencies")
    names = [cell.words for _, cell in proposal.cells(guess.column)] if guess else []
    sign = next((sign for sign in (";", ",", "/") if any(sign in cell for cell in names)), "")
    if sign:
        every = dict.fromkeys(fold(part) for cell in names for part in cell.split(sign))
        parts = [part for part in every if 0 < len(part) <= LONGEST_NAME]
        yield line(f"{ACCEPT}split = {{ supporting_agencies = {text(sign)} }}", "only where every name is confirmed")
        yield suggestion("confirmed", parts[:MOST_WORDS], "check each: is it one body, and spelt right?")


def _accept_unless_clear(proposal: Proposal) -> str:
    """The kind is left to a person when another kind explains the headings nearly as well."""
    scores = sorted(proposal.table.others.values(), reverse=True)
    return "" if scores[0] - scores[1] >= 2 else ACCEPT


def _kinds(proposal: Proposal) -> str:
    others = sorted(proposal.table.others.items(), key=lambda other: -other[1])
    return "points: " + ", ".join(f"{kind} {score:.0f}" for kind, score in others)


def _same_shape(proposal: Proposal) -> Iterator[str]:
    """Other sheets: parts of one plan, or an older copy of it? A person knows."""
    for other in proposal.other_tables:
        same = other.header_rows == proposal.header_rows and other.headings == proposal.table.headings
        elsewhere = f"known headings in {heading_rows(other)}"
        what = "the same headings in the same rows" if same else elsewhere
        hidden = ", hidden" if other.grid.is_hidden else ""
        yield f"# Another sheet, '{short(other.grid.name)}'{hidden}, has {what}."


def _bare_part(proposal: Proposal) -> str:
    for name, guess in proposal.columns.items():
        if COLUMNS[proposal.kind][name].holds is date:
            for row, cell in proposal.cells(guess.column):
                if isinstance(cell.value, str) and BARE_PART.fullmatch(cell.words):
                    return f"{short(cell.words)} in {letter(guess.column)}{row}"
    return ""


def _columns(proposal: Proposal) -> Iterator[str]:
    yield "[columns]  # our name = their heading"
    for name, guess in proposal.columns.items():
        also = "".join(f", or {short(proposal.heading(column))}?" for column in guess.also)
        also += "".join(f", or is it {other}?" for other in guess.or_names)
        prefix = ACCEPT if guess.confidence == Confidence.UNSURE else ""
        comment = f"{guess.confidence}, column {letter(guess.column)}{also}"
        yield line(f"{prefix}{name} = {text(proposal.heading(guess.column))}", comment)
    yield from suggested_numbers(proposal)
    missing = [name for name in COLUMNS[proposal.kind] if name not in proposal.columns]
    yield from textwrap.wrap(f"# Ours without a heading here: {', '.join(missing)}.", 110, subsequent_indent="# ")
    if "rag" in proposal.active and "reported_status" not in proposal.columns:
        yield "# No heading of a status: if the plan's own key says what its colours mean, map them to reported_status."


def _scales(proposal: Proposal) -> Iterator[str]:
    holds = {name: column.holds for name, column in COLUMNS[proposal.kind].items()}
    scales = {name: type_ for name, type_ in holds.items() if issubclass(type_, StrEnum)}
    for name in [name for name in proposal.columns if name in scales]:
        yield ""
        yield f"[{name}]  # their word = ours; check each, then accept it"
        yield from _words(proposal, name, scales[name])
    yield from _colours(proposal)


def _colours(proposal: Proposal) -> Iterator[str]:
    """Colours that stand for a word in cells which are empty otherwise: only the plan's own key can say for which."""
    for name in (name for name in COLOURED if name in proposal.columns):
        cells = [proposal.grid.at(row, proposal.columns[name].column) for row in proposal.data_rows]
        if fills := sorted({cell.fill for cell in cells if cell.fill and not cell.words} - {WHITE}):
            yield ""
            yield f"# [colours]  # by the plan's own key alone: the colour of an empty cell of {name} = their word"
            yield from (f"# {text(fill)} = ..." for fill in fills[:MOST_WORDS])


def _words(proposal: Proposal, name: str, scale: type[StrEnum]) -> Iterator[str]:
    column = proposal.columns[name].column
    counts = _word_counts(proposal, column)
    for word, count in list(counts.items())[:MOST_WORDS]:
        found = f"found in {count} {'row' if count == 1 else 'rows'}" if count else "in the drop-down list only"
        ours = meaning(name, word)
        if ours:
            yield line(f"{ACCEPT}{text(word)} = {text(ours)}", found)
        elif is_colour(word):
            yield f"# {text(word)}: {found}. A colour or number means only what the plan's own key says"
        else:
            yield f"# {text(word)}: {found}. No suggestion"
    if len(counts) > MOST_WORDS:
        yield f"# {len(counts) - MOST_WORDS} more words are not listed here."
    longer = sum(len(fold(cell.words)) > LONGEST_WORD for _, cell in proposal.cells(column))
    if longer:
        yield f"# Texts of over {LONGEST_WORD} characters, not listed here: {longer}."
    yield f"# Ours: {', '.join(word for word in scale if 'unreadable' not in word)}."


def _word_counts(proposal: Proposal, column: int) -> dict[str, int]:
    """Each word of a column and of its drop-down list with the number of rows it stands in, the most common first."""
    counts = Counter(words for _, cell in proposal.cells(column) if len(words := fold(cell.words)) <= LONGEST_WORD)
    spelt: dict[str, str] = {}
    for word in (*[word for word, _ in counts.most_common()], *_choices(proposal, column)):
        spelt.setdefault(word.casefold(), word)
    fillers = other_words("fillers") | other_words("unfilled")
    wanted = {small: word for small, word in spelt.items() if small not in fillers}
    return {word: sum(n for other, n in counts.items() if other.casefold() == small) for small, word in wanted.items()}


def _choices(proposal: Proposal, column: int) -> list[str]:
    below = proposal.header_rows[-1]
    lists = [each for each in proposal.lists if each.holds_for(proposal.sheet, column, below)]
    return [word for each in lists for choice in each.choices if 0 < len(word := fold(choice)) <= LONGEST_WORD]


def meaning(name: str, word: str) -> str:
    """Our word for one of theirs as other agencies use it, "" when it is not known. A suggestion, never a decision."""
    bare = re.sub(r"^\d+[.)]?\s+", "", fold(word)).rstrip(".")
    known = _known_words(name)
    return known.get(bare.casefold()) or known.get(plain(bare), "")


@cache
def _known_words(name: str) -> dict[str, str]:
    """Word to ours, as written and without signs: "IN_PROGRESS" is "in progress"."""
    words = {word: ours for ours, theirs in KNOWN["words"].get(name, {}).items() for word in theirs}
    return {bare: ours for word, ours in words.items() if (bare := plain(word))} | words


def _points_to_check(proposal: Proposal) -> Iterator[str]:
    """What the reader passes over or would take for a record; row numbers only, since a title may name a person."""
    yield "# To look at in the workbook:"
    yield from (f"# - {sentence}" for sentence in list(points(proposal)) or ["nothing but the table was found"])

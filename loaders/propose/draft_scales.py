"""The lines of a draft about words of a scale and about colours: none of them is mapped but by a person."""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

from loaders.mapping.known_words import fold, other_words
from loaders.mapping.layout import COLOURED
from loaders.propose.draft_rows import ACCEPT, MOST_WORDS, line, text
from loaders.propose.entries import Entry
from loaders.propose.evidence import is_colour
from loaders.propose.known_meanings import meaning
from loaders.propose.proposal import Proposal
from loaders.reader.grid import WHITE
from tracker.columns.entries import COLUMNS
from tracker.terms import Kind

MOST_CHOICES = 100  # of a drop-down list
LONGEST_WORD = 40  # a longer text is no word of a scale; it may be about a person, and a draft is kept with the code


def scales(proposal: Proposal, entry: Entry, within: str) -> Iterator[str]:
    """A table for each scale of an entry with the words found; `within` is where it stands in the layout."""
    holds = {name: column.holds for name, column in COLUMNS[entry.kind].items()}
    of_scales = {name: type_ for name, type_ in holds.items() if issubclass(type_, StrEnum)}
    for name in [name for name in entry.columns if name in of_scales]:
        yield ""
        yield f"[{within}{name}]  # their word = ours; check each, then accept it"
        yield from _words(proposal, name, entry.columns[name].column, of_scales[name])
    yield from _colours(proposal, entry)
    if entry.kind == Kind.ACTION and "reported_status" not in entry.columns:
        yield from _status_of_sheet(proposal, within)


def _status_of_sheet(proposal: Proposal, within: str) -> Iterator[str]:
    """The name of a sheet such as "Closed" says how far its actions have got, where no column does."""
    word = fold(proposal.sheet)
    if ours := meaning("reported_status", word):
        yield ""
        yield f"[{within}always]"
        yield line(f"reported_status = {text(word)}", "likely: the name of the sheet, since no column says so")
        yield ""
        yield f"[{within}reported_status]  # their word = ours; check it, then accept it"
        yield line(f"{ACCEPT}{text(word)} = {text(ours)}", "the name of the sheet")


def _colours(proposal: Proposal, entry: Entry) -> Iterator[str]:
    """Colours that stand for a word in cells which are empty otherwise: only the plan's own key can say for which."""
    for name in (name for name in COLOURED if name in entry.columns):
        cells = [proposal.grid.at(row, entry.columns[name].column) for row in proposal.data_rows]
        if fills := sorted({cell.fill for cell in cells if cell.fill and not cell.words} - {WHITE}):
            yield ""
            yield f"# [colours]  # by the plan's own key alone: the colour of an empty cell of {name} = their word"
            yield from (f"# {text(fill)} = ..." for fill in fills[:MOST_WORDS])


def _words(proposal: Proposal, name: str, column: int, scale: type[StrEnum]) -> Iterator[str]:
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
    longer = sum(len(fold(cell.words)) > LONGEST_WORD for cell in proposal.cells_of_all(column))
    if longer:
        yield f"# Texts of over {LONGEST_WORD} characters, not listed here: {longer}."
    yield f"# Ours: {', '.join(word for word in scale if 'unreadable' not in word)}."


def _word_counts(proposal: Proposal, column: int) -> dict[str, int]:
    """Each word of a column and of its drop-down list with the number of rows it stands in, the most common first."""
    counts = Counter(words for cell in proposal.cells_of_all(column) if len(words := fold(cell.words)) <= LONGEST_WORD)
    spelt: dict[str, str] = {}
    for word in (*[word for word, _ in counts.most_common()], *_choices(proposal, column)):
        spelt.setdefault(word.casefold(), word)
    fillers = other_words("fillers") | other_words("unfilled")
    wanted = {small: word for small, word in spelt.items() if small not in fillers}
    return {word: sum(n for other, n in counts.items() if other.casefold() == small) for small, word in wanted.items()}


def _choices(proposal: Proposal, column: int) -> list[str]:
    below = proposal.header_rows[-1]
    lists = [each for each in proposal.lists if each.holds_below(below, column)]
    choices = [fold(choice) for each in lists for choice in each.choices[:MOST_CHOICES]]
    return [word for word in choices if 0 < len(word) <= LONGEST_WORD]

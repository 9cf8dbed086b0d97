"""Lines of a draft about words of a scale and about colours: only a person maps any of them."""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

from loaders.mapping.known_words import other_words, single_spaced
from loaders.mapping.layout import COLOURED
from loaders.propose.draft_lines import ACCEPT, line, text
from loaders.propose.draft_rows import MOST_WORDS
from loaders.propose.entries import Entry
from loaders.propose.evidence import is_colour
from loaders.propose.known_meanings import meaning, of_sheet
from loaders.propose.points_to_check import one_line
from loaders.propose.proposal import Proposal
from loaders.reader.grid import WHITE
from tracker.columns.entries import COLUMNS

MOST_CHOICES = 100  # of a drop-down list
LONGEST_WORD = 40  # a longer text is not a word of a scale; it may be about a person, and a draft is kept with the code


def scales(proposal: Proposal, entry: Entry, within: str) -> Iterator[str]:
    """A table for each scale of an entry with the words found; `within` is its place in the layout."""
    holds = {name: column.holds for name, column in COLUMNS[entry.kind].items()}
    of_scales = {name: type_ for name, type_ in holds.items() if issubclass(type_, StrEnum)}
    for name in [name for name in entry.columns if name in of_scales]:
        yield ""
        yield f"[{within}{name}]  # their word = ours; check each, then accept it"
        yield from _words(proposal, name, entry.columns[name].column, of_scales[name])
    yield from _colours(proposal, entry, within)
    if proposal.is_by_status:
        yield ""
        yield "[reported_status]  # their word = ours; check each, then accept it"
        names = [single_spaced(part.grid.name) for part in proposal.sheets]
        yield from (line(f"{ACCEPT}{text(name)} = {text(of_sheet(name))}", "the name of the sheet") for name in names)


def sheets_by_status(proposal: Proposal) -> Iterator[str]:
    """An entry for each sheet whose name, such as "Closed", says how far its actions have got, if no column does."""
    for name in [part.grid.name for part in proposal.sheets]:
        yield ""
        yield "[[sheets]]"
        yield f"sheet = {text(name)}"
        always = f"always = {{ reported_status = {text(single_spaced(name))} }}"
        yield line(always, "likely: the name of the sheet, since no column says so")


def _colours(proposal: Proposal, entry: Entry, within: str) -> Iterator[str]:
    """Colours that mean a word in otherwise empty cells: only the plan's own key can say which."""
    for name in (name for name in COLOURED if name in entry.columns):
        fills = fills_without_words(proposal, entry.columns[name].column)
        if explained := {fill: proposal.key.colours[fill] for fill in fills if fill in proposal.key.colours}:
            yield ""
            yield line(f"{ACCEPT}[{within}colours]", f"the colour of an empty cell of {name} = their word; check each")
            yield from (
                line(f"{ACCEPT}{text(fill)} = {text(word)}", "by the plan's key") for fill, word in explained.items()
            )
        elif fills:
            yield ""
            yield f"# [colours]  # by the plan's own key alone: the colour of an empty cell of {name} = their word"
        yield from (f"# {text(fill)} = ..." for fill in fills[:MOST_WORDS] if fill not in explained)


def fills_without_words(proposal: Proposal, column: int) -> list[str]:
    """The colours of a column's empty cells in the records."""
    cells = [proposal.grid.at(row, column) for row in proposal.data_rows]
    return sorted({cell.fill for cell in cells if cell.fill and not cell.words} - {WHITE})


def _words(proposal: Proposal, name: str, column: int, scale: type[StrEnum]) -> Iterator[str]:
    counts = word_counts(proposal, name, column)
    for word, count in list(counts.items())[:MOST_WORDS]:
        found = f"found in {count} {'row' if count == 1 else 'rows'}" if count else "in a list or key only"
        meant = proposal.key.meant(word) if name == "reported_status" else ""
        found += f"; the plan's key: {one_line(meant)}" if meant else ""
        ours = meaning(name, word) or meaning(name, meant)
        if ours:
            yield line(f"{ACCEPT}{text(word)} = {text(ours)}", found)
        elif is_colour(word):
            yield f"# {text(word)}: {found}. A colour or number means only what the plan's own key says"
        else:
            yield f"# {text(word)}: {found}. No suggestion"
    if len(counts) > MOST_WORDS:
        yield f"# {len(counts) - MOST_WORDS} more words are not listed here."
    longer = sum(len(single_spaced(cell.words)) > LONGEST_WORD for cell in proposal.cells_of_all(column))
    if longer:
        yield f"# Texts of over {LONGEST_WORD} characters, not listed here: {longer}."
    yield f"# Ours: {', '.join(word for word in scale if 'unreadable' not in word)}."


def word_counts(proposal: Proposal, name: str, column: int) -> dict[str, int]:
    """Each word of a column, of its list and of its colours, with its number of rows, the most common first."""
    counts = Counter(
        words for cell in proposal.cells_of_all(column) if len(words := single_spaced(cell.words)) <= LONGEST_WORD
    )
    spelt: dict[str, str] = {}
    fills = fills_without_words(proposal, column) if name in COLOURED else []
    of_colours = [word for fill in fills if len(word := proposal.key.colours.get(fill, "")) in range(1, LONGEST_WORD)]
    for word in (*[word for word, _ in counts.most_common()], *_choices(proposal, column), *of_colours):
        spelt.setdefault(word.casefold(), word)
    fillers = other_words("fillers") | other_words("unfilled")
    wanted = {small: word for small, word in spelt.items() if small not in fillers}
    return {word: sum(n for other, n in counts.items() if other.casefold() == small) for small, word in wanted.items()}


def _choices(proposal: Proposal, column: int) -> list[str]:
    below = proposal.header_rows[-1]
    lists = [each for each in proposal.lists if each.holds_below(below, column)]
    choices = [single_spaced(choice) for each in lists for choice in each.choices[:MOST_CHOICES]]
    return [word for word in choices if 0 < len(word) <= LONGEST_WORD]

"""What a workbook gives by the choices so far: the layout, each row of each table, and the words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from loaders.load.trial import Trial
from loaders.mapping.columns import Columns, find_columns
from loaders.mapping.known_words import single_spaced, small
from loaders.mapping.layout import Layout, SheetLayout
from loaders.mapping.read_layout import read_layout
from loaders.mapping.records import Rows, find_records
from loaders.mapping.sheets import sheet_named
from loaders.mapping.values import map_table
from loaders.propose.assign_columns import ColumnProposal
from loaders.propose.builder.begin import NO_NAME, propose_for_officer
from loaders.propose.builder.choices import Choices, TableChoices
from loaders.propose.builder.layout_text import layout_text
from loaders.propose.builder.missing import stops
from loaders.propose.builder.question import LayoutQuestion
from loaders.propose.draft_scales import fills_without_words, word_counts
from loaders.propose.heading_meanings import Confidence
from loaders.propose.known_meanings import meaning
from loaders.propose.proposal import Proposal
from loaders.reader.read_file import Workbook, read_workbook
from loaders.received.arrival import SENDER
from loaders.received.temporary import temporary_folder
from tracker.colour_names import without_colour
from tracker.column_letters import column_number
from tracker.columns.entries import COLUMNS
from tracker.findings import NotReadable
from tracker.terms import Kind


@dataclass(frozen=True)
class SheetRead:
    """One sheet as a layout's entry reads it; `why_not` says what keeps its headings or cells from being read."""

    sheet: str
    columns: Columns | None = None
    rows: Rows = field(default_factory=Rows)
    words: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    why_not: str = ""


@dataclass(frozen=True)
class Word:
    """A word of a scale: how many records hold it, what it may mean, and what was decided, None for nothing yet.

    `count` is 0 for a word that is only in a list or in the plan's own key.
    """

    scale: str
    as_written: str
    count: int
    suggestion: str
    meaning: str | None


@dataclass(frozen=True)
class Study:
    """All that can be said of a workbook by the choices so far.

    `text` is the layout, "" if none can be written yet; `why_not` says in one sentence what keeps the file from
    being read by it, and then there is no `trial`; `is_empty` says that the file holds no records. Rows that an open
    question is about do not count in the `trial`, as far as a layout can leave them out.
    """

    workbook: Workbook
    choices: Choices
    proposals: tuple[Proposal, ...]
    text: str = ""
    reads: Mapping[tuple[int, str], SheetRead] = field(default_factory=dict)
    trial: Trial | None = None
    why_not: str = ""
    is_empty: bool = False
    questions: tuple[LayoutQuestion, ...] = ()

    def words(self, number: int) -> list[Word]:
        """The words of every scale that a table reads; within a scale the most frequent come first."""
        return [*_words(self, number)]

    def open_words_of(self, number: int) -> list[Word]:
        """A table's words that records hold and nobody has decided on; a word that is only in a list may stay open."""
        always = self.choices.tables[number].always
        open_ones = [word for word in self.words(number) if word.meaning is None]
        if not self.reads:  # then nobody has counted how many records hold each word
            return open_ones
        return [word for word in open_ones if word.count or always.get(word.scale) == word.as_written]

    @cached_property
    def open_words(self) -> list[Word]:
        """The words of all tables that records hold and nobody has decided on."""
        return [word for n in range(len(self.choices.tables)) for word in self.open_words_of(n)]

    def fills_without_words(self, number: int) -> list[str]:
        """The colours of empty cells in a table's columns for the status or the RAG rating."""
        table, proposal = self.choices.tables[number], self.proposals[number]
        places = [place for place, names in table.columns.items() if {"reported_status", "rag"} & {*names}]
        return [fill for place in places for fill in fills_without_words(proposal, column_number(place))]


def read_by(workbook: Workbook, file: str, choices: Choices) -> Study:
    """What a workbook gives by the choices, without a trial. Raises NotReadable where no table is found."""
    proposals = tuple(proposal_of(workbook, file, choices, table) for table in choices.tables)
    found = Study(workbook, choices, proposals)
    if against := next(stops(choices), ""):
        return replace(found, why_not=against)
    found = replace(found, text=layout_text(choices, proposals, {}))
    try:
        with layout_file(choices, found.text) as path:
            layout = read_layout(path)
    except NotReadable as error:
        return replace(found, why_not=str(error))
    found = replace(found, reads=_reads(workbook, layout))
    counts = {word.as_written: word.count for n in range(len(choices.tables)) for word in found.words(n)}
    return replace(found, text=layout_text(choices, proposals, counts))


@contextmanager
def layout_file(choices: Choices, text: str) -> Iterator[Path]:
    """Yields the path of a file with a layout, named after its sender; it is removed afterwards."""
    with temporary_folder() as folder:
        sender = choices.sender if SENDER.fullmatch(choices.sender) and "." not in choices.sender else NO_NAME
        path = folder / f"{sender}.toml"
        path.write_text(text, encoding="utf-8")
        yield path


def open_workbook(file: Path) -> Workbook:
    """The workbook in a waiting file. Raises NotReadable where nobody can read it."""
    return read_workbook(file)


def proposal_of(workbook: Workbook, file: str, choices: Choices, table: TableChoices) -> Proposal:
    """What a table seems to be with its headings in the chosen rows. Raises NotReadable where none stand there."""
    return propose_for_officer(workbook, file, choices.sender, table.sheets[0], table.header_rows, table.beside)


def _reads(workbook: Workbook, layout: Layout) -> dict[tuple[int, str], SheetRead]:
    return {
        (number, name): _read(workbook, name, entry)
        for number, entry in enumerate(layout.sheets)
        for name in entry.sheet
    }


def _read(workbook: Workbook, name: str, entry: SheetLayout) -> SheetRead:
    """A sheet as far as it can be read: its headings, its rows, its words."""
    read = SheetRead(name)
    try:
        grid = sheet_named(workbook, name)
        read = replace(read, columns=(columns := find_columns(grid, entry)))
        read = replace(read, rows=(rows := find_records(grid, entry, columns)))
        words = map_table(grid, entry, columns, rows).sheet.words
    except NotReadable as error:
        return replace(read, why_not=str(error))
    counted = {column: _count_words(words[column]) for column in words if is_scale(entry.fills, column)}
    return replace(read, words=counted)


def _count_words(texts: Iterable[str]) -> dict[str, int]:
    """Each word in its first spelling with its count, the most common first; blank cells need no word."""
    spelt, counts = dict[str, str](), Counter[str]()
    for text in texts:
        word = single_spaced(without_colour(text))
        counts[spelt.setdefault(small(word), word)] += bool(word)
    return {word: count for word, count in counts.most_common() if count}


def is_scale(fills: str, name: str) -> bool:
    """Whether one of our columns holds words of a scale, each of which somebody has to explain."""
    column = COLUMNS[Kind(fills)].get(name) if fills in list(Kind) else None
    return column is not None and issubclass(column.holds, StrEnum)


def _words(study: Study, number: int) -> Iterator[Word]:
    table, proposal = study.choices.tables[number], study.proposals[number]
    for scale, counts in _counts(study, number).items():
        known = {small(theirs): ours for theirs, ours in table.words.get(scale, {}).items()}
        for theirs, count in counts.items():
            meant = proposal.key.meant(theirs) if scale == "reported_status" else ""
            suggestion = meaning(scale, theirs) or meaning(scale, meant)
            yield Word(scale, theirs, count, suggestion, known.get(small(theirs)))


def _counts(study: Study, number: int) -> dict[str, Counter[str]]:
    """The words of each scale with how many records hold each, 0 for one only in a list, `always` or the choices."""
    table, proposal = study.choices.tables[number], study.proposals[number]
    places = {ours: place for place, names in table.columns.items() for ours in names if is_scale(table.fills, ours)}
    counts: dict[str, Counter[str]] = {}
    for scale in dict.fromkeys([*places, *(name for name in table.always if is_scale(table.fills, name))]):
        counts[scale] = Counter({table.always[scale]: 0} if scale in table.always else {})
        for (of_table, _), read in study.reads.items():
            if of_table == number:
                counts[scale].update(read.words.get(scale, {}))
        with suppress(KeyError):
            of_column = word_counts(_with(proposal, scale, places[scale]), scale, column_number(places[scale]))
            spelt = {small(word) for word in counts[scale]}
            counts[scale].update({word: 0 for word in of_column if small(word) not in spelt})
        spelt = {small(word) for word in counts[scale]}
        counts[scale].update({word: 0 for word in table.words.get(scale, {}) if small(word) not in spelt})
    return {scale: Counter(dict(words.most_common())) for scale, words in counts.items()}


def _with(proposal: Proposal, name: str, place: str) -> Proposal:
    """The proposal with one column chosen, so that its drop-down list and the plan's key are looked up for it."""
    guess = ColumnProposal(column_number(place), Confidence.SURE)
    entry = replace(proposal.main, columns={**proposal.main.columns, name: guess})
    return replace(proposal, entries=(*proposal.entries[:-1], entry))

"""Puts a sent page Layout into the choices part by part, so that a refused part does not hold back the others."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from loaders.mapping.columns import MOST_ROWS
from loaders.propose.builder import answers, tables
from loaders.propose.builder.choices import Choices
from loaders.propose.builder.heading_warning import heading_warning
from loaders.propose.builder.study import proposal_of, read_by
from loaders.reader.read_file import Workbook
from loaders.received.waiting_files import WaitingFile
from pages.parts.numbers import whole_number
from pages.staff.form_parts import Form, word
from pages.staff.layout import work as layout_work
from tracker.findings import NotReadable


@dataclass(frozen=True)
class SentPage:
    """A sent page: its file, its fields, and the number of the table that it showed, from 0."""

    file: WaitingFile
    form: Form
    number: int

    @property
    def workbook(self) -> Workbook:
        """The workbook that waits. Raises NotReadable."""
        return layout_work.workbook_of(self.file.path)

    @property
    def sheet(self) -> str:
        """The name of the sheet that the page showed."""
        return self.workbook.grids[self.whole("shown", len(self.workbook.grids) - 1)].name

    @property
    def texts(self) -> Mapping[str, str]:
        """The fields as text."""
        return {name: str(value) for name, value in self.form.items()}

    def whole(self, name: str, most: int) -> int:
        """The whole number in a field, from 0 to `most`; 0 for anything else."""
        number = whole_number(word(self.form, name))
        return number if number <= most else 0


Change = Callable[[SentPage, Choices], Choices]


def with_all(sent: SentPage, choices: Choices) -> tuple[Choices, Sequence[str]]:
    """The choices with every part of the sent page, and a sentence on why for each part that was refused."""
    if "shown" not in sent.form:
        return _apply(sent, choices, _parts(sent))
    choices, refused = _apply(sent, choices, [_section])
    labels = {int(name[4:]): str(label) for name, label in sent.form.items() if label and _is_of_row(name)}
    marked, why_not = _apply(sent, choices, [partial(_rows, labels)] if labels else [])
    if why_not:  # then row by row, to take those that can be
        marked, why_not = _apply(sent, choices, [partial(_rows, {row: label}) for row, label in labels.items()])
    choices, others = _apply(sent, marked, _parts(sent))
    return choices, list(dict.fromkeys((*refused, *why_not, *others)))


def _apply(sent: SentPage, choices: Choices, changes: Iterable[Change]) -> tuple[Choices, list[str]]:
    refused = []
    for change in changes:
        try:
            choices = change(sent, choices)
        except NotReadable as error:
            refused.append(str(error))
    return choices, refused


def _parts(sent: SentPage) -> Iterator[Change]:
    """The change that each part of the page makes; what one row is comes last, since it decides the columns."""
    parts = {"words": [_words], "letters": [_columns], "sender": [_sender, _interval], "fills": [_fills]}
    for field, changes in parts.items():
        yield from changes if field in sent.form else []


def _is_of_row(name: str) -> bool:
    return name[:4] == "row-" and name[4:].isdecimal() and len(name) < 12


def _section(sent: SentPage, choices: Choices) -> Choices:
    return answers.with_section(choices, sent.number, word(sent.form, "section"))


def _rows(labels: Mapping[int, str], sent: SentPage, choices: Choices) -> Choices:
    found = read_by(sent.workbook, sent.file.name, choices)
    return answers.with_rows(found, sent.number, sent.sheet, labels, choices.tables[sent.number].section)


def _words(sent: SentPage, choices: Choices) -> Choices:
    every = range(sent.whole("words", 10_000))
    words = [tuple(word(sent.form, f"{part}-{n}") for part in ("scale", "theirs", "ours")) for n in every]
    colours = {fill: word(sent.form, f"fill-{fill}") for fill in word(sent.form, "colours").split(",") if fill}
    return answers.with_words(choices, sent.number, [(one[0], one[1], one[2]) for one in words], colours)


def _columns(sent: SentPage, choices: Choices) -> Choices:
    chosen = answers.with_columns(choices, sent.number, sent.texts, word(sent.form, "letters").split(","))
    also = [grid.name for n, grid in enumerate(sent.workbook.grids) if word(sent.form, f"sheet-{n}")]
    return answers.with_sheets(chosen, sent.number, also)


def _sender(sent: SentPage, choices: Choices) -> Choices:
    return answers.with_sender(choices, sent.texts)


def _interval(sent: SentPage, choices: Choices) -> Choices:
    return answers.with_interval(choices, word(sent.form, "every"))


def _fills(sent: SentPage, choices: Choices) -> Choices:
    table, fills = choices.tables[sent.number], word(sent.form, "fills")
    if fills == table.fills:
        return choices
    if not fills:
        raise NotReadable(f"Say what one row is. Until you do, it stays what it was: {table.fills}.")
    proposal = proposal_of(sent.workbook, sent.file.name, choices, table)
    return tables.with_fills(choices, proposal, sent.number, fills)


def with_depth(sent: SentPage, choices: Choices, sheet: str = "", first: int = 0) -> Choices:
    """The choices with headings that begin in another row, or are as deep as the page says. Raises NotReadable."""
    table = choices.with_table(sent.number).tables[sent.number]
    deep = sent.whole("deep", MOST_ROWS) or len(table.header_rows)
    place = (sheet, first) if first else (table.sheets[0], table.header_rows[0])
    if not first and deep == len(table.header_rows):
        return choices
    return tables.with_headings(sent.workbook, sent.file.name, choices, sent.number, *place, deep)


def with_better_headings(sent: SentPage, choices: Choices) -> Choices:
    """The choices with the heading rows that seem right, if others were chosen. Raises NotReadable."""
    table = choices.with_table(sent.number).tables[sent.number]
    grid = proposal_of(sent.workbook, sent.file.name, choices, table).grid
    warning = heading_warning(grid, table)
    if not warning or not warning.better:
        raise NotReadable("No other rows seem better any more. Look at the page again.")
    place = (table.sheets[0], warning.better[0], len(warning.better))
    return tables.with_headings(sent.workbook, sent.file.name, choices, sent.number, *place)

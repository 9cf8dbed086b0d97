"""What reading itself finds to say: facts about the file, cells two readers differ on, and what was read how."""

from collections.abc import Iterator

from openpyxl.utils import get_column_letter as letter

from loaders.mapping.headings import NO_HEADING
from loaders.mapping.known_words import listed_words, small, words_of_a_status
from loaders.mapping.layout import COLOURED
from loaders.mapping.values import Taking
from loaders.reader.cell_text import as_written
from loaders.reader.read_file import Book
from tracker.received_file import Problem
from tracker.terms import Reason, Severity, WhoActs
from tracker.words import plural, runs

MOST_COLOURS = 6  # named in one sentence
LONGEST_STATUS = 40  # letters


def facts(book: Book) -> Iterator[Problem]:
    """What staff should know of the file as a whole."""
    known = book.facts if book.is_read_twice else (*book.facts, f"Read once. {book.why_once}")
    for fact in known:
        yield Problem(
            found=fact,
            sentence="A fact about the file, for the record.",
            severity=Severity.NOTICE,
            who_acts=WhoActs.DATA_OFFICER,
            rule="file_facts",
        )


def differing(book: Book, sheet: str) -> Iterator[Problem]:
    """The cells of one sheet in which two readers see different things, for a person to look at."""
    for found in book.disagreements:
        if found.sheet == sheet:
            yield Problem(
                found=f"{found.one} / {found.other}",
                sentence="Two readers see different things in this cell. The first is used.",
                severity=Severity.WARNING,
                who_acts=WhoActs.DATA_OFFICER,
                rule="readers_agree",
                sheet=sheet,
                cell=found.cell,
            )


def of_sheet(book: Book, taking: Taking) -> Iterator[Problem]:
    """What is said of a sheet once, however many tables are read from it."""
    yield from differing(book, taking.grid.name)
    yield from _comments(taking)


def of_table(taking: Taking) -> Iterator[Problem]:
    """What the cells of a table give to say."""
    yield from _columns_not_named(taking)
    yield from _hidden(taking)
    yield from _colours(taking)
    yield from _merged_across(taking)
    yield from _not_known(taking)


def problem(
    taking: Taking,
    place: tuple[int, int],
    found: str,
    sentence: str,
    rule: str,
    severity: Severity = Severity.NOTICE,
    who_acts: WhoActs = WhoActs.DATA_OFFICER,
) -> Problem:
    """Something to say of the cell in that row and column."""
    row, column = place
    cell = f"{letter(column)}{row}"
    return Problem(found, sentence, severity, who_acts, rule, sheet=taking.grid.name, row_number=row, cell=cell)


def _columns_not_named(taking: Taking) -> Iterator[Problem]:
    """Columns of the table that are filled and not read, and words in them that say how far an action has got."""
    for column in sorted(taking.columns.table - taking.columns.read):
        filled = {row: value for row in taking.rows.records if (value := _value(taking, row, column)) != ""}
        heading = taking.columns.headings.get(column, NO_HEADING)
        if filled and not heading.is_named_in(taking.layout.not_read):
            sentence = "The layout does not name this column. It was not read: name it in [columns] or in not_read."
            found = heading or f"no heading; the first cell says: {as_written(next(iter(filled.values())))}"
            place = (taking.columns.header_rows[-1], column)
            yield problem(taking, place, found, sentence, "columns_are_named", Severity.WARNING)
        yield from _status_words(taking, column, filled)


def _value(taking: Taking, row: int, column: int) -> object:
    values = taking.grid.values(row)
    return values[column - 1] if column <= len(values) else ""


def _status_words(taking: Taking, column: int, filled: dict[int, object]) -> Iterator[Problem]:
    """Colours are no such words: in one plan they are a status, in the next one a priority."""
    own = {small(word) for word in taking.layout.reported_status}
    known = (words_of_a_status() | own) - listed_words("colours")
    short = {row: value for row, value in filled.items() if isinstance(value, str) and len(value) < LONGEST_STATUS}
    found = {row: value for row, value in short.items() if small(value) in known}
    if found:
        first = next(iter(found))
        more = f", and in {plural(len(found) - 1, 'more row')}" if len(found) > 1 else ""
        sentence = "A word that says how far an action has got stands in a column that is not read."
        told = found[first].strip() + more
        yield problem(taking, (first, column), told, sentence, "status_is_in_its_column", Severity.WARNING)


def _hidden(taking: Taking) -> Iterator[Problem]:
    """What was hidden and read all the same, and which hidden rows nobody has filled in."""
    grid, columns, rows = taking.grid, taking.columns, taking.rows
    if grid.is_hidden:
        sentence = "This sheet is hidden in the workbook. It was read."
        yield problem(taking, (columns.header_rows[0], min(columns.read)), grid.name, sentence, "hidden_is_said")
    for column in sorted(columns.read & grid.hidden_columns):
        sentence = "This column is hidden in the workbook. It was read."
        place = (columns.header_rows[-1], column)
        yield problem(taking, place, columns.headings.get(column, NO_HEADING), sentence, "hidden_is_said")
    read = [row for row in rows.records if row in grid.hidden_rows]
    unfilled = [row for row in sorted(grid.hidden_rows) if rows.left_out.get(row) == Reason.NOT_FILLED_IN]
    for hidden, sentence in (
        (read, "What is hidden here in the workbook was read like any other row."),
        (unfilled, "What is hidden here in the workbook is not filled in. It was left out."),
    ):
        if hidden:
            place = (hidden[0], min(columns.read))
            found = f"{'row' if len(hidden) == 1 else 'rows'} {runs(hidden)}"
            yield problem(taking, place, found, sentence, "hidden_is_said")


def _colours(taking: Taking) -> Iterator[Problem]:
    """Columns in which some cells have a colour of their own; bands and columns of one colour say nothing."""
    if taking.layout.colours:
        yield from _colours_without_a_word(taking)
    places = taking.columns.places
    said = {places[name] for name in COLOURED if name in places} if taking.layout.colours else set()
    for column, fills in taking.grid.own_colours(taking.rows.records, taking.columns.table).items():
        if len(fills) > 1 and column not in said and not _says_no_more(taking, column):
            told = ", ".join(f"{fill} in {count:,}" for fill, count in fills.most_common(MOST_COLOURS) if fill)
            sentence = f"Colour carries meaning in column {letter(column)}. It is kept as found and never a status."
            place = (taking.columns.header_rows[-1], column)
            yield problem(taking, place, told, sentence, "colour_carries_meaning")


def _says_no_more(taking: Taking, column: int) -> bool:
    """Whether each word of a column always has the same colour: then the words say all that the colour does."""
    fill_of: dict[str, str] = {}
    cells = (taking.grid.at(row, column) for row in taking.rows.records)
    return all(fill_of.setdefault(cell.words, cell.fill) == cell.fill for cell in cells) and fill_of.get("", "") == ""


def _colours_without_a_word(taking: Taking) -> Iterator[Problem]:
    for name in COLOURED:
        for row, cell in zip(taking.rows.records, taking.cells.get(name, ()), strict=False):
            if not cell.words and cell.fill and cell.fill not in taking.layout.colours:
                sentence = "The layout explains every colour that stands for a word. This one is read as blank."
                place = (row, taking.columns.places[name])
                yield problem(taking, place, cell.fill, sentence, "colour_is_explained", Severity.WARNING)


def _merged_across(taking: Taking) -> Iterator[Problem]:
    """A cell of a record that covers several columns which are read: its words belong to one of them."""
    for row in taking.rows.records:
        for left, right in taking.grid.merged_across.get(row, ()):
            if len(taking.columns.read.intersection(range(left, right + 1))) > 1:
                over = f"columns {letter(left)} to {letter(right)}"
                sentence = f"This cell is merged over {over}. It is read in the first of them."
                found = as_written(_value(taking, row, left))
                yield problem(taking, (row, left), found, sentence, "merged_across", Severity.WARNING, WhoActs.SENDER)


def _not_known(taking: Taking) -> Iterator[Problem]:
    """Cells whose formula gave nothing to read: what they should say is not known, which is not the same as blank."""
    for name, cells in taking.cells.items():
        for row, cell in zip(taking.rows.records, cells, strict=True):
            if cell.is_unknown:
                yield problem(
                    taking,
                    (row, taking.columns.places[name]),
                    cell.words,
                    "A formula in a cell has a result. One without, or with an error, cannot be read.",
                    "formula_has_result",
                    Severity.WARNING,
                    WhoActs.SENDER,
                )


def _comments(taking: Taking) -> Iterator[Problem]:
    """What people wrote beside the cells."""
    for (row, column), words in sorted(taking.grid.comments.items()):
        sentence = "A comment on this cell. It is kept for staff and never published."
        yield problem(taking, (row, column), words.strip(), sentence, "comment_is_kept")

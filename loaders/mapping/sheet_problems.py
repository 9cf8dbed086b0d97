"""Problems that reading itself finds: facts about the file, cells that two readers see differently, hidden parts."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from loaders.mapping import coloured_rows, hidden_problems
from loaders.mapping.known_words import other_words, small, words_of_a_status
from loaders.mapping.layout import COLOURED
from loaders.mapping.problems import problem
from loaders.mapping.unnamed_columns import unnamed_columns, unread_columns
from loaders.mapping.values import MappedTable
from loaders.reader.cell_text import as_written
from loaders.reader.read_file import Workbook
from tracker.colour_names import named_colour
from tracker.column_letters import letter
from tracker.columns.entries import COLUMNS
from tracker.findings import NO_COLUMN, Problem
from tracker.terms import Kind, Severity, WhoActs
from tracker.words import and_list, plural

MOST_COLOURS = 6  # named in one sentence
MAY_SAY_DONE = ("evidence", "progress_note", "reason")  # where a status word is an answer
LONGEST_STATUS = 40  # letters
SAY_HOW_FAR = ("rag", "completed_on")  # if no column is read as the status
NAME_IT = "Name the column of the status in the layout."
OR_ASK = "If the workbook has none, ask the agency to add one and to fill it."


def facts(workbook: Workbook) -> Iterator[Problem]:
    """Yields notices about the file as a whole."""
    known = workbook.facts if workbook.is_read_twice else (*workbook.facts, f"Read once. {workbook.why_once}")
    for fact in known:
        yield Problem(
            found=fact,
            sentence="For information: a fact about the file.",
            to_do="Read this fact about the file. Nothing has to be changed.",
            severity=Severity.NOTICE,
            who_acts=WhoActs.DATA_OFFICER,
            rule="file_facts",
        )


def reader_differences(workbook: Workbook, sheet: str) -> Iterator[Problem]:
    """Yields a warning for each cell of one sheet in which two readers see different things."""
    for cell in workbook.disagreements:
        if cell.sheet == sheet:
            yield Problem(
                found=f"{cell.one} / {cell.other}",
                sentence="Two programs read this cell differently. We use the first.",
                to_do="Open the workbook, look at the cell, and confirm which of the two values is right.",
                severity=Severity.WARNING,
                who_acts=WhoActs.DATA_OFFICER,
                rule="readers_agree",
                sheet=sheet,
                cell=cell.cell,
            )


def of_sheet(workbook: Workbook, table: MappedTable) -> Iterator[Problem]:
    """Yields the problems of a sheet as a whole, however many tables are read from it."""
    yield from reader_differences(workbook, table.grid.name)
    yield from _replaced(table)
    yield from _comments(table)


def of_table(table: MappedTable) -> Iterator[Problem]:
    """Yields the problems in the cells of one table."""
    yield from _columns_not_named(table)
    yield from _status_in_another_column(table)
    yield from _status_not_read(table)
    yield from hidden_problems.of_table(table)
    yield from _colours(table)
    yield from coloured_rows.of_table(table)
    yield from _merged_across(table)
    yield from _without_result(table)


def _columns_not_named(table: MappedTable) -> Iterator[Problem]:
    """Yields warnings of filled columns that are not named, and of status words in columns that are not read."""
    unnamed = unnamed_columns(table)
    for one in unread_columns(table):
        if one in unnamed:
            sentence = "The layout does not name this column, so it was not read. Name it in [columns] or in not_read."
            first = as_written(next(iter(one.filled.values())))
            found = one.heading or f"no heading; the first cell says: {first}"
            to_do = "Name the column in the layout, in [columns] or in not_read."
            place = (table.columns.header_rows[-1], one.column)
            yield problem(table, place, found, sentence, to_do, "columns_are_named", Severity.WARNING)
        yield from _status_words(table, one.column, list(one.filled.items()), "that is not read")


def _status_in_another_column(table: MappedTable) -> Iterator[Problem]:
    """Yields warnings of status words in columns that are read as something else."""
    for name, column in table.columns.places.items():
        is_text = COLUMNS[table.layout.fills][name].holds is str and name not in MAY_SAY_DONE
        if is_text and table.layout.fills == Kind.ACTION:
            cells = list(zip(table.rows.records, table.cells[name].values, strict=True))
            yield from _status_words(table, column, cells, f"that is read as {name.replace('_', ' ')}")


def _status_not_read(table: MappedTable) -> Iterator[Problem]:
    """Yields warnings of columns of ratings and days of completion, in a plan where nothing is read as the status.

    If there is none, one warning that no column states a status.
    """
    layout = table.layout
    is_read = "reported_status" in {*table.columns.places, *layout.always, layout.section} or layout.closed_by_date
    if layout.fills != Kind.ACTION or is_read or not table.rows.records:
        return
    found_one = False
    for name in SAY_HOW_FAR:
        words = table.cells[name].words if name in table.cells else ()
        rows = [row for row, text in zip(table.rows.records, words, strict=False) if text]
        if rows:
            column = table.columns.places[name]
            found = f"{table.columns.headings[column]}: {table.grid.at(rows[0], column).words}{_more(rows)}"
            sentence = "No column is read as the status, so these actions count as open. This column may say more."
            to_do = (
                "Name the column as reported_status in the layout, or write closed_by_date = true for days of closing."
            )
            yield problem(table, (rows[0], column), found, sentence, to_do, "status_is_read", Severity.WARNING)
            found_one = True
    if not found_one:
        yield _no_status(table)


def _no_status(table: MappedTable) -> Problem:
    """A warning for the sender, or for the data officer where a column that the layout does not name may state it."""
    to_do, who = "Add a column that says how far each action has got, and fill it.", WhoActs.SENDER
    if unnamed := [str(one) for one in unnamed_columns(table)]:
        to_do, who = f"{NAME_IT} Not read: {and_list(unnamed)}. {OR_ASK}", WhoActs.DATA_OFFICER
    sentence = "No column states a status, so every action counts as open."
    place = (table.columns.header_rows[-1], min(table.columns.places.values(), default=1))
    return problem(table, place, NO_COLUMN, sentence, to_do, "status_is_stated", Severity.WARNING, who)


def _more(rows: Collection[int]) -> str:
    return f", and in {plural(len(rows) - 1, 'more row')}" if len(rows) > 1 else ""


def _status_words(
    table: MappedTable, column: int, cells: Sequence[tuple[int, object]], which: str
) -> Iterator[Problem]:
    """Yields a warning of status words in a column. Colours are not among them: some plans use them for priorities."""
    own = {small(word) for word in table.layout.reported_status}
    known = (words_of_a_status() | own) - other_words("colours")
    texts = (
        value for value in {value for _, value in cells} if isinstance(value, str) and 0 < len(value) < LONGEST_STATUS
    )
    if status_words := {text for text in texts if small(text) in known}:
        rows = {row: str(value) for row, value in cells if value in status_words}
        first = next(iter(rows))
        sentence = f"A status word is in a column {which}."
        to_do = "Name the column in the layout, or have the word moved to the column of the status."
        found = rows[first].strip() + _more(rows)
        yield problem(table, (first, column), found, sentence, to_do, "status_is_in_its_column", Severity.WARNING)


def _colours(table: MappedTable) -> Iterator[Problem]:
    """Yields notices of columns where some cells have their own colour; bands and columns of one colour say nothing."""
    if table.layout.colours:
        yield from _colours_without_a_word(table)
    places = table.columns.places
    explained = {places[name] for name in COLOURED if name in places} if table.layout.colours else set()
    for column, fills in table.grid.own_colours(table.rows.records, table.columns.table).items():
        if len(fills) > 1 and column not in explained and not _words_say_the_same(table, column):
            found = ", ".join(
                f"{named_colour(fill)} in {count:,}" for fill, count in fills.most_common(MOST_COLOURS) if fill
            )
            sentence = f"Colour means something in column {letter(column)}. It is kept, but is never a status."
            to_do = "Ask the agency what the colours mean, and have it written in words."
            place = (table.columns.header_rows[-1], column)
            yield problem(table, place, found, sentence, to_do, "colour_carries_meaning")


def _words_say_the_same(table: MappedTable, column: int) -> bool:
    """Whether each word of a column always has the same colour: then the words say all that the colour does."""
    fill_of: dict[str, str] = {}
    cells: Iterable[tuple[str, str]]
    read = next((table.cells[name] for name, place in table.columns.places.items() if place == column), None)
    if read and not read.odd and not table.grid.merges:  # merges lend words to the cells that they cover
        cells = zip(read.words, read.fills, strict=True)
    else:
        cells = ((cell.words, cell.fill) for cell in (table.grid.at(row, column) for row in table.rows.records))
    return all(fill_of.setdefault(words, fill) == fill for words, fill in cells) and fill_of.get("", "") == ""


def _colours_without_a_word(table: MappedTable) -> Iterator[Problem]:
    for name in (name for name in COLOURED if name in table.cells):
        column = table.cells[name]
        for row, words, fill in zip(table.rows.records, column.words, column.fills, strict=True):
            if not words and fill and fill not in table.layout.colours:
                sentence = "The layout explains every colour that stands for a word. This one is read as blank."
                to_do = "Explain the colour in [colours] of the layout."
                place = (row, table.columns.places[name])
                yield problem(
                    table, place, named_colour(fill), sentence, to_do, "colour_is_explained", Severity.WARNING
                )


def _merged_across(table: MappedTable) -> Iterator[Problem]:
    """Yields warnings of records' cells that cover several columns that are read: the words belong to one of them."""
    for row in table.rows.records:
        for left, right in table.grid.merged_across.get(row, ()):
            if len(table.columns.read.intersection(range(left, right + 1))) > 1:
                over = f"columns {letter(left)} to {letter(right)}"
                sentence = f"This cell is merged over {over}. It is read in the first of them."
                to_do = "Split the merged cell of {refs}, and write its words in the column where they belong."
                found = as_written(table.value(row, left))
                place = (row, left)
                yield problem(table, place, found, sentence, to_do, "merged_across", Severity.WARNING, WhoActs.SENDER)


def _without_result(table: MappedTable) -> Iterator[Problem]:
    """Yields warnings of formulas that gave nothing to read: what they should say is unknown, which is not blank."""
    for name, column in table.cells.items():
        for n, cell in column.odd.items():
            if cell.is_unknown:
                sentence = "A formula has a result. Without one, or with an error, the cell cannot be read."
                to_do = "Put the formula of {refs} right, or type its result in its place."
                place, severity = (table.rows.records[n], table.columns.places[name]), Severity.WARNING
                yield problem(table, place, cell.words, sentence, to_do, "formula_has_result", severity, WhoActs.SENDER)


def _replaced(table: MappedTable) -> Iterator[Problem]:
    """Yields warnings of cells with the same address: a spreadsheet program shows one of them and loses the others."""
    for (row, column), texts in sorted(table.grid.replaced.items()):
        sentence = "The file holds several cells with this address. We use the last."
        to_do = "Open the workbook, check which value of {refs} is right, save it anew and send that."
        found = " / ".join([as_written(table.value(row, column)), *texts])
        place = (row, column)
        yield problem(table, place, found, sentence, to_do, "address_is_used_once", Severity.WARNING, WhoActs.SENDER)


def _comments(table: MappedTable) -> Iterator[Problem]:
    """Yields a notice for each comment that people wrote on a cell."""
    for (row, column), words in sorted(table.grid.comments.items()):
        sentence = "A comment on this cell. It is kept for staff and never published."
        to_do = "Read the comment. Nothing has to be changed."
        yield problem(table, (row, column), words.strip(), sentence, to_do, "comment_is_kept")

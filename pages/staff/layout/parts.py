"""The page Layout for a waiting file: what it gives so far, its sheet, columns and words, and saving the layout."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlencode

from markupsafe import Markup

from loaders.mapping.layout_files import files_of
from loaders.propose.builder.headline import headline
from loaders.propose.builder.missing import to_know
from loaders.propose.builder.questions import left_as_they_are
from loaders.propose.builder.study import Study
from loaders.propose.builder.suggestions import suggested_words
from loaders.propose.points_to_check import one_line
from loaders.reader.grid import Grid
from loaders.received.waiting_files import WaitingFile
from pages.parts.here import address_word
from pages.parts.numbers import whole_number
from pages.parts.show import say, show, title
from pages.staff.layout import work as layout_work
from pages.staff.layout.columns import columns_part
from pages.staff.layout.fields import (
    COLUMNS,
    FOR,
    MEANINGS,
    QUESTIONS,
    ROWS,
    SENT,
    TABLE,
    VIEW,
    WAS,
    WHOSE,
    step,
    steps,
    whole_form,
)
from pages.staff.layout.grid import sheet_title, window
from pages.staff.layout.questions import ask_again_block, questions_block, suggestions_block
from pages.staff.layout.rows import rows_part, tables_part
from pages.staff.layout.sender import save_part, sender_part
from pages.staff.layout.words import words_part
from pages.staff.layout.work import LayoutResult, missing_of
from pages.staff.load import work as load_work
from pages.staff.load.findings import show_findings
from pages.staff.load.forms import PAGE, drop_form
from pages.staff.load.parts import wait
from tracker.findings import NotReadable
from tracker.html import blocks
from tracker.words import and_list, plural

OPENING = (
    "What you choose is kept with the file, and nothing counts by it until you save the layout. Each button keeps the "
    "whole page."
)
NOTHING = "Nothing."
VIEW_OF = ("sheet", "part", "across")  # the parts of an address that say which part of a sheet is shown
WAITS = "It is read and counted by what is chosen so far. You may leave this page: what was chosen is kept."
CHOOSE = "A layout is made for a file that waits. Choose one on the page Load, or drop it there."
NO_FILE = "It was kept or dropped, or it waited for too long. What was chosen for it is gone with it."


def no_file(file_id: str) -> None:
    """Says that the file no longer waits; or, without an id, where to find a file that leads here."""
    title("Not here" if file_id else "Layout")
    show(blocks.lead("There is no such file here.", NO_FILE) if file_id else blocks.lead(CHOOSE))
    show(blocks.trail(blocks.link("Load", blocks.address(PAGE))))


def builder(file: WaitingFile, sender: str, messages: Sequence[str]) -> None:
    """Shows the page for a waiting file, once it has been read and counted by the choices so far."""
    try:
        job = layout_work.look_at(file, sender)
    except (NotReadable, OSError) as error:
        _head("Make a layout", file, messages)
        say(f"No layout can be made now. {error}")
        return
    if not job.is_done:
        _head("Reading the file", file, messages)
        wait(job, WAITS)
        return
    found = job.result
    _head("Make a layout", file, messages)
    if found.study is None:
        show(blocks.lead(found.why_not, "No layout can be made for it."))
        return
    _show(found, found.study, file, sender)


def _head(words: str, file: WaitingFile, messages: Sequence[str]) -> None:
    way = blocks.link(file.name, blocks.address(PAGE, file=file.id))
    show(blocks.trail(blocks.link("Load", blocks.address(PAGE)), way))
    title(words)
    for sentence in messages:
        say(sentence)


def _show(result: LayoutResult, study: Study, file: WaitingFile, sender: str) -> None:
    number = _table_number(address_word("table"), len(study.choices.tables))
    show(blocks.lead(headline(study), OPENING))
    fields = hidden_fields(file.id, study, sender, number)
    if study.is_empty and not study.questions:
        show(drop_form(file.id))
    if study.choices.begun:
        show(blocks.bullets(study.choices.begun))
    show(whole_form(fields, [*_parts(result, study, number)]))
    if study.trial:
        show_findings(study.trial)


def hidden_fields(file_id: str, study: Study, sender: str, number: int) -> dict[str, str]:
    """The hidden fields: file, table, part of the sheet, fingerprint of the choices shown, the sender it began with."""
    view = urlencode({name: asked for name in VIEW_OF if (asked := address_word(name))})
    return {SENT: file_id, TABLE: str(number + 1), VIEW: view, WAS: study.choices.fingerprint, FOR: sender}


def _parts(result: LayoutResult, study: Study, number: int) -> Iterator[Markup]:
    """All parts of the form, from the questions to the button that saves the layout."""
    counters = blocks.quiet(headline(study))
    of = f" of table {number + 1}" if len(study.choices.tables) > 1 else ""
    left = left_as_they_are(study, layout_work.layout_of(study.choices.sender))
    if study.questions or left:
        yield blocks.section("What only you can say", QUESTIONS)
        yield questions_block(study.questions, len(study.choices.tables))
        yield ask_again_block(left, len(study.choices.tables))
    yield _ways_to_tables(study, number)
    yield blocks.section(f"Which rows{of} are read", ROWS)
    yield from _sheet(study, number)
    yield blocks.section(f"What each column{of} is", COLUMNS)
    yield counters
    yield columns_part(study, number, result.reviews)
    yield blocks.section(f"What the words{of} mean" if of else "What their words mean", MEANINGS)
    yield counters
    yield suggestions_block(suggested_words(study, number))
    yield words_part(study, number)
    yield blocks.section("Whose plan it is", WHOSE)
    layouts = [(begins, path.name) for begins, path in files_of(study.choices.sender, load_work.layouts())]
    yield sender_part(study.choices, layouts if study.choices.sender else [], result.reviews)
    yield blocks.section("Save the layout")
    yield save_part(result, study.text)


def _table_number(asked: str, of: int) -> int:
    number = whole_number(asked) - 1
    return number if 0 <= number < of else 0


def _ways_to_tables(study: Study, number: int) -> Markup:
    """What is still missing or may be left open; with several tables, for each, with a button that leads to it."""
    if len(study.choices.tables) == 1:
        known = [*to_know(study.choices)]
        return blocks.bullets(known) if known else Markup("")
    lines = []
    for n, table in enumerate(study.choices.tables):
        words = f"Table {n + 1}: {table.fills or 'not said what'} in {one_line(table.sheets[0])}"
        lines.append(
            (step(words, n == number, {"table": str(n + 1)}), blocks.bullets(missing_of(study, n) or [NOTHING]))
        )
    return blocks.table("Tables that are read", ("Table", "What is missing in it"), lines)


def _sheet(study: Study, number: int) -> Iterator[Markup]:
    table = study.choices.tables[number]
    names = [grid.name for grid in study.workbook.grids]
    asked = address_word("sheet")
    name = names[whole_number(asked) - 1] if 1 <= whole_number(asked) <= len(names) else table.sheets[0]
    grid = next((one for one in study.workbook.grids if one.name == name), study.proposals[number].grid)
    at = {"table": str(number + 1), "sheet": asked}
    if len(names) > 1:
        yield steps("Sheets of the workbook", [*_sheets(study, grid, at)])
    part = window(grid, address_word("part"), address_word("across"), study.proposals[number].header_rows[0])
    if hidden := _hidden(grid):
        yield blocks.quiet(hidden)
    yield rows_part(study, number, grid, part)
    at |= {"part": str(part.part), "across": str(part.across)}
    yield steps("Rows of the sheet", [*_pages("part", part.part, part.parts, "Page {} of the rows", at)])
    yield steps("Columns of the sheet", [*_pages("across", part.across, part.acrosses, "Page {} of the columns", at)])
    yield tables_part(study)


def _sheets(study: Study, shown: Grid, at: Mapping[str, str]) -> Iterator[Markup]:
    for n, grid in enumerate(study.workbook.grids, start=1):
        yield step(sheet_title(grid), grid is shown, {**at, "sheet": str(n)})


def _pages(name: str, page: int, of: int, words: str, at: Mapping[str, str]) -> Iterator[Markup]:
    if of > 1:
        for n in (n for n in range(1, of + 1) if n in (1, of) or abs(n - page) <= 3):
            yield step(words.format(n), n == page, {**at, name: str(n)})


def _hidden(grid: Grid) -> str:
    """A sentence on what is hidden in the workbook's sheet, "" if nothing is."""
    parts = ["this sheet"] if grid.is_hidden else []
    parts += [plural(len(grid.hidden_rows), "row")] if grid.hidden_rows else []
    parts += [plural(len(grid.hidden_columns), "column")] if grid.hidden_columns else []
    return f"Hidden in the workbook, and shown here: {and_list(parts)}." if parts else ""

"""The page Layout for a file that waits: what it gives so far, the sheet, the columns, the words, and what is saved."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from loaders.layout_builder.missing import to_know
from loaders.layout_builder.study import Study
from loaders.load.trial import Trial
from loaders.mapping.layout_files import files_of
from loaders.propose.points_to_check import short
from loaders.reader.grid import Grid
from loaders.waiting.files import WaitingFile
from pages.parts.here import address_word, same_page
from pages.parts.show import say, section, show, title
from pages.staff import layout_work, load_work
from pages.staff.form_parts import asked_post, form
from pages.staff.layout_fields import COLUMNS, MEANINGS, ROWS, WHOSE, whole_text
from pages.staff.layout_forms import (
    SAVE,
    columns_form,
    said_by_all,
    sender_form,
    sheet_form,
    tables_forms,
    words_form,
)
from pages.staff.layout_grid import window
from pages.staff.layout_work import Found
from pages.staff.load_forms import PAGE
from pages.staff.load_found import found_in
from pages.staff.load_parts import wait
from pages.staff.past_parts import show_past
from tracker.findings import NotReadable
from tracker.html import blocks
from tracker.measure import Measure
from tracker.words import plural

KEPT = "What you choose is kept with the file, and nothing counts by it until you save the layout."
WAITS = "It is read and counted by what is chosen so far. You may leave this page: what was chosen is kept."
CHOOSE = "A layout is made for a file that waits. Choose one on the page Load, or drop it there."
NO_FILE = "It was kept or dropped, or it waited for too long. What was chosen for it is gone with it."


def no_file(mark: str) -> None:
    """Says that the file does not wait any more; without one, from where a file leads here."""
    title("Not here" if mark else "Layout")
    show(blocks.lead("There is no such file here.", NO_FILE) if mark else blocks.lead(CHOOSE))
    show(blocks.trail(blocks.link("Load", blocks.address(PAGE))))


def builder(file: WaitingFile, sender: str, told: Sequence[str]) -> None:
    """The page for a file that waits, once it has been read and counted by what is chosen so far."""
    try:
        job = layout_work.look_at(file, sender)
    except (NotReadable, OSError) as error:
        _head("Make a layout", file, told)
        say(f"No layout can be made now. {error}")
        return
    if not job.is_done:
        _head("Reading the file", file, told)
        wait(job, WAITS)
        return
    found = job.result
    _head("Make a layout", file, told)
    if found.study is None:
        show(blocks.lead(found.why_not, "No layout can be made for it."))
        return
    _show(found, found.study, file, sender)


def _head(words: str, file: WaitingFile, told: Sequence[str]) -> None:
    way = blocks.link(file.name, blocks.address(PAGE, file=file.mark))
    show(blocks.trail(blocks.link("Load", blocks.address(PAGE)), way))
    title(words)
    for sentence in told:
        say(sentence)


def _show(found: Found, study: Study, file: WaitingFile, sender: str) -> None:
    number = _chosen(address_word("table"), len(study.choices.tables))
    fields = said_by_all(file.mark, study, sender, number)
    show(blocks.lead(_counters(study), KEPT))
    if known := [*to_know(study.choices)]:
        show(blocks.bullets(known))
    counters = blocks.quiet(_counters(study))
    section("Which rows are read", ROWS)
    _show_sheet(study, number, fields)
    section("What each column is", COLUMNS)
    show(counters, columns_form(study, number, fields))
    section("What their words mean", MEANINGS)
    none = blocks.lead("", "No column of this table holds words that have to be explained.")
    show(counters, words_form(study, number, fields) or none)
    section("Whose plan it is", WHOSE)
    layouts = [(begins, path.name) for begins, path in files_of(study.choices.sender, load_work.layouts())]
    show(sender_form(study.choices, layouts if study.choices.sender else [], fields))
    section("Save the layout")
    _show_save(found, study, fields)
    if study.trial:
        found_in(study.trial)


def _chosen(asked: str, of: int) -> int:
    number = int(asked) - 1 if asked.isascii() and asked.isdecimal() and len(asked) < 4 else 0
    return number if 0 <= number < of else 0


def _counters(study: Study) -> str:
    """What a real trial counts, in one sentence; or what keeps the file from being tried."""
    if study.trial is None:
        return f"Not counted yet. {study.why_not}"
    return f"{'; '.join(_counted(study, study.trial))}."


def _counted(study: Study, trial: Trial) -> Iterator[str]:
    for rows in trial.rows:
        yield f"{plural(rows.read, rows.kind)}, {rows.refused:,} refused"
    if filled := sum(one.filled for one in trial.dates):
        yield f"{sum(one.read for one in trial.dates):,} of {plural(filled, 'date')} read"
    late, first = (trial.counts[one] for one in (Measure.OVERDUE, Measure.OVERDUE_BY_FIRST_DATE))
    yield f"{late:,} overdue today, {first:,} by the dates first promised"
    yield f"{trial.counts[Measure.NO_DATE]:,} with no date"
    if study.open_words:
        yield f"{plural(len(study.open_words), 'word')} still to be explained"


def _show_sheet(study: Study, number: int, fields: dict[str, str]) -> None:
    table = study.choices.tables[number]
    if len(study.choices.tables) > 1:
        show(_links("Tables that are read", [*_tables(study, number)]))
    names = [grid.name for grid in study.workbook.grids]
    asked = address_word("sheet")
    name = names[int(asked) - 1] if asked.isdecimal() and 1 <= int(asked) <= len(names) else table.sheets[0]
    grid = next((one for one in study.workbook.grids if one.name == name), study.proposals[number].grid)
    if len(names) > 1:
        show(_links("Sheets of the workbook", [*_sheets(study, grid)]))
    part = window(grid, address_word("part"), address_word("across"), study.proposals[number].header_rows[0])
    if hidden := [*_hidden(grid)]:
        show(blocks.quiet(*hidden))
    show(sheet_form(study, number, grid, part, fields))
    show(_links("Rows of the sheet", [*_steps("part", part.part, part.parts, "Page {} of the rows")]))
    show(_links("Columns of the sheet", [*_steps("across", part.across, part.acrosses, "Page {} of the columns")]))
    show(tables_forms(study, number, fields))


def _tables(study: Study, number: int) -> Iterator[Markup]:
    for n, table in enumerate(study.choices.tables):
        words = f"Table {n + 1}: {table.fills or 'not said what'} in {short(table.sheets[0])}"
        yield _step(words, n == number, table=str(n + 1), sheet=None, part=None, across=None)


def _sheets(study: Study, shown: Grid) -> Iterator[Markup]:
    for n, grid in enumerate(study.workbook.grids, start=1):
        words = f"{short(grid.name)}{' (hidden)' if grid.is_hidden else ''}"
        yield _step(words, grid is shown, sheet=str(n), part=None, across=None)


def _steps(name: str, page: int, of: int, words: str) -> Iterator[Markup]:
    if of > 1:
        for n in (n for n in range(1, of + 1) if n in (1, of) or abs(n - page) <= 3):
            yield _step(words.format(n), n == page, **{name: str(n)})


def _step(words: str, is_here: bool, **query: str | None) -> Markup:
    if is_here:
        return Markup('<strong aria-current="page">{}</strong>').format(words)
    return blocks.link(words, same_page(said=None, **query))


def _links(label: str, steps: Sequence[Markup]) -> Markup:
    """Links side by side, "" for none."""
    if not steps:
        return Markup("")
    template = Markup('<nav class="an-pages" aria-label="{}"><p>{}</p></nav>')
    return template.format(label, Markup(" ").join(steps))


def _hidden(grid: Grid) -> Iterator[str]:
    if grid.is_hidden:
        yield "This sheet is hidden in the workbook."
    if grid.hidden_rows:
        yield f"{plural(len(grid.hidden_rows), 'row')} of this sheet are hidden in the workbook; they are shown here."
    if grid.hidden_columns:
        yield f"{plural(len(grid.hidden_columns), 'column')} of it are hidden there; they are shown here."


def _show_save(found: Found, study: Study, fields: dict[str, str]) -> None:
    if found.missing:
        show(blocks.lead("Before it can be saved:"), blocks.bullets(found.missing))
    if study.text:
        show(
            blocks.fold("The layout as it is so far", whole_text(study.text))
            if found.missing
            else whole_text(study.text)
        )
    if found.missing:
        return
    if found.past:
        show_past(found.past)
    shown = {"saved-as": found.name, "seen": found.seen, "ledger": found.head}
    button = f"Save it as {found.name}" if not found.seen else f"Put it in the place of {found.name}"
    show(form(SAVE, {**fields, **shown}, button, asked_post("Which post saves it?")))

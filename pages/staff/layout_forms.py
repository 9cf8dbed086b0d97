"""The forms of the page Layout: the sheet with its rows, the columns, the words, and whose plan it is."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from markupsafe import Markup

from loaders.layout_builder.answers import MANNERS, REPORTED, TOLD_APART, names_for
from loaders.layout_builder.choices import LEFT_OPEN, NEW_FORM, WAS_WRONG, Choices, Table
from loaders.layout_builder.column_facts import ColumnFacts, column_facts
from loaders.layout_builder.missing import spoken
from loaders.layout_builder.row_marks import row_marks
from loaders.layout_builder.study import Study, Word
from loaders.mapping.check_entry import DATE_ORDERS, SCALES, YEAR_KINDS
from loaders.propose.points_to_check import short
from loaders.reader.grid import Grid
from pages.staff.form_fields import tick
from pages.staff.form_parts import form, hidden
from pages.staff.layout_fields import (
    FOR,
    SENT,
    TABLE,
    WAS,
    select,
    select_in_cell,
    side_by_side,
    typed,
    wide_form,
)
from pages.staff.layout_grid import Window, grid_table
from tracker.columns.entries import COLUMNS
from tracker.html import blocks
from tracker.terms import Kind, Log
from tracker.words import capital, day, plural

SHEET, COLUMN, WORDS, SENDER, TABLES, SAVE = (
    "/layout-sheet", "/layout-columns", "/layout-words", "/layout-sender", "/layout-tables", "/layout-save",
)  # fmt: skip
KINDS = {
    "": "Choose",
    Kind.ACTION: "An action",
    Kind.RECOMMENDATION: "A recommendation",
    Kind.VERIFICATION: "A check of an action",
    Kind.COMMENT: "The body’s own comment",
    Kind.RESOLUTION: "A resolution of a committee",
}
NOT_READ = {"": "Not read"}


def said_by_all(mark: str, study: Study, sender: str, number: int) -> dict[str, str]:
    """The hidden fields of every form: file, table, the choices that it was shown with, and the sender begun with."""
    return {SENT: mark, TABLE: str(number + 1), WAS: study.choices.mark, FOR: sender}


def sheet_form(study: Study, number: int, grid: Grid, part: Window, fields: Mapping[str, str]) -> Markup:
    """The sheet as a grid, in which the headings are chosen and rows are marked, and what one row is."""
    table, proposal = study.choices.tables[number], study.proposals[number]
    marks = row_marks(study, number, grid.name, part.rows)
    deep = len(table.header_rows)
    depths = {str(n): plural(n, "row") for n in (1, 2, 3)}
    asked = [
        select("fills", "What one row is", dict(KINDS), table.fills),
        select("deep", "How many rows the headings take", depths, str(deep)),
        select("section", "What the titles of parts say of the rows below them", _sections(table), table.section),
    ]
    ends = [_said_of_rows(table)] if table.leave_out or table.stops_at or table.fillers else []
    return wide_form(
        SHEET,
        {**fields, "shown": str(study.workbook.grids.index(grid)), "first": str(proposal.header_rows[0])},
        Markup("{}{}{}").format(side_by_side(asked), grid_table(grid, part, marks), Markup("").join(ends)),
        "Save what the rows are",
    )


def _sections(table: Table) -> dict[str, str]:
    if table.fills not in list(Kind):
        return {"": "There are no such titles"}
    named = {name for names in table.columns.values() for name in names}
    texts = [name for name, one in COLUMNS[Kind(table.fills)].items() if one.is_text and name not in named]
    return {"": "There are no such titles", **{name: capital(spoken(name)) for name in texts}}


def _said_of_rows(table: Table) -> Markup:
    """What the layout says of rows, in words."""
    said = [f"Left out: rows that say “{line}”." for line in table.leave_out]
    said += [f"Printed on the form: “{word}”." for word in table.fillers]
    said += [f"The table ends at the row that begins with “{table.stops_at}”."] if table.stops_at else []
    return blocks.bullets(said)


def columns_form(study: Study, number: int, fields: Mapping[str, str]) -> Markup:
    """What each column is, with its first values and what speaks for it."""
    table = study.choices.tables[number]
    facts = column_facts(study, number)
    headings = ("Column", "Heading and first values", "What it is", "How it is filled in", "What speaks for it")
    lines = [_column(one, table) for one in facts]
    asked = [
        select(
            "dates", "Dates typed in numbers, such as 3/4/2026", _named(DATE_ORDERS, "None are typed so"), table.dates
        ),
        select("years", "What “Q4 2025” means", _named(YEAR_KINDS, "No date is given so"), table.years),
    ]
    if table.fills == Kind.ACTION:
        asked.append(select("by-words", "How an action is known again", _by_words(), ",".join(table.numbered_by)))
        asked.append(
            tick("closed-by-date", "A date of completion alone says that it is complete", table.closed_by_date)
        )
    if table.fills in (Kind.VERIFICATION, Kind.RESOLUTION):
        asked.append(select("log", "What each log lists", _named([*Log], "Not said"), table.log))
    return wide_form(
        COLUMN,
        {**fields, "letters": ",".join(one.letter for one in facts)},
        Markup("{}{}{}").format(
            blocks.table("The columns", headings, lines, is_caption_hidden=True),
            side_by_side(asked),
            _other_sheets(study, table),
        ),
        "Save what the columns are",
    )


def _column(one: ColumnFacts, table: Table) -> tuple[str, Markup, Markup, Markup, str]:
    where = f"Column {one.letter}, {short(one.heading)}" if one.heading else f"Column {one.letter}"
    names = (*table.columns.get(one.letter, ()), "", "")
    known = {name: capital(spoken(name)) for name in names_for(table)}
    manner = table.manners.get(one.letter, "")
    manners = {key: capital(words) for key, words in MANNERS.items()}
    manners |= {manner: f"Several values with {manner} between them"} if manner not in MANNERS else {}
    chosen = Markup("{}{}").format(
        select_in_cell(f"col-{one.letter}", f"{where}: what it is", NOT_READ | known, names[0]),
        select_in_cell(
            f"also-{one.letter}", f"{where}: what it is as well", {"": "And nothing else"} | known, names[1]
        ),
    )
    values = blocks.under(short(one.heading) or "No heading", " · ".join(one.values) or "Empty")
    how = select_in_cell(f"how-{one.letter}", f"{where}: how it is filled in", manners, manner)
    return one.letter, values, chosen, how, capital(one.evidence)


def _named(words: Sequence[str], otherwise: str) -> dict[str, str]:
    return {"": otherwise, **{str(word): capital(str(word)) for word in words}}


def _by_words() -> dict[str, str]:
    every = {",".join(names): f"By its words: {' and '.join(map(spoken, names))}" for names in TOLD_APART}
    return {"": "By its reference"} | every


def _other_sheets(study: Study, table: Table) -> Markup:
    """Other sheets that may have the shape of a table; each under a number, since a name may hold anything."""
    others = [(n, grid.name) for n, grid in enumerate(study.workbook.grids) if grid.name != table.sheets[0]]
    if not others:
        return Markup("")
    ticks = (tick(f"sheet-{n}", short(name), name in table.sheets) for n, name in others)
    legend = Markup("<fieldset><legend>Sheets of the same shape that are read too</legend>{}</fieldset>")
    return legend.format(Markup("").join(ticks))


def words_form(study: Study, number: int, fields: Mapping[str, str]) -> Markup:
    """What each word of a scale means, none of them taken for granted; "" where no column holds any."""
    words = study.words(number)
    fills = study.fills_without_words(number)
    if not words and not fills:
        return Markup("")
    headings = ("Their word", "Found in", "What it may mean", "What it means")
    lines = [_word(n, word) for n, word in enumerate(words)]
    asked = blocks.table("The words", headings, lines, is_caption_hidden=True) if lines else Markup("")
    said = (hidden({f"scale-{n}": word.scale, f"theirs-{n}": word.theirs}) for n, word in enumerate(words))
    colours = side_by_side([*_colours(study, number, fills, words)])
    return wide_form(
        WORDS,
        {**fields, "words": str(len(words)), "fills": ",".join(fills)},
        Markup("{}{}{}").format(asked, Markup("").join(said), colours),
        "Save what the words mean",
    )


def _word(n: int, word: Word) -> tuple[str, str, str, Markup]:
    options = {"": "Choose", **{str(one): capital(str(one)) for one in SCALES[word.scale] if "unreadable" not in one}}
    options[REPORTED] = "It stays unexplained and is reported each time"
    chosen = "" if word.ours is None else REPORTED if word.ours == LEFT_OPEN else word.ours
    found = plural(word.count, "row") if word.count else "No row"
    label = f"What {short(word.theirs)} means"
    field = select_in_cell(f"ours-{n}", label, options, chosen)
    return short(word.theirs), found, f"Perhaps: {word.suggestion}" if word.suggestion else "Not known", field


def _colours(study: Study, number: int, fills: Sequence[str], words: Sequence[Word]) -> Iterator[Markup]:
    table, key = study.choices.tables[number], study.proposals[number].key
    for fill in fills:
        theirs = dict.fromkeys([*(word.theirs for word in words), *filter(None, [key.colours.get(fill, "")])])
        options = {"": "No word", **{word: short(word) for word in theirs}}
        yield select(
            f"fill-{fill}", f"Empty cells in the colour {fill} stand for", options, table.colours.get(fill, "")
        )


def sender_form(choices: Choices, layouts: Sequence[tuple[date, str]], fields: Mapping[str, str]) -> Markup:
    """Whose plan it is; of a sender that has `layouts`, each with its first day, why it gets another one."""
    asked = [
        typed("sender", "A short name for the sender, such as transport", choices.sender),
        typed("agency", "The agency, as everybody is to read its name", choices.agency),
        typed("review", "The review that the rows belong to, unless a column says it", choices.review),
        typed("every", "Days between two returns, if agreed", str(choices.reports_every or ""), "number"),
    ]
    if layouts:
        asked.append(select("why", "Why it gets another layout", _whys(layouts), _why(choices)))
        asked.append(typed("since", "The first day of the new form", choices.since, "date"))
    ticks = [
        tick("holds", "Each return leaves out what is done", choices.holds_open_actions),
        tick("illustrative", "All of it is invented", choices.is_illustrative),
    ]
    return wide_form(
        SENDER, fields, Markup("{}{}").format(side_by_side(asked), Markup("").join(ticks)), "Save whose plan it is"
    )


def _whys(layouts: Sequence[tuple[date, str]]) -> dict[str, str]:
    wrong = {
        f"{WAS_WRONG}: {name}": f"{name} was wrong{f' from {day(begins)} on' if begins != date.min else ''}"
        for begins, name in layouts
    }
    return {"": "Choose", NEW_FORM: "Its form has changed", **wrong}


def _why(choices: Choices) -> str:
    return f"{WAS_WRONG}: {choices.replaces}" if choices.why == WAS_WRONG else choices.why


def tables_forms(study: Study, number: int, fields: Mapping[str, str]) -> Markup:
    """Adds a table of another sheet, and takes this one away where there are several."""
    sheets = {str(n): short(grid.name) for n, grid in enumerate(study.workbook.grids)}
    add = form(TABLES, fields, "Read another table", select("add", "A sheet with another table", sheets, ""), True)
    if len(study.choices.tables) == 1:
        return add
    return Markup("{}{}").format(add, form(TABLES, {**fields, "take-away": "yes"}, "Do not read this table", "", True))

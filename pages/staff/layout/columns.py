"""The part of the page Layout about columns: what each one is, and what its dates and references mean."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from loaders.propose.builder.answers import IDENTIFYING_CHOICES, MANNERS, names_for, open_to_titles
from loaders.propose.builder.choices import YEAR_OF, Choices, TableChoices
from loaders.propose.builder.column_facts import ColumnFacts, column_facts
from loaders.propose.builder.date_questions import ORDERS, YEARS
from loaders.propose.builder.missing import OF_A_REVIEW
from loaders.propose.builder.study import Study
from loaders.propose.points_to_check import one_line
from pages.staff.form_fields import tick
from pages.staff.form_parts import hidden
from pages.staff.layout.fields import button, input_field, select, select_in_cell, side_by_side
from pages.staff.layout.grid import sheet_title
from tracker.columns.entries import COLUMNS
from tracker.file_terms import Lists, Log
from tracker.html import blocks
from tracker.terms import Kind
from tracker.words import capital, readable_name

NOT_READ = {"": "Not read"}
UNLESS = "unless a column or the next line says another one"
YEAR = "The year of that date, where it stands in a column of its own."


def columns_part(study: Study, number: int, reviews: Sequence[str]) -> Markup:
    """A table of what each column is, with its first values and the evidence, and the choices for all columns."""
    table = study.choices.tables[number]
    facts = column_facts(study, number)
    headings = ("Column", "Heading and first values", "What it is", "How it is filled in", "Why we think so")
    lines = [_column(one, table) for one in facts]
    pieces = [
        hidden({"letters": ",".join(one.letter for one in facts)}),
        blocks.table("The columns", headings, lines, is_caption_hidden=True),
        _meanings(table),
        side_by_side([*_of_all(table)]),
        _review(study.choices, number, reviews),
        _other_sheets(study, table),
        button("columns", "Save what the columns are"),
    ]
    return Markup("").join(pieces)


def _of_all(table: TableChoices) -> Iterator[Markup]:
    """The choices that hold for all columns of a table."""
    yield select(
        "dates",
        "Dates typed in numbers, such as 3/4/2026",
        {"": "None are typed this way"} | ORDERS,
        table.dates,
    )
    yield select("years", "What “Q4 2025” means", {"": "No date is given this way"} | YEARS, table.years)
    if table.fills in list(Kind) and (len(table.sheets) > 1 or table.sheet_names):
        open_ones = {name: capital(readable_name(name)) for name in open_to_titles(table, table.sheet_names)}
        yield select("sheet-names", "What the names of the sheets say", {"": "Nothing"} | open_ones, table.sheet_names)
    if table.fills == Kind.ACTION:
        by_words = ",".join(table.numbered_by)
        yield select("by-words", "How an action is known again", _by_words(table), by_words)
        yield select("lists", "What a list in one cell is", _options([*Lists], "Not said"), table.lists)
        yield tick("closed-by-date", "A date of completion alone says that it is complete", table.closed_by_date)
    if table.fills in (Kind.VERIFICATION, Kind.RESOLUTION):
        yield select("log", "What each log lists", _options([*Log], "Not said"), table.log)


def _review(choices: Choices, number: int, reviews: Sequence[str]) -> Markup:
    """If there are several tables: the review typed for the whole workbook, and a field for this table's own."""
    if len(choices.tables) == 1 or choices.tables[number].fills not in OF_A_REVIEW:
        return Markup("")
    says = "No review is typed for the whole workbook."
    if choices.review:
        says = f"The review typed for the whole workbook, “{choices.review}”, is that of this table too, {UNLESS}."
    label = "The review of this table alone, if it is another one"
    own = choices.tables[number].always.get("review", "")
    return blocks.quiet(says) + input_field("table-review", label, own, offered=reviews)


def _column(one: ColumnFacts, table: TableChoices) -> tuple[str, Markup, Markup, Markup, str]:
    where = f"Column {one.letter}, {one_line(one.heading)}" if one.heading else f"Column {one.letter}"
    names = (*table.columns.get(one.letter, ()), "", "")
    known = {name: capital(readable_name(name)) for name in names_for(table)}
    manner = table.manners.get(one.letter, "")
    manners = {key: capital(words) for key, words in MANNERS.items()}
    manners |= {manner: f"Several values with {manner} between them"} if manner not in MANNERS else {}
    chosen = Markup("{}{}").format(
        select_in_cell(f"col-{one.letter}", f"{where}: what it is", NOT_READ | known, names[0]),
        select_in_cell(
            f"also-{one.letter}", f"{where}: what it is as well", {"": "And nothing else"} | known, names[1]
        ),
    )
    meaning = blocks.quiet(_means(table, names[0])) if names[0] else Markup("")
    values = blocks.under(one_line(one.heading) or "No heading", " · ".join(one.values) or "Empty")
    how = select_in_cell(f"how-{one.letter}", f"{where}: how it is filled in", manners, manner)
    return one.letter, values, chosen + meaning, how, capital(one.evidence)


def _means(table: TableChoices, name: str) -> str:
    """What one of our columns holds, in the words of the database and the data dictionary."""
    column = COLUMNS[Kind(table.fills)].get(name) if table.fills in list(Kind) else None
    return column.means if column else YEAR if name.startswith(YEAR_OF) else ""


def _meanings(table: TableChoices) -> Markup:
    """A folded table that explains each thing a column can be."""
    lines = [(capital(readable_name(name)), _means(table, name)) for name in names_for(table)]
    if not lines:
        return Markup("")
    words = "What a column can be, each in one sentence"
    return blocks.details(words, blocks.table(words, ("What it is", "What it holds"), lines, is_caption_hidden=True))


def _options(words: Sequence[str], otherwise: str) -> dict[str, str]:
    return {"": otherwise, **{str(word): capital(str(word)) for word in words}}


def _by_words(table: TableChoices) -> dict[str, str]:
    known = dict.fromkeys((*IDENTIFYING_CHOICES, *filter(None, [table.numbered_by])))
    every = {",".join(names): f"By its words: {' and '.join(map(readable_name, names))}" for names in known}
    return {"": "By its reference"} | every


def _other_sheets(study: Study, table: TableChoices) -> Markup:
    """Tick boxes for other sheets of the table's shape, each under a number, since a name may hold anything."""
    others = [(n, grid) for n, grid in enumerate(study.workbook.grids) if grid.name != table.sheets[0]]
    if not others:
        return Markup("")
    ticks = (tick(f"sheet-{n}", sheet_title(grid), grid.name in table.sheets) for n, grid in others)
    legend = Markup("<fieldset><legend>Other sheets with the same headings to read too</legend>{}</fieldset>")
    return legend.format(Markup("").join(ticks))

"""The part of the page Layout about rows: the table, what one row is, which rows are headings, what each row is."""

from collections.abc import Iterator

from markupsafe import Markup

from loaders.mapping.columns import MOST_ROWS
from loaders.propose.builder.answers import open_to_titles
from loaders.propose.builder.choices import Choices, FormerTables, TableChoices
from loaders.propose.builder.heading_warning import heading_warning
from loaders.propose.builder.row_labels import row_labels
from loaders.propose.builder.study import Study
from loaders.propose.points_to_check import one_line
from loaders.reader.grid import Grid
from pages.staff.form_parts import QUIET, hidden
from pages.staff.layout.fields import button, plain_button, select, side_by_side
from pages.staff.layout.grid import Window, grid_table, sheet_title
from pages.staff.layout.questions import QUESTION
from tracker.html import blocks
from tracker.terms import Kind
from tracker.words import and_list, capital, plural, readable_name

PRESS = "Press the number of the row in which the headings stand."
KEEPS = (
    "Columns under the same words keep what you said of them. What you said for other headings is kept too, and can "
    "be brought back here."
)
NO_TITLES = "Nothing, or there are none"
KINDS = {
    "": "Choose",
    Kind.ACTION: "An action",
    Kind.RECOMMENDATION: "A recommendation",
    Kind.VERIFICATION: "A check of an action",
    Kind.COMMENT: "The body’s own comment",
    Kind.RESOLUTION: "A resolution of a committee",
}


def rows_part(study: Study, number: int, grid: Grid, part: Window) -> Markup:
    """The sheet as a grid in which to choose the headings and label rows, and fields such as what one row is."""
    table = study.choices.tables[number]
    deep = len(table.header_rows)
    depths = {str(n): plural(n, "row") for n in range(1, max(MOST_ROWS, deep) + 1)}
    asked = [
        select("fills", "What one row is", dict(KINDS), table.fills),
        select("deep", "How many rows the headings take", depths, str(deep)),
        select("section", "What the titles of parts say of the rows below them", _sections(table), table.section),
    ]
    pieces = [
        hidden({"shown": str(study.workbook.grids.index(grid))}),
        side_by_side(asked),
        blocks.lead(f"{PRESS} {_now(table)}", KEEPS),
        _heading_warning(study, number),
        _set_aside(study.choices),
        grid_table(grid, part, row_labels(study, number, grid.name, part.rows)),
        _rules_for_rows(table),
        button("rows", "Save what the rows are"),
    ]
    return Markup("").join(pieces)


def _heading_warning(study: Study, number: int) -> Markup:
    """What speaks against the heading rows, with a button that takes better ones; "" if nothing does."""
    warning = heading_warning(study.proposals[number].grid, study.choices.tables[number])
    if not warning:
        return Markup("")
    take = plain_button("better", f"Take {_rows(warning.better)} for the headings", QUIET) if warning.better else ""
    return QUESTION.format(warning.says, take)


def _now(table: TableChoices) -> str:
    return f"Now they stand in {_rows(table.header_rows)} of “{one_line(table.sheets[0])}”."


def _rows(numbers: tuple[int, ...]) -> str:
    return f"{'row' if len(numbers) == 1 else 'rows'} {and_list([*map(str, numbers)])}"


def _sections(table: TableChoices) -> dict[str, str]:
    if table.fills not in list(Kind):
        return {"": NO_TITLES}
    texts = {name: capital(readable_name(name)) for name in open_to_titles(table, table.section)}
    return {"": NO_TITLES, **texts}


def _rules_for_rows(table: TableChoices) -> Markup:
    """What the layout says about rows, in sentences; "" if nothing."""
    sentences = [f"Left out: rows that say “{line}”." for line in table.leave_out]
    sentences += [f"Left out as the title of a part: rows that say “{line}”." for line in table.titles]
    sentences += [f"Left out as a summary: rows that say “{line}”." for line in table.summaries]
    sentences += [f"Printed on the form: “{word}”." for word in table.fillers]
    sentences += [f"The table ends at the row that begins with “{table.stops_at}”."] if table.stops_at else []
    return blocks.bullets(sentences) if sentences else Markup("")


def _set_aside(choices: Choices) -> Markup:
    """Answers given for other headings or another kind of row, each with a button that brings it back."""
    lines = [*_former_lines(choices)]
    if not lines:
        return Markup("")
    headings = ("Answers that are kept, and not used now", "What one row is", "")
    return blocks.table("Answers that are kept", headings, lines, is_caption_hidden=True)


def _former_lines(choices: Choices) -> Iterator[tuple[str, str, Markup]]:
    for n, one in enumerate(choices.set_aside):
        where = _where(one)
        words = Markup('Bring back<span class="an-hidden"> {}</span>').format(where)
        kinds = and_list([str(table.fills) or "not said" for table in one.tables])
        yield where, capital(kinds), plain_button(f"back {n}", words, QUIET)


def _where(one: FormerTables) -> str:
    sheet, rows, _ = one.place
    return f"“{one_line(sheet)}”, headings in {_rows(rows)}"


def tables_part(study: Study) -> Markup:
    """Fields and buttons that add a table from any sheet and, if there are several, take this table away."""
    sheets = {str(n): sheet_title(grid) for n, grid in enumerate(study.workbook.grids)}
    add = side_by_side([select("add", "A sheet with another table", sheets, "")])
    more = Markup("{}{}").format(add, button("add", "Read another table", True))
    return more + button("take-away", "Do not read this table", True) if len(study.choices.tables) > 1 else more

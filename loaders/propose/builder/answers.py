"""Puts the officer's answers into the choices, one part at a time; whatever a form says, the choices stay usable."""

from collections.abc import Iterable, Mapping

import msgspec

from loaders.mapping.check_entry import DATE_ORDERS, SCALES, YEAR_KINDS
from loaders.mapping.known_words import small
from loaders.propose.builder.choices import LEFT_OPEN, NEW_FORM, OTHER_PLAN, WAS_WRONG, YEAR_OF, Choices, TableChoices
from loaders.propose.builder.row_labels import RowLabel, relabel, row_key
from loaders.propose.builder.study import Study, read_by
from tracker.colour_names import is_colour_code
from tracker.columns.entries import COLUMNS
from tracker.file_terms import Lists, Log
from tracker.findings import NotReadable
from tracker.terms import Kind

MANNERS = {
    "": "each cell says it itself",
    "fill_down": "a blank cell repeats the one above",
    "prefilled": "the form has filled it in beforehand",
    "serial_dates": "days as numbers of five digits",
    ";": "several values with ; between them",
    ",": "several values with , between them",
    "/": "several values with / between them",
}
REPORTED = "-"  # a form's value for a word that is to be reported each time
SAME_REVIEW, OTHER_REVIEW = "same", "other"  # before the name in use, in an answer about a review
OF_ONE_ROW = ("action_ref", "row_key", "split_from")  # no title or name of a sheet says these of all its rows
LONGEST = 300  # characters of anything typed
IDENTIFYING_CHOICES = (
    ("action",),
    ("theme", "action"),
    ("recommendation_ref", "action"),
)  # columns that can tell actions apart


def with_rows(study: Study, number: int, sheet: str, labels: Mapping[int, str], section: str) -> Choices:
    """The choices with rows labelled and the titles' column set. Raises NotReadable where no layout can say so."""
    known = {row: RowLabel(label) for row, label in labels.items() if label in list(RowLabel)}
    choices = study.choices
    if known:
        choices = choices.with_table(number, **msgspec.structs.asdict(relabel(study, number, sheet, known)))
    if RowLabel.READ in known.values():
        choices = _with_read_rows(study, choices, number)
    return with_section(choices, number, section)


def _with_read_rows(study: Study, choices: Choices, number: int) -> Choices:
    """The choices with every row that they newly read noted as a record, so that nobody is asked whether it is one."""
    after = read_by(study.workbook, study.proposals[0].file, choices)
    for (of_table, sheet), read in after.reads.items():
        before = study.reads.get((of_table, sheet))
        new = {*read.rows.records} - {*(before.rows.records if before else ())}
        for row in sorted(new) if of_table == number else ():
            choices = choices.with_decided([number], row_key(sheet, row))
    return choices


def with_section(choices: Choices, number: int, section: str) -> Choices:
    """The choices with `section` as the column that titles of parts fill for the rows below, "" if unknown."""
    kind = choices.with_table(number).tables[number].fills
    is_known = kind in list(Kind) and section in COLUMNS[Kind(kind)]
    return choices.with_table(number, section=section if is_known else "")


def with_columns(choices: Choices, number: int, form: Mapping[str, str], places: Iterable[str]) -> Choices:
    """The choices with what each column is: `said` has `col-`, `also-` and `how-` by letter, and settings for all.

    A column that is not among the `places` shown stays as it is. So do the words of a scale that no column holds any
    more: it may be chosen again.
    """
    table = choices.with_table(number).tables[number]
    names, shown = names_for(table), [*places]
    review = _typed(form, "table-review") if "table-review" in form else table.always.get("review", "")
    always = {name: word for name, word in table.always.items() if name != "review"}
    columns = {place: names for place, names in table.columns.items() if place not in shown}
    manners = {place: manner for place, manner in table.manners.items() if place not in shown}
    for place in shown:
        chosen = [form.get(f"{part}-{place}", "") for part in ("col", "also")]
        chosen += table.columns.get(place, ())[2:]  # the page shows only two
        if known := tuple(dict.fromkeys(name for name in chosen if name in names)):
            columns[place] = known
            manner = form.get(f"how-{place}", "")
            is_known = manner in MANNERS or manner == table.manners.get(place)
            manners |= {place: manner} if manner and is_known else {}
    by_words = tuple(filter(None, form.get("by-words", "").split(",")))
    names_read = {one for names in columns.values() for one in names} | {*table.always}
    return choices.with_table(
        number,
        columns=columns,
        manners=manners,
        always=always | ({"review": review} if review else {}),
        dates=form.get("dates", "") if form.get("dates") in DATE_ORDERS else "",
        years=form.get("years", "") if form.get("years") in YEAR_KINDS else "",
        log=form.get("log", "") if form.get("log") in list(Log) else "",
        sheet_names=form.get("sheet-names", "") if form.get("sheet-names") in names else "",
        lists=form.get("lists", "") if form.get("lists") in list(Lists) else "",
        numbered_by=by_words if by_words in (*IDENTIFYING_CHOICES, table.numbered_by) else (),
        closed_by_date=bool(form.get("closed-by-date")),
        colours=table.colours if names_read & {"reported_status", "rag"} else {},
    )


def open_to_titles(table: TableChoices, chosen: str) -> list[str]:
    """Our columns of text that no column of the sheet fills, so that a title or a sheet's name may; and the one chosen.

    The kind of the table's rows must be known.
    """
    named = {name for names in table.columns.values() for name in names}
    columns = COLUMNS[Kind(table.fills)].items()
    texts = [name for name, one in columns if one.is_text and name not in (*named, *OF_ONE_ROW)]
    return texts + ([chosen] if chosen not in ("", *texts) else [])


def names_for(table: TableChoices) -> list[str]:
    """The names that a column of a table can have: each of our columns, and the year of each date."""
    if table.fills not in list(Kind):
        return []
    columns = COLUMNS[Kind(table.fills)]
    years = [f"{YEAR_OF}{name}" for name, column in columns.items() if column.holds.__name__ == "date"]
    return [*columns, *years]


def with_sheets(choices: Choices, number: int, sheets: Iterable[str]) -> Choices:
    """The choices with the sheets that have the shape of a table: its own first, then others."""
    own = choices.tables[number].sheets[0]
    return choices.with_table(number, sheets=tuple(dict.fromkeys((own, *sheets))))


def with_words(
    choices: Choices, number: int, words: Iterable[tuple[str, str, str]], colours: Mapping[str, str]
) -> Choices:
    """The choices with what each word and colour shown means.

    Each of `words` is a scale, their word, and our word, REPORTED, or "" if nobody has decided.
    """
    table, meanings = choices.with_table(number).tables[number], [*words]
    shown = {(scale, small(theirs)) for scale, theirs, _ in meanings}
    decided: dict[str, dict[str, str]] = {}
    for scale, known in table.words.items():
        decided[scale] = {theirs: ours for theirs, ours in known.items() if (scale, small(theirs)) not in shown}
    for scale, theirs, ours in meanings:
        if scale in SCALES and theirs and (ours == REPORTED or ours in list(SCALES[scale])):
            decided.setdefault(scale, {})[theirs] = LEFT_OPEN if ours == REPORTED else ours
    fills = {fill: word for fill, word in {**table.colours, **colours}.items() if word and is_colour_code(fill)}
    return choices.with_table(number, words={scale: words for scale, words in decided.items() if words}, colours=fills)


def with_sender(choices: Choices, form: Mapping[str, str]) -> Choices:
    """The choices with whose plan it is. What was not asked, such as why a first layout is made, stays as it is."""
    why, _, replaces = form.get("why", choices.why).partition(": ")
    asked = {name: _typed(form, name) for name in ("sender", "agency", "review", "since") if name in form}
    return msgspec.structs.replace(
        choices,
        holds_open_actions=bool(form.get("holds")),
        states_no_review=choices.states_no_review and not asked.get("review", choices.review),
        is_illustrative=bool(form.get("illustrative")),
        why=why if why in (NEW_FORM, WAS_WRONG, OTHER_PLAN) else "",
        replaces=replaces if "why" in form else choices.replaces,
        **asked | _review(choices, form),
    )


def _review(choices: Choices, form: Mapping[str, str]) -> dict[str, str]:
    """The change for the answer whether a review is one in use with nearly its name; {} where the name was edited."""
    answer, _, name = form.get("which-review", "").partition(": ")
    if not name or _typed(form, "review") != choices.review:
        return {}
    return {"review": name} if answer == SAME_REVIEW else {"other_review": name}


def with_interval(choices: Choices, every: str) -> Choices:
    """The choices with the days between two returns, "" for none agreed. Raises NotReadable for anything else."""
    if every and not (every.isascii() and every.isdecimal() and 0 < int(every) <= 3_660):
        raise NotReadable("The reporting interval is a number of days, such as 90.")
    return msgspec.structs.replace(choices, reports_every=int(every or 0))


def _typed(form: Mapping[str, str], name: str) -> str:
    """What was typed, on one line and cut to LONGEST."""
    return " ".join("".join(one if one.isprintable() else " " for one in form.get(name, "")).split())[:LONGEST]

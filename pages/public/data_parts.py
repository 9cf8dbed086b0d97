"""The parts of the Data page: a download with its columns, the ledger, and the files received."""

from dataclasses import replace
from datetime import date

import duckdb
from markupsafe import Markup

from pages.parts.here import Here, address_word
from pages.parts.paging import beginning
from pages.parts.position_files import table_links
from pages.public.agency_tables import received_cell
from tracker.cache import cached
from tracker.html import blocks
from tracker.questions import choices, downloads, returns
from tracker.questions.dictionary import column_meanings
from tracker.words import capital, day, plural, readable_name

FILES = ("Rows read", "Shown", "Refused", "Commitment (SHA-256)")
ROWS = ("Rows read", "Shown", "Refused")


def on_one_day(at: Here) -> Here:
    """The position of all files on the page: on the day of the last file received, unless the address names another.

    The open data is made for that day, so all downloads name the same day until somebody asks for another.
    """
    last = choices.last_known(at.db)
    asks_for_a_day = bool(address_word("as_of") or at.record)
    return at if asks_for_a_day or last is None else replace(at, as_of=min(last, at.as_of))


def opening(at: Here, today: date) -> tuple[Markup, ...]:
    """What the files on the page hold, with a link to today's position if that is another."""
    whose, last = at.agency or "all agencies", returns.made_from(at.db, at.as_of).last_on
    which = ", the day of the last file received" if at.as_of == last else ""
    return (
        blocks.lead(
            f"These files hold the position on {day(at.as_of)}{which}, for {whose}. "
            "Choose another date or agency above."
        ),
        _another_day(at, today),
        blocks.lead(
            "",
            "CSV opens in every spreadsheet program. The first line says what the file is. Text that a spreadsheet "
            "program would take for a formula has an apostrophe in front of it. Excel has real dates and filters, and "
            "no text in it is a formula.",
        ),
    )


def _another_day(at: Here, today: date) -> Markup:
    if at.as_of == today:
        return Markup("")
    address = blocks.address("data", **{**at.address_filters, "as_of": today})
    return blocks.trail(blocks.link(f"Files with the position on {day(today)}", address))


def download(table: str, at: Here) -> tuple[Markup, ...]:
    """What a table holds, links to its files, and what each column means."""
    what = readable_name(table)
    return (
        blocks.lead("", f"{capital(what)}: {downloads.TABLES[table].says}"),
        table_links(table, at),
        _columns(table, what, at.db),
    )


@cached
def _columns(name: str, what: str, db: duckdb.DuckDBPyConnection) -> Markup:
    table = blocks.table(f"The columns of {what}", ("Column", "Means"), column_meanings(db, name))
    return blocks.details(f"What each column of {what} means", table)


def files_received(at: Here) -> tuple[Markup, ...]:
    """How many files and rows there are, then one line per file, the latest first."""
    rows = returns.files(at.db, at.as_of, at.agency)
    if not rows:
        return (blocks.lead("No file had been received by this date."),)
    count = returns.totals(at.db, at.as_of, at.agency)
    sums = (
        f"{plural(count.files, 'file')}. {plural(count.rows_read, 'row')} read = {count.rows_shown:,} shown + "
        f"{count.rows_refused:,} refused."
    )
    shown, more = beginning(rows)
    return blocks.lead("", sums), _files_table(at, len(shown)), more


@cached
def _files_table(at: Here, first: int) -> Markup:
    """One line for each of the `first` files."""
    names = [] if at.is_public else ["File"]
    rows = returns.files(at.db, at.as_of, at.agency)[:first]
    headings, lines = ("Received", "From", *names, *FILES), [_file(row, bool(names)) for row in rows]
    return blocks.table("Every file received by this date, latest first", headings, lines, ROWS)


def ledger(head: str) -> Markup:
    """The head of the ledger, what it proves, and how to check it."""
    explanation = (
        "Each file is recorded in a ledger when it is received, and each record is chained to the one before. The head "
        "of that chain stands for all of them: while it is the same, no file was changed, removed or inserted. Keep "
        "it: with check.py of the open data anybody can see whether later data goes on from it."
    )
    code = (
        Markup('<code class="an-print">{}</code>').format(head) if head else "No file had been received by this date."
    )
    return blocks.summary_list({"Ledger head": blocks.under(code, explanation)})


def _file(row: returns.FileOnRecord, has_name: bool) -> tuple[blocks.Cell, ...]:
    return (
        received_cell(row),
        row.agency or row.sender,
        *([row.path] if has_name else []),
        row.rows_read,
        row.rows_shown,
        row.rows_refused,
        Markup('<code class="an-print">{}</code>').format(row.commitment),
    )

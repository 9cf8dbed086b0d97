"""What do agencies themselves say of their position?"""

from datetime import date
from typing import NamedTuple

import duckdb

from tracker import query
from tracker.terms import Precision
from tracker.words import STRUCK_OUT, date_as_given, day


class Comment(NamedTuple):
    """A comment in an agency's last return, about one review, or about all if the review is "".

    `said_as` is the agency's name in that return. `said_on` is the date that it wrote, None without one, and
    `said_words` the words of that date, "" in a published copy.
    """

    agency: str
    said_as: str
    review: str
    comment: str
    said_on: date | None
    said_on_precision: Precision
    said_words: str
    received_on: date
    is_struck_out: bool


def rows(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> tuple[Comment, ...]:
    """The comments that stand on a day, by agency, the latest first."""
    return query.rows(
        db,
        """
        SELECT
            agency, said_as, review, comment, said_on, said_on_precision, coalesce(words['said_on'], '') AS said_words,
            received_on,
            EXISTS (
                FROM hidden_cell h
                WHERE (h.file_id, h.sheet, h.row_number) = (c.file_id, c.sheet, c.row_number)
                    AND kind = 'comment' AND name = 'comment' AND why = 'struck out'
            ) AS is_struck_out
        FROM comment_on($as_of) c
        WHERE ($review IS NULL OR review IN ('', $review)) AND ($agency IS NULL OR agency = $agency)
        ORDER BY agency, dated_on DESC, file_id, row_number
        """,
        Comment,
        as_of=as_of,
        review=review,
        agency=agency,
    )


def heading(row: Comment) -> str:
    """The line above a comment: whose it is and its date, or the day of receipt if it has none."""
    given = date_as_given(row.said_on, row.said_on_precision, row.said_words) if row.said_on else day(row.received_on)
    return f"The agency’s own comment, {given}"


def source(row: Comment) -> str:
    """The line below a comment: who sent it and when, what it is about, and remarks on its date and look."""
    about = f"About: {row.review}." if row.review else ""
    struck_out = f"{STRUCK_OUT}." if row.is_struck_out else ""
    parts = (f"Sent by {row.said_as} on {day(row.received_on)}.", about, _no_date(row), struck_out)
    return " ".join(filter(None, parts))


def _no_date(row: Comment) -> str:
    if row.said_on:
        return ""
    if row.said_on_precision == Precision.UNREADABLE:
        return f"Its date, “{row.said_words}”, could not be read." if row.said_words else "Its date could not be read."
    return "It has no date of its own."

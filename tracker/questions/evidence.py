"""What evidence is there for each claim that an action is complete?"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

import duckdb
from markupsafe import Markup

from tracker import query
from tracker.charts import axes
from tracker.charts.canvas import SOLID, WIDE, Canvas
from tracker.charts.sentence import Sentence, sentence_of
from tracker.first_ten import first_ten
from tracker.html import blocks
from tracker.measure import Measure
from tracker.terms import State
from tracker.theme import BURNT, INK, MUTED, NAVY, PALE_NAVY, WHITE
from tracker.words import contradicted_note, is_or_are, plural

MEASURES: tuple[Measure, ...] = (Measure.COMPLETE, Measure.EVIDENCE_HELD, Measure.NO_EVIDENCE, Measure.WAITING)
NONE = "No action is reported or verified complete."
# Each part of a bar: its words, its fill, line, ink and dashes, and the parameters of its address.
PARTS: dict[str, tuple[str, dict[str, Any], dict[str, str]]] = {
    "verified": (
        "Verified",
        {"fill": NAVY, "line": NAVY, "ink": WHITE, "dash": SOLID},
        {"counted": Measure.COMPLETE, "state": State.VERIFIED_COMPLETE},
    ),
    "held": (
        "Evidence named, not checked",
        {"fill": PALE_NAVY, "line": NAVY, "ink": NAVY, "dash": SOLID},
        {"counted": Measure.EVIDENCE_HELD, "state": State.REPORTED_COMPLETE},
    ),
    "none": (
        "No evidence named",
        {"fill": WHITE, "line": BURNT, "ink": BURNT, "dash": "4,2.5"},
        {"counted": Measure.NO_EVIDENCE},
    ),
}


class Agency(NamedTuple):
    """How many complete actions an agency has: verified, with evidence named (`held`), or with none.

    The agency itself reports `contradicted` of the verified ones as not complete.
    """

    agency: str
    verified: int
    contradicted: int
    held: int
    none: int
    complete: int


def rows(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> tuple[Agency, ...]:
    """One row per agency with complete actions; those with the most claims without evidence come first."""
    return query.rows(
        db,
        """
        SELECT
            agency,
            count(*) FILTER (is_verified) AS verified,
            count(*) FILTER (is_contradicted) AS contradicted,
            count(*) FILTER (NOT is_verified AND counts_as.evidence_held) AS held,
            count(*) FILTER (counts_as.no_evidence) AS none,
            count(*) AS complete
        FROM state_for($as_of, $review, $agency)
        WHERE counts_as.complete
        GROUP BY agency
        ORDER BY none DESC, complete DESC, agency
        """,
        Agency,
        as_of=as_of,
        review=review,
        agency=agency,
    )


def sentence(rows: Sequence[Agency], as_of: date, is_illustrative: bool) -> Sentence:
    """How many claims have no evidence named, and how many somebody else verified."""
    none, verified = sum(row.none for row in rows), sum(row.verified for row in rows)
    claimed = sum(row.complete for row in rows) - verified
    checked = f"; {verified} more {is_or_are(verified)} verified" if verified else ""
    return sentence_of(
        f"{none} of {plural(claimed, 'action')} reported complete and not verified "
        f"{'has' if none == 1 else 'have'} no evidence named{checked}"
        f"{contradicted_note(sum(row.contradicted for row in rows))}",
        "Evidence for each action reported or verified complete, by agency. Solid: checked by somebody else."
        + axes.more_in_table(rows),
        [
            f"{row.agency}: {row.verified} verified{contradicted_note(row.contradicted)}, {row.held} with evidence, "
            f"{row.none} with none."
            for row in rows
        ],
        as_of,
        is_illustrative,
    )


def opening(count: Mapping[Measure, int]) -> tuple[str, str]:
    """The claims without evidence and those nobody else has confirmed, never added together, and a caveat."""
    complete, none, waiting = (count[measure] for measure in (Measure.COMPLETE, Measure.NO_EVIDENCE, Measure.WAITING))
    if not complete:
        return NONE, ""
    unnamed = f"{plural(none, 'claim')} of completion {'has' if none == 1 else 'have'} no evidence named."
    unchecked = f"For {plural(waiting, 'claim')}, evidence is named but nobody else has confirmed it."
    return (
        " ".join([*([unnamed] if none else []), *([unchecked] if waiting else [])])
        or "No claim of completion is without evidence, and none waits for a check.",
        "The agency names its evidence; that does not show that the evidence is enough. Only a check by another body "
        "does.",
    )


def table(rows: Sequence[Agency], filters: Mapping[str, object]) -> Markup:
    """The counts as a table, each a link to the actions counted."""
    headings = ["Agency", *(words for words, _, _ in PARTS.values()), "Reported or verified complete"]
    lines = [
        (
            row.agency,
            *(_part(row, part, filters) for part in PARTS),
            blocks.link(row.complete, blocks.actions_address(filters, agency=row.agency, counted=Measure.COMPLETE)),
        )
        for row in rows
    ]
    return blocks.table("Evidence behind each claim", headings, lines, numeric=headings[1:])


def _part(row: Agency, part: str, filters: Mapping[str, object]) -> blocks.Cell:
    count = blocks.link(getattr(row, part), _address(row, part, filters))
    return blocks.under(count, f"{row.contradicted} contradicted") if part == "verified" and row.contradicted else count


def _address(row: Agency, part: str, filters: Mapping[str, object]) -> str:
    return blocks.actions_address(filters, agency=row.agency, **PARTS[part][2])


def chart(rows: Sequence[Agency], as_of: date, filters: Mapping[str, object], width: int = WIDE) -> Canvas:
    """A bar in three parts for each agency."""
    canvas = Canvas(width)
    axes.legend(canvas, ((words, partial(_block, canvas, look)) for words, look, _ in PARTS.values()))
    top, most = canvas.height, max(row.complete for row in rows)
    scale = axes.linear_scale(0, most, *axes.plot_ends(canvas))
    for row in first_ten(rows):
        _lane(canvas, row, scale, filters)
    ticks = [(scale(n), str(n)) for n in axes.round_numbers(most, 10 if width == WIDE else 5)]
    axes.x_axis(canvas, top, ticks, "Actions reported or verified complete")
    return canvas


def _lane(canvas: Canvas, row: Agency, scale: axes.Scale, filters: Mapping[str, object]) -> None:
    against = f", {row.contradicted} contradicted" if row.contradicted else ""
    notes = [(f"{row.verified} verified{against}", 600, INK), (f"of {row.complete} complete", 400, MUTED)]
    y, before = axes.lane(canvas, row.agency, notes, 30), 0
    for part, (words, look, _) in PARTS.items():
        if count := getattr(row, part):
            x, x2 = scale(before) + 1, scale(before + count) - 1
            name = f"{row.agency}: {count}, {words[:1].lower()}{words[1:]}"
            style = {"fill": look["fill"], "line": look["line"], "dash": look["dash"]}
            canvas.box(x, y - 12, x2, y + 12, **style, name=name, url=_address(row, part, filters))
            canvas.text((x + x2) / 2, y, str(count), 13, 700, fill=look["ink"], align="center")
            before += count


def _block(canvas: Canvas, look: Mapping[str, Any], x: float, y: float) -> None:
    style = {"fill": look["fill"], "line": look["line"], "dash": look["dash"]}
    canvas.point(x, y, "square", 180, **style)

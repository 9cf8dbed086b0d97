"""One record as JSON: its rows of every table of the open data."""

import json
from typing import Any

from tracker import query
from tracker.download_table import ACTION, RECOMMENDATION
from tracker.feeds.request import FeedRequest, NotThere
from tracker.questions import choices, downloads, returns
from tracker.site import publisher, site

MIME = "application/json"


def action_record(request: FeedRequest) -> bytes:
    """The action that an address names. Raises NotThere if it names none."""
    if not request.action:
        raise NotThere("Name one action by its reference and its sender: /actions.json?ref=…&sender=….")
    return _as_json(request, ACTION, (request.action.sender, request.action.action_ref))


def recommendation_record(request: FeedRequest) -> bytes:
    """The recommendation that an address names. Raises NotThere if it names none."""
    if not (one := request.recommendation):
        raise NotThere("Name one recommendation by its review and its number: /recommendations.json?review=…&ref=….")
    return _as_json(request, RECOMMENDATION, (one.review, one.recommendation_ref))


def _as_json(request: FeedRequest, key: tuple[str, str], values: tuple[str, str]) -> bytes:
    """What the record is, then the tables whose key holds its key; the same position always gives the same bytes."""
    is_illustrative = choices.is_illustrative(request.db)
    about: dict[str, Any] = {
        "about": request.about("Record"),
        "is_illustrative": is_illustrative,
        "as_of": request.as_of,
        "ledger_head": returns.made_from(request.db, request.as_of).head,
        "page": site().web.address + request.page(as_of=request.as_of),
        "licence": publisher(is_illustrative).licence or None,
    }
    tables = [name for name, table in downloads.TABLES.items() if {*key} <= {*table.key}]
    whole = about | {name: _rows(request, name, key, values) for name in tables}
    return json.dumps(whole, ensure_ascii=False, indent=1, default=str).encode() + b"\n"


def _rows(request: FeedRequest, name: str, key: tuple[str, str], values: tuple[str, str]) -> list[dict[str, Any]]:
    """The rows about the record in one table of the open data, in the order of that table."""
    sql = f"SELECT * FROM ({downloads.TABLES[name].sql}) WHERE {key[0]} = $first AND {key[1]} = $second"
    first, second = values
    found = query.uncached_result(request.db, sql, **downloads.values(name, request.as_of), first=first, second=second)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]

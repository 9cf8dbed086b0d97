"""The names of bodies that are right as written in a form."""

from collections.abc import Iterable, Iterator

from loaders.mapping.layout import Layout
from loaders.request.form_kind import NewFormRow
from tracker import store

BODIES = """
    SELECT agency FROM file_received WHERE agency <> ''
    UNION SELECT agency FROM action_version
    UNION SELECT agency FROM recommendation_version
"""


def names_as_written(db: store.Connection, layout: Layout, rows: Iterable[NewFormRow]) -> tuple[str, ...]:
    """The names of bodies that send files, lead actions or are addressed, and of bodies in the layout or the rows."""
    own = {name for (name,) in db.execute(BODIES).fetchall()}
    by_layout = {name for entry in layout.sheets for name in (*entry.confirmed, *entry.agencies.values())}
    return tuple(sorted((own | {*_names_in_rows(rows)} | by_layout) - {""}))


def _names_in_rows(rows: Iterable[NewFormRow]) -> Iterator[str]:
    for row in rows:
        for name in ("supporting_agencies", "asked_of"):
            yield from str(row.values.get(name, "")).split("; ")

"""Replaces with “not released” every text that nobody released in its column for its sender."""

from collections.abc import Iterable, Iterator

from loaders.publishing import allow_list
from loaders.publishing.allow_list import PublicColumn
from tracker.terms import WITHHELD, Kind

DATE = r"\d{4}-\d\d-\d\d"  # where a date changed, what it was and what it became are dates as text
ANYWHERE = "place = ''"  # our own words, names and references
# Who sent the words of a table's row. For a change, that includes an earlier sender, whose words were there before.
SENDERS = {
    **{
        table: f"sent_version WHERE kind = '{kind}' AND version_id = t.version_id"
        for table, kind in allow_list.KINDS.items()
    },
    "action_change": "sent_change WHERE action_id = t.action_id AND file_id = t.file_id",
    "succession": "(SELECT '' AS sender) WHERE TRUE",
}
SENDER_OF_FILE = "source.file_received WHERE file_id = t.file_id"
TABLES = f"""
    CREATE TEMP TABLE sent_version AS -- whoever sent a version of which the same is public
    SELECT DISTINCT kind, same.version_id, sender
    FROM source.row_received r
    JOIN source.file_received USING (file_id)
    JOIN version_number n USING (kind, version_id)
    JOIN version_number same USING (kind, number);
    CREATE TEMP TABLE sent_change AS
    SELECT DISTINCT c.action_id, c.file_id, sender
    FROM source.action_change c
    JOIN source.action_version v USING (action_id)
    JOIN sent_version s ON s.kind = '{Kind.ACTION}' AND s.version_id = v.version_id
    UNION
    SELECT c.action_id, file_id, sender FROM source.action_change c JOIN source.file_received USING (file_id);
"""


def rows(table: str) -> str:
    """SQL for the rows of a table of the database `source`, without the texts that may not be public.

    The temporary table may_be_public(place, sender, text) lists those that may; version_number and TABLES must exist.
    """
    withheld = ", ".join(f"{value} AS {column.name}" for column, value in _values(table))
    return f"(SELECT t.* REPLACE ({withheld}) FROM source.{table} t)" if withheld else f"source.{table}"


def _values(table: str) -> Iterator[tuple[PublicColumn, str]]:
    """Each column of words, with SQL for its public value."""
    for column in allow_list.tables()[table]:
        if column.name == "words":
            yield column, _public_words(table)
        elif column.is_text and not column.is_name and not column.type.endswith("[]"):
            yield column, f"CASE WHEN {_may_be_public(table, column)} THEN {column.name} ELSE '{WITHHELD}' END"


def _may_be_public(table: str, column: PublicColumn) -> str:
    text = f"t.{column.name}"
    if not column.words_of:
        return f"{text} = '' OR {_is_one(text, ANYWHERE)}"
    if column.is_of_changes:
        changes = ", ".join(f"'{change}'" for change in column.words_of)
        holds = (
            f"change = '{change}' AND {_is_one(text, _at(table, [place]))}" for change, place in column.words_of.items()
        )
        others = f"change NOT IN ({changes}) AND (regexp_full_match({text}, '{DATE}') OR {_is_one(text, ANYWHERE)})"
        return " OR ".join([f"{text} = ''", others, *holds])
    return f"{text} = '' OR {_is_one(text, _at(table, column.words_of.values()))}"


def _is_one(text: str, where: str) -> str:
    return f"EXISTS (FROM may_be_public WHERE text = {text} AND {where})"


def _at(table: str, places: Iterable[str]) -> str:
    named = ", ".join(f"'{place}'" for place in places)
    return f"place IN ({named}) AND sender IN (SELECT sender FROM {SENDERS.get(table, SENDER_OF_FILE)})"


def _public_words(table: str) -> str:
    """SQL for the map of the cells as written, with only those that may be public."""
    entries = (
        f"{{k: '{name}', v: if({_is_one(word, _at(table, [f'{table}.{name}']))}, {word}, NULL)}}"
        for name in allow_list.words(allow_list.KINDS[table])
        for word in [f"t.words['{name}']"]
    )
    return f"map_from_entries(list_filter([{', '.join(entries)}], lambda entry: entry.v IS NOT NULL))"

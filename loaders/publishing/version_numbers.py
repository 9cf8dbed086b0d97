"""Numbers versions by what may be published of them: a new number would tell people that a private cell changed."""

from loaders.publishing import allow_list
from tracker.columns import in_sql
from tracker.terms import Kind

COMPILED = """
    version_id IN (
        SELECT version_id FROM source.row_received JOIN source.file_received USING (file_id)
        WHERE kind = '{kind}' AND is_compiled
    )
"""
# For each table with versions: SQL for the kind of its versions.
KINDS = {
    "row_received": "t.kind",
    "action_known": f"'{Kind.ACTION}'",
    "check_known": f"'{Kind.VERIFICATION}'",
    **{table: f"'{kind}'" for table, kind in allow_list.KINDS.items()},
}

# What a version belongs to, for kinds where equal words of two records are two versions.
WHICH = {Kind.ACTION: "action_id", Kind.VERIFICATION: "action_id", Kind.RESOLUTION: "resolution_id"}


def statement() -> str:
    """SQL that makes the temporary table version_number(kind, version_id, number, is_first) from the database `source`.

    Versions share a number if the same may be published of them, whether or not their words are released; numbers
    follow the order in which the first version of each came.
    """
    return f"CREATE TEMP TABLE version_number AS {' UNION ALL '.join(map(_numbers, Kind))}"


def _numbers(kind: Kind) -> str:
    published = in_sql.published_struct(kind, "v", COMPILED.format(kind=kind))
    key = ", ".join(filter(None, (WHICH.get(kind), published)))
    return f"""
        SELECT
            '{kind}' AS kind, version_id, dense_rank() OVER (ORDER BY first) AS number, version_id = first AS is_first
        FROM (SELECT version_id, min(version_id) OVER (PARTITION BY {key}) AS first FROM source.{kind}_version v)
    """


def with_version_numbers(table: str, rows: str) -> str:
    """SQL for the rows of a table with numbers of version_number; of versions that share one, only the first stays."""
    if table not in KINDS:
        return rows
    is_wanted = "WHERE is_first" if table in allow_list.KINDS else ""
    return f"""(
        SELECT t.* REPLACE (n.number::INTEGER AS version_id)
        FROM {rows} t
        LEFT JOIN version_number n ON n.kind = {KINDS[table]} AND n.version_id = t.version_id
        {is_wanted}
    )"""

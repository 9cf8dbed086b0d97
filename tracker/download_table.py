"""Describes a table that can be downloaded; each file in tracker/downloads holds one."""

from dataclasses import dataclass, field

References = dict[tuple[str, ...], str]

ACTION = ("sender", "action_ref")
RECOMMENDATION = ("review", "recommendation_ref")
TO_ACTION: References = {ACTION: "actions"}
TO_RECOMMENDATION: References = {RECOMMENDATION: "recommendations"}
TO_FILE: References = {("ledger_number",): "files"}


@dataclass(frozen=True)
class DownloadTable:
    """One downloadable table: a row for each value of `key`, made by `sql` as known on $as_of.

    `order` is its place among all tables, `says` what it holds. `sources` are the tables of the schema whose comments
    explain its columns; `refers` maps columns to the table whose key they hold. In `sql`, names in braces are columns
    whose words differ for compiled records, and "-- {columns}" is replaced by the columns that tracker/columns/ adds.
    """

    order: int
    key: tuple[str, ...]
    sources: tuple[str, ...]
    sql: str
    refers: References = field(default_factory=dict)
    says: str = ""

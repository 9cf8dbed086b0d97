"""What describes a table that can be taken away; each file in tracker/downloads describes one."""

from dataclasses import dataclass, field

References = dict[tuple[str, ...], str]

ACTION = ("sender", "action_ref")
RECOMMENDATION = ("review", "recommendation_ref")
TO_ACTION: References = {ACTION: "actions"}
TO_RECOMMENDATION: References = {RECOMMENDATION: "recommendations"}
TO_FILE: References = {("ledger_number",): "files"}


@dataclass(frozen=True)
class Table:
    """One table to take away: one row for each value of `key`, made by `sql` as known on $as_of.

    `order` is its place among all tables, `says` what it holds. `sources` are the tables of the schema whose comments
    explain its columns; `refers` leads from columns to the table whose key they hold. In `sql` the names in braces are
    columns whose words differ for compiled records, and "-- {columns}" stands for those that tracker/columns/ adds.
    """

    order: int
    key: tuple[str, ...]
    sources: tuple[str, ...]
    sql: str
    refers: References = field(default_factory=dict)
    says: str = ""

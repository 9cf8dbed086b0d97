"""Writes the history of senders from what is stored, some of them at a time: all would not fit in memory."""

from collections.abc import Collection, Iterator

from loaders.load import insert
from loaders.load.sql_file import statements
from tracker import store

OF_SENDERS = ("timelines.sql", "repeated_rows.sql", "history.sql", "register_history.sql", "acceptance.sql")
OF_ALL = ("check_history.sql", "log_problems.sql")
ROWS_AT_ONCE = 500_000
ROWS = """
    SELECT sender, count(*)
    FROM file_received
    JOIN row_received USING (file_id)
    GROUP BY sender
    ORDER BY sender
"""


def write_history(db: store.Connection, senders: Collection[str], history_up_to: int) -> None:
    """Writes again the history of these senders' returns, and that of checks over the logs of all senders.

    `history_up_to` is the number of the last file whose history is still right, 0 if there is none.
    """
    rows = {sender: count for sender, count in db.cursor().execute(ROWS).fetchall() if sender in senders}
    groups = [*_groups(rows)]
    for n, group in enumerate(groups, start=1):
        with insert.writing(db) as writer:
            writer.begin()
            writer.execute(f"SET VARIABLE history_up_to = {history_up_to}")
            insert.stage_senders(writer, group)
            for step in (*OF_SENDERS, *(OF_ALL if n == len(groups) else ())):
                writer.execute(statements(step))
            writer.commit()
            writer.execute("CHECKPOINT")


def _groups(rows: dict[str, int]) -> Iterator[list[str]]:
    """The senders, so many together that they have no more rows than fit; at least one group, were it empty."""
    group, count = list[str](), 0
    for sender, of_sender in rows.items():
        if group and count + of_sender > ROWS_AT_ONCE:
            yield group
            group, count = [], 0
        group.append(sender)
        count += of_sender
    yield group

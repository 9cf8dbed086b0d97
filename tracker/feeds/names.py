"""Names by which other people's programs recognise what we repeat: stable for as long as the ledger goes on."""

from uuid import NAMESPACE_OID, UUID, uuid5

import duckdb

from tracker import query


def stable_name(db: duckdb.DuckDBPyConnection, *parts: object) -> UUID:
    """A name for one thing on record (RFC 9562), made from the words that identify it there.

    The first record of the ledger tells apart two trackers whose bodies use the same references.
    """
    sql = "SELECT coalesce(min_by(chain, file_id), '') FROM file_received WHERE file_id > 0"
    (first,) = query.column(db, sql, str)
    return uuid5(NAMESPACE_OID, "\n".join([first, *("" if part is None else str(part) for part in parts)]))

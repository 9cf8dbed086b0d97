"""The ledger as it may be published: each record's link, and the published content that the link stands for."""

import json
from collections.abc import Sequence
from typing import Any

from loaders.publishing.publication import LedgerChange
from tracker.store import Connection

FILES = """
    SELECT file_id, 'received', sender, CAST(received_on AS TEXT), commitment, names, chain
    FROM file_received
    WHERE file_id > 0
"""
NAMES = ("number", "kind", "sender", "received_on", "commitment", "names", "chain")


def ledger_json(db: Connection, changes: Sequence[LedgerChange], about: dict[str, str]) -> bytes:
    """A JSON object with `about` and `records`, one record per line in the order of the ledger.

    Records of files received come from the database; `changes` are all other records. A record from before version 3
    has no `names`, so nobody can compute its link from this.
    """
    records: list[dict[str, Any]] = [
        dict(zip(NAMES, row, strict=True)) for row in db.cursor().execute(FILES).fetchall()
    ]
    records += [{name: getattr(one, name) for name in LedgerChange.__struct_fields__} for one in changes]
    lines = ",\n".join(_json(record) for record in sorted(records, key=lambda record: record["number"]))
    return f'{{"about": {_json(about)},\n"records": [\n{lines}\n]}}\n'.encode()


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)

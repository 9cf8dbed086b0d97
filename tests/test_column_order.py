"""Values reach their columns by name: the order in which the schema writes its columns changes nothing."""

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from drawing import Collection, rows
from forms import asked, edited

from loaders.load.load import load
from loaders.received.actor import Actor
from loaders.received.withdraw import CorrectionDecision, withdraw
from tracker import store

ROOT = Path(__file__).parent.parent
HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason | Ward\n"
FIRST = (
    "A1 | 1 | Mend | d:2026-03-31 | | In progress | | Paint | North\n"
    "~| A2 | 1 | Sweep | d:2026-03-31 | | In progress | |"
)
LATER = "A1 | 1 | Mend it | d:2026-06-30 | d:2026-02-01 | Complete | Minutes | Rain"
REGISTER = "Rec | Recommendation | Agency | Response\n1 | Mend | Department of Transport | {}"
LOG = "Agency | Ref | Found | Checker | On | Seen | Why\n"
FOUND = LOG + "Department of Transport | A1 | {} | Board | d:2026-02-01 | Quay | No"
RENAMED = """
[[body]]
name = "Department of Transport"
until = 2026-02-01
succeeded_by = "Department of Travel"
why = "Renamed by order."
"""
REPLIES = """
agency = "Harbour Board"
fills = "comment"
sheet = "Plan"
illustrative = true
dates = "day first"
columns = { comment = "Words" }
"""
MINUTES = """
agency = "Harbour Committee"
fills = "resolution"
sheet = "Plan"
illustrative = true
dates = "day first"
columns = { meeting_on = "Meeting", item = "Item", minute = "Words", action_ref = "Ref" }
"""
MINUTE = "Meeting | Item | Words | Ref\nd:2026-01-20 | 6 | Why so late? | A1"
COLUMN = re.compile(r"    [a-z_]+ [A-Z]")


def backwards(schema: str) -> str:
    """The schema with the columns of every table in reverse order; a table's constraints stay at its end."""
    return re.sub(
        r"(CREATE TABLE \w+ \(\n)(.+?)(\n\);)",
        lambda table: table[1] + _turned(table[2]) + table[3],
        schema,
        flags=re.S,
    )


def _turned(body: str) -> str:
    lines = [line.rstrip(",") for line in body.split("\n") if not line.strip().startswith("--")]
    columns = [line for line in lines if COLUMN.match(line)]
    return ",\n".join([*reversed(columns), *(line for line in lines if line not in columns)])


def loaded_in_two_steps(folder: Path) -> dict[str, list[dict]]:
    """All rows of a database with every kind of row and change, by table, each row by column name."""
    collection = Collection(folder)
    collection.layout("harbour", REPLIES)
    collection.plan("2026-01-31", "Words\nThe crane came late.", "harbour")
    collection.layout("minutes", MINUTES)
    collection.plan("2026-01-31", MINUTE, "minutes")
    collection.plan("2026-01-31", HEADINGS + FIRST)
    collection.register("2026-01-31", REGISTER.format("Accepted"))
    collection.log("2026-01-31", FOUND.format("No"))
    load(collection.received, collection.built, collection.layouts)
    made = asked(collection)
    returned = edited(made.path, lambda book: book.remove(book["Form"]))  # the head of the ledger is random
    (collection.received / "transport" / "2026-02-10.xlsx").write_bytes(returned.read_bytes())
    decision = CorrectionDecision(Actor("Clerk"), date(2026, 2, 1), "Sent to somebody else")
    withdraw("harbour/2026-01-31.xlsx", decision, collection.received)
    (collection.layouts / "bodies.toml").write_text(RENAMED, encoding="utf-8")
    collection.plan("2026-02-28", HEADINGS + LATER)
    collection.plan("2026-02-20", HEADINGS + FIRST)  # recorded late, so that histories have several spans
    collection.register("2026-02-28", REGISTER.format("Noted"))
    collection.log("2026-02-28", FOUND.format("Yes"))
    (collection.received / "transport" / "final.xlsx").write_bytes(b"PK")
    db = store.connect(load(collection.received, collection.built, collection.layouts).path)
    return {name: _by_column(db, name) for (name,) in rows(db, "SELECT table_name FROM duckdb_tables() ORDER BY ALL")}


def _by_column(db: store.Connection, table: str) -> list[dict]:
    cursor = db.cursor().execute(f"FROM {table}")
    names = [column[0] for column in cursor.description]
    # Salts, and so chains, are random in each collection; a workbook holds the second in which it was saved.
    own = ("chain", "commitment", "names", "sha256", "size_bytes")
    found = [
        {name: value for name, value in sorted(zip(names, row, strict=True)) if name not in own}
        for row in cursor.fetchall()
    ]
    return sorted(found, key=repr)


@pytest.mark.slow
def test_the_order_of_the_columns_in_the_schema_changes_no_value(tmp_path, monkeypatch):
    monkeypatch.setattr("loaders.request.request.secrets", SimpleNamespace(token_hex=lambda length: "0" * 2 * length))
    as_written = loaded_in_two_steps(tmp_path / "as written")
    schema = store.schema()
    monkeypatch.setattr("loaders.load.insert.schema", lambda: backwards(schema))
    assert backwards(schema) != schema
    assert loaded_in_two_steps(tmp_path / "backwards") == as_written
    assert [name for name, found in as_written.items() if not found] == [], "an empty table would show nothing"


def test_every_insert_names_its_columns():
    files = [path for path in (ROOT / "loaders").rglob("*.*") if path.suffix in (".py", ".sql")]
    inserts = [found for path in files for found in re.findall(r"INSERT INTO [^\n]*", path.read_text(encoding="utf-8"))]
    assert len(inserts) > 10
    assert [found for found in inserts if " BY NAME" not in found] == []

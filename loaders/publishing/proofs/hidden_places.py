"""Reads, loads and publishes a workbook with a mark in every hidden place, and looks whether any mark comes out."""

from collections.abc import Iterator
from pathlib import Path

from loaders.load.load import load
from loaders.publishing import public_database
from loaders.publishing.proofs import hidden_plants
from loaders.publishing.proofs.canaries import PRIVATE, PUBLIC
from loaders.publishing.proofs.hidden_plants import IN_SIGHT, PLANTS
from loaders.publishing.release.decisions import public_keys, read_decisions
from loaders.publishing.release.texts import read_texts
from loaders.received.changes import DECISIONS
from tracker import store

DAY = "2026-01-05"
WITHOUT_MARKS = "file without marks"  # a .csv, which the decision does not name
DECISION = f"""
[[decision]]
by = "Nobody: marks are published"
on = {DAY}
columns = ["names"]
formats = [".csv"]
why = "Marks are joined by references."

[[decision]]
by = "Nobody: marks are published"
on = {DAY}
columns = ["action_version.action"]
why = "What stands in sight may be public."
"""


def hidden_marks(into: Path) -> Iterator[str]:
    """The places whose mark came out although a decision covers its column, and that of the control if it did not.

    `into` is a new folder to work in.
    """
    received, built, layouts = into / "received", into / "built", into / "layouts"
    _plant(received, layouts)
    load(received, built, layouts)
    with store.read_only(store.current(built)) as db:
        texts = read_texts(db)
    public = public_keys(texts, read_decisions(received), ())
    public_database.build(store.current(built), into / "published.duckdb", public)
    content = (into / "published.duckdb").read_bytes()
    yield from (f"the mark came out: {name}" for name in (*PLANTS, WITHOUT_MARKS) if _mark(name).encode() in content)
    if _mark(IN_SIGHT).encode() not in content:
        yield "the mark in sight did not come out either"


def _plant(received: Path, layouts: Path) -> None:
    """Two senders, one of them with a file of a format that does not say what is hidden."""
    layouts.mkdir(parents=True)
    for sender, layout in (("marks", hidden_plants.layout()), ("text", hidden_plants.layout("Plan"))):
        (received / sender).mkdir(parents=True)
        (layouts / f"{sender}.toml").write_text(layout, encoding="utf-8")
    (received / "marks" / f"{DAY}.xlsx").write_bytes(hidden_plants.workbook(_mark))
    row = ",".join(("No. 1", _mark(WITHOUT_MARKS), ""))
    (received / "text" / f"{DAY}.csv").write_text(f"{','.join(hidden_plants.HEADINGS)}\n{row}\n", encoding="utf-8")
    (received / DECISIONS).write_text(DECISION, encoding="utf-8")


def _mark(name: str) -> str:
    return f"{PUBLIC if name == IN_SIGHT else PRIVATE} {name}."

"""The names of the published examples, and a small plan of which nothing is released."""

from __future__ import annotations  # see conftest.py for the reason

from pathlib import Path

from drawing import Collection

from tracker import store

ROOT = Path(__file__).parent.parent
EXAMPLES = ("merrowshire", "public_record")


def to_publish(collection: Collection, out: Path) -> list[str]:
    """The arguments of the command that publishes a collection with its own layouts."""
    folders = ["--built", str(collection.built), "--layouts", str(collection.layouts), "--out", str(out)]
    return ["publish", str(collection.received), *folders]


def database_of(out: Path) -> Path:
    return store.current(out / "data" / "built")


DECISION = """
[[decision]]
by = "Clerk to the committee"
on = 2026-01-05
columns = ["names"]
why = "Printed in the report."
"""
PLAN = """
Ref  | Rec | Action                     | Due          | Done | Status      | Evidence | Reason
P-01 | 1   | Light the landing stage.   | d:2026-03-31 |      | Not started |          |
P-02 | 1   | Mark the edge of the quay. | d:2026-06-30 |      | In progress |          |
"""

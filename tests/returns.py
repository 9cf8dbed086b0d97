"""Tables to draw one sender's returns with, and what the database says of one action."""

from datetime import date

from drawing import LAYOUT, rows

HEADINGS = "Ref | Rec | Action | Owner | First | Due | Reason | Status | Done | Evidence\n"
FULL = LAYOUT.replace('due_on = "Due"', 'due_on = "Due"\noriginal_due_on = "First"\nowner = "Owner"')
REGISTER = "Rec | Recommendation | Agency | Response\n1 | Mend the railing | Department of Transport | "
LOG = "Agency | Ref | Found | Checker | On | Seen | Why\nDepartment of Transport | A1 | "


def changes(db, ref: str = "A1") -> list[tuple[str, str, str, str, str]]:
    return rows(
        db,
        """
        SELECT received_on::TEXT, change, was, became, reason
        FROM action_change JOIN action USING (action_id)
        WHERE action_ref = $ref
        ORDER BY received_on, change = 'first recorded' DESC, change, was
        """,
        ref=ref,
    )


def deadlines(db, ref: str = "A1") -> list[tuple]:
    return rows(
        db,
        """
        SELECT step, received_on::TEXT, due_on::TEXT, was_due_on::TEXT, days_moved, reason
        FROM deadline JOIN action USING (action_id)
        WHERE action_ref = $ref
        ORDER BY step
        """,
        ref=ref,
    )


def position(db, as_of: str, *columns: str, ref: str = "A1") -> tuple:
    """The chosen columns of one action's position on a date, as text; () if the action is not known yet."""
    return positions(db, as_of, *columns).get(ref, ())


def positions(db, as_of: str, *columns: str) -> dict[str, tuple]:
    """The chosen columns of every known action's position on a date, as text, by the action's reference."""
    chosen = ", ".join(f"{column}::TEXT" for column in columns)
    sql = f"SELECT action_ref, {chosen} FROM position_on($as_of) ORDER BY action_ref"
    return {ref: tuple(said) for ref, *said in rows(db, sql, as_of=date.fromisoformat(as_of))}

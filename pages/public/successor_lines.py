"""The lines of an action's page that say what replaced the action and what it replaced."""

from markupsafe import Markup

from pages.parts.here import Here
from tracker.html import blocks
from tracker.questions.action import SuccessorLink, relations
from tracker.questions.actions import Action
from tracker.terms import ReportedStatus
from tracker.words import and_list


def successor_lines(action: Action, at: Here) -> dict[str, blocks.Cell]:
    """What replaces the action, and whether that counts; and which actions it replaces."""
    others = relations(at.db, at.as_of, action.action_id)
    successor = next((row for row in others if row.is_successor), None)
    earlier = [_related(row, at) for row in others if not row.is_successor]
    is_superseded = action.reported_status == ReportedStatus.SUPERSEDED and not action.is_compiled
    lines: dict[str, blocks.Cell] = {}
    if successor or is_superseded:
        name = _related(successor, at) if successor else "No action on record"
        lines["Superseded by"] = blocks.under(name, _stands(successor, is_superseded))
    return lines | ({"Replaces": blocks.comma_list(earlier)} if earlier else {})


def _related(row: SuccessorLink, at: Here) -> Markup:
    return blocks.link(row.action_ref, at.address("actions", ref=row.action_ref, sender=row.sender))


def _stands(successor: SuccessorLink | None, is_superseded: bool) -> str:
    if not is_superseded:
        return "This action is not reported as superseded, so it counts as it stands"
    if successor and successor.under:
        return f"It replaces this action under recommendation {and_list(successor.under)}"
    return "Nothing accepted replaces it, so this action still counts as closed, not done"

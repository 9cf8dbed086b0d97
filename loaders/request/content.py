"""What stands in a form: the actions of a sender as last reported, and the recommendations without one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from loaders.mapping.dates import read_date
from loaders.mapping.known_words import small
from loaders.mapping.layout import Layout, SheetLayout
from loaders.request.form_columns import FIRST_PROMISED, RECOMMENDED, SAID_LAST
from tracker import query, store
from tracker.findings import NotReadable
from tracker.terms import LEAD_NOT_STATED, Kind, Precision, ReportedStatus, Response
from tracker.words import date_as_given, day

EMPTY_ROWS = 10  # for new actions, below all others
Value = str | date

ACTIONS = """
    SELECT
        p.sender, p.action_ref, a.ref_given, p.first_due_on, p.first_due_on_precision, p.last_received_on,
        p.is_open, p.missing_since, v.*
    FROM position_on($as_of) p
    JOIN action_version v USING (version_id)
    JOIN action a ON a.action_id = p.action_id
    JOIN file_received f USING (file_id)
    WHERE f.sender = $sender
    ORDER BY p.file_id DESC, p.sheet, p.row_number
"""
TEXTS = "SELECT review, recommendation_ref, recommendation FROM recommendation_on($as_of)"
WITHOUT_ACTION = """
    SELECT review, recommendation_ref
    FROM recommendation_body_on($as_of)
    WHERE agency = $agency AND is_addressed AND how_far IN ('No action planned', 'No plan received', 'No response')
    ORDER BY review, recommendation_ref
"""
BODIES = "SELECT DISTINCT agency FROM file_received WHERE agency <> '' ORDER BY agency"


class Row(NamedTuple):
    """One row of a form: the action that it is of, and what stands under each of our names and headings."""

    sender: str
    action_ref: str
    ref_given: str
    values: dict[str, Value]


class Manner(NamedTuple):
    """How the sender writes: its status words with their meaning, and the keys of its layout about dates."""

    reported_status: dict[str, str]
    dates: str
    years: str
    closed_by_date: bool


def manner_of(layout: Layout) -> Manner:
    """How a sender writes, by its layout. Raises NotReadable where it sends no plan of its own."""
    entries = [entry for entry in layout.sheets if entry.fills == Kind.ACTION]
    if not entries or layout.compiled:
        raise NotReadable(f"{layout.path.name} reads no plan that its sender keeps, so there is nothing to ask for.")
    words = {word: meaning for entry in entries for word, meaning in entry.reported_status.items()}
    ours = [str(one) for one in ReportedStatus if one not in (ReportedStatus.UNREADABLE, ReportedStatus.NOT_REPORTED)]
    return Manner(
        reported_status=words or {word: word for word in ours},
        dates=_first(entries, "dates") or "day first",
        years=_first(entries, "years"),
        closed_by_date=any(entry.closed_by_date for entry in entries),
    )


def _first(entries: Sequence[SheetLayout], key: str) -> str:
    return next(filter(None, (getattr(entry, key) for entry in entries)), "")


def rows_of(
    db: store.Connection, as_of: date, sender: str, agency: str, manner: Manner, open_only: bool
) -> Iterator[Row]:
    """The actions that the sender's files held last, the recommendations without one, then empty rows."""
    known = {"as_of": as_of}
    texts = {(review, ref): text for review, ref, text in db.execute(TEXTS, known).fetchall()}
    actions = query.result_not_kept(db, ACTIONS, **known, sender=sender)
    for one in actions.rows:
        action = dict(zip(actions.columns, one, strict=True))
        if action["is_open"] or not open_only:
            yield _of_action(action, texts, manner)
    for review, ref in db.execute(WITHOUT_ACTION, {**known, "agency": agency}).fetchall():
        recommended = texts.get((review, ref), "")
        named: dict[str, Value] = {"review": review, "recommendation_ref": ref, "agency": agency}
        yield Row(sender, "", "", {**named, RECOMMENDED.heading: recommended})
    yield from (Row(sender, "", "", {"agency": agency}) for _ in range(EMPTY_ROWS))


def bodies(db: store.Connection, layout: Layout, rows: Iterable[Row]) -> tuple[str, ...]:
    """The names of bodies that are right as they stand: those that send files, the layout's, and those in the rows."""
    own = {name for (name,) in db.execute(BODIES).fetchall()}
    named = {part for row in rows for part in str(row.values.get("supporting_agencies", "")).split("; ")}
    by_layout = {name for entry in layout.sheets for name in (*entry.confirmed, *entry.agencies.values())}
    return tuple(sorted((own | named | by_layout) - {""}))


def _of_action(action: Mapping[str, Any], texts: Mapping[tuple[str, str], str], manner: Manner) -> Row:
    words, refs = action["words"], action["recommendation_refs"]
    recommended = [text for ref in refs if (text := texts.get((action["review"], ref)))]
    due = words.get("due_on") or words.get("current_due_on") or words.get("original_due_on") or ""
    first = date_as_given(action["first_due_on"], Precision(action["first_due_on_precision"]))
    is_closed = action["reported_status"] == ReportedStatus.WILL_NOT_DO
    values = {
        **{name: action[name] for name in ("review", "theme", "action", "priority", "success_measure")},
        **{name: action[name] for name in ("evidence", "owner", "superseded_by", "split_from")},
        "agency": "" if action["agency"] == LEAD_NOT_STATED else action["agency"],
        "action_ref": words.get("action_ref") or action["action_ref"],
        "recommendation_ref": "; ".join(refs),
        "supporting_agencies": "; ".join(action["supporting_agencies"]),
        "response": _of_scale(action, "response", Response.NO_RESPONSE),
        # What the sender has dropped it has to report on anew: its own word would come back untouched.
        "reported_status": "" if action["missing_since"] and action["is_open"] else _status(action, manner),
        "completed_on": _date(action, "completed_on", words.get("completed_on", ""), manner),
        "current_due_on": _date(action, "due_on", due, manner),
        "reason": action["reason"] if is_closed else "",
        RECOMMENDED.heading: "\n".join(recommended),
        SAID_LAST.heading: _said_last(action),
        FIRST_PROMISED.heading: first if action["first_due_on"] else "",
    }
    return Row(action["sender"], action["action_ref"], action["ref_given"], values)


def _of_scale(action: Mapping[str, Any], name: str, blank: str) -> str:
    """A word of ours; one that no layout explains stays as the sender wrote it."""
    if action[name] == blank:
        return ""
    return action["words"].get(name, "") if action[name].endswith("unreadable") else action[name]


def _status(action: Mapping[str, Any], manner: Manner) -> str:
    """The sender's own word for what it said last."""
    said, status = action["words"].get("reported_status", ""), action["reported_status"]
    meanings = {small(word): (word, ours) for word, ours in manner.reported_status.items()}
    word, ours = meanings.get(small(said), ("", ""))
    if ours == status:
        return word
    same = next((word for word, ours in manner.reported_status.items() if ours == status), "")
    return said if status == ReportedStatus.UNREADABLE else same


def _date(action: Mapping[str, Any], name: str, words: str, manner: Manner) -> Value:
    """A day as a date; what is vague or no date stays in the words that give it, where they still do."""
    on, precision = action[name], action[f"{name}_precision"]
    is_same = read_date(words, "", manner.dates, manner.years) == (on, precision)
    return words if on is None or (precision != Precision.DAY and is_same) else on


def _said_last(action: Mapping[str, Any]) -> str:
    words = action["words"]
    status = words.get("reported_status", "") or action["reported_status"]
    note = words.get("progress_note", "")
    missing = f"; not in your returns since {day(action['missing_since'])}" if action["missing_since"] else ""
    return f"{status} (return of {day(action['last_received_on'])}{missing})" + (f"\n{note}" if note else "")

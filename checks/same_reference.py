"""Tells rows with the same reference apart by their words, so that each stays the action it was in earlier files."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count
from types import MappingProxyType

import pandas as pd

from checks.facts import EarlierRow
from checks.pairs import ActionKey, AssignedAction, Words, pairs
from checks.received_file import ActionOfRow, ReceivedFile
from checks.without_references import Numbering, RowWords, actions_by_words
from tracker.terms import NO_REFERENCE, OUR_NAME, Kind

Place = tuple[int, str, int]  # a row's place: its file's number, its sheet, its row number
NONE_JOINED: Mapping[Place, ActionOfRow] = MappingProxyType({})
JOINED = {"sender": "action_sender", "action_ref": "action_ref", "ref_given": "ref_given", "repeats": "repeats"}


class EarlierActions:
    """What earlier files say: each action with its last words, and the actions that a sender gave by each reference."""

    def __init__(self, earlier: Iterable[EarlierRow]):
        self._waiting = sorted(earlier, key=lambda row: row.file_id, reverse=True)
        self._words: dict[ActionKey, Words] = {}
        self._review: dict[ActionKey, str] = {}
        # by sender and reference, in the order they came
        self._by_reference: dict[tuple[str, str], dict[ActionKey, None]] = {}
        self.refs: dict[str, set[str]] = {}  # by sender, the references of its actions

    def add_files_before(self, file_id: int) -> None:
        """Adds what the files before that number say."""
        while self._waiting and self._waiting[-1].file_id < file_id:
            row = self._waiting.pop()
            self.add(ActionKey(row.sender, row.action_ref), row.sent_by, row.ref_given, row.review, row.words)

    def add(self, action: ActionKey, sent_by: str, ref: str, review: str, words: Words) -> None:
        """Adds what a row says of an action."""
        self._words[action], self._review[action] = words, review
        self._by_reference.setdefault((sent_by, ref), {})[action] = None
        self.refs.setdefault(action.sender, set()).add(action.action_ref)

    def of(self, senders: Iterable[str], ref: str, reviews: Collection[str] | None = None) -> dict[ActionKey, Words]:
        """These senders' actions under a reference, with their last words; only those of the `reviews`, if given."""
        given = {action for sender in senders for action in self._by_reference.get((sender, ref), {})}
        # A layout may map a reference that came later to the name that we gave.
        given |= {ActionKey(sender, ref) for sender in senders if OUR_NAME.fullmatch(ref)} & self._words.keys()
        in_order = sorted(given, key=_in_order)
        return {one: self._words[one] for one in in_order if reviews is None or self._review[one] in reviews}

    def all_of(self, senders: Collection[str]) -> dict[ActionKey, RowWords]:
        """Every action that these senders gave, with its review and last words."""
        given = {
            action for (sender, _), actions in self._by_reference.items() if sender in senders for action in actions
        }
        return {one: RowWords(self._review[one], self._words[one]) for one in sorted(given, key=_in_order)}


def _in_order(action: ActionKey) -> tuple[int, str, str]:
    return len(action.action_ref), action.action_ref, action.sender


def add_action_refs(
    actions: pd.DataFrame,
    earlier: Iterable[EarlierRow],
    inherited: Mapping[int, Collection[str]],
    numbered: Mapping[int, Numbering],
    joined: Mapping[Place, ActionOfRow] = NONE_JOINED,
) -> None:
    """Gives each action row its own `action_ref`, in place, and adds the columns that say how.

    It adds `action_sender`, `ref_given`, `times_used`, `repeats` and `why_unsure`. Rows of forms are `joined` to their
    actions already. `earlier` are rows of other files, from senders who used a reference twice, in those files or in
    these, and from senders whose actions a file takes over: `inherited` names them by file number, as `numbered` does
    the files whose rows have no references.
    """
    actions["action_sender"] = actions["sender"]
    actions["ref_given"] = actions["action_ref"]
    has_none = (actions["ref_given"] == NO_REFERENCE) & actions["file_id"].isin(numbered)
    times_used = actions.groupby(["file_id", "ref_given"]).cumcount() + 1
    is_joined = _join(actions, joined)
    actions["times_used"] = times_used.mask(has_none | is_joined, 1).astype(int)
    actions["why_unsure"] = pd.Series("", index=actions.index, dtype=str)
    with_ref = actions[actions["ref_given"] != ""]
    known = list(earlier)
    senders = {row.sent_by for row in known} | {*with_ref["sender"][with_ref["times_used"] > 1]}
    senders |= {*with_ref["sender"][with_ref["file_id"].isin(inherited) | has_none]}
    senders |= {sender for of_file in inherited.values() for sender in of_file}
    senders |= {*with_ref["sender"][is_joined[with_ref.index]]}
    of_senders = with_ref[with_ref["sender"].isin(senders)].assign(is_joined=is_joined)
    for index, one in _assigned_actions(of_senders, EarlierActions(known), inherited, numbered):
        actions.loc[index, ["action_sender", "action_ref", "why_unsure"]] = [*one.action, one.why_unsure]


def _join(actions: pd.DataFrame, joined: Mapping[Place, ActionOfRow]) -> pd.Series:
    """Gives rows of forms their actions, and returns which rows these are."""
    places = [*zip(actions["file_id"], actions["sheet"], actions["row_number"], strict=True)] if joined else []
    of_rows = {index: joined[place] for index, place in zip(actions.index, places, strict=False) if place in joined}
    actions["repeats"] = 0
    for name, column in JOINED.items():
        actions.loc[[*of_rows], column] = [getattr(one, name) for one in of_rows.values()]
    return pd.Series(actions.index.isin(of_rows), index=actions.index, dtype=bool)


def uses_a_reference_twice(file: ReceivedFile) -> bool:
    """Whether two of the file's action rows have the same reference, or any has none."""
    refs = [ref for sheet in file.sheets if sheet.kind == Kind.ACTION for ref in sheet.values["action_ref"] if ref]
    return len(set(refs)) < len(refs) or NO_REFERENCE in refs


def form_actions(files: Iterable[ReceivedFile]) -> dict[Place, ActionOfRow]:
    """The rows of forms whose action is known, by file number, sheet and row."""
    return {
        (file.file_id, sheet.name, row): one
        for file in files
        for sheet in file.sheets
        for row, one in sheet.actions_of_rows.items()
    }


def numberings(files: Iterable[ReceivedFile]) -> dict[int, Numbering]:
    """The numberings of the files without references, by file number."""
    sheets = ((file.file_id, sheet) for file in files for sheet in file.sheets if sheet.numbered_by)
    return {number: Numbering(sheet.numbered_by, sheet.renumbered) for number, sheet in sheets}


def _assigned_actions(
    actions: pd.DataFrame,
    before: EarlierActions,
    inherited: Mapping[int, Collection[str]],
    numbered: Mapping[int, Numbering],
) -> Iterator[tuple[int, AssignedAction]]:
    """Yields the action of each row with its index: file after file, as the ledger numbers them."""
    for (file_id, sender), of_file in actions.groupby(["file_id", "sender"]):
        before.add_files_before(file_id)
        in_use, given = before.refs.setdefault(sender, set()), {*of_file["ref_given"]}
        here = _add_joined(of_file[of_file["is_joined"]], before)
        for ref, of_ref in of_file[~of_file["is_joined"]].groupby("ref_given", sort=False):
            rows, reviews = [*of_ref["words"]], [*of_ref["review"]]
            own, others = before.of([sender], ref), before.of(inherited.get(file_id, ()), ref, reviews)
            own = {one: own[one] for one in own if one not in here}
            others = {one: others[one] for one in others if one not in own}
            if ref == NO_REFERENCE and file_id in numbered:
                of_rows = [RowWords(review, words) for review, words in zip(reviews, rows, strict=True)]
                all_before = before.all_of([sender, *inherited.get(file_id, ())])
                assigned = actions_by_words(of_rows, all_before, _by_place(of_ref, sender, in_use), numbered[file_id])
            elif len(rows) == len(own) == 1:
                assigned = [AssignedAction(action) for action in own]
            else:
                assigned = actions_by_reference(rows, own, others, _free(sender, ref, in_use, given - {ref}))
            for one, review, words in zip(assigned, reviews, rows, strict=True):
                before.add(one.action, sender, ref, review, words)
            yield from zip(of_ref.index, assigned, strict=True)


def _add_joined(rows: pd.DataFrame, before: EarlierActions) -> set[ActionKey]:
    """Adds what a form's rows say of the actions they are joined to, and returns these actions."""
    found = set()
    for row in rows[rows["repeats"] == 0].itertuples():
        action = ActionKey(row.action_sender, row.action_ref)
        before.add(action, row.sender, row.ref_given, row.review, row.words)
        found.add(action)
    return found


def _by_place(of_file: pd.DataFrame, sender: str, in_use: Collection[str]) -> list[ActionKey]:
    """A name for each row: its return's date and its row, on a later sheet after the sheet's number.

    A count of the records would change with each row that a corrected layout leaves out.
    """
    sheets, keys = [*dict.fromkeys(of_file["sheet"])], []
    for sheet, row, day in zip(of_file["sheet"], of_file["row_number"], of_file["received_on"], strict=True):
        number = f"{sheets.index(sheet) + 1}.{row}" if sheet != sheets[0] else str(row)
        keys.append(ActionKey(sender, next(one for one in _numbered(f"{day:%Y-%m-%d}/{number}") if one not in in_use)))
    return keys


def actions_by_reference(
    rows: Sequence[Words],
    own: Mapping[ActionKey, Words],
    others: Mapping[ActionKey, Words],
    free: Iterator[ActionKey],
) -> list[AssignedAction]:
    """The action of each row in a file with one reference; `own` are those given that reference before.

    `others` are those of bodies that the sender's succeeds: a reference alone is not enough for them. A row that fits
    none is a new action with a name that is `free`: taken for an existing one it would get that action's history and
    checks.
    """
    by_row = {pair.row: pair for pair in pairs(dict(enumerate(rows)), own)}
    left = {n: row for n, row in enumerate(rows) if n not in by_row}
    by_row |= {pair.row: pair for pair in pairs(left, others)}
    found = {pair.action for pair in by_row.values()}
    missing = [action for action in (*own, *others) if action not in found]
    twins = Counter(frozenset(row.items()) for row in rows)
    return [
        _same(by_row[n].action, by_row[n].is_sure)
        if n in by_row
        else _new(next(free), twins[frozenset(row.items())] == 1, missing)
        for n, row in enumerate(rows)
    ]


def _same(action: ActionKey, is_sure: bool) -> AssignedAction:
    why_unsure = f"It may be another action of that reference; it is taken as '{action.action_ref}'."
    return AssignedAction(action, "" if is_sure else why_unsure)


def _new(action: ActionKey, is_sure: bool, missing: Sequence[ActionKey]) -> AssignedAction:
    if not missing:
        return _same(action, is_sure)
    others = ", ".join(
        f"'{other.action_ref}'" + (f" of '{other.sender}'" if other.sender != action.sender else "")
        for other in missing[:3]
    )
    why_unsure = f"Its words are unlike those of {others}, so it is taken as a new action, '{action.action_ref}'."
    return AssignedAction(action, why_unsure)


def _free(sender: str, ref: str, in_use: Collection[str], given: Collection[str]) -> Iterator[ActionKey]:
    """The names after a reference that no action and no other reference in the file has."""
    return (ActionKey(sender, name) for name in _numbered(ref) if name not in in_use and name not in given)


def _numbered(ref: str) -> Iterator[str]:
    yield ref
    yield from (f"{ref} ({n})" for n in count(2))

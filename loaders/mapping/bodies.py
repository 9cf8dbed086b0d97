"""Reads the list of bodies that were renamed, merged or divided; any mistake in it is refused in one sentence."""

import tomllib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from loaders.mapping.layout_files import BODIES
from loaders.mapping.wrong_entry import wrong
from tracker.findings import NotReadable
from tracker.plain_errors import of_settings

KEYS = ("name", "until", "succeeded_by", "why", "actions")
FAR_AHEAD = date(9999, 12, 31)


@dataclass(frozen=True)
class Body:
    """A body succeeded by others from the day `until` on; `actions` says which of several takes which action."""

    name: str
    until: date
    succeeded_by: tuple[str, ...]
    why: str
    actions: dict[str, str] = field(default_factory=dict)


class Succession(NamedTuple):
    """What replaces a name from `known_from` on and before `known_to`: for all its actions, or for one only.

    If several bodies succeeded it, the old name stays (`stands` is false), except for the actions that are named.
    """

    name: str
    action_ref: str
    successor: str
    known_from: date
    known_to: date
    stands: bool
    why: str


def read_bodies(folder: Path) -> tuple[Body, ...]:
    """The list of bodies beside the layouts in a folder, () if there is none. Raises NotReadable with what to do."""
    path = folder / BODIES
    if not path.is_file():
        return ()
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NotReadable(f"{BODIES} is not correct TOML: {of_settings(error)}. Correct that line.") from error
    for key in content.keys() - {"body"}:
        raise wrong(BODIES, "a key", key, "[[body]], once for each body", ["body"])
    entries = content.get("body", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise wrong(BODIES, "body", entries, "written as [[body]], once for each body")
    bodies = tuple(_body(entry) for entry in entries)
    _check_together(bodies)
    return bodies


def _body(entry: dict[str, Any]) -> Body:
    where = f"[[body]] {entry.get('name', '')}".strip()
    for key in entry:
        if key not in KEYS:
            raise wrong(BODIES, where, key, f"one of {', '.join(KEYS)}", KEYS)
    for key in KEYS[:-1]:
        if key not in entry:
            raise NotReadable(f"{BODIES}, {where}: '{key}' is missing. Add it; docs/adding-an-agency.md shows how.")
    successors = entry["succeeded_by"] if isinstance(entry["succeeded_by"], list) else [entry["succeeded_by"]]
    for key, value in (("name", entry["name"]), ("why", entry["why"]), *(("succeeded_by", one) for one in successors)):
        if not isinstance(value, str) or not value.strip():
            raise wrong(BODIES, f"{where}, {key}", value, "text in quotes")
    if not isinstance(entry["until"], date) or isinstance(entry["until"], datetime):
        raise wrong(BODIES, f"{where}, until", entry["until"], "a day without quotes, such as 2026-04-01")
    if not successors or entry["name"] in successors or len({*successors}) < len(successors):
        raise wrong(BODIES, f"{where}, succeeded_by", successors, "other bodies, each once")
    return Body(entry["name"], entry["until"], tuple(successors), entry["why"], _actions(where, entry, successors))


def _actions(where: str, entry: dict[str, Any], successors: Sequence[str]) -> dict[str, str]:
    actions = entry.get("actions", {})
    if not isinstance(actions, dict):
        raise wrong(BODIES, f"{where}, actions", actions, "a table: a reference in quotes = one of succeeded_by")
    for ref, successor in actions.items():
        if successor not in successors:
            raise wrong(BODIES, f'{where}, actions, "{ref}"', successor, f"one of {', '.join(successors)}", successors)
    return actions


def _check_together(bodies: Sequence[Body]) -> None:
    """Raises NotReadable unless each body ends once and its successors end later, so that no chain leads back."""
    ends = {body.name: body.until for body in bodies}
    names = [body.name for body in bodies]
    for body in bodies:
        if names.count(body.name) > 1:
            raise wrong(BODIES, "[[body]]", body.name, "there once")
        for successor in body.succeeded_by:
            if successor in ends and ends[successor] <= body.until:
                raise wrong(
                    BODIES, f"[[body]] {successor}, until", ends[successor], f"later than {body.until}, its beginning"
                )


def successions(bodies: Sequence[Body]) -> Iterator[Succession]:
    """Yields what replaces each name in each span of days: the end of its chain of successors by then."""
    by_name = {body.name: body for body in bodies}
    for body in bodies:
        is_one = len(body.succeeded_by) == 1
        for successor in body.succeeded_by:
            yield from _chain(body.name, "", successor, body, by_name, is_one)
        for ref, successor in body.actions.items():
            yield from _chain(body.name, ref, successor, body, by_name, True)


def _chain(
    name: str, ref: str, successor: str, body: Body, by_name: dict[str, Body], stands: bool
) -> Iterator[Succession]:
    then = by_name.get(successor)
    goes_on = then if then and len(then.succeeded_by) == 1 else None
    yield Succession(name, ref, successor, body.until, goes_on.until if goes_on else FAR_AHEAD, stands, body.why)
    if goes_on:
        yield from _chain(name, ref, goes_on.succeeded_by[0], goes_on, by_name, stands)


def unknown_names(bodies: Iterable[Body], names: Collection[str]) -> Iterator[str]:
    """Yields a sentence for each body on the list that is not among the `names` in files: nothing is joined to it."""
    for body in bodies:
        if body.name not in names:
            near = get_close_matches(body.name, sorted(names), 1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            yield f"{BODIES}: no file names '{body.name}', so nothing goes on under another name.{hint}"

"""Gets a proposed layout from the real command, and puts a person's answers into the draft."""

import contextlib
import copy
import io
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.exam.case import Answer, Case
from loaders.__main__ import main
from loaders.mapping.check_entry import SCALES
from loaders.mapping.headings import Heading
from loaders.mapping.key_types import FILE_KEYS
from tracker.columns.entries import COLUMNS
from tracker.terms import Kind

OURS = {name for columns in COLUMNS.values() for name in columns}
Keys = dict[str, Any]
COLOURED = ("reported_status", "rag")
A_LIST = 3  # names of our columns that make a line a list, which says nothing about one column
ACCEPTABLE = re.compile(r"^\s*#\s*(?:\?|accept:)\s?")
ONE_OF_SEVERAL = re.compile(r"^column [A-Z]+: ")


class Draft(NamedTuple):
    """The draft of a layout, "" if none was written, and what the command printed."""

    text: str
    printed: str

    @property
    def keys(self) -> Keys:
        """The keys that the draft sets as offered."""
        return tomllib.loads(self.text)

    @property
    def sentences(self) -> list[str]:
        """What a person is told about this file: the points printed below the table, and the draft's own comments."""
        points = [line for line in self.printed.splitlines() if line.startswith("- ")]
        lines = [line for line in self.text.splitlines() if line.startswith("#") and not ACCEPTABLE.match(line)]
        return [line for line in points + lines if sum(name in line for name in OURS) < A_LIST]


def propose(path: Path, folder: Path) -> Draft:
    """The draft that the command writes for a file into `folder`."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed), contextlib.suppress(SystemExit):
        main(["propose", str(path), "--sender", "exam", "--out", str(folder)])
    written = folder / "exam.toml"
    return Draft(written.read_text(encoding="utf-8") if written.exists() else "", printed.getvalue())


def answers_on_words(draft: Draft, case: Case) -> list[Answer]:
    """Answers on what each word means, one for each scale that the draft reads."""
    columns = {name for entry in _entries(draft.keys) for name in entry.get("columns", {})}
    read = columns | {name for entry in _entries(draft.keys) for name in entry.get("always", {})}
    read |= {"colours"} if columns.intersection(COLOURED) else set()
    return [_words(case, scale) for scale in case.words if scale in read]


def answers_on_the_rest(draft: Draft, case: Case) -> list[Answer]:
    """What else a person who looks at this draft would answer: only on what it left open or got wrong."""
    entries = _entries(draft.keys)
    asked = [entry for entry in entries if entry.get("fills") == case.fills]
    answers = []
    if not asked:
        answers.append(Answer("What is a row?", {"fills": str(case.fills)}))
    for name, heading in case.columns.items():
        read = [entry.get("columns", {}).get(name, "") for entry in asked or entries]
        if isinstance(heading, str) and not all(_is_heading(heading, one) for one in read):
            answers.append(Answer(f"Which column is {name}?", {"columns": {name: heading}}))
            answers += [_words(case, scale) for scale in case.words if _is_read_now(scale, name, entries)]
    if not all(entry.get("dates") for entry in entries):
        answers.append(Answer("Day first or month first?", {"dates": case.dates}))
    return [*answers, *case.answers]


def with_answers(draft: Draft, case: Case, answers: Sequence[Answer]) -> str:
    """The layout after a person gave these answers, and said whose plan it is and what review it answers."""
    keys = tomllib.loads(_accepted(draft.text, answers))
    keys.pop("draft", None)
    for name in ("agency", "review"):
        keys.setdefault(name, getattr(case, name))
    for answer in answers:
        keys = _merged(keys, answer.layout, case.fills)
    return "".join(f"{_value(key)} = {_value(value)}\n" for key, value in keys.items())


def _words(case: Case, scale: str) -> Answer:
    return Answer(f"What does each word of {scale} mean?", {scale: case.words[scale]})


def _entries(keys: Keys) -> list[Keys]:
    """The keys that apply to each sheet of a draft, with tables merged key by key as the reader merges them."""
    tables = {key: value for key, value in keys.items() if isinstance(value, dict)}
    return [
        {**keys, **entry, **{key: {**tables[key], **entry[key]} for key in entry.keys() & tables.keys()}}
        for entry in keys.get("sheets", [{}])
    ]


def _is_read_now(scale: str, name: str, entries: list[Keys]) -> bool:
    """Whether naming the column `name` makes it possible to ask about this scale, or about colours."""
    read = {name for entry in entries for name in entry.get("columns", {})}
    if scale == "colours":
        return name in COLOURED and not read.intersection(COLOURED)
    return name == scale and name not in read


def _is_heading(right: str, written: str) -> bool:
    """Whether a layout's words for a heading name the right one; "" means that there is none."""
    written = ONE_OF_SEVERAL.sub("", written)
    return Heading([right]).is_named_in([written]) if right else not written


def _accepted(text: str, answers: Sequence[Answer]) -> str:
    """The draft with every line accepted that an answer asks for."""
    wanted = [re.compile(answer.accept) for answer in answers if answer.accept]
    lines = [
        ACCEPTABLE.sub("", line) if ACCEPTABLE.match(line) and any(one.search(line) for one in wanted) else line
        for line in text.splitlines()
    ]
    return "\n".join(lines)


def _merged(keys: Keys, answer: Mapping[str, Any], fills: str) -> Keys:
    """The draft's keys with an answer's keys added, for the whole file or for the sheets that they are about."""
    keys = copy.deepcopy(keys)
    for key, value in answer.items():
        for part in _parts(keys, key, fills):
            _put(part, {key: copy.deepcopy(value)})
    return keys


def _parts(keys: Keys, key: str, fills: str) -> list[Keys]:
    """The parts of a draft that a key changes: for words, sheets that read their column, else sheets with `fills`."""
    if key in FILE_KEYS or key in ("sheets", "dates", "years") or "sheets" not in keys:
        return [keys]
    entries = list(zip(keys["sheets"], _entries(keys), strict=True))
    read = [part for part, whole in entries if key in whole.get("columns", {})] if key in SCALES else []
    return read or [part for part, whole in entries if whole.get("fills") == fills] or keys["sheets"]


def _put(keys: Keys, more: Keys) -> None:
    for key, value in more.items():
        if key == "columns":
            keys[key] = {**_not_said_otherwise(keys.get(key, {}), value), **value}
            keys[key] = {name: heading for name, heading in keys[key].items() if heading}
        elif key == "fills":
            keys.update(_of_kind(keys, Kind(value)), fills=value)
        elif isinstance(value, dict) and isinstance(keys.get(key), dict):
            keys[key] = {**keys[key], **value}
        else:
            keys[key] = value


def _of_kind(keys: Keys, kind: Kind) -> Keys:
    """A draft's columns that the kind has: whoever says what a row is removes the others."""
    return {"columns": {name: heading for name, heading in keys.get("columns", {}).items() if name in COLUMNS[kind]}}


def _not_said_otherwise(columns: dict[str, str], by_person: dict[str, str]) -> dict[str, str]:
    """The draft's columns, without headings that a person assigns to another of our columns."""
    return {
        name: heading
        for name, heading in columns.items()
        if not any(_is_heading(one, heading) for one in by_person.values())
    }


def _value(value: Any) -> str:
    """A value as TOML, with tables on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_value(key)} = {_value(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)

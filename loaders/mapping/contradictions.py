"""Refuses what a layout says twice in different ways, since nobody could tell which is meant."""

from collections.abc import Mapping

from loaders.mapping.known_words import small
from loaders.mapping.layout import SheetLayout
from loaders.mapping.wrong_entry import wrong

TABLES = ("response", "reported_status", "verification", "resolution", "agencies")


def refuse_contradictions(layout: SheetLayout) -> None:
    """Raises NotReadable for a contradiction, with the key, what was found and what to do."""
    file = layout.path.name
    for key in TABLES:
        _refuse_opposites(file, key, getattr(layout, key))
    _refuse_circles(file, layout.agencies)
    read = {small(heading): heading for heading in (*layout.columns.values(), *layout.year_in.values())}
    for heading in layout.not_read:
        if small(heading) in read:
            raise wrong(file, "not_read", heading, "a heading that [columns] does not name as well")
    if [*layout.header_row] != sorted(set(layout.header_row)):
        raise wrong(file, "header_row", [*layout.header_row], "row numbers from top to bottom, each once")
    if blank := [name for name in ("agency", "review") if not layout.always.get(name, name).strip()]:
        raise wrong(file, blank[0], layout.always[blank[0]], "a name that can be read")


def _refuse_opposites(file: str, key: str, table: Mapping[str, str]) -> None:
    """Raises NotReadable if words that look the same in a cell mean different things."""
    meant: dict[str, str] = {}
    for word, ours in table.items():
        if meant.setdefault(small(word), ours) != ours:
            other = meant[small(word)]
            raise wrong(file, f'[{key}] "{word}"', ours, f"{other!r}, as for the same word in other letters")


def _refuse_circles(file: str, table: Mapping[str, str]) -> None:
    """Raises NotReadable if a name leads back to itself by way of another."""
    for name in table:
        step, seen = name, set[str]()
        while table.get(step, step) != step and step not in seen:
            seen.add(step)
            step = table[step]
        if step in seen:
            raise wrong(file, "[agencies]", name, "led to the name that everybody is to read, not in a circle")

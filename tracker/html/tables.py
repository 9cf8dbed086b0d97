"""Tables and lists."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from markupsafe import Markup

from tracker.compiled_words import sentence, word
from tracker.html.render import render
from tracker.html.text import Cell, ours


def table(
    caption: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    numeric: Collection[str] = (),
    is_caption_hidden: bool = False,
) -> Markup:
    """A real table; its first column names the row. On a phone each row becomes a short list.

    The columns in `numeric` are aligned right. Raises ValueError if a row is longer or shorter than `headings`.
    """
    headings, numeric = [word(name) for name in headings], [word(name) for name in numeric]
    named = (zip(headings, row, strict=True) for row in rows)
    return render(
        "table",
        caption=sentence(caption),
        headings=headings,
        rows=named,
        numeric=numeric,
        is_caption_hidden=is_caption_hidden,
    )


def low_rows(table: Markup) -> Markup:
    """A table that shows two lines of each action's words on a wide screen, and all of them on paper and phones."""
    return Markup('<div class="an-low">{}</div>').format(table)


def summary_list(pairs: Mapping[str, Cell] | Iterable[tuple[Cell, Cell]]) -> Markup:
    """Names and their values, one below the other."""
    lines = pairs.items() if isinstance(pairs, Mapping) else pairs
    return render("summary_list", pairs=[(word(name) if type(name) is str else name, value) for name, value in lines])


def notes(items: Iterable[Cell]) -> Markup:
    """Short remarks, one below the other."""
    return render("list", look="an-notes", items=[ours(item) for item in items])


def bullets(items: Iterable[Cell]) -> Markup:
    """A bulleted list."""
    return render("list", look="an-bullets", items=items)

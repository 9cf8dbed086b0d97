"""A long list in pages of 25, each with an address of its own; part=all shows the whole list, to search in it."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import streamlit as st
from markupsafe import Markup

from pages.parts.here import address_word, same_page, with_query
from pages.parts.numbers import whole_number
from pages.parts.show import say
from tracker.first_ten import FIRST, WHOLE
from tracker.html import blocks
from tracker.words import plural

A_PAGE = 25  # rows
ALL = "all"
PART = "part"  # what an address calls the page of a list
TICKED, ASKED = "ticked", "asked"  # the rows that are ticked on it, and what is asked for them


class Part(NamedTuple):
    """The rows of a list from `start` to before `stop`, which one page shows; `page` is None if it shows all."""

    start: int
    stop: int
    of: int
    page: int | None

    @property
    def words(self) -> str:
        """What a caption adds: which rows these are, "" if they are all."""
        return f", {self.start + 1:,} to {self.stop:,} here" if self.stop - self.start < self.of else ""

    def cut(self, rows: Sequence[Any]) -> Sequence[Any]:
        """The rows of this page."""
        return rows[self.start : self.stop]

    @property
    def last(self) -> int:
        """The number of the last page; an empty list has one."""
        return max(1, -(-self.of // A_PAGE))


def part(of: int) -> Part:
    """The page that the address asks for, of a list of `of` rows; shows a message if there is no such page."""
    wanted, first = address_word(PART), Part(0, min(A_PAGE, of), of, 1)
    if wanted == ALL:
        return Part(0, of, of, None)
    page = whole_number(wanted)
    if wanted and not 1 <= page <= first.last:
        say(f"There is no page “{wanted}” of this list: it has {plural(first.last, 'page')}. Showing the first.")
    if not 1 < page <= first.last:
        return first
    return Part((page - 1) * A_PAGE, min(page * A_PAGE, of), of, page)


def without_part(params: Mapping[str, str]) -> dict[str, str]:
    """What an address asks for, without its list's page and ticks: another choice starts the list again."""
    return {name: value for name, value in params.items() if name not in (PART, TICKED, ASKED)}


def other_part(page: str | None) -> str:
    """The address of another page of the list."""
    return with_query(without_part(st.query_params.to_dict()), part=page)


def steps(shown: Part) -> Markup:
    """Links to the other pages of a list, and to one page with all of it; "" if one page holds it."""
    if shown.of <= A_PAGE:
        return Markup("")
    if shown.page is None:
        return blocks.trail(blocks.link(f"Show {A_PAGE} on a page", other_part(None)))
    near = [n for n in range(1, shown.last + 1) if n in (1, shown.last) or abs(n - shown.page) <= 3]
    numbers = Markup(" ").join(_step(n, shown.page) for n in near)
    every = blocks.link(f"Show all {shown.of:,} on one page", other_part(ALL))
    template = '<nav class="an-pages" aria-label="Pages of this list"><p>Page {}</p><p>{}</p></nav>'
    return Markup(template).format(numbers, every)


def _step(n: int, page: int) -> Markup:
    if n == page:
        return Markup('<strong aria-current="page">{}</strong>').format(n)
    return blocks.link(str(n), other_part(str(n) if n > 1 else None))


def beginning(rows: Sequence[Any], whole: int = WHOLE, first: int = FIRST) -> tuple[Sequence[Any], Markup]:
    """A list that stands beside other parts of a page, and a link to the page with all of it.

    Up to `whole` rows stand there, else the `first` of them; then the address may ask for all.
    """
    if len(rows) <= whole or address_word(PART) == ALL:
        return rows, Markup("")
    return rows[:first], blocks.trail(blocks.link(f"Show all {len(rows):,}", same_page(part=ALL)))


def first_words(of: int, first: int = FIRST) -> str:
    """What a caption adds for the first of `of` rows, "" if those are all."""
    return f", the first {first} here" if of > first else ""


def rest(of: int, words: str, href: str) -> Markup:
    """A link below the first ten rows to the whole list of `of` rows, "" if those are all."""
    return blocks.trail(blocks.link(words, href)) if of > FIRST else Markup("")

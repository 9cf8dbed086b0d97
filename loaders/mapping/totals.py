"""Recognises rows of totals below a table."""

import re
from collections.abc import Mapping
from functools import lru_cache

from loaders.mapping.known_words import small

TOTAL = re.compile(r"(?:grand |sub[- ]?)?totals?:?")
TOTAL_OF = re.compile(r"(?:grand |sub[- ]?)?totals?\b.{1,30}")
COUNTABLE = "actions|recommendations|records|rows|items|entries|tasks|issues|risks|findings|points|milestones"
COUNT_OF = re.compile(
    rf"(?:(?:number|no\.?|count) of (?:[a-z]+ )?(?:{COUNTABLE})\b.{{0,30}}|(?:row|record|item|action)? ?count):?"
)
AMOUNT = re.compile(r"[£$€]? ?[\d.,]+ ?%?(?: [a-z]+)?", re.IGNORECASE)


def is_total(own: Mapping[int, object]) -> bool:
    """Whether the filled cells of a row, by column, are a first one that names a total, and amounts beside it."""
    first, *others = own.values()
    if not isinstance(first, str) or not names_a_total(first):
        return False
    are_amounts = all(_is_amount(value) for value in others)
    return are_amounts and (bool(others) or TOTAL.fullmatch(small(first)) is not None)


@lru_cache(maxsize=20_000)  # the same references recur in every return
def names_a_total(text: str) -> bool:
    """Whether a text may be the beginning of a row of totals."""
    return any(form.fullmatch(small(text)) for form in (TOTAL, TOTAL_OF, COUNT_OF))


def _is_amount(value: object) -> bool:
    if isinstance(value, str):
        return AMOUNT.fullmatch(value.strip()) is not None
    return isinstance(value, int | float)

"""Accepts the suggested meanings of a table's words all at once; each was shown before."""

from loaders.propose.builder.choices import Choices
from loaders.propose.builder.study import Study, Word


def suggested_words(study: Study, number: int) -> list[Word]:
    """The undecided words of a table whose meaning is known from other plans."""
    return [word for word in study.words(number) if word.meaning is None and word.suggestion]


def with_suggestions(study: Study, number: int) -> Choices:
    """The choices with every suggested meaning accepted. Raises NotReadable where there is no such table."""
    decided = {scale: dict(words) for scale, words in study.choices.with_table(number).tables[number].words.items()}
    for word in suggested_words(study, number):
        decided.setdefault(word.scale, {})[word.as_written] = word.suggestion
    return study.choices.with_table(number, words=decided)

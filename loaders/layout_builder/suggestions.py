"""Takes what the words of a table perhaps mean for what they mean, all at once; each was shown before."""

from loaders.layout_builder.choices import Choices
from loaders.layout_builder.study import Study, Word


def suggested(study: Study, number: int) -> list[Word]:
    """The words of a table that nobody has decided on and whose meaning in other plans is known."""
    return [word for word in study.words(number) if word.ours is None and word.suggestion]


def with_suggestions(study: Study, number: int) -> Choices:
    """The choices with all these words decided. Raises NotReadable where there is no such table."""
    decided = {scale: dict(words) for scale, words in study.choices.with_table(number).tables[number].words.items()}
    for word in suggested(study, number):
        decided.setdefault(word.scale, {})[word.theirs] = word.suggestion
    return study.choices.with_table(number, words=decided)

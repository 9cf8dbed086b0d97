"""The part of the page Layout about the words of scales: what each word means."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from loaders.mapping.check_entry import SCALES
from loaders.mapping.known_words import small
from loaders.propose.builder.answers import REPORTED
from loaders.propose.builder.choices import LEFT_OPEN
from loaders.propose.builder.legend import WordMeaning, legend
from loaders.propose.builder.study import Study, Word
from loaders.propose.points_to_check import one_line
from pages.staff.form_parts import hidden
from pages.staff.layout.fields import button, select, select_in_cell, side_by_side
from tracker.colour_names import named_colour
from tracker.html import blocks
from tracker.words import capital, plural

NONE = "No column of this table holds words that have to be explained."


def words_part(study: Study, number: int) -> Markup:
    """Fields for what each word of a scale means, none taken for granted; or a note that no column holds any."""
    words = study.words(number)
    fills = study.fills_without_words(number)
    if not words and not fills:
        return blocks.lead("", NONE)
    headings = ("Their word", "Found in", "What it may mean", "What it means")
    says = legend(study, [word.as_written for word in words])
    lines = [_word(n, word, says.get(small(word.as_written), [])) for n, word in enumerate(words)]
    pieces = [
        hidden({"words": str(len(words)), "colours": ",".join(fills)}),
        blocks.table("The words", headings, lines, is_caption_hidden=True) if lines else Markup(""),
        *(hidden({f"scale-{n}": word.scale, f"theirs-{n}": word.as_written}) for n, word in enumerate(words)),
        side_by_side([*_colours(study, number, fills, words)]),
        button("words", "Save what the words mean"),
    ]
    return Markup("").join(pieces)


def _our_words(scale: str) -> list[str]:
    """Our words of a scale, without those for what cannot be read, which nobody chooses."""
    return [str(one) for one in SCALES[scale] if "unreadable" not in one]


def _word(n: int, word: Word, says: Sequence[WordMeaning]) -> tuple[str, str, Markup, Markup]:
    options = {"": "Choose", **{one: capital(one) for one in _our_words(word.scale)}}
    options[REPORTED] = "It stays unexplained and is reported each time"
    chosen = "" if word.meaning is None else REPORTED if word.meaning == LEFT_OPEN else word.meaning
    found = plural(word.count, "row") if word.count else "No row"
    label = f"What {one_line(word.as_written)} means"
    field = select_in_cell(f"ours-{n}", label, options, chosen)
    perhaps = f"Perhaps: {word.suggestion}" if word.suggestion else "Not known"
    means = (f"The workbook says “{one_line(one.meaning)}”: {one_line(one.sheet)}, {one.cell}" for one in says)
    return one_line(word.as_written), found, blocks.stack((perhaps, *means)), field


def _colours(study: Study, number: int, fills: Sequence[str], words: Sequence[Word]) -> Iterator[Markup]:
    table, key = study.choices.tables[number], study.proposals[number].key
    for fill in fills:
        others = filter(None, [key.colours.get(fill, ""), table.colours.get(fill, "")])
        offered = dict.fromkeys([*others, *(word.as_written for word in words), *_our_words("reported_status")])
        options = {"": "No word", **{word: one_line(word) for word in offered}}
        label = f"Empty cells in {named_colour(fill)} stand for"
        yield select(f"fill-{fill}", label, options, table.colours.get(fill, ""))

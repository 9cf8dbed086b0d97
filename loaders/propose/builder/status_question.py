"""Asks whether a column says how far an action has got, where nothing that is read does."""

from collections.abc import Iterator

from loaders.mapping.known_words import single_spaced, small
from loaders.propose.builder.choices import Choices
from loaders.propose.builder.missing import filled_columns
from loaders.propose.builder.question import Answer, LayoutQuestion
from loaders.propose.builder.study import Study
from loaders.propose.column_shape import Shape, shape, supports
from loaders.propose.draft_scales import fills_without_words
from loaders.propose.points_to_check import one_line
from loaders.reader.grid import Cell
from tracker.colour_names import named_colour
from tracker.column_letters import column_number, letter
from tracker.terms import Kind
from tracker.words import and_list

MOST_WORDS = 5  # different words of each column
LEAST_COLOURS = 2
STATUS = "reported_status"
STATUS_UNKNOWN = "how far each action has got is still to be said, so all count as open"
RATINGS = {"rag", "rag rating", "rag status"}  # headings


def status_questions(study: Study) -> Iterator[LayoutQuestion]:
    """A question for each table of actions without a status where some column may hold one, or a RAG rating."""
    for number, table in enumerate(study.choices.tables):
        if table.fills != Kind.ACTION or STATUS in filled_columns(table) or table.closed_by_date:
            continue
        columns = [*_candidates(study, number)]
        key = f"status: {', '.join(letter(column) for column in columns)}"
        if columns and key not in table.decided:
            yield _question(study, number, key, columns)


def _candidates(study: Study, number: int) -> Iterator[int]:
    proposal, table = study.proposals[number], study.choices.tables[number]
    for column in sorted({*proposal.table.headings, *map(column_number, table.columns)}):
        names = table.columns.get(letter(column), ())
        is_open = not names or names == ("progress_note",)
        may_be = is_open and (_may_be_states(study, number, column) or bool(_colours_alone(study, number, column)))
        if "rag" in names or may_be:
            yield column


def _colours_alone(study: Study, number: int, column: int) -> list[str]:
    """The colours of a column that has no words at all, if they differ; any other column has none."""
    fills = fills_without_words(study.proposals[number], column)
    has_words = any(cell.words for cell in _cells(study, number, column))
    return [] if has_words or len(fills) < LEAST_COLOURS else fills


def _may_be_states(study: Study, number: int, column: int) -> bool:
    """Whether the words of a column look like those of a status, or of a RAG rating under any heading."""
    proposal = study.proposals[number]
    found = shape(_cells(study, number, column), proposal.key)
    heading = small(single_spaced(" ".join(proposal.table.headings.get(column, ()))))
    is_rating = bool(found.filled) and (heading in RATINGS or bool(supports(Kind.ACTION, "rag", found)))
    return bool(found.states) or is_rating or _is_proposed(study, number, column, found)


def _is_proposed(study: Study, number: int, column: int, found: Shape) -> bool:
    """Whether a column is proposed, though not surely, as the status and holds a few repeated words or percentages."""
    guess = next((one.columns.get(STATUS) for one in study.proposals[number].entries if one.kind == Kind.ACTION), None)
    return guess is not None and column in (guess.column, *guess.also) and (found.is_repeated or found.percents > 0)


def _cells(study: Study, number: int, column: int) -> list[Cell]:
    proposal = study.proposals[number]
    read = study.reads.get((number, proposal.sheet))
    return proposal.grid.column(read.rows.records if read and read.rows.records else proposal.data_rows, column)


def _question(study: Study, number: int, key: str, columns: list[int]) -> LayoutQuestion:
    are = "may say how far each action has got, and nothing that is read says so"
    words = "; ".join(column_description(study, number, column) for column in columns)
    answers = [Answer(f"Column {letter(column)} says it", _with(study.choices, number, column)) for column in columns]
    none = "No column says it: every action counts as open"
    answers.append(Answer(none, study.choices.with_decided([number], key)))
    asks = f"{words}: {'this' if len(columns) == 1 else 'one of these'} {are}."
    return LayoutQuestion(key, (number,), asks, tuple(answers), in_headline=STATUS_UNKNOWN)


def column_description(study: Study, number: int, column: int) -> str:
    """A description of a column: its letter, its heading and its first words, or the colours of its empty cells."""
    heading = single_spaced(" ".join(study.proposals[number].table.headings.get(column, ())))
    named = f"Column {letter(column)}{f', {one_line(heading)},' if heading else ''} has"
    if fills := _colours_alone(study, number, column):
        return f"{named} cells without words in the colours {and_list([*map(named_colour, fills[:MOST_WORDS])])}"
    words = dict.fromkeys(single_spaced(cell.words) for cell in _cells(study, number, column) if cell.words)
    more = f" and {len(words) - MOST_WORDS} more" if len(words) > MOST_WORDS else ""
    return f"{named} {', '.join(one_line(word) for word in [*words][:MOST_WORDS])}{more}"


def _with(choices: Choices, number: int, column: int) -> Choices:
    """The choices with a column as the status; a RAG column stays one too, so that the plan's own colours are kept."""
    table, place = choices.tables[number], letter(column)
    rest = tuple(name for name in table.columns.get(place, ()) if name == "rag")
    return choices.with_table(number, columns={**table.columns, place: (STATUS, *rest)})

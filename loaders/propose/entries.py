"""What a row of an unknown table is: one kind of record, or a recommendation and the action that answers it."""

from dataclasses import dataclass, replace

from loaders.mapping.known_words import normalise, small
from loaders.propose.assign_columns import ColumnProposal, assign
from loaders.propose.by_values import with_values
from loaders.propose.evidence import fits, texts, typical_length
from loaders.propose.find_table import FoundTable
from loaders.propose.heading_meanings import Confidence
from loaders.propose.known_meanings import meaning
from loaders.propose.newest_column import with_newest
from loaders.propose.odd_columns import with_odd_columns
from loaders.propose.plan_key import PlanKey
from tracker.columns.entries import COLUMNS
from tracker.terms import Kind

MOST_ROWS = 500  # by which a known heading is judged
WORDED = ("action", "recommendation_ref")  # columns of an action that may have the words of a recommendation
SHORTEST_SENTENCE = 15  # letters; anything shorter is not a recommendation but its number
OF_REGISTER = ("review", "recommendation_ref", "recommendation", "agency", "response", "response_on", "answer_due_on")
OF_WORK = {"original_due_on", "due_on", "completed_on", "reported_status", "owner", "progress_note", "rag", "evidence"}
Columns = dict[str, ColumnProposal]


@dataclass(frozen=True)
class Entry:
    """One kind of record in a row; `columns` are ours, each with the column proposed for it."""

    kind: Kind
    columns: Columns

    @property
    def active(self) -> Columns:
        """The columns that the draft fills in."""
        return {name: guess for name, guess in self.columns.items() if guess.confidence != Confidence.UNSURE}


def entries(table: FoundTable, rows: list[int], key: PlanKey) -> tuple[Entry, ...]:
    """The entry of the table's own kind, or one for the recommendation and one for the action of each row."""
    if table.kind not in (Kind.ACTION, Kind.RECOMMENDATION):
        return (_entry(table, rows, table.kind, key),)
    register, action = (_entry(table, rows, kind, key) for kind in (Kind.RECOMMENDATION, Kind.ACTION))
    is_numbered = "recommendation_ref" in {**register.columns, **action.columns}
    if table.kind == Kind.ACTION and not is_numbered:  # no recommendation would load
        return (action,)
    if not _holds_work(register, action) or not _holds_text(table, rows, register, action):
        return (action if _are_actions(table, rows, register, action) else register,)
    return _both(table, rows, register.columns, action.columns)


def _entry(table: FoundTable, rows: list[int], kind: Kind, key: PlanKey) -> Entry:
    of_kind, first = replace(table, kind=kind), rows[:MOST_ROWS]
    guesses = assign(of_kind, lambda name, column: fits(of_kind, first, name, column, key))
    guesses = with_newest(of_kind, rows, with_values(of_kind, rows, guesses, key))
    return Entry(kind, _in_order(kind, with_odd_columns(of_kind, rows, guesses)))


def _in_order(kind: Kind, guesses: Columns) -> Columns:
    return {name: guesses[name] for name in COLUMNS[kind] if name in guesses}


def _holds_work(register: Entry, action: Entry) -> bool:
    """Whether the rows also say what is done: a register names neither a date for that nor how far it has got."""
    text, done = register.active.get("recommendation"), action.active.get("action")
    has_action = text is not None and done is not None and done.column != text.column
    is_headed = done is not None and not done.why  # long texts beside a recommendation may be reasons or remarks
    return (has_action and is_headed) or len(OF_WORK & action.columns.keys()) > 1


def _are_actions(table: FoundTable, rows: list[int], register: Entry, action: Entry) -> bool:
    """Whether the rows are actions: by the headings, unless these are too few to tell, or answers say otherwise."""
    if table.kind == Kind.ACTION:
        return not _holds_answers(table, rows, register, action)
    return not table.is_known and len(OF_WORK & action.active.keys()) > 1 and "response" not in register.active


def _holds_answers(table: FoundTable, rows: list[int], register: Entry, action: Entry) -> bool:
    """Whether the rows are recommendations and their answers, though as many headings are known of an action."""
    answer = register.active.get("response")
    if not answer or not {"recommendation_ref", "recommendation"} <= register.active.keys():
        return False
    words = texts(table.grid, rows, answer.column)
    work = {name for name, guess in action.active.items() if name in OF_WORK and guess.column != answer.column}
    return not work and sum(bool(meaning("response", word)) for word in words) >= max(1, 0.7 * len(words))


def _holds_text(table: FoundTable, rows: list[int], register: Entry, action: Entry) -> bool:
    """Whether the rows say what was recommended. A heading such as "Issue" says so only beside a number that does."""
    text, number = register.active.get("recommendation"), register.active.get("recommendation_ref")
    if not text or typical_length(texts(table.grid, rows, text.column)) <= SHORTEST_SENTENCE:
        return False
    own = action.active.get("action")
    is_taken = own is not None and own.column == text.column
    is_numbered = number is not None and number.confidence == Confidence.SURE
    is_said = "recommendation" in normalise(" ".join(table.headings[text.column])).split()
    return is_said or text.confidence == Confidence.SURE or (is_numbered and not is_taken)


def _both(table: FoundTable, rows: list[int], register: Columns, action: Columns) -> tuple[Entry, ...]:
    register, action = dict(register), dict(action)
    _share_the_number(table, rows, register, action)
    _name_the_action(table, rows, register, action)
    text = register["recommendation"].column
    action = {name: guess for name, guess in action.items() if guess.column != text or name in WORDED}
    in_use = {guess.column for name, guess in action.items() if name not in (*OF_REGISTER, "action")}
    register = {
        name: guess
        for name, guess in register.items()
        if name in OF_REGISTER and (name == "recommendation_ref" or guess.column not in in_use)
    }
    if "response" in register:
        action.pop("response", None)
    if "agency" in action:  # the lead agency is the one addressed, or nobody would seem to have answered
        register["agency"] = action["agency"]
    kinds = ((Kind.RECOMMENDATION, register), (Kind.ACTION, action))
    return tuple(Entry(kind, _in_order(kind, columns)) for kind, columns in kinds)


def _share_the_number(table: FoundTable, rows: list[int], register: Columns, action: Columns) -> None:
    """Takes a row's only number as the recommendation's, and as its only action's if the number does not recur."""
    number = action.get("recommendation_ref") or register.get("recommendation_ref")
    if not number:
        return
    register["recommendation_ref"] = action["recommendation_ref"] = number
    own = action.get("action_ref")
    if own and own.column != number.column:
        return
    if _are_numbers_of_actions(table, rows, number, register["recommendation"], action):
        why = "its words stand in rows with other numbers, which are those of the actions"
        by_words = replace(register["recommendation"], confidence=Confidence.LIKELY, also=(), or_names=(), why=why)
        register["recommendation_ref"] = action["recommendation_ref"] = by_words
        action["action_ref"] = replace(number, also=(), or_names=(), why="each row has a number of its own")
        return
    written = texts(table.grid, rows, number.column)
    if len(written) == len(set(written)) == len(rows):
        action["action_ref"] = replace(number, why="each recommendation stands in one row")
    elif number.confidence == Confidence.SURE:  # its heading says whose: a recommendation with several actions
        action.pop("action_ref", None)
    else:
        why = "it comes again, and rows with one number are told apart by their words"
        action["action_ref"] = replace(number, confidence=Confidence.UNSURE, why=why)


def _are_numbers_of_actions(
    table: FoundTable, rows: list[int], number: ColumnProposal, text: ColumnProposal, action: Columns
) -> bool:
    """Whether a recommendation is in rows with several numbers, each time beside an action in different words."""
    own = action.get("action")
    if number.confidence == Confidence.SURE or not own or own.column == text.column:
        return False
    numbers, words, done = (
        [small(table.grid.at(row, one.column).words) for row in rows] for one in (number, text, own)
    )
    is_numbered = len(set(numbers)) == len(rows) and all(numbers)
    return is_numbered and all(words) and len(set(words)) < len(set(zip(words, done, strict=True))) == len(rows)


def without_register(found: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The action alone, if titles are the recommendations and one column has the words of both."""
    register, action = found[0].columns.get("recommendation"), found[-1].columns.get("action")
    if len(found) == 1 or not register or not action or register.column != action.column:
        return found
    number = found[-1].columns.get("action_ref")
    columns = {
        name: guess
        for name, guess in found[-1].columns.items()
        if name != "recommendation_ref" or not number or guess.column != number.column
    }
    return (replace(found[-1], columns=columns),)


def _name_the_action(table: FoundTable, rows: list[int], register: Columns, action: Columns) -> None:
    """Without a column of actions, takes an answer in sentences as what is to be done, or else the recommendation."""
    own, text = action.get("action"), register["recommendation"].column
    others = [column for column in (own.column, *own.also) if column != text] if own else []
    if own and others and (own.confidence != Confidence.UNSURE or len(others) > 1):
        return
    answer = action.get("response")
    if own and others and own.also:
        why = f"{own.why}, and the other one is the recommendation"
        action["action"] = replace(own, column=others[0], also=(), confidence=Confidence.LIKELY, why=why)
    elif own and others:
        return
    elif answer and answer.confidence == Confidence.UNSURE and _are_sentences(table, rows, answer.column):
        action["action"] = replace(answer, confidence=Confidence.LIKELY, also=(), or_names=(), why="it is in sentences")
        del action["response"]
        register.pop("response", None)
    else:
        why = "no heading of an action: what was recommended is to be done"
        action["action"] = replace(register["recommendation"], confidence=Confidence.LIKELY, why=why)


def _are_sentences(table: FoundTable, rows: list[int], column: int) -> bool:
    return typical_length(texts(table.grid, rows, column)) > SHORTEST_SENTENCE

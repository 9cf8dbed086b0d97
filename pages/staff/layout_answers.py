"""What the forms of the page Layout do: each puts one part of what was chosen beside the file, or saves the layout."""

from collections.abc import Callable, Mapping, Sequence
from threading import Lock

from loaders.layout_builder import answers
from loaders.layout_builder.choices import Choices, keep
from loaders.layout_builder.study import proposal_of, read_by
from loaders.waiting.files import WaitingFile
from pages.staff import layout_work, load_work
from pages.staff.form_parts import Form, actor, word
from pages.staff.layout_fields import COLUMNS, FOR, MEANINGS, ROWS, SENT, TABLE, WAS, WHOSE
from pages.staff.load_answers import address as address_of_load
from pages.staff.load_forms import LAYOUT
from pages.staff.told import tell
from tracker.findings import NotReadable
from tracker.html import blocks
from tracker.plain_errors import of_system

MEANWHILE = "Somebody else chose something for this file in the meantime. Look at it, then choose again."
ONE_BY_ONE = Lock()  # one program serves all staff, so nobody else writes what is kept
Change = Callable[[WaitingFile, Choices, int], Choices]


def sheet(form: Form) -> str:
    """Other headings, where a row's number was pressed; else what one row is and what the rows are."""

    def change(file: WaitingFile, choices: Choices, number: int) -> Choices:
        workbook = layout_work.workbook_of(file.path)
        table = choices.tables[number]
        shown = workbook.grids[_whole(form, "shown", len(workbook.grids) - 1)].name
        deep, heading = _whole(form, "deep", 3), _whole(form, "heading", 1_048_576)
        if heading or deep != len(table.header_rows):
            first = heading or _whole(form, "first", 1_048_576)
            return answers.with_headings(workbook, file.name, choices, number, shown, first, deep)
        if word(form, "fills") != table.fills:
            proposal = proposal_of(workbook, file.name, choices, table)
            return answers.with_fills(choices, proposal, number, word(form, "fills"))
        marks = {int(name[4:]): str(mark) for name, mark in form.items() if name[:4] == "row-" and name[4:].isdecimal()}
        found = read_by(workbook, file.name, choices)
        return answers.with_rows(found, number, shown, marks, word(form, "section"))

    return _changed(form, change, ROWS)


def columns(form: Form) -> str:
    """What each column is, and which other sheets have them."""

    def change(file: WaitingFile, choices: Choices, number: int) -> Choices:
        grids = layout_work.workbook_of(file.path).grids
        chosen = answers.with_columns(choices, number, _texts(form), word(form, "letters").split(","))
        return answers.with_sheets(
            chosen, number, [grid.name for n, grid in enumerate(grids) if word(form, f"sheet-{n}")]
        )

    return _changed(form, change, COLUMNS)


def words(form: Form) -> str:
    """What each word means."""

    def change(file: WaitingFile, choices: Choices, number: int) -> Choices:
        every = range(_whole(form, "words", 10_000))
        said = [tuple(word(form, f"{part}-{n}") for part in ("scale", "theirs", "ours")) for n in every]
        colours = {fill: word(form, f"fill-{fill}") for fill in word(form, "fills").split(",")}
        return answers.with_words(choices, number, [(one[0], one[1], one[2]) for one in said], colours)

    return _changed(form, change, MEANINGS)


def sender(form: Form) -> str:
    """Whose plan it is."""
    return _changed(form, lambda file, choices, number: answers.with_sender(choices, _texts(form)), WHOSE)


def tables(form: Form) -> str:
    """One more table, or one less."""

    def change(file: WaitingFile, choices: Choices, number: int) -> Choices:
        if word(form, "take-away"):
            return answers.without_table(choices, number)
        workbook = layout_work.workbook_of(file.path)
        chosen = workbook.grids[_whole(form, "add", len(workbook.grids) - 1)]
        return answers.with_another_table(workbook, file.name, choices, chosen.name)

    return _changed(form, change, ROWS)


def save(form: Form) -> str:
    """Saves the layout as it was shown; leads to the page Load, where the file is recognised by it."""
    file = _file(form)
    if file is None:
        return blocks.address(LAYOUT, file=word(form, SENT))
    try:
        found = layout_work.look_at(file, word(form, FOR)).soon()
        shown = (word(form, WAS), word(form, "saved-as"), word(form, "seen"), word(form, "ledger"))
        if found.study is None or shown != (found.study.choices.mark, found.name, found.seen, found.head):
            raise NotReadable("Something was recorded or chosen in the meantime. Look at what it would alter now.")
        layout_work.keep_layout(found, actor(form, "saves the layout"))
    except (NotReadable, OSError) as error:
        why = of_system(error) if isinstance(error, OSError) else str(error)
        return _back(form, [f"Nothing was saved. {why}"])
    said = [f"{found.name} was saved and is on record."]
    said += ["The files that it alters are being read again."] if found.past else []
    return address_of_load(said, file=file.mark, sender=found.study.choices.sender)


def _changed(form: Form, change: Change, part: str) -> str:
    """Keeps what a form changed, unless somebody else changed something since it was shown; leads back to its part."""
    file = _file(form)
    if file is None:
        return blocks.address(LAYOUT, file=word(form, SENT))
    try:
        with ONE_BY_ONE:
            choices = layout_work.choices_of(file, word(form, FOR))
            if choices.mark != word(form, WAS):
                raise NotReadable(MEANWHILE)
            keep(file.path, change(file, choices, _whole(form, TABLE, len(choices.tables)) - 1))
    except NotReadable as error:
        return _back(form, [str(error)])
    except OSError as error:
        return _back(form, [f"Nothing was kept. {of_system(error)}"])
    return f"{_back(form)}#{part}"


def _file(form: Form) -> WaitingFile | None:
    return load_work.find(word(form, SENT))


def _back(form: Form, said: Sequence[str] = ()) -> str:
    """The page with the table that was shown."""
    at = {SENT: word(form, SENT), "sender": word(form, FOR), TABLE: word(form, TABLE)}
    return blocks.address(LAYOUT, **at, said=tell(said))


def _texts(form: Form) -> Mapping[str, str]:
    return {name: str(value) for name, value in form.items()}


def _whole(form: Form, name: str, most: int) -> int:
    """A whole number that a form says, from 0 to `most`; 0 for anything else."""
    said = word(form, name)
    number = int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else 0
    return number if number <= most else 0

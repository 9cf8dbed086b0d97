"""The fields of staff forms: a list to choose from, a day, a tick box, a line of text."""

from collections.abc import Mapping
from datetime import date

from markupsafe import Markup

from tracker.html.missing import missing
from tracker.words import day

NO_DAY, NO_DAY_UP_TO = "Choose a day, {} or later", "Choose a day, {} at the latest"
NO_TICK, NO_WORDS = "Tick this first", "Fill this in first"
CHOICE = Markup(
    '<p><label for="an-{0}">{1}</label>'
    '<select id="an-{0}" name="{0}" required{3} autocomplete="off">{2}</select>{4}</p>'
)
OPTION = Markup('<option value="{}"{}>{}</option>')
DAY = Markup(
    '<p><label for="an-{0}">{1}</label>'
    '<input id="an-{0}" type="date" name="{0}" value="{2}" min="{3}"{6} required{4} autocomplete="off">{5}</p>'
)
TICK = Markup(
    '<p class="an-one-tick"><input id="an-{0}" type="checkbox" name="{0}" value="yes"{1} autocomplete="off">'
    '<label for="an-{0}">{2}</label>{3}</p>'
)
WORDS = Markup(
    '<p><label for="an-{0}">{1}</label>'
    '<input id="an-{0}" type="text" name="{0}" maxlength="{2}" required{3} autocomplete="off">{4}</p>'
)
DESCRIBED = Markup(' aria-describedby="an-{}-missing"')


def choice(name: str, label: str, names: Mapping[str, str], chosen: str = "", prompt: str = "") -> Markup:
    """A list to choose one of `names` from, shown by its words; with a `prompt` nothing is chosen beforehand."""
    first = {"": prompt} if prompt else {}
    about_prompt = (DESCRIBED.format(name), missing(name, prompt)) if prompt else ("", "")
    return CHOICE.format(name, label, options(first | {**names}, chosen), *about_prompt)


def options(names: Mapping[str, str], chosen: str) -> Markup:
    """The options of a list; `names` maps each value sent to the words shown for it."""
    selected = Markup(" selected")
    return Markup("").join(OPTION.format(one, selected if one == chosen else "", words) for one, words in names.items())


def day_field(name: str, label: str, first: date, chosen: str = "", last: date | None = None) -> Markup:
    """A field for a day, no earlier than `first` and no later than `last`."""
    words = NO_DAY_UP_TO.format(day(last)) if last else NO_DAY.format(day(first))
    at_most = Markup(' max="{}"').format(last) if last else ""
    return DAY.format(name, label, chosen, first, DESCRIBED.format(name), missing(name, words), at_most)


def tick(name: str, label: str, is_ticked: bool = False, is_required: bool = False) -> Markup:
    """A tick box; with `is_required` the form cannot be sent without the tick."""
    required = Markup(" required{}").format(DESCRIBED.format(name)) if is_required else ""
    attributes = Markup("{}{}").format(Markup(" checked" if is_ticked else ""), required)
    return TICK.format(name, attributes, label, missing(name, NO_TICK) if is_required else "")


def words_field(name: str, label: str, most: int) -> Markup:
    """A field for one line of text, at most `most` characters long."""
    return WORDS.format(name, label, most, DESCRIBED.format(name), missing(name, NO_WORDS))

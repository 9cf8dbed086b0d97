"""Finds every rule: one in each file of checks/rules, and one made here for each column of dates or of a scale."""

from datetime import date
from enum import StrEnum
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from checks import rules as folder
from checks.facts import MAKES_FACTS, WITHIN_A_FILE, Scope
from checks.rule import Rule
from tracker.columns.entries import COLUMNS
from tracker.terms import Kind, Precision, Severity, WhoActs
from tracker.words import readable_name


def rules(kind: Kind) -> list[Rule]:
    """The rules for one kind of row: those for its cells, then one for each file in checks/rules.

    Raises ValueError for a rule that would make facts depend on themselves.
    """
    names = sorted(module.name for module in iter_modules(folder.__path__))
    modules = [(name, import_module(f"checks.rules.{name}")) for name in names]
    return _cell_rules(kind) + [_rule(name, module, kind) for name, module in modules if kind in module.applies_to]


def _rule(name: str, module: ModuleType, kind: Kind) -> Rule:
    if module.severity == Severity.REFUSED and module.scope not in WITHIN_A_FILE and kind in MAKES_FACTS:
        raise ValueError(
            f"checks/rules/{name}.py refuses a row of the kind {kind} because of what other files say. Such a row "
            "makes facts known itself, so the answer would depend on the order of the files. Make it a warning."
        )
    return Rule(
        name=name,
        kind=kind,
        scope=module.scope,
        about=module.about,
        sentence=module.__doc__ or "",
        to_do=module.to_do,
        severity=module.severity,
        who_acts=getattr(module, "who_acts", WhoActs.SENDER),
        passes=module.passes,
        compares_rows=getattr(module, "compares_rows", module.scope == Scope.FILE),
        hint=getattr(module, "hint", None),
        column_of=getattr(module, "column_of", None),
    )


def _cell_rules(kind: Kind) -> list[Rule]:
    """The rules that a date can be read, and that the layout explains a word on a scale, or a form's list offers it."""
    rules = []
    for name, column in COLUMNS[kind].items():
        if column.holds is date:
            rules.append(_readable_date(kind, name))
        elif issubclass(column.holds, StrEnum):
            rules += [_known_word(kind, name, column.holds), _word_of_form(kind, name, column.holds)]
    return rules


def _readable_date(kind: Kind, name: str) -> Rule:
    return Rule(
        name=f"{name}_can_be_read",
        kind=kind,
        scope=Scope.ROW,
        about=name,
        sentence="A date can be read, or is left blank.",
        to_do=(
            "Write the date under “{column}” for {refs} as a day, for example 31 March 2027, or leave the cell blank."
        ),
        severity=Severity.WARNING,
        who_acts=WhoActs.SENDER,
        passes=lambda rows: rows[f"{name}_precision"] != Precision.UNREADABLE,
    )


def _known_word(kind: Kind, name: str, scale: type[StrEnum]) -> Rule:
    return Rule(
        name=f"{name}_is_known",
        kind=kind,
        scope=Scope.ROW,
        about=name,
        sentence=f"The layout explains every word used for {readable_name(name)}. It is never guessed.",
        to_do="Explain the word under “{column}” for {refs} in the layout, or ask the agency for one that is known.",
        severity=_severity_of_unknown_word(kind),
        who_acts=WhoActs.DATA_OFFICER,
        passes=lambda rows: (rows[name] != scale["UNREADABLE"]) | rows.is_form,
    )


def _word_of_form(kind: Kind, name: str, scale: type[StrEnum]) -> Rule:
    """A form came with its own list of words: no layout can explain another one, only its sender can put it right."""
    return Rule(
        name=f"{name}_is_offered_by_its_form",
        kind=kind,
        scope=Scope.ROW,
        about=name,
        sentence=f"A form takes only the words that its list offers for {readable_name(name)}. No other is guessed.",
        to_do="Choose a word from the list under “{column}” for {refs}.",
        severity=_severity_of_unknown_word(kind),
        who_acts=WhoActs.SENDER,
        passes=lambda rows: (rows[name] != scale["UNREADABLE"]) | ~rows.is_form,
    )


def _severity_of_unknown_word(kind: Kind) -> Severity:
    # A check whose outcome cannot be read has no outcome, so its row is refused; an action's row never is.
    return Severity.REFUSED if kind == Kind.VERIFICATION else Severity.WARNING

"""A rule sees only its scope, so its findings do not depend on the order in which files are loaded."""

import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from step_by_step import from_nothing, load_all, tables
from test_rules import checked_case  # noqa: F401 - a fixture

import checks.rules
from checks.find_rules import rules
from checks.rule import Rule
from tracker.terms import Kind

HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
RULE = '''
"""{sentence}"""

from checks.facts import Scope
from tracker.terms import Kind, Severity

applies_to = (Kind.{kind},)
scope = Scope.{scope}
about = "{about}"
to_do = "Correct {{refs}}."
severity = Severity.{severity}


def passes(rows):
    return {passes}
'''
NOT_REPEATED = '~rows.duplicated("action", keep=False)'


@pytest.fixture
def add_rule(tmp_path: Path, monkeypatch) -> Callable[..., Rule]:
    """Adds one more rule file, as if it were in checks/rules, and returns the rule."""
    folder = tmp_path / "more rules"
    folder.mkdir()
    monkeypatch.setattr(checks.rules, "__path__", [*checks.rules.__path__, str(folder)])

    def add(passes: str, kind="ACTION", scope="ROW", about="action", severity="WARNING") -> Rule:
        text = RULE.format(sentence="It holds.", kind=kind, scope=scope, about=about, severity=severity, passes=passes)
        (folder / "one_more.py").write_text(text.lstrip(), encoding="utf-8")
        return next(rule for rule in rules(Kind[kind]) if rule.name == "one_more")

    yield add
    sys.modules.pop("checks.rules.one_more", None)


def found_by_one_more(found: dict[str, list[tuple]]) -> list[tuple]:
    """The file and the cell of each problem that the added rule found."""
    return [(row[0], row[3]) for row in found["problem"] if row[-1] == "one_more"]


def test_a_rule_that_compares_rows_finds_the_same_however_files_are_loaded(collection, add_rule):
    """The same words are in two files, and twice in the second: only rows of one file are compared."""
    add_rule(NOT_REPEATED, scope="FILE")
    collection.plan("2026-01-31", HEADINGS + "A1 | 1 | Mend | | | In progress | |")
    load_all(collection)
    collection.plan("2026-02-28", HEADINGS + "A1 | 1 | Mend | | | In progress | |")
    load_all(collection)
    collection.plan("2026-03-31", HEADINGS + "A1 | 1 | Mend | | | In progress | |\nA2 | 1 | Mend | | | In progress | |")
    step_by_step = tables(load_all(collection).path)
    last = last_file(step_by_step)
    assert found_by_one_more(step_by_step) == [(last, "C2"), (last, "C3")]
    assert step_by_step == from_nothing(collection)


def last_file(found: dict[str, list[tuple]]) -> int:
    """The number of the last recorded file; layouts recorded between files have numbers too."""
    return max(row[0] for row in found["file_received"])


def differs_alone(rule: Rule, rows: pd.DataFrame) -> list[int]:
    """The numbers of the rows that a rule judges differently alone and among the others."""
    together = rule.holds(rows)
    return [rows.row_number[n] for n in rows.index if rule.holds(rows.loc[[n]])[n] != together[n]]


def test_a_rule_compares_no_rows_unless_its_scope_is_the_file(checked_case):  # noqa: F811
    name, case, checked = checked_case
    rule = next(rule for rule in rules(case.kind) if rule.name == name)
    if not rule.compares_rows:
        assert differs_alone(rule, checked.rows[case.kind]) == [], "it compares rows: give it the scope FILE"


def test_a_rule_that_compares_rows_with_a_wrong_setting_is_noticed(collection, add_rule):
    collection.plan("2026-01-31", HEADINGS + "A1 | 1 | Mend | | | In progress | |\nA2 | 1 | Mend | | | In progress | |")
    rows = collection.check().rows[Kind.ACTION]
    assert differs_alone(add_rule(NOT_REPEATED), rows) == [2, 3]


def test_a_rule_cannot_see_anything_outside_its_scope(collection, add_rule):
    add_rule("rows.agency_is_known")
    collection.plan("2026-01-31", HEADINGS + "A1 | 1 | Mend | | | In progress | |")
    with pytest.raises(ValueError, match=r"one_more, whose scope is row, failed: .* no attribute 'agency_is_known'"):
        collection.check()


def test_a_refused_row_makes_nothing_known(collection, add_rule):
    """Whatever the reason, the database does not show the row, so a later load would not know it either."""
    add_rule('rows.recommendation != "Do"', "RECOMMENDATION", about="recommendation", severity="REFUSED")
    register = "Rec | Recommendation | Agency | Response\n{} | {} | Department of Transport | Accepted"
    collection.register("2026-01-10", register.format("1", "Mend the wall"))
    collection.register("2026-01-20", register.format("2", "Do"))
    collection.plan("2026-01-25", HEADINGS + "A1 | 1 | Mend | | | In progress | |")
    load_all(collection)
    collection.plan("2026-01-31", HEADINGS + "A1 | 2 | Mend | | | In progress | |")
    found = tables(load_all(collection).path)
    assert [row[-1] for row in found["problem"] if row[0] == last_file(found)] == [
        "action_answers_a_known_recommendation"
    ]
    assert found == from_nothing(collection)


def test_no_row_that_makes_a_fact_known_is_refused_because_of_other_rows(add_rule):
    with pytest.raises(ValueError, match=r"checks/rules/one_more.py refuses a row of the kind action .* a warning\."):
        add_rule("rows.recommendation_is_known", scope="RECOMMENDATIONS", severity="REFUSED")

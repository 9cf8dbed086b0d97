"""The words that the SQL compares with are those of the scales in Python."""

import re
from enum import StrEnum
from pathlib import Path

import pytest

from tracker import store
from tracker.columns.entries import COLUMNS
from tracker.measure import Measure
from tracker.terms import (
    OUR_NAME,
    Change,
    Precision,
    ReportedStatus,
    Response,
    RollUp,
    State,
    Timeliness,
    Verification,
)

ROOT = Path(__file__).parent.parent
# The SQL has the words of the scales as literals, since SQL cannot import them.
SCHEMA = store.schema() + store.position()
HISTORY = "".join(
    (ROOT / "loaders" / "load" / f"{name}.sql").read_text(encoding="utf-8")
    for name in ("timelines", "repeated_rows", "history", "register_history", "acceptance", "check_history")
)
SCALES = {
    "state": State,
    "change": Change,
    "timeliness": Timeliness,
    "verification": Verification,
    "reported_status": ReportedStatus,
    "was_status": ReportedStatus,
    "response": Response,
    "current_response": Response,
    "due_on_precision": Precision,
}
OTHER_WORDS = {
    "whole", " ", r"\d", "action", "recommendation", "day", "due_on", ", ", "", "lead", "supporting",
    "0001-01-01", "9999-12-31", "withdrawn", "words erased", "the rows of its form", "history_up_to",
}  # fmt: skip
NAMED_BY_US = OUR_NAME.pattern  # references that we give
PATTERNS = {"g", r"\s+", r"[\p{L}\p{N}]+", r"\p{N}", r"\d{4}-\d{2}-\d{2}", NAMED_BY_US}  # a word, a digit in it, a day


def statements(sql: str) -> str:
    """The SQL without comments, whose words are prose."""
    sql = re.sub(r"--[^\n]*", "", sql)
    return re.sub(r"COMMENT ON [^']*'(?:[^']|'')*';", "", sql)


def quoted(sql: str) -> set[str]:
    return set(re.findall(r"'([^']*)'", sql))


def case_giving(sql: str, name: str) -> str:
    """The CASE whose outcome is called `name`."""
    (end,) = [found.start() for found in re.finditer(rf"END AS {name}\b", sql)]
    return sql[sql.rindex("CASE", 0, end) : end]


def test_every_quoted_word_is_one_of_ours():
    words = {str(word) for scale in (*SCALES.values(), RollUp, Measure) for word in scale}
    assert quoted(statements(SCHEMA)) | quoted(statements(HISTORY)) <= words | OTHER_WORDS | PATTERNS | {
        name for columns in COLUMNS.values() for name in columns
    }


@pytest.mark.parametrize("column", SCALES)
def test_a_column_is_compared_only_with_words_of_its_own_scale(column):
    sql = statements(SCHEMA) + statements(HISTORY)
    compared = re.findall(rf"\b{column}(?:, 'no response'\))? (?:=|<>|IN|NOT IN) (\([^)]*\)|'[^']*')", sql)
    found = {word for text in compared for word in quoted(text)}
    known = SCALES[column]
    assert found, "the column is compared with no word: correct this test"
    assert found <= set(known)


@pytest.mark.parametrize(("name", "scale", "missing"), [
    ("state", State, {State.OVERDUE}),  # in state_on, which compares with the day
    ("timeliness", Timeliness, {Timeliness.OVERDUE, Timeliness.DUE_SOON}),
    ("how_far", RollUp, set()),
])  # fmt: skip
def test_the_outcomes_of_a_case_are_the_members_of_its_scale(name: str, scale: type[StrEnum], missing: set):
    outcomes = set(re.findall(r"(?:THEN|ELSE) '([^']*)'", case_giving(statements(SCHEMA), name)))
    assert outcomes - OTHER_WORDS == set(scale) - missing


def test_the_least_far_of_the_bodies_decides_in_the_order_of_the_scale():
    order = re.search(r"list_position\(\s*\[([^\]]*)\],\s*how_far", statements(SCHEMA))[1]
    assert re.findall(r"'([^']*)'", order) == list(RollUp)


def test_every_statement_names_a_measure_by_its_entry():
    for path in [*ROOT.glob("tracker/**/*.py"), *ROOT.glob("pages/**/*.py"), *ROOT.glob("loaders/**/*.*")]:
        if path.suffix in (".py", ".sql"):
            assert not re.search(r"measures, '", path.read_text(encoding="utf-8")), path


def test_the_history_makes_every_change_and_no_other():
    sql = statements(HISTORY)
    made = set(re.findall(r"(?:THEN|ELSE) '([^']*)'", sql)) | set(re.findall(r"'([^']*)' AS change", sql))
    made |= {word for found in re.findall(r"if\([^)]*\) AS change", sql) for word in quoted(found) - {""}}
    kept = {Change.VERIFIED, Change.REOPENED}  # the checker's word is the change
    between_dates = {word for word in Change if "overdue" in word} | {Change.CONTRADICTED, Change.CLAIMED_AGAIN}
    assert made == set(Change) - kept - between_dates
    assert set(re.findall(r"verification IN \(([^)]*)\)", sql)) == {
        "'verified', 'insufficient', 'reopened', 'cannot be implemented'"
    }


def test_every_response_has_its_place_in_the_order_of_commitment():
    assert set(Response) in ordered(SCHEMA)


def test_every_finding_has_its_place_in_the_order_of_doubt():
    findings = set(Verification) - {Verification.NOT_CHECKED, Verification.AWAITING_CHECK, Verification.UNREADABLE}
    assert findings in ordered(SCHEMA) and set(Verification) - {Verification.UNREADABLE} in ordered(HISTORY)


def ordered(sql: str) -> list[set[str]]:
    """The words of each list that the SQL sorts by."""
    return [quoted(words) for words in re.findall(r"list_position\(\s*\[([^\]]*)\]", statements(sql))]

"""What `verify` says about the table of accounts beside the ledger: whole, altered, cut off or erased."""

from __future__ import annotations  # see conftest.py for the reason

from datetime import date
from pathlib import Path

import pytest
from drawing import Collection, write_workbook

from loaders.__main__ import main
from loaders.received import accounts, changes, json_lines
from loaders.received.accounts import ACCOUNTS
from loaders.received.actor import Actor
from loaders.received.ledger import OtherHead
from loaders.received.ledger_records import FileReceived
from loaders.received.receive import receive

PLAN = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\nA1 | 1 | Mend | d:2026-03-31 | | In progress | |"
WHY = "first act was refused."
PEOPLE = ("first", "second", "third")


@pytest.fixture
def table(collection: Collection) -> Path:
    """The table of a collection in whose ledger three accounts have acted."""
    collection.plan("2026-01-31", PLAN)
    collection.load()
    for n, person in enumerate(PEOPLE):
        (collection.received / "publication.toml").write_text(f"# {n}\n", encoding="utf-8")
        changes.record(collection.received, Actor("Data officer", accounts.commitment(collection.received, person)))
    return collection.received / ACCOUNTS


@pytest.fixture
def verified(collection: Collection, capsys):
    def run() -> tuple[int, list[str]]:
        capsys.readouterr()
        status = main(["verify", str(collection.received), "--built", str(collection.built),
                       "--layouts", str(collection.layouts)])  # fmt: skip
        return status, [line for line in capsys.readouterr().out.splitlines() if "account" in line]

    return run


def lines(table: Path) -> list[str]:
    return table.read_text(encoding="utf-8").splitlines(keepends=True)


def write(table: Path, found: list[str]) -> None:
    table.write_text("".join(found), encoding="utf-8")


def test_a_whole_table_explains_every_account(table, verified):
    assert verified() == (0, ["3 accounts in the ledger: 3 in accounts.jsonl, 0 erased."])


@pytest.mark.parametrize("erased", [1, 2, 3])
def test_an_account_that_was_erased_is_counted_and_nothing_is_wrong(table, verified, erased):
    write(table, lines(table)[erased:])
    assert verified() == (0, [f"3 accounts in the ledger: {3 - erased} in accounts.jsonl, {erased} erased."])


def test_an_account_whose_table_is_gone_is_counted_and_nothing_is_wrong(table, verified):
    table.unlink()
    assert verified() == (0, ["3 accounts in the ledger: 0 in accounts.jsonl, 3 erased."])


def test_a_line_about_an_account_without_an_entry_in_the_ledger_is_reported(table, verified):
    accounts.commitment(table.parent, "was refused")
    said = f"1 line of accounts.jsonl is of no account in the ledger. Nothing is wrong: its {WHY}"
    assert verified() == (0, [f"3 accounts in the ledger: 3 in accounts.jsonl, 0 erased. {said}"])
    accounts.commitment(table.parent, "was refused too")
    assert verified()[1][0].endswith(
        f" 2 lines of accounts.jsonl are of no account in the ledger. Nothing is wrong: their {WHY}"
    )


def test_an_act_that_the_ledger_refuses_leaves_one_line_which_the_next_act_uses(table, collection, verified):
    file = write_workbook(collection.received.parent / "later.xlsx", {"Plan": PLAN.replace("A1", "A2")})
    with pytest.raises(OtherHead):
        take_in(collection, file, "late", head="0" * 63 + "1")  # what somebody quicker leaves behind
    assert len(lines(table)) == 4
    assert verified()[0] == 0 and "1 line of accounts.jsonl is of no account" in verified()[1][0]
    record = take_in(collection, file, "late")
    assert record.account in lines(table)[3] and len(lines(table)) == 4
    assert verified()[1] == ["4 accounts in the ledger: 4 in accounts.jsonl, 0 erased."]


def take_in(collection: Collection, file: Path, account: str, head: str = "") -> FileReceived:
    by = Actor("Data officer", accounts.commitment(collection.received, account))
    return receive(file, "transport", date(2026, 2, 28), collection.received, by, head)


def altered(found: list[str]) -> list[str]:
    return [found[0], found[1].replace('"second"', '"others"'), found[2]]


def exchanged(found: list[str]) -> list[str]:
    """Swaps the accounts of two commitments, so that one account seems to have done what the other did."""
    marks = [line.partition('"commitment": "')[2][:64] for line in found]
    return [found[0].replace(marks[0], marks[1]), found[1].replace(marks[1], marks[0]), found[2]]


NO_ACCOUNT = "line {}, is no account. Put the file back from a copy, or delete the line."
ALTERED = "line {}, was altered. Put the file back from a copy."
TWICE = (
    "line 4, is of the same account as line 1, so that one person would count as two. Put the file back from a copy."
)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (altered, [ALTERED.format(2)]),
        (exchanged, [ALTERED.format(1), ALTERED.format(2)]),
        (lambda found: ["{}\n", *found[1:]], [NO_ACCOUNT.format(1)]),
        (lambda found: [found[0], "\n", "[]\n", *found[1:]], [NO_ACCOUNT.format(2), NO_ACCOUNT.format(3)]),
        (lambda found: [*found, found[0]], [TWICE]),
    ],
    ids=["altered", "exchanged", "no account", "no lines", "twice"],
)
def test_each_altered_line_is_named(table, verified, change, said):
    write(table, change(lines(table)))
    assert verified() == (1, [f"accounts.jsonl, {one}" for one in said])


def test_a_last_line_that_was_cut_off_is_reported(table, verified):
    found = lines(table)
    write(table, [*found[:2], found[2][:50]])
    said = "The last line of accounts.jsonl was cut off while it was written, or altered at its end."
    assert verified() == (1, [f"{said} Put the file back from a copy."])


def test_one_account_under_two_commitments_would_count_as_two_people(table, verified):
    other = accounts.SignInAccount(commitment=accounts._commitment("0" * 64, "third"), salt="0" * 64, account="third")
    json_lines.append(table, [other])
    status, (said,) = verified()
    assert status == 1 and said.startswith("accounts.jsonl, line 4, is of the same account as line 3")

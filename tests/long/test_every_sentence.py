"""Walks over the pages of both examples on many dates, and counts every sentence again from the position."""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from statistics import median

import pytest
from drawing import rows
from screen import open_page, words
from stored_histories import MERROWSHIRE_DATES

from tracker.words import day, half

Position = list[dict]
Recount = Callable[[Position, date], tuple]
DATES = [*MERROWSHIRE_DATES[2::4], date(2026, 10, 31)]
PUBLIC_DATES = [date(2015, 6, 1), date(2024, 3, 1), date(2026, 3, 31), date(2026, 11, 20)]
OPEN = ("Open", "Overdue", "Open, no date set")
DONE = ("Verified complete", "Reported complete, not verified")
N, IS, AGAINST = r"([\d,]+)", "(?:is|are)", r"(?: \([^)]*contradicted[^)]*\))?"


def position(db, as_of: date, agency: str | None = None) -> Position:
    cursor = db.cursor().execute(
        "FROM position_on($as_of) WHERE $agency IS NULL OR agency = $agency", {"as_of": as_of, "agency": agency}
    )
    names = [name for name, *_ in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def n(rows: Iterable[dict], **same: object) -> int:
    return sum(all(row[name] == value for name, value in same.items()) for row in rows)


def open_(position: Position) -> Position:
    return [row for row in position if row["state"] in OPEN]


def accepted(position: Position) -> Position:
    return [row for row in position if row["is_accepted"]]


def done(position: Position) -> Position:
    return [row for row in position if row["state"] in DONE]


def dated(position: Position) -> Position:
    return [row for row in open_(position) if row["due_on"] and row["judged_on"]]


def late(position: Position) -> tuple[int, int]:
    """Late actions by current and by first dates, each compared with the day on which the action is judged."""
    judged = [row for row in open_(position) if row["judged_on"]]
    return tuple(
        sum(bool(row[on] and row[on] < row["judged_on"]) for row in judged) for on in ("due_on", "first_due_on")
    )


def headline(position: Position, as_of: date) -> tuple:
    now, first = late(position)
    return now, first


def status_unknown(position: Position, as_of: date) -> tuple:
    overdue = [row for row in dated(position) if row["due_on"] < row["judged_on"]]
    return sum(row["reported_status"] in ("not reported", "status unreadable") for row in overdue), len(overdue)


def planned(position: Position, as_of: date) -> tuple:
    due = [row for row in accepted(position) if row["first_due_on"] and row["first_due_on"] <= as_of]
    return len(due), n(due, state=DONE[0]), n(due, state=DONE[1])


def squares(position: Position, as_of: date) -> tuple:
    counted = accepted(position)
    return n(counted, state=DONE[0]), len(counted), n(counted, state=DONE[1])


def moves(position: Position, as_of: date) -> tuple:
    moved = [row for row in position if row["times_moved"]]
    ever = sum(row["first_due_on"] is not None for row in position)
    return len(moved), ever, sum(row["times_moved"] for row in moved)


def usual(position: Position, as_of: date) -> tuple:
    return (half(median(row["days_moved"] for row in position if row["times_moved"])),)


def evidence(position: Position, as_of: date) -> tuple:
    held = [row for row in done(position) if row["evidence"] or row["state"] == DONE[0]]
    waiting = [row for row in held if row["state"] == DONE[1]]
    return len(held), len(done(position)), len(done(position)) - len(held), len(waiting)


def behind(position: Position, as_of: date) -> tuple:
    claimed = [row for row in position if row["state"] == DONE[1]]
    return n(claimed, evidence=""), len(claimed), n(position, state=DONE[0])


def unknown(position: Position, as_of: date) -> tuple:
    return len(open_(position)) - len(dated(position)), len(open_(position))


def long_late(position: Position, as_of: date) -> tuple:
    days = [
        (row["judged_on"] - row["first_due_on"]).days
        for row in open_(position)
        if row["judged_on"] and row["first_due_on"] and row["first_due_on"] < row["judged_on"]
    ]
    return sum(days > 180 for days in days), len(days)


def thanks_to_moves(position: Position, as_of: date) -> tuple:
    moved = [row for row in open_(position) if row["times_moved"] and row["due_on"]]
    return sum(row["first_due_on"] < as_of <= row["due_on"] for row in moved), len(moved)


PLANNED = rf"{N} actions? (?:was|were) due by the dates first promised: "
# Each sentence, with the numbers that it must have wherever it occurs.
SENTENCES: dict[str, Recount] = {
    rf"Of {N} accepted actions?, {N} {IS} verified complete{AGAINST}\.": (
        lambda now, as_of: (len(accepted(now)), n(accepted(now), state=DONE[0]))
    ),
    rf"(?:Agencies say|The agency says) (?:another )?{N} {IS} complete, but nobody else has confirmed that\.": (
        lambda now, as_of: (n(accepted(now), state=DONE[1]),)
    ),
    rf"{N} {IS} overdue; {N} would be if no deadline had moved\.": headline,
    rf"{N} of these {N} ha(?:s|ve) no known status, so": status_unknown,
    rf"Of all {N} actions?, {N} {IS} overdue;": lambda now, as_of: (len(now), late(now)[0]),
    rf"Verified complete: {N} of {N} ": lambda now, as_of: (n(accepted(now), state=DONE[0]), len(accepted(now))),
    rf"Overdue: {N} of {N} dated {N} by the dates first promised\.": lambda now, as_of: (
        late(now)[0],
        len(dated(now)),
        late(now)[1],
    ),
    rf"{N} more open with no date\.": lambda now, as_of: (n(open_(now), due_on=None),),
    rf"Deadlines moved: {N} of {N} dated {N} moves? in all": moves,
    r"Median (-?[\d,.]+) days? later\.": usual,
    rf"Evidence held: {N} of {N} ": lambda now, as_of: evidence(now, as_of)[:2],
    rf"{N} reported complete with no evidence named\.": lambda now, as_of: evidence(now, as_of)[2:3],
    rf"{N} waits? for a check\.": lambda now, as_of: evidence(now, as_of)[3:],
    rf"{PLANNED}{N} of these {IS} verified complete{AGAINST}, {N} more": planned,
    rf"{N} of {N} accepted actions? verified complete{AGAINST}; {N} more reported complete, not verified": squares,
    rf"Each square is one action; {N} of them {IS} counted apart": lambda now, as_of: (len(now) - len(accepted(now)),),
    rf"{N} actions? overdue by the current dates, {N} by the dates first promised": lambda now, as_of: late(now),
    rf"{N} of {N} open actions? past the date first promised {IS} more than 180 days late": long_late,
    rf"{N} of {N} open actions? whose dates? moved later would otherwise be overdue": thanks_to_moves,
    rf"{N} of {N} actions? reported complete and not verified ha(?:s|ve) no evidence named": (
        lambda now, as_of: behind(now, as_of)[:2]
    ),
    rf"no evidence named; {N} more {IS} verified": lambda now, as_of: behind(now, as_of)[2:],
    rf"{N} deadlines? moved later\.": lambda now, as_of: moves(now, as_of)[:1],
    rf"ateness cannot be computed for {N} of {N} open actions?": unknown,
}
COMPILED: dict[str, Recount] = {
    rf"hether a stated date passed without completion cannot be said of {N} of {N} items with no completion": unknown,
    rf"{N} {IS} past the stated date with no completion seen, {N} by the dates first stated": (
        lambda now, as_of: late(now)
    ),
    rf"{N} of {N} items? past the date first stated {IS} past it by more than 180 days": long_late,
    rf"{N} of {N} accepted items? verified complete{AGAINST}; {N} more published as done, not verified": squares,
    rf"Each square is one item; {N} of them {IS} counted apart": lambda now, as_of: (len(now) - len(accepted(now)),),
    rf"{N} of {N} items? published as done and not verified ha(?:s|ve) no evidence named": (
        lambda now, as_of: behind(now, as_of)[:2]
    ),
}
PAGES = ("10_overview", "20_what_changed", "30_overdue_and_moved", "40_agencies", "55_evidence")


def agrees(text: str, sentences: dict[str, Recount], now: Position, as_of: date) -> set[str]:
    """The patterns found on a page; the numbers of every one are compared."""
    found = set()
    for pattern, recount in sentences.items():
        for said in {match if isinstance(match, tuple) else (match,) for match in re.findall(pattern, text)}:
            found.add(pattern)
            assert said == tuple(map(plain, recount(now, as_of))), (pattern, as_of)
    return found


def plain(number: object) -> str:
    return f"{number:,}" if isinstance(number, int) else str(number)


def read(monkeypatch: pytest.MonkeyPatch, example, page: str, as_of: date, **query: str) -> str:
    monkeypatch.setenv("TRACKER_BUILT", str(example.built))
    return words(open_page(f"public/{page}.py", as_of=str(as_of), **query))


def test_every_sentence_of_the_invented_example_counts_what_it_says(monkeypatch, merrowshire):
    found = set()
    for as_of in DATES:
        for agency in (None, "Northmere Borough Council", "Saltby Borough Council"):
            query = {"agency": agency} if agency else {}
            now = position(merrowshire.db, as_of, agency)
            for page in PAGES if as_of == DATES[-1] else PAGES[: 1 if agency else 5]:
                text = read(monkeypatch, merrowshire, page, as_of, **query)
                found |= agrees(text, SENTENCES, now, as_of)
    assert set(SENTENCES) - found == {f"ateness cannot be computed for {N} of {N} open actions?"}


def test_every_sentence_of_the_public_record_counts_what_it_says(monkeypatch, public_record):
    found = set()
    for as_of in PUBLIC_DATES:
        now = position(public_record.db, as_of)
        for page in PAGES:
            found |= agrees(read(monkeypatch, public_record, page, as_of), COMPILED, now, as_of)
    assert found == set(COMPILED)


@pytest.mark.parametrize("as_of", DATES, ids=str)
def test_every_row_of_the_actions_has_its_own_dates(monkeypatch, merrowshire, as_of):
    text, now = read(monkeypatch, merrowshire, "60_actions", as_of, part="all"), position(merrowshire.db, as_of)
    overdue = [(as_of - row["due_on"]).days for row in open_(now) if row["due_on"] and row["due_on"] < as_of]
    first = [
        (as_of - row["first_due_on"]).days for row in open_(now) if row["first_due_on"] and row["first_due_on"] < as_of
    ]
    assert sorted(map(int, re.findall(r"(\d+) days? overdue", text))) == sorted(overdue)
    assert sorted(map(int, re.findall(r"(\d+) days? ago", text))) == sorted(first)
    unmoved = [row for row in now if not row["times_moved"] and row["due_on"] == row["first_due_on"]]
    assert text.count("Not moved") == len(unmoved)
    assert text.count("Moved earlier") == sum(
        not row["times_moved"] and row["days_moved"] < 0 for row in now if row["due_on"]
    )


@pytest.mark.parametrize("as_of", PUBLIC_DATES[1:], ids=str)
def test_every_item_of_the_public_record_is_counted_to_its_last_exactly_dated_source(monkeypatch, public_record, as_of):
    text, now = read(monkeypatch, public_record, "60_actions", as_of), position(public_record.db, as_of)
    expected = [
        (row["judged_on"] - row[on]).days
        for row in open_(now)
        for on in ("due_on", "first_due_on")
        if row["judged_on"] and row[on] and row[on] < row["judged_on"]
    ]
    assert sorted(map(int, re.findall(r"(\d+) days? before its last exactly dated source", text))) == sorted(expected)
    assert "days ago" not in text and not re.search(r"\d days? overdue", text)


@pytest.mark.parametrize("as_of", DATES[1::2], ids=str)
def test_the_page_of_an_action_names_whose_words_and_since_when(monkeypatch, merrowshire, as_of):
    said = """
        SELECT f.agency, received_on, reported_status
        FROM row_received r JOIN file_received f USING (file_id) JOIN action_version v USING (version_id)
        WHERE kind = 'action' AND action_id = $action_id AND known_on <= $as_of
        ORDER BY received_on
    """
    for row in position(merrowshire.db, as_of)[::6]:
        text = read(monkeypatch, merrowshire, "60_actions", as_of, ref=row["action_ref"], sender=row["sender"])
        returns = rows(merrowshire.db, said, action_id=row["action_id"], as_of=as_of)
        plan_of, _, status = returns[-1]
        since = returns[-1][1]
        for _, on, before in reversed(returns):
            if before != status:
                break
            since = on
        assert f"In the words of the plan of {plan_of} " in text
        assert f"This status since the return of {day(since)} " in text


@pytest.mark.parametrize("as_of", [MERROWSHIRE_DATES[5] + timedelta(days=n) for n in (0, 15, 40)], ids=str)
def test_each_line_of_the_agencies_adds_up(monkeypatch, merrowshire, as_of):
    text, now = read(monkeypatch, merrowshire, "40_agencies", as_of), position(merrowshire.db, as_of)
    for agency in {row["agency"] for row in now}:
        mine = [row for row in now if row["agency"] == agency]
        (line,) = re.findall(rf"{agency} {N} \d+ {N}(?: \d+ contradicted \S+ \S+ \S+)? {N} {N} {N} {N} \d", text)
        done_ = n(accepted(mine), state=DONE[0]), n(accepted(mine), state=DONE[1])
        assert tuple(map(int, line)) == (len(mine), *done_, *late(mine), n(open_(mine), due_on=None))

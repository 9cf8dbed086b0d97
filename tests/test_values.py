"""Dates and words as people type them are read exactly or reported as unreadable, never guessed."""

from datetime import date, datetime, time

import pytest
from drawing import cell_values
from hypothesis import given
from hypothesis import strategies as st

from loaders.mapping.check_entry import DATE_ORDERS, YEAR_KINDS
from loaders.mapping.dates import read_date, read_date_text
from loaders.reader.cell_text import EARLIEST_YEAR, as_written
from tracker.terms import Precision

DATES_AS_TEXT = """
words                | order       | years     | counted    | precision
20/2/2025            | day first   |           | 2025-02-20 | day         # as most plans have it
18/11/24             | day first   |           | 2024-11-18 | day         # two digits are a year of this century
2026-05-04           | month first |           | 2026-05-04 | day         # year first can mean only one thing
2026-05-04 00:00:00  | day first   |           | 2026-05-04 | day         # a date pasted as text keeps its midnight
31st March 2026      | day first   |           | 2026-03-31 | day
31 Mar. 26           | day first   |           | 2026-03-31 | day
the 1st of May 2026  | month first |           | 2026-05-01 | day         # a month in words needs no order
Tuesday 31 March 2026 | day first  |           | 2026-03-31 | day
March 31, 2026       | day first   |           | 2026-03-31 | day
3.4.2026             | day first   |           | 2026-04-03 | day
3/4/2026             | day first   |           | 2026-04-03 | day         # the same words
3/4/2026             | month first |           | 2026-03-04 | day         # and another date by another order
3/4/2026             | year first  |           |            | unreadable  # a layout that says year first
3/4/2026             |             |           |            | unreadable  # no order is stated, none is guessed
20/2/2025            | month first |           |            | unreadable  # there is no month 20: never turned round
31/6/2026            | day first   |           |            | unreadable  # June has 30 days
29/2/2025            | day first   |           |            | unreadable  # no leap year
29/2/2028            | day first   |           | 2028-02-29 | day
April 2017           | day first   |           | 2017-04-30 | month
Dec 2017             | day first   |           | 2017-12-31 | month
Dec-22               | day first   |           | 2022-12-31 | month       # "mmm/yy (e.g. Dec-22)" stands in a real plan
Dec '22              | day first   |           | 2022-12-31 | month
Dec 22               | day first   |           |            | unreadable  # the 22nd of December, or December 2022?
Sept 2022            | day first   |           | 2022-09-30 | month
Feb 2028             | day first   |           | 2028-02-29 | month       # the last day of a leap year's February
end of March 2026    | day first   |           | 2026-03-31 | month
by April 2012        | day first   |           | 2012-04-30 | month
before April 2026    | day first   |           |            | unreadable  # the last day of April would be too late
Autumn 2024          | day first   |           | 2024-11-30 | season
Winter 2024          | day first   |           |            | unreadable  # winter lies in two years
Q4 2022              | day first   | calendar  | 2022-12-31 | quarter
Q4 2022              | day first   | financial | 2023-03-31 | quarter
Q4 2022              | day first   |           |            | unreadable  # the layout does not say whose year it is
Q3 2023/24           | day first   | calendar  | 2023-12-31 | quarter     # two years make it a financial year
Q4 2025/26           | day first   | financial | 2026-03-31 | quarter
Q1 2025/26           | day first   | financial | 2025-06-30 | quarter     # April to June is Q1
Q1 2025/27           | day first   | financial |            | unreadable  # no year runs from 2025 to 2027
2022 Q4              | day first   | calendar  | 2022-12-31 | quarter
2025/26 H1           | day first   | financial | 2025-09-30 | half year
H2 2025              | day first   | calendar  | 2025-12-31 | half year
H1 (Apr-Sep)         | day first   | financial |            | unreadable  # of which year?
financial year 2012/13 | day first |           | 2013-03-31 | year
2025/26              | day first   | calendar  | 2026-03-31 | year
2025                 | day first   | calendar  | 2025-12-31 | year
2025                 | day first   | financial |            | unreadable  # 2024/25 or 2025/26?
Q4 25/26             | day first   |           | 2026-03-31 | quarter
Q1 26-27             | day first   |           | 2026-06-30 | quarter
25/26 Q2             | day first   |           | 2025-09-30 | quarter
H1 FY 26/27          | day first   |           | 2026-09-30 | half year
FY25/26              | day first   |           | 2026-03-31 | year
25/26                | day first   |           |            | unreadable  # 11/12 may be a month as well
Q4 25/27             | day first   |           |            | unreadable  # no year follows another so
Q4 26                | day first   | financial |            | unreadable
31/Mar/26 12:00 AM   | day first   |           | 2026-03-31 | day  # an export of a list of issues
05-Jan-2026 09:12    | day first   |           | 2026-01-05 | day
Mar 31, 2026, 9:05 AM | day first  |           | 2026-03-31 | day
31/Mar               | day first   |           |            | unreadable
ongoing              | day first   |           |            | no date
TBC                  | day first   |           |            | no date
Monthly              | day first   |           |            | no date
n/a                  | day first   |           |            | no date
-                    | day first   |           |            | no date
to be confirmed.     | day first   |           |            | no date
when the post is filled | day first |          |            | unreadable
1/1/1900             | day first   |           |            | unreadable  # a spreadsheet's zero
31/12/1989           | day first   |           |            | unreadable  # no plan for this work was due so early
1/1/1990             | day first   |           | 1990-01-01 | day
December 1989        | day first   |           |            | unreadable
Autumn 1989          | day first   |           |            | unreadable
Autumn 1990          | day first   |           | 1990-11-30 | season
Spring 2026          | day first   |           | 2026-05-31 | season
Summer 2026          | day first   |           | 2026-08-31 | season
1988/89              | day first   |           |            | unreadable
1989/90              | day first   |           | 1990-03-31 | year
0087/88              | day first   |           |            | unreadable  # not the year 88
Q4 1989              | day first   | calendar  |            | unreadable
H1 1990              | day first   | calendar  | 1990-06-30 | half year
Q3 1990              | day first   | financial | 1990-12-31 | quarter
31/12/2099           | day first   |           |            | unreadable  # typed where a form demands a date
31/12/99             | day first   |           |            | unreadable
30/12/2099           | day first   |           | 2099-12-30 | day
31/12/2999           | day first   |           |            | unreadable
31/12/9999           | day first   |           |            | unreadable
Dec 2099             | day first   |           |            | unreadable
31 March             | day first   |           |            | unreadable  # no year
"""


@pytest.mark.parametrize(("words", "order", "years", "counted", "precision"), cell_values(DATES_AS_TEXT)[1:])
def test_a_date_typed_as_text(words, order, years, counted, precision):
    on = date.fromisoformat(counted) if counted else None
    assert read_date_text(words, order or "", years or "") == (on, precision)


@pytest.mark.parametrize(
    ("value", "number_format", "on", "precision"),
    [
        (datetime(2026, 3, 5), "dd/mm/yyyy", date(2026, 3, 5), Precision.DAY),
        (date(2026, 3, 5), "General", date(2026, 3, 5), Precision.DAY),
        (datetime(2026, 3, 1), "mmm-yy", date(2026, 3, 31), Precision.MONTH),
        (datetime(2026, 3, 1), '[$-809]mmmm yyyy;@"d"', date(2026, 3, 31), Precision.MONTH),  # a d that is only quoted
        (datetime(2026, 3, 1), "yyyy", date(2026, 12, 31), Precision.YEAR),
        (datetime(1900, 1, 1), "dd/mm/yyyy", None, Precision.UNREADABLE),  # zero, shown as a date
        (datetime(1904, 1, 1), "dd/mm/yyyy", None, Precision.UNREADABLE),  # zero, where days are counted from 1904
        (datetime(1989, 12, 31), "yyyy", None, Precision.UNREADABLE),
        (datetime(1990, 1, 1), "dd/mm/yyyy", date(1990, 1, 1), Precision.DAY),
        (time(0, 0), "dd/mm/yyyy", None, Precision.UNREADABLE),
        (46112, "General", None, Precision.UNREADABLE),  # a day number that was never shown as a date
        (None, "General", None, Precision.NO_DATE),
        ("", "General", None, Precision.NO_DATE),
        ("#REF!", "General", None, Precision.UNREADABLE),
    ],
)
def test_a_cell_with_a_date(value, number_format, on, precision):
    assert read_date(value, number_format, "day first", "financial") == (on, precision)


@pytest.mark.parametrize(
    ("value", "number_format", "words"),
    [
        (None, "General", ""),
        ("  two\u00a0words ", "General", "two words"),
        ("one\r\ntwo", "General", "one\ntwo"),
        ("one_x000D_\ntwo", "General", "one\ntwo"),  # how a workbook stores a line end of another system
        (60.1, "General", "60.1"),
        (60.1, "0.00", "60.10"),  # references 60.1 and 60.10 differ by their format alone
        (2, "0.0", "2.0"),
        (7, "000", "007"),
        (7.0, "General", "7"),
        (True, "General", "TRUE"),
        (datetime(2026, 3, 31), "dd/mm/yyyy", "2026-03-31"),
        (datetime(2026, 3, 31, 9, 30), "dd/mm/yyyy hh:mm", "2026-03-31 09:30"),
        (datetime(2026, 3, 1), "mmm-yy", "Mar 2026"),
        (datetime(1990, 1, 1), "mmm-yy", "Jan 1990"),
        (datetime(1989, 12, 1), "mmm-yy", "1989-12-01"),  # more likely a number that is shown as a month
        (time(9, 30), "hh:mm", "09:30"),
    ],
)
def test_words_as_a_person_sees_them(value, number_format, words):
    assert as_written(value, number_format) == words


NEARLY = st.from_regex(r"(by |q|h|fy )?[0-9]{1,4}[ /.-]([0-9]{1,4}|mar|sept)[ /.-]?[0-9]{0,4}", fullmatch=True)


@given(st.text() | NEARLY, st.sampled_from(["", *DATE_ORDERS]), st.sampled_from(["", *YEAR_KINDS]))
def test_any_text_gives_a_date_or_none(text, order, years):
    read = read_date_text(text, order, years)
    assert (read.on is None) == (read.precision in (Precision.NO_DATE, Precision.UNREADABLE))
    assert read.on is None or read.on.year >= EARLIEST_YEAR


DAYS = st.dates(date(EARLIEST_YEAR, 1, 1), date(2089, 12, 31))


@given(DAYS, st.sampled_from("/-. "), st.booleans())
def test_a_day_survives_the_way_through_text(on, between, short):
    year = f"{on:%y}" if short and on.year >= 2000 else f"{on.year}"
    day_first, month_first = between.join([f"{on.day}", f"{on.month}", year]), f"{on.month}/{on.day}/{year}"
    assert read_date_text(day_first, "day first", "") == (on, Precision.DAY)
    assert read_date_text(month_first, "month first", "") == (on, Precision.DAY)
    assert read_date_text(on.isoformat(), "year first", "") == (on, Precision.DAY)
    assert read_date_text(f"{on.day} {on:%B} {year}", "year first", "") == (on, Precision.DAY)

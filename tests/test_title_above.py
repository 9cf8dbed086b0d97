"""The words above the first headings are the title of a section only if they are directly above them."""

from one_plan import PLAN, read
from pytest import mark

LAYOUT = PLAN.replace("[columns]", 'section = "theme"\nheader_row = {row}\n[columns]')
ROWS = """
Ref | Action | Due
A1 | Mend | 2026-01-31
A2 | Paint | 2026-01-31
"""


@mark.parametrize("above", ["Plan of the Harbour Board\nSent in January 2026 | < | <\n|", "Sent in January 2026\n|\n|"])
def test_what_stands_further_up_is_the_title_of_the_workbook(workbook, above):
    (sheet,) = read(workbook(Plan=above + ROWS), LAYOUT.format(row=4))
    assert sheet.rows["theme"].tolist() == ["", ""]
    assert {str(block.reason) for block in sheet.accounts[0].left_out} == {"above the headings"}


def test_directly_above_them_it_is_the_title_of_their_section(workbook):
    (sheet,) = read(
        workbook(Plan="Plan of the Harbour Board\n|\nPart 1: the pier | < | <" + ROWS), LAYOUT.format(row=4)
    )
    assert sheet.rows["theme"].tolist() == ["Part 1: the pier"] * 2

"""What to put right: what each agency must correct in its last file, as a list and as its workbook with notes."""

from itertools import groupby

from pages.parts.here import here
from pages.parts.paging import part, steps
from pages.parts.show import section, show, title
from pages.staff.acts import Act
from pages.staff.problems.handing_back import list_button, table_of, workbook_button
from tracker.html import blocks
from tracker.questions import problems, put_right, returns

FOR = Act.READ

at = here()
rows = problems.rows(at.db, at.as_of, at.agency)
lines = put_right.instructions(rows)

if at.agency:
    show(blocks.trail(blocks.link(at.agency, at.address("agencies")), "What to put right"))
title("What to put right")
if at.agency and not returns.files(at.db, at.as_of, at.agency):
    show(blocks.lead("No file of its own has been received, so nothing could be checked."))
else:
    show(blocks.lead(*put_right.sentence(lines)))
if lines:
    list_button(lines, at)
shown, names = part(len(lines)), returns.names(at.db)
for (agency, path), group in groupby(shown.cut(lines), key=lambda line: (line.agency, line.path)):
    section(agency)
    show(table_of(names.get(path, path), list(group), sum(line.path == path for line in lines)))
    workbook_button(path, [row for row in rows if row.path == path], at)
show(steps(shown))

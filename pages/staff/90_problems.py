"""Problems: what the checks found in the last file of each sender, by agency, with the cell."""

from pages.parts.here import here
from pages.parts.left_out_tables import left_out_of_all
from pages.parts.paging import part, steps
from pages.parts.show import section, show, title
from pages.staff.problem_tables import problem_tables
from tracker.html import blocks
from tracker.questions import left_out, problems

at = here()
groups = problems.grouped(problems.rows(at.db, at.as_of, at.agency))

title("Problems")
show(blocks.lead(*problems.sentence(groups, problems.counts(at.db, at.as_of, at.agency))))
shown = part(len(groups))
for heading, table in problem_tables(groups, shown):
    section(heading)
    show(table)
show(steps(shown))

section("Not read from these files")
show(*left_out_of_all(left_out.rows(at.db, at.as_of, at.agency), left_out.counts(at.db, at.as_of, at.agency)))

"""Problems: what the checks found in each sender's last file, with the cell and the day it was first found."""

from pages.parts.change_tables import corrections_table
from pages.parts.here import here
from pages.parts.left_out_tables import left_out_of_all
from pages.parts.paging import part, steps
from pages.parts.show import section, show, title
from pages.staff.acts import Act
from pages.staff.problems.filters import is_by_rule, of_chosen_age, problem_filter_form
from pages.staff.problems.tables import problem_tables, tables_by_rule
from pages.staff.words_to_explain.work import waiting_words
from tracker.html import blocks
from tracker.questions import cells_left_out, problem_history, problems, returns
from tracker.words import plural

FOR = Act.READ

at = here()
rows = problems.rows(at.db, at.as_of, at.agency)
since = problem_history.open_problems(at.db, at.as_of)
names = returns.names(at.db)
gone = problem_history.resolved_problems(at.db, at.as_of, at.agency)

can_answer = at.is_latest and "words-to-explain" in at.pages
words = len(waiting_words(at.db, at.as_of, at.agency).words) if can_answer else 0

title("Problems")
show(blocks.lead(*problems.sentence(problems.group_problems(rows), problems.counts(at.db, at.as_of, at.agency))))
show(blocks.lead("", problem_history.sentence(rows, since)))
if words:
    show(blocks.trail(blocks.link(f"{plural(words, 'word')} to explain on screen", at.address("words-to-explain"))))
show(problem_filter_form())
groups = problems.group_problems(of_chosen_age(rows, since))
shown = part(len(groups))
for heading, table in (tables_by_rule if is_by_rule() else problem_tables)(groups, shown, names, since):
    section(heading)
    show(table)
if rows and not groups:
    show(blocks.lead("", "None of the problems is of this kind."))
show(steps(shown))

section("Gone since the file before")
show(corrections_table(gone) if gone else blocks.lead("", "The last files still have every problem of those before."))

section("Not read from these files")
where = (at.db, at.as_of, at.agency)
show(*left_out_of_all(cells_left_out.rows(*where), cells_left_out.counts(*where), names))

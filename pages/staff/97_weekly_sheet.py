"""Weekly sheet: this week against last week on one page, and a chasing note to copy for each agency."""

from pages.parts.here import here
from pages.parts.show import section, show, title
from pages.staff.acts import Act
from pages.staff.weekly_sheet.parts import downloads, notes, sheet, week_of
from tracker.reports.weekly.sheet import weekly_sheet

FOR = Act.READ

at = here()
title("Weekly sheet")
meeting = week_of(at)
sheet(weekly_sheet(meeting))
downloads(meeting, at)
section("Chasing notes")
show(*notes(meeting))

"""Recommendations: all of them with how far each has got, or the words, responses and actions of the chosen one."""

from pages.parts.empty import no_recommendations
from pages.parts.here import address_word, here
from pages.parts.paging import part, steps
from pages.parts.show import say, show, title
from pages.public.recommendation_parts import one_recommendation, recommendation_table
from tracker.questions import recommendations

at = here()
ref = address_word("ref")
rows = recommendations.rows(at.db, at.as_of, review=at.review, agency=None if ref else at.agency, ref=ref or None)

if ref and len(rows) == 1:
    one_recommendation(rows[0], at)
else:
    title("Recommendations")
    if ref:
        several = f"More than one review has a recommendation “{ref}”. Choose one."
        say(several if len(rows) else f"We do not have a recommendation “{ref}” on this date. Showing all of them.")
        rows = rows if len(rows) else recommendations.rows(at.db, at.as_of, **at.filters)
    shown = part(len(rows))
    show(recommendation_table(rows, shown, at) if rows else no_recommendations(at), steps(shown))

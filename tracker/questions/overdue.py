"""How many actions are overdue, by the current dates and by the dates first promised?"""

from tracker.measure import Measure
from tracker.questions.lateness import Lateness
from tracker.words import plural


def sentence(count: dict[Measure, int]) -> str:
    """Both clocks in one sentence, then how many deadlines moved and how many open actions have no date."""
    late = Lateness.from_counts(count)
    sentences = [
        late.sentence(
            f"{plural(late.overdue, 'action')} overdue by the current dates, "
            f"{late.overdue_by_first_date} by the dates first promised."
        )
    ]
    if count[Measure.MOVED]:
        sentences.append(f"{plural(count[Measure.MOVED], 'deadline')} moved later.")
    if late.is_computed and late.no_date:
        has, it = ("has", "it") if late.no_date == 1 else ("have", "they")
        sentences.append(f"{plural(late.no_date, 'open action')} {has} no date, so {it} cannot show as overdue.")
    return " ".join(sentences)

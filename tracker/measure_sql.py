"""The measures as statements ask for them: each is one bit of a whole number."""

from tracker.measure import Measure

# What a condition names that follows from the day itself; all else stays the same over a span of days.
OF_THE_DAY = ("is_overdue", "judged_on", "is_due_soon")
BITS = {measure: 1 << n for n, measure in enumerate(Measure)}


def bits_in_sql(of_the_day: bool) -> str:
    """A whole number with a bit for each measure that counts the row, of those that follow from the day, or the others.

    To plan a condition takes the database longer than to work it out, so each is asked once, for all who count.
    """
    chosen = [one for one in Measure if of_the_day == any(word in one.condition for word in OF_THE_DAY)]
    return " + ".join(f"if({measure.condition}, {BITS[measure]}, 0)" for measure in chosen)


def ask_for_texts() -> bool:
    """Whether a measure asks for a text of the plan, which is then looked up for every row."""
    return any("texts[" in measure.condition for measure in Measure)


def columns_in_sql() -> str:
    """Two columns beside `bits`, both by measure: `counts_as`, true or false, and `measures`, the words."""
    counts = ", ".join(f"{measure.name.lower()}: bits & {bit} <> 0" for measure, bit in BITS.items())
    words = ", ".join(f"'{measure}'" for measure in Measure)
    return f"{{{counts}}} AS counts_as, list_filter([{words}], lambda word, n: bits >> (n - 1) & 1 = 1) AS measures"


def counted(bits: int) -> list[Measure]:
    """The measures of a number of bits."""
    return [measure for measure, bit in BITS.items() if bits & bit]

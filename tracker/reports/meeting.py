"""What a committee's meeting looks at: the position on a day, and the earlier one it is compared with."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby

import duckdb

from tracker.html import links
from tracker.measure import Measure
from tracker.questions import actions, agencies, changes, claims, freshness, measures, recommendations, resolutions
from tracker.questions.actions import Action
from tracker.questions.changes import Difference
from tracker.questions.recommendations import MissingResponse
from tracker.questions.resolutions import NamedAction, ResolutionEntry
from tracker.site import PaperColumn
from tracker.terms import Change

COMMITTEE = "Scrutiny committee"


@dataclass(frozen=True)
class Meeting:
    """A position `as_of` a day and one `since` an earlier day, for one review and agency, or for all if None.

    Links lead to `origin`: https://example.org, "" on the site itself, None for a paper without links. `columns` are
    those of the table of every action, () for the usual ones.
    """

    db: duckdb.DuckDBPyConnection
    as_of: date
    since: date
    review: str | None = None
    agency: str | None = None
    committee: str = COMMITTEE
    meets_on: date | None = None
    origin: str | None = None
    columns: Sequence[PaperColumn] = ()

    def address(self, page: str, **query: object) -> str:
        """The address of a page of the site on the day of the position, "" for a paper without links."""
        return "" if self.origin is None else self.origin + links.address(page, **{"as_of": self.as_of, **query})

    def record(self, row: Action | Difference) -> str:
        """The address of an action's page, or of the action or recommendation that changed."""
        if row.action_ref is not None:
            return self.address("actions", ref=row.action_ref, sender=row.sender)
        return self.address("recommendations", review=row.review, ref=row.recommendation_ref)

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """Every action on the day."""
        return actions.rows(self.db, self.as_of, review=self.review, agency=self.agency)

    @cached_property
    def count(self) -> dict[Measure, int]:
        """How many actions each measure counts on the day."""
        return measures.counts(self.db, self.as_of, review=self.review, agency=self.agency)

    @cached_property
    def changes(self) -> tuple[Difference, ...]:
        """What changed between the two days, the most serious first."""
        return changes.rows(self.db, self.since, self.as_of, review=self.review, agency=self.agency)

    @cached_property
    def recommendations(self) -> tuple[recommendations.Recommendation, ...]:
        """Every recommendation, those with something missing first."""
        return recommendations.rows(self.db, self.as_of, review=self.review, agency=self.agency)

    @cached_property
    def recommendation_words(self) -> dict[tuple[str, str], str]:
        """The words of each recommendation, by its review and number."""
        return {(row.review, row.recommendation_ref): row.recommendation for row in self.recommendations}

    @cached_property
    def missing_responses(self) -> tuple[MissingResponse, ...]:
        """Each recommendation that a body has not answered by the day its answer was due, the longest due first."""
        return recommendations.missing_responses(self.db, self.as_of, review=self.review, agency=self.agency)

    @cached_property
    def claims(self) -> tuple[claims.Claim, ...]:
        """Every claim of completion that is not verified, the longest wait for a check first."""
        return claims.rows(self.db, self.as_of, review=self.review, agency=self.agency)

    @cached_property
    def returns(self) -> tuple[freshness.Agency, ...]:
        """Each body that has to report or to send a plan: those that owe a plan first, then the longest silent."""
        return freshness.rows(self.db, self.as_of, review=self.review, agency=self.agency)

    @cached_property
    def agencies(self) -> tuple[agencies.Agency, ...]:
        """Each agency: those that owe a plan first, then most overdue by the dates first promised."""
        return agencies.rows(self.db, self.as_of, review=self.review, agency=self.agency)

    @cached_property
    def last_met(self) -> date | None:
        """The day of the committee's last meeting before this position, None if no log mentions one."""
        return resolutions.last_meeting(self.db, self.as_of, self.review)

    @cached_property
    def resolutions(self) -> tuple[ResolutionEntry, ...]:
        """What the committee asked and resolved at its last meeting."""
        return () if self.last_met is None else self._resolutions(self.last_met)

    @cached_property
    def unanswered_questions(self) -> tuple[ResolutionEntry, ...]:
        """The questions of earlier meetings to which the log has no answer."""
        return tuple(
            row
            for row in self._resolutions(None)
            if row.is_unanswered and self.last_met and row.meeting_on and row.meeting_on < self.last_met
        )

    def _resolutions(self, met: date | None) -> tuple[ResolutionEntry, ...]:
        return resolutions.rows(self.db, self.as_of, review=self.review, agency=self.agency, meeting=met)

    @cached_property
    def changes_since_met(self) -> tuple[Difference, ...]:
        """What changed since the committee's last meeting, the most serious first."""
        if self.last_met in (None, self.since):
            return self.changes
        return changes.rows(self.db, self.last_met, self.as_of, review=self.review, agency=self.agency)

    @cached_property
    def named_actions(self) -> dict[tuple[int, str], NamedAction]:
        """The actions that resolutions name, by the number of the resolution and the reference as written."""
        return resolutions.named_actions(self.db, self.as_of)

    @cached_property
    def _by_id(self) -> dict[int, Action]:
        return {action.action_id: action for action in self.actions}

    def actions_of(self, row: ResolutionEntry) -> list[Action]:
        """The actions that a resolution names, if the meeting looks at them."""
        found = (self.named_actions.get((row.resolution_id, ref)) for ref in row.action_refs)
        return [self._by_id[one.action_id] for one in found if one and one.action_id in self._by_id]

    @cached_property
    def _by_ref(self) -> dict[tuple[str | None, str | None], Action]:
        return {(action.sender, action.action_ref): action for action in self.actions}

    def counted_by(self, measure: Measure) -> list[Action]:
        """The actions on the day that a measure counts."""
        return [action for action in self.actions if measure in action.measures]

    def with_changes(self, *kinds: Change) -> Iterator[tuple[Action, list[Difference]]]:
        """Yields each action of a plan with its changes of these kinds; compiled records are left out."""
        found = [row for row in self.changes if row.change in kinds and row.action_ref is not None]
        found.sort(key=lambda row: (row.agency, row.action_ref or "", row.sender or ""))
        for ref, rows in groupby(found, key=lambda row: (row.sender, row.action_ref)):
            if not self._by_ref[ref].is_compiled:
                yield self._by_ref[ref], list(rows)

    def action(self, sender: str | None, ref: str) -> Action | None:
        """The sender's action with a reference; None if the meeting looks at no such action."""
        return self._by_ref.get((sender, ref))

    def before(self, days: int, measure: Measure) -> frozenset[int]:
        """The `action_id` of each action that a measure counted `days` days before the day of the position."""
        on = self.as_of - timedelta(days=days)
        rows = actions.rows(self.db, on, review=self.review, agency=self.agency, measure=measure)
        return frozenset(action.action_id for action in rows)


def by_agency(rows: Iterable[Action]) -> Iterator[tuple[str, list[Action]]]:
    """Yields each agency with its actions, those with the most actions first."""
    ordered = sorted(rows, key=lambda action: action.agency)
    groups = [(agency, list(group)) for agency, group in groupby(ordered, key=lambda action: action.agency)]
    yield from sorted(groups, key=lambda group: -len(group[1]))

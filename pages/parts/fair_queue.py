"""The queue in which every answer from the database waits for its turn: whoever read longest before comes first."""

import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition

# A place in the queue is counted in answers, not in seconds: on a slow machine a flood waits longer, so that otherwise
# it would get ahead of a reader. A flood of 40 that asks again at once waits for 40 answers each time, so somebody who
# read for two seconds comes before all of it, but after everybody who has waited for 150 answers.
WORTH = 50  # answers for a second of reading
MOST_READ = 3  # seconds that count
REMEMBERED = 60  # seconds after an answer for which its visitor is no newcomer
NEWCOMER_READ = 1  # seconds that a newcomer is taken to have read


class NoTurn(RuntimeError):
    """The answer will not be given."""


class Full(NoTurn):
    """As many answers wait as are allowed, and this one would come last."""


class Overtaken(NoTurn):
    """The same visitor asked for something newer, so nobody wants this answer any more."""


@dataclass(eq=False)
class Ticket:
    """A waiting answer. `place` is how many answers were given before, less what reading is worth; the lowest is next.

    `has_read` says that the visitor read for at least a second before asking. One who did not is answered only while no
    reader is being answered, and only if that leaves a turn free.
    """

    visitor: Hashable
    kind: str
    place: float
    has_read: bool
    refused: type[NoTurn] | None = None


class FairQueue:
    """Gives `at_once` turns at a time, one to each visitor, while at most `most` wait. `clock` returns seconds.

    If there are two turns or more, one is kept for visitors who have read. Otherwise even the first in the queue would
    wait until the flood's answers in the making are done. While a reader is being answered, no answer to a flood
    begins: all answers share the same processor, so each would take twice as long. Somebody who has waited for as many
    answers as reading can be worth is answered all the same.
    """

    def __init__(self, at_once: int, most: int, clock: Callable[[], float] = time.monotonic):
        self._at_once, self._most, self._clock = at_once, most, clock
        self._changed = Condition()
        self._waiting: dict[Hashable, Ticket] = {}  # by visitor and kind of answer
        self._answered: dict[Hashable, Ticket] = {}
        self._given = 0  # answers so far
        self._ended: dict[Hashable, float] = {}  # when each visitor's last answer was given, the earliest first

    @contextmanager
    def turn(self, visitor: Hashable, kind: str) -> Iterator[None]:
        """Waits until it is the visitor's turn, which lasts as long as the block.

        For one visitor and kind of answer only the newest waits, in the place of the one before. Raises Full or
        Overtaken, at once or while it waits.
        """
        with self._changed:
            self._wait(self._ticket(visitor, kind))
        try:
            yield
        finally:
            with self._changed:
                self._end(visitor)

    def _ticket(self, visitor: Hashable, kind: str) -> Ticket:
        if before := self._waiting.get((visitor, kind)):
            self._refuse(before, Overtaken)
            ticket = Ticket(visitor, kind, before.place, before.has_read)
        else:
            read = self._read(visitor, self._clock())
            ticket = Ticket(visitor, kind, self._given - WORTH * read, read >= NEWCOMER_READ)
        self._waiting[visitor, kind] = ticket
        if len(self._waiting) > self._most:
            self._refuse(max(reversed(self._waiting.values()), key=_place), Full)  # among equals the last
        return ticket

    def _refuse(self, ticket: Ticket, why: type[NoTurn]) -> None:
        del self._waiting[ticket.visitor, ticket.kind]
        ticket.refused = why
        self._changed.notify_all()

    def _wait(self, ticket: Ticket) -> None:
        self._changed.wait_for(lambda: ticket.refused or self._is_next(ticket))
        if ticket.refused:
            raise ticket.refused
        del self._waiting[ticket.visitor, ticket.kind]
        self._answered[ticket.visitor] = ticket
        self._changed.notify_all()

    def _is_next(self, ticket: Ticket) -> bool:
        others = [one for one in self._waiting.values() if one.visitor not in self._answered and self._may_go(one)]
        return len(self._answered) < self._at_once and ticket is min(others, key=_place, default=None)

    def _may_go(self, ticket: Ticket) -> bool:
        hasty = sum(not one.has_read for one in self._answered.values())
        leaves_a_turn = hasty < max(1, self._at_once - 1)
        has_waited = self._given - ticket.place >= WORTH * MOST_READ
        return ticket.has_read or (leaves_a_turn and (has_waited or hasty == len(self._answered)))

    def _read(self, visitor: Hashable, now: float) -> float:
        """How many seconds a visitor has read the last answer; 0 while waiting for something else."""
        if visitor in self._answered or any(one.visitor == visitor for one in self._waiting.values()):
            return 0
        return min(now - self._ended[visitor], MOST_READ) if visitor in self._ended else NEWCOMER_READ

    def _end(self, visitor: Hashable) -> None:
        now = self._clock()
        self._given += 1
        self._answered.pop(visitor, None)
        self._ended.pop(visitor, None)
        self._ended[visitor] = now
        while now - (first := next(iter(self._ended.items())))[1] > REMEMBERED:
            del self._ended[first[0]]
        self._changed.notify_all()


def _place(ticket: Ticket) -> float:
    return ticket.place

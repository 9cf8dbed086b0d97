"""What the page Verify does: runs the command's verification in the background, and remembers what it found."""

from functools import partial
from typing import NamedTuple

from loaders.publishing import publication
from loaders.publishing.verification import Comparison, VerificationResult, verify_folder
from loaders.received.places import default_public
from pages.staff.jobs import Job, Jobs
from pages.staff.load import work as load_work
from tracker import store

RECEIVED, REBUILT, PUBLISHED = "received", "rebuilt", "published"


class Outcome(NamedTuple):
    """What a verification found; `why_not` says why nothing could be verified, and is "" otherwise."""

    result: VerificationResult = VerificationResult((), "")
    why_not: str = ""


RUNS: Jobs[Outcome] = Jobs(10)


def is_published() -> bool:
    """Whether there is a publication to verify."""
    return bool(publication.folders(default_public()))


def begin(kind: str, seen: Job[Outcome] | None) -> None:
    """Begins a verification of a kind unless somebody has begun one since the run that was `seen`."""
    RUNS.begin_after(kind, partial(_run, kind), seen)


def last(kind: str) -> Job[Outcome] | None:
    """The last verification of a kind since the program started, None if there was none."""
    return RUNS.of(kind)


def _run(kind: str) -> Outcome:
    """Verifies; raises nothing, since nobody may be there to see it: an error becomes the outcome's `why_not`."""
    folder = default_public() if kind == PUBLISHED else load_work.received()
    against = Comparison(store.build_folder(), load_work.LAYOUTS, rebuild=kind == REBUILT)
    try:
        return Outcome(verify_folder(folder, against))
    except Exception as error:
        return Outcome(why_not=load_work.error_words(error))

"""What the page Publish does: makes a publication to look at, publishes, and goes back to an earlier one."""

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from loaders.mapping.layout_files import layouts_sha256
from loaders.publishing import publication
from loaders.publishing.build_publication import OnStep, PublicationRefused
from loaders.publishing.difference import PublicationDifference
from loaders.publishing.public_database import NotBuilt
from loaders.publishing.publish import PublishResult, go_back, publish, try_publication
from loaders.publishing.release.decisions import DECISIONS
from loaders.publishing.release.release_log import RELEASES
from loaders.received.actor import Actor
from loaders.received.places import default_public, settings_of
from pages.staff.jobs import Job, Jobs
from pages.staff.load import work as load_work
from tracker import site, store
from tracker.findings import NotReadable
from tracker.plain_errors import of_database

TO_INSTALL = (
    "Install what publishing needs: "
    "python -m pip install --require-hashes --only-binary :all: -r requirements/publish.txt."
)


class Outcome(NamedTuple):
    """The result of a look or a publication; `why_not` says why it failed, and is "" otherwise."""

    why_not: str = ""
    difference: PublicationDifference | None = None
    published: PublishResult | None = None


class Work(NamedTuple):
    """A look or a publication in the background, and the steps that have held so far."""

    job: Job[Outcome]
    steps_done: list[str]


JOBS: Jobs[Outcome] = Jobs(20)  # one at a time: each needs the folder of the public instance to itself
_steps_done: dict[tuple[str, str], list[str]] = {}  # by the key of a job, the job asked for last at the end


def state() -> str:
    """A fingerprint of what a publication is made from and goes to; once it changes, an earlier look is out of date."""
    received, built = load_work.received(), store.build_folder()
    files = [
        received / DECISIONS,
        received / RELEASES,
        settings_of(received),
        default_public() / publication.BUILT / store.CURRENT,
    ]
    parts = [store.current(built).name, layouts_sha256(load_work.layouts()), str(default_public())]
    parts += [hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "" for file in files]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def last() -> publication.Manifest | None:
    """The manifest of the publication that is shown, None if there is none yet. Raises NotReadable."""
    folders = publication.folders(default_public())
    return publication.read(folders[0]) if folders else None


def just_published() -> PublishResult | None:
    """The result of the last publication made since the program started, if it is the one shown."""
    done = [job.result.published for job in JOBS.done() if job.result.published]
    return done[-1] if done and done[-1].manifest == last() else None


def can_go_back() -> bool:
    """Whether there is a publication before the one shown."""
    return len(publication.folders(default_public())) > 1


def look_under(state_key: str) -> Work | None:
    """The look at the publication of a state, None if nobody has asked for one."""
    return _under("look", state_key)


def publication_under(state_key: str) -> Work | None:
    """The work of publishing a state, None if nobody has asked for it."""
    return _under("publish", state_key)


def publication_under_way() -> Work | None:
    """The work of publishing that waits or runs, whatever has changed since it was asked for; None if there is none."""
    works = [_under(kind, key) for kind, key in [*_steps_done] if kind == "publish"]
    return next((work for work in works if work and not work.job.is_done), None)


def why_not_published() -> str:
    """Why nothing was published, if a publication that failed was the last thing asked for; else ""."""
    kind, key = next(reversed(_steps_done), ("", ""))
    work = _under(kind, key) if kind == "publish" else None
    return work.job.result.why_not if work and work.job.is_done else ""


def is_out_of_date() -> bool:
    """Whether somebody looked last, and what they looked at has changed since."""
    kind, key = next(reversed(_steps_done), ("", ""))
    return kind == "look" and key != state()


def _under(kind: str, state_key: str) -> Work | None:
    job = JOBS.of((kind, state_key))
    return Work(job, _steps_done.get((kind, state_key), [])) if job else None


def begin_look(state_key: str) -> None:
    """Begins to look, unless a look is under way or succeeded."""
    _begin("look", state_key, _look)


def begin_publication(state_key: str, by: Actor) -> None:
    """Begins to publish, unless that is under way or succeeded."""
    _begin("publish", state_key, partial(_publish, by, state_key))


def _begin(kind: str, state_key: str, work: Callable[[OnStep], Outcome]) -> None:
    before, passed = JOBS.of((kind, state_key)), list[str]()
    job = partial(_outcome, work, passed.append)
    if before and before.is_done and before.result.why_not:
        begun = JOBS.begin_anew((kind, state_key), job)
    else:
        begun = JOBS.begin((kind, state_key), job)
    if begun is not before:
        _steps_done.pop((kind, state_key), None)
        _steps_done[kind, state_key] = passed


def _look(on_step: OnStep) -> Outcome:
    return Outcome(difference=try_publication(*_folders(), load_work.LAYOUTS, on_step=on_step))


def _publish(by: Actor, state_key: str, on_step: OnStep) -> Outcome:
    """Publishes, unless things have changed since the look: a load may have ended while this waited for its turn."""
    if state() != state_key:
        return Outcome("What it is made from, or what is published, has changed since you looked. Look at it anew.")
    return Outcome(published=publish(*_folders(), load_work.LAYOUTS, by=by, on_step=on_step))


def _folders() -> tuple[Path, Path, Path]:
    return load_work.received(), store.build_folder(), default_public()


def _outcome(work: Callable[[OnStep], Outcome], on_step: OnStep) -> Outcome:
    """Does the work; raises nothing, since nobody may be there to see it: an error becomes the outcome's `why_not`."""
    try:
        return work(on_step)
    except (PublicationRefused, NotReadable, NotBuilt, store.NoDatabase, site.NotUsable) as error:
        return Outcome(str(error))
    except ModuleNotFoundError as error:
        return Outcome(f"The package {error.name} is not installed here. {TO_INSTALL}")
    except store.DiskError as error:
        return Outcome(f"A database could not be written ({of_database(str(error))}).")
    except Exception as error:
        return Outcome(load_work.error_words(error))


def back(shown: str) -> publication.Manifest | None:
    """Goes back a publication and returns its manifest; None if the one shown is no longer `shown`."""
    now = last()
    if now is None or now.database != shown:
        return None
    return go_back(default_public())

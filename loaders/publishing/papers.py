"""Writes the committee's paper as files that go out with a publication."""

from contextlib import closing
from pathlib import Path

from tracker import exports, store
from tracker.questions import choices, resolutions
from tracker.reports.committee import committee_paper
from tracker.reports.files import formats
from tracker.reports.meeting import Meeting
from tracker.site import Site

NAME = "committee-report"


def write(database: Path, into: Path, settings: Site) -> list[Path]:
    """Writes the paper of all reviews as at the day of the last file, in every format, and returns the files' paths.

    It compares with the last meeting on record, or else with thirty days before, and asks what the rules ask. Its links
    lead to the site's own address if the settings name one. Raises NoDatabase if the database holds no file.
    """
    with closing(store.open_file(database)) as db:
        meeting = _meeting(db, database, settings)
        paper, is_illustrative = committee_paper(meeting), choices.is_illustrative(db)
    into.mkdir(parents=True)
    written = []
    for one in formats():
        path = into / exports.file_name(NAME, meeting.as_of, is_illustrative, one.ending)
        path.write_bytes(one.write(paper, None))
        written.append(path)
    return written


def _meeting(db: store.Connection, database: Path, settings: Site) -> Meeting:
    as_of = choices.last_known(db)
    if as_of is None:
        raise store.NoDatabase(f"The database {database.name} holds no file, so there is no paper to write.")
    return Meeting(
        db,
        as_of,
        resolutions.last_meeting(db, as_of, None) or choices.usual_since(db, as_of),
        origin=settings.web.address or None,
        columns=settings.committee_report.columns,
    )

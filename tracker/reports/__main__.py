"""Writes papers without a screen: python -m tracker.reports committee --since … --as-of … --out FOLDER."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tracker import exports, store
from tracker.html import links
from tracker.questions import choices, resolutions
from tracker.reports.committee import committee_paper
from tracker.reports.files import formats
from tracker.reports.meeting import COMMITTEE, Meeting

NAME = "committee-report"
DAY = "such as 2026-03-31"
LAST_MEETING = "last-meeting"


class NotPossible(RuntimeError):
    """What was asked for cannot be written; the message says why and what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command that the first word names; 0 when everything was written, 2 with one sentence when not."""
    chosen = _parser().parse_args(arguments)
    try:
        for path in chosen.run(chosen):
            print(path)
    except (NotPossible, store.NoDatabase, OSError, RuntimeError) as error:
        print(f"Nothing was written. {error}", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tracker.reports", description=__doc__)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    committee = commands.add_parser("committee", help="the paper for a committee's meeting, as Word, PDF and HTML")
    committee.set_defaults(run=_committee)
    committee.add_argument(
        "--since", default=LAST_MEETING, type=_day_or_meeting,
        help=f"the last meeting, {DAY}; default: {LAST_MEETING}, by the committee's log",
    )  # fmt: skip
    committee.add_argument("--as-of", required=True, type=date.fromisoformat, help=f"the day of the position, {DAY}")
    committee.add_argument("--out", required=True, type=Path, help="the folder for the files")
    committee.add_argument("--review", help="one review by its name; default: all")
    committee.add_argument("--agency", help="one body by its name; default: all")
    committee.add_argument("--committee", default=COMMITTEE, help=f"its name; default: {COMMITTEE}")
    committee.add_argument("--meets-on", type=date.fromisoformat, help=f"the day of the meeting, {DAY}")
    committee.add_argument("--address", help="of the site to which links lead, https://…; default: no links")
    committee.add_argument("--template", type=Path, help="a .docx whose styles the Word paper takes; default: ours")
    committee.add_argument("--built", type=Path, help="the folder of the database; default: data/built")
    template = commands.add_parser("template", help="our styles of the Word paper, from which a house style may begin")
    template.set_defaults(run=_template)
    template.add_argument("--out", required=True, type=Path, help="the .docx to write")
    return parser


def _committee(chosen: argparse.Namespace) -> list[Path]:
    """Writes every format into the folder, all of them or none."""
    meeting = _meeting(chosen)
    paper, made = committee_paper(meeting), {}
    for one in formats():
        name = exports.file_name(NAME, meeting.as_of, choices.is_illustrative(meeting.db), one.ending)
        made[chosen.out / name] = one.write(paper, chosen.template)
    chosen.out.mkdir(parents=True, exist_ok=True)
    for path, content in made.items():
        path.write_bytes(content)
    return list(made)


def _meeting(chosen: argparse.Namespace) -> Meeting:
    db = store.connect(store.current(chosen.built))
    _known("review", chosen.review, choices.reviews(db))
    _known("agency", chosen.agency, choices.agencies(db))
    since = _last_meeting(db, chosen) if chosen.since == LAST_MEETING else chosen.since
    if since > chosen.as_of:
        raise NotPossible(f"The day to compare with, {since}, is after the day of the position, {chosen.as_of}.")
    return Meeting(
        db, chosen.as_of, since, chosen.review, chosen.agency,
        " ".join(chosen.committee.split()) or COMMITTEE, chosen.meets_on, _origin(chosen.address),
    )  # fmt: skip


def _day_or_meeting(words: str) -> date | str:
    return words if words == LAST_MEETING else date.fromisoformat(words)


def _last_meeting(db: store.Connection, chosen: argparse.Namespace) -> date:
    met = resolutions.last_meeting(db, chosen.as_of, chosen.review)
    if met is None:
        raise NotPossible(f"No log tells of a meeting before {chosen.as_of}. Give the day of the last one: --since.")
    return met


def _known(what: str, name: str | None, names: Sequence[str]) -> None:
    if name is not None and name not in names:
        raise NotPossible(f"There is no {what} called “{name}”, only {', '.join(names)}.")


def _origin(address: str | None) -> str | None:
    if address is None:
        return None
    if not (address.startswith("https://") and links.is_safe(address)):
        raise NotPossible(f"The address “{address}” does not begin with https:// or holds signs that no address may.")
    return address.rstrip("/")


def _template(chosen: argparse.Namespace) -> list[Path]:
    from tracker.reports.documents.word_styles import our_template  # its package may not be there

    chosen.out.write_bytes(our_template())
    return [chosen.out]


if __name__ == "__main__":
    sys.exit(main())

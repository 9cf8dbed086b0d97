"""Writes papers without a screen: python -m tracker.reports committee --since … --as-of … --out FOLDER."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from tracker import exports, store
from tracker.html import links
from tracker.plain_errors import no_such_command, of_system
from tracker.questions import choices, resolutions
from tracker.reports.committee import committee_paper
from tracker.reports.files import formats
from tracker.reports.meeting import COMMITTEE, Meeting
from tracker.reports.paper import Paper
from tracker.site import NotUsable, site
from tracker.typed_day import day_argument

HELP = ("-h", "--help")
NAME, WEEKLY = "committee-report", "weekly-sheet"
WEEK = timedelta(days=7)
DAY = "such as 2026-03-31"
LAST_MEETING = "last-meeting"


class NotPossible(RuntimeError):
    """What was asked for cannot be written; the message says why and what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command that the first word names; returns 0 if everything was written, else 2, after saying why."""
    words = sys.argv[1:] if arguments is None else [*arguments]
    parser, commands = _parser()
    if not words or (words[0] not in commands and words[0] not in HELP):
        return _nothing(no_such_command(words[0] if words else "", commands))
    try:
        chosen = parser.parse_args(words)
        for path in chosen.run(chosen):
            print(path)
    except OSError as error:
        return _nothing(f"Nothing was written. {of_system(error)}")
    except (NotPossible, store.NoDatabase, NotUsable, RuntimeError) as error:
        return _nothing(f"Nothing was written. {error}")
    return 0


def _nothing(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


def _parser() -> tuple[argparse.ArgumentParser, list[str]]:
    """The parser, and the names of its commands."""
    parser = argparse.ArgumentParser(prog="python -m tracker.reports", description=__doc__)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    committee = commands.add_parser("committee", help="the paper for a committee's meeting, in every format")
    _add_choices(committee)
    committee.set_defaults(run=_committee)
    committee.add_argument(
        "--since", default=LAST_MEETING, type=_day_or_meeting,
        help=f"the last meeting, {DAY}; default: {LAST_MEETING}, by the committee's log",
    )  # fmt: skip
    committee.add_argument("--committee", default=COMMITTEE, help=f"its name; default: {COMMITTEE}")
    committee.add_argument("--meets-on", type=day_argument, help=f"the day of the meeting, {DAY}")
    weekly = commands.add_parser("weekly", help="the weekly sheet in every format, and the chasing notes as text")
    _add_choices(weekly)
    weekly.set_defaults(run=_weekly, committee=COMMITTEE, meets_on=None)
    weekly.add_argument("--since", type=day_argument, help="the day to compare with; default: a week before")
    template = commands.add_parser("template", help="our styles of the Word paper, from which a house style may begin")
    template.set_defaults(run=_template)
    template.add_argument("--out", required=True, type=Path, help="the .docx to write")
    return parser, [*commands.choices]


def _add_choices(command: argparse.ArgumentParser) -> None:
    """Adds the arguments that every paper takes."""
    command.add_argument("--as-of", required=True, type=day_argument, help=f"the day of the position, {DAY}")
    command.add_argument("--out", required=True, type=Path, help="the folder for the files")
    command.add_argument("--review", help="one review by its name; default: all")
    command.add_argument("--agency", help="one body by its name; default: all")
    command.add_argument("--address", help="of the site to which links lead, https://…; default: no links")
    command.add_argument("--template", type=Path, help="a .docx whose styles the Word paper takes; default: ours")
    command.add_argument("--built", type=Path, help="the folder of the database; default: data/built")


def _committee(chosen: argparse.Namespace) -> list[Path]:
    meeting = _meeting(chosen)
    return _write(chosen, _files(NAME, committee_paper(meeting), meeting, chosen.template))


def _weekly(chosen: argparse.Namespace) -> list[Path]:
    from tracker.reports.weekly.chasing import chasing_notes  # not at the top: the public copy has neither
    from tracker.reports.weekly.sheet import weekly_sheet

    chosen.since = chosen.since or chosen.as_of - WEEK
    meeting = _meeting(chosen)
    notes = "\n\n\n".join(note.text for note in chasing_notes(meeting))
    name = exports.file_name("chasing-notes", meeting.as_of, choices.is_illustrative(meeting.db), "txt")
    sheet = _files(WEEKLY, weekly_sheet(meeting), meeting, chosen.template)
    return _write(chosen, {**sheet, name: f"{notes or 'No agency is asked anything.'}\n".encode()})


def _files(name: str, paper: Paper, meeting: Meeting, template: Path | None) -> dict[str, bytes]:
    """A paper in every format, by file name."""
    is_illustrative = choices.is_illustrative(meeting.db)
    return {
        exports.file_name(name, meeting.as_of, is_illustrative, one.ending): one.write(paper, template)
        for one in formats()
    }


def _write(chosen: argparse.Namespace, files: dict[str, bytes]) -> list[Path]:
    """Writes the files into the folder, once all are made; returns their paths."""
    made = {chosen.out / name: content for name, content in files.items()}
    chosen.out.mkdir(parents=True, exist_ok=True)
    for path, content in made.items():
        path.write_bytes(content)
    return list(made)


def _meeting(chosen: argparse.Namespace) -> Meeting:
    db = store.open_file(store.current_on_record(chosen.built))
    _known("review", chosen.review, choices.reviews(db))
    _known("agency", chosen.agency, choices.agencies(db))
    since = _last_meeting(db, chosen) if chosen.since == LAST_MEETING else chosen.since
    if since > chosen.as_of:
        raise NotPossible(f"The day to compare with, {since}, is after the day of the position, {chosen.as_of}.")
    return Meeting(
        db, chosen.as_of, since, chosen.review, chosen.agency,
        " ".join(chosen.committee.split()) or COMMITTEE, chosen.meets_on, _origin(chosen.address),
        site().committee_report.columns,
    )  # fmt: skip


def _day_or_meeting(words: str) -> date | str:
    return words if words == LAST_MEETING else day_argument(words)


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
    from tracker.reports.documents.word_styles import our_template  # its package may be missing

    chosen.out.write_bytes(our_template())
    return [chosen.out]


if __name__ == "__main__":
    sys.exit(main())

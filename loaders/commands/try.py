"""Tries a layout on a file: what would be read, refused and changed. Nothing is stored.

A draft is tried as it stands. The file is compared with the last one of its sender where --folder holds one.
"""

import argparse
import logging
from pathlib import Path

from loaders.load.trial import try_file
from loaders.load.trial_report import trial_report
from loaders.mapping.layout_files import LAYOUTS
from loaders.received.arrival import SENDER
from tracker.findings import NotReadable
from tracker.typed_day import typed_day

LOG = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to its parser."""
    parser.add_argument("file", type=Path, help="the workbook as it was received")
    parser.add_argument("--layout", type=Path, required=True, help="<sender>.toml, finished or a draft")
    parser.add_argument("--on", required=True, help="the day on which it came, as 2026-03-31: dates are judged by it")
    parser.add_argument("--sender", help="default: the name of the layout")
    parser.add_argument("--folder", type=Path, help="what was received before, to compare with; default: nothing")
    parser.add_argument(
        "--layouts", type=Path, default=LAYOUTS, help="those for --folder; default: data/layouts, else loaders/layouts"
    )


def run(chosen: argparse.Namespace) -> int:
    """Exit status 0; 1 when the file cannot be read by the layout; 2 when nothing could be tried."""
    on, sender = typed_day(chosen.on), chosen.sender or chosen.layout.name.partition(".")[0]
    missing = [path for path in (chosen.file, chosen.layout) if not path.is_file()]
    if missing or on is None or not SENDER.fullmatch(sender):
        LOG.error("Nothing was tried. %s", _what_to_give(missing, chosen.on if on is None else "", sender))
        return 2
    if chosen.folder and not chosen.folder.is_dir():
        LOG.error(
            "Nothing was tried. %s is not a folder. Name the one that holds <sender>/<YYYY-MM-DD>.xlsx.", chosen.folder
        )
        return 2
    try:
        trial = try_file(chosen.file, chosen.layout, sender, on, chosen.folder, chosen.layouts)
        print(trial_report(trial, on))
    except NotReadable as error:
        LOG.error("The file cannot be read by this layout. %s", error)
        return 1
    return 0


def _what_to_give(missing: list[Path], on: str, sender: str) -> str:
    if missing:
        return f"There is no file {missing[0]}. Check its name."
    if on:
        return f"--on: found '{on}', which is not a day. Write it as 2026-03-31."
    return f"'{sender}' is not the name of a sender. Give one with --sender: small letters, digits and hyphens."

"""Proposes a layout for a workbook that nobody has described yet.

The draft fills in what is "sure" or "likely". What is unsure is a comment that a person may accept. The command never
decides what a status word means. It fills in the order of day and month only if the dates prove it. Where no heading
is known, the draft lists every column with what it could be. A draft does not load until a person has checked it and
removed its line 'draft = true'.
"""

import argparse
import logging
from pathlib import Path

from loaders.mapping.layout_files import layouts_for
from loaders.propose.draft import draft
from loaders.propose.preview import preview
from loaders.propose.proposal import propose
from loaders.received.arrival import SENDER
from loaders.received.places import RECEIVED
from tracker.findings import NotReadable
from tracker.plain_errors import of_system

LOG = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to its parser."""
    parser.add_argument("file", type=Path, help="the workbook as it was received")
    parser.add_argument("--sender", required=True, help="the name for the layout: <sender>.toml")
    parser.add_argument("--sheet", default="", help="the sheet that holds the plan; default: the likeliest")
    parser.add_argument(
        "--row", type=int, nargs="+", default=[], help="the row of the headings, or two or three rows; default: found"
    )
    there = layouts_for(RECEIVED)
    parser.add_argument(
        "--out", type=Path, default=there, help=f"the folder for the draft; default: {there.parent.name}/layouts"
    )


def run(chosen: argparse.Namespace) -> int:
    """Writes a draft and prints a preview. Exit status 0; 1 when its place is unusable or taken; 2 without a draft."""
    target = chosen.out / f"{chosen.sender}.toml"
    if not SENDER.fullmatch(chosen.sender) or not chosen.out.is_dir():
        LOG.error("%s cannot be written. Give a plain name and a folder that exists.", target)
        return 1
    if target.exists():
        LOG.error("%s already exists and was left as it is. Nothing was written.", target)
        return 1
    try:
        proposal = propose(chosen.file, chosen.sender, chosen.sheet, tuple(sorted(chosen.row)))
    except NotReadable as error:
        LOG.error("Nothing was proposed. %s", error)
        return 2
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(draft(proposal))
    except OSError as error:
        LOG.error("Nothing was written. %s", of_system(error, target))
        return 2
    print(preview(proposal))
    print(f"\nWrote {target}. Check it against the workbook, then remove its line 'draft = true'.")
    return 0

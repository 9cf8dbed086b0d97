"""Makes a workbook by which a sender can bring its plan or its log up to date, and prints the message to send with it.

Nothing is sent. The request is put on record, so that the workbook is read without a layout when it comes back.
"""

import argparse
import logging
from pathlib import Path

from loaders.mapping.layout_files import LAYOUTS
from loaders.received.actor import Actor
from loaders.received.places import default_built, default_folder, settings_of
from loaders.request.form_kind import KINDS
from loaders.request.request import NewRequest, RequestDetails, request
from tracker import site, store
from tracker.findings import NotReadable
from tracker.plain_errors import of_system
from tracker.terms import Kind
from tracker.typed_day import day_argument

LOG = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to its parser."""
    parser.add_argument("folder", nargs="?", type=Path, help="the files received; default: data/received")
    parser.add_argument("--sender", required=True, help="the name of the sender's layout")
    parser.add_argument("--due", required=True, type=day_argument, help="the day by which it is to come: 2027-01-08")
    parser.add_argument("--out", required=True, type=Path, help="the folder in which the workbook is written")
    parser.add_argument("--by", default="", help="the post that asks for it")
    parser.add_argument(
        "--kind", type=Kind, choices=KINDS, help="what to ask for, where it keeps several; its plan first"
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--all", action="store_true", help="all that is on record; the default")
    which.add_argument("--open", action="store_true", help="only what is still to be done, checked or answered")
    parser.add_argument("--built", type=Path, help="the database's folder; default: data/built")
    parser.add_argument("--layouts", type=Path, default=LAYOUTS, help="default: data/layouts, else loaders/layouts")


def run(chosen: argparse.Namespace) -> int:
    """Exit status 0; 2 when nothing was asked."""
    folder = chosen.folder or default_folder()
    question = RequestDetails(chosen.sender, chosen.due, Actor(chosen.by.strip()), chosen.open, chosen.kind)
    try:
        publisher = site.read(settings_of(folder)).publisher
        built = chosen.built or default_built(chosen.folder)
        print(_answer(request(question, folder, built, chosen.out, publisher, chosen.layouts)))
    except (NotReadable, site.NotUsable, store.NoDatabase) as error:
        LOG.error("Nothing was asked. %s", error)
        return 2
    except OSError as error:
        LOG.error("Nothing was written. %s", of_system(error))
        return 2
    return 0


def _answer(asked: NewRequest) -> str:
    return (
        f"{asked.path}: the workbook to send. It is {asked.form.form}, record {asked.record.number} of the ledger.\n"
        f"Nothing was sent. A message to copy:\n\n{asked.text}"
    )

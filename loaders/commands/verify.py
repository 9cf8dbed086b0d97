"""Shows that no file received was altered, removed or inserted, or that a publication is as it was made."""

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path

from loaders.load import rebuild
from loaders.mapping.layout_files import LAYOUTS, layouts_for
from loaders.publishing import publication, verify_publication
from loaders.received import build_log, heads, ledger, ledger_records, time_stamp, verify, witness
from loaders.received.file_faults import file_faults
from loaders.received.places import default_built, default_folder, root_certificate
from tracker import site, store
from tracker.findings import NotReadable
from tracker.plain_errors import of_system
from tracker.words import plural

LOG = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to its parser."""
    parser.add_argument(
        "folder", nargs="?", type=Path, help="a folder of files received, or of a publication; default: data/received"
    )
    parser.add_argument(
        "--head", help="a ledger head from an earlier report, or a file of heads: the ledger must continue from each"
    )
    parser.add_argument("--built", type=Path, help="the folder of the database built from it; default: data/built")
    parser.add_argument(
        "--rebuild", action="store_true", help="builds the database once more and compares them, table by table"
    )
    parser.add_argument("--layouts", type=Path, default=LAYOUTS, help="default: loaders/layouts")
    parser.add_argument("--witness", type=Path, help="an authority's answer that you kept a copy of")
    parser.add_argument(
        "--root", type=Path, help="the authority's root certificate (PEM); default: the one in the settings"
    )


def run(chosen: argparse.Namespace) -> int:
    """Exit status 0; 1 when something was altered, removed or inserted; 2 when there is nothing to verify."""
    folder = chosen.folder or default_folder()
    try:
        chosen.heads = heads.chosen(chosen.head)
        if verify_publication.is_publication(folder):
            return _publication(folder, chosen)
        records, unreadable = ledger.read_on(folder)
        if unreadable:
            of_files = file_faults(folder, ledger_records.kept(records))
            return _answer([*verify.record_faults(folder, records), unreadable, *of_files], "")
        if records:
            return _received(folder, records, chosen)
        if gone := build_log.why_no_ledger(folder):
            return _answer([gone], "")
        LOG.error("There is no ledger in %s. A load begins one.", folder)
        return 2
    except (NotReadable, site.NotUsable, store.NoDatabase) as error:
        return _answer([str(error)], "")
    except OSError as error:
        return _answer([of_system(error)], "")


def _publication(folder: Path, chosen: argparse.Namespace) -> int:
    links = verify_publication.links(folder)
    faults, witnessed = _witnesses(publication.current(folder), links, chosen)
    faults += heads.faults(chosen.heads, links)
    manifest = publication.read(publication.current(folder))
    well = f"The publication is as it was made by {manifest.actor}, up to ledger head {manifest.ledger_head}"
    return _answer([*verify_publication.publication_faults(folder), *faults], f"{well}\n{witnessed}")


def _received(folder: Path, records: Sequence[ledger_records.Record], chosen: argparse.Namespace) -> int:
    built, layouts = chosen.built or default_built(chosen.folder), layouts_for(folder, chosen.layouts)
    faults, witnessed = _witnesses(folder, ledger.links(records), chosen)
    files = plural(len(ledger_records.kept(records)), "file")
    well = f"{files}, each as it was received. Ledger head: {ledger.head(records)}"
    faults = [*verify.all_faults(folder, records, chosen.heads, built, layouts), *faults]
    if chosen.rebuild:
        faults += rebuild.differences(folder, built, layouts)
        well += f"\n{store.current(built).name} has the very rows that the files give."
    return _answer(faults, f"{well}\n{witnessed}")


def _witnesses(folder: Path, links: Sequence[str], chosen: argparse.Namespace) -> tuple[list[str], str]:
    """What speaks against the witnesses in a folder and the one chosen; where nothing does, up to where they hold."""
    file = root_certificate(folder, chosen.root)
    root = time_stamp.read_root(file) if file else None
    answers = [*witness.kept(folder), *([chosen.witness] if chosen.witness else [])]
    faults = [*witness.faults(answers, links, root)]
    return faults, "" if faults else witness.up_to(answers, links, root)


def _answer(faults: Sequence[str], well: str) -> int:
    print("\n".join(faults) if faults else well)
    return 1 if faults else 0

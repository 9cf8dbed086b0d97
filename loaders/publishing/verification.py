"""Verifies a folder of files received, or a publication, against everything on record about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from loaders.load import rebuild
from loaders.mapping.layout_files import LAYOUTS, layouts_for
from loaders.publishing import publication, verify_publication
from loaders.received import (
    accounts,
    build_log,
    heads,
    ledger,
    ledger_records,
    publication_log,
    submissions,
    time_stamp,
    verify,
    witness,
)
from loaders.received.file_faults import file_faults
from loaders.received.places import root_certificate
from loaders.received.waiting_files import folder_beside
from tracker import site, store
from tracker.findings import NotReadable
from tracker.plain_errors import of_system
from tracker.words import plural


class NoLedger(NotReadable):
    """There is nothing to verify, and nothing says that there ever was."""


@dataclass(frozen=True)
class VerificationResult:
    """What a verification found: `faults`, each with what to do; if there are none, `confirmed` says what holds."""

    faults: Sequence[str]
    confirmed: str


@dataclass(frozen=True)
class Comparison:
    """What a folder is compared with, besides its own ledger.

    `heads` were kept from earlier, `witness` is an authority's answer that somebody kept, and `root` is that
    authority's certificate. With `rebuild`, the database in `built` is compared with one built afresh.
    """

    built: Path
    layouts: Path = LAYOUTS
    heads: Sequence[str] = ()
    witness: Path | None = None
    root: Path | None = None
    rebuild: bool = False


def verify_folder(folder: Path, against: Comparison) -> VerificationResult:
    """What a verification of a folder of files received, or of a publication, finds. Raises NoLedger."""
    try:
        if verify_publication.is_publication(folder):
            return _publication(folder, against)
        records, unreadable = ledger.read_on(folder)
        if unreadable:
            of_files = file_faults(folder, ledger_records.expected_files(records))
            return VerificationResult([*verify.record_faults(folder, records), unreadable, *of_files], "")
        if records:
            return _received(folder, records, against)
        if gone := build_log.why_no_ledger(folder):
            return VerificationResult([gone], "")
    except (NotReadable, site.NotUsable, store.NoDatabase) as error:
        return VerificationResult([str(error)], "")
    except OSError as error:
        return VerificationResult([of_system(error)], "")
    raise NoLedger(f"There is no ledger in {folder}. A load begins one.")


def _publication(folder: Path, against: Comparison) -> VerificationResult:
    links = verify_publication.links(folder)
    faults, witnessed = _witnesses(publication.current(folder), links, against)
    faults += heads.faults(against.heads, links)
    manifest = publication.read(publication.current(folder))
    confirmed = f"The publication is as it was made by {manifest.actor}, up to ledger head {manifest.ledger_head}"
    return VerificationResult([*verify_publication.publication_faults(folder), *faults], f"{confirmed}\n{witnessed}")


def _received(folder: Path, records: Sequence[ledger_records.Record], against: Comparison) -> VerificationResult:
    layouts, waiting = layouts_for(folder, against.layouts), folder_beside(folder)
    faults, witnessed = _witnesses(folder, ledger.links(records), against)
    files = plural(len(ledger_records.expected_files(records)), "file")
    confirmed = f"{files}, each as it was received. Ledger head: {ledger.head(records)}"
    faults = [*verify.all_faults(folder, records, against.heads, against.built, layouts), *faults]
    faults += submissions.faults(waiting)
    if sent := submissions.count(waiting):
        waits = plural(sent, "file that a sender submitted waits", "files that senders submitted wait")
        confirmed += f"\n{waits}, each as it was sent."
    if against.rebuild:
        faults += rebuild.differences(folder, against.built, layouts)
        confirmed += f"\n{store.current(against.built).name} has the very rows that the files give."
    if words := publication_log.sentence(records):
        confirmed += f"\n{words}"
    if not faults and (words := accounts.accounts_sentence(folder, records)):
        confirmed += f"\n{words}"
    return VerificationResult(faults, f"{confirmed}\n{witnessed}")


def _witnesses(folder: Path, links: Sequence[str], against: Comparison) -> tuple[list[str], str]:
    """The faults of a folder's witnesses and of the one kept, or else a sentence on up to where they hold."""
    file = root_certificate(folder, against.root)
    root = time_stamp.read_root(file) if file else None
    answers = [*witness.stored_answers(folder), *([against.witness] if against.witness else [])]
    faults = [*witness.faults(answers, links, root)]
    return faults, "" if faults else witness.up_to(answers, links, root)

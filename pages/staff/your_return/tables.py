"""Tables of the page Your return: files not on record yet, and receipts for the files on record."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from loaders.received.actor import Actor
from loaders.received.submissions import submission
from loaders.received.waiting_files import WaitingFile
from pages.staff.load.parts import size
from pages.staff.your_return.forms import address
from pages.staff.your_return.work import Receipt
from tracker.html import blocks
from tracker.words import day, plural

WAITING = ("File", "Size", "Now", "Stays until")
RECEIPTS = ("File", "Received", "Size", "On record")
FINGERPRINT = Markup("SHA-256 <code>{}</code>")


def waiting_table(files: Sequence[WaitingFile]) -> Markup:
    """A table with a row for each file tried or submitted."""
    lines = [
        (blocks.link(one.name, address(file=one.sha256)), size(one.size_bytes), state_of(one), one.until)
        for one in files
    ]
    return blocks.table(f"{plural(len(lines), 'file')} of yours not on record", WAITING, lines)


def state_of(file: WaitingFile) -> str:
    """Whether a file was submitted, and what an officer has done with it."""
    found = submission(file)
    if found is None:
        return "Tried, not submitted"
    if found.handed_back_on:
        return f"Handed back on {day(found.handed_back_on)}: {found.why}"
    return f"Submitted by {found.by} on {day(found.on)}, waiting for an officer"


def receipt_table(receipts: Sequence[Receipt], of: int) -> Markup:
    """A table with a row for each file on record found, out of `of` in all."""
    last = f", the last {len(receipts)} here" if len(receipts) < of else ""
    lines = [
        (
            blocks.under(one.record.sent_as, FINGERPRINT.format(one.record.sha256)),
            date.fromisoformat(one.record.received_on),
            blocks.whole(f"{one.record.size_bytes:,} bytes"),
            on_record(one),
        )
        for one in receipts
    ]
    return blocks.table(f"{plural(of, 'file')} of yours on record{last}", RECEIPTS, lines)


def on_record(one: Receipt) -> str:
    """A receipt in words: the record's number, who took the file in, and whether it was withdrawn or erased since."""
    withdrawn = ". Withdrawn since" if one.is_withdrawn else ""
    erased = ". Its words were erased since" if one.is_erased else ""
    by = f", taken in by {Actor(one.record.by, one.record.account)}" if one.record.by else ""
    return f"Record {one.record.number}{by}{withdrawn}{erased}"

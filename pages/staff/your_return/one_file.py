"""One file on the page Your return: what it would change, before and after it is submitted, until it is kept."""

from collections.abc import Sequence
from datetime import date

from loaders.load.trial import Trial
from loaders.received.submissions import Submission, submission
from loaders.received.waiting_files import WaitingFile
from pages.parts.show import say, show, title
from pages.staff.jobs import NotDone
from pages.staff.load import work as load_work
from pages.staff.load.findings import changes_in, hand_back, show_findings, summary
from pages.staff.load.parts import READING, wait
from pages.staff.load.work import FileLook
from pages.staff.your_return import work as your_work
from pages.staff.your_return.forms import address, remove_form, submit_form
from pages.staff.your_return.parts import NOT_NOW
from pages.staff.your_return.tables import on_record, state_of
from tracker.findings import NotReadable
from tracker.html import blocks
from tracker.words import capital, with_full_stop

NOT_HERE = "It was removed, or it waited for too long. Nothing of it was recorded."
SAME = "The same file of yours is on record already, so there is nothing to submit."
RECORDED = "The file is kept as you sent it."
WHO_SEES_IT = "Nothing of this file has been recorded, and only those who sign in for this sender see it."
ERASED = "The words of this file were erased because of personal data, and the file itself was deleted."
NOT_READ = (
    "Put it right and send it again. If the form of your workbook has changed, tell whoever asks for your returns."
)


def your_file(sender: str, sha256: str, messages: Sequence[str]) -> None:
    """Shows a file of the sender: tried, submitted, handed back, or on record."""
    try:
        if file := your_work.find(sender, sha256):
            _waiting(file, messages)
        else:
            _on_record(sender, sha256, messages)
    except NotDone as error:
        _not_now(str(error))
    except (NotReadable, OSError):  # the error may name other senders' files
        _not_now(NOT_NOW)


def _not_now(why: str) -> None:
    title("Your return")
    say(why)


def _head(words: str, name: str, messages: Sequence[str]) -> None:
    show(blocks.trail(blocks.link("Your return", address()), name))
    title(words)
    for sentence in messages:
        say(sentence)


def _on_record(sender: str, sha256: str, messages: Sequence[str]) -> None:
    found = next((one for one in your_work.receipts(sender) if one.record.sha256 == sha256), None)
    if found is None:
        _head("Not here", "A file", messages)
        show(blocks.lead("There is no such file of yours here.", NOT_HERE))
        return
    record = found.record
    _head("Kept", record.sent_as, messages)
    show(blocks.lead("This is your receipt.", ERASED if found.is_erased else RECORDED))
    facts: dict[str, blocks.Cell] = {
        "Name as sent": record.sent_as,
        "Received on": date.fromisoformat(record.received_on),
        "Size": f"{record.size_bytes:,} bytes",
        "SHA-256": record.sha256,
        "On record": on_record(found),
    }
    show(blocks.summary_list(facts))


def _waiting(file: WaitingFile, messages: Sequence[str]) -> None:
    job, sent = your_work.look_at(file), submission(file)
    if not job.is_done:
        _head("Reading the file", file.name, messages)
        wait(job, READING)
        return
    look = job.result
    _head(_heading(look, sent), file.name, messages)
    if sent:
        show(blocks.lead(with_full_stop(state_of(file))))
    if look.trial:
        _show_trial(file, look.trial, sent)
    else:
        why = _why_not(look)
        show(blocks.lead("" if sent else why, why if sent else NOT_READ if look.is_its_fault else ""))
        show(remove_form(file.sha256, _waits(sent)))


def _heading(look: FileLook, sent: Submission | None) -> str:
    if sent:
        return "Submitted" if _waits(sent) else "Handed back"
    return "What this file would change" if look.trial else "This file cannot be read"


def _why_not(look: FileLook) -> str:
    """Why a file cannot be read, in words that reveal nothing internal to the tracker."""
    if look.differs:
        last = load_work.has_returns(look.sender)
        return f"This file {'does not look like your last one' if last else 'has not the form agreed'}: {look.differs}"
    return capital(look.why_not) if look.is_its_fault else NOT_NOW


def _waits(sent: Submission | None) -> bool:
    return sent is not None and sent.handed_back_on is None


def _show_trial(file: WaitingFile, trial: Trial, sent: Submission | None) -> None:
    show(*summary(trial))
    _decide(file, sent)
    changes_in(trial, file.sender)
    show_findings(trial)
    hand_back(trial, file.path)


def _decide(file: WaitingFile, sent: Submission | None) -> None:
    """Shows the forms to submit a file, take it back or remove it."""
    if load_work.on_record(file.id):
        show(blocks.lead("", SAME))
    elif sent is None:
        show(blocks.lead("", WHO_SEES_IT))
        show(submit_form(file.sha256))
    show(remove_form(file.sha256, _waits(sent)))

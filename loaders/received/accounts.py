"""A table beside the ledger that says which account a commitment in it stands for; any line can be deleted."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock

import msgspec

from loaders.received import json_lines
from loaders.received.fingerprints import fingerprint, salt
from loaders.received.ledger_records import Record
from tracker.findings import NotReadable
from tracker.words import plural

ACCOUNTS = "accounts.jsonl"
PUT_BACK = "Put the file back from a copy."
OF_NONE = "first act was refused"
ADVICE = "is no account. Put the file back from a copy, or delete the line."
_LOCK = Lock()


class SignInAccount(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An account, as the number that the sign-in provider gives it, with its salt and its commitment in the ledger."""

    version: int = 1
    commitment: str
    salt: str
    account: str

    @property
    def is_whole(self) -> bool:
        """Whether the commitment fits the salt and the account."""
        return self.commitment == _commitment(self.salt, self.account)


def read(folder: Path) -> list[SignInAccount]:
    """Every account in the table beside the files received. Raises NotReadable if a line was altered."""
    accounts = [*json_lines.read(folder / ACCOUNTS, SignInAccount, ADVICE)]
    if wrong := [n for n, one in enumerate(accounts, 1) if not one.is_whole]:
        raise NotReadable(f"{folder / ACCOUNTS}, line {wrong[0]}, was altered. {PUT_BACK}")
    return accounts


def commitment(folder: Path, account: str) -> str:
    """What the ledger keeps of an account: the same each time, and nobody can tell from it whose account it is.

    Returns a new one only once the disk has it, so that whatever stops the program, no record has a commitment that
    nobody can explain: that would look like an account that was erased. An act that is refused later leaves the line,
    and the account's next act uses it. Raises NotReadable and OSError.
    """
    with _LOCK:
        known = {one.account: one.commitment for one in read(folder)}
        if account not in known:
            chosen = salt()
            known[account] = _commitment(chosen, account)
            made = SignInAccount(commitment=known[account], salt=chosen, account=account)
            folder.mkdir(parents=True, exist_ok=True)
            json_lines.append(folder / ACCOUNTS, [made])
        return known[account]


def faults(folder: Path) -> Iterator[str]:
    """Every fault of the table as a sentence with what to do; a line that was deleted is no fault."""
    path, first = folder / ACCOUNTS, dict[str, int]()
    content = path.read_bytes() if path.is_file() else b""
    if content and not json_lines.is_whole(path):
        yield f"The last line of {ACCOUNTS} was cut off while it was written, or altered at its end. {PUT_BACK}"
    for number, line in enumerate(json_lines.whole_lines(content).splitlines(), 1):
        try:
            one = msgspec.json.decode(line, type=SignInAccount)
        except ValueError:
            yield f"{ACCOUNTS}, line {number}, {ADVICE}"
            continue
        if not one.is_whole:
            yield f"{ACCOUNTS}, line {number}, was altered. {PUT_BACK}"
        elif (line_before := first.setdefault(one.account, number)) != number:
            yield (
                f"{ACCOUNTS}, line {number}, is of the same account as line {line_before}, so that one person would "
                f"count as two. {PUT_BACK}"
            )


def accounts_sentence(folder: Path, records: Sequence[Record]) -> str:
    """A sentence on how many accounts of the ledger a table without faults explains; "" if there are none."""
    in_ledger = {account for record in records if (account := record.account)}
    known = {one.commitment for one in read(folder)}
    explained, others = len(in_ledger & known), len(known - in_ledger)
    texts = []
    if in_ledger:
        erased = len(in_ledger) - explained
        texts.append(f"{plural(len(in_ledger), 'account')} in the ledger: {explained} in {ACCOUNTS}, {erased} erased.")
    if others:
        of_none = f"{plural(others, 'line')} of {ACCOUNTS} {'is' if others == 1 else 'are'} of no account in the ledger"
        texts.append(f"{of_none}. Nothing is wrong: {'its' if others == 1 else 'their'} {OF_NONE}.")
    return " ".join(texts)


def _commitment(salt: str, account: str) -> str:
    return fingerprint([salt, account])

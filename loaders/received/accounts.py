"""Which account a commitment in the ledger stands for: a table beside it, of which any line can be deleted."""

from pathlib import Path
from threading import Lock

import msgspec

from loaders.received import json_lines
from loaders.received.ledger_records import fingerprint, salt
from tracker.findings import NotReadable

ACCOUNTS = "accounts.jsonl"
ADVICE = "is no account. Put the file back from a copy, or delete the line."
_LOCK = Lock()


class Account(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An account by the number that the provider has for it, the salt, and the commitment that the ledger has."""

    version: int = 1
    commitment: str
    salt: str
    account: str

    @property
    def is_whole(self) -> bool:
        """Whether the commitment is one to this account."""
        return self.commitment == _commitment(self.salt, self.account)


def read(folder: Path) -> list[Account]:
    """Every account beside the files received. Raises NotReadable where a line was altered."""
    accounts = [*json_lines.read(folder / ACCOUNTS, Account, ADVICE)]
    if wrong := [n for n, one in enumerate(accounts, 1) if not one.is_whole]:
        raise NotReadable(f"{folder / ACCOUNTS}, line {wrong[0]}, was altered. Put the file back from a copy.")
    return accounts


def commitment(folder: Path, account: str) -> str:
    """What the ledger keeps of an account, always the same for one account: nobody learns from it whose it is.

    A new one waits until the disk has it. Raises NotReadable; OSError.
    """
    with _LOCK:
        known = {one.account: one.commitment for one in read(folder)}
        if account not in known:
            chosen = salt()
            known[account] = _commitment(chosen, account)
            made = Account(commitment=known[account], salt=chosen, account=account)
            folder.mkdir(parents=True, exist_ok=True)
            json_lines.append(folder / ACCOUNTS, [made])
        return known[account]


def _commitment(salt: str, account: str) -> str:
    return fingerprint([salt, account])

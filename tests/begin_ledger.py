"""Begins the ledger of an example anew, once its workbooks have been written again."""

from pathlib import Path

from loaders.received import ledger
from loaders.received.folder import contents_of


def begin_ledger(folder: Path) -> None:
    """Records every file that lies there, in the order of receipt, in place of what was recorded before."""
    (folder / ledger.LEDGER).unlink(missing_ok=True)
    ledger.write(folder, contents_of(folder).records)

"""Begins the ledger of an example anew, once its workbooks have been written again."""

from pathlib import Path

from loaders.mapping.layout_files import layouts_for
from loaders.received import changes, ledger
from loaders.received.folder import contents_of


def begin_ledger(folder: Path) -> None:
    """Records every file that lies there in the order of receipt, then layouts, decisions and releases."""
    (folder / ledger.LEDGER).unlink(missing_ok=True)
    ledger.write(folder, changes.with_changes(contents_of(folder).records, folder, layouts_for(folder)))

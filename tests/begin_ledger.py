"""Starts the ledger of an example afresh after its workbooks have been rewritten."""

from pathlib import Path

from loaders.mapping.layout_files import layouts_for
from loaders.received import changes, ledger
from loaders.received.folder import contents_of


def begin_ledger(folder: Path) -> None:
    """Records every file in the folder in the order of receipt, then the layouts, decisions and releases."""
    (folder / ledger.LEDGER).unlink(missing_ok=True)
    ledger.write(folder, changes.with_changes(contents_of(folder).records, folder, layouts_for(folder)))

"""Copies all that cannot be made again into one file: files received or submitted, ledger, layouts and so on."""

import argparse
import logging
import os
from pathlib import Path

from loaders.mapping.layout_files import LAYOUTS, layouts_for
from loaders.received import backup, submissions
from loaders.received.lock import alone_in
from loaders.received.places import default_folder, roles_file, root_certificate, settings_of
from loaders.received.waiting_files import SUBMITTED, folder_beside
from tracker import site
from tracker.findings import NotReadable
from tracker.plain_errors import of_system
from tracker.words import plural

ROLES = "staff.toml"  # its name in the copy, whatever it is here
LOG = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to its parser."""
    parser.add_argument("folder", nargs="?", type=Path, help="the folder of files received; default: data/received")
    parser.add_argument("--to", required=True, type=Path, help="the file to write, such as backup-2026-03-31.tar.gz")
    parser.add_argument("--layouts", type=Path, default=LAYOUTS, help="default: data/layouts, else loaders/layouts")
    parser.add_argument("--public", type=Path, help="the folder of the public instance, where there is one")


def run(chosen: argparse.Namespace) -> int:
    """Writes the copy. Returns exit status 0, or 2 if nothing was written."""
    folder = chosen.folder or default_folder()
    try:
        parts = _parts(folder, layouts_for(folder, chosen.layouts), chosen.public)
        with alone_in(folder):
            contents = backup.write(parts, chosen.to)
    except (NotReadable, site.NotUsable) as error:
        LOG.error("Nothing was written. %s", error)
        return 2
    except OSError as error:
        LOG.error("Nothing was written. %s", of_system(error))
        return 2
    names = dict.fromkeys(name.partition("/")[0] for name in parts)
    print(
        f"{plural(len(contents.files), 'file')} in {chosen.to}: {', '.join(names)}.\n"
        "It holds the salts: keep it as safe as the files themselves, and never on the public computer."
    )
    if sent := sum(name.endswith(f"/{SUBMITTED}") for name in contents.files):
        print(f"{plural(sent, 'file that a sender submitted is', 'files that senders submitted are')} in it.")
    if ROLES not in parts and roles_file().is_file():
        print(f"{roles_file()} is not in it, since it does not lie beside the folder of files received.")
    return 0


def _parts(folder: Path, layouts: Path, public: Path | None) -> dict[str, Path]:
    """The files and folders to copy, by their names in the copy. Raises NotReadable where a folder is missing."""
    for needed in (folder, *([public] if public else [])):
        if not needed.is_dir():
            raise NotReadable(f"{needed} is not a folder. Correct its name.")
    settings, root = settings_of(folder), root_certificate(folder, None)
    parts = {"received": folder, "layouts": layouts, "site.toml": settings}
    # The settings name the root certificate by its path from them.
    at = {(os.path.relpath(root, settings.parent)): root} if root else {}
    roles = roles_file()
    is_beside = roles.is_file() and roles.parent.resolve() == folder.parent.resolve()
    who = {ROLES: roles} if is_beside else {}
    waiting = folder_beside(folder)  # keeps its name, so that it is found beside what is restored
    sent = {f"{waiting.name}/{path.relative_to(waiting).as_posix()}": path for path in submissions.to_copy(waiting)}
    return parts | sent | at | who | ({"public": public} if public else {})

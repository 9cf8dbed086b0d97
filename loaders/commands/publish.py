"""Makes the folder of the public instance, or refuses and says why."""

import argparse
import logging
from pathlib import Path

from loaders.mapping.layout_files import LAYOUTS
from loaders.publishing.build_publication import PublicationRefused
from loaders.publishing.public_database import NotBuilt
from loaders.publishing.publish import PublishResult, go_back, publish
from loaders.received.actor import Actor
from loaders.received.places import default_built, default_folder
from tracker import site, store
from tracker.findings import NotReadable
from tracker.plain_errors import of_database, of_system
from tracker.words import plural

LOG = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to its parser."""
    parser.add_argument("folder", nargs="?", type=Path, help="the folder of files received; default: data/received")
    parser.add_argument("--out", required=True, type=Path, help="the folder of the public instance")
    parser.add_argument("--back", action="store_true", help="go back to the publication before the one shown now")
    parser.add_argument("--by", default="", help="the post that publishes, never a name; this is public")
    parser.add_argument("--built", type=Path, help="the folder of the database; default: data/built")
    parser.add_argument("--layouts", type=Path, default=LAYOUTS, help="default: data/layouts, else loaders/layouts")


def run(chosen: argparse.Namespace) -> int:
    """Exit status 0; 1 when a check did not hold and 2 when nothing could be tried: then what was published stays."""
    received, by = chosen.folder or default_folder(), Actor(chosen.by.strip())
    try:
        if chosen.back:
            print(f"Shown again: the publication as known on {go_back(chosen.out.absolute()).as_known_on}.")
            return 0
        built, out = chosen.built or default_built(chosen.folder), chosen.out.absolute()
        done = publish(received, built, out, chosen.layouts, by=by)
    except PublicationRefused as error:
        LOG.error("Nothing was published. %s", error)
        return 1
    except (NotReadable, NotBuilt, store.NoDatabase, site.NotUsable) as error:
        LOG.error("Nothing was published. %s", error)
        return 2
    except OSError as error:
        LOG.error("Nothing was published. %s", of_system(error, chosen.out))
        return 2
    except store.DiskError as error:
        LOG.error("Nothing was published. A database could not be written (%s).", of_database(str(error)))
        return 2
    for warning in done.warnings:
        LOG.warning(warning)
    print(_summary(done, chosen.out))
    return 0


def _summary(done: PublishResult, out: Path) -> str:
    manifest, rebuilt = done.manifest, done.rebuilt
    rows = sum(table.rows for table in manifest.tables.values())
    lines = [
        f"Published to {out}: {plural(len(manifest.tables), 'table')}, {plural(rows, 'row')}, as known on "
        f"{manifest.as_known_on}. Ledger head: {manifest.ledger_head}",
        f"Built once more from {plural(rebuilt.files, 'file')}, in {rebuilt.seconds:.1f} seconds: no table differs.",
        f"By {manifest.actor}. Held: {', '.join(manifest.proofs)}.",
        f"To show it: cd {out} && streamlit run dashboard.py",
    ]
    if done.needs_restart:
        lines.append("The code in the folder changed. Restart the running instance.")
    return "\n".join(lines)

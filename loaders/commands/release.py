"""Lists the texts that wait for a release, and records releases and withdrawals."""

import argparse
import logging
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from loaders.publishing.release import release_log
from loaders.publishing.release.texts import Text, read_texts
from loaders.publishing.release.waiting_texts import looks_like, mark, not_released, to_confirm
from loaders.received.lock import alone_in
from loaders.received.places import default_built, default_folder
from tracker import store
from tracker.findings import NotReadable
from tracker.words import plural

LOG = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to its parser."""
    parser.add_argument("folder", nargs="?", type=Path, help="of the files received; default: data/received")
    parser.add_argument("--built", type=Path, help="the folder of the database; default: data/built")
    parser.add_argument("--text", nargs="+", default=[], help="the texts meant, by the mark before each in the list")
    parser.add_argument("--withdraw", action="store_true", help="they may no longer be public")
    parser.add_argument("--by", default="", help="the post of the officer who decides, never a name")
    parser.add_argument("--on", type=date.fromisoformat, help="the day, such as 2026-03-31")


def run(chosen: argparse.Namespace) -> int:
    """Exit status 0; 2 when nothing could be recorded."""
    folder = chosen.folder or default_folder()
    try:
        texts = _texts(chosen.built or default_built(chosen.folder))
        if not chosen.text:
            print(_list(not_released(folder, texts), to_confirm(folder, texts)))
            return 0
        if not (chosen.by.strip() and chosen.on):
            raise NotReadable("Say who decides and when: --by POST --on YYYY-MM-DD.")
        meant = [_with_mark(texts, name) for name in chosen.text]
        with alone_in(folder):
            release_log.add(folder, meant, not chosen.withdraw, chosen.by.strip(), str(chosen.on))
    except (NotReadable, store.NoDatabase, OSError) as error:
        LOG.error("Nothing was recorded. %s", error)
        return 2
    done = "withdrawn" if chosen.withdraw else "released"
    print(f"{plural(len(meant), 'text')} {done}. To publish: python -m loaders publish --out FOLDER")
    return 0


def _texts(built: Path) -> list[Text]:
    with store.read_only(store.current(built)) as db:
        return read_texts(db)


def _with_mark(texts: Sequence[Text], name: str) -> str:
    same = {text.text for text in texts if mark(text.text) == name}
    if len(same) != 1:
        raise NotReadable(f"There is no text {name}. To list those that wait: python -m loaders release.")
    return same.pop()


def _list(texts: Sequence[Text], doubts: Sequence[Text]) -> str:
    lines = [f"{plural(len(texts), 'text')} not released.", *map(_line, texts)]
    if doubts:
        what = plural(len(doubts), "text looks", "texts look")
        lines += [f"{what} like personal data and must be released one by one:", *map(_line, doubts)]
    return "\n".join(lines)


def _line(text: Text) -> str:
    warned = f"  [looks like: {kinds}]" if (kinds := looks_like(text.text)) else ""
    return f"{mark(text.text)}  {text.column}, {text.sender} {text.ref}: {text.text}{warned}"

"""Lists the texts that wait for a release, and records releases and withdrawals: python -m loaders release."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from checks.personal_data import detect
from loaders.publishing import allow_list
from loaders.publishing.release import public_texts, release_log
from loaders.publishing.release.doubtful import doubtful
from loaders.publishing.release.public_texts import Text
from loaders.received.lock import alone_in
from loaders.received.places import default_built, default_folder
from tracker import store
from tracker.received_file import NotReadable
from tracker.words import plural

SHORTEST = 8  # letters of a fingerprint by which a text is named


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0; 2 when nothing could be recorded."""
    parser = argparse.ArgumentParser(prog="python -m loaders release", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="of the files received; default: data/received")
    parser.add_argument("--built", type=Path, help="the folder of the database; default: data/built")
    parser.add_argument("--text", nargs="+", default=[], help="the texts meant, by the mark before each in the list")
    parser.add_argument("--withdraw", action="store_true", help="they may no longer be public")
    parser.add_argument("--by", default="", help="the post of the officer who decides, never a name")
    parser.add_argument("--on", type=date.fromisoformat, help="the day, such as 2026-03-31")
    chosen = parser.parse_args(arguments)
    folder = chosen.folder or default_folder()
    try:
        found = _texts(chosen.built or default_built(chosen.folder))
        if not chosen.text:
            print(_listed(waiting(folder, found), to_confirm(folder, found)))
            return 0
        if not (chosen.by.strip() and chosen.on):
            raise NotReadable("Say who decides and when: --by POST --on YYYY-MM-DD.")
        texts = [_meant(found, mark) for mark in chosen.text]
        with alone_in(folder):
            release_log.add(folder, texts, not chosen.withdraw, chosen.by.strip(), str(chosen.on))
    except (NotReadable, store.NoDatabase, OSError) as error:
        print(f"Nothing was recorded. {error}", file=sys.stderr)
        return 2
    done = "withdrawn" if chosen.withdraw else "released"
    print(f"{plural(len(texts), 'text')} {done}. To publish: python -m loaders publish --out FOLDER")
    return 0


def waiting(folder: Path, found: Sequence[Text]) -> list[Text]:
    """The texts that may not be public as things stand: each once, where it first stands. Raises NotReadable."""
    public = (
        public_texts.public(found, public_texts.decisions(folder), release_log.read(folder)) | allow_list.vocabulary()
    )
    first = {text.text: text for text in reversed(found) if text.text not in public}
    return list(reversed(first.values()))


def to_confirm(folder: Path, found: Sequence[Text]) -> list[Text]:
    """The texts that a decision makes public but that look like personal data, until one by one they are released."""
    one_by_one = release_log.read(folder)
    public = public_texts.public(found, public_texts.decisions(folder), one_by_one)
    return [text for text, _ in doubtful(found, public, one_by_one)]


def looks_like(text: str) -> str:
    """The kinds of personal data that a text looks like, "" for none."""
    return ", ".join(sorted({hit.kind.value for hit in detect.hits(text)}))


def mark(text: str) -> str:
    """What a text is called on the command line: the beginning of its fingerprint."""
    return sha256(text.encode()).hexdigest()[:SHORTEST]


def _texts(built: Path) -> list[Text]:
    with store.opened(store.current(built)) as db:
        return public_texts.texts(db)


def _meant(found: Sequence[Text], name: str) -> str:
    texts = {text.text for text in found if mark(text.text) == name}
    if len(texts) != 1:
        raise NotReadable(f"There is no text {name}. To list those that wait: python -m loaders release.")
    return texts.pop()


def _listed(texts: Sequence[Text], doubts: Sequence[Text]) -> str:
    lines = [f"{plural(len(texts), 'text')} not released.", *map(_line, texts)]
    if doubts:
        what = plural(len(doubts), "text looks", "texts look")
        lines += [f"{what} like personal data and must be released one by one:", *map(_line, doubts)]
    return "\n".join(lines)


def _line(text: Text) -> str:
    warned = f"  [looks like: {kinds}]" if (kinds := looks_like(text.text)) else ""
    return f"{mark(text.text)}  {text.column}, {text.sender} {text.ref}: {text.text}{warned}"

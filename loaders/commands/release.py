"""Lists the texts that wait for a release, and records releases and withdrawals."""

import argparse
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from loaders.publishing.release import release_log
from loaders.publishing.release.texts import Key, Text, read_texts
from loaders.publishing.release.waiting_texts import (
    WaitingTexts,
    groups,
    looks_like,
    text_id,
    waiting_texts,
    why_not_seen,
)
from loaders.received.actor import Actor
from loaders.received.places import default_built, default_folder
from tracker import store
from tracker.findings import NotReadable
from tracker.plain_errors import of_system
from tracker.typed_day import day_argument
from tracker.words import plural

LOG = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to its parser."""
    parser.add_argument("folder", nargs="?", type=Path, help="the folder of files received; default: data/received")
    parser.add_argument("--built", type=Path, help="the folder of the database; default: data/built")
    parser.add_argument(
        "--text", nargs="+", default=[], help="release these texts: give the mark that the list shows before each"
    )
    parser.add_argument(
        "--group", nargs="+", default=[], help="release all texts of these groups; each is recorded separately"
    )
    parser.add_argument(
        "--withdraw", action="store_true", help="withdraw the texts instead: they may no longer be public"
    )
    parser.add_argument("--by", default="", help="the post of the officer who decides, never a name")
    parser.add_argument("--why", default="", help="the reason for the decision")
    parser.add_argument("--on", type=day_argument, help="the day of the decision, such as 2026-03-31")


def run(chosen: argparse.Namespace) -> int:
    """Exit status 0; 2 when nothing could be recorded."""
    folder = chosen.folder or default_folder()
    try:
        texts = _texts(chosen.built or default_built(chosen.folder))
        found = waiting_texts(folder, texts)
        if not (chosen.text or chosen.group):
            print("\n".join(_list(found)))
            return 0
        if not (chosen.by.strip() and chosen.on):
            raise NotReadable("Say who decides and when: --by POST --on YYYY-MM-DD.")
        meant = [_key_with_id(texts, name) for name in chosen.text]
        meant += [text.key for name in chosen.group for text in _group(found, name)]
        by = Actor(chosen.by.strip())
        release_log.add(folder, meant, not chosen.withdraw, by, str(chosen.on), chosen.why.strip())
    except (NotReadable, store.NoDatabase) as error:
        LOG.error("Nothing was recorded. %s", error)
        return 2
    except OSError as error:
        LOG.error("Nothing was recorded. %s", of_system(error))
        return 2
    done = "withdrawn" if chosen.withdraw else "released"
    print(f"{plural(len(meant), 'text')} {done} by {by}. To publish: python -m loaders publish --out FOLDER")
    return 0


def _texts(built: Path) -> list[Text]:
    with store.read_only(store.current(built)) as db:
        return read_texts(db)


def _key_with_id(texts: Sequence[Text], name: str) -> Key:
    same = {text.key for text in texts if text_id(text.key) == name}
    if len(same) != 1:
        raise NotReadable(f"There is no text {name}. To list the texts that wait: python -m loaders release.")
    return same.pop()


def _group(waiting: WaitingTexts, name: str) -> Sequence[Text]:
    same = [group.texts for group in groups(waiting.not_released) if group.id == name]
    if len(same) != 1:
        raise NotReadable(
            f"There is no group {name}. It may have changed. To list the groups: python -m loaders release."
        )
    return same[0]


def _list(waiting: WaitingTexts) -> Iterator[str]:
    why = Counter(filter(None, map(why_not_seen, waiting.not_released)))
    counts = "".join(f" No decision covers {plural(count, 'text')}: {reason}." for reason, count in why.most_common())
    yield f"{plural(len(waiting.not_released), 'text waits', 'texts wait')} for a release.{counts}"
    yield from map(_line, waiting.not_released)
    if waiting.not_released or waiting.to_look_at:
        yield "To release one, use --text and the mark before it. You can also tick texts on the staff's page Release."
    if together := groups(waiting.not_released):
        yield "To release a whole group, use --group and the mark before it. Each text is recorded separately."
        yield from (f"{one.id}  {plural(len(one.texts), 'text')} of {one.sender}: {one.why}" for one in together)
    if waiting.to_look_at:
        what = plural(len(waiting.to_look_at), "text looks", "texts look")
        yield f"{what} like personal data and must be released one by one:"
        yield from map(_line, waiting.to_look_at)
    if waiting.to_confirm:
        what = plural(len(waiting.to_confirm), "text was", "texts were")
        yield f"{what} released by the words alone. That counts only where they stood then. To confirm, release again:"
        yield from map(_line, waiting.to_confirm)


def _line(text: Text) -> str:
    hidden = f"  [{why}]" if (why := why_not_seen(text)) else ""
    warned = f"  [looks like: {kinds}]" if (kinds := looks_like(text.text)) else ""
    return f"{text_id(text.key)}  {text.column}, {text.sender} {text.ref}: {text.text}{hidden}{warned}"

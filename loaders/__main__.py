"""Reads every file received, checks it, builds the database and prints what happened: python -m loaders [folder]."""

import argparse
import sys
from pathlib import Path

import pandas as pd

from checks import Checked, check
from loaders import annotate, propose
from loaders.build import build
from loaders.collection import files_in, read_all
from loaders.layouts import LAYOUTS, layouts_for
from tracker import store
from tracker.received import NotReadable, ReceivedFile
from tracker.terms import Severity

DATA = Path(__file__).parent.parent / "data"
EXAMPLES = DATA / "examples"
EXAMPLE = EXAMPLES / "merrowshire" / "received"


def main(arguments: list[str] | None = None) -> int:
    """`propose` and `annotate` as first word are commands of their own; anything else is a folder to load."""
    arguments = sys.argv[1:] if arguments is None else arguments
    command = {"propose": propose.main, "annotate": annotate.main}.get(arguments[0] if arguments else "")
    return command(arguments[1:]) if command else main_load(arguments)


def main_load(arguments: list[str]) -> int:
    """Exit status 0; 1 when a file could not be read at all; 2 when nothing was built."""
    parser = argparse.ArgumentParser(prog="python -m loaders", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="holds <sender>/<YYYY-MM-DD>.xlsx; default: data/received")
    parser.add_argument("--built", type=Path, help="the database's folder; default: data/built")
    parser.add_argument("--layouts", type=Path, default=LAYOUTS, help="default: loaders/layouts")
    chosen = parser.parse_args(arguments)
    folder = chosen.folder or default_folder()
    try:
        files, checked, path = load(folder, chosen.built or default_built(chosen.folder), chosen.layouts)
    except NotReadable as error:
        print(f"Nothing was built. {error}", file=sys.stderr)
        return 2
    print(report(files, checked))
    print(f"Built {path.name} from {_shown(folder)}.")
    return 0 if all(file.is_read for file in files) else 1


def default_folder(data: Path = DATA) -> Path:
    """What was received; the invented example while nothing has been."""
    received = data / "received"
    return received if files_in(received) else EXAMPLE


def default_built(folder: Path | None) -> Path:
    """Where the database goes: an example that was asked for has its own place, never that of the real one."""
    if folder is not None and folder.resolve().is_relative_to(EXAMPLES):
        return store.built(example=folder.resolve().relative_to(EXAMPLES).parts[0])
    return store.built()


def load(folder: Path, built: Path | None = None, layouts: Path = LAYOUTS) -> tuple[list[ReceivedFile], Checked, Path]:
    """Reads, checks and stores every file below `folder`. Raises NotReadable when there is nothing to load."""
    files = list(read_all(folder, layouts_for(folder, layouts)))
    if not files:
        raise NotReadable(f"{folder}: no files. Put each return in {folder}/<sender>/<YYYY-MM-DD>.xlsx.")
    if not any(file.is_read for file in files):
        reasons = "\n".join(f"{file.path}: {_reason(file)}" for file in files)
        raise NotReadable(f"No file could be read, so the database stays as it was.\n{reasons}")
    if len({file.illustrative for file in files if file.is_read}) > 1:
        raise NotReadable(f"{folder} holds invented and real files. Keep them in folders of their own.")
    checked = check(files)
    return files, checked, build(built or store.built(), files, checked)


def _reason(file: ReceivedFile) -> str:
    return file.problems[0].sentence.partition(": ")[2]


def _shown(folder: Path) -> Path:
    """A path as people type it, from where they stand where that is possible."""
    here = Path.cwd()
    return folder.resolve().relative_to(here) if folder.resolve().is_relative_to(here) else folder


def report(files: list[ReceivedFile], checked: Checked) -> str:
    """Per file and in all: rows read, shown and refused, and problems by severity; or why it was not read."""
    rows = pd.concat([frame[["file_id", "is_refused"]] for frame in checked.rows.values()])
    counts = pd.DataFrame({"read": rows.groupby("file_id").size()})
    counts["refused"] = rows.groupby("file_id").is_refused.sum()
    counts["shown"] = counts.read - counts.refused
    for severity, name in ((Severity.WARNING, "warnings"), (Severity.NOTICE, "notices")):
        counts[name] = checked.problems[checked.problems.severity == severity].groupby("file_id").size()
    counts = counts.reindex([file.file_id for file in files]).fillna(0).astype(int)
    width = max(len(file.path) for file in files)
    lines = [f"{'file':{width}}  read  shown  refused  warnings  notices"]
    for file in files:
        lines.append(f"{file.path:{width}}  {_numbers(counts.loc[file.file_id]) if file.is_read else _unread(file)}")
    return "\n".join([*lines, f"{'in all':{width}}  {_numbers(counts.sum())}"])


def _numbers(count: pd.Series) -> str:
    return f"{count.read:4}  {count.shown:5}  {count.refused:7}  {count.warnings:8}  {count.notices:7}"


def _unread(file: ReceivedFile) -> str:
    return f"not read: {_reason(file)}"


if __name__ == "__main__":
    sys.exit(main())

"""Proposes a layout for a workbook that nobody has described yet: python -m loaders propose FILE --sender NAME.

What is "sure" or "likely" by `meanings.py` is written as an active line, what is unsure as a comment that a person may
take up. Words of a status and the order of day and month are never decided here, but for an order that the dates
themselves prove. A draft does not load until a person has checked it and removed its first line.
"""

import argparse
import re
import sys
from pathlib import Path

from loaders.mapping.layout_files import LAYOUTS
from loaders.propose.draft import draft
from loaders.propose.preview import preview
from loaders.propose.proposal import propose
from tracker.received_file import NotReadable


def main(arguments: list[str] | None = None) -> int:
    """Writes a draft and prints a preview. Exit status 0; 1 when a layout is there already; 2 without a proposal."""
    parser = argparse.ArgumentParser(prog="python -m loaders propose", description="Proposes a layout for a workbook.")
    parser.add_argument("file", type=Path, help="the workbook as it was received")
    parser.add_argument("--sender", required=True, help="the layout is named <sender>.toml")
    parser.add_argument("--out", type=Path, default=LAYOUTS, help="the folder for the draft; default: loaders/layouts")
    chosen = parser.parse_args(arguments)
    target = chosen.out / f"{chosen.sender}.toml"
    if not re.fullmatch(r"[\w-][\w. -]*", chosen.sender) or not chosen.out.is_dir():
        return _stop(f"{target} cannot be written. Give a plain name and a folder that is there.", 1)
    if target.exists():
        return _stop(f"{target} is there already and was left as it is. Nothing was written.", 1)
    try:
        proposal = propose(chosen.file, chosen.sender)
    except NotReadable as error:
        return _stop(f"Nothing was proposed. {error}", 2)
    with target.open("x", encoding="utf-8", newline="\n") as file:
        file.write(draft(proposal))
    print(preview(proposal))
    print(f"\nWrote {target}. Check it against the workbook, then remove its line 'draft = true'.")
    return 0


def _stop(sentence: str, status: int) -> int:
    print(sentence, file=sys.stderr)
    return status

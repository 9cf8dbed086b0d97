"""Checks the open data beside this script, and a file that you were given, against what was published.

    python3 check.py                          every file, and the chain of the ledger
    python3 check.py --head HEAD              also whether the ledger goes on from a head that you kept
    python3 check.py --file FILE --salt SALT  also whether this is the very file that was received

It needs Python 3.9 or later, never writes, and shares no code with the program that made the data; README.md says what
is computed. It exits with 0 if all that was checked holds, 1 if something does not, 2 if something could not be
checked.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HOLDS, FAILS, NOT_CHECKED = 0, 1, 2
PACKAGE, LEDGER = "datapackage.json", "ledger.json"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def check_files(folder: Path) -> Iterator[tuple[int, str]]:
    """Compares every file that the package lists with its fingerprint."""
    content = (folder / PACKAGE).read_bytes()
    hashes = {entry["path"]: entry["hash"] for entry in json.loads(content)["resources"]}
    here = {name for name in hashes if (folder / name).is_file()}
    for name in sorted(here):
        if hashes[name] != "sha256:" + sha256((folder / name).read_bytes()):
            yield FAILS, f"{name} is not as it was published."
    for name in sorted(hashes.keys() - here):
        yield NOT_CHECKED, f"{name} was published too. It is not in this folder, so it was not checked."
    yield HOLDS, f"{len(here)} of the {len(hashes)} files published were compared with {PACKAGE}."
    yield HOLDS, f"The SHA-256 of {PACKAGE} is {sha256(content)}. Compare it with the Data page."


def check_chain(records: list[Any]) -> Iterator[tuple[int, str]]:
    """Checks the link of each record: the SHA-256 of the link before it and of what is published of the record."""
    before, earlier = "0" * 64, 0
    for place, record in enumerate(records, start=1):
        number, is_file = record["number"], record["kind"] == "received"
        if number != place:
            yield FAILS, f"Record {place} of the ledger is missing or not in its place: record {number} stands there."
            return
        parts = [
            record[name] for name in (("sender", "received_on", "commitment", "names") if is_file else ("content",))
        ]
        content = json.dumps([before, 3, record["kind"], number, *parts], ensure_ascii=False, separators=(",", ":"))
        if not parts[-1] and earlier == place - 1:
            earlier = place  # of an earlier version: its link cannot be computed from what is published
        elif sha256(content.encode()) != record["chain"]:
            yield FAILS, f"Record {number} of the ledger was altered, or one before it was altered, removed or added."
            return
        before = record["chain"]
    if earlier:
        yield HOLDS, f"Records 1 to {earlier} are of an earlier version: the publisher alone can compute their links."
    yield (
        HOLDS,
        f"The links of {len(records) - earlier} of {len(records)} records of the ledger were computed, and hold.",
    )
    yield HOLDS, f"The head of the ledger is {before}. Keep it: later data must go on from it."


def check_head(records: list[Any], head: str) -> tuple[int, str]:
    """Checks whether a head that somebody kept is the link of a record."""
    for record in records:
        if record["chain"] == head.strip().lower():
            return HOLDS, f"The head that you kept is that of record {record['number']}: the ledger goes on from it."
    return FAILS, "No record has the head that you kept: the ledger was rewritten, or the head is of another one."


def check_received(records: list[Any], file: str, salt: str) -> tuple[int, str]:
    """Checks whether the file with this salt gives the commitment of a record."""
    content = Path(file).read_bytes()
    commitment = sha256(f"{salt.strip().lower()} {len(content)} {sha256(content)}".encode())
    for record in records:
        if record.get("commitment") == commitment:
            whose = f"record {record['number']}, received from {record['sender']} on {record['received_on']}"
            return HOLDS, f"{file} is the very file of {whose}."
    return FAILS, f"No record fits {file} with this salt: it is another file, was altered, or the salt is another's."


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--head", help="the head of the ledger that you kept")
    parser.add_argument("--file", help="a file that you were given")
    parser.add_argument("--salt", help="the salt that came with it")
    chosen, folder = parser.parse_args(), Path(__file__).resolve().parent
    if bool(chosen.file) != bool(chosen.salt):
        parser.error("a file is checked with its salt: give both --file and --salt")
    try:
        results = [*check_files(folder)]
        records = json.loads((folder / LEDGER).read_bytes())["records"]
        results += check_chain(records)
        results += [check_head(records, chosen.head)] if chosen.head else []
        results += [check_received(records, chosen.file, chosen.salt)] if chosen.file else []
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        print(f"Nothing is certain, since something could not be read: {error!r}")
        return NOT_CHECKED
    for _, sentence in results:
        print(sentence)
    statuses = {status for status, _ in results}
    return FAILS if FAILS in statuses else max(statuses)


if __name__ == "__main__":
    sys.exit(main())

"""What files make known: those that stand, taken together, and each withdrawn one by itself."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import pandas as pd

from checks.facts import KnownFacts, WithdrawnFacts, combine_facts, facts_of_rows, known_since
from checks.received_file import ReceivedFile
from tracker.terms import Kind

Rows = dict[Kind, pd.DataFrame]


def facts_of_files(files: Sequence[ReceivedFile], shown: Rows) -> KnownFacts:
    """What these files and their shown rows make known."""
    withdrawn = [file for file in files if file.is_withdrawn]
    standing = [file for file in files if not file.is_withdrawn]
    return replace(
        _facts_of(standing, of_files(shown, [one.file_id for one in standing]) if withdrawn else shown),
        senders=frozenset((file.agency, file.sender) for file in files if file.agency),
        withdrawn=tuple(
            WithdrawnFacts(one.file_id, one.known_to_file, _facts_of([one], of_files(shown, [one.file_id])))
            for one in withdrawn
        ),
    )


def with_file_facts(facts: KnownFacts, file_facts: KnownFacts) -> KnownFacts:
    """The facts, together with those that files tell; facts of withdrawn files are not added twice."""
    known = {one.file_id for one in facts.withdrawn}
    return replace(
        combine_facts(facts, [file_facts]),
        senders=facts.senders | file_facts.senders,
        withdrawn=(*facts.withdrawn, *(one for one in file_facts.withdrawn if one.file_id not in known)),
    )


def of_files(rows: Rows, numbers: Collection[int]) -> Rows:
    """The rows of the files with these numbers."""
    return {kind: frame[frame["file_id"].isin([*numbers])].copy() for kind, frame in rows.items()}


def _facts_of(files: Sequence[ReceivedFile], shown: Rows) -> KnownFacts:
    names = (
        (name, known_since(file.received_on, file.known_on, file.file_id))
        for file in files
        for sheet in file.sheets
        for name in sheet.agencies.items()
    )
    return facts_of_rows(shown, {file.agency for file in files if file.agency}, names)

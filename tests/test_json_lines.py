"""Records as JSON lines have the same bytes as every line written so far, whatever their texts hold."""

import json
from pathlib import Path
from typing import get_type_hints

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.publishing.release import release_log
from loaders.publishing.release.release_log import Release
from loaders.received import fingerprints, json_lines, ledger
from loaders.received.ledger_records import FileReceived, SettingsChanged
from loaders.received.places import EXAMPLES
from tracker.findings import NotReadable

TEXT, NUMBER = st.text(), st.integers(0, 2**53)


def fields_of(kind: type) -> dict[str, st.SearchStrategy]:
    hints = get_type_hints(kind).items()
    return {name: NUMBER if type_ is int else TEXT for name, type_ in hints if type_ in (int, str)}


RECORD = st.one_of(
    st.builds(FileReceived, **fields_of(FileReceived)),
    st.builds(FileReceived, version=st.just(2), kind=st.just("received"), **fields_of(FileReceived)),
    st.builds(SettingsChanged, version=st.just(3), kind=st.just("changed"), **fields_of(SettingsChanged)),
)
OF_A_TEXT = {"number": NUMBER, "text": TEXT, "is_public": st.booleans(), "by": TEXT, "on": TEXT, "chain": TEXT}
RELEASE = st.builds(Release, **OF_A_TEXT) | st.builds(
    Release, version=st.just(2), column=TEXT, sender=TEXT, account=TEXT, **OF_A_TEXT
)


@given(st.one_of(RECORD, RELEASE))
def test_a_line_is_what_the_standard_library_writes(record):
    usual = {field.name: field.default for field in msgspec.structs.fields(type(record))}
    said = msgspec.structs.asdict(record).items()
    fields = {name: value for name, value in said if value != usual[name]}  # the first records had no version
    assert json_lines.line(record) == json.dumps(fields, ensure_ascii=False).encode() + b"\n"
    assert msgspec.json.decode(json_lines.line(record), type=type(record)) == record


@given(st.recursive(st.one_of(TEXT, NUMBER, st.booleans()), lambda part: st.lists(part) | st.dictionaries(TEXT, part)))
def test_a_fingerprint_is_that_of_the_json_of_the_standard_library(content):
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert fingerprints.fingerprint(content) == fingerprints.sha256(text.encode())


@pytest.mark.parametrize("example", ["merrowshire", "public-record"])
def test_the_lines_of_the_examples_are_written_as_they_stand(example):
    folder = EXAMPLES / example / "received"
    for name, read in ((ledger.LEDGER, ledger.read), (release_log.RELEASES, release_log.read)):
        assert b"".join(map(json_lines.line, read(folder))) == (folder / name).read_bytes()


def test_lines_are_added_after_the_existing_ones(tmp_path):
    path = tmp_path / "log.jsonl"
    records = [release(n, f"a\u2028b\r{n}") for n in (1, 2, 3)]
    assert [*json_lines.read(path, Release, "")] == []
    json_lines.append(path, records[:1])
    json_lines.append(path, records[1:])
    assert [*json_lines.read(path, Release, "")] == records


def release(number: int, text: str) -> Release:
    return Release(number=number, text=text, is_public=True, by="Head of scrutiny", on="2026-03-31", chain="")


def test_a_line_cut_off_was_never_written_and_one_in_the_middle_is_named(tmp_path: Path, caplog):
    path = tmp_path / "log.jsonl"
    json_lines.append(path, [release(1, "a")])
    first = path.read_bytes()
    path.write_bytes(first + first[:20])
    assert [*json_lines.read(path, Release, "is no release.")] == [release(1, "a")]
    assert f"The last line of {path} was cut off" in caplog.text
    json_lines.append(path, [release(2, "b")])
    assert path.read_bytes() == first + json_lines.line(release(2, "b"))
    path.write_bytes(first[:20] + b"\n" + first)
    with pytest.raises(NotReadable, match=r"log\.jsonl, line 1, is no release\."):
        [*json_lines.read(path, Release, "is no release.")]

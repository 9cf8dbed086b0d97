"""Records as JSON lines: the bytes are those that every line written so far has, whatever its texts hold."""

import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.publishing.release import release_log
from loaders.publishing.release.release_log import Release
from loaders.received import json_lines, ledger
from loaders.received.ledger import Record
from loaders.received.places import EXAMPLES
from tracker.findings import NotReadable

TEXT, NUMBER = st.text(), st.integers(0, 2**53)
RECORD = st.builds(Record, NUMBER, TEXT, TEXT, NUMBER, TEXT, TEXT, TEXT, TEXT, TEXT)
RELEASE = st.builds(Release, NUMBER, TEXT, st.booleans(), TEXT, TEXT, TEXT)


@given(st.one_of(RECORD, RELEASE))
def test_a_line_is_what_the_standard_library_writes(record):
    fields = msgspec.structs.asdict(record)
    assert json_lines.line(record) == json.dumps(fields, ensure_ascii=False).encode() + b"\n"
    assert msgspec.json.decode(json_lines.line(record), type=type(record)) == record


@given(st.recursive(st.one_of(TEXT, NUMBER, st.booleans()), lambda part: st.lists(part) | st.dictionaries(TEXT, part)))
def test_a_fingerprint_is_that_of_the_json_of_the_standard_library(content):
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert ledger.fingerprint(content) == ledger.sha256(text.encode())


@pytest.mark.parametrize("example", ["merrowshire", "public-record"])
def test_the_lines_of_the_examples_are_written_as_they_stand(example):
    for name, kind in ((ledger.LEDGER, Record), (release_log.RELEASES, Release)):
        path = EXAMPLES / example / "received" / name
        assert b"".join(map(json_lines.line, json_lines.read(path, kind, ""))) == path.read_bytes()


def test_what_is_added_stands_after_what_was_there(tmp_path):
    path = tmp_path / "log.jsonl"
    records = [Release(n, f"a\u2028b\r{n}", True, "Head of scrutiny", "2026-03-31", "") for n in (1, 2, 3)]
    assert [*json_lines.read(path, Release, "")] == []
    json_lines.append(path, records[:1])
    json_lines.append(path, records[1:])
    assert [*json_lines.read(path, Release, "")] == records


def test_a_line_cut_off_is_named(tmp_path: Path):
    path = tmp_path / "log.jsonl"
    json_lines.append(path, [Release(1, "a", True, "", "", "")])
    path.write_bytes(path.read_bytes() + path.read_bytes()[:20])
    with pytest.raises(NotReadable, match=r"log\.jsonl, line 2, is no release\."):
        [*json_lines.read(path, Release, "is no release.")]

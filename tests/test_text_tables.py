"""Tables as text: the encoding and separator are detected and reported; an undetectable one is refused."""

import pytest

from loaders.reader.refusal import FileRefused
from loaders.reader.with_csv import read_text

PLAN = [["Ref", "Action"], ["A1", "Mend the gate"], ["A2", "Café – opening"]]
REMEDY = "Save it as .xlsx, or as 'CSV UTF-8', and send that."


def rows(data: bytes) -> dict[int, list[str]]:
    return read_text(data)[0].rows


def how(data: bytes) -> str:
    return read_text(data)[1][0]


def refused(data: bytes) -> str:
    with pytest.raises(FileRefused) as sentence:
        read_text(data)
    return str(sentence.value)


@pytest.mark.parametrize(("separator", "name"), [(",", "comma"), (";", "semicolon"), ("\t", "tab")])
@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 with a byte order mark"),
        ("cp1252", "Windows-1252"),
        ("utf-16", "UTF-16"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_separators_and_line_ends(separator: str, name: str, codec: str, encoding: str, line_end: str):
    data = line_end.join(separator.join(row) for row in PLAN).encode(codec)
    assert rows(data) == dict(enumerate(PLAN, 1))
    assert how(data) == f"Text encoding: {encoding}. Separator: {name}."


def test_utf_16_the_other_way_round():
    assert rows(b"\xfe\xff" + "a;b".encode("utf-16-be")) == {1: ["a", "b"]}


def test_quoted_line_breaks_separators_and_quotation_marks():
    data = b'Ref,Note\r\nA1,"one\r\ntwo, ""three"""\r\n\r\nA2,\r\n'
    assert rows(data) == {1: ["Ref", "Note"], 2: ["A1", 'one\r\ntwo, "three"'], 4: ["A2"]}


def test_commas_inside_words_do_not_make_columns():
    data = b"Ref;Action\nA1;Write, agree and send\nA2;Mend the gate\n"
    assert rows(data)[2] == ["A1", "Write, agree and send"]


def test_a_first_line_that_names_the_separator():
    assert rows(b"sep=;\r\na,b;c\r\n") == {1: ["a,b", "c"]}


def test_a_byte_order_mark_inside_a_heading_is_left_out():
    assert rows('Title,\n"\ufeffRef",Action\n'.encode()) == {1: ["Title"], 2: ["Ref", "Action"]}


def test_blank_rows_are_none_and_nothing_is_turned_into_a_number():
    assert rows(b"Ref,Due\n,\n007,=1+1\n") == {1: ["Ref", "Due"], 3: ["007", "=1+1"]}


def test_what_a_text_file_cannot_tell():
    assert read_text(b"a,b")[1][1] == (
        "A text file has no number formats, colours, comments or merged cells, and does not say what was hidden."
    )


REFUSED = {
    b"a,b\0c\n": f"The text holds NUL characters, so it is damaged or not text. {REMEDY}",
    "a,b".encode("utf-16-le"): f"The text holds NUL characters, so it is damaged or not text. {REMEDY}",
    b"\xff\xfea\0,": f"The text is damaged. {REMEDY}",
    b"\xef\xbb\xbfa,\xe9\n": f"The text is damaged. {REMEDY}",
    b"a,\x81\n": "The file is not a workbook of a kind that can be read. Save it as .xlsx and send that.",
    b"only words here\nand here": "The file is text without columns. Save the table as .xlsx and send that.",
    b'a,b\n"c,d\n': f"Line 2: a stray quotation mark. {REMEDY}",
    b'a,b\n"c"d,e\n': f"Line 2: a stray quotation mark. {REMEDY}",
    b"a,b\nc," + b"x" * 32_768: f"Line 2: a cell of over 32,767 characters. {REMEDY}",
    b"a," * 16_384 + b"b": "A row has over 16,384 columns. Send the plan alone, as .xlsx.",
}


@pytest.mark.parametrize("data", REFUSED, ids=lambda data: repr(data[:12]))
def test_what_is_refused_and_in_which_words(data: bytes):
    assert refused(data) == REFUSED[data]

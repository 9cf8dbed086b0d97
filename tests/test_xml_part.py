"""An XML part is edited in place: what nobody asked to change keeps its bytes."""

import pytest

from loaders.load.annotate import note_shapes
from loaders.load.annotate.xml_part import DEEPEST, XmlPart, with_attributes

XML = b"""\xef\xbb\xbf<?xml version='1.0'?>
<x:a  b = 'it > "that"' c="1"><!-- <x:d/> --><x:d e='2'/><x:d></x:d><![CDATA[<x:d/>]]>
<x:f>\xc3\xa9 &amp; <x:d/></x:f></x:a>"""


def part() -> XmlPart:
    return XmlPart(XML)


def test_a_part_without_edits_is_itself():
    assert bytes(part()) == XML


def test_elements_are_found_by_their_place_and_not_in_comments_or_data():
    a = part().root
    assert [child.name for child in a.children] == ["d", "d", "f"]
    assert (a.attributes, part().prefix) == ({"b": 'it > "that"', "c": "1"}, "x:")
    assert [part().source(d) for d in a.all("d")] == [b"<x:d e='2'/>", b"<x:d></x:d>"]


def test_edits_stand_where_they_belong():
    edited = part()
    empty, full = edited.root.all("d")
    edited.set(edited.root, c=None, new='"<é')
    edited.set(empty, e="3")
    edited.append(empty, b"<x:in/>")
    edited.append(full, b"<x:in/>")
    edited.before(full, b"<x:before/>")
    edited.remove(edited.root.all("f")[0])
    expected = XML.replace(b' c="1"', b"").replace(
        b"<x:a  b = 'it > \"that\"'", b'<x:a  b = \'it > "that"\' new="&quot;&lt;&#233;"'
    )
    expected = expected.replace(b"<x:d e='2'/>", b'<x:d e="3"><x:in/></x:d>', 1)
    expected = expected.replace(b"<x:d></x:d>", b"<x:before/><x:d><x:in/></x:d>")
    assert bytes(edited) == expected.replace(b"<x:f>\xc3\xa9 &amp; <x:d/></x:f>", b"")


def test_two_edits_of_one_place_are_refused():
    edited = part()
    edited.remove(edited.root.all("f")[0])
    edited.set(edited.root.all("f")[0].children[0], e="1")
    with pytest.raises(ValueError, match="Two edits"):
        bytes(edited)


def test_an_attribute_is_not_looked_for_in_the_words_of_another():
    assert with_attributes(b'<c t=\' s="1"\' s="2"/>', {"s": "3"}) == b'<c t=\' s="1"\' s="3"/>'
    assert with_attributes(b"<c/>", {"s": "3"}) == b'<c s="3"/>'


def test_elements_within_each_other_have_an_end():
    with pytest.raises(ValueError, match="within each other"):
        XmlPart(b"<a>" * (DEEPEST + 2) + b"</a>" * (DEEPEST + 2))


@pytest.mark.parametrize(
    "vml",
    [b"<v:shape " * 200_000, b"<xml><o:idmap " * 200_000, b"<v:shape style" + b" " * 500_000 + b"</v:shape>"],
    ids=["shapes without end", "blocks without end", "blanks"],
)
def test_a_hostile_drawing_costs_no_more_than_its_length(vml):
    """If the time grew with the square, each of these would take hours, and the run would be stopped."""
    assert note_shapes.with_room(vml, {(1, 1): "x"}) == vml
    assert note_shapes.last_block_in([vml]) == 0


def test_a_tag_of_blanks_costs_no_more_than_its_length():
    assert with_attributes(b"<c" + b" " * 500_000 + b"/>", {"s": "3"}) == b'<c s="3"/>'

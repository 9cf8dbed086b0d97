"""The Word paper, read back with the library and with LibreOffice: words, headings, tables, links and pages."""

import zipfile
from io import BytesIO
from pathlib import Path

import hostile_words
import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from office import as_pdf
from papers import ORIGIN, hostile_paper, meeting_of, paper_of, words_of

from tracker.printable import printable
from tracker.reports.committee import committee_paper
from tracker.reports.documents.word import word_file
from tracker.reports.documents.word_styles import SETTING, NoTemplate, our_template, template
from tracker.reports.paper import Heading


@pytest.fixture(scope="module")
def paper(merrowshire):
    return paper_of(merrowshire)


@pytest.fixture(scope="module")
def written(paper):
    return word_file(paper)


@pytest.fixture(scope="module")
def document(written):
    return Document(BytesIO(written))


def words_in(document):
    """Every paragraph, including those in cells, in order."""
    return ["".join(part.text or "" for part in p.iter(qn("w:t"))) for p in document.element.body.iter(qn("w:p"))]


def test_every_word_of_the_paper_occurs_once_and_in_order(paper, document):
    assert [words for words in words_in(document) if words] == [printable(words) for words in words_of(paper) if words]


def test_headings_have_the_styles_of_headings(paper, document):
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings[:2] == ["You asked on 22 September 2026", "What changed since 12 September 2026"]
    assert headings == [block.text for block in paper.all_blocks if isinstance(block, Heading)]
    assert document.paragraphs[0].style.name == "Title"
    assert [p.text for p in document.paragraphs if p.paragraph_format.page_break_before] == [
        "How far each agency is",
        "Appendix: every agency",
    ]


def test_headings_of_tables_repeat_no_cell_is_merged_and_no_row_is_cut(document):
    assert [len(table.rows) for table in document.tables][:3] == [11, 8, 77]
    for table in document.tables:
        first, *others = [row._tr for row in table.rows]
        assert first.find(f".//{qn('w:tblHeader')}") is not None
        assert not [row for row in others if row.find(f".//{qn('w:tblHeader')}") is not None]
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in (first, *others))
        assert {len(row) for row in ([*row.iter(qn("w:tc"))] for row in (first, *others))} == {len(table.columns)}
    assert not [*document.element.body.iter(qn("w:gridSpan"), qn("w:vMerge"))]


def test_pictures_have_the_words_of_their_charts(document):
    told = [about.get("descr") for about in document.element.body.iter(qn("wp:docPr"))]
    assert len(told) == 2 and told[0].startswith("20 of 71 accepted actions verified complete")
    assert "Merrowshire Police: 4 overdue, 7 by first dates." in told[1]


def test_links_lead_to_the_record_on_the_day_of_the_position(document):
    targets = [rel.target_ref for rel in document.part.rels.values() if rel.is_external]
    assert f"{ORIGIN}/actions?as_of=2026-10-31&ref=NBC-07&sender=northmere" in targets
    assert len(targets) == len(set(targets)) > 70  # one relation for each address
    assert all(target.startswith(f"{ORIGIN}/") and "as_of=2026-10-31" in target for target in targets)


def test_language_title_and_dates_are_those_of_the_paper(paper, document, written):
    properties = document.core_properties
    assert (properties.title, properties.language) == (paper.title, "en-GB")
    assert properties.created.date() == paper.as_of
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}").find(f".//{qn('w:lang')}")
    assert defaults.get(qn("w:val")) == "en-GB"
    parts = zipfile.ZipFile(BytesIO(written))
    assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not [name for name in parts.namelist() if "thumbnail" in name or "WithEffects" in name]


def test_the_foot_says_what_the_paper_is_and_counts_the_pages(paper, document):
    foot = document.sections[0].footer._element
    assert "".join(part.text for part in foot.iter(qn("w:t"))) == f"{paper.foot} Page 1 of 1"
    assert [part.get(qn("w:instr")) for part in foot.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_the_same_position_gives_the_same_bytes(merrowshire, written):
    assert word_file(paper_of(merrowshire)) == written


def test_the_first_part_fills_exactly_two_pages(written, tmp_path):
    with pypdfium2.PdfDocument(as_pdf(written, tmp_path)) as pages:
        first = [pages[n].get_textpage().get_text_range().splitlines() for n in range(3)]
        assert first[0][0] == "Scrutiny committee: progress on recommendations"
        assert first[1][0] == "How far each agency is"
        assert first[2][0] == "Appendix: every agency"
        assert any("listed in the appendix." in line for line in first[0])
        assert any("This paper tracks promises, not outcomes." in line for line in first[1])
        for n in range(len(pages)):
            words = pages[n].get_textpage().get_text_range()
            assert f"Page {n + 1} of {len(pages)}" in words and "Illustrative data" in words


def test_the_public_record_is_two_pages_and_an_appendix(public_record, tmp_path):
    written = word_file(paper_of(public_record, since="2025-12-31"))
    with pypdfium2.PdfDocument(as_pdf(written, tmp_path)) as pages:
        firsts = [pages[n].get_textpage().get_text_range().splitlines()[0] for n in range(3)]
        assert firsts[1:] == ["How far each agency is", "Appendix: every agency"]


@pytest.mark.parametrize("text", [*hostile_words.TEXTS, *hostile_words.FORMATS])
def test_hostile_words_are_plain_text(text):
    document = Document(BytesIO(word_file(hostile_paper(text))))
    assert [words for words in words_in(document) if words] == [
        words for words in map(printable, words_of(hostile_paper(text))) if words
    ]
    assert not [rel for rel in document.part.rels.values() if rel.is_external]


def test_hostile_words_open_in_another_program(tmp_path):
    words = " / ".join([*hostile_words.TEXTS, *hostile_words.FORMATS])
    written = word_file(hostile_paper(words, foot="Foot"))  # only ours; a row taller than a page would never be printed
    with pypdfium2.PdfDocument(as_pdf(written, tmp_path)) as pages:
        words = "".join(pages[n].get_textpage().get_text_range() for n in range(len(pages)))
    assert "#eval(" in words and "{{ contact }}" in words and "<script>" in words


@pytest.mark.parametrize("since", ["2026-10-31", "2025-06-01"])
def test_a_paper_can_have_no_changes_or_a_year_of_changes(merrowshire, since):
    paper = paper_of(merrowshire, since)
    document = Document(BytesIO(word_file(paper)))
    assert [words for words in words_in(document) if words] == [printable(words) for words in words_of(paper) if words]


def test_a_paper_can_be_about_an_agency_that_sent_nothing(merrowshire):
    meeting = meeting_of(merrowshire, agency="Merrowshire Fire and Rescue Service")
    words = words_in(Document(BytesIO(word_file(committee_paper(meeting)))))
    assert "Merrowshire Fire and Rescue Service: no plan received since the register of 11 May 2026." in words
    assert "No actions are recorded." in words


def house(tmp_path: Path, change) -> Path:
    document = template()
    change(document)
    document.save(tmp_path / "house.docx")
    return tmp_path / "house.docx"


def test_a_house_style_gives_its_looks_and_header_but_no_words(paper, tmp_path, monkeypatch):
    def change(document):
        document.styles["Title"].font.name = "House Sans"
        document.sections[0].header.paragraphs[0].text = "Merrowshire Council"
        document.sections[0].footer.paragraphs[0].text = "Town Hall"
        document.add_paragraph("Instructions that nobody wants in a paper", style="Normal")

    monkeypatch.setenv(SETTING, str(house(tmp_path, change)))
    document = Document(BytesIO(word_file(paper)))
    assert document.styles["Title"].font.name == "House Sans"
    assert document.sections[0].header.paragraphs[0].text == "Merrowshire Council"
    feet = [p.text for p in document.sections[0].footer.paragraphs]
    assert feet[0] == "Town Hall" and feet[1].startswith("Illustrative data")
    assert document.paragraphs[0].text == paper.title
    assert "Instructions that nobody wants in a paper" not in words_in(document)


def test_a_style_that_is_missing_is_named(tmp_path):
    def change(document):
        for name in ("Caption", "Hyperlink"):
            document.styles[name].delete()

    with pytest.raises(NoTemplate, match=r"house\.docx has no style called Caption, Hyperlink\. Add what is missing"):
        template(house(tmp_path, change))


@pytest.mark.parametrize("content", [None, b"", b"not a zip", b"PK\x03\x04 broken"])
def test_a_template_that_is_not_a_word_document_is_reported_in_a_sentence(tmp_path, content):
    path = tmp_path / "house.docx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(NoTemplate, match=r"The template .*house\.docx "):
        template(path)


def test_a_zip_that_is_not_a_word_document_is_reported_in_a_sentence(tmp_path):
    with zipfile.ZipFile(tmp_path / "house.docx", "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(NoTemplate, match="cannot be read"):
        template(tmp_path / "house.docx")


def test_our_template_serves_as_a_house_style(tmp_path, paper, written):
    (tmp_path / "house.docx").write_bytes(our_template())
    assert word_file(paper, tmp_path / "house.docx") == written


def test_a_long_title_is_only_shortened_in_the_properties():
    paper = hostile_paper("A", title="long " * 60)
    document = Document(BytesIO(word_file(paper)))
    assert len(document.core_properties.title) == 255
    assert document.paragraphs[0].text == printable("long " * 60)

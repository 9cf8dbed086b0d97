"""A paper as HTML: in pieces for a page, and as one self-contained file."""

import base64
from collections.abc import Iterable

from markupsafe import Markup

from tracker.charts import pictures
from tracker.html import blocks
from tracker.reports.paper import (
    Block,
    Heading,
    Items,
    Line,
    NewPage,
    Paper,
    Paragraph,
    ParagraphKind,
    Picture,
    Run,
    Table,
)

STYLE = """
body { max-width: 62em; margin: 2em auto; padding: 0 1em; color: #17212B; }
body { font: 1em/1.5 "Public Sans", Arial, sans-serif; }
h1 { font-size: 1.7em; line-height: 1.25; } h2 { margin-top: 1.6em; font-size: 1.25em; } .lead { font-size: 1.15em; }
.note, caption, footer { color: #4A5660; font-size: .92em; } caption { padding-bottom: .3em; text-align: left; }
table { width: 100%; border-collapse: collapse; font-size: .92em; } img { max-width: 100%; }
th, td { padding: .35em .6em .35em 0; border-bottom: 1px solid #C9D1D8; text-align: left; vertical-align: top; }
thead { display: table-header-group; } tr { break-inside: avoid; } .new-page { break-before: page; }
"""


def piece(block: Heading | Paragraph | Items | Table | NewPage) -> Markup:
    """One block of a paper on a page of the site; the page's title is its only first-level heading."""
    match block:
        case Heading():
            return blocks.section(block.text)
        case Paragraph(role=ParagraphKind.LEAD):
            return blocks.lead(_line(block.line))
        case Paragraph(role=ParagraphKind.NOTE):
            return blocks.lead("", _line(block.line))
        case Paragraph():
            return Markup('<p class="an-plain">{}</p>').format(_line(block.line))
        case Items():
            return _items(block)
        case Table():
            return blocks.table(block.caption, block.headings, [[_line(cell) for cell in row] for row in block.rows])
        case NewPage():
            return Markup('<div class="an-new-page"></div>')


def html_file(paper: Paper) -> str:
    """The whole paper as one file that contains its pictures."""
    return Markup(
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
        "<style>{style}</style></head><body><main><h1>{title}</h1><p>{subtitle}</p>{blocks}</main>"
        "<footer><p>{foot}</p></footer></body></html>\n"
    ).format(
        title=paper.title,
        subtitle=paper.subtitle,
        style=Markup(STYLE),
        blocks=Markup("\n").join(map(_plain, paper.all_blocks)),
        foot=paper.foot,
    )


def _plain(block: Block) -> Markup:
    match block:
        case Heading():
            return Markup("<h{0}>{1}</h{0}>").format(block.level + 1, block.text)
        case Paragraph():
            return Markup('<p class="{}">{}</p>').format(block.role, _line(block.line))
        case Items():
            return _items(block)
        case Table():
            return _table(block)
        case Picture():
            drawn = base64.b64encode(pictures.svg(block.specification).encode()).decode()
            return Markup('<p><img alt="{}" src="data:image/svg+xml;base64,{}"></p>').format(block.words, drawn)
        case NewPage():
            return Markup('<div class="new-page"></div>')


def _items(block: Items) -> Markup:
    tag = Markup("ol" if block.is_numbered else "ul")
    items = (Markup("<li>{}</li>").format(_lines(lines)) for lines in block.items)
    return Markup('<{0} class="an-items">{1}</{0}>').format(tag, Markup("").join(items))


def _lines(lines: Iterable[Line]) -> Markup:
    return Markup("").join(Markup("<p>{}</p>").format(_line(line)) for line in lines)


def _line(line: Line) -> Markup:
    return Markup("").join(map(_run, line))


def _run(run: Run) -> Markup:
    words = blocks.link(run.text, run.href) if run.href else Markup("<bdi>{}</bdi>").format(run.text)
    return Markup("<strong>{}</strong>").format(words) if run.is_bold else words


def _table(block: Table) -> Markup:
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in block.headings)
    rows = Markup("").join(Markup("<tr>{}</tr>").format(_row(row)) for row in block.rows)
    template = "<table><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>"
    return Markup(template).format(block.caption, head, rows)


def _row(cells: Iterable[Line]) -> Markup:
    first, *others = cells
    rest = Markup("").join(Markup("<td>{}</td>").format(_line(cell)) for cell in others)
    return Markup('<th scope="row">{}</th>{}').format(_line(first), rest)

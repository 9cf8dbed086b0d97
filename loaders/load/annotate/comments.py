"""The notes on the cells of one sheet: the part with their words, and the boxes in its drawing."""

from loaders.load.annotate import note_shapes
from loaders.load.annotate.package import MAIN, RELATIONS, PackageCopy
from loaders.load.annotate.sheet_cells import SheetCells, place_of
from loaders.load.annotate.xml_part import Element, XmlPart, as_excel_writes, escaped
from loaders.reader.raw_sheet import Place
from loaders.reader.zip_parts import as_utf8

COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
EMPTY = f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode()
AUTHOR = "Answerable"
LONGEST_NOTE = 32_767  # letters; Excel silently cuts off the rest


def conversations(package: PackageCopy, sheet: str) -> set[str]:
    """The cells with a conversation, which Excel shows instead of a note."""
    parts = [relation.part for relation in package.relations(sheet) if relation.kind == "threadedComment"]
    threads = (XmlPart(package.read(part)).root for part in parts if package.has(part))
    return {thread.attributes.get("ref", "") for root in threads for thread in root.all("threadedComment")}


def last_block(package: PackageCopy) -> int:
    """The last block of numbers that the shapes of any sheet use."""
    return note_shapes.last_block_in([package.read(name) for name in package.names if name.lower().endswith(".vml")])


def add_notes(package: PackageCopy, sheet: str, cells: SheetCells, notes: dict[str, str], block: int) -> int:
    """Adds notes to the cells of a sheet, below the words of notes already there; may add to the sheet itself.

    New boxes are numbered after `block`. Returns the last block of numbers that they use.
    """
    name = package.related(sheet, "comments") or _add_part(package, sheet)
    comments = XmlPart(package.read(name))
    there = _by_address(comments)
    grown, added = {}, {}
    for address, text in notes.items():
        if comment := there.get(address):
            grown[place_of(address)] = _extend(comments, comment, text)
        else:
            added[place_of(address)] = text
    _append(comments, {address: text for address, text in notes.items() if address not in there})
    package.write(name, bytes(comments))
    if "legacyDrawing" not in {child.name for child in cells.part.root.children}:  # then no note has a box
        added |= {place_of(address): _words(comments, comment) for address, comment in there.items()}
    return _draw(package, sheet, cells, added, grown, block)


def cut_notes(package: PackageCopy, sheet: str, beginning: str) -> None:
    """Cuts off all notes of a sheet from the words `beginning` on; a note with no other words is removed."""
    name = package.related(sheet, "comments")
    if not name:
        return
    comments, gone = XmlPart(package.read(name)), set()
    for address, comment in _by_address(comments).items():
        theirs, found, _ = _words(comments, comment).partition(beginning)
        if found and theirs.strip():
            _shorten(comments, comment, len(theirs.rstrip()))
        elif found:
            comments.remove(comment)
            gone.add(place_of(address))
    package.write(name, bytes(comments))
    drawings = [one.part for one in package.relations(sheet) if one.kind == "vmlDrawing" and package.has(one.part)]
    for drawing in drawings if gone else ():
        package.write(drawing, note_shapes.without_boxes(as_utf8(package.read(drawing)), gone))


def _add_part(package: PackageCopy, sheet: str) -> str:
    name = package.add("comments", "xml", EMPTY, COMMENTS)
    package.relate(sheet, "comments", name)
    return name


def _by_address(comments: XmlPart) -> dict[str, Element]:
    comment_list = comments.root.first("commentList")
    return {one.attributes.get("ref", ""): one for one in comment_list.all("comment")} if comment_list else {}


def _texts(comment: Element) -> list[Element]:
    """The pieces of a note's words; reading aids above the line (rPh) are left out."""
    text = comment.first("text")
    runs = [text, *text.all("r")] if text else []
    return [piece for run in runs for piece in run.all("t")]


def _words(comments: XmlPart, comment: Element) -> str:
    return "".join(map(comments.words, _texts(comment)))


def _extend(comments: XmlPart, comment: Element, ours: str) -> str:
    """Adds words below those of a note and returns all of its words."""
    theirs, text = _words(comments, comment).rstrip(), comment.first("text")
    added = f"\n\n{ours}"[: max(0, LONGEST_NOTE - len(theirs))]
    p = comments.prefix.encode()
    _shorten(comments, comment, len(theirs))
    for plain in text.all("t") if text else ():  # words without a run may not come before one
        comments.before(plain, b"<%sr>" % p)
        comments.after(plain, b"</%sr>" % p)
    if text:
        later = next((child for child in text.children if child.name in ("rPh", "phoneticPr")), None)
        run = _run(comments, added)
        comments.before(later, run) if later else comments.append(text, run)
    return theirs + added


def _shorten(comments: XmlPart, comment: Element, length: int) -> None:
    """Keeps the first `length` letters of a note, in the fonts that they have."""
    for piece in _texts(comment):
        words = comments.words(piece)
        if len(words) > length:
            comments.put_words(piece, words[:length])
        length = max(0, length - len(words))


def _append(comments: XmlPart, notes: dict[str, str]) -> None:
    authors, comment_list, p = comments.root.first("authors"), comments.root.first("commentList"), comments.prefix
    if authors is None or comment_list is None:
        raise ValueError("Notes without a list of authors.")
    known = [comments.words(author) for author in authors.children]
    if notes and AUTHOR not in known:
        comments.append(authors, f"<{p}author>{AUTHOR}</{p}author>".encode())
        known.append(AUTHOR)
    for address, text in notes.items():
        begin = f'<{p}comment ref="{address}" authorId="{known.index(AUTHOR)}"><{p}text>'.encode()
        comments.append(comment_list, begin + _run(comments, text) + f"</{p}text></{p}comment>".encode())


def _run(comments: XmlPart, text: str) -> bytes:
    p = comments.prefix.encode()
    return b'<%sr><%st xml:space="preserve">%s</%st></%sr>' % (p, p, escaped(as_excel_writes(text)), p, p)


def _draw(
    package: PackageCopy, sheet: str, cells: SheetCells, added: dict[Place, str], grown: dict[Place, str], block: int
) -> int:
    related = {relation.id: relation.part for relation in package.relations(sheet)}
    drawing = related.get(cells.legacy_drawing, "")
    if not package.has(drawing):
        drawing = package.add("drawings/vmlDrawing", "vml", note_shapes.EMPTY, DRAWING)
        id_ = package.relate(sheet, "vmlDrawing", drawing)
        tag = f'<{cells.part.prefix}legacyDrawing xmlns:r="{RELATIONS}" r:id="{id_}"/>'
        cells.add_legacy_drawing(tag.encode())
    vml = note_shapes.with_room(as_utf8(package.read(drawing)), grown)
    if added:
        vml = note_shapes.with_boxes(vml, added, block)
        block += 1 + len(added) // note_shapes.BLOCK
    package.write(drawing, vml)
    return block

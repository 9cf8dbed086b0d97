"""Makes files that honest senders never would: bombs, lies, loops and damage, each in a few lines."""

import io
import random
import struct
import zipfile
from collections.abc import Callable, Iterator

import openpyxl

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_LINKS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TABLE = (
    "<row r='1'><c r='A1' t='inlineStr'><is><t>Ref</t></is></c><c r='B1' t='inlineStr'><is><t>Action</t></is></c></row>"
)


def sheet(rows: str, before: str = "", after: str = "", head: str = "", main: str = MAIN) -> str:
    """The XML of one sheet."""
    return f"{head}<worksheet xmlns='{main}'>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def workbook(
    xml: str | bytes, others: dict[str, str | bytes] | None = None, setting: str = "", strict: bool = False
) -> bytes:
    """A workbook with one sheet called Plan, built around the sheet's XML; `others` adds or replaces parts."""
    main, links = (STRICT_MAIN, STRICT_LINKS) if strict else (MAIN, LINKS)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f"<Types xmlns='{PACKAGE}/content-types'>"
        "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
        f"<Override PartName='/xl/workbook.xml' ContentType='{TYPE}.sheet.main+xml'/>"
        f"<Override PartName='/xl/worksheets/sheet1.xml' ContentType='{TYPE}.worksheet+xml'/>"
        f"<Override PartName='/xl/styles.xml' ContentType='{TYPE}.styles+xml'/>"
        f"<Override PartName='/xl/sharedStrings.xml' ContentType='{TYPE}.sharedStrings+xml'/></Types>",
        "_rels/.rels": f"<Relationships xmlns='{PACKAGE}/relationships'>"
        f"<Relationship Id='r1' Type='{links}/officeDocument' Target='xl/workbook.xml'/></Relationships>",
        "xl/workbook.xml": workbook_part("Plan", setting, main, links),
        "xl/_rels/workbook.xml.rels": f"<Relationships xmlns='{PACKAGE}/relationships'>"
        f"<Relationship Id='r1' Type='{links}/worksheet' Target='worksheets/sheet1.xml'/>"
        f"<Relationship Id='r2' Type='{links}/styles' Target='styles.xml'/>"
        f"<Relationship Id='r3' Type='{links}/sharedStrings' Target='sharedStrings.xml'/></Relationships>",
        "xl/styles.xml": f"<styleSheet xmlns='{main}'><fonts><font/></fonts>"
        "<fills><fill><patternFill patternType='none'/></fill></fills>"
        "<borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs>"
        "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>",
        "xl/sharedStrings.xml": f"<sst xmlns='{main}'><si><t>shared</t></si></sst>",
        "xl/worksheets/sheet1.xml": xml,
    }
    return zipped(parts | (others or {}))


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """The bytes of a zip of the parts."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return into.getvalue()


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The zip with one part changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts: dict[str, str | bytes] = {one: file.read(one) for one in file.namelist()}
    return zipped(parts | {name: change(parts[name])})


def workbook_part(name: str, setting: str = "", main: str = MAIN, links: str = LINKS) -> str:
    """The XML of the part that lists the workbook's one sheet."""
    listed = f"<sheets><sheet name='{name}' sheetId='1' r:id='r1'/></sheets>"
    return f"<workbook xmlns='{main}' xmlns:r='{links}'>{setting}{listed}</workbook>"


def plain() -> bytes:
    """An honest small plan, as a spreadsheet program writes it."""
    book = openpyxl.Workbook()
    for row in (["Ref", "Action", "Due"], ["A1", "Paint the railing", 46112], ["A2", "Mend the gate", None]):
        book.active.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def text_cell(reference: str, text: str) -> str:
    """A cell with its text inside."""
    return f"<c r='{reference}' t='inlineStr'><is><t xml:space='preserve'>{text}</t></is></c>"


def zip_bomb() -> bytes:
    """A sheet of 120 MB of blanks in a few hundred kilobytes."""
    return workbook(sheet(TABLE + " " * 120_000_000))


def lying_zip() -> bytes:
    """A zip with a part longer than its stated size."""
    data = bytearray(workbook(sheet(TABLE + " " * 5_000_000)))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        size = struct.pack("<I", file.getinfo("xl/worksheets/sheet1.xml").file_size)
    return bytes(data.replace(size, struct.pack("<I", 1_000)))


def entity_bomb() -> bytes:
    """A sheet with entities that double 29 times."""
    nested = "".join(f"<!ENTITY e{n} '&e{n - 1};&e{n - 1};'>" for n in range(1, 30))
    head = f"<!DOCTYPE worksheet [<!ENTITY e0 'ha'>{nested}]>"
    return workbook(sheet(TABLE + f"<row r='2'>{text_cell('A2', '&e29;')}</row>", head=head))


def entity_bomb_in_strings() -> bytes:
    """An entity in the shared strings, which another part of the reader parses."""
    strings = f"<!DOCTYPE sst [<!ENTITY e0 'ha'>]><sst xmlns='{MAIN}'><si><t>&e0;</t></si></sst>"
    return workbook(sheet(TABLE), {"xl/sharedStrings.xml": strings})


def many_long_strings() -> bytes:
    """One text of 32,767 characters, shown in a hundred thousand cells."""
    strings = f"<sst xmlns='{MAIN}'><si><t>{'x' * 32_767}</t></si></sst>"
    rows = "".join(f"<row r='{n}'><c r='A{n}' t='s'><v>0</v></c></row>" for n in range(1, 100_001))
    return workbook(sheet(rows), {"xl/sharedStrings.xml": strings})


def far_apart() -> bytes:
    """Two filled cells in opposite corners, with seventeen thousand million places between them."""
    return workbook(sheet(TABLE + f"<row r='1048576'>{text_cell('XFD1048576', 'end')}</row>"))


def many_far_apart() -> bytes:
    """A cell in the last column of thousands of rows."""
    rows = "".join(f"<row r='{n}'>{text_cell(f'XFD{n}', 'x')}</row>" for n in range(2, 3_000))
    return workbook(sheet(TABLE + rows))


def million_sparse_rows() -> bytes:
    """A million rows that are styled but empty, and one that is filled."""
    rows = "".join(f"<row r='{n}'><c r='C{n}' s='1'/></row>" for n in range(2, 1_000_000))
    return workbook(sheet(f"{TABLE}{rows}<row r='1000000'>{text_cell('A1000000', 'last')}</row>"))


def merged_far_and_wide() -> bytes:
    """Overlapping merges over a filled range."""
    rows = "".join(f"<row r='{n}'>{text_cell(f'A{n}', 'x')}{text_cell(f'CV{n}', 'x')}</row>" for n in range(1, 1_001))
    merges = "".join("<mergeCell ref='A1:CV1000'/>" for _ in range(50))
    return workbook(sheet(rows, after=f"<mergeCells>{merges}</mergeCells>"))


def too_many_parts() -> bytes:
    """A workbook with two thousand extra parts."""
    return workbook(sheet(TABLE), {f"xl/media/image{n}.png": b"" for n in range(2_000)})


def climbing_name() -> bytes:
    """A zip with a part that would land outside the folder it is unpacked to."""
    return workbook(sheet(TABLE), {"xl/../../evil.xml": "<a/>"})


def twice_the_same_part() -> bytes:
    """Two parts of the same name but for capitals: readers differ in which one they see."""
    into = io.BytesIO(workbook(sheet(TABLE)))
    with zipfile.ZipFile(into, "a") as file:
        file.writestr("xl/Worksheets/sheet1.xml", sheet(""))
    return into.getvalue()


def locked_zip() -> bytes:
    """A zip whose parts are marked as encrypted."""
    data = bytearray(workbook(sheet(TABLE)))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def deep_elements() -> bytes:
    """A sheet with a hundred thousand elements inside one another."""
    return workbook(sheet(TABLE + "<row r='2'>" + "<x>" * 100_000 + "</x>" * 100_000 + "</row>"))


def endless_formulas() -> bytes:
    """A sheet of two hundred thousand formulas that were never calculated."""
    rows = "".join(f"<row r='{n}'><c r='A{n}'><f>B{n}+1</f></c></row>" for n in range(1, 200_001))
    return workbook(sheet(rows))


def ole(streams: dict[str, bytes], looped: bool = False, circular: bool = False) -> bytes:
    """An old compound file with its streams in one run of sectors.

    With `looped` its sector chains lead back into themselves; with `circular` its directory entries do.
    """
    contents = [content.ljust(4096, b"\0") for content in streams.values()]
    pieces = [[content[at : at + 512] for at in range(0, len(content), 512)] for content in contents]
    tables = -(-(sum(map(len, pieces)) + 60) // 120)  # sectors that the table takes, which it lists too
    table = [0xFFFFFFFD] * tables + [0xFFFFFFFE]  # the sectors of the table come first, then the directory
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1 if streams else 0xFFFFFFFF)]
    for n, (name, content, sectors) in enumerate(zip(streams, contents, pieces, strict=True), 1):
        first = len(table)
        table += [*range(first + 1, first + len(sectors)), first if looped else 0xFFFFFFFE]
        following = 1 if circular else n + 1 if n < len(streams) else 0xFFFFFFFF
        entries.append(_entry(name, 2, first, 0x7FFFFFFF if looped else len(content), right=following))
    body = b"".join(entries).ljust(512, b"\0") + b"".join(one.ljust(512, b"\0") for of in pieces for one in of)
    fat = struct.pack(f"<{len(table)}I", *table).ljust(512 * tables, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, tables, tables, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    return (head + struct.pack(f"<{tables}I", *range(tables))).ljust(512, b"\xff") + fat + body


def _entry(name: str, kind: int, start: int, size: int, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF) -> bytes:
    text = f"{name}\0".encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, 0xFFFFFFFF, right, child)
    return head + b"\0" * 36 + struct.pack("<IQ", start, size)


BOF = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 0)


def looped_xls() -> bytes:
    """A stream whose chain of sectors leads back to its start."""
    return ole({"Workbook": BOF}, looped=True)


def locked_xls() -> bytes:
    """An old workbook whose records are encrypted from the second one on."""
    return ole({"Workbook": BOF + struct.pack("<HHHHH", 0x2F, 6, 1, 1, 1) + b"\x99" * 500})


def locked_xlsx() -> bytes:
    """A new workbook with a password: an old container around an encrypted package."""
    return ole({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": b"\x99" * 900})


# Every one must be refused, in exactly this sentence.
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "zip bomb": (zip_bomb, "The file is too large once unpacked. Send the plan alone, in a new workbook."),
    "lying zip": (lying_zip, "The file is damaged and cannot be read. Ask the sender for it again."),
    "entity bomb": (
        entity_bomb,
        "The file defines XML entities, which no office program writes. Save it anew and send that.",
    ),
    "entities in strings": (
        entity_bomb_in_strings,
        "The file defines XML entities, which no office program writes. Save it anew and send that.",
    ),
    "many long strings": (
        many_long_strings,
        "The file needs more memory than a plan should. Send the plan alone, in a new workbook.",
    ),
    "many far apart": (
        many_far_apart,
        "Sheet 'Plan' has filled cells far apart. Delete the empty rows and columns between them.",
    ),
    "merged far and wide": (
        merged_far_and_wide,
        "Sheet 'Plan' merges over 500,000 cells. Unmerge whole rows and columns.",
    ),
    "too many parts": (
        too_many_parts,
        "The file holds over 2,000 parts. Send the plan alone, in a new workbook.",
    ),
    "climbing name": (
        climbing_name,
        "The parts of the file have names that no office program writes. Save it anew and send that.",
    ),
    "twice the same part": (
        twice_the_same_part,
        "The parts of the file have names that no office program writes. Save it anew and send that.",
    ),
    "locked zip": (locked_zip, "The file is protected with a password. Ask the sender for a copy without one."),
    "locked xls": (locked_xls, "The file is protected with a password. Ask the sender for a copy without one."),
    "locked xlsx": (locked_xlsx, "The file is protected with a password. Ask the sender for a copy without one."),
}
# Every one may load or be refused; nothing else may happen.
EITHER: dict[str, Callable[[], bytes]] = {
    "far apart": far_apart,
    "looped xls": looped_xls,
    "deep elements": deep_elements,
    "endless formulas": endless_formulas,
    "million sparse rows": million_sparse_rows,
}


def truncated(data: bytes, times: int) -> Iterator[bytes]:
    """The file cut short at places spread evenly over it."""
    yield from (data[: len(data) * n // times] for n in range(1, times))


def flipped(data: bytes, times: int, seed: int) -> Iterator[bytes]:
    """The file with one to twenty bytes changed at random, `times` times."""
    chance = random.Random(seed)
    for _ in range(times):
        changed = bytearray(data)
        for _ in range(chance.randint(1, 20)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        yield bytes(changed)


def flipped_inside(data: bytes, times: int, seed: int) -> Iterator[bytes]:
    """The workbook with bytes changed inside one part, so that the zip around it stays whole."""
    chance = random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    for _ in range(times):
        name = chance.choice(sorted(parts))
        yield zipped(parts | {name: next(flipped(parts[name], 1, chance.randrange(2**32)))})

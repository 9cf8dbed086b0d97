"""The sheets that a workbook lists: finds them, adds a first one, and takes some out."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.load.annotate.package import MAIN, RELATIONS, PackageCopy
from loaders.load.annotate.xml_part import Element, XmlPart, escaped
from loaders.reader.zip_parts import TYPES

WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


@dataclass(frozen=True)
class WorkbookSheet:
    """One sheet: its name, its part, and whether it has cells."""

    name: str
    part: str
    is_worksheet: bool


def sheets_of(package: PackageCopy) -> list[WorkbookSheet]:
    """Every sheet in the order of the tabs; the part of a sheet is "" if it has none."""
    related = {relation.id: relation for relation in package.relations(package.main)}
    sheets = []
    for entry in _entries(XmlPart(package.read(package.main))):
        relation = related.get(_id(entry))
        part = relation.part if relation and package.has(relation.part) else ""
        is_worksheet = bool(relation and part and relation.kind == "worksheet")
        sheets.append(WorkbookSheet(entry.attributes.get("name", ""), part, is_worksheet))
    return sheets


def add_first(package: PackageCopy, title: str, xml: bytes) -> str:
    """Adds a worksheet before all others and shows it first. Returns its name, which no other sheet has."""
    _choose_none(package)
    part = package.add("worksheets/sheet", "xml", xml, WORKSHEET)
    id_ = package.relate(package.main, "worksheet", part)
    workbook = XmlPart(package.read(package.main))
    entries = _entries(workbook)
    name = _free([entry.attributes.get("name", "") for entry in entries], title)
    number = 1 + max((int(entry.attributes.get("sheetId", 0)) for entry in entries), default=0)
    new = b'<%ssheet xmlns:r="%s" name="%s" sheetId="%d" r:id="%s"/>' % (
        workbook.prefix.encode(), RELATIONS.encode(), escaped(name), number, id_.encode(),
    )  # fmt: skip
    if entries:
        workbook.before(entries[0], new)
    elif group := workbook.root.first("sheets"):
        workbook.append(group, new)
    _renumber(workbook, {n: n + 1 for n in range(len(entries))})
    _show_first(workbook)
    package.write(package.main, bytes(workbook))
    return name


def remove_sheets(package: PackageCopy, names: set[str]) -> None:
    """Takes sheets out of the workbook, with the defined names that belong only to them."""
    gone = [sheet for sheet in sheets_of(package) if sheet.name in names]
    workbook = XmlPart(package.read(package.main))
    entries = _entries(workbook)
    remaining = [n for n, entry in enumerate(entries) if entry.attributes.get("name") not in names]
    for entry in (entry for n, entry in enumerate(entries) if n not in remaining):
        package.unrelate(package.main, _id(entry))
        workbook.remove(entry)
    _renumber(workbook, {was: now for now, was in enumerate(remaining)})
    _show_first(workbook)
    package.write(package.main, bytes(workbook))
    for sheet in gone:
        package.remove(sheet.part)


def _entries(workbook: XmlPart) -> list[Element]:
    sheet_list = workbook.root.first("sheets")
    return sheet_list.all("sheet") if sheet_list else []


def _id(entry: Element) -> str:
    return next((value for key, value in entry.attributes.items() if key.endswith(":id")), "")


def _free(in_use: Sequence[str], title: str) -> str:
    """A free name for a sheet: names of sheets must differ by more than capitals."""
    folded = {name.casefold() for name in in_use}
    choices = (title, *(f"{title}{n}" for n in range(1, len(folded) + 1)))
    return next(choice for choice in choices if choice.casefold() not in folded)


def _renumber(workbook: XmlPart, place: dict[int, int]) -> None:
    """Renumbers defined names of single sheets, which give the place among the tabs; removes those of lost sheets."""
    for group in workbook.root.all("definedNames"):
        for name in group.all("definedName"):
            was = name.attributes.get("localSheetId", "")
            if was.isdecimal() and int(was) in place:
                workbook.set(name, localSheetId=str(place[int(was)]))
            elif was:
                workbook.remove(name)


def _show_first(workbook: XmlPart) -> None:
    for views in workbook.root.all("bookViews"):
        for view in views.all("workbookView"):
            workbook.set(view, activeTab=None, firstSheet=None)


def _choose_none(package: PackageCopy) -> None:
    """Selects no sheet, so that only ours will be: with two selected, typing in one would type in the other."""
    for sheet in sheets_of(package):
        if not sheet.part:
            continue
        head = XmlPart(package.read(sheet.part), until="sheetData")
        views = [view for group in head.root.all("sheetViews") for view in group.all("sheetView")]
        for view in views:
            head.set(view, tabSelected=None)
        package.write(sheet.part, bytes(head))


def empty_workbook() -> PackageCopy:
    """A workbook without sheets."""
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        TYPES: f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{RELATIONS}/'
        'officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}"><sheets/></workbook>',
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as into:
        for name, content in parts.items():
            into.writestr(name, content)
    return PackageCopy(written.getvalue())

"""A copy of an Excel package in which only some parts are edited or added; every other part keeps its bytes."""

import posixpath
import zipfile
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from loaders.load.annotate.xml_part import XmlPart, escaped
from loaders.reader.shared_texts import SharedTexts, shared_texts
from loaders.reader.zip_parts import TYPES, Parts

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NO_RELATIONS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
EARLIEST = (1980, 1, 1, 0, 0, 0)  # a fixed day for our parts makes two copies of one file the same


class NotCopied(Exception):
    """No copy of the workbook can be made; the message says why."""


class Relation(NamedTuple):
    """A relation of one part: its id, its kind, and the part that it leads to ("" for one outside)."""

    id: str
    kind: str
    part: str


class PackageCopy:
    """The parts of a workbook by name, as they were or as edited."""

    def __init__(self, data: bytes) -> None:
        self._parts = Parts(data)
        self._original = frozenset(self._parts.names)
        self._edited: dict[str, bytes] = {}
        self._removed: set[str] = set()

    @property
    def names(self) -> list[str]:
        """The names of all parts, in the order of the file, then those added."""
        return [name for name in dict.fromkeys([*self._parts.names, *self._edited]) if name not in self._removed]

    def has(self, name: str) -> bool:
        """Whether there is a part with this name."""
        return name not in self._removed and (name in self._edited or name in self._original)

    @cached_property
    def main(self) -> str:
        """The part that lists the sheets."""
        return self.related("", "officeDocument") or "xl/workbook.xml"

    def read(self, name: str) -> bytes:
        """A part as it is now."""
        return self._edited[name] if name in self._edited else self._parts.read(name)

    @cached_property
    def shared_texts(self) -> SharedTexts:
        """The texts that the sheets share, by number."""
        return shared_texts(self._parts, self.related(self.main, "sharedStrings"))

    def write(self, name: str, content: bytes) -> None:
        """Edits a part, or adds one."""
        if not self.has(name) or content != self.read(name):
            self._edited[name] = content

    def add(self, stem: str, ending: str, content: bytes, content_type: str) -> str:
        """Adds a part under a free name, beside the part that lists the sheets, and returns the name."""
        names = {name.casefold() for name in [*self._parts.names, *self._edited]}
        path = posixpath.join(posixpath.dirname(self.main), stem)
        choices = (f"{path}{number or ''}.{ending}" for number in range(len(names) + 1))
        name = next(choice for choice in choices if choice.casefold() not in names)
        self.write(name, content)
        types = XmlPart(self.read(TYPES))
        entry = b'<%sOverride PartName="/%s" ContentType="%s"/>'
        types.append(types.root, entry % (types.prefix.encode(), escaped(name), content_type.encode()))
        self.write(TYPES, bytes(types))
        return name

    def remove(self, name: str) -> None:
        """Leaves a part out, with its list of relations and the entry of its type."""
        self._removed |= {name, _relations_part(name)}
        types = XmlPart(self.read(TYPES))
        for entry in types.root.all("Override"):
            if entry.attributes.get("PartName") == f"/{name}":
                types.remove(entry)
        self.write(TYPES, bytes(types))

    def relations(self, part: str) -> list[Relation]:
        """The relations of a part; "" stands for the package itself."""
        relation_part = _relations_part(part)
        if not self.has(relation_part):
            return []
        folder = posixpath.dirname(part)
        links = [link.attributes for link in XmlPart(self.read(relation_part)).root.all("Relationship")]
        return [
            Relation(
                link.get("Id", ""),
                link.get("Type", "").rpartition("/")[2],
                "" if link.get("TargetMode") == "External" else _target(folder, link.get("Target", "")),
            )
            for link in links
        ]

    def related(self, part: str, kind: str) -> str:
        """The part to which one part is related by this kind of relation; "" if there is none."""
        return next((one.part for one in self.relations(part) if one.kind == kind and self.has(one.part)), "")

    def relate(self, part: str, kind: str, target: str) -> str:
        """Relates one part to another and returns the id of the relation."""
        relation_part = _relations_part(part)
        links = XmlPart(self.read(relation_part) if self.has(relation_part) else NO_RELATIONS)
        ids = {link.attributes.get("Id") for link in links.root.all("Relationship")}
        id_ = next(name for n in range(1, len(ids) + 2) if (name := f"rId{n}") not in ids)
        to = escaped(posixpath.relpath(f"/{target}", f"/{posixpath.dirname(part)}")).decode()
        entry = f'<{links.prefix}Relationship Id="{id_}" Type="{RELATIONS}/{kind}" Target="{to}"/>'
        links.append(links.root, entry.encode())
        self.write(relation_part, bytes(links))
        return id_

    def unrelate(self, part: str, id_: str) -> None:
        """Removes a relation of a part."""
        links = XmlPart(self.read(_relations_part(part)))
        for link in links.root.all("Relationship"):
            if link.attributes.get("Id") == id_:
                links.remove(link)
        self.write(_relations_part(part), bytes(links))

    def check(self) -> None:
        """Raises ExpatError if an edited part is not XML; a drawing of notes need not be."""
        for name, content in self._edited.items():
            if not name.lower().endswith(".vml"):
                expat.ParserCreate(namespace_separator=" ").Parse(content, True)

    def save(self, path: Path) -> None:
        """Writes the copy: the parts in their order, each with its own date."""
        times = {info.filename: info.date_time for info in self._parts.entries}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as into:
            for name in self.names:
                entry = zipfile.ZipInfo(name, times.get(name, EARLIEST))
                entry.compress_type = zipfile.ZIP_DEFLATED
                into.writestr(entry, self.read(name))


def _relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _target(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")

"""Why a workbook is not copied: it is of another kind, or has what we hand to nobody or what a change would break."""

from loaders.load.annotate.package import NotCopied, PackageCopy
from loaders.reader.zip_parts import TYPES, refuse_entities
from tracker.words import and_list

NOT_XLSX = "it is not an .xlsx workbook, and only such a workbook can carry notes"
STRICT = "it is saved as Strict Open XML"
STOPS = {  # by words in the names of parts, their types and their relations
    "vbaproject": "macros", "macrosheet": "macros", "macroenabled": "macros", "attachedtoolbars": "macros",
    "activex": "controls that can run programs", "embeddings/": "embedded files", "oleobject": "embedded files",
    "digital-signature": "a digital signature", "_xmlsignatures/": "a digital signature",
    "revisionheaders": "tracked changes",
}  # fmt: skip
MAIN_TYPE = b"spreadsheetml.sheet.main+xml"


def refuse_what_stops(package: PackageCopy) -> None:
    """Raises NotCopied with the reason if the workbook cannot be copied."""
    types = package.read(TYPES) if package.has(TYPES) else b""
    text = _part_names(package, types.decode("utf-8", "replace"))
    if stopping := sorted({words for word, words in STOPS.items() if word in text} | _links_to_programs(package)):
        raise NotCopied(f"The workbook was not copied because it holds {and_list(stopping)}.")
    if MAIN_TYPE not in types or not package.has(package.main):
        raise NotCopied(f"The file was not copied because {NOT_XLSX}.")
    workbook = package.read(package.main)
    refuse_entities(workbook)
    if b"purl.oclc.org/ooxml" in workbook:
        raise NotCopied(f"The file was not copied because {STRICT}.")


def _part_names(package: PackageCopy, types: str) -> str:
    """Everything that names what a part is, in small letters; addresses outside the package are left out."""
    owners = ["", *(name for name in package.names if not name.endswith(".rels"))]
    kinds = {relation.kind for owner in owners for relation in package.relations(owner)}
    return "\n".join([*package.names, types, *kinds]).lower()


def _links_to_programs(package: PackageCopy) -> set[str]:
    """Finds links of the old kind (DDE), which start the programs that they name."""
    links = [name for name in package.names if "externallink" in name.lower() and name.endswith(".xml")]
    return {"links that start other programs"} if any(b"ddeLink" in package.read(name) for name in links) else set()

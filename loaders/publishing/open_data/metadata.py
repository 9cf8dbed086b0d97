"""What describes the open data to programs and to people: CSV on the Web, a data package, a dictionary, a read-me."""

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from loaders.publishing.open_data.tables import DATE, TEXT, TEXTS, WHOLE_NUMBER, YES_OR_NO, OpenColumn, OpenTable
from tracker.exports import INVENTED_LABEL
from tracker.questions.returns import MadeFrom
from tracker.site import Publisher
from tracker.terms import WITHHELD
from tracker.words import capital, day, plural

DICTIONARY = "data-dictionary.csv"
README = "README.md"
README_TEXT = Path(__file__).parent / "read_me.md"
TYPES = {TEXT: "string", DATE: "date", WHOLE_NUMBER: "integer", YES_OR_NO: "boolean", TEXTS: "string"}
MEDIA = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".md": "text/markdown",
    ".py": "text/x-python",
    ".parquet": "application/vnd.apache.parquet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
NO_LICENCE = "The publisher has not named a licence: ask before you use this data."


@dataclass(frozen=True)
class PublicationInfo:
    """What all open-data files of a publication say about it: the publisher, the day, and what it was made from."""

    publisher: Publisher
    as_of: date
    made_from: MadeFrom
    is_illustrative: bool
    notes: tuple[str, ...] = ()

    @property
    def invented_label(self) -> str:
        """The mark that says that data is invented, "" for real data."""
        return INVENTED_LABEL if self.is_illustrative else ""

    @property
    def licence(self) -> str:
        """The licence that the publisher names, or a sentence if none is named."""
        named = ", ".join(filter(None, (self.publisher.licence, self.publisher.licence_address)))
        return named or NO_LICENCE

    def facts(self) -> dict[str, str]:
        """Each fact in words, by its name."""
        return {
            **({"Mark": INVENTED_LABEL} if self.is_illustrative else {}),
            "Publisher": ", ".join(filter(None, (self.publisher.name, self.publisher.contact))) or "not named",
            "Licence": self.licence,
            "As at": str(self.as_of),
            "Last file received on": str(self.made_from.last_on),
            "Ledger head": self.made_from.head,
            "What is counted": "The position on that day, as known from the files received by then.",
            **({"How to read it": " ".join(self.notes)} if self.notes else {}),
        }


def csvw(table: OpenTable, url: str, info: PublicationInfo) -> bytes:
    """The "CSV on the Web" metadata of one CSV file, which programs look for beside it as <file>-metadata.json."""
    return _json(
        {
            "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
            "url": url,
            "dc:title": f"{capital(table.name.replace('_', ' '))} as at {day(info.as_of)}",
            "dc:description": " ".join(filter(None, (info.invented_label, table.about.says))),
            "dc:publisher": info.publisher.name or "not named",
            "dc:license": {"@id": info.publisher.licence_address} if info.publisher.licence_address else info.licence,
            "dialect": {"header": True, "skipRows": 1 if info.invented_label else 0, "encoding": "utf-8"},
            "tableSchema": {
                "columns": [_csvw_column(column) for column in table.columns],
                "primaryKey": list(table.about.key),
            },
        }
    )


def _csvw_column(column: OpenColumn) -> dict[str, Any]:
    split = {"separator": column.separator} if column.separator else {}
    named = {"name": column.name, "titles": column.name, "dc:description": column.means}
    return {**named, "datatype": TYPES[column.kind], **split}


def package(
    tables: Sequence[OpenTable],
    files: Mapping[str, bytes],
    table_of: Mapping[str, str],
    info: PublicationInfo,
    archive: str,
) -> bytes:
    """The data package: all files with size and fingerprint; `table_of` names the table whose rows a file holds.

    `archive` is the name of the file that holds all of them and the package.
    """
    by_name = {table.name: table for table in tables}
    described = {name: _schema(by_name[table], info) for name, table in table_of.items() if Path(name).suffix == ".csv"}
    publisher = info.publisher
    licence = {"title": publisher.licence, "path": publisher.licence_address}
    return _json(
        {
            "profile": "data-package",
            "name": "recommendation-tracker",
            "title": f"Recommendations, actions and what became of them, as at {day(info.as_of)}",
            "description": " ".join(filter(None, (info.invented_label, info.facts()["What is counted"]))),
            "version": str(info.as_of),
            "contributors": [{"title": publisher.name, "role": "publisher"}] if publisher.name else [],
            "licenses": [{name: text for name, text in licence.items() if text}] if publisher.licence else [],
            "as_of": str(info.as_of),
            "last_received_on": str(info.made_from.last_on),
            "ledger_head": info.made_from.head,
            "archive": archive,
            "is_illustrative": info.is_illustrative,
            "resources": [
                {**_resource(name, content), "table": table_of.get(name, ""), **described.get(name, {})}
                for name, content in files.items()
            ],
        }
    )


def _resource(name: str, content: bytes) -> dict[str, Any]:
    ending = Path(name).suffix
    return {
        "name": name.lower().replace(".", "-"),
        "type": "file",
        "path": name,
        "format": ending[1:],
        "mediatype": MEDIA[ending],
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }


def _schema(table: OpenTable, info: PublicationInfo) -> dict[str, Any]:
    """The schema of a table's CSV file: its name, its columns, and the keys that lead to other tables."""
    foreign_keys = [
        {"fields": list(columns), "reference": {"resource": other, "fields": list(columns)}}
        for columns, other in table.about.refers.items()
    ]
    return {
        "name": table.name,
        "title": table.about.says,
        "type": "table",
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "dialect": {"header": True, "headerRows": [2]} if info.invented_label else {"header": True},
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.about.key),
            "foreignKeys": foreign_keys,
        },
    }


def _field(column: OpenColumn) -> dict[str, str]:
    split = f" Several are separated by {_separator_name(column.separator)}." if column.separator else ""
    return {"name": column.name, "type": TYPES[column.kind], "description": column.means + split}


def dictionary(tables: Sequence[OpenTable]) -> bytes:
    """A CSV file that explains every column of every table: its kind, what separates a list, and what it means."""
    into = io.StringIO()
    writer = csv.writer(into, lineterminator="\r\n")
    writer.writerow(["table", "column", "is_key", "kind", "separated_by", "means"])
    for table in tables:
        for column in table.columns:
            is_key = str(column.name in table.about.key).lower()
            writer.writerow(
                [table.name, column.name, is_key, column.kind, _separator_name(column.separator), column.means]
            )
    return into.getvalue().encode()


def readme(tables: Sequence[OpenTable], info: PublicationInfo, csv_file: str) -> bytes:
    """What people read first: whose data it is, what is in it and how to use it; `csv_file` is named as an example."""
    facts = "".join(f"- {name}: {words}\n" for name, words in info.facts().items() if name != "Mark")
    list_of_tables = "".join(
        f"| {table.name} | {table.rows.num_rows:,} | {', '.join(table.about.key)} | {table.about.says} |\n"
        for table in tables
    )
    label = f"> {info.invented_label}\n\n" if info.invented_label else ""
    text = README_TEXT.read_text(encoding="utf-8").format(
        facts=facts,
        list_of_tables=list_of_tables,
        tables=len(tables),
        rows=plural(sum(table.rows.num_rows for table in tables), "row"),
        csv_file=csv_file,
        withheld=WITHHELD,
    )
    return (label + text).encode()


def _separator_name(separator: str) -> str:
    return {"\t": "a tab", "\x1f": "the character U+001F"}.get(separator, separator)


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()

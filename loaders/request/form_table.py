"""The cells of a form that came back, by the headings that it was sent with."""

from openpyxl.utils import get_column_letter as letter

from loaders.mapping.headings import key_of
from loaders.mapping.values import MappedTable
from loaders.request.cell_fingerprints import fingerprint
from loaders.request.form_columns import KEY
from loaders.request.recognise import NAME
from tracker.file_terms import Reason
from tracker.terms import ERASED_BEGINS


class FormTable:
    """The table of a form; `is_erased` says that words of the file were erased, so that it holds others instead."""

    def __init__(self, table: MappedTable, form: str, is_erased: bool) -> None:
        self._table, self._form, self.is_erased = table, form, is_erased
        self._columns = {key_of(heading): column for column, heading in table.columns.headings.items()}
        self.records, self.header_row = table.rows.records, table.columns.header_rows[-1]
        self.unfilled = [row for row, why in table.rows.left_out.items() if why == Reason.NOT_FILLED_IN]
        self.sheet = table.grid.name

    def column(self, heading: str) -> int:
        """The number of the column under a heading, 0 if it is gone."""
        return self._columns.get(key_of(heading), 0)

    def words(self, row: int, heading: str) -> str:
        """What a row holds under a heading, "" for nothing."""
        column = self.column(heading)
        return self._table.grid.at(row, column).words if column else ""

    def cell(self, row: int, heading: str) -> str:
        """The name of a row's cell under a heading, or in the first column that is read if the heading is gone."""
        return f"{letter(self.column(heading) or min(self._table.columns.read))}{row}"

    def fingerprint(self, row: int, heading: str) -> str:
        """The fingerprint of what a row holds under a heading."""
        return fingerprint(self.words(row, heading))

    def is_as_sent(self, row: int, heading: str, sent: str) -> bool:
        """Whether a cell still has the fingerprint that it was sent with, or its words were erased."""
        if self.is_erased and self.words(row, heading).startswith(ERASED_BEGINS):
            return True
        return self.fingerprint(row, heading) == sent

    def key(self, row: int) -> int:
        """The number of this form's row that a row's key names, 0 if it names none."""
        match = NAME.fullmatch(self.words(row, KEY.heading))
        return int(match[2] or 0) if match and match[1] == self._form else 0

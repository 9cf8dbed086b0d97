"""The words about received files: corrections and their causes, what a file covers, and what became of its cells."""

from enum import StrEnum


class Correction(StrEnum):
    """What was put right about a received file."""

    WITHDRAWN = "withdrawn"
    DATED_ANEW = "dated anew"
    REPLACED = "replaced"
    ERASED = "words erased"


class Withdrawal(StrEnum):
    """The kind of mistake for which a file was withdrawn, or words in it erased."""

    MISFILED = "misfiled"
    DAMAGED = "damaged"
    PERSONAL_DATA = "personal data"


class Cause(StrEnum):
    """Why the same files were read or counted differently from before."""

    LAYOUT = "layout"
    BODIES = "bodies.toml"
    PROGRAM = "program"
    FILES = "files"


class Log(StrEnum):
    """What a log is, according to its layout: what a whole log leaves out is withdrawn."""

    WHOLE = "whole"
    LIST = "list"


class Lists(StrEnum):
    """What a list in one cell of an action is, according to its layout."""

    ONE = "one action"
    SEVERAL = "several actions"


class Holds(StrEnum):
    """What a return covers, if not all actions of its sender: what it leaves out is not missing."""

    OPEN_ACTIONS = "open actions"
    ITS_FORM = "the rows of its form"


class Hidden(StrEnum):
    """Why a person who looks at a sheet does not see a cell's words, or sees them struck out."""

    SHEET = "hidden sheet"
    ROW = "hidden row"
    FILTERED_OUT = "row filtered out"
    COLUMN = "hidden column"
    MERGE = "under a merged cell"
    NUMBER_FORMAT = "number format that does not show it"
    FONT_COLOUR = "font in the colour of its fill"
    FONT_SIZE = "font too small to read"
    STRUCK_OUT = "struck out"
    TEXT = "text marked as hidden"
    CONDITION = "format that hides it under a condition"
    CONDITION_HOLDS = "format that hides it in every case"


class WithoutMarks(StrEnum):
    """The file formats that do not say of any cell whether it was hidden or struck out."""

    CSV = ".csv"
    HTML = ".html"
    ODS = ".ods"
    XLS = ".xls"


class Reason(StrEnum):
    """Why filled cells of a received file were not stored."""

    SHEET_NOT_READ = "sheet not read"
    ABOVE = "above the headings"
    HEADING_NOT_READ = "heading of a column not read"
    HEADINGS_AGAIN = "headings again"
    SECTION_TITLE = "section title"
    GUIDANCE = "guidance or example"
    TITLE = "title of a part"
    SUMMARY = "summary of other rows"
    NOT_FILLED_IN = "not filled in"
    FORMULAS_ONLY = "formulas only"
    TOTAL = "total"
    NOTHING_READ = "nothing in the columns read"
    BELOW = "below the table"
    BESIDE = "beside the table"
    PIVOT = "pivot table"
    COLUMN_NOT_READ = "column not read"
    COLUMN_NOT_NAMED = "column the layout does not name"
    BLANKS = "nothing but spaces"

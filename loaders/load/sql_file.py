"""Reads the SQL for a build from its files, one for each step."""

import re
from pathlib import Path

from tracker.columns import in_sql
from tracker.terms import ERASED_BEGINS, Kind

FOLDER = Path(__file__).parent
PUBLISHED = re.compile(r"/\* \{columns/action\.toml of (\w+), (\w+)\} \*/")  # row; is it compiled?


def statements(step: str) -> str:
    """The SQL of a file in this folder, such as "rows.sql", with its placeholders filled in."""
    sql = (FOLDER / step).read_text(encoding="utf-8")
    sql = sql.replace("/* {ERASED_BEGINS} */", f"'{in_sql.escape_quotes(ERASED_BEGINS)}'")
    return PUBLISHED.sub(lambda match: in_sql.published_struct(Kind.ACTION, match[1], match[2]), sql)

"""What the rows of a file leave blank, as a layout reads them."""

from dataclasses import dataclass

from checks.received_file import ReceivedFile
from tracker import store


@dataclass(frozen=True)
class Blanks:
    """How many counted actions have no words of what is to be done or no status; how many refused rows no reference."""

    words: int
    status: int
    reference: int


def blanks(db: store.Connection, file: ReceivedFile) -> Blanks:
    """Counts the blanks in the action rows of a loaded file."""
    sql = """
        SELECT
            count(*) FILTER (v.action = ''),
            count(*) FILTER (v.reported_status = 'not reported'),
            count(*) FILTER (v.version_id IS NULL AND r.refused_words['action_ref'] = '')
        FROM row_received r LEFT JOIN action_version v USING (version_id)
        WHERE file_id = $number AND r.kind = 'action'
    """
    return Blanks(*db.execute(sql, {"number": file.file_id}).fetchall()[0])

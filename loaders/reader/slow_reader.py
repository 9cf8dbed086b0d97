"""How openpyxl is asked for: it takes longer to load than most files take to read, and few files need it."""

ARGUMENT = "with-openpyxl"  # starts a reading process that has it
NEEDED = b"openpyxl is needed"  # the answer of a process without it


class SlowReaderNeeded(Exception):
    """A sheet that the fast reader cannot read, in a process started without the slow one."""

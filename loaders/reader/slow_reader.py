"""Whether openpyxl is at hand: it takes longer to load than most files to read, and few files need it."""

ARGUMENT = "with-openpyxl"  # with which a reading process is started that has it
NEEDED = b"openpyxl is needed"  # what one without it answers


class SlowReaderNeeded(Exception):
    """A sheet that the fast reader cannot read, in a process that was started without the slow one."""

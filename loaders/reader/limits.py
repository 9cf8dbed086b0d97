"""How much one received file may contain and cost before it is refused, whatever it claims."""

LARGEST_FILE = 20_000_000  # bytes; a return is seldom over one million
MOST_PARTS = 2_000  # files inside a zip
LARGEST_PART = 100_000_000  # bytes unpacked
LARGEST_UNPACKED = 150_000_000  # bytes of all parts together
# A plan of 50,000 rows and 20 columns has a million filled cells and must load; twice that leaves room.
MOST_FILLED = 2_000_000  # cells
MOST_SPANNED = 30_000_000  # places between the first and the last filled cell; the reader reserves room for each
MOST_MERGED = 500_000  # cells to which merged ranges lend a value
LONGEST_CELL = 32_767  # characters, the limit of spreadsheets themselves
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
MOST_TABLES = 1_000  # in a document or a web page
MOST_NESTED = 200  # elements inside one another, in a document or a web page
MOST_COLUMNS_SPANNED, MOST_ROWS_SPANNED = 1_000, 65_534  # by one cell; the same as in browsers
READ_TWICE_UP_TO = 100_000  # filled cells of an .xls file

MEMORY = 1_400 * 2**20  # bytes of address space
LARGEST_ANSWER = 150_000_000  # bytes that the reading process may send back; a million cells with notes take 40 million
STANDS_STILL_SECONDS = 300  # by the clock, during which a reading process neither works nor waits for a processor
OUT_OF_MEMORY = 71  # exit status of a reading process that asked for more memory than it may have
WORKER_CPU_SECONDS = 60  # after which a reading process is replaced, so that nothing builds up in it


def cpu_seconds(size: int) -> int:
    """The CPU seconds that a file of `size` bytes may cost: 10 stop a hostile file, large honest ones need more."""
    return 10 + 2 * (size // 1_000_000)


def wall_seconds(size: int) -> int:
    """The seconds by the clock for a file of `size` bytes if the system neither reports nor limits CPU time."""
    return 10 * cpu_seconds(size)

"""A program for the tests of faults: imports everything once, then runs a load in a process of its own for each line.

Each line is three paths: files received, databases, layouts. It answers with the number of the process, which may be
killed at any instant, and then with its status.
"""

import os
import sys
from pathlib import Path

from loaders.load.load import load


def main() -> None:
    for line in sys.stdin:
        received, built, layouts = map(Path, line.rstrip("\n").split("\t"))
        number = os.fork()
        if number == 0:
            os.setpgid(0, 0)  # so that the process that reads workbooks dies with it
            load(received, built, layouts)
            os._exit(0)
        print(number, flush=True)
        _, status = os.waitpid(number, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


main()

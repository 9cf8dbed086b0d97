"""Runs the benchmarks that the docs name and writes what they print into the docs: python -m benchmarks [full]"""

import os
import platform
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"<!-- (?P<command>python -m benchmarks\.\S+?(?P<full> full)?) -->\n.*?<!-- end -->", re.DOTALL)


def main(*arguments: str) -> None:
    """Runs the commands of the blocks in docs/, either those that end in "full" or the others, and fills the blocks."""
    for path in sorted((ROOT / "docs").glob("*.md")):
        for block in list(blocks(path.read_text(encoding="utf-8"))):
            if bool(block["full"]) == ("full" in arguments):
                print(f"{path.name}: {block['command']}", flush=True)
                text = path.read_text(encoding="utf-8")
                path.write_text(text.replace(block[0], filled(block["command"])), encoding="utf-8")


def blocks(text: str) -> Iterator[re.Match[str]]:
    """Each block of a page that shows what a benchmark prints: its `command`, and `full` if it is a long one."""
    return BLOCK.finditer(text)


def filled(command: str) -> str:
    """A block with what its command prints now, when and on what machine it ran, and the processor time it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    words = command.split()[1:]
    drawn = {**os.environ, "PYTHONPATH": str(ROOT / "tests")}  # which draws invented collections
    done = subprocess.run([sys.executable, *words], cwd=ROOT, env=drawn, check=True, stdout=subprocess.PIPE, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    about_run = f"{date.today():%-d %B %Y}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return f"<!-- {command} -->\n{done.stdout.strip()}\n\nTaken on {about_run}; {used:.0f} CPU seconds.\n<!-- end -->"


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Reads files one after another, the next ones while the program still works on the one before."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from loaders.reader.read_file import Workbook, answer_of, from_answer

AHEAD = 1 << 20  # bytes of files whose answers may wait: an answer is up to ten times as large, and stays in memory


@contextmanager
def read_ahead(paths: Iterable[Path]) -> Iterator[Callable[[Path], Workbook]]:
    """Yields a function that reads a file as `read_workbook` does, to be called for `paths` in their order.

    If it is called for another path, the paths that come before that one are dropped.
    """
    waiting, rest = deque[tuple[Path, int, Future[bytes]]](), iter(paths)
    with ThreadPoolExecutor(1, "reads ahead") as reader:

        def send() -> None:
            while sum(size for _, size, _ in waiting) < AHEAD and (path := next(rest, None)) is not None:
                waiting.append((path, _size(path), reader.submit(answer_of, path)))

        def read(path: Path) -> Workbook:
            send()
            while waiting:
                asked_for, _, answer = waiting.popleft()
                send()
                if asked_for == path:
                    return from_answer(answer.result())
            return from_answer(answer_of(path))

        try:
            yield read
        finally:
            reader.shutdown(wait=True, cancel_futures=True)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # whoever reads it says why it cannot be opened

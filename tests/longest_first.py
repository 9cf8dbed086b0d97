"""Runs the test files that took longest in the last whole run first, so that none is left for the end."""

from collections import Counter

import pytest

SECONDS = "answerable/seconds"  # in pytest's own cache, which is not committed


class LongestFirst:
    """A pytest plugin. Only the controller reads and writes the seconds, so that all workers use the same order."""

    def __init__(self, config: pytest.Config) -> None:
        is_worker, cache = hasattr(config, "workerinput"), getattr(config, "cache", None)
        self._last = config.workerinput["seconds"] if is_worker else cache.get(SECONDS, {}) if cache else {}
        whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS and not (
            config.option.keyword or config.option.markexpr
        )
        self._cache = cache if whole and not is_worker else None
        self._seconds: Counter[str] = Counter()

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node) -> None:
        """Passes the seconds that the controller read to a worker of pytest-xdist."""
        node.workerinput["seconds"] = self._last

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Orders the files by seconds, then by their number of slow tests; within a file tests keep their order."""
        slow = Counter(_file(item.nodeid) for item in items if item.get_closest_marker("slow"))
        items.sort(key=lambda item: (-self._last.get(_file(item.nodeid), 0), -slow[_file(item.nodeid)]))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Adds up the seconds that each file takes, fixtures included."""
        self._seconds[_file(report.nodeid)] += report.duration

    def pytest_sessionfinish(self) -> None:
        """Keeps the seconds of a whole run for the next one."""
        if self._cache and self._seconds:
            now = {file: round(seconds, 1) for file, seconds in self._seconds.items()}
            self._cache.set(SECONDS, self._last | now)


def _file(nodeid: str) -> str:
    return nodeid.partition("::")[0]

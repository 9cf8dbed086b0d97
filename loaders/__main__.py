"""Runs one of the commands in loaders/commands/: python -m loaders COMMAND. Without a command it loads."""

import argparse
import ast
import logging
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from tracker.plain_errors import no_such_command, of_system

COMMANDS = Path(__file__).parent / "commands"  # each is a module with a docstring, arguments(parser) and run(chosen)
HELP = ("-h", "--help")
OURS = {"checks", "loaders", "tracker"}
TO_INSTALL = "To install it: python -m pip install --require-hashes --only-binary :all: -r requirements/publish.txt"
LOG = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command that the first word names and returns its exit status, or 2 if there is no such command."""
    words = (sys.argv[1:] if arguments is None else [*arguments]) or ["load"]
    # Read, not imported: importing all of them would make --help take seconds.
    commands = {path.stem: _docstring(path) for path in sorted(COMMANDS.glob("*.py"))}
    with _log_on_stderr():
        if words[0] in commands:
            return _run_guarded(words, commands)
        if words[0] in HELP:
            _parser(commands)[0].print_help()
            return 0
        LOG.error(_unknown(words[0], commands))
        return 2


def _run_guarded(words: Sequence[str], commands: Mapping[str, str]) -> int:
    """Runs a command. An error that nobody foresaw gives one sentence and status 2, and leaves its trace in a file."""
    try:
        return _run(words, commands)
    except OSError as error:
        LOG.error("Nothing more was done. %s", of_system(error))
        return 2
    except Exception as error:
        from loaders import fault_log  # imported late: a mistyped command needs no package

        LOG.error("This is a fault of the program, not of what you typed. %s", fault_log.advice(error))
        return 2


def _run(words: Sequence[str], commands: Mapping[str, str]) -> int:
    try:
        command = import_module(f"loaders.commands.{words[0]}")
    except ModuleNotFoundError as error:
        if str(error.name).partition(".")[0] in OURS:
            raise
        # Publishing needs packages that nothing else does.
        LOG.error("Nothing was done. The package %s is not installed. %s", error.name, TO_INSTALL)
        return 2
    parser, parsers = _parser(commands)
    command.arguments(parsers[words[0]])
    return command.run(parser.parse_args(words))


def _parser(commands: Mapping[str, str]) -> tuple[argparse.ArgumentParser, dict[str, argparse.ArgumentParser]]:
    """The parser of all commands, and each command's own parser by its name."""
    parser = argparse.ArgumentParser(prog="python -m loaders", epilog="Without a command, it loads what was received.")
    choices = parser.add_subparsers(title="commands", metavar="COMMAND")
    return parser, {
        name: choices.add_parser(name, help=text.partition("\n")[0], description=text)
        for name, text in commands.items()
    }


def _docstring(path: Path) -> str:
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""


def _unknown(word: str, commands: Mapping[str, str]) -> str:
    return no_such_command(word, [*commands], f"load {word}" if _is_folder(word) else "")


def _is_folder(word: str) -> bool:
    try:
        return bool(word) and Path(word).is_dir()
    except OSError:  # too long to be the name of a folder
        return False


@contextmanager
def _log_on_stderr() -> Iterator[None]:
    """Sends the program's log to stderr, as plain sentences; answers go to stdout."""
    handler = logging.StreamHandler()
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)


if __name__ == "__main__":
    sys.exit(main())

"""Opens our files with LibreOffice; where it is not installed the test is skipped with a loud message."""

import os
import shutil
import signal
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

PATIENCE = 240  # seconds; a first start makes a profile


SKIPPED = "LIBREOFFICE IS NOT INSTALLED: no other program than ours has opened "


def as_pdf(document: bytes, folder: Path) -> Path:
    """The path of the document as LibreOffice prints it to PDF."""
    return converted(document, folder, "pdf")


def converted(document: bytes, folder: Path, ending: str) -> Path:
    """The path of the Word document as LibreOffice saves it, in another format or in the same one."""
    (folder / "paper.docx").write_bytes(document)
    into = folder / "converted"
    said = _convert(ending, into, [folder / "paper.docx"], "the Word document")
    assert (into / f"paper.{ending}").is_file(), said
    return into / f"paper.{ending}"


def as_flat_workbooks(before: Path, after: Path, folder: Path) -> tuple[ElementTree.Element, ElementTree.Element]:
    """A workbook and its copy as LibreOffice reads them. Skips where it cannot read even the first, without Calc."""
    for name, path in {"before": before, "after": after}.items():
        shutil.copyfile(path, folder / f"{name}.xlsx")
    said = _convert("fods", folder, [folder / "before.xlsx", folder / "after.xlsx"], "the copy")
    if not (folder / "before.fods").is_file():
        pytest.skip(f"LIBREOFFICE CALC IS NOT INSTALLED: no other program than ours has opened the copy: {said}")
    assert (folder / "after.fods").is_file(), said
    before_root, after_root = (ElementTree.parse(folder / f"{name}.fods").getroot() for name in ("before", "after"))
    return before_root, after_root


def saved_anew(workbook: Path, ending: str = "xlsx") -> Path:
    """The path of a workbook as LibreOffice opens and saves it, in the same format or another."""
    into = workbook.parent / "saved"
    said = _convert(ending, into, [workbook], "the workbook")
    saved = into / f"{workbook.stem}.{ending}"
    if not saved.is_file():
        pytest.skip(f"LIBREOFFICE CALC IS NOT INSTALLED: no other program than ours has saved the workbook: {said}")
    return saved


def _convert(to: str, into: Path, files: list[Path], what: str) -> str:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip(f"{SKIPPED}{what}")
    profile = f"-env:UserInstallation={(files[0].parent / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", to, "--outdir", into, *files]
    # In its own session: the program starts other processes, which would outlive it.
    with subprocess.Popen(command, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as running:
        try:
            said, _ = running.communicate(timeout=PATIENCE)
        finally:
            if running.poll() is None:
                os.killpg(running.pid, signal.SIGKILL)
    return said.decode()

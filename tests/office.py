"""LibreOffice as another program that opens our files; a test says loudly that it is skipped where there is none."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

PATIENCE = 240  # seconds; a first start makes a profile


def as_pdf(document: bytes, folder: Path) -> Path:
    """The document as LibreOffice prints it."""
    return converted(document, folder, "pdf")


def converted(document: bytes, folder: Path, ending: str) -> Path:
    """The Word document as LibreOffice saves it in another format, or anew."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LIBREOFFICE IS NOT INSTALLED: no other program than ours has opened the Word document")
    (folder / "paper.docx").write_bytes(document)
    into = folder / "converted"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", ending, "--outdir", into, folder / "paper.docx"]
    # In a session of its own: the program starts others, which would outlive it.
    with subprocess.Popen(command, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as running:
        try:
            said, _ = running.communicate(timeout=PATIENCE)
        finally:
            if running.poll() is None:
                os.killpg(running.pid, signal.SIGKILL)
    assert (into / f"paper.{ending}").is_file(), said.decode()
    return into / f"paper.{ending}"

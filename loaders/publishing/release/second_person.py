"""Lets only two signed-in people release what looks like personal data, if the settings ask for it."""

from collections.abc import Sequence
from pathlib import Path

from checks.personal_data import detect
from loaders.received.actor import Actor
from loaders.received.places import settings_of
from tracker import site
from tracker.findings import NotReadable


def is_required(folder: Path) -> bool:
    """Whether the settings of a folder of files received ask for a second person. Raises NotReadable."""
    settings = settings_of(folder)
    try:
        return site.read(settings).second_person
    except site.NotUsable as error:
        raise NotReadable(str(error)) from error


def refuse_typed(folder: Path, texts: Sequence[str], by: Actor) -> None:
    """Raises NotReadable if a typed post would release a text that needs two people: anybody can type two posts."""
    if not by.is_signed_in and any(detect.hits(text) for text in texts) and is_required(folder):
        raise NotReadable(
            f"What looks like personal data needs two people who are signed in (second_person in "
            f"{settings_of(folder).name}), and {by} is not. Sign in and use the page Release, or keep it private."
        )

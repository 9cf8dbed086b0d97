"""Numbers and names that a form of the page Layout sends reach nothing but what exists."""

from pathlib import Path

import pytest

from loaders.mapping.layout_files import files_of
from loaders.propose.builder.choices import Choices, TableChoices
from loaders.propose.builder.tables import without_table
from pages.staff.sign_in.sign_in_address import local
from tracker.findings import NotReadable


@pytest.mark.parametrize("number", [-1, 1, 99])
def test_a_missing_table_is_neither_changed_nor_duplicated(number):
    choices = Choices(tables=(TableChoices(("Plan",), (1,)),))
    with pytest.raises(NotReadable, match="no such table"):
        choices.with_table(number, fills="action")
    with pytest.raises(NotReadable):
        without_table(
            Choices(tables=(TableChoices(("Plan",), (1,)), TableChoices(("Plan",), (1,)))), 7 if number == 1 else number
        )


@pytest.mark.parametrize("sender", ["/transport", "../site", "a/b", "..", "", "x/"])
def test_a_name_leads_to_no_other_folder(tmp_path: Path, sender: str):
    (tmp_path / "layouts").mkdir()
    (tmp_path / "site.toml").write_text("")
    assert files_of(sender, tmp_path / "layouts") == []


@pytest.mark.parametrize(
    "address",
    ["//[", "/x/../auth/logout", "/./auth/logout", "/%61uth/logout", "/%73ign-in", "/\u20ac", "//other.example", "x"],
)
def test_after_signing_in_nobody_is_led_astray(address):
    assert local(address) == "/"
    assert local("/agencies?agency=A%20B&as_of=2026-03-31") == "/agencies?agency=A%20B&as_of=2026-03-31"

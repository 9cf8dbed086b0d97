"""A colour has a plain name beside its code, by its hue and its lightness."""

import colorsys

import pytest

from tracker.colour_names import colour_name, named_colour, with_colour, without_colour

OFFICE = {  # the standard colours of spreadsheet programs, and the fills of their styles
    "C00000": "red", "FF0000": "red", "FFC000": "amber", "FFFF00": "yellow", "92D050": "green", "00B050": "green",
    "00B0F0": "blue", "0070C0": "blue", "002060": "dark blue", "7030A0": "purple", "ED7D31": "orange",
    "FFC7CE": "light red", "FFEB9C": "light yellow", "C6EFCE": "light green", "DDEBF7": "light blue",
    "833C0B": "brown", "F2F2F2": "light grey", "808080": "grey", "000000": "black", "FFFFFF": "white",
    "FF00FF": "pink", "008080": "turquoise", "404040": "grey", "FFE4E1": "light red",
}  # fmt: skip


@pytest.mark.parametrize(("code", "name"), OFFICE.items())
def test_the_usual_colours_have_the_names_that_people_give_them(code, name):
    assert colour_name(code) == name
    assert named_colour(code) == f"{name} ({code})"
    assert without_colour(with_colour("Done", code)) == "Done"


def test_every_colour_has_a_name():
    steps = [n / 12 for n in range(13)]
    for hue, light, saturation in ((h, li, s) for h in steps for li in steps for s in steps):
        code = "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation))
        assert colour_name(code)

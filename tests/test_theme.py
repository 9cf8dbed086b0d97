"""Every colour can be read and told apart, as measured in the theme and the style sheet themselves."""

import re
import tomllib
from itertools import combinations, product
from pathlib import Path

import pytest

from tracker import theme
from tracker.terms import State
from tracker.theme import LOOKS

ROOT = Path(__file__).parents[1]
CSS = (ROOT / "pages/parts/style.css").read_text(encoding="utf-8")
CONFIG = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
THEME = CONFIG["theme"]
WHITE, TINT = THEME["backgroundColor"], THEME["secondaryBackgroundColor"]
ROOT_COLOURS = dict(re.findall(r"--an-([a-z-]+): (#[0-9A-F]{6});", CSS))

# Machado, Oliveira and Fernandes 2009, severity 1, in linear light.
BLINDNESS = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "no blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.3039),
    ),
}
TO_XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))


def linear(colour: str) -> list[float]:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def times(matrix, vector) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2.2, from 1 to 21."""
    dark, light = sorted(times(TO_XYZ, linear(colour))[1] for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(colour: str, blindness: str) -> tuple[float, float, float]:
    seen = [min(1, max(0, part)) for part in times(BLINDNESS[blindness], linear(colour))]
    x, y, z = (part / white for part, white in zip(times(TO_XYZ, seen), (0.9505, 1, 1.089), strict=True))
    fx, fy, fz = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: str, other: str, blindness: str) -> float:
    """The distance of two colours by CIE 1976; below about 10 they are hard to tell apart."""
    pairs = zip(lab(one, blindness), lab(other, blindness), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) ** 0.5


HUES = ("red", "orange", "yellow", "green", "blue", "violet", "gray")
TEXT_PAIRS = [
    *product([THEME["textColor"], THEME["linkColor"]], [WHITE, TINT]),
    (THEME["primaryColor"], WHITE),
    (WHITE, THEME["primaryColor"]),
    (THEME["codeTextColor"], THEME["codeBackgroundColor"]),
    *((THEME[f"{hue}TextColor"], THEME[f"{hue}BackgroundColor"]) for hue in HUES),
    *((THEME[f"{hue}TextColor"], WHITE) for hue in HUES),
    *((ROOT_COLOURS[name], WHITE) for name in ("ink", "muted", "navy", "burnt", "plum")),
    *((ROOT_COLOURS[name], ROOT_COLOURS["tint"]) for name in ("ink", "muted", "navy", "plum")),
    *((ROOT_COLOURS[name], ROOT_COLOURS["plum-tint"]) for name in ("ink", "plum", "navy")),
    *((ROOT_COLOURS[name], ROOT_COLOURS["burnt-tint"]) for name in ("ink", "muted", "plum", "navy")),
    (ROOT_COLOURS["white"], ROOT_COLOURS["ink"]),
    (ROOT_COLOURS["white"], ROOT_COLOURS["navy"]),
    (ROOT_COLOURS["ink"], ROOT_COLOURS["mark"]),
    *((colour, theme.WHITE) for colour in (theme.INK, theme.MUTED)),
]
GRAPHIC_PAIRS = [
    (THEME["borderColor"], WHITE),
    (THEME["borderColor"], TINT),
    (ROOT_COLOURS["line"], TINT),
    *((colour, WHITE) for colour in THEME["chartCategoricalColors"]),
    *((look.line, theme.WHITE) for look in LOOKS.values()),
    *((look.ink, look.fill) for look in LOOKS.values()),
    *((look.line, look.fill) for look in LOOKS.values() if look.fill != look.line),
    (ROOT_COLOURS["ink"], WHITE),  # the ring around the focus
]


@pytest.mark.parametrize(("ink", "paper"), sorted(set(TEXT_PAIRS)))
def test_text_can_be_read(ink, paper):
    assert contrast(ink, paper) >= 4.5


@pytest.mark.parametrize(("mark", "paper"), sorted(set(GRAPHIC_PAIRS)))
def test_marks_can_be_seen(mark, paper):
    assert contrast(mark, paper) >= 3


def test_the_measure_itself():
    assert round(contrast("#000000", "#FFFFFF"), 2) == 21
    assert round(contrast("#767676", "#FFFFFF"), 2) == 4.54  # the grey every checker gives as the lightest that passes


@pytest.mark.parametrize(("one", "other"), [*combinations(State, 2)])
def test_no_two_states_differ_by_colour_alone(one, other):
    a, b = LOOKS[one], LOOKS[other]
    if (a.glyph, a.dash) == (
        b.glyph,
        b.dash,
    ):  # the same tick: then one is solid and one hollow, for every eye
        assert all(distance(a.fill, b.fill, eye) > 40 for eye in BLINDNESS)
        assert contrast(a.fill, b.fill) >= 4.5


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_checked_and_overdue_stay_apart(blindness):
    checked, overdue = LOOKS[State.VERIFIED_COMPLETE].fill, LOOKS[State.OVERDUE].fill
    assert distance(checked, overdue, blindness) > 25


def test_every_state_has_one_look():
    assert set(LOOKS) == set(State)
    assert len({look.slug for look in LOOKS.values()}) == len(State)


@pytest.mark.parametrize("state", State)
def test_the_style_sheet_draws_each_state_as_the_charts_do(state):
    look = LOOKS[state]
    rule = re.search(rf"^\.an-{look.slug} {{ (.+) }}$", CSS, re.MULTILINE).group(1)
    said = dict(part.split(": ", 1) for part in rule.rstrip(";").split("; "))
    assert (said["--fill"], said["--line"], said["--glyph-ink"]) == (look.fill, look.line, look.ink)
    mask = re.search(rf"--an-{said['--glyph'][9:-1]}: (.+);$", CSS, re.MULTILINE) if look.glyph else None
    assert f"d='{look.glyph}'" in mask.group(1) if mask else said["--glyph"] == "none"
    drawn_dashed = re.search(rf"\.an-square\.an-{look.slug} {{[^}}]*stroke-dasharray", CSS)
    assert bool(drawn_dashed) == bool(look.dash)


@pytest.mark.parametrize(
    ("name", "colour"),
    [
        ("ink", theme.INK), ("muted", theme.MUTED), ("rule", theme.RULE), ("tint", theme.TINT),
        ("white", theme.WHITE), ("navy", theme.NAVY), ("burnt", theme.BURNT), ("plum", theme.PLUM),
    ],
)  # fmt: skip
def test_the_style_sheet_and_the_theme_agree(name, colour):
    assert ROOT_COLOURS[name] == colour


def test_every_colour_of_the_style_sheet_is_one_of_ours():
    known = {colour.upper() for colour in vars(theme).values() if isinstance(colour, str) and colour[:1] == "#"}
    known |= {colour for look in LOOKS.values() for colour in (look.fill, look.line, look.ink)}
    used = set(re.findall(r"#[0-9A-Fa-f]{3,8}\b(?=[; ])", CSS)) | {
        f"#{c}" for c in re.findall(r"%23([0-9A-F]{6})", CSS)
    }
    of_the_page = {ROOT_COLOURS["plum-tint"], ROOT_COLOURS["burnt-tint"], ROOT_COLOURS["mark"], THEME["borderColor"]}
    assert used - known - of_the_page == set()


def test_nothing_is_fetched_from_elsewhere():
    assert re.findall(r"url\(\"(?!data:image/svg)", CSS) == []
    assert "@import" not in CSS
    assert not any("//" in face["url"] for face in THEME["fontFaces"])


def test_fonts_and_logo_are_there_and_small():
    static = ROOT / "pages" / "static"
    files = [static / face["url"].removeprefix("app/static/") for face in THEME["fontFaces"]]
    assert [file.read_bytes()[:4] for file in files] == [b"wOF2"] * 3
    assert sum(file.stat().st_size for file in files) < 50_000
    assert "SIL OPEN FONT LICENSE" in (static / "OFL.txt").read_text(encoding="utf-8")
    logo = (static / "logo.svg").read_text(encoding="utf-8")
    assert len(logo) < 12_000 and "<text" not in logo


def test_settings_that_keep_visitors_private():
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["client"]["toolbarMode"] == "minimal"
    assert CONFIG["server"]["address"] == "localhost"
    assert CONFIG["server"]["enableXsrfProtection"] is True

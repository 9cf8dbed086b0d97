"""No page of the three large invented sets is too tall to scroll, except the full lists."""

from __future__ import annotations  # see conftest.py for the reason

from functools import partial

import pytest
from browser import start_dashboard
from make_large import SETS, make
from measure_large import addresses, height
from once import once

MOST = 6_000  # pixels at a width of 1,280


@pytest.mark.parametrize("name", SETS)
def test_no_page_of_a_large_set_is_too_tall(window, tmp_path_factory, name):
    folder = once(tmp_path_factory, f"large-{name}", partial(make, name))
    with start_dashboard(folder / "built") as site:
        found = {address: height(window, site, address) for address in addresses(name)}
    assert {address: tall for address, tall in found.items() if tall > MOST} == {}

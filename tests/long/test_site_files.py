"""The files that robots and finders of weaknesses look for come from the settings of the site, nothing invented."""

from __future__ import annotations  # see conftest.py for the reason

import re
from datetime import UTC, datetime
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from browser import public_addresses, start_public_instance, start_server
from visitor import request

from tracker.site import DEFAULT, NotUsable, read

HERE = "https://tracker.example.org"
WEB = f"""
[web]
address = "{HERE}"
security_contact = "mailto:security@example.org"
security_contact_until = 2027-06-30
"""
SECURITY = ("/security.txt", "/.well-known/security.txt")


@pytest.fixture(scope="module")
def settled(published_merrowshire, tmp_path_factory):
    """A public instance that knows its address and who receives reports of weaknesses."""
    settings = tmp_path_factory.mktemp("site") / "site.toml"
    settings.write_text(DEFAULT.read_text(encoding="utf-8") + WEB, encoding="utf-8")
    with start_public_instance(published_merrowshire, TRACKER_SITE=str(settings)) as (site, _):
        yield site


def test_robots_may_read_all_of_the_public_copy_but_not_have_files_made(settled):
    status, headers, body = request(settled, "/robots.txt")
    assert status == 200 and headers["content-type"].startswith("text/plain")
    rules = RobotFileParser()
    rules.parse(body.decode().splitlines())
    assert all(rules.can_fetch("any", HERE + address) for address in public_addresses())
    assert not any(rules.can_fetch("any", HERE + path) for path in ("/tables/actions.csv?x", "/charts/evidence.png"))
    assert rules.site_maps() == [f"{HERE}/sitemap.xml"]


def test_robots_are_asked_to_leave_the_staff_instance_alone(merrowshire):
    with start_server(merrowshire.built) as (site, _):
        rules = RobotFileParser()
        rules.parse(request(site, "/robots.txt")[2].decode().splitlines())
    assert not rules.can_fetch("any", f"{HERE}/") and not rules.can_fetch("any", f"{HERE}/problems")
    assert rules.site_maps() is None


def test_the_sitemap_lists_every_public_page(settled):
    status, headers, body = request(settled, "/sitemap.xml")
    assert status == 200 and headers["content-type"].startswith("application/xml")
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    tree = ElementTree.fromstring(body)
    assert tree.tag == f"{space}urlset"
    assert [one.text for one in tree.iter(f"{space}loc")] == [HERE + address for address in public_addresses()]


@pytest.mark.parametrize("path", SECURITY)
def test_the_contact_for_weaknesses_is_given_as_rfc_9116_requires(settled, path):
    status, headers, body = request(settled, path)
    assert status == 200 and headers["content-type"] == "text/plain; charset=utf-8"
    fields = dict(re.fullmatch(r"([A-Z][A-Za-z-]+): (\S.*)", line).groups() for line in body.decode().splitlines())
    assert fields["Contact"] == "mailto:security@example.org"
    assert datetime.fromisoformat(fields["Expires"]) == datetime(2027, 6, 30, tzinfo=UTC)
    assert fields["Canonical"] == f"{HERE}/.well-known/security.txt" and fields["Preferred-Languages"] == "en"


@pytest.mark.parametrize("path", [*SECURITY, "/sitemap.xml"])
def test_nothing_is_invented_where_nothing_is_set(public_server, path):
    status, _, body = request(public_server[0], path)
    assert status == 404 and body.decode().startswith("This site has not ")
    assert b"Sitemap" not in request(public_server[0], "/robots.txt")[2]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            f'"{HERE}"',
            '"tracker.example.org"',
            "address: found “tracker.example.org”. Write it with https:// and no path",
        ),
        (f'"{HERE}"', f'"{HERE}/tracker"', "Write it with https:// and no path"),
        ('"mailto:', '"', "security_contact: found “security@example.org”. Begin it with mailto:, https:// or tel:"),
        ("security_contact_until = 2027-06-30", "", "has a security_contact and no security_contact_until"),
        ("address =", "adress =", "web: the entry “adress” is not known"),
        ("[web]", "[limits]\nanswers_at_once = 0\n[web]", "answers_at_once: found 0, which would let nobody in"),
    ],
)
def test_settings_that_would_mislead_stop_the_start(tmp_path, old, new, message):
    settings = tmp_path / "site.toml"
    settings.write_text(DEFAULT.read_text(encoding="utf-8") + WEB.replace(old, new), encoding="utf-8")
    with pytest.raises(NotUsable, match=re.escape(message)):
        read(settings)

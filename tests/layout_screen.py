"""Uses the page Layout without a browser: reads its forms, fills them in and sends them as a browser would."""

from __future__ import annotations  # see conftest.py for the reason

import re
from collections.abc import Mapping
from html import unescape
from html.parser import HTMLParser

from staff_copy import asked, fill
from visitor import look
from waiting import wait_until

BUSY = "Reading the file"
ANSWERS = "/layout-answers"


class _Forms(HTMLParser):
    """Collects the fields of every form with the values they would send, and the options of each choice."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, str]] = {}
        self.options: dict[str, list[str]] = {}
        self.names: set[str] = set()
        self._form: dict[str, str] | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attributes}
        if tag == "form" and said.get("method") == "post":
            self._form = self.forms.setdefault(said["action"], {})
        elif self._form is None:
            return
        self.names |= {said["name"]} if "name" in said and tag != "form" else set()
        if tag == "input" and (said.get("type") != "checkbox" or "checked" in said):
            self._form[said["name"]] = said.get("value", "")
        elif tag == "select":
            self._select = said["name"]
            self.options[self._select] = []
        elif tag == "option":
            self.options[self._select].append(said["value"])
            if "selected" in said or len(self.options[self._select]) == 1:
                self._form[self._select] = said["value"]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None


class Screen:
    """The page for one waiting file, and what its forms send."""

    def __init__(self, site: str, mark: str, sender: str = "") -> None:
        self.site, self.query = site, f"file={mark}" + (f"&sender={sender}" if sender else "")

    @property
    def html(self) -> str:
        """The HTML of the page once nothing is under way any more."""

        def shown() -> str:
            page, foot, _ = look(self.site, self.query, "layout").partition("</style>")[2].partition("an-footer")
            return page if foot and BUSY not in page else ""  # a run that another one follows has no foot

        return wait_until(shown)

    @property
    def words(self) -> str:
        """The page's words as a person reads them, without the style."""
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.html)).split())

    @property
    def lead(self) -> str:
        """The page's lead sentence, with its counters."""
        return unescape(self.html.partition('<p class="an-lead">')[2].partition("</p>")[0])

    @property
    def parsed(self) -> _Forms:
        found = _Forms()
        found.feed(self.html)
        return found

    @property
    def fields(self) -> dict[str, str]:
        """The fields that the page's one form would send."""
        return self.parsed.forms[ANSWERS]

    def send(self, do: str, changes: Mapping[str, str] | None = None, fields: Mapping[str, str] | None = None) -> str:
        """Changes fields, presses a button, and goes to and returns the address that the answer leads to."""
        sent = {**(fields or self.fields), **(changes or {}), "do": do}
        status, where = fill(self.site, ANSWERS, **sent)
        assert status == 303, where
        if where.startswith("/layout"):
            self.query = where.partition("?")[2].partition("#")[0]
        return where

    @property
    def told(self) -> dict[str, str]:
        return asked(f"/?{self.query}")

"""The table of every action in a paper has the committee's own columns and order."""

from papers import joined, paper_of

from tracker import site
from tracker.reports.__main__ import main
from tracker.reports.columns import COLUMNS
from tracker.reports.paper import Table
from tracker.site import DEFAULT, PaperColumn


def table_in(example, *columns: PaperColumn) -> Table:
    """The table of every action in a paper with these columns."""
    tables = [one for one in paper_of(example, columns=columns).appendix if isinstance(one, Table)]
    return next(one for one in tables if one.caption.endswith(" actions"))


def test_without_a_setting_the_table_has_the_usual_columns(merrowshire):
    assert table_in(merrowshire).headings == [
        "Reference", "Under", "Action", "Lead agency", "First promised", "Due now", "State"
    ]  # fmt: skip


def test_every_column_agrees_with_the_record_in_the_committees_order(merrowshire):
    order = [*reversed(PaperColumn)]
    table = table_in(merrowshire, *order)
    assert table.headings == order and len(table.widths) == len(order)
    rows = [dict(zip(order, map(joined, row), strict=True)) for row in table.rows]
    usual = [[joined(cell) for cell in row] for row in table_in(merrowshire).rows]
    assert [[row[name] for name in table_in(merrowshire).headings] for row in rows] == usual
    (one,) = [row for row in rows if row["Reference"] == "NBC-04"]
    words = "SELECT any_value(recommendation) FROM recommendation_version WHERE recommendation_ref = ?"
    stored = {ref: merrowshire.db.execute(words, [ref]).fetchone()[0] for ref in one["Under"].split(", ")}
    assert one["Recommendation"] == " ".join(stored.values())
    assert one["Review"] and one["Reported status"] and one["Changes of date"].isdigit()


def test_a_check_has_its_checker_and_date(merrowshire):
    rows = table_in(merrowshire, PaperColumn.REFERENCE, PaperColumn.CHECKED).rows
    checked = {joined(ref): joined(words) for ref, words in rows}
    assert "Checked by nobody" in checked.values()
    assert any(words.startswith("verified, ") and words.endswith("2026") for words in checked.values())


def test_the_settings_choose_the_columns(merrowshire, monkeypatch, tmp_path):
    own = '\n[committee_report]\ncolumns = ["State", "Reference"]\n'
    settings = tmp_path / "site.toml"
    settings.write_text(DEFAULT.read_text(encoding="utf-8") + own, encoding="utf-8")
    monkeypatch.setenv("TRACKER_SITE", str(settings))
    site.site.cache_clear()
    try:
        asked = ["committee", "--since", "2026-09-12", "--as-of", "2026-10-31", "--built", str(merrowshire.built)]
        assert main([*asked, "--out", str(tmp_path)]) == 0
    finally:
        site.site.cache_clear()
    html = (tmp_path / "illustrative-committee-report-2026-10-31.html").read_text(encoding="utf-8")
    assert '<thead><tr><th scope="col">State</th><th scope="col">Reference</th></tr></thead>' in html


def test_every_column_that_a_setting_may_name_exists():
    assert set(COLUMNS) == set(PaperColumn)

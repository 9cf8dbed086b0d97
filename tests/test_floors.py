"""Who may import whom: screens know no SQL, other code knows no Streamlit, and only one place asks for today."""

import ast
import re
from graphlib import TopologicalSorter

import pytest
from modules import FILES, ROOT, imports, place, tree

SQL = (".py", ".sql")  # files that may hold a statement
OURS = {"dashboard", "pages", "loaders", "checks", "tracker", "tests"}

# Each floor, a folder or a file, with those of our modules that it may import.
MAY_IMPORT = {
    "dashboard.py": {"pages.parts", "pages.server", "tracker"},
    "pages/frame.py": {"pages.parts", "tracker"},
    "pages/public": {"pages.public", "pages.parts", "tracker"},
    "pages/staff": {
        "pages.staff",
        "pages.parts",
        "tracker",
        "loaders",
        "checks.personal_data",
        "checks.received_file",
    },
    "pages/parts": {"pages.parts", "tracker"},
    "pages/server": {"pages.server", "pages.parts", "tracker"},
    "loaders/__main__.py": {"loaders.commands", "loaders.fault_log", "tracker.plain_errors"},
    "loaders/commands": {"loaders", "tracker"},
    "loaders/__init__.py": set(),
    "loaders/publishing/proofs": {"loaders.publishing", "loaders.load", "loaders.received", "tracker"},
    "loaders/publishing": {
        "loaders.publishing",
        "loaders.load",
        "loaders.mapping",
        "loaders.received",
        "checks.personal_data",
        "tracker",
    },
    "loaders/load/annotate": {
        "loaders.load.annotate",
        "loaders.load",
        "loaders.mapping",
        "loaders.reader",
        "loaders.received",
        "checks",
        "tracker",
    },
    "loaders/request": {
        "loaders.request",
        "loaders.mapping",
        "loaders.reader",
        "loaders.received",
        "checks.received_file",
        "tracker",
    },
    "loaders/fault_log.py": {"tracker"},
    "loaders/load": {
        "loaders.load",
        "loaders.fault_log",
        "loaders.request",
        "loaders.mapping",
        "loaders.reader",
        "loaders.received",
        "checks",
        "tracker",
    },
    "loaders/propose/builder": {
        "loaders.propose.builder",
        "loaders.load",
        "loaders.propose",
        "loaders.mapping",
        "loaders.reader",
        "loaders.received",
        "tracker",
    },
    "loaders/propose": {"loaders.propose", "loaders.mapping", "loaders.reader", "tracker"},
    "loaders/mapping": {"loaders.mapping", "loaders.reader", "checks.received_file", "tracker"},
    "loaders/reader": {"loaders.reader", "tracker"},
    "loaders/received": {"loaders.received", "loaders.reader", "tracker"},
    "checks/personal_data": {"checks.personal_data", "tracker"},
    "checks": {"checks", "tracker"},
    "tracker": {"tracker"},
}
# Third-party packages, with the only places that may import them.
ONLY_IN = {
    "streamlit": ("dashboard.py", "pages"),
    "pandera": ("checks/judge.py", "checks/columns.py", "checks/context.py"),
    "openpyxl": ("loaders",),
    "python_calamine": ("loaders/reader",),
    "selectolax": ("loaders/reader/with_html.py", "loaders/reader/page_styles.py"),
    "xlrd": ("loaders/reader/with_xlrd.py",),
    "duckdb": (
        "tracker",
        "loaders/load/build.py",
        "loaders/load/insert.py",
        "loaders/publishing",
        "pages/parts",
        "pages/public",
    ),
    "jinja2": ("tracker/html/render.py",),
    "brotli": ("pages/server/static_files.py",),
    "msgspec": (
        "tracker/query.py",
        "tracker/site.py",
        "loaders/received",
        "loaders/publishing",
        "loaders/load/erase.py",
        "loaders/propose/builder",
        "loaders/received/submissions.py",
        "pages/staff/sign_in/staff_file.py",
    ),
    "rfc3161_client": ("loaders/received/time_stamp.py",),
    "cryptography": ("loaders/received",),
    "tqdm": ("loaders/load/read.py",),
    "pandas": ("checks", "loaders"),
    "markdown_it": ("tracker/html/articles.py",),
    "starlette": (
        "dashboard.py",
        "pages/server",
        "pages/staff/form_route.py",
        "pages/staff/sign_in",
        *(place(path) for path in (ROOT / "pages/staff").glob("*/routes.py")),
    ),
    "pyarrow": ("loaders/publishing", "loaders/load/insert.py"),
    "phonenumbers": ("checks/personal_data",),
    "stdnum": ("checks/personal_data",),
    "faker": ("checks/personal_data",),
    "cyclonedx": ("loaders/publishing/bill_of_materials.py",),
    "packageurl": ("loaders/publishing/bill_of_materials.py",),
    "altair": ("tracker/charts/canvas.py",),
    "docx": ("tracker/reports/documents",),
    "typst": ("tracker/reports/documents/pdf.py",),
    "vl_convert": ("tracker/charts/pictures.py",),
    "xlsxwriter": ("tracker/excel.py",),
    "icalendar": ("tracker/feeds/calendar.py",),
}


def is_below(name: str, parts: set[str] | tuple[str, ...], separator: str) -> bool:
    return any(name == part or name.startswith(part + separator) for part in parts)


@pytest.mark.parametrize("path", FILES, ids=place)
def test_a_floor_imports_only_what_it_may(path):
    floor = next(floor for floor in MAY_IMPORT if is_below(place(path), (floor,), "/"))
    ours = {name for name in imports(path) if name.split(".")[0] in OURS}
    assert {name for name in ours if not is_below(name, MAY_IMPORT[floor], ".")} == set()


@pytest.mark.parametrize("package", ONLY_IN)
def test_a_package_is_imported_only_where_it_belongs(package):
    users = [place(path) for path in FILES if package in {name.split(".")[0] for name in imports(path)}]
    assert [user for user in users if not is_below(user, ONLY_IN[package], "/")] == []


def test_the_loaders_are_at_most_eight_rooms_and_no_two_import_each_other():
    inside = [path for path in FILES if place(path).startswith("loaders/") and place(path).count("/") > 1]
    above = {}
    for path in inside:
        names = [name.split(".") for name in imports(path) if name.startswith("loaders.")]
        above.setdefault(room := place(path).split("/")[1], set()).update(name[1] for name in names if name[1] != room)
    assert len(above) <= 8
    assert [*TopologicalSorter(above).static_order()][-1] == "commands"  # static_order raises CycleError


def test_no_modules_import_each_other_in_a_circle():
    modules = {place(path).removesuffix(".py").replace("/", "."): path for path in FILES}
    above = {
        module: {found for name in imports(path) for found in (name, name.rpartition(".")[0]) if found in modules}
        for module, path in modules.items()
    }
    assert sum(map(len, above.values())) > 1_000
    TopologicalSorter(above).prepare()  # raises CycleError, which names the modules of a circle


ARRIVAL = "loaders/received/arrival.py"  # asks whether a new file's day is still to come


def test_one_place_asks_for_today_and_one_whether_a_day_is_to_come():
    asking = {
        place(path)
        for path in FILES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in ("today", "now", "utcnow")
    }
    assert asking == {"pages/parts/today.py", ARRIVAL}


def test_the_database_never_asks_for_today():
    asking = re.compile(r"\b(current_date|current_timestamp|now\(|today\()", re.IGNORECASE)
    files = [
        path for name in ("tracker", "loaders", "checks") for path in (ROOT / name).rglob("*.*") if path.suffix in SQL
    ]
    assert len(files) > 40
    assert [place(path) for path in files if asking.search(path.read_text(encoding="utf-8"))] == [ARRIVAL]


@pytest.mark.parametrize("path", [path for path in FILES if place(path).startswith("pages/")], ids=place)
def test_no_screen_knows_sql(path):
    texts = [
        node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    sql = (
        "SELECT ",
        "INSERT ",
        "UPDATE ",
        "DELETE ",
        "CREATE ",
        "FROM ",
        "WHERE ",
        "GROUP BY",
        "ORDER BY",
        "position_on",
    )
    assert [text for text in texts if any(word in text for word in sql)] == []


def test_only_the_loaders_write_a_database():
    opening = {
        place(path): ast.unparse(node)
        for path in FILES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "duckdb.connect"
    }
    assert set(opening) == {
        "loaders/load/build.py",
        "loaders/publishing/public_database.py",
        "loaders/publishing/proofs/canaries.py",
        "loaders/publishing/proofs/private_equality.py",
        "tracker/store.py",
    }
    text = (ROOT / "tracker" / "store.py").read_text(encoding="utf-8")
    assert re.findall(r"ATTACH [^\n]*", text) and all(
        "(READ_ONLY)" in found for found in re.findall(r"ATTACH [^\n]*", text)
    )


def test_every_module_has_a_docstring_of_one_sentence():
    for path in FILES:
        if tree(path).body:
            assert (ast.get_docstring(tree(path)) or "").split("\n")[0].endswith((".", "?")), place(path)

"""Where the pages for staff send what is to be done: the only addresses to which anything can be sent."""

from importlib import import_module

from starlette.routing import Route

from pages.parts import page_files


def form_routes() -> list[Route]:
    """The routes of pages/staff/*_routes.py; none in a published copy, which has no such code."""
    files = sorted((page_files.PAGES / "staff").glob("*_routes.py")) if page_files.has_staff() else []
    return [route for file in files for route in import_module(f"pages.staff.{file.stem}").ROUTES]

"""The dashboard: streamlit run dashboard.py."""

from functools import partial

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from streamlit.runtime import get_instance

from pages.parts.error_page import did_not_load
from pages.server.call_batches import batch_calls
from pages.server.feeds_route import FEEDS
from pages.server.file_routes import FILE_ROUTES
from pages.server.first_page import FirstPage
from pages.server.form_routes import form_routes, sign_in_parts
from pages.server.guard import Guard, hosts
from pages.server.log import leave_visitors_out
from pages.server.position_routes import POSITION_FILES
from pages.server.readiness import make_ready
from pages.server.script_files import SCRIPT_FILES
from pages.server.site_files import SITE_FILES
from pages.server.sockets import Sockets
from pages.server.start_address import say_where
from pages.server.static_files import StaticFiles
from pages.server.theme_once import keep_theme
from pages.server.upkeep import upkeep
from pages.server.visits import Visits
from tracker.cache import forget_old
from tracker.site import site

site()  # unusable settings stop the start, not somebody's visit
leave_visitors_out()
batch_calls()
keep_theme()
limits = site().limits
visits, sockets = Visits(limits), Sockets(limits)
forms, sign_in = form_routes(), sign_in_parts()


def forget_closed_pages() -> None:
    """Drops what Streamlit remembers about closed pages, which it would keep until somebody else closes one."""
    for session in visits.forgotten():
        if not get_instance().is_active_session(session):
            get_instance().close_session(session)


app = st.App(
    "pages/frame.py",
    routes=[*FILE_ROUTES, *POSITION_FILES, SCRIPT_FILES, *SITE_FILES, *FEEDS, *forms, *sign_in.routes],
    middleware=[
        Middleware(Guard, visits=visits, sockets=sockets, forms={route.path for route in forms}, opened=sign_in.opened),
        Middleware(TrustedHostMiddleware, allowed_hosts=hosts(sign_in.is_open), www_redirect=False),
        *sign_in.middleware,
        Middleware(StaticFiles),
        Middleware(FirstPage),
    ],
    lifespan=upkeep(
        make_ready,
        forget_old,
        forget_closed_pages,
        visits.let_go_of_silent,
        sockets.cut_slow,
        first=partial(say_where, sign_in.first),
    ),
    on_script_error=did_not_load,
)

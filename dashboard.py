"""The dashboard: streamlit run dashboard.py."""

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from pages.parts.trouble import did_not_load
from pages.server.first_page import FirstPage
from pages.server.guard import Guard, hosts
from pages.server.open_data_route import OPEN_DATA
from tracker.site import site

site()  # settings that cannot be used stop the start, not somebody's visit
app = st.App(
    "pages/frame.py",
    routes=[OPEN_DATA],
    middleware=[
        Middleware(Guard),
        Middleware(TrustedHostMiddleware, allowed_hosts=hosts(), www_redirect=False),
        Middleware(FirstPage),
    ],
    on_script_error=did_not_load,
)

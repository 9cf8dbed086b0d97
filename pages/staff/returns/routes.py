"""The route for the form of the page Returns."""

from pages.staff.acts import Act
from pages.staff.form_route import form_route
from pages.staff.returns import answers as return_answers
from pages.staff.returns.forms import REQUEST

ROUTES = (form_route(REQUEST, Act.REQUEST, return_answers.ask),)

"""Where the page Returns sends its form."""

from pages.staff import return_answers
from pages.staff.acts import Act
from pages.staff.form_route import form_route
from pages.staff.return_forms import REQUEST

ROUTES = (form_route(REQUEST, Act.REQUEST, return_answers.ask),)

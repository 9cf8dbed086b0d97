"""Where the page Withdraw sends its forms."""

from pages.staff import withdraw_answers
from pages.staff.acts import Act
from pages.staff.form_route import form_route
from pages.staff.withdraw_forms import LOAD, WITHDRAW

ROUTES = (
    form_route(WITHDRAW, Act.WITHDRAW, withdraw_answers.take_back),
    form_route(LOAD, Act.WITHDRAW, withdraw_answers.load_again),
)

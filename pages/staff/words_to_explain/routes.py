"""The route for the form of the page Words to explain."""

from collections.abc import Sequence

from starlette.routing import Route

from pages.staff.acts import Act
from pages.staff.form_route import form_route
from pages.staff.words_to_explain import answers as words_answers
from pages.staff.words_to_explain.forms import SAVE

ROUTES: Sequence[Route] = (form_route(SAVE, Act.LAYOUT, words_answers.save),)

"""The routes for the forms of the page Publish."""

from pages.staff.acts import Act
from pages.staff.form_route import form_route
from pages.staff.publish import answers as publish_answers
from pages.staff.publish.forms import BACK, LOOK, NOW

ROUTES = (
    form_route(LOOK, Act.PUBLISH, publish_answers.look),
    form_route(NOW, Act.PUBLISH, publish_answers.publish),
    form_route(BACK, Act.PUBLISH, publish_answers.back),
)

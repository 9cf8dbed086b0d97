"""Returns: when each agency reported against its agreed interval, what each return changed, and open requests."""

from pages.parts.here import address_word, here
from pages.parts.today import london_day
from pages.staff.form_messages import messages_at
from pages.staff.returns import request_work
from pages.staff.returns.one_request import one_request
from pages.staff.returns.parts import every_agency, one_agency

at = here()
request_work.drop_old(london_day())
form, messages = address_word("form"), messages_at(address_word("said"))
if form:
    one_request(at, form, messages)
elif at.body:
    one_agency(at, messages)
else:
    every_agency(at, messages)

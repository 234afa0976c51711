"""The REST interface: which packages it has, and who tells its callers apart."""

from django.urls import path

from jejaring.activities.live import api as live
from jejaring.ground.rest import manners, reference
from jejaring.parties.agencies import api as agencies
from jejaring.parties.agreements.api import agreements, clauses, delivery, signing, stages, text
from jejaring.parties.people.actions import tokens

PREFIX = "api/v1/"
api = manners.polite_api(
    title="Jejaring",
    version="1",
    urls_namespace="api",
    description=(
        "Programmes do here what people do on the pages: the same actions, the same rights, the "
        "same refusals. Every refusal is `Refused`; lists are paged by `after` and `next`; a POST "
        "with an `Idempotency-Key` happens once."
    ),
)
api.add_router("", agencies.router)
for chapter in (agreements, text, clauses, stages, signing, delivery):
    api.add_router("/agreements", chapter.router)
api.add_router("/waiting", stages.desk)
api.add_router("/doors", clauses.doors_router)
api.add_router("/sessions", live.router)

openapi, reading = reference.pages(api, PREFIX)
app_name = "api"
urlpatterns = [
    path("", reading, name="reference"),
    path("openapi.json", openapi, name="schema"),
    *manners.patterns(api, tokens.recognise, durable={"sign"}),
]

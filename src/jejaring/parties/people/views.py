from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jejaring.ground.kernel.refusals import Refusal
from jejaring.ground.kernel.throttle import network_of
from jejaring.parties.people import actions, queries
from jejaring.parties.people.actions import tokens as token_actions
from jejaring.parties.people.forms import (
    CodeForm,
    EmailForm,
    SecondCodeForm,
    TokenForm,
    beside,
    with_error,
)
from jejaring.parties.people.http import SignedInRequest, remember_choices, way_on
from jejaring.parties.people.models import Person, SecondFactor
from jejaring.parties.people.queries import second_factor as factors
from jejaring.parties.people.queries import tokens as token_queries
from jejaring.parties.people.states import CodePurpose

may_post = require_http_methods(["GET", "HEAD", "POST"])
WAITING, ADDING = "people.waiting", "people.adding"
"""Session keys: whose code is awaited, at the door and for a further address."""


@login_not_required
@never_cache
@may_post
def sign_in(request: HttpRequest) -> HttpResponse:
    """Step one: an address. Who is known and who is new is not told apart."""
    if request.user.is_authenticated:
        return redirect(way_on(request))
    form = EmailForm(request.POST or None)
    if form.is_valid():
        try:
            code = _ask(request, form.cleaned_data["email"], CodePurpose.SIGN_IN)
        except actions.AddressWrong as refusal:
            return _door(request, **with_error(form, "email", refusal.sentence))
        request.session[WAITING] = {"email": code, "next": way_on(request)}
        return redirect("people:enter-code")
    return _door(request, form=form)


@login_not_required
@never_cache
@may_post
def enter_code(request: HttpRequest) -> HttpResponse:
    """Step two: the code; then on to where the reader was going."""
    waiting = request.session.get(WAITING)
    if waiting is None:
        return redirect("people:sign-in")
    form, context = CodeForm(request.POST or None), {"email": waiting["email"], **_outbox(waiting)}
    if form.is_valid():
        try:
            code = form.cleaned_data["code"]
            person = actions.confirm_code(email=waiting["email"], code=code, at=now())
        except Refusal as refusal:
            context |= with_error(form, "code", refusal.sentence)
        else:
            return _let_in(request, person, waiting["next"])
    return render(
        request, "people/enter_code.html", {"form": form, **context, "next": waiting["next"]}
    )


@login_not_required
@never_cache
@may_post
def sign_in_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Reading a link signs nobody in: mail scanners read, people press."""
    if request.method == "POST":
        link = actions.follow_link(token=token, at=now())
        return _let_in(request, link.person, link.path)
    link = actions.read_link(token=token, at=now())
    if request.user == link.person:
        return redirect(link.path)
    return render(request, "people/sign_in_by_link.html", {"person": link.person})


@login_not_required
@require_POST
def sign_in_as_example(request: HttpRequest, handle: str) -> HttpResponse:
    """One press, in a demonstration only."""
    person = actions.sign_in_as_example(handle=handle, at=now())
    return _let_in(request, person, way_on(request))


@require_POST
def sign_out(request: SignedInRequest) -> HttpResponse:
    """On this device."""
    logout(request)
    messages.success(request, _("You have signed out."))
    return redirect("people:sign-in")


@require_POST
def sign_out_everywhere(request: SignedInRequest) -> HttpResponse:
    """On every device; links in letters stop working too."""
    actions.revoke_links(person=request.user, by=request.user, at=now())
    logout(request)
    messages.success(
        request, _("You have signed out on every device. Links sent to you before no longer work.")
    )
    return redirect("people:sign-in")


@require_GET
def account(request: SignedInRequest) -> HttpResponse:
    """How the person signs in, their data, and the way out."""
    context = {
        "addresses": queries.addresses_of(request.user),
        "factor": factors.second_factor_of(request.user),
    }
    return render(request, "people/account.html", context)


@never_cache
@may_post
def second_factor(request: SignedInRequest) -> HttpResponse:
    """Off, begun or on; posting the app's digits turns it on."""
    factor, form = factors.second_factor_of(request.user), SecondCodeForm(request.POST or None)
    if form.is_valid():
        with beside(form, "code"):
            code = form.cleaned_data["code"]
            actions.confirm_second_factor(code=code, by=request.user, at=now())
            messages.success(request, _("Your second factor is on."))
            return redirect("people:second-factor")
    return _factor(request, factor, form)


@require_POST
def begin_second_factor(request: SignedInRequest) -> HttpResponse:
    """A secret for the app, shown until it is confirmed."""
    actions.begin_second_factor(by=request.user, at=now())
    return redirect("people:second-factor")


@never_cache
@require_POST
def remove_second_factor(request: SignedInRequest) -> HttpResponse:
    """Only with fresh digits."""
    form = SecondCodeForm(request.POST)
    if form.is_valid():
        with beside(form, "code"):
            code = form.cleaned_data["code"]
            actions.remove_second_factor(code=code, by=request.user, at=now())
            messages.success(request, _("Your second factor is off."))
            return redirect("people:second-factor")
    return _factor(request, factors.second_factor_of(request.user), form)


@login_not_required
@never_cache
@require_GET
def example_codes(request: HttpRequest) -> HttpResponse:
    """The authenticator app of invented people, in a demonstration only."""
    if not settings.DEMONSTRATION:
        raise Http404
    codes = factors.example_codes(now())
    return render(request, "people/example_codes.html", {"codes": codes})


@never_cache
@may_post
def tokens(request: SignedInRequest) -> HttpResponse:
    """The person's access tokens; posting makes one, which is shown in the answer only."""
    form, made = TokenForm(request.POST or None), None
    if form.is_valid():
        with beside(form, None):
            made = token_actions.make_token(**form.cleaned_data, by=request.user, at=now())
    context = {
        "form": TokenForm() if made else form,
        "made": made,
        "tokens": token_queries.listed(request.user, now()),
    }
    return render(request, "people/tokens.html", context)


@require_POST
def revoke_token(request: SignedInRequest, token_id: int) -> HttpResponse:
    """No programme gets in with it any more."""
    token = get_object_or_404(token_queries.tokens_of(request.user), pk=token_id)
    token_actions.revoke_token(token=token, by=request.user, at=now())
    messages.success(request, _("“%(name)s” has been revoked.") % {"name": token.name})
    return redirect("people:tokens")


@require_GET
def my_data(request: SignedInRequest) -> HttpResponse:
    """All that is kept about the person, as a file."""
    record = queries.whole_record(request.user)
    response = JsonResponse(record, json_dumps_params={"ensure_ascii": False, "indent": 2})
    name = f"jejaring-{request.user.handle}-{now():%Y-%m-%d}.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@may_post
def addresses(request: SignedInRequest) -> HttpResponse:
    """The person's addresses; posting one asks for its code."""
    form = EmailForm(request.POST or None)
    if form.is_valid():
        try:
            code = _ask(request, form.cleaned_data["email"], CodePurpose.ADD_ADDRESS, request.user)
        except actions.AddressWrong as refusal:
            with_error(form, "email", refusal.sentence)
        else:
            request.session[ADDING] = code
            return redirect("people:confirm-address")
    context = {"form": form, "addresses": queries.addresses_of(request.user)}
    return render(request, "people/addresses.html", context)


@may_post
def confirm_address(request: SignedInRequest) -> HttpResponse:
    """The code that was sent to the further address."""
    email, form = request.session.get(ADDING), CodeForm(request.POST or None)
    if email is None:
        return redirect("people:addresses")
    if form.is_valid():
        try:
            code = form.cleaned_data["code"]
            actions.confirm_address(email=email, code=code, by=request.user, at=now())
        except Refusal as refusal:
            with_error(form, "code", refusal.sentence)
        else:
            return _said(request, _("%(email)s has been added.") % {"email": email})
    return render(request, "people/confirm_address.html", {"form": form, "email": email})


@require_POST
def make_primary(request: SignedInRequest, address_id: int) -> HttpResponse:
    """Letters go there."""
    address = get_object_or_404(queries.addresses_of(request.user), pk=address_id)
    actions.make_primary(address=address, by=request.user, at=now())
    return _said(request, _("Letters now go to %(email)s.") % {"email": address.email})


@require_POST
def remove_address(request: SignedInRequest, address_id: int) -> HttpResponse:
    """No longer the person's."""
    address = get_object_or_404(queries.addresses_of(request.user), pk=address_id)
    actions.remove_address(address=address, by=request.user, at=now())
    return _said(request, _("%(email)s has been removed.") % {"email": address.email})


def _ask(
    request: HttpRequest, email: str, purpose: CodePurpose, person: Person | None = None
) -> str:
    code = actions.request_code(
        email=email,
        purpose=purpose,
        language=get_language() or settings.LANGUAGE_CODE,
        network=network_of(request),
        person=person,
        at=now(),
    )
    return code.email


def _door(request: HttpRequest, **context: object) -> HttpResponse:
    ready = queries.demonstration_accounts()
    return render(
        request, "people/sign_in.html", {"next": way_on(request), "ready": ready, **context}
    )


def _outbox(waiting: dict[str, str]) -> dict[str, str]:
    """Where a demonstration shows the letter."""
    if not settings.DEMONSTRATION:
        return {}
    return {"outbox": f"{settings.OUTBOX}?{urlencode({'cari': waiting['email']})}"}


def _factor(
    request: SignedInRequest, factor: SecondFactor | None, form: SecondCodeForm
) -> HttpResponse:
    is_begun = factor is not None and factor.confirmed_at is None
    context = {
        "factor": factor,
        "form": form,
        "enrolment": factors.enrolment(factor) if factor and is_begun else None,
    }
    return render(request, "people/second_factor.html", context)


def _let_in(request: HttpRequest, person: Person, path: str) -> HttpResponse:
    request.session.pop(WAITING, None)
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return remember_choices(HttpResponseRedirect(path), person)


def _said(request: HttpRequest, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("people:addresses")

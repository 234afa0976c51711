from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jejaring.ground.access.permissions import Permission
from jejaring.ground.kernel.refusals import Refusal
from jejaring.parties.agencies import actions, queries, rules
from jejaring.parties.agencies.forms import (
    AliasForm,
    LetterheadForm,
    MemberForm,
    ProfileForm,
    StatementForm,
    SuccessionForm,
    UnitForm,
    profile_of,
    say,
)
from jejaring.parties.agencies.models import Agency
from jejaring.parties.people.http import SignedInRequest, is_own_path, remember_choices

may_post = require_http_methods(["GET", "HEAD", "POST"])


@may_post
def profile(request: SignedInRequest) -> HttpResponse:
    """Who the person is and whom they work for; searching for an agency keeps what was typed."""
    searching = "find" in request.POST
    form = _profile_form(request, searching=searching)
    if request.method == "POST" and not searching and form.is_valid():
        try:
            actions.complete_profile(
                person=request.user, **form.chosen(), by=request.user, at=now()
            )
        except Refusal as refusal:
            say(form, refusal)
        else:
            return _saved(request)
    return render(request, "agencies/profile.html", {"form": form, "next": _onward(request)})


@require_GET
def employers(request: SignedInRequest) -> HttpResponse:
    """The agencies and units that fit what is typed, while it is typed."""
    form = ProfileForm(initial=request.GET.dict())
    _offer(form, request.GET)
    return render(request, "agencies/profile.html#employers", {"form": form})


@require_GET
def agencies(request: SignedInRequest) -> HttpResponse:
    """The agencies the person acts for."""
    memberships = queries.memberships_of(request.user)
    return render(request, "agencies/agencies.html", {"memberships": memberships})


@require_GET
def agency(request: SignedInRequest, code: str) -> HttpResponse:
    """What the agency is, in short."""
    found = _readable(request, code)
    context = {"count": queries.employees_count(found), "key": queries.key_in_use(found)}
    return _page(request, "agencies/agency.html", found, **context)


@may_post
def letterhead(request: SignedInRequest, code: str) -> HttpResponse:
    """What letters and certificates say."""
    found = _readable(request, code)
    form = LetterheadForm(request.POST or None, initial=found.letterhead)
    if form.is_valid() and _done(
        form, actions.change_letterhead, agency=found, **form.cleaned_data, by=request.user
    ):
        messages.success(request, _("The letterhead has been changed."))
        return redirect("agencies:letterhead", code)
    return _page(request, "agencies/letterhead.html", found, form=form)


@may_post
def members(request: SignedInRequest, code: str) -> HttpResponse:
    """Who acts for the agency; posting gives a role."""
    found = _readable(request, code)
    form = MemberForm(request.POST or None)
    if form.is_valid() and _done(
        form, actions.add_member, agency=found, **form.cleaned_data, by=request.user
    ):
        messages.success(request, _("The role has been given."))
        return redirect("agencies:members", code)
    rows = queries.part(queries.members_of(found), request.GET.get("halaman", ""))
    return _page(request, "agencies/members.html", found, form=form, members=rows)


@require_POST
def end_role(request: SignedInRequest, code: str, handle: str) -> HttpResponse:
    """Take a role back, or lay down one's own."""
    found = _readable(request, code)
    member = get_object_or_404(queries.members_of(found), person__handle=handle)
    actions.end_role(agency=found, person=member.person, by=request.user, at=now())
    messages.success(request, _("%(name)s no longer has a role here.") % {"name": member.person})
    left = member.person_id == request.user.pk
    return redirect("agencies:agencies") if left else redirect("agencies:members", code)


@require_POST
def reset_second_factor(request: SignedInRequest, code: str, handle: str) -> HttpResponse:
    """For a member who lost their phone."""
    found = _readable(request, code)
    member = get_object_or_404(queries.members_of(found), person__handle=handle)
    actions.reset_second_factor(agency=found, person=member.person, by=request.user, at=now())
    said = _("%(name)s can now turn the second factor on anew.") % {"name": member.person}
    messages.success(request, said)
    return redirect("agencies:members", code)


@may_post
def units(request: SignedInRequest, code: str) -> HttpResponse:
    """Where people of the agency work; posting adds one."""
    found = _readable(request, code)
    form = UnitForm(request.POST or None)
    if form.is_valid() and _done(
        form, actions.add_unit, agency=found, **form.cleaned_data, by=request.user
    ):
        messages.success(request, _("The unit has been added."))
        return redirect("agencies:units", code)
    rows = queries.part(queries.units_of(found), request.GET.get("halaman", ""))
    return _page(request, "agencies/units.html", found, form=form, units=rows)


@require_GET
def trail(request: SignedInRequest, code: str) -> HttpResponse:
    """What happened in the agency, for owners and auditors."""
    found = _readable(request, code)
    if not rules.may_read_trail(request.user, found.pk):
        raise Http404
    before = request.GET.get("sebelum", "")
    page = queries.trail_of(found, before=int(before) if before.isdecimal() else None)
    return _page(request, "agencies/trail.html", found, trail=page, first=not before)


@may_post
def statements(request: SignedInRequest, code: str) -> HttpResponse:
    """What the agency is good at and what it needs; posting says one more thing."""
    found = _readable(request, code)
    form = StatementForm(request.POST or None)
    if form.is_valid() and _done(
        form, actions.state, agency=found, **form.cleaned_data, by=request.user
    ):
        messages.success(request, _("It stands on the public page of the agency."))
        return redirect("agencies:statements", code)
    may_state = rules.may_state(request.user, found.pk)
    rows = queries.statements_of(found)
    return _page(
        request, "agencies/statements.html", found, form=form, rows=rows, may_state=may_state
    )


@require_POST
def withdraw_statement(request: SignedInRequest, code: str, key: int) -> HttpResponse:
    """Say it no more."""
    statement = get_object_or_404(_readable(request, code).statements.all(), pk=key)
    actions.withdraw_statement(statement=statement, by=request.user, at=now())
    messages.success(request, _("It is no longer shown."))
    return redirect("agencies:statements", code)


@may_post
def publicity(request: SignedInRequest, code: str) -> HttpResponse:
    """What strangers see of the agency, and its other names; posting adds a name."""
    found = _readable(request, code)
    form = AliasForm(request.POST or None)
    if form.is_valid() and _done(
        form, actions.add_alias, agency=found, **form.cleaned_data, by=request.user
    ):
        messages.success(request, _("The agency is now found under this name, too."))
        return redirect("agencies:publicity", code)
    follower = SuccessionForm(agencies=queries.others_than(found), auto_id="id_follower_%s")
    return _publicity(request, found, form, follower)


@require_POST
def show_agreements(request: SignedInRequest, code: str) -> HttpResponse:
    """Turn the public showing of agreements on or off."""
    found, shown = _readable(request, code), request.POST.get("shown") == "1"
    actions.show_agreements(agency=found, shown=shown, by=request.user, at=now())
    said = _("The agreements are shown publicly.") if shown else _("The agreements are hidden.")
    messages.success(request, said)
    return redirect("agencies:publicity", code)


@require_POST
def remove_alias(request: SignedInRequest, code: str, key: int) -> HttpResponse:
    """Take a name off the agency."""
    alias = get_object_or_404(_readable(request, code).aliases.all(), pk=key)
    actions.remove_alias(alias=alias, by=request.user, at=now())
    messages.success(request, _("The name has been removed."))
    return redirect("agencies:publicity", code)


@require_POST
def tell_succession(request: SignedInRequest, code: str) -> HttpResponse:
    """Say who follows the agency."""
    found = _readable(request, code)
    form = SuccessionForm(
        request.POST, agencies=queries.others_than(found), auto_id="id_follower_%s"
    )
    if form.is_valid() and _done(
        form, actions.tell_succession, before=found, **form.cleaned_data, by=request.user
    ):
        messages.success(request, _("The succession has been recorded."))
        return redirect("agencies:publicity", code)
    return _publicity(request, found, AliasForm(), form)


def _publicity(
    request: SignedInRequest, agency: Agency, form: AliasForm, follower: SuccessionForm
) -> HttpResponse:
    return _page(
        request,
        "agencies/publicity.html",
        agency,
        form=form,
        follower=follower,
        aliases=queries.aliases_of(agency),
        successions=queries.successions_of(agency),
    )


def _readable(request: SignedInRequest, code: str) -> Agency:
    readable = queries.agencies_where(request.user, Permission.READ_RECORDS)
    return get_object_or_404(readable, code=code)


def _page(request: SignedInRequest, template: str, agency: Agency, **context: Any) -> HttpResponse:
    context |= {
        "agency": agency,
        "may_manage": rules.may_manage(request.user, agency.pk),
        "may_read_trail": rules.may_read_trail(request.user, agency.pk),
    }
    return render(request, template, context)


def _done(form: forms.Form, action: Any, **values: Any) -> bool:
    """Whether the action was done; a refusal goes beside its field, a missing right to its page."""
    try:
        action(**values, at=now())
    except Refusal as refusal:
        if refusal.status == 403:  # noqa: PLR2004 - the page of that status says whom to ask
            raise
        say(form, refusal)
    return form.is_valid()


def _profile_form(request: SignedInRequest, *, searching: bool) -> ProfileForm:
    if searching:
        form = ProfileForm(initial=request.POST.dict())
    elif request.method == "POST":
        form = ProfileForm(request.POST)
    else:
        known = profile_of(request.user, queries.current_employment(request.user))
        form = ProfileForm(initial=known)
    _offer(form, form.data or form.initial)
    return form


def _saved(request: SignedInRequest) -> HttpResponse:
    """Said in the language just chosen."""
    with translation.override(request.user.language):
        messages.success(request, _("Your profile has been saved."))
    return remember_choices(redirect(_onward(request)), request.user)


def _offer(form: ProfileForm, said: Any) -> None:
    text, chosen = str(said.get("search") or ""), str(said.get("employer") or "")
    form.offer(queries.offered_agencies(text, chosen), queries.units_offered(chosen))


def _onward(request: SignedInRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_own_path(wanted) else request.path

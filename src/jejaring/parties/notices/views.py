from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jejaring.parties.notices import actions, queries
from jejaring.parties.notices.forms import WishForm
from jejaring.parties.people.http import SignedInRequest


@require_GET
def inbox(request: SignedInRequest) -> HttpResponse:
    """What the person was told, newest first."""
    after = request.GET.get("sesudah", "")
    page = queries.inbox_page(request.user, now(), after=int(after) if after.isdecimal() else None)
    wish = WishForm(initial={"emails": queries.wish_of(request.user)})
    return render(request, "notices/inbox.html", {"inbox": page, "wish": wish, "first": not after})


@require_POST
def open_notice(request: SignedInRequest, notice_id: int) -> HttpResponse:
    """Read, and on to where the notice leads."""
    notice = get_object_or_404(queries.inbox(request.user, now()), pk=notice_id)
    actions.mark_read(notice=notice, by=request.user, at=now())
    return redirect(str(notice.facts.get("path") or settings.LOGIN_REDIRECT_URL))


@require_POST
def mark_all_read(request: SignedInRequest) -> HttpResponse:
    """All at once."""
    actions.mark_all_read(by=request.user, at=now())
    return redirect("notices:inbox")


@require_POST
def set_wish(request: SignedInRequest) -> HttpResponse:
    """Which notices come by e-mail."""
    form = WishForm(request.POST)
    if form.is_valid():
        actions.set_wish(emails=form.cleaned_data["emails"], by=request.user, at=now())
        messages.success(request, _("Your choice has been saved."))
    return redirect("notices:inbox")


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """The signed link is the permission; mail programs post here by themselves (RFC 8058)."""
    if request.method == "POST":
        actions.unsubscribe(token=token, at=now())
    return render(request, "notices/unsubscribe.html", {"is_done": request.method == "POST"})


@login_not_required
@never_cache
@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """Every letter with its code: how a person tries the product without a mail server."""
    if not settings.DEMONSTRATION:
        raise Http404
    address, before = request.GET.get("cari", "").strip().lower(), request.GET.get("sebelum", "")
    page = queries.outbox(address=address, at=now(), before=before)
    context = {"outbox": page, "address": address, "first": not before}
    return render(request, "notices/outbox.html", context)

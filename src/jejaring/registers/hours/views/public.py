"""What anybody may read: the conversion table, and whether a statement holds."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from jejaring.ground.kernel import throttle
from jejaring.registers.hours import rules

CHECKS_A_MINUTE = 30


@login_not_required
@require_GET
def conversion(request: HttpRequest) -> HttpResponse:
    """Every rule in every version."""
    return render(request, "hours/conversion.html", {"table": rules.rule_lines(now())})


@login_not_required
@require_GET
def check(request: HttpRequest, code: str = "") -> HttpResponse:
    """A statement by its code; the code may be typed with or without dashes."""
    typed = (code or request.GET.get("kode", ""))[:40]
    throttle.take("jp-check", throttle.network_of(request), limit=CHECKS_A_MINUTE, seconds=60)
    found = rules.statement_check(typed) if typed else None
    context = {"found": found, "typed": typed, "checked_at": now()}
    status = 404 if typed and found is None else 200
    return render(request, "hours/check.html", context, status=status)

"""The agreements of the network for machines; the same for everybody."""

import csv
import json
from collections.abc import Iterator

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.cache import patch_cache_control
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from jejaring.surfaces.network.http import FRESH_SECONDS
from jejaring.surfaces.network.queries import open_data
from jejaring.surfaces.network.queries.chosen import chosen


@login_not_required
@require_safe
def as_json(request: HttpRequest) -> StreamingHttpResponse:
    """One object: where it is from, then the agreements, then the links."""
    rows = open_data.agreements(chosen(request.GET), localdate())
    answer = StreamingHttpResponse(_object(rows), content_type="application/json")
    patch_cache_control(answer, public=True, max_age=FRESH_SECONDS)
    return answer


@login_not_required
@require_safe
def as_csv(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """One line an agreement."""
    rows = open_data.agreements(chosen(request.GET), localdate())
    answer = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="jaringan.csv"'
    patch_cache_control(answer, public=True, max_age=FRESH_SECONDS)
    return answer


class _Echo:
    """What the writer writes, it gives back."""

    def write(self, line: str) -> str:
        return line


def _lines(rows: Iterator[open_data.Row]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(open_data.COLUMNS)
    for row in rows:
        yield writer.writerow([open_data.harmless(value) for value in open_data.flat(row)])


def _object(rows: Iterator[open_data.Row]) -> Iterator[str]:
    head = json.dumps(open_data.ABOUT, ensure_ascii=False)[:-1]
    yield f'{head}, "agreements": ['
    for place, row in enumerate(rows):
        yield (",\n" if place else "\n") + json.dumps(row, ensure_ascii=False)
    yield "\n]}\n"

"""The published description of an API: OpenAPI 3.1, with the manners of every endpoint in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ninja import NinjaAPI

REFUSED = {"$ref": "#/components/schemas/Refused"}
REFUSALS = {
    "401": "No token, or one that is unknown, expired or revoked.",
    "403": "The person may not do this, or the token only reads.",
    "404": "There is no such thing, or this person may not know of it.",
    "409": "The state does not allow it; the sentence says what to do.",
    "422": "A field is missing or wrong; `fields` has a sentence for each.",
    "429": "Too many requests; wait as `Retry-After` says.",
}
BODY = {
    "title": "Refused",
    "description": "What is answered whenever something is refused.",
    "type": "object",
    "required": ["refusal", "sentence", "status"],
    "properties": {
        "refusal": {"type": "string", "description": "Its name: stable, for programmes."},
        "sentence": {"type": "string", "description": "What is wrong, and what to do."},
        "status": {"type": "integer"},
        "fields": {
            "type": "object",
            "additionalProperties": {"type": "string"},
            "description": "A sentence for each field that is wrong.",
        },
    },
}
KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": "Repeating the request with the same key does it once and answers the same.",
    "schema": {"type": "string", "maxLength": 80},
}
METHODS = ("get", "post", "put", "patch", "delete")


def published(api: NinjaAPI, prefix: str) -> dict[str, Any]:
    """The whole schema: what ninja read from the endpoints, and what holds for all of them."""
    schema: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=prefix))
    schema["components"]["schemas"]["Refused"] = BODY
    for _address, method, operation in _operations(schema):
        for status, meaning in REFUSALS.items():
            operation["responses"].setdefault(
                status,
                {"description": meaning, "content": {"application/json": {"schema": REFUSED}}},
            )
        operation["responses"] = {
            str(status): said for status, said in operation["responses"].items()
        }
        if method == "post":
            operation["parameters"] = [*operation["parameters"], KEY]
    if not schema["servers"]:
        del schema["servers"]
    return schema


@dataclass(frozen=True, slots=True)
class Named:
    """A field of a body, or a part of an address, as a person reads it."""

    name: str
    kind: str
    about: str
    is_required: bool
    place: str = ""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One thing that can be asked, as a person reads it."""

    anchor: str
    method: str
    address: str
    title: str
    about: str
    asks: list[Named]
    answer: str
    thing: str
    """The name of what is answered, one or many of it."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What an answer or a field is made of: its fields, or the words it may be."""

    name: str
    label: str
    about: str
    fields: list[Named]
    words: list[str]


def chapters(schema: dict[str, Any]) -> dict[str, list[Endpoint]]:
    """The endpoints under their tags, in the order of the schema."""
    found: dict[str, list[Endpoint]] = {}
    for address, method, operation in _operations(schema):
        tag = (operation.get("tags") or ["other"])[0]
        found.setdefault(tag, []).append(_endpoint(schema, address, method, operation))
    return found


def things(schema: dict[str, Any]) -> list[Thing]:
    """Everything that endpoints answer with or are sent, by name."""
    return [
        Thing(
            name=name,
            label=_spoken(name),
            about=form.get("description", ""),
            fields=_fields(schema, form, ""),
            words=[str(one) for one in form.get("enum", [])],
        )
        for name, form in sorted(schema["components"]["schemas"].items())
    ]


def _operations(schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for address, item in schema["paths"].items():
        for method in METHODS:
            if method in item:
                yield address, method, item[method]


def _endpoint(
    schema: dict[str, Any], address: str, method: str, operation: dict[str, Any]
) -> Endpoint:
    content = operation.get("requestBody", {}).get("content", {})
    body = _form(content)
    asked = [
        Named(
            one["name"],
            _kind(one["schema"]),
            one.get("description", ""),
            one["required"],
            one["in"],
        )
        for one in operation["parameters"]
        if one is not KEY
    ]
    good = [said for status, said in operation["responses"].items() if status.startswith("2")]
    form = _form(good[0].get("content", {})) if good else {}
    return Endpoint(
        anchor=operation["operationId"],
        method=method.upper(),
        address=address,
        title=operation["summary"],
        about=operation.get("description", ""),
        asks=[*asked, *_fields(schema, body, "body")],
        answer=_kind(form),
        thing=(form.get("items") or form).get("$ref", "").rpartition("/")[2],
    )


def _form(content: dict[str, Any]) -> dict[str, Any]:
    """What stands in a body, whatever its media type."""
    form: dict[str, Any] = {}
    for said in content.values():
        form = form or said.get("schema", {})
    return form


def _fields(schema: dict[str, Any], form: dict[str, Any], place: str) -> list[Named]:
    form = _resolved(schema, form)
    required = set(form.get("required", []))
    return [
        Named(name, _kind(field), field.get("description", ""), name in required, place)
        for name, field in form.get("properties", {}).items()
    ]


def _resolved(schema: dict[str, Any], form: dict[str, Any]) -> dict[str, Any]:
    reference = form.get("$ref", "")
    found: dict[str, Any] = schema["components"]["schemas"].get(reference.rpartition("/")[2], form)
    return found


def _kind(form: dict[str, Any]) -> str:
    """What stands in a field, in a word or two."""
    if "$ref" in form:
        return _spoken(form["$ref"].rpartition("/")[2])
    if "enum" in form:
        return " | ".join(str(one) for one in form["enum"])
    for joint in ("anyOf", "oneOf", "allOf"):
        if joint in form:
            return " | ".join(dict.fromkeys(_kind(one) for one in form[joint]))
    if form.get("type") == "array":
        return f"[{_kind(form.get('items', {}))}]"
    return str(form.get("format") or form.get("const") or form.get("type") or "")


def _spoken(name: str) -> str:
    """Names of generic forms without their marks: PageOf[AgreementRow] is "PageOf AgreementRow"."""
    return re.sub(r"[_\[\]]+", " ", name).strip()

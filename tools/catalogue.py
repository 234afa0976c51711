"""Catalogues without gettext's programs: `update`, `check` and `compile` each package's messages.

Message ids are English and live in code and templates; each package keeps its Indonesian in
`locale/id/LC_MESSAGES/django.po`. A catalogue is complete when every message has a translation
with the same placeholders and nothing is left over.
"""

import ast
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1] / "src" / "jejaring"
LANGUAGE = "id"
SINGULAR = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]|\{\w*\}")
CALL = re.compile(r"\b(n?gettext|_)\(")
Message = tuple[str, str]
"""Singular and plural; the plural is empty where there is none."""


def packages() -> list[Path]:
    """Every folder that keeps a catalogue of its own."""
    floors = [path for path in ROOT.iterdir() if path.is_dir() and path.name != "config"]
    found = [path for floor in floors for path in floor.iterdir() if (path / "apps.py").exists()]
    return sorted([*found, ROOT / "config"])


def messages(package: Path) -> dict[Message, str]:
    """Every message of the package, with the first place it stands."""
    found: dict[Message, str] = {}
    for path in sorted(package.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            source = _from_python(path)
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            source = _from_template(path)
        else:
            continue
        for message in source:
            found.setdefault(message, str(path.relative_to(ROOT)))
    return found


def contradictions() -> list[str]:
    """Messages that two packages translate differently."""
    found: dict[Message, dict[str, str]] = {}
    for package in packages():
        for entry in catalogue(package):
            said = entry.msgstr or str(entry.msgstr_plural)
            found.setdefault((entry.msgid, entry.msgid_plural), {})[said] = package.name
    return [f"{key[0]}: {said}" for key, said in found.items() if len(said) > 1]


def _from_python(path: Path) -> Iterator[Message]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
        words = [text for text in texts if isinstance(text, str)]
        if name in SINGULAR and words:
            yield words[0], ""
        elif name in PLURAL and len(words) > 1:
            yield words[0], words[1]


def _from_template(path: Path) -> Iterator[Message]:
    code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for call in CALL.finditer(code):
        words = list(_strings(code[call.end() :]))
        if call.group(1) == "ngettext":
            yield words[0], words[1]
        else:
            yield words[0], ""


def _strings(code: str) -> Iterator[str]:
    literal = re.compile(r"\s*,?\s*(u?r?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"))")
    match = literal.match(code)
    while match:
        yield str(ast.literal_eval(match.group(1)))
        match = literal.match(code, match.end())


def catalogue(package: Path) -> polib.POFile:
    """The package's catalogue, new if there is none."""
    path = package / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"
    if path.exists():
        return polib.pofile(str(path))
    new = polib.POFile()
    new.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": LANGUAGE,
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    new.fpath = str(path)
    return new


def faults(package: Path) -> list[str]:
    """What keeps the package's catalogue from being complete."""
    known = {(e.msgid, e.msgid_plural): e for e in catalogue(package) if not e.obsolete}
    wanted = messages(package)
    problems = [f"{wanted[m]}: not in the catalogue: {m[0]!r}" for m in wanted if m not in known]
    problems += [f"{package.name}: left over: {m[0]!r}" for m in known if m not in wanted]
    for message in wanted.keys() & known.keys():
        entry = known[message]
        texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if not all(texts) or entry.fuzzy or not texts:
            problems.append(f"{wanted[message]}: not translated: {message[0]!r}")
        elif _placeholders(texts[0]) != _placeholders(message[1] or message[0]):
            problems.append(f"{wanted[message]}: other placeholders: {message[0]!r}")
    return sorted(problems)


def _placeholders(text: str) -> list[str]:
    return sorted(set(PLACEHOLDER.findall(text)))


def update(package: Path) -> None:
    """Add what is missing, empty; drop what is left over."""
    po, wanted = catalogue(package), messages(package)
    known = {(entry.msgid, entry.msgid_plural) for entry in po}
    for entry in [e for e in po if (e.msgid, e.msgid_plural) not in wanted]:
        po.remove(entry)
    for singular, plural in wanted:
        if (singular, plural) in known:
            continue
        forms = {"msgid_plural": plural, "msgstr_plural": {0: ""}} if plural else {}
        po.append(polib.POEntry(msgid=singular, **forms))
    if wanted:
        Path(po.fpath).parent.mkdir(parents=True, exist_ok=True)
        po.save()


def compile_all() -> None:
    """Write every .mo that is older than its .po."""
    for path in ROOT.rglob("django.po"):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
            continue
        descriptor, name = tempfile.mkstemp(dir=path.parent)
        os.close(descriptor)
        polib.pofile(str(path)).save_as_mofile(name)
        Path(name).replace(target)


def main(act: str) -> int:
    """Do one of the three for every package; 1 if a check found faults."""
    if act == "compile":
        compile_all()
        return 0
    if act == "update":
        for package in packages():
            update(package)
        return 0
    problems = [problem for package in packages() for problem in faults(package)]
    problems += contradictions()
    print("\n".join(problems) or "Every catalogue is complete.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))

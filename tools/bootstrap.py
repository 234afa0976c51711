"""All set-up on a bare machine, with any Python 3: finds uv and a new Python, fills .venv.

Run by the Makefile before every target; when nothing changed it costs a tenth of a second.
"""

import glob
import hashlib
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TOOLS = os.path.join(ROOT, ".tools")
VENV = os.path.join(ROOT, ".venv")
STAMP = os.path.join(VENV, "made-from")
WANTED = ["3.13", "3.14", "3.12"]
LACKING = (
    "Jejaring needs Python 3.12 or newer and found none: "
    "install one (Debian: apt-get install python3.12; macOS: brew install python@3.13), then try again."
)


def fail(line):
    sys.exit("make: " + line)


def run(*command, **options):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)


def must(what, *command):
    print(what, flush=True)
    done = run(*command, cwd=ROOT)
    if done.returncode:
        sys.stderr.write(done.stdout.decode(errors="replace"))
        fail(what.rstrip(".") + " failed; the reason stands above.")


def find_uv():
    own = os.path.join(TOOLS, "bin", "uv")
    for candidate in (shutil.which("uv"), own):
        if candidate and os.path.exists(candidate) and run(candidate, "--version").returncode == 0:
            return candidate
    print("Fetching uv, which fetches the rest.", flush=True)
    arguments = ["install", "--quiet", "--upgrade", "--target", TOOLS, "uv"]
    for python in (sys.executable, "/usr/bin/python3"):
        if os.path.exists(python) and run(python, "-m", "pip", *arguments).returncode == 0:
            break
    if not os.path.exists(own):
        fail(
            "could not fetch uv with pip: install pip or uv (Debian: apt-get install python3-pip), then try again."
        )
    return own


def is_new_enough(python):
    check = "import sys, ssl, sqlite3; sys.exit(sys.version_info < (3, 12))"
    return os.path.exists(python) and run(python, "-c", check).returncode == 0


def candidates():
    for version in WANTED:
        yield shutil.which("python" + version) or ""
        yield from sorted(
            glob.glob(os.path.expanduser("~/.pyenv/versions/%s.*/bin/python" % version)),
            reverse=True,
        )
        yield "/usr/bin/python" + version
        yield "/opt/homebrew/bin/python" + version
    yield shutil.which("python3") or ""


def find_python(uv):
    for python in candidates():
        if python and is_new_enough(python):
            return python
    print("No Python 3.12 here: fetching one.", flush=True)
    if run(uv, "python", "install", WANTED[0]).returncode == 0:
        return run(uv, "python", "find", WANTED[0]).stdout.decode().strip().splitlines()[-1]
    fail(LACKING)


def stamp():
    digest = hashlib.sha256()
    for name in ("requirements.lock", "pyproject.toml"):
        with open(os.path.join(ROOT, name), "rb") as source:
            digest.update(source.read())
    return digest.hexdigest()


def is_ready():
    try:
        with open(STAMP) as made:
            return made.read() == stamp() and is_new_enough(os.path.join(VENV, "bin", "python"))
    except OSError:
        return False


def compile_catalogues():
    pattern = os.path.join(ROOT, "src", "jejaring", "**", "django.po")
    for po in glob.glob(pattern, recursive=True):
        mo = po[:-2] + "mo"
        if not os.path.exists(mo) or os.path.getmtime(mo) < os.path.getmtime(po):
            tool = os.path.join("tools", "catalogue.py")
            must("Compiling the catalogues.", os.path.join(VENV, "bin", "python"), tool, "compile")
            return


def main():
    if not is_ready():
        make()
    compile_catalogues()


def make():
    uv = find_uv()
    python = find_python(uv)
    inside = ["--python", os.path.join(VENV, "bin", "python")]
    must(
        "Making .venv with %s." % python, uv, "venv", "--quiet", "--clear", "--python", python, VENV
    )
    must(
        "Installing what requirements.lock names.",
        uv,
        "pip",
        "sync",
        "--quiet",
        *inside,
        "requirements.lock",
    )
    must(
        "Installing Jejaring.",
        uv,
        "pip",
        "install",
        "--quiet",
        *inside,
        "--no-deps",
        "--editable",
        ".",
    )
    with open(STAMP, "w") as made:
        made.write(stamp())


main()

"""The `jejaring` command. Exit codes: 0 done, 1 refused or not true, 2 wrongly asked."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

Command = Callable[[argparse.Namespace], int]


def main(arguments: list[str] | None = None) -> int:
    """Do what was asked; a refusal is one sentence on standard error."""
    asked = _parser().parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jejaring.config.settings")
    if getattr(asked, "demo", False):
        os.environ["JEJARING_DEMONSTRATION"] = "1"
    if hasattr(asked, "port"):
        os.environ.setdefault("PUBLIC_ADDRESS", f"http://{asked.host}:{asked.port}")
    import django
    from django.utils import translation

    from jejaring.ground.kernel.refusals import Refusal

    django.setup()
    translation.activate("en")
    try:
        return int(asked.do(asked))
    except Refusal as refusal:
        print(f"jejaring: {refusal.sentence}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\njejaring: stopped; what was done so far stands.", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="jejaring", description="Learning agencies agree, learn and prove."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    up = _command(commands, "up", _up, "Prepare everything and serve the product")
    up.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    up.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    up.add_argument("--demo", action="store_true", help="fill the demonstration network once")

    demo = _command(commands, "demo", _demo, "Fill the demonstration network")
    demo.add_argument("--learners", type=int, default=2000, help="invented learners (2000)")
    demo.set_defaults(demo=True)

    imports = commands.add_parser("import", help="Bring in files").add_subparsers(required=True)
    roster = _command(imports, "roster", _import_roster, "Check, then apply a list of attendance")
    roster.add_argument("file", type=Path, help="a Zoom participant report or an answer sheet")
    roster.add_argument("--session", required=True, help="the session's address, e.g. 2026-11-26")
    roster.add_argument("--by", required=True, help="e-mail address of the officer")
    roster.add_argument("--apply", action="store_true", help="apply; without it, a dry run")

    verify = commands.add_parser("verify", help="Check what is kept").add_subparsers(required=True)
    audit = _command(verify, "audit", _verify_audit, "Check every agency's chain of entries")
    audit.add_argument("--agency", help="the agency's code; all of them without it")
    certificate = _command(verify, "certificate", _verify_certificate, "Check one certificate")
    certificate.add_argument("what", help="a code, a proof file (JSON) or a PDF")

    _command(commands, "doctor", _doctor, "Say what is well and what is not")
    worker = _command(commands, "worker", _worker, "Do background work (part of `up`)")
    worker.add_argument("--queue", action="append", help="letters or default; both without it")
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    do: Command,
    told: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=told, description=f"{told}.")
    parser.set_defaults(do=do)
    return parser


def _up(asked: argparse.Namespace) -> int:
    from jejaring.config import serving

    if serving.is_taken(asked.host, asked.port):
        print(
            f"jejaring: port {asked.port} is taken; stop what uses it, "
            f"or try another: make up PORT={asked.port + 1}",
            file=sys.stderr,
        )
        return 1
    serving.prepare()
    if asked.demo:
        from jejaring.config import demonstration

        demonstration.fill_once()
    return serving.serve(asked.host, asked.port)


def _demo(asked: argparse.Namespace) -> int:
    from jejaring.config import demonstration, serving

    serving.prepare()
    demonstration.fill_once(learners=asked.learners)
    print("The demonstration network stands.")
    return 0


def _import_roster(asked: argparse.Namespace) -> int:
    from jejaring.config import rosters

    return rosters.bring_in(asked.file, session=asked.session, by=asked.by, apply=asked.apply)


def _verify_audit(asked: argparse.Namespace) -> int:
    from jejaring.config import checks

    return checks.audit(asked.agency)


def _verify_certificate(asked: argparse.Namespace) -> int:
    from jejaring.config import certificates

    return certificates.check(asked.what)


def _doctor(_asked: argparse.Namespace) -> int:
    from jejaring.config import checks

    return checks.doctor()


def _worker(asked: argparse.Namespace) -> int:
    from jejaring.config import worker

    worker.run(asked.queue or ["letters", "default"])
    return 0


if __name__ == "__main__":
    sys.exit(main())

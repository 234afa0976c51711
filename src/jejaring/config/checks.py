"""`jejaring verify` and `jejaring doctor`: what is kept, checked and told in words."""

import shutil
import sys
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from jejaring.ground.audit import trail
from jejaring.ground.audit.models import INSTALLATION
from jejaring.ground.seals.sealing import sealer
from jejaring.parties.agencies.models import Agency
from jejaring.parties.notices import queries as notices
from jejaring.registers.hours import queries as hours

LITTLE_SPACE = 500 * 1024 * 1024
"""Bytes below which the doctor warns."""
MOST_BREAKS = 20
"""Of one chain, told one by one."""
LATE = timedelta(minutes=10)
"""A letter that waits longer than this is overdue."""
Finding = tuple[bool, str]


def audit(code: str | None) -> int:
    """Walk every chain, or one agency's; 1 if anything is not as it was written."""
    names = dict(Agency.objects.values_list("pk", "code"))
    if code is not None and code not in names.values():
        print(f"jejaring: there is no agency with the code {code}.", file=sys.stderr)
        return 2
    chains = {chain: names.get(chain, f"agency {chain}") for chain in trail.chains()}
    chains |= {INSTALLATION: "installation"} if INSTALLATION in chains else {}
    asked = {chain: name for chain, name in chains.items() if code in {None, name}}
    found = 0
    for done, (chain, name) in enumerate(asked.items(), 1):
        _progress(done, len(asked))
        breaks = list(trail.breaks(chain))
        found += len(breaks)
        for at in breaks[:MOST_BREAKS]:
            print(f"{name}, entry {at.number}: {at.reason}")
    if found:
        print(f"{found} breaks: the trail was altered. Keep this output.")
        return 1
    print(f"{len(asked)} chains walked: nothing was altered.")
    return 0


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} of {total} chains", end="\n" if done == total else "", file=sys.stderr)


def doctor() -> int:
    """One line a finding; 1 if anything is not well."""
    findings: list[Finding] = []
    for check in (_database, _migrations, _rollups, _seals, _letters, _space):
        try:
            findings.append(check())
        except DatabaseError as problem:
            findings.append((False, f"The database does not answer: {problem}"))
    for is_well, told in findings:
        print(f"{'well ' if is_well else 'NOT  '} {told}")
    return 0 if all(is_well for is_well, _told in findings) else 1


def _database() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True, f"The database answers ({connection.vendor})."


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    open_ones = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if open_ones:
        return False, f"{len(open_ones)} migrations are open: run jejaring up."
    return True, "The database has the shape of this version."


def _rollups() -> Finding:
    differences = list(hours.rollup_differences(None))
    if differences:
        return False, f"{len(differences)} totals of hours differ from their postings."
    return True, "Every total of hours equals its postings."


def _seals() -> Finding:
    chosen = sealer()
    chosen.prepare()
    return True, f"Papers are sealed: {chosen.label}"


def _letters() -> Finding:
    if not settings.HAS_MAIL_SERVER:
        return True, "No mail server is set: letters are kept in the outbox."
    waiting = notices.letters_due(timezone.now() - LATE).count()
    return waiting == 0, f"{waiting} letters are overdue." if waiting else "No letter is overdue."


def _space() -> Finding:
    free = shutil.disk_usage(settings.DATA_DIR).free
    return free > LITTLE_SPACE, f"{free / 1e9:.1f} GB are free where data is kept."

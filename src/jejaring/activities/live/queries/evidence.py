"""What the evidence of a session amounts to, person by person: one rule for preview and closing."""

from typing import Any

from jejaring.activities.live.models import LiveSession
from jejaring.activities.live.queries import admission
from jejaring.activities.live.states import (
    AttendanceRule,
    AttendanceSource,
    ImportState,
    Verdict,
)
from jejaring.parties.agreements.states import RunOut

Statement = tuple[str, list[Any]]

_EVIDENCE = """
    SELECT person_id, 1 AS windows, 0 AS minutes, 0 AS answers, 0 AS officer
      FROM live_arrival WHERE session_id = %s
    UNION ALL
    SELECT p.person_id, 0, p.minutes, CASE WHEN p.has_answered THEN 1 ELSE 0 END, 0
      FROM live_reportedpresence p JOIN live_fileimport f ON f.id = p.file_import_id
     WHERE p.session_id = %s AND f.state = %s
    UNION ALL
    SELECT person_id, 0, 0, 0, CASE WHEN vouched_at IS NULL THEN 0 ELSE 1 END
      FROM live_registration WHERE session_id = %s AND cancelled_at IS NULL
"""
"""Presses; minutes of applied reports; answers; registrations, some vouched for by an officer."""


_OWN = """
    SELECT 1 FROM agencies_employment w JOIN agencies_servicearea s ON s.serves_id = w.agency_id
     WHERE w.person_id = e.person_id AND w.started_at <= COALESCE(place.registered_at, %s)
       AND (w.ended_at IS NULL OR w.ended_at > COALESCE(place.registered_at, %s))
       AND s.agency_id = %s
"""
_PLACE = """
      LEFT JOIN live_registration AS place ON place.person_id = e.person_id
            AND place.cancelled_at IS NULL AND place.session_id = %s
"""


def verdicts(session: LiveSession) -> Statement:
    """SQL of (person_id, source, windows, minutes, verdict), one row a person, and its values.

    An answer sheet counts as one window. Minutes are the most that one report says.
    An officer's word counts as presence. Without a name no certificate can be written.
    """
    door, door_values, join = _doors(session)
    by_windows = session.attendance_rule == AttendanceRule.WINDOWS
    counted = "windows + answers" if by_windows else "minutes"
    short = Verdict.TOO_FEW_WINDOWS if by_windows else Verdict.TOO_FEW_MINUTES
    sql = f"""
    SELECT e.person_id,
           CASE WHEN officer = 1 THEN %s WHEN windows > 0 THEN %s
                WHEN minutes > 0 THEN %s WHEN answers > 0 THEN %s ELSE %s END AS source,
           windows + answers AS windows, minutes,
           CASE WHEN officer = 0 AND windows + answers + minutes = 0 THEN %s
                WHEN officer = 0 AND {counted} < %s THEN %s
                {door} WHEN person.name = '' THEN %s ELSE %s END AS verdict
      FROM (SELECT person_id, SUM(windows) AS windows, MAX(minutes) AS minutes,
                   MAX(answers) AS answers, MAX(officer) AS officer
              FROM ({_EVIDENCE}) AS found GROUP BY person_id) AS e
      JOIN people_person AS person ON person.id = e.person_id {join}
    """  # noqa: S608 - only our own words are put in
    values: list[Any] = [
        AttendanceSource.OFFICER,
        AttendanceSource.WINDOWS,
        AttendanceSource.REPORT,
        AttendanceSource.ANSWERS,
        AttendanceSource.WINDOWS,
        Verdict.NOT_SEEN,
        session.attendance_minimum,
        short,
        *door_values,
        Verdict.NO_NAME,
        Verdict.PRESENT,
        session.pk,
        session.pk,
        ImportState.APPLIED,
        session.pk,
        *([session.pk] if join else []),
    ]
    return sql, values


def _doors(session: LiveSession) -> tuple[str, list[Any], str]:
    """What a restricted session says of those it did not let in, or whose clause has stopped.

    Own people are those who worked for a served agency when they registered.
    """
    if not session.is_restricted:
        return "", [], ""
    sql, values = "", list[Any]()
    shut = admission.shut_inside(session)
    for rule, verdict in ((RunOut.FREEZE, Verdict.WAITS), (RunOut.END, Verdict.LEFT)):
        keys = [key for key, run_out in shut.items() if run_out == rule]
        if keys:
            sql += f"WHEN place.clause_id IN ({', '.join(['%s'] * len(keys))}) THEN %s "
            values += [*keys, verdict]
    sql += f"WHEN place.clause_id IS NULL AND NOT EXISTS ({_OWN}) THEN %s"
    values += [session.starts_at, session.starts_at, session.agency_id, Verdict.NOT_ADMITTED]
    return sql, values, _PLACE


def reconciling(session: LiveSession, at: object) -> Statement:
    """SQL that writes the verdicts as attendance, anew where there are some already."""
    select, values = verdicts(session)
    sql = f"""
    INSERT INTO live_attendance
           (session_id, person_id, source, windows, minutes, verdict, note, reconciled_at)
    SELECT %s, v.person_id, v.source, v.windows, v.minutes, v.verdict, '', %s
      FROM ({select}) AS v WHERE true
    ON CONFLICT (session_id, person_id) DO UPDATE
       SET source = excluded.source, windows = excluded.windows, minutes = excluded.minutes,
           verdict = excluded.verdict, note = '', reconciled_at = excluded.reconciled_at
    """  # noqa: S608 - only our own words are put in
    return sql, [session.pk, at, *values]

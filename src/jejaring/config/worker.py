"""The background worker: does queued tasks, and now and then looks for what was cut off."""

import logging
import signal
import time
from types import FrameType

from django.db import DatabaseError, close_old_connections
from django.utils.crypto import get_random_string
from django.utils.module_loading import import_string
from django_tasks_db.management.commands.db_worker import Worker

SWEEPS = [
    "jejaring.activities.live.tasks.resume_closings",
    "jejaring.activities.live.tasks.resume_imports",
    "jejaring.activities.live.tasks.remind",
    "jejaring.parties.agreements.tasks.sweeps.end",
    "jejaring.parties.agreements.tasks.sweeps.nudge",
    "jejaring.parties.agreements.tasks.delivery.nudge_lines",
    "jejaring.parties.agreements.tasks.sweeps.warn",
    "jejaring.parties.notices.tasks.resume_sending",
    "jejaring.parties.people.tasks.forget_codes",
    "jejaring.parties.people.tasks.forget_answers",
    "jejaring.parties.agreements.tasks.sealing.resume_sealing",
]
"""What a worker calls when it starts and every minute: each does what is due or was cut off."""
SWEEP_EVERY = 60.0
POLL_EVERY = 0.5
log = logging.getLogger(__name__)


def run(queues: list[str]) -> None:
    """Work until told to stop; a database that is away for a while is waited for."""
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, _leave)
    swept = 0.0
    while True:
        try:
            if "default" in queues and time.monotonic() - swept > SWEEP_EVERY:
                swept = time.monotonic()
                for sweep in SWEEPS:
                    import_string(sweep)()
            drain(queues)
        except DatabaseError as problem:
            log.warning("The database does not answer, trying again: %s", str(problem).strip())
            close_old_connections()
            time.sleep(2)
        time.sleep(POLL_EVERY)


def drain(queues: list[str]) -> None:
    """Do what is queued now, then return."""
    Worker(
        queue_names=queues,
        interval=POLL_EVERY,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(16),
        excluded_queue_names=[],
    ).run()


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)

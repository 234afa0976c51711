"""The web application as a server sees it, with a moment's memory for public pages in front."""

import os
from threading import Thread

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from jejaring.ground.ui.public_cache import PublicCache

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jejaring.config.settings")


def _warm_up() -> None:
    """Load what the first certificate needs, beside the first requests."""
    from jejaring.ground.paper import typeset
    from jejaring.ground.seals.sealing import sealer

    typeset.warm_up()
    sealer().prepare()


Thread(target=_warm_up, name="warm-up", daemon=True).start()
application = PublicCache(
    get_wsgi_application(), private=[settings.SESSION_COOKIE_NAME, "messages"]
)

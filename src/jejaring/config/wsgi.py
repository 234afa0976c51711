"""The web application as a server sees it, with a moment's memory for public pages in front."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from jejaring.ground.ui.public_cache import PublicCache

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jejaring.config.settings")
application = PublicCache(
    get_wsgi_application(), private=[settings.SESSION_COOKIE_NAME, "messages"]
)

"""How an answer is written: JSON in plain letters, moments to the microsecond."""

from datetime import datetime
from typing import Any

from ninja.renderers import JSONRenderer
from ninja.responses import NinjaJSONEncoder


class ExactEncoder(NinjaJSONEncoder):
    """Django's cuts moments to milliseconds; who sends one back would name another moment."""

    def default(self, o: Any) -> Any:
        """ISO 8601 with the zone; the rest as ninja does."""
        if isinstance(o, datetime):
            return o.isoformat().replace("+00:00", "Z")
        return super().default(o)


class Exact(JSONRenderer):
    """Every answer of the API."""

    encoder_class = ExactEncoder
    json_dumps_params = {"ensure_ascii": False}

"""The pages of the network, and the same as open data."""

from jejaring.surfaces.network.views.open_data import as_csv, as_json
from jejaring.surfaces.network.views.reading import agreement, agreements, network

__all__ = ["agreement", "agreements", "as_csv", "as_json", "network"]

"""The pages of the network, and the same as open data."""

from jejaring.surfaces.network.views.open_data import as_csv, as_json
from jejaring.surfaces.network.views.reading import (
    agency,
    agreement,
    agreements,
    network,
    proposals,
)

__all__ = ["agency", "agreement", "agreements", "as_csv", "as_json", "network", "proposals"]

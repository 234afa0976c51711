"""Who works with whom: the network as list, map, circle and open data; agreements and agencies."""

"""Home, my page, navigation, help."""

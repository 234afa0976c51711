"""The shapes of what people say about agreements."""

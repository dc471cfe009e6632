"""A-10: forty planted markers, real journeys with everything at DEBUG level, and every sink."""

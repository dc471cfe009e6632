"""A CV that kills whoever sends it: what a file does that crashes a library written in C (R-12)."""

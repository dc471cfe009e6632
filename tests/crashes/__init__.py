"""Processes that die at a named place, and what is found and done afterwards."""

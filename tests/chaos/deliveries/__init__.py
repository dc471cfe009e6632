"""W-1: deliveries over HTTP while web, workers and Redis are killed; each event once, none forged.

Senders post genuine, repeated and forged deliveries in random order, receivers fail, a nemesis with
a seed kills; afterwards a checker that shares no code with the package compares what the senders
wrote down with the database. ``python -m tests.chaos.deliveries --help``.
"""

"""Kill, freeze and forge while CVs travel, then count: nothing lost, nothing doubled.

Actors write down what they saw, a nemesis with a seed breaks things, and a checker that shares no
code with the package reads the histories and the databases afterwards. Nothing is asserted while it
runs. ``python -m tests.chaos --help``.
"""

"""Ratios against peers and limits, all measured in one run on one machine.

``python -m bench`` runs all of it; ``python -m bench.sync``, ``bench.embedding`` and
``bench.lists`` a part each. Absolute rates change from hour to hour; the ratios are what is
promised.
"""

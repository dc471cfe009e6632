"""For the test suites of projects that use the app: a sandbox, signed webhooks, the queue.

``queue`` works on what is due, ``webhooks`` makes the requests that HrFlow would send, ``plugin``
holds pytest's fixtures, which pytest finds by itself. Nothing is imported here: pytest loads its
plugins before Django is set up.
"""

"""A project's app of receivers that write down, in the database, what they were told."""

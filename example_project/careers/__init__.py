"""The careers site: jobs, an application with a CV alone, and what was read in it."""

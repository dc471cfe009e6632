"""The example project as real processes: web, worker, beat, Redis, PostgreSQL, sandbox."""

"""Who may do what, through every door of a project (P-1, P-3, P-4)."""

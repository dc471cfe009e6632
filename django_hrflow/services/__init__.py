"""One module per story; the only place where client, mirror and signals meet."""

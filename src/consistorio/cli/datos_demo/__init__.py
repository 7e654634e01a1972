"""Sowings of the demo that no single room owns (see `cli.siembra`)."""

"""Ports: synchronous answers that a lower room needs of a higher one. One file a port, wired in `conf`."""

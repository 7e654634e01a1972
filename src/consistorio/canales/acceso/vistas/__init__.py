"""Pages of the accesses."""

"""Use cases of the supervision."""

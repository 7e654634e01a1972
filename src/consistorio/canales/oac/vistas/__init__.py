"""Views of the registry office."""

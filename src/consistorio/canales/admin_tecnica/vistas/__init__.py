"""Views of the technical administration."""

"""Template tags of the technical administration."""

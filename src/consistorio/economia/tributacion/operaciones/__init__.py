"""What changes this room inside somebody's open transaction."""

"""A FACe of our own, with the same protocol: it keeps what suppliers file there, and may be told to fail, to repeat itself and to be slow."""

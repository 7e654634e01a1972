"""Hostile input: seeded fuzz of every parser that faces outside. `python -m pruebas.hostil --semilla 1 --segundos 60`."""

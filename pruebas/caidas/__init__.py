"""Crashes: a town under load whose processes and database are killed with -9, and a judge that looks at what is left.

    PYTHONPATH=src .venv/bin/python -m pruebas.caidas --semilla 1 --asientos 10000 --muertes 50 --escritores 8

`guion`: who dies and when, drawn from the seed. `pueblo`: the town (its own PostgreSQL, with fsync) and its killing.
`escritor`, `tramitador`: the load, each a process that keeps a diary of what it was told. `juez`: the judge; it reads tables, files
and diaries, and shares no code with the product.
"""

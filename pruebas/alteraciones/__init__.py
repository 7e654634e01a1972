"""Random attacks of whoever owns the database on a town whose head was published outside; `verificar` must find each one.

    PYTHONPATH=src .venv/bin/python -m pruebas.alteraciones --semilla 1 --ataques 10000

docs/verificacion/alteraciones.md says what is attacked, how, and what came of the last long run.
"""

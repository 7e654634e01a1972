"""Random cases of every procedure that ships, in both sizes, brought to their end by a simulated town.

    PYTHONPATH=src .venv/bin/python -m pruebas.tramitaciones --semilla 1 --casos 1000

Who works there picks, of what the desk offers, anything that may be done, and fills in its form at random; signatures are sent back, people are
away and others stand in for them, parties answer or do not, appeal, give up, and let notifications lapse; days go by, and sometimes months.
docs/verificacion/tramitaciones.md says what is judged and what came of the last long run.
"""

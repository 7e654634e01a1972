"""Random sequences of acts, with a fault at every port, against a plain model of what the law and the house promise.

    PYTHONPATH=src .venv/bin/python -m pruebas.simulador --semilla 1 --secuencias 10000

docs/verificacion/simulador.md says what is played, what is broken, what is judged and what came of the last long run.
"""

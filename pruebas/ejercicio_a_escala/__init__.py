"""A budget of the size of a real city, executed at random and closed: `python -m pruebas.ejercicio_a_escala --datos DIR --ciudad jerez2021|madrid2017 --operaciones N`."""

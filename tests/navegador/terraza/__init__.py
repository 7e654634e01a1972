"""The story of the terrace, act by act, as its people do it with the keys (`tests/navegador/test_teclado_terraza.py`)."""

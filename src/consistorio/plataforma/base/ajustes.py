"""Which settings a process uses."""

import os


def modulo_de_ajustes() -> str:
    """Settings: those of the environment; in production (`CONSISTORIO_PRODUCTO=1`) the product's; else the demo's."""
    producto = os.environ.get("CONSISTORIO_PRODUCTO") == "1"
    return os.environ.get("DJANGO_SETTINGS_MODULE") or f"consistorio.conf.{'produccion' if producto else 'demo'}"

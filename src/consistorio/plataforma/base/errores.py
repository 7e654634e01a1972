"""What can go wrong before there is a database to talk to."""

from consistorio.nucleo.textos import gettext as _


class BaseNoDisponible(Exception):
    """There is no database and none could be started. Carries, for people, what happened and what to do."""

    def __init__(self, mensaje: str, que_hacer: str = "") -> None:
        super().__init__(mensaje)
        self.mensaje = mensaje
        self.que_hacer = que_hacer

    def __str__(self) -> str:
        return f"{self.mensaje}\n{self.que_hacer}".strip()


class OrdenFallida(BaseNoDisponible):
    """A program of PostgreSQL ran and ended badly; `salida` is what it said."""

    def __init__(self, programa: str, salida: str) -> None:
        mensaje = _("%(programa)s ha fallado:") % {"programa": programa}
        super().__init__(mensaje, salida)
        self.salida = salida

"""Django application that watches over the machinery."""

from importlib import import_module

from consistorio.plataforma.aplicacion import Aplicacion


class SupervisionConfig(Aplicacion):
    """Failed jobs and health."""

    name = "consistorio.plataforma.supervision"
    label = "supervision"
    verbose_name = "Supervisión"

    def ready(self) -> None:
        """Register the house's own checks."""
        super().ready()
        import_module(f"{self.name}.propias")

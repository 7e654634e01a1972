"""Django application of signatures."""

from consistorio.plataforma.aplicacion import Aplicacion


class FirmaConfig(Aplicacion):
    """Circuits, keys, seals."""

    name = "consistorio.documental.firma"
    label = "firma"
    verbose_name = "Firma"

"""Django application of signatures."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class FirmaConfig(Aplicacion):
    """Circuits, keys, seals."""

    name = "consistorio.documental.firma"
    label = "firma"
    verbose_name = _("Firma")

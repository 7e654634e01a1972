"""Django application of sealing."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class SelladoConfig(Aplicacion):
    """Merkle tree over the event log."""

    name = "consistorio.documental.sellado"
    label = "sellado"
    verbose_name = _("Sellado")

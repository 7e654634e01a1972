"""The courtesy mail to who sent an invoice: what happened with it, and the legal reason when it is rejected; nothing of what staff typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.economia.facturas import reglas
from consistorio.economia.facturas.models import AvisoEmisor, Factura

Clase = AvisoEmisor.Clase
QUE_PASA: Final[Mapping[str, str | Promise]] = {
    Clase.ANOTADA: gettext_lazy("Está anotada en el registro contable de facturas."),
    Clase.RECHAZADA: gettext_lazy("Se ha rechazado."),
    Clase.DEVUELTA: gettext_lazy(
        "La unidad a la que iba dirigida dice que no es suya. Buscamos la que tiene que conformarla; usted no tiene que hacer nada."
    ),
    Clase.PAGADA: gettext_lazy("Está pagada."),
    Clase.IMPAGADA: gettext_lazy("El banco ha devuelto su pago. Compruebe que la cuenta que nos dio sigue abierta."),
    Clase.ANULADA: gettext_lazy("Se ha anulado, como usted pidió."),
    Clase.ANULACION_NEGADA: gettext_lazy("No se anula. El motivo está en la sede."),
}
# Which fact of an invoice is told, and as what
DE_HECHO: Final[Mapping[str, str]] = {
    "facturas.factura.anotada": Clase.ANOTADA,
    "facturas.factura.rechazada": Clase.RECHAZADA,
    "facturas.factura.devuelta": Clase.DEVUELTA,
    "facturas.factura.pagada": Clase.PAGADA,
    "facturas.factura.impagada": Clase.IMPAGADA,
}


def correo_al_emisor(
    facturas: Sequence[Factura], clase: str, *, motivo: str, entidad: str, sede: str
) -> tuple[str, str]:
    """Subject and text. `motivo`: the code of the legal reason, of those rejected. It names the invoices as who sent them does."""
    cuales = ", ".join(f"{una.numero_dicho} ({una.codigo})" for una in facturas[:20])
    asunto = _("%(entidad)s: su factura %(cual)s") % {"entidad": entidad, "cual": facturas[0].codigo}
    lineas = [_("Factura: %(cuales)s.") % {"cuales": cuales}, str(QUE_PASA[clase])]
    dicho = reglas.motivos().get(motivo)
    if clase == Clase.RECHAZADA and dicho is not None:
        lineas.append(_("Motivo: %(texto)s (%(norma)s).") % {"texto": dicho.texto, "norma": dicho.norma})
        lineas.append(_("En la sede está explicado lo que tiene que corregir. Después, preséntela otra vez."))
    lineas += [
        "",
        _("Para ver cómo está, entre en la sede, identifíquese y abra «Mis facturas»:"),
        sede,
        "",
        _("Este correo es solo un aviso. No conteste a este mensaje: nadie lo lee."),
    ]
    return asunto, "\n".join(lineas)

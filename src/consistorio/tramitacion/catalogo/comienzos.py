"""From when the term to decide counts, and from what amount a dictamen is mandatory: legal values of Secretaría that not every
procedure has (LPACAP 21.3, 81.2; LGS 25.4)."""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.tramitacion.catalogo.tipos import Comienzo
from consistorio.tramitacion.formularios.lectura import Lector

ENTRADA, CONVOCATORIA = "entrada", "convocatoria"
MOMENTOS = {
    ENTRADA: gettext_noop("la entrada de la solicitud, o el acuerdo de inicio"),
    CONVOCATORIA: gettext_noop("la publicación de la convocatoria"),
}
_IMPORTE = re.compile(r"\d{1,9}([.,]\d{1,2})?")


def leer_comienzo(lector: Lector | None) -> Comienzo:
    """What the term counts from; the entry or the agreement, where nobody says it. A call that is known says when it was published."""
    if lector is None:
        return Comienzo(ENTRADA)
    momento = lector.opcion("momento", frozenset(MOMENTOS))
    pendiente = lector.booleano("pendiente")
    de_convocatoria = momento == CONVOCATORIA and not pendiente
    publicada = lector.fecha("publicada", obligatorio=de_convocatoria)
    efectos = lector.fecha("efectos")
    nombre = lector.texto("nombre", obligatorio=de_convocatoria, maximo=160)
    boletin = lector.texto("boletin", obligatorio=de_convocatoria, maximo=160)
    if publicada is not None and efectos is not None and efectos < publicada:
        lector.anotar("efectos", _("los efectos se posponen a una fecha posterior a la publicación (LGS 25.4)."))
    if momento == ENTRADA and (publicada or efectos or nombre or boletin):
        lector.anotar("momento", _("solo lo que cuenta desde una convocatoria dice cuál."))
    return Comienzo(momento, nombre=nombre, publicada=publicada, efectos=efectos, boletin=boletin)


def leer_dictamen(lector: Lector | None) -> Decimal | None:
    """From what amount, in euros, the dictamen of the advisory body is mandatory; None where the law asks for none, or it is not known."""
    if lector is None:
        return None
    pendiente = lector.booleano("pendiente")
    escrito = lector.texto("importe", obligatorio=not pendiente, maximo=20)
    if not escrito:
        return None
    if not _IMPORTE.fullmatch(escrito):
        lector.anotar("importe", _("escriba una cantidad, por ejemplo 50000 (en un fichero, entre comillas)."))
        return None
    return Decimal(escrito.replace(",", "."))

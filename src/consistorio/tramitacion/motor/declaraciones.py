"""The rules of the later control of what is declared or communicated: pure (LPACAP 69)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.errores import Problema

CONFORME, INCUMPLIMIENTO = "conforme", "incumplimiento"
# What makes it impossible to go on (69.4)
CAUSAS: Mapping[str, Promise] = {
    "inexactitud": gettext_lazy("Inexactitud esencial en lo declarado"),
    "falsedad": gettext_lazy("Falsedad esencial en lo declarado"),
    "omision": gettext_lazy("Omisión esencial en lo declarado"),
    "documentacion": gettext_lazy("No haber presentado la documentación requerida"),
}
MINIMO_MOTIVO = 20
MAXIMO_TEXTO = 4000


def problemas_de_incumplimiento(
    *, causa: str, motivo: str, restituir: str, constancia: date, desde: date, hoy: date, requerida: bool
) -> Sequence[Problema]:
    """What is wrong with a finding. `requerida`: whether documents were asked for, notified, and their term ended without them."""
    problemas = []
    if causa not in CAUSAS:
        problemas.append(Problema("causa", _("Elija por qué no puede continuar (artículo 69.4).")))
    elif causa == "documentacion" and not requerida:
        mensaje = _("No consta un requerimiento de documentación notificado y sin contestar en plazo: pídala antes.")
        problemas.append(Problema("causa", mensaje))
    if len(motivo.strip()) < MINIMO_MOTIVO:
        mensaje = _("Explique qué no se cumple, cómo consta y por qué es esencial.")
        problemas.append(Problema("motivo", mensaje))
    problemas += [
        Problema(campo, _("El texto pasa de %(n)d caracteres.") % {"n": MAXIMO_TEXTO})
        for campo, texto in (("motivo", motivo), ("restituir", restituir))
        if len(texto) > MAXIMO_TEXTO
    ]
    if constancia > hoy:
        problemas.append(Problema("constancia", _("El día en que se supo no puede ser posterior a hoy.")))
    elif constancia < desde:
        mensaje = _("No puede ser anterior al día desde el que tiene efectos, el %(d)s.") % {"d": f"{desde:%d/%m/%Y}"}
        problemas.append(Problema("constancia", mensaje))
    return problemas

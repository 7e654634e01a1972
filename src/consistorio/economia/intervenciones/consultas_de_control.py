"""With which control an operation of expense was noted, in words: for its page and its document."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.models import ControlOperacion, Operacion
from consistorio.nucleo.dato import dato
from consistorio.servicios.intervencion.limites import EXENCIONES
from consistorio.servicios.intervencion.models import Fiscalizacion

Modo = ControlOperacion.Modo
DE_OTRO_DOCUMENTO: Final = (Modo.RESULTADO, Modo.EXPEDIENTE, Modo.RELACION)  # it is told as theirs


@dato
class ControlDicho:
    """How what an operation commits, and what it recognises or pays, was controlled, in words; "" when it does not. `resultado`: the signed one, if it was with one; `quien`: who noted it,
    and `hecho_el`, when; `propios`: those of both that no other document says, each with its words."""

    gasto: str
    intervencion: str
    resultado: Fiscalizacion | None
    quien: UUID
    hecho_el: datetime
    propios: tuple[tuple[str, str], ...]


def control_de(operacion: Operacion) -> ControlDicho | None:
    """That of an operation, or that of what it corrects; None when it owes none, or was noted before it was kept. Two queries at most."""
    de_cual = operacion.id if operacion.signo > 0 else operacion.origen_id
    suyo = ControlOperacion.objects.select_related("resultado").filter(operacion=de_cual).first()
    if suyo is None:
        return None
    dichos = {suyo.gasto: _del_gasto(suyo), suyo.intervencion: _modo(suyo.intervencion)}
    propios = tuple((modo, palabras) for modo, palabras in dichos.items() if modo and modo not in DE_OTRO_DOCUMENTO)
    return ControlDicho(_del_gasto(suyo), _modo(suyo.intervencion), suyo.resultado, suyo.quien, suyo.hecho_el, propios)


def _modo(modo: str) -> str:
    return f"{Modo(modo).label}." if modo else ""


def _del_gasto(suyo: ControlOperacion) -> str:
    if suyo.gasto != Modo.EXENTO:
        return _modo(suyo.gasto)
    por = f" ({suyo.exento_por})" if suyo.exento_por else ""
    causa = EXENCIONES.get(suyo.exencion, suyo.exencion)
    return _("%(m)s: %(c)s%(p)s.") % {"m": Modo.EXENTO.label, "c": causa, "p": por}

"""Who acts, who is dealt with, and short ways of noting."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.tests.escenario import INTERVENCION as DEL_PRESUPUESTO
from consistorio.economia.presupuesto.tipos import Cabecera
from consistorio.economia.terceros import acciones as terceros
from consistorio.economia.terceros.acciones.fichas import PersonaEscrita
from consistorio.economia.terceros.models import Tercero
from consistorio.economia.tributacion import permisos
from consistorio.nucleo.reloj import RelojFijo
from consistorio.tramitacion.tests.factories import un_pdf

RELOJ = RelojFijo(datetime(2027, 2, 10, 9, 0, tzinfo=UTC))
INTERVENCION = replace(
    DEL_PRESUPUESTO,
    permisos=DEL_PRESUPUESTO.permisos
    | {permisos.VER, permisos.LLEVAR, permisos.PRESENTAR, "terceros.ver", "terceros.alta", "terceros.bloquear"},
)


def alta(numero: str, nombre: str, *, postal: str = "30001") -> Tercero:
    persona = PersonaEscrita(numero, razon_social=nombre)
    ficha = terceros.dar_de_alta(actor=INTERVENCION, persona=persona, reloj=RELOJ)
    ficha.persona.codigo_postal = postal
    ficha.persona.save()
    return ficha


def documento(ficha: Tercero, titulo: str) -> UUID:
    dicho = terceros.incorporar_documento(
        actor=INTERVENCION,
        tercero_id=ficha.id,
        flujo=io.BytesIO(un_pdf(titulo)),
        nombre=f"{titulo}.pdf",
        titulo=titulo,
        clase="otro",
        valido_hasta=None,
        reloj=RELOJ,
    )
    return dicho.documento_id


def cabecera(dia: str, texto: str = "Prueba", **mas: object) -> Cabecera:
    return Cabecera(fecha=date.fromisoformat(dia), texto=texto, **mas)  # type: ignore[arg-type]


def apuntes(operacion: Operacion | None) -> list[tuple[str, str, str]]:
    """The rows of its entry: charged, paid, euros."""
    if operacion is None or operacion.asiento is None:
        return []
    return [(a.debe_id, a.haber_id, f"{a.importe:.2f}") for a in operacion.asiento.filas.order_by("orden")]

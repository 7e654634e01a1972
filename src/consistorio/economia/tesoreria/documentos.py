"""The documents that three people sign: a list of payments and an act of arqueo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.documental.documentos.tipos import CampoFirma
from consistorio.documental.firma.operaciones import pedir_firmas
from consistorio.documental.firma.tipos import PasoPedido
from consistorio.economia.tesoreria.models import LineaDePago, RelacionDePagos
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.organizacion.consultas import puesto_de_organo, titular_de

RELACION: Final = "relacion_pagos"
ARQUEO: Final = "arqueo"
# Who signs, in that order, by the organ of the post: who orders, who intervenes, who pays
FIRMAN: Final[tuple[tuple[str, Promise], ...]] = (
    ("alcaldia", gettext_lazy("Ordena el pago")),
    ("intervencion", gettext_lazy("Intervenido")),
    ("tesoreria", gettext_lazy("Páguese")),
)
FIRMAN_ARQUEO: Final[tuple[tuple[str, Promise], ...]] = (
    ("alcaldia", gettext_lazy("La Presidencia")),
    ("intervencion", gettext_lazy("La Intervención")),
    ("tesoreria", gettext_lazy("La Tesorería")),
)


def relacion_para_firmar(
    relacion: RelacionDePagos, lineas: Sequence[LineaDePago], *, actor: Actor, reloj: Reloj
) -> Documento:
    """Write the document of a list of payments and send it to be signed. Raises NoEncontrado when nobody holds a post, Conflicto when one person holds two."""
    titulo = _("Relación de pagos %(cual)s, de %(cuanto)s") % {"cual": relacion, "cuanto": Importe(relacion.importe)}
    datos: dict[str, object] = {
        "numero": str(relacion),
        "ordinal": _("%(ordinal)s, IBAN %(iban)s") % {"ordinal": relacion.ordinal, "iban": relacion.ordinal.iban},
        "fecha": f"{relacion.fecha:%d/%m/%Y}",
        "importe": str(Importe(relacion.importe)),
        "liquido": str(Importe(relacion.liquido)),
        "huella": relacion.huella,
        "pagos": [_en_palabras(linea) for linea in lineas],
    }
    if relacion.motivo_orden:
        datos["motivo_orden"] = relacion.motivo_orden
    return firmado_por_tres(
        "relacion_pagos",
        datos,
        titulo=titulo,
        tipo_documental="TD01",
        nombre=f"relacion-de-pagos-{relacion.ejercicio_id}-{relacion.numero}.pdf",
        referencia=f"{RELACION}:{relacion.id}",
        firman=FIRMAN,
        actor=actor,
        reloj=reloj,
    )


def _en_palabras(linea: LineaDePago) -> dict[str, object]:
    descuentos = [f"{d['concepto']} {Importe.de(str(d['importe']))}" for d in linea.descuentos]
    return {
        "referencia": linea.referencia,
        "nombre": linea.nombre,
        "iban": linea.iban or "—",
        "concepto": linea.concepto,
        "importe": str(Importe(linea.importe)),
        "descuentos": ", ".join(descuentos) or "—",
        "liquido": str(Importe(linea.liquido)),
    }


def firmado_por_tres(
    plantilla: str,
    datos: Mapping[str, object],
    *,
    titulo: str,
    tipo_documental: str,
    nombre: str,
    referencia: str,
    firman: Sequence[tuple[str, Promise]],
    actor: Actor,
    reloj: Reloj,
) -> Documento:
    """A document with three places to sign, sent to whoever holds the three posts today, who are three people. Raises NoEncontrado, Conflicto."""
    puestos = [(puesto_de_organo(organo), organo, antefirma) for organo, antefirma in firman]
    firmantes = [titular_de(puesto, en=hoy(reloj)) for puesto, _organo, _antefirma in puestos]
    exigir_personas_distintas((referencia, firmante.empleado.id) for firmante in firmantes)
    campos = [
        CampoFirma(organo, f"{firmante.empleado.nombre}, {firmante.cargo_texto}", antefirma=str(antefirma))
        for firmante, (_puesto, organo, antefirma) in zip(firmantes, puestos, strict=True)
    ]
    documento = crear_desde_plantilla(
        plantilla,
        datos,
        titulo=titulo,
        tipo_documental=tipo_documental,
        organo=str(settings.CONSISTORIO_ENTIDAD["dir3"]),
        nombre=nombre,
        firmas=campos,
        actor=actor,
        reloj=reloj,
    )
    pasos = [PasoPedido(puesto, organo) for puesto, organo, _antefirma in puestos]
    pedir_firmas(documento, pasos, referencia=referencia, actor=actor, reloj=reloj)
    return documento


def exigir_personas_distintas(firmas: Iterable[tuple[object, UUID | None]]) -> None:
    """Nobody signs twice the same thing (of each, what and who). Raises Conflicto, with what to do."""
    vistas = set[tuple[object, UUID | None]]()
    for firma in firmas:
        if firma in vistas:
            raise Conflicto(
                _(
                    "Quien ordena, quien interviene y quien paga tienen que ser tres personas: hoy una firmaría dos veces."
                ),
                que_hacer=_(
                    "Pida que se nombre a otra persona que sustituya a quien falta (Administración, «Puestos»), y que firme ella."
                ),
            )
        vistas.add(firma)

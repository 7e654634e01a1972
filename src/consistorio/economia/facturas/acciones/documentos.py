"""The conformity of an invoice as a document that who gave it signs. It counts since it was given: the signature follows it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.documental.documentos.tipos import CampoFirma
from consistorio.documental.firma.operaciones import pedir_firmas
from consistorio.documental.firma.tipos import PasoPedido
from consistorio.economia.facturas import eventos, operaciones
from consistorio.economia.facturas.models import Factura, PasoFactura
from consistorio.economia.facturas.permisos import VIGILAR
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.organizacion.consultas import puestos_de
from consistorio.plataforma.organizacion.models import Empleado, Puesto, Unidad

CONFORMIDAD = "conformidad_factura"
_CAMPO = "quien"
_VIVAS = (Factura.Estado.CONFORMADA, Factura.Estado.CONTABILIZADA)


@accion("facturas.conformidad.en_firma", permiso=VIGILAR, norma="LCSP arts. 198.4 y 210; RD 424/2017 arts. 18.2 y 19.c")
def documentar_conformidad(*, actor: Actor, factura_id: UUID, reloj: Reloj) -> Factura:
    """Write the document of the conformity of an invoice and send it to the post of who gave it. One that has it, or was left behind, changes nothing; who
    holds no post any more signs nothing.

    Who: the house (`facturas.vigilar`). Writes: Documento, Circuito, Factura. Emits: facturas.conformidad.en_firma. Raises NoEncontrado.
    """
    factura = operaciones.bloqueada(factura_id)
    paso = factura.pasos.filter(clase=PasoFactura.Clase.CONFORMADA).order_by("-dado_el", "-id").first()
    if factura.conformidad_id is not None or factura.estado not in _VIVAS or paso is None or factura.unidad is None:
        return factura
    empleado = Empleado.objects.select_related("persona").filter(id=paso.dado_por).first()
    puesto = _puesto(empleado, factura.unidad, en=hoy(reloj)) if empleado is not None else None
    if empleado is None or puesto is None:
        return factura
    documento = crear_desde_plantilla(
        "control",
        _contenido(factura, paso, factura.unidad),
        titulo=_("Conformidad de la factura %(f)s") % {"f": factura.codigo},
        tipo_documental="TD11",
        organo=factura.unidad.dir3,
        unidad=factura.unidad.nombre,
        nombre=f"conformidad-{factura.codigo}.pdf",
        firmas=[CampoFirma(_CAMPO, empleado.nombre, detalle=paso.cargo)],
        actor=actor,
        reloj=reloj,
    )
    pedir_firmas(
        documento, [PasoPedido(puesto, _CAMPO)], referencia=f"{CONFORMIDAD}:{documento.id}", actor=actor, reloj=reloj
    )
    factura.conformidad = documento
    factura.save(update_fields=["conformidad"])
    hecho = eventos.ConformidadEnFirma(factura.id, documento.id)
    anotar(factura.cadena, hecho, actor=actor, reloj=reloj, filas=[factura])
    return factura


def _puesto(empleado: Empleado, unidad: Unidad, *, en: date) -> Puesto | None:
    """The post with which they answer for a unit: that of the unit first, or else that of the nearest one above."""
    de_cerca: dict[UUID, int] = {}
    sube: Unidad | None = unidad
    while sube is not None:
        de_cerca[sube.id] = len(de_cerca)
        sube = Unidad.objects.filter(id=sube.padre_id).first() if sube.padre_id is not None else None
    suyos = puestos_de(empleado, en=en)
    return min(suyos, key=lambda uno: de_cerca.get(uno.unidad_id, len(de_cerca)), default=None)


def _contenido(factura: Factura, paso: PasoFactura, unidad: Unidad) -> dict[str, object]:
    dicho = [
        (_("Factura"), factura.codigo),
        (_("Número y fecha"), _numero(factura)),
        (_("La expide"), f"{factura.emisor_nombre} ({factura.emisor_nif})"),
        (_("De qué es"), factura.concepto),
        (_("Total"), str(Importe(factura.total)) if factura.total is not None else ""),
        (_("Unidad"), unidad.nombre),
        (_("Conformada el"), f"{en_madrid(paso.dado_el):%d/%m/%Y %H:%M}"),
    ]
    datos: dict[str, object] = {
        "titulo": _("Conformidad de la factura"),
        "asunto": factura.codigo,
        "norma": _("Ley 9/2017, artículos 198.4 y 210; Real Decreto 424/2017, artículos 18.2 y 19."),
        "ficha": [{"rotulo": rotulo, "valor": valor} for rotulo, valor in dicho if valor],
        "secciones": [
            {"titulo": _("Conformidad"), "texto": [_("Lo facturado se ha recibido como se había pactado.")]},
        ],
    }
    if paso.texto:
        datos["secciones"] = [*_lista(datos["secciones"]), {"titulo": _("Observaciones"), "texto": [paso.texto]}]
    return datos


def _lista(valor: object) -> list[object]:
    return list(valor) if isinstance(valor, list) else []


def _numero(factura: Factura) -> str:
    numero = f"{factura.serie} {factura.numero_factura}".strip()
    return f"{numero}, {factura.fecha:%d/%m/%Y}" if factura.fecha is not None else numero


@accion(
    "facturas.conformidad.firmada",
    "facturas.conformidad.retirada",
    permiso=VIGILAR,
    norma="LCSP arts. 198.4 y 210; RD 424/2017 arts. 18.2 y 19.c",
)
def recoger_conformidad(*, actor: Actor, documento_id: UUID, firmada: bool, reloj: Reloj) -> Factura | None:
    """The document of a conformity was signed or, if it came back, nobody conforms that invoice any more: its unit is asked again, unless its obligation was
    recognised meanwhile.

    Who: the house (`facturas.vigilar`); once more changes nothing. Writes: Factura, PasoFactura. Emits: facturas.conformidad.firmada or
    facturas.conformidad.retirada. None: that document is of no invoice any more.
    """
    suya = Factura.objects.filter(conformidad_id=documento_id).values_list("id", flat=True).first()
    if suya is None:
        return None
    factura = operaciones.bloqueada(suya)
    if factura.conformidad_id != documento_id or factura.conformidad_firmada_el is not None:
        return factura
    if firmada:
        factura.conformidad_firmada_el = reloj.ahora()
        hecho: object = eventos.ConformidadFirmada(factura.id, documento_id)
        clase, campos = PasoFactura.Clase.FIRMADA, ["conformidad_firmada_el"]
    else:
        espera = factura.estado == Factura.Estado.CONFORMADA
        factura.conformidad, campos = None, ["conformidad"]
        if espera:
            factura.estado, factura.conformada_el = Factura.Estado.REMITIDA, None
            campos += ["estado", "conformada_el"]
        hecho = eventos.ConformidadRetirada(factura.id, documento_id, espera)
        clase = PasoFactura.Clase.RETIRADA
    operaciones.dar_paso(factura, clase, hecho, campos, unidad=factura.unidad, actor=actor, reloj=reloj)
    return factura

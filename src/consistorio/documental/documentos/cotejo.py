"""Authentic copies of papers: the scan that a civil servant habilitado compared with its paper (LPACAP 27; RD 203/2021 art. 48)."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.documental.documentos.csv import generar_csv
from consistorio.documental.documentos.eventos import CopiaCotejada
from consistorio.documental.documentos.models import Cotejo, Documento
from consistorio.documental.documentos.operaciones import (
    Ficha,
    cadena_de_documento,
    capturar,
    direccion_de_verificacion,
)
from consistorio.documental.documentos.tipos import SELLO_DE_COPIA, EstadoElaboracion
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.nucleo.tipos import Dir3
from consistorio.plataforma.accion import exigir_permiso, exigir_transaccion
from consistorio.plataforma.almacen import consultas as almacen
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.almacen.operaciones import asentar_hecho
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.textos import fecha_larga

COTEJAR = "copia.cotejar"
_PDF = "application/pdf"
_LARGO_QUIEN = 250


def problemas_para_cotejar(contenido: Contenido, *, nombre: str, actor: Actor) -> list[Problema]:
    """Why this person may not make this scan an authentic copy; nothing when they may. Only reads."""
    if not actor.puede(COTEJAR):
        return [
            Problema(
                "estado_elaboracion",
                _(
                    "Solo el personal habilitado puede expedir copias auténticas de un papel (artículo 27 de la Ley 39/2015)."
                ),
            )
        ]
    porque = _porque_no(contenido)
    return [Problema("fichero", f"{nombre}: {porque}")] if porque else []


def _porque_no(contenido: Contenido) -> str:
    from consistorio.documental.documentos.estampado import porque_no_es_un_escaneo  # slow to load

    if contenido.tipo_mime != _PDF:
        return _("Para que sea una copia auténtica, escanéelo en PDF.")
    with almacen.abrir(contenido.sha256, aunque_en_cuarentena=True) as escaneo:
        return porque_no_es_un_escaneo(escaneo)


def copia_de_papel(
    escaneo: Contenido,
    *,
    titulo: str,
    nombre: str,
    tipo_documental: str,
    origen_administracion: bool,
    organo: str | Dir3,
    actor: Actor,
    reloj: Reloj,
) -> Documento:
    """An authentic copy (EE03) of the paper that `actor` had in front: the scan with a band that says so on every page.

    `firma` hears the fact and has it sealed by the organ (27.3). Who: whoever holds `copia.cotejar`, whatever use case this is part
    of; `problemas_para_cotejar` is asked before. Writes: Contenido, Documento, RevisionDocumento, Cotejo. Emits:
    documento.capturado, documento.copia.cotejada. Raises: NoPermitido, DatosIncorrectos (password, damaged, something inside too large).
    """
    from consistorio.documental.documentos.estampado import Estampa, estampar_en_almacen  # slow to load

    exigir_transaccion()
    exigir_permiso(actor, COTEJAR, para="documento.copia.cotejada")
    csv, quien = generar_csv(), quien_coteja(actor)
    estampa = Estampa(
        entidad=str(settings.CONSISTORIO_ENTIDAD["nombre"]),
        csv=csv,
        url_verificacion=direccion_de_verificacion(),
        lineas=(
            _("Copia electrónica auténtica de documento en papel (artículo 27 de la Ley 39/2015)."),
            _("Cotejada con el papel el %(f)s por %(q)s.") % {"q": quien, "f": fecha_larga(reloj.ahora())},
        ),
    )
    with almacen.abrir(escaneo.sha256, aunque_en_cuarentena=True) as origen:
        estampado = estampar_en_almacen(origen, estampa, campo=SELLO_DE_COPIA)
    ficha = Ficha(
        titulo=titulo,
        nombre=nombre,
        tipo_documental=tipo_documental,
        origen_administracion=origen_administracion,
        organo=organo,
        csv=csv,
        estado_elaboracion=EstadoElaboracion.COPIA_DE_PAPEL,
    )
    documento = capturar(asentar_hecho(estampado, de=escaneo), ficha, actor=actor, reloj=reloj)
    cotejo = Cotejo.objects.create(
        documento=documento,
        habilitado=actor.id,
        quien=quien,
        cotejado_el=reloj.ahora(),
        escaneo=escaneo.sha256,
    )
    hecho = CopiaCotejada(documento.id, cotejo.id, escaneo.sha256)
    anotar(cadena_de_documento(documento.id), hecho, actor=actor, reloj=reloj, filas=[cotejo])
    return documento


def quien_coteja(actor: Actor) -> str:
    """Name and post, as a copy says them."""
    return (f"{actor.nombre}, {actor.cargo}" if actor.cargo else actor.nombre)[:_LARGO_QUIEN]

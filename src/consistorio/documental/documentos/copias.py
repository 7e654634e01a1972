"""Copies of a PDF with its code on every page, inside an open transaction (LPACAP 27)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.documental.documentos import consultas
from consistorio.documental.documentos.csv import generar_csv
from consistorio.documental.documentos.eventos import CopiaExpedida
from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import (
    Ficha,
    cadena_de_documento,
    capturar,
    direccion_de_verificacion,
)
from consistorio.documental.documentos.tipos import SELLO_DE_COPIA
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.almacen.deposito import temporal
from consistorio.plataforma.almacen.operaciones import asentar_hecho
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.textos import fecha_larga

AUTENTICA, SIN_COTEJAR = "EE02", "EE99"
LEYENDAS = {
    AUTENTICA: gettext_noop("Copia electrónica auténtica con cambio de formato"),
    SIN_COTEJAR: gettext_noop("Copia simple"),
}


@contextmanager
def en_papel(documento: Documento) -> Iterator[BinaryIO]:
    """A PDF as it is printed to be handed over (LPACAP 27.3.c): one made here already has its code on every page; any other is
    stamped with it.

    Nothing is written. Raises: DatosIncorrectos (not a PDF, password, damaged, something inside too large), Conflicto (in quarantine).
    """
    from consistorio.documental.documentos.estampado import Estampa, estampar  # slow to load

    if documento.formato != "PDF":
        mensaje = _("Solo se imprimen así documentos PDF.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("documento", mensaje)])
    with consultas.abrir(documento) as origen:
        if consultas.lleva_su_codigo(documento):
            yield origen
            return
        estampa = Estampa(
            entidad=str(settings.CONSISTORIO_ENTIDAD["nombre"]),
            csv=documento.csv,
            url_verificacion=direccion_de_verificacion(),
            lineas=(_("Copia en papel del documento electrónico %(id)s") % {"id": documento.id_eni},),
        )
        with temporal(que_hacer=_("El documento está a salvo: imprima la copia más tarde.")) as fichero:
            estampar(origen, fichero, estampa)
            with fichero.open("rb") as estampado:
                yield estampado


def copia_autentica(original: Documento, *, actor: Actor, reloj: Reloj) -> Documento:
    """The authentic copy of a document that lacks code and seal; one is enough: issued before, the same one is answered.

    The caller fetched the original through a door and locked it. Writes and emits as `copiar`. Raises Conflicto (it is an original
    by itself, or no original at all), DatosIncorrectos (not a PDF, or one that cannot be read).
    """
    exigir_transaccion()
    if consultas.es_su_original(original):
        raise Conflicto(
            _("Este documento ya es un original: lleva su código de verificación."),
            que_hacer=_("Descárguelo tal como está."),
        )
    if original.estado_elaboracion == SIN_COTEJAR:
        raise Conflicto(
            _("Este documento no es un original: es un escaneo que nadie ha comparado con su papel."),
            que_hacer=_("Compárelo antes con el papel e incorpore la copia cotejada."),
        )
    ya = consultas.copia_autentica_de(original)
    return ya if ya is not None else copiar(original, estado_elaboracion=AUTENTICA, actor=actor, reloj=reloj)


def copiar(original: Documento, *, estado_elaboracion: str, actor: Actor, reloj: Reloj) -> Documento:
    """A stamped copy as a document of its own, with its CSV, that says of which document it is a copy. The original stays as it is.

    The caller fetched the original through a door. Writes: Contenido, Documento. Emits: documento.capturado,
    documento.copia.expedida. Raises: DatosIncorrectos (not a PDF, password, damaged, something inside too large).
    """
    from consistorio.documental.documentos.estampado import Estampa, estampar_en_almacen  # slow to load

    exigir_transaccion()
    if original.formato != "PDF" or estado_elaboracion not in LEYENDAS:
        mensaje = _("Solo se expiden así copias de documentos PDF.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("documento", mensaje)])
    csv = generar_csv()
    estampa = Estampa(
        entidad=str(settings.CONSISTORIO_ENTIDAD["nombre"]),
        csv=csv,
        url_verificacion=direccion_de_verificacion(),
        lineas=(
            f"{_(LEYENDAS[estado_elaboracion])}, expedida el {fecha_larga(reloj.ahora())}.",
            _("Documento de origen: %(id)s") % {"id": original.id_eni},
        ),
    )
    with consultas.abrir(original, aunque_en_cuarentena=True) as origen:
        estampado = estampar_en_almacen(origen, estampa, campo=SELLO_DE_COPIA)
    ficha = Ficha(
        titulo=_("Copia de %(titulo)s") % {"titulo": original.titulo},
        nombre=f"copia_{original.nombre_fichero}",
        tipo_documental=original.tipo_documental,
        origen_administracion=True,
        organo=original.organo,
        csv=csv,
        estado_elaboracion=estado_elaboracion,
        documento_origen=original,
    )
    copia = capturar(asentar_hecho(estampado, de=original.contenido), ficha, actor=actor, reloj=reloj)
    hecho = CopiaExpedida(copia.id, original.id, estado_elaboracion)
    anotar(cadena_de_documento(copia.id), hecho, actor=actor, reloj=reloj)
    return copia

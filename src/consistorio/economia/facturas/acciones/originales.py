"""Attach the original of an invoice that came from another register without it."""

from __future__ import annotations

import io
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.documental.documentos import operaciones as documentos
from consistorio.economia.facturas import eventos, operaciones
from consistorio.economia.facturas.acceso import factura_para
from consistorio.economia.facturas.entrada import FACTURA
from consistorio.economia.facturas.estructura import leer
from consistorio.economia.facturas.estructura.lectura import MAXIMO_BYTES
from consistorio.economia.facturas.estructura.tipos import Lectura
from consistorio.economia.facturas.models import AnexoFactura, Factura, PasoFactura
from consistorio.economia.facturas.permisos import REGISTRAR
from consistorio.economia.facturas.reglas import nif_sin_prefijo, numero_limpio
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion, exigir_permiso
from consistorio.plataforma.almacen import operaciones as almacen
from consistorio.plataforma.almacen.operaciones import Admitido

CAMPO = "fichero"


def adjuntar_original(*, actor: Actor, factura_id: UUID, flujo: BinaryIO, nombre: str, reloj: Reloj) -> Factura:
    """Put beside an invoice that came without its file the one that it had: a Facturae, which has to be that invoice, or its scan. Once: it is not changed for another.

    Who: `facturas.registrar`, who sees it. Writes: Contenido, Documento, AnexoFactura, PasoFactura. Emits: facturas.factura.adjuntada. Raises NoPermitido, NoEncontrado,
    DatosIncorrectos (the file; it is another invoice), FaseIncompatible (it has its file).
    """
    exigir_permiso(actor, REGISTRAR, para="facturas.factura.adjuntada")
    factura = factura_para(actor, factura_id, motivo=REGISTRAR, reloj=reloj)
    datos = flujo.read(MAXIMO_BYTES + 1)
    lectura = leer(datos)
    if lectura.facturas:
        if problemas := _otra(factura, lectura):
            raise DatosIncorrectos(_("Ese archivo no es esta factura."), problemas=problemas)
        admitido = almacen.recoger(io.BytesIO(datos))
    else:
        flujo.seek(0)
        admitido = almacen.juzgar(flujo, nombre=nombre)
    return asentar_original(actor=actor, factura_id=factura_id, admitido=admitido, nombre=nombre, reloj=reloj)


def _otra(factura: Factura, lectura: Lectura) -> list[Problema]:
    """Why a Facturae is not that invoice."""
    numeros = {numero_limpio(una.serie + una.numero): una for una in lectura.facturas}
    suya = numeros.get(numero_limpio(factura.serie + factura.numero_factura))
    if suya is None or nif_sin_prefijo(lectura.emisor.nif) != factura.emisor_nif:
        mensaje = _("Dice otro número u otro NIF de quien la expide.")
    elif suya.totales.total != factura.total:
        mensaje = _("Dice otro total.")
    else:
        return []
    return [Problema(CAMPO, mensaje)]


@accion(
    "facturas.factura.adjuntada",
    "documento.capturado",
    permiso=REGISTRAR,
    norma="Ley 25/2013 arts. 8 y 9; RD 1619/2012 arts. 6 y 7",
)
def asentar_original(*, actor: Actor, factura_id: UUID, admitido: Admitido, nombre: str, reloj: Reloj) -> Factura:
    """Attach a file that is already judged. Who, writes, emits, raises: as `adjuntar_original`."""
    factura = factura_para(actor, factura_id, motivo=REGISTRAR, reloj=reloj, bloquear=True)
    if factura.entrega.original_id is not None:
        raise FaseIncompatible(_("Esta factura ya tiene su archivo."))
    contenido = almacen.guardar(admitido, actor=actor, reloj=reloj)
    documento = documentos.incorporar(
        contenido,
        titulo=nombre[:255],
        nombre=nombre,
        tipo_documental=FACTURA,
        origen_administracion=False,
        organo=settings.CONSISTORIO_ENTIDAD["dir3"],
        estado_elaboracion="EE01",
        actor=actor,
        reloj=reloj,
    )
    anexo = AnexoFactura.objects.create(entrega=factura.entrega, orden=1, documento=documento)
    hecho = eventos.OriginalAdjuntado(factura.id, documento.id, contenido.sha256)
    operaciones.dar_paso(factura, PasoFactura.Clase.ADJUNTADA, hecho, [], mas=[anexo], actor=actor, reloj=reloj)
    return factura

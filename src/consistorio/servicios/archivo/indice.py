"""Composing the index of a case from what is filed in it, and signing it with the organ's seal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma import xades
from consistorio.documental.firma.casa import sello_de_organo
from consistorio.documental.firma.tsa import Autoridad
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.plataforma.accion import automatizadas
from consistorio.servicios.archivo.eni.escritura import expediente_xml
from consistorio.servicios.archivo.eni.lectura import analizar
from consistorio.servicios.archivo.eni.nombres import SHA256_URI
from consistorio.servicios.archivo.eni.tipos import ExpedienteEni, Indizado
from consistorio.servicios.archivo.models import Cierre, CierrePedido, SelloIndice
from consistorio.tramitacion.expedientes.consultas import documentos_utiles
from consistorio.tramitacion.expedientes.models import Expediente

automatizadas.declarar(
    automatizadas.Actuacion(
        "indice",
        gettext_lazy("Índice de los expedientes cerrados y de los que se remiten"),
        "LPACAP art. 70; RD 203/2021 art. 51; NTI de Expediente electrónico V",
        gettext_lazy(
            "Al cerrar o remitir un expediente, el programa hace su índice con la huella de cada documento y lo sella. Los archivos sin firma propia salen con un sello aparte."
        ),
        gettext_lazy("Identificadores y huellas de los documentos del expediente."),
        firma=gettext_lazy("Sello electrónico del Ayuntamiento y sello de tiempo"),
        permisos=(
            "archivo.firmar_indice",
            "archivo.sellar",
        ),
        modulos=(
            __name__,
            "consistorio.servicios.archivo.paquete",
        ),
    )
)

FIRMA_DEL_INDICE = "FIRMA_INDICE"


@dato
class Entrada:
    """One document in the index, with the SHA-256 in hex of its bytes when it was looked at."""

    documento: Documento
    orden: int
    incorporado: datetime
    huella: str

    def como_dato(self) -> dict[str, str | int]:
        """What is kept of it in the closing."""
        return {"documento": str(self.documento.id), "sha256": self.huella, "orden": self.orden}


@dato
class Llevado:
    """A place of the index whose document is of another case."""

    orden: int
    id_eni: str
    numero: str
    incorporado: datetime


def entradas_de(expediente: Expediente) -> list[Entrada]:
    """The documents of the case in the order in which they were filed; what was taken to another case is of that one: it neither leaves with this
    nor keeps it open."""
    puestos = list(documentos_utiles(expediente))
    documentos: dict[UUID, Documento] = Documento.objects.select_related("contenido").in_bulk(
        [puesto.documento_id for puesto in puestos]
    )
    return [
        Entrada(
            documentos[puesto.documento_id],
            puesto.orden,
            puesto.incorporado_el,
            documentos[puesto.documento_id].huella,
        )
        for puesto in puestos
        if puesto.documento_id in documentos
    ]


def llevados_de(expediente: Expediente) -> list[Llevado]:
    """The places of the index whose document was taken to another case, which is not known by its title here."""
    puestos = expediente.documentos.exclude(llevado=None).order_by("orden")
    con_su_sitio = puestos.select_related("documento", "llevado__destino__expediente")
    return [
        Llevado(uno.orden, uno.documento.id_eni, uno.llevado.destino.expediente.numero, uno.incorporado_el)
        for uno in con_su_sitio
        if uno.llevado is not None
    ]


def entradas_al_cerrar(pedido: CierrePedido) -> list[Entrada]:
    """The documents of a closed case as they were when it was closed, whatever came later."""
    fijadas = {str(fijada["documento"]): str(fijada["sha256"]) for fijada in pedido.entradas}
    return [
        replace(entrada, huella=fijadas[str(entrada.documento.id)])
        for entrada in entradas_de(pedido.expediente)
        if str(entrada.documento.id) in fijadas
    ]


def firmar_indice(
    expediente: Expediente,
    entradas: Sequence[Entrada],
    *,
    estado: str,
    momento: datetime,
    visible: bytes | None = None,
) -> bytes:
    """The ENI XML of the case with its index signed (XAdES-B, organ's seal). `estado`: E01, E02 or E03. Needs at least one document."""
    organo = expediente.unidad.dir3
    eni = ExpedienteEni(
        identificador=expediente.id_eni,
        organos=(organo,),
        fecha_apertura=expediente.abierto_el,
        clasificacion=expediente.version.tipada.clasificacion(organo),
        estado=estado,
        interesados=tuple(
            expediente.interesados.filter(hasta=None).order_by("desde").values_list("persona__nif", flat=True)
        ),
        fecha_indice=momento,
        indice=tuple(
            Indizado(e.documento.id_eni, bytes.fromhex(e.huella), SHA256_URI, e.incorporado, e.orden) for e in entradas
        ),
        visualizacion=visible,
    )
    sello = sello_de_organo()

    def firmar(raiz: etree._Element, referencias: Sequence[str], donde: etree._Element) -> None:
        xades.firmar(raiz, sello, referencias=referencias, donde=donde, identificador=FIRMA_DEL_INDICE, momento=momento)

    return expediente_xml(eni, firmar)


def con_sello_de_tiempo(indice: bytes, autoridad: Autoridad) -> bytes:
    """The same index with a time stamp over its signature's value (XAdES-T): nothing of what was signed changes.

    Raises ServicioNoDisponible (the authority), DatosIncorrectos (no such signature in it).
    """
    raiz = analizar(indice)
    firmas = [nodo for nodo in raiz.iter(f"{{{xades.DS}}}Signature") if nodo.get("Id") == FIRMA_DEL_INDICE]
    if len(firmas) != 1:
        raise DatosIncorrectos(_("El índice no lleva la firma con la que se cerró."))
    xades.sellar_tiempo(firmas[0], autoridad)
    return etree.tostring(raiz, xml_declaration=True, encoding="UTF-8")


def huella_del_indice(cierre: Cierre) -> str:
    """SHA-256 in hex of the index that represents a closed case today: with its time stamp, else as signed at closing."""
    sello = SelloIndice.objects.filter(cierre=cierre).first()
    return (sello.contenido_id if sello is not None else None) or cierre.indice_xml_id

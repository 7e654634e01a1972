"""What the documents of a case show at the desk: a page of them with their signatures, the folders and the ways of ordering them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from consistorio.canales.escritorio.lecturas_expediente import COLORES_FIRMA, motivos_de_devolucion
from consistorio.canales.interfaz.templatetags.componentes import Enlace
from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma import consultas as firma
from consistorio.nucleo.dato import dato
from consistorio.tramitacion.expedientes.carpetas import A_MANO, POR_INDICE, RECIENTES, CarpetaContada
from consistorio.tramitacion.expedientes.models import DocumentoExpediente, Expediente

SUELTOS = "sueltos"


@dato
class FilaDocumento:
    """A document in its place of the index, with the state of its signatures in a word and the folder in which it is kept.

    `espera_desde` and `porque`: since when a seal or a time stamp is missing and what failed, or why it was sent back.
    """

    puesto: DocumentoExpediente
    documento: Documento
    carpeta: str
    firma: str
    color: str
    espera_desde: datetime | None
    porque: str

    @property
    def llevado_a(self) -> str:
        """The number of the case to which it was taken; "" when it was not."""
        llevado = self.puesto.llevado
        return llevado.destino.expediente.numero if llevado else ""

    @property
    def reparo(self) -> str:
        """Why it cannot be read, or not whole; "" when it can."""
        return self.documento.contenido.get_reparo_display()


def documentos_con_firma(
    puestos: Sequence[DocumentoExpediente], carpetas: Sequence[CarpetaContada]
) -> list[FilaDocumento]:
    """The rows of a page; a few queries whatever their number."""
    documentos = Documento.objects.select_related("contenido").in_bulk([p.documento_id for p in puestos])
    estados = firma.estados_de([p.documento_id for p in puestos])
    devueltos = motivos_de_devolucion([i for i, estado in estados.items() if estado.codigo == "devuelto"])
    rutas = {una.carpeta.id: una.ruta for una in carpetas}
    filas = []
    for puesto in puestos:
        estado = estados[puesto.documento_id]
        colocado = getattr(puesto, "colocacion", None)
        filas.append(
            FilaDocumento(
                puesto,
                documentos[puesto.documento_id],
                rutas.get(colocado.carpeta_id, "") if colocado else "",
                estado.texto,
                COLORES_FIRMA.get(estado.codigo, "grey"),
                estado.desde if estado.codigo.startswith("pendiente") else None,
                devueltos.get(puesto.documento_id, estado.incidencia),
            )
        )
    return filas


@dato
class Vista:
    """Which documents are looked at and in which order, as the address says."""

    expediente: Expediente
    carpeta: UUID | None
    sueltos: bool
    orden: str

    @property
    def cual(self) -> str:
        """As the address names it."""
        return str(self.carpeta) if self.carpeta else SUELTOS if self.sueltos else ""

    def direccion(self, **cambios: str) -> str:
        """The page with something changed; without what says nothing."""
        partes = {"carpeta": self.cual, "orden": self.orden} | cambios
        dichas = {clave: valor for clave, valor in partes.items() if valor}
        base = reverse("escritorio:expediente", args=[self.expediente.id])
        return f"{base}?{urlencode(dichas)}" if dichas else base


def vista_de(expediente: Expediente, carpetas: Sequence[CarpetaContada], cual: str, orden: str) -> Vista:
    """What an address asks for; what is not of this case asks for all of them by the index."""
    suya = next((una.carpeta.id for una in carpetas if str(una.carpeta.id) == cual), None)
    normal = A_MANO if suya else POR_INDICE
    caben = (A_MANO, POR_INDICE, RECIENTES) if suya else (POR_INDICE, RECIENTES)
    return Vista(expediente, suya, cual == SUELTOS, orden if orden in caben else normal)


def enlaces_de_carpetas(vista: Vista, carpetas: Sequence[CarpetaContada]) -> list[Enlace]:
    """All, those in no folder, and each folder with its count; none when there are no folders."""
    if not carpetas:
        return []
    enlaces = [("", _("Todos")), (SUELTOS, _("Sin carpeta"))]
    enlaces += [(str(una.carpeta.id), f"{una.ruta} ({una.cuantos})") for una in carpetas]
    return [Enlace(texto, vista.direccion(carpeta=codigo, orden=""), codigo == vista.cual) for codigo, texto in enlaces]


def enlaces_de_orden(vista: Vista) -> list[Enlace]:
    """The ways in which they may be ordered."""
    ordenes = [(POR_INDICE, _("Por el índice")), (RECIENTES, _("Lo más nuevo primero"))]
    if vista.carpeta:
        ordenes.insert(0, (A_MANO, _("A mano")))
    return [Enlace(texto, vista.direccion(orden=codigo), codigo == vista.orden) for codigo, texto in ordenes]

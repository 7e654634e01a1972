"""Making the PDFs of the drafts."""

from __future__ import annotations

import logging

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, ErrorDominio
from consistorio.plataforma.almacen import operaciones as almacen
from consistorio.plataforma.almacen.consultas import copia_de_trabajo
from consistorio.plataforma.almacen.deposito import temporal
from consistorio.plataforma.almacen.operaciones import Admitido
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.trabajos import trabajo
from consistorio.plataforma.puertos.conversion import conversor
from consistorio.servicios.redaccion.acciones import anotar_conversion
from consistorio.servicios.redaccion.models import Conversion, VersionBorrador
from consistorio.servicios.redaccion.permisos import CONVERTIR
from consistorio.servicios.redaccion.reglas import nombre_en_pdf

registro = logging.getLogger(__name__)


def no_se_pudo(_error: BaseException | None, *, version_id: int) -> None:
    """It broke, or killed who did it, as often as it is tried: it ends, and who asked is told."""
    _anotar(version_id, motivo=_("No se ha podido convertir. Pídalo otra vez o suba el documento en PDF."))


@trabajo("redaccion.convertir", cola="documentos", intentos=3, al_rendirse=no_se_pudo)
def convertir(*, version_id: int) -> None:
    """Make the PDF of a version, judge it, and note it. Whatever the converter refuses ends it, with its reason: who asked asks again."""
    pendientes = Conversion.objects.filter(version_id=version_id, estado=Conversion.Estado.PENDIENTE)
    conversion = pendientes.select_related("version__contenido").first()
    if conversion is None:
        return
    pdf, motivo = None, ""
    try:
        pdf = _convertida(conversion.version)
    except ErrorDominio as error:
        dichos = (error.mensaje, *(problema.mensaje for problema in error.problemas), error.que_hacer)
        motivo = " ".join(dict.fromkeys(filter(None, dichos)))
    _anotar(version_id, pdf=pdf, motivo=motivo)


def _anotar(version_id: int, *, pdf: Admitido | None = None, motivo: str) -> None:
    anotar_conversion(
        actor=Actor.sistema("redaccion", CONVERTIR),
        version_id=version_id,
        pdf=pdf,
        motivo=motivo,
        reloj=reloj_de_la_casa(),
    )


def _convertida(version: VersionBorrador) -> Admitido:
    """The PDF of a version, in the store. Raises DatosIncorrectos (also when it is no PDF/A), ServicioNoDisponible."""
    from consistorio.documental.documentos.comprobacion import (
        problemas_pdf_convertido,  # slow to load: few jobs need it
    )

    despues = _("Pídalo otra vez más tarde.")
    with copia_de_trabajo(version.contenido) as original, temporal(que_hacer=despues) as destino:
        conversor().a_pdf(original, destino)
        problemas = problemas_pdf_convertido(destino)
        if problemas:
            registro.warning("a converted draft is no PDF/A-2b: %s", "; ".join(problemas[:5]))
            raise DatosIncorrectos(
                _("El PDF que ha salido no cumple la norma de los documentos que se conservan (PDF/A)."),
                que_hacer=_("Quite del texto lo que no sea texto, tablas o imágenes, o suba el documento en PDF."),
            )
        with destino.open("rb") as flujo:
            return almacen.juzgar(flujo, nombre=nombre_en_pdf(version.nombre))

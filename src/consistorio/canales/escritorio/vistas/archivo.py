"""The case as an ENI package, in one file."""

from __future__ import annotations

import zipfile
from io import BufferedRandom
from uuid import UUID

from django.http import FileResponse
from django.views.decorators.http import require_POST

from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.plataforma.almacen.deposito import anonimo, avisando_sin_sitio, carpeta_temporal
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.archivo.acciones import exportar_eni
from consistorio.tramitacion.expedientes.acceso import expediente_para

EXPORTAR = "archivo.exportar"


@empleado(EXPORTAR)
@require_POST
def exportar(request: PeticionConActor, expediente_id: UUID) -> FileResponse:
    """Make the package and hand it over as a zip. It is written to the store's disk, so that a large case never sits in memory."""
    expediente = expediente_para(request.actor, expediente_id, EXPORTAR)
    with avisando_sin_sitio():
        paquete = _hacer(request, expediente_id)
    nombre = f"{expediente.numero.replace('/', '-')}-eni.zip"
    respuesta = FileResponse(paquete, as_attachment=True, filename=nombre, content_type="application/zip")
    respuesta["Cache-Control"] = "private, no-store"
    return respuesta


def _hacer(request: PeticionConActor, expediente_id: UUID) -> BufferedRandom:
    paquete = anonimo()  # the response closes it, and with that it is gone
    try:
        with carpeta_temporal() as temporal:
            carpeta = temporal / "paquete"
            exportar_eni(actor=request.actor, expediente_id=expediente_id, carpeta=carpeta, reloj=reloj_de_la_casa())
            with zipfile.ZipFile(paquete, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as comprimido:
                for fichero in sorted(carpeta.rglob("*")):
                    if fichero.is_file():
                        comprimido.write(fichero, str(fichero.relative_to(carpeta)))
        paquete.seek(0)
    except BaseException:
        paquete.close()
        raise
    return paquete

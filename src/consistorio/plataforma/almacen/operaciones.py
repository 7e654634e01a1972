"""Taking content in."""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from consistorio.nucleo.errores import DatosIncorrectos, Problema, ServicioNoDisponible
from consistorio.plataforma.almacen import recepcion
from consistorio.plataforma.almacen.deposito import borrar, deposito, fichero_temporal
from consistorio.plataforma.almacen.models import Contenido, EstadoAntivirus
from consistorio.plataforma.almacen.recepcion import Recibido
from consistorio.plataforma.almacen.reglas import Limites, problemas_de_tamano, problemas_de_tipo
from consistorio.plataforma.puertos.antivirus import Dictamen, antivirus


def guardar(flujo: BinaryIO, *, nombre: str = "", propio: bool = False) -> Contenido:
    """Store what the stream holds and answer its row; the same bytes twice are the same row. Refuses nothing.

    For what the house writes itself (`propio=True`: not analysed) and for what is already filed: malicious code leaves it in
    quarantine, an antivirus that does not answer leaves it pending (the job `almacen.analizar` asks again). The bytes are safe on disk
    before the row exists; a rolled back transaction leaves bytes without a row, which harm nobody. `nombre` is not trusted nor kept.
    """
    temporal = fichero_temporal()
    try:
        recibido = recepcion.recibir(flujo, temporal)
        return _quedarse(recibido, propio=propio)
    finally:
        borrar(temporal)


def guardar_bytes(datos: bytes, *, propio: bool = True) -> Contenido:
    """`guardar` for bytes that are already in memory, by default our own (a generated PDF, a signature revision)."""
    return guardar(io.BytesIO(datos), propio=propio)


def admitir(flujo: BinaryIO, *, nombre: str, limites: Limites | None = None) -> Contenido:
    """Store what somebody attaches to a draft, or refuse it whole with every reason (nothing is kept then).

    Reasons: empty, too large, a type that is not admitted, a password, malicious code.
    Raises DatosIncorrectos; ServicioNoDisponible never: without antivirus it is taken as pending.
    """
    temporal = fichero_temporal()
    try:
        recibido = recepcion.recibir(flujo, temporal)
        return _admitir(recibido, nombre=nombre, limites=limites or Limites())
    finally:
        borrar(temporal)


def admitir_fichero(fichero: Path, *, nombre: str, limites: Limites | None = None) -> Contenido:
    """`admitir` for a complete file of the working folder, which is moved into the store. Raises DatosIncorrectos."""
    return _admitir(recepcion.examinar(fichero), nombre=nombre, limites=limites or Limites())


def _admitir(recibido: Recibido, *, nombre: str, limites: Limites) -> Contenido:
    problemas = problemas_de_tamano(recibido.tamano, limites)
    if not problemas:
        problemas = problemas_de_tipo(recibido.tipo_mime, limites)
        if recepcion.exige_contrasena(recibido.temporal, recibido.tipo_mime):
            problemas.append(
                Problema(
                    "fichero", _("El PDF está protegido con contraseña. Quítele la contraseña y vuelva a adjuntarlo.")
                )
            )
        dictamen = _analizar(recibido.temporal)
        if dictamen is not None and not dictamen.limpio:
            problemas.append(
                Problema(
                    "fichero",
                    _("El fichero contiene código dañino (%(amenaza)s) y no se puede adjuntar.")
                    % {"amenaza": dictamen.amenaza},
                )
            )
    else:
        dictamen = None
    if problemas:
        raise DatosIncorrectos(_("No se ha podido adjuntar «%(nombre)s».") % {"nombre": nombre}, problemas=problemas)
    return _escribir(recibido, dictamen)


def _quedarse(recibido: Recibido, *, propio: bool) -> Contenido:
    return _escribir(recibido, Dictamen() if propio else _analizar(recibido.temporal))


def _analizar(fichero: Path) -> Dictamen | None:
    """The antivirus's word on a file; None when it does not answer."""
    try:
        with fichero.open("rb") as flujo:
            return antivirus().analizar(flujo)
    except ServicioNoDisponible:
        return None


def _escribir(recibido: Recibido, dictamen: Dictamen | None) -> Contenido:
    if dictamen is None:
        estado, amenaza = EstadoAntivirus.PENDIENTE, ""
    elif dictamen.limpio:
        estado, amenaza = EstadoAntivirus.LIMPIO, ""
    else:
        estado, amenaza = EstadoAntivirus.CUARENTENA, dictamen.amenaza[:200]
    deposito().admitir(recibido.temporal, recibido.sha256)
    contenido, _nuevo = Contenido.objects.get_or_create(
        sha256=recibido.sha256,
        defaults={
            "tamano": recibido.tamano,
            "tipo_mime": recibido.tipo_mime,
            "estado_antivirus": estado,
            "amenaza": amenaza,
        },
    )
    return contenido

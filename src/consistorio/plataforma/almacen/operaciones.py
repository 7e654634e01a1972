"""Taking content in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, Problema, ServicioNoDisponible
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.almacen import recepcion
from consistorio.plataforma.almacen.deposito import deposito, temporal
from consistorio.plataforma.almacen.eventos import ContenidoAnalizado, ContenidoEnCuarentena
from consistorio.plataforma.almacen.models import Contenido, EstadoAntivirus, Reparo
from consistorio.plataforma.almacen.recepcion import Recibido
from consistorio.plataforma.almacen.reglas import Limites, problemas_de_tamano, problemas_de_tipo
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.plataforma.puertos.antivirus import Dictamen, antivirus


@dato
class Admitido:
    """Bytes that lie safe in the store, judged, whose row is not written yet. `dictamen` None: the antivirus did not answer.

    `reparo`: why they cannot be read as they were meant (`models.Reparo`), or "".
    """

    recibido: Recibido
    dictamen: Dictamen | None
    reparo: str = ""


def recoger(flujo: BinaryIO) -> Admitido:
    """Put what the stream holds in the store and ask the antivirus, outside any transaction. Refuses nothing: see `guardar`.

    Bytes whose row is never written harm nobody. Raises ServicioNoDisponible (a remote store that does not answer).
    """
    with temporal() as fichero:
        recibido = recepcion.recibir(flujo, fichero)
        dictamen = analizar(recibido.temporal)
        reparo = recepcion.reparo_de(recibido.temporal, recibido.tipo_mime)
        deposito().admitir(recibido.temporal, recibido.sha256)
    return Admitido(recibido, dictamen, reparo)


def guardar(admitido: Admitido, *, actor: Actor, reloj: Reloj) -> Contenido:
    """The row of what was gathered, which is filed whatever the antivirus said; the same bytes twice are the same row.

    Malicious code leaves it in quarantine, also when the same bytes were clean before; an antivirus that did not answer leaves it
    pending (the job `almacen.analizar` asks again).
    Inside the caller's transaction. Writes: Contenido. Emits: almacen.contenido.en_cuarentena, or .analizado when what was pending
    turns out clean.
    """
    exigir_transaccion()
    contenido = asentar(admitido)
    if admitido.dictamen is not None:
        _anotar_guardado(contenido, admitido.dictamen, actor=actor, reloj=reloj)
    return contenido


def guardar_bytes(datos: bytes, *, de: Contenido | None = None) -> Contenido:
    """Store what the house made itself and fits in memory: see `asentar_hecho`."""
    return asentar_hecho(depositar_bytes(datos), de=de)


def depositar_bytes(datos: bytes) -> Recibido:
    """`depositar` of what fits in memory. Needs no transaction. Raises ServicioNoDisponible."""
    with temporal() as fichero:
        fichero.write_bytes(datos)
        return depositar(fichero)


def depositar(fichero: Path, *, sigue_a: Contenido | None = None) -> Recibido:
    """Move into the store a file that the house made (a copy, a revision with a signature). Needs no transaction: its row is written by
    `asentar_hecho`, and bytes without one harm nobody. `sigue_a`: the content that it begins with, whose type it has. Raises
    ServicioNoDisponible; then the file is still there."""
    recibido = recepcion.examinar(fichero, tipo_mime=sigue_a.tipo_mime if sigue_a else "")
    deposito().admitir(fichero, recibido.sha256)
    return recibido


def asentar_hecho(recibido: Recibido, *, de: Contenido | None = None) -> Contenido:
    """The row of what the house made itself and lies in the store: nobody judges it.

    `de`: the bytes from outside out of which it was made; while nobody has judged those, it waits to be judged like them.
    """
    return asentar_hechos([(recibido, de)])[0]


def asentar_hechos(recibidos: Sequence[tuple[Recibido, Contenido | None]]) -> list[Contenido]:
    """`asentar_hecho` of many, each with what it was made out of, in two statements."""
    return _asentar(
        [
            Admitido(recibido, Dictamen() if de is None or de.estado_antivirus == EstadoAntivirus.LIMPIO else None)
            for recibido, de in recibidos
        ]
    )


def juzgar(flujo: BinaryIO, *, nombre: str, limites: Limites | None = None) -> Admitido:
    """Put in the store what somebody attaches, or refuse it whole with every reason, before any transaction opens: the antivirus
    may take its time, and holds no lock then. Its row is written by `asentar`; bytes without one harm nobody.

    Reasons: empty, too large, a type that is not admitted, a password, malicious code. A damaged PDF is taken, and said to be so
    (`Contenido.reparo`): it may be all that the person has (LPACAP 16.8, 53.1.e). `nombre` is only told back.
    Raises DatosIncorrectos; ServicioNoDisponible never because of the antivirus: without it the content is taken as pending.
    """
    with temporal() as fichero:
        return admitir_recibido(recepcion.recibir(flujo, fichero), nombre=nombre, limites=limites)


def admitir(flujo: BinaryIO, *, nombre: str, limites: Limites | None = None) -> Contenido:
    """`juzgar` and its row at once, for whoever has no transaction to open."""
    return asentar(juzgar(flujo, nombre=nombre, limites=limites))


def admitir_recibido(recibido: Recibido, *, nombre: str, limites: Limites | None = None) -> Admitido:
    """Judge a temporary file and move it into the store, or refuse it whole. Needs no transaction: see `asentar`.

    Malicious code in bytes that are already stored is looked at again by a job, which this refusal does not undo.
    Raises DatosIncorrectos with every reason.
    """
    limites = limites or Limites()
    problemas = problemas_de_tamano(recibido.tamano, limites)
    dictamen, reparo = None, ""
    if not problemas:
        problemas = problemas_de_tipo(recibido.tipo_mime, limites)
        reparo = recepcion.reparo_de(recibido.temporal, recibido.tipo_mime)
        if reparo == Reparo.CONTRASENA:
            mensaje = _("El PDF está protegido con contraseña. Quítele la contraseña y vuelva a adjuntarlo.")
            problemas.append(Problema("fichero", mensaje))
        dictamen = analizar(recibido.temporal)
        if dictamen is not None and not dictamen.limpio:
            mensaje = _("El archivo contiene código dañino (%(amenaza)s) y no se puede adjuntar.")
            problemas.append(Problema("fichero", mensaje % {"amenaza": dictamen.amenaza}))
            if Contenido.objects.filter(pk=recibido.sha256, estado_antivirus=EstadoAntivirus.LIMPIO).exists():
                encolar(
                    "almacen.analizar_uno", sha256=recibido.sha256, clave=f"analizar:{recibido.sha256}", aparte=True
                )
    if problemas:
        raise DatosIncorrectos(_("No se ha podido adjuntar «%(nombre)s».") % {"nombre": nombre}, problemas=problemas)
    deposito().admitir(recibido.temporal, recibido.sha256)
    return Admitido(recibido, dictamen, reparo)


def asentar(admitido: Admitido) -> Contenido:
    """The row of bytes that lie in the store; the one that there was, untouched, when they are not new."""
    return _asentar([admitido])[0]


def _asentar(admitidos: Sequence[Admitido]) -> list[Contenido]:
    Contenido.objects.bulk_create([_fila(admitido) for admitido in admitidos], ignore_conflicts=True)
    filas = Contenido.objects.in_bulk([admitido.recibido.sha256 for admitido in admitidos])
    return [filas[admitido.recibido.sha256] for admitido in admitidos]


def _fila(admitido: Admitido) -> Contenido:
    recibido, dictamen = admitido.recibido, admitido.dictamen
    return Contenido(
        sha256=recibido.sha256,
        tamano=recibido.tamano,
        tipo_mime=recibido.tipo_mime,
        estado_antivirus=_estado(dictamen),
        amenaza=dictamen.amenaza[:200] if dictamen else "",
        firmas_antivirus=dictamen.firmas if dictamen else "",
        reparo=admitido.reparo,
    )


def analizar(fichero: Path) -> Dictamen | None:
    """The antivirus's word on a file; None when it does not answer."""
    try:
        with fichero.open("rb") as flujo:
            return antivirus().analizar(flujo)
    except ServicioNoDisponible:
        return None


def aplicar_dictamen(sha256: str, dictamen: Dictamen, *, actor: Actor, reloj: Reloj) -> Contenido:
    """Note what the antivirus says now of content that is stored. Quarantine is not lifted by a later clean verdict.

    Inside the caller's transaction; the row is locked without barring who files the same bytes meanwhile. Writes: Contenido.
    Emits, in the chain `contenido:<sha256>` and only when the state changes: almacen.contenido.en_cuarentena or .analizado.
    """
    exigir_transaccion()
    contenido = Contenido.objects.select_for_update(no_key=True).get(pk=sha256)
    antes = contenido.estado_antivirus
    if antes == EstadoAntivirus.CUARENTENA:
        return contenido
    contenido.estado_antivirus, contenido.amenaza = _estado(dictamen), dictamen.amenaza[:200]
    contenido.firmas_antivirus = dictamen.firmas
    contenido.save(update_fields=["estado_antivirus", "amenaza", "firmas_antivirus"])
    if contenido.estado_antivirus != antes:
        _emitir(contenido, actor=actor, reloj=reloj)
    return contenido


def _anotar_guardado(contenido: Contenido, dictamen: Dictamen, *, actor: Actor, reloj: Reloj) -> None:
    """The fact of a content just stored: infected from the start, or stored before with another verdict."""
    if contenido.estado_antivirus != _estado(dictamen):
        actual = aplicar_dictamen(contenido.pk, dictamen, actor=actor, reloj=reloj)
        contenido.estado_antivirus, contenido.amenaza = actual.estado_antivirus, actual.amenaza
    elif not dictamen.limpio:
        _emitir(contenido, actor=actor, reloj=reloj)


def _emitir(contenido: Contenido, *, actor: Actor, reloj: Reloj) -> None:
    hecho: object = ContenidoAnalizado(contenido.pk)
    if contenido.estado_antivirus == EstadoAntivirus.CUARENTENA:
        hecho = ContenidoEnCuarentena(contenido.pk, contenido.amenaza)
    anotar(f"contenido:{contenido.pk}", hecho, actor=actor, reloj=reloj)


def _estado(dictamen: Dictamen | None) -> EstadoAntivirus:
    if dictamen is None:
        return EstadoAntivirus.PENDIENTE
    return EstadoAntivirus.LIMPIO if dictamen.limpio else EstadoAntivirus.CUARENTENA

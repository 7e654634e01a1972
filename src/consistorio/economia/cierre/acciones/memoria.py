"""Type the notes of the memoria of the annual accounts."""

from __future__ import annotations

import hashlib

from django.db.models import Max
from django.utils.translation import gettext as _

from consistorio.economia.cierre.eventos import NotaEscrita
from consistorio.economia.cierre.models import Cierre, NotaDeMemoria, Rendicion
from consistorio.economia.cierre.permisos import RENDIR
from consistorio.economia.cierre.reglas.memoria import POR_NUMERO, problemas_de_nota
from consistorio.economia.contabilidad.eventos import cadena_del_ejercicio
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar

NORMA = "TRLRHL art. 209; Orden HAP/1781/2013, tercera parte, memoria"


@accion("cierre.memoria.nota", permiso=RENDIR, norma=NORMA)
def escribir_nota(
    *, actor: Actor, anio: int, nota: int, texto: str, tabla: str, version: int, reloj: Reloj
) -> NotaDeMemoria:
    """Type a note, once more or for the first time; with nothing in it, what was typed is withdrawn.

    `nota`: 1 to 28; `tabla`: a line for each row, cells between semicolons; `version`: the one that was read, 0 when there was none. Who: with `cierre.rendir`. Writes:
    NotaDeMemoria. Emits: cierre.memoria.nota. Raises NoEncontrado (the year or the note), DatosIncorrectos with every problem, Conflicto (somebody typed it meanwhile, or the Cuenta
    General is formed).
    """
    if nota not in POR_NUMERO:
        raise NoEncontrado(_("La memoria no tiene esa nota."))
    if not Ejercicio.objects.select_for_update().filter(anio=anio).exists():
        raise NoEncontrado(_("No hay contabilidad de %(anio)d.") % {"anio": anio})
    cierre = Cierre.objects.select_for_update().filter(ejercicio_id=anio, reapertura=None).first()
    if cierre is not None and (
        cierre.rendiciones.filter(clase=Rendicion.Clase.CUENTA_GENERAL)
        .exclude(estado=Rendicion.Estado.DEVUELTA)
        .exists()
    ):
        raise Conflicto(
            _("La Cuenta General de %(anio)d ya está formada, y su memoria va con ella.") % {"anio": anio},
            que_hacer=_("Si hay que cambiarla, que la devuelva quien tiene que firmarla."),
        )
    texto, tabla = (dicho.replace("\r\n", "\n").strip() for dicho in (texto, tabla))
    if problemas := problemas_de_nota(texto, tabla):
        raise DatosIncorrectos(_("La nota no se ha guardado."), problemas=problemas)
    suyas = NotaDeMemoria.objects.filter(ejercicio=anio, nota=nota)
    ultima = suyas.aggregate(ultima=Max("version"))["ultima"] or 0
    if ultima != version:
        raise Conflicto(
            _("Alguien ha escrito esta nota mientras usted la tenía abierta."),
            que_hacer=_("Copie lo que ha escrito, vuelva a abrirla y únalo a lo que hay."),
        )
    fila = NotaDeMemoria.objects.create(
        ejercicio_id=anio,
        nota=nota,
        version=version + 1,
        texto=texto,
        tabla=tabla,
        escrita_el=reloj.ahora(),
        autor_id=actor.id,
    )
    huella = hashlib.sha256(f"{texto}\0{tabla}".encode()).hexdigest()
    hecho = NotaEscrita(anio, nota, fila.version, huella)
    anotar(cadena_del_ejercicio(anio), hecho, actor=actor, reloj=reloj, filas=[fila])
    return fila

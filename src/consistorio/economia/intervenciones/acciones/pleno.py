"""The reports of Intervención to the Pleno, as a point of their own in the order of the day of a session (RD 424/2017 arts. 15.6 and 36)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.intervencion.eventos_de_control import DacionAnotada, DacionPedida, cadena_del_control
from consistorio.servicios.intervencion.models import DacionDeCuenta, EscritoDeControl
from consistorio.servicios.intervencion.permisos import FISCALIZAR
from consistorio.servicios.resoluciones.permisos import ACORDAR

LARGO_NUMERO = 40
INFORMES = (EscritoDeControl.Clase.ANUAL, EscritoDeControl.Clase.RESUMEN)
_NORMA = "TRLRHL art. 218; RD 424/2017 arts. 15.6, 15.7 y 36"


@accion("intervencion.dacion.pedida", permiso=FISCALIZAR, norma=_NORMA)
def llevar_informe_al_pleno(*, actor: Actor, escrito_id: UUID, reloj: Reloj) -> DacionDeCuenta:
    """Put a signed report among the matters of the Secretaría for a session of the Pleno.

    Who: `intervencion.fiscalizar`. Writes: DacionDeCuenta. Emits: intervencion.dacion.pedida. Raises NoEncontrado (it is no report), FaseIncompatible (it is not signed),
    Conflicto (it was sent already).
    """
    escrito = EscritoDeControl.objects.select_for_update(of=("self",)).filter(id=escrito_id, clase__in=INFORMES).first()
    if escrito is None:
        raise NoEncontrado(_("No encontramos ese informe."))
    if escrito.estado != EscritoDeControl.Estado.FIRMADO:
        raise FaseIncompatible(_("El informe no está firmado."), que_hacer=_("Fírmelo antes en su portafirmas."))
    if DacionDeCuenta.objects.filter(escrito=escrito).exists():
        raise Conflicto(_("Ese informe ya está entre los asuntos de la sesión, o ya se dio cuenta de él."))
    dacion = DacionDeCuenta.objects.create(escrito=escrito, pedida_el=reloj.ahora(), pedida_por=actor.id)
    hecho = DacionPedida(dacion.id, escrito.id)
    anotar(cadena_del_control(hoy(reloj).year), hecho, actor=actor, reloj=reloj, filas=[dacion])
    return dacion


@accion("intervencion.dacion.anotada", permiso=ACORDAR, norma=_NORMA)
def anotar_dacion_de_cuenta(
    *, actor: Actor, dacion_id: UUID, sesion_el: date | None, sesion_numero: str, reloj: Reloj
) -> DacionDeCuenta:
    """Note in which session of the Pleno a report was told of.

    Who: the Secretaría, with `resolucion.acordar`. `sesion_numero`: as in the minutes. Writes: DacionDeCuenta. Emits: intervencion.dacion.anotada. Raises NoEncontrado,
    Conflicto (it is noted), DatosIncorrectos with every problem.
    """
    dacion = DacionDeCuenta.objects.select_for_update(of=("self",)).filter(id=dacion_id).first()
    if dacion is None:
        raise NoEncontrado(_("No encontramos ese asunto."))
    if dacion.sesion_el is not None:
        raise Conflicto(_("Ya consta en qué sesión se dio cuenta de ese informe."))
    problemas = []
    if sesion_el is None or not en_madrid(dacion.pedida_el).date() <= sesion_el <= hoy(reloj):
        mensaje = _("La sesión es de un día entre el del envío del informe y hoy.")
        problemas.append(Problema("sesion_el", mensaje))
    if not 0 < len(sesion_numero.strip()) <= LARGO_NUMERO:
        mensaje = _("Escriba el número de la sesión, en %(n)d letras como mucho.") % {"n": LARGO_NUMERO}
        problemas.append(Problema("sesion_numero", mensaje))
    if problemas or sesion_el is None:
        raise DatosIncorrectos(_("La sesión no se ha anotado."), problemas=problemas)
    dacion.sesion_el, dacion.sesion_numero = sesion_el, sesion_numero.strip()
    dacion.anotada_el, dacion.anotada_por = reloj.ahora(), actor.id
    dacion.save(update_fields=["sesion_el", "sesion_numero", "anotada_el", "anotada_por"])
    hecho = DacionAnotada(dacion.id, sesion_el, dacion.sesion_numero)
    anotar(cadena_del_control(hoy(reloj).year), hecho, actor=actor, reloj=reloj, filas=[dacion])
    return dacion

"""The steps of a modification between its draft and the accounts: report, agreement and, of what the Pleno approves as a budget, exposition, definitive approval and
publication (TRLRHL 169, 177 and 179.4; RD 500/1990 arts. 20, 37, 38 and 42)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto import limites
from consistorio.economia.presupuesto.competencias import organos_por_importe
from consistorio.economia.presupuesto.eventos_de_modificaciones import (
    ModificacionAprobada,
    ModificacionInformada,
    ModificacionSinEfecto,
    TramiteDeModificacionAnotado,
)
from consistorio.economia.presupuesto.models import ModificacionCredito, TramiteModificacion
from consistorio.economia.presupuesto.operaciones.acuerdos import problemas_de_acuerdo
from consistorio.economia.presupuesto.operaciones.competencias import competencias
from consistorio.economia.presupuesto.operaciones.escritura import cadena
from consistorio.economia.presupuesto.operaciones.forma_de_modificacion import problemas_de_credito_que_baja
from consistorio.economia.presupuesto.operaciones.modificaciones import bloqueada, exigir_otra_persona, firmar, los_de
from consistorio.economia.presupuesto.operaciones.tramites import (
    problemas_de_exposicion,
    problemas_de_manana,
    problemas_de_orden,
)
from consistorio.economia.presupuesto.reglas import LARGO_TEXTO
from consistorio.economia.presupuesto.tipos import CERO
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar

Estado, Organo, Paso = ModificacionCredito.Estado, ModificacionCredito.Organo, TramiteModificacion.Estado
# Those of the budget, from its initial approval
ORDEN: Final = (Paso.INICIAL, Paso.EXPOSICION, Paso.DEFINITIVA, Paso.PUBLICADA)
# How the file is after each; published, it is in force
_QUEDA: Final = {
    Paso.EXPOSICION: Estado.EXPOSICION,
    Paso.DEFINITIVA: Estado.DEFINITIVA,
    Paso.PUBLICADA: Estado.APROBADA,
}


def informar(
    modificacion_id: UUID,
    fecha: date,
    informe_id: UUID | None,
    *,
    actor: Actor,
    reloj: Reloj,
    de_otro_programa: bool = False,
) -> ModificacionCredito:
    """Note the report of Intervención, which is a document unless it was made elsewhere. Writes: ModificacionCredito. Emits: presupuesto.modificacion.informada. Raises NoEncontrado,
    FaseIncompatible, DatosIncorrectos (the day has not come, its document, credit to lower that is neither retained nor available any more)."""
    exigir_transaccion()
    modificacion = bloqueada(modificacion_id, Estado.BORRADOR)
    problemas = problemas_de_manana(fecha, reloj)
    if not de_otro_programa:
        problemas += problemas_de_credito_que_baja(modificacion)
        falta = _("Elija el informe de Intervención: escriba el código (CSV) del documento.")
        problemas += problemas_de_acuerdo(informe_id, "documento", falta=falta)
    if problemas:
        raise DatosIncorrectos(_("El informe no se ha anotado."), problemas=problemas)
    modificacion.estado, modificacion.informada_el = Estado.INFORMADA, fecha
    modificacion.informe_id = informe_id
    firmar(modificacion, actor)
    modificacion.save(update_fields=["estado", "informada_el", "informe_id", "autores"])
    hecho = ModificacionInformada(modificacion.id, modificacion.ejercicio_id, informe_id)
    anotar(cadena(modificacion.ejercicio_id), hecho, actor=actor, reloj=reloj, filas=[modificacion])
    return modificacion


def aprobar(
    modificacion_id: UUID,
    organo: str,
    fecha: date,
    acuerdo_id: UUID | None,
    *,
    mayoria_absoluta: bool = False,
    urgencia: str = "",
    actor: Actor,
    reloj: Reloj,
    de_otro_programa: bool = False,
) -> ModificacionCredito:
    """Note the agreement of its organ, with its document: that it takes effect or, of what the Pleno approves as a budget, that it is initially approved and has to be exposed.

    `mayoria_absoluta`: of a loan that pays current expense, that the Pleno agreed it so (TRLRHL 177.5); `urgencia`: the calamity, or what is like it, for which an
    extraordinary credit or a supplement is in force at once (177.6); `de_otro_programa`: it was processed elsewhere, by any organ that the law lets, and there are its papers.
    Writes: ModificacionCredito, TramiteModificacion. Emits: presupuesto.modificacion.aprobada. Raises NoEncontrado, FaseIncompatible, DatosIncorrectos (the organ may not, it is
    earlier than its report, the day has not come, its document, a majority or an urgency that the law asks or does not let, credit to lower that is
    neither retained nor available any more).
    """
    exigir_transaccion()
    modificacion = bloqueada(modificacion_id, Estado.INFORMADA)
    problemas = problemas_de_manana(fecha, reloj)
    problemas += _de_aprobacion(modificacion, organo, fecha, mayoria_absoluta, de_otro_programa=de_otro_programa)
    problemas += _de_urgencia(modificacion.tipo, urgencia)
    if not de_otro_programa:
        problemas += problemas_de_credito_que_baja(modificacion)
        problemas += _del_acuerdo(acuerdo_id, organo)
    if problemas:
        raise DatosIncorrectos(_("La modificación no se ha aprobado."), problemas=problemas)
    como_presupuesto = limites.con_exposicion(modificacion.tipo, organo) and not de_otro_programa
    espera = como_presupuesto and not urgencia.strip()
    modificacion.estado = Estado.INICIAL if espera else Estado.APROBADA
    modificacion.organo, modificacion.acuerdo_id = organo, acuerdo_id
    modificacion.aprobada_el = None if espera else fecha
    modificacion.mayoria_absoluta, modificacion.urgencia = mayoria_absoluta, urgencia.strip()
    firmar(modificacion, actor)
    modificacion.save(
        update_fields=["estado", "organo", "aprobada_el", "acuerdo_id", "mayoria_absoluta", "urgencia", "autores"]
    )
    inicial = (
        [
            TramiteModificacion.objects.create(
                modificacion=modificacion, estado=Paso.INICIAL, fecha=fecha, documento_id=acuerdo_id, organo=organo
            )
        ]
        if como_presupuesto
        else []
    )
    hecho = ModificacionAprobada(modificacion.id, modificacion.ejercicio_id, organo, fecha, acuerdo_id)
    anotar(cadena(modificacion.ejercicio_id), hecho, actor=actor, reloj=reloj, filas=[modificacion, *inicial])
    return modificacion


def anotar_tramite(
    modificacion_id: UUID,
    estado: str,
    fecha: date,
    documento_id: UUID | None,
    *,
    reclamaciones: bool = False,
    actor: Actor,
    reloj: Reloj,
) -> ModificacionCredito:
    """Note that what the Pleno approved initially was exposed, is definitive or was published: each once, in order. One that is urgent is in force meanwhile, and its claims go on.

    `documento_id`: the announcement or, with `reclamaciones`, the agreement by which the Pleno resolved them; without claims it is definitive when its exposition ends, and
    needs none. Writes: ModificacionCredito, TramiteModificacion. Emits: presupuesto.modificacion.tramite. Raises NoEncontrado, FaseIncompatible (it is not approved, or not with
    these steps), DatosIncorrectos with every problem.
    """
    exigir_transaccion()
    modificacion = bloqueada(modificacion_id)
    if modificacion.estado == Estado.SIN_EFECTO:
        raise FaseIncompatible(_("Eso no procede: la modificación quedó sin efecto."))
    hechos = {uno.estado: uno.fecha for uno in modificacion.tramites.all()}
    if not hechos:
        raise FaseIncompatible(_("Eso no procede: la modificación no está aprobada inicialmente por el Pleno."))
    problemas = problemas_de_orden(ORDEN, hechos, estado, fecha)
    if not problemas and estado == Paso.DEFINITIVA:
        problemas += problemas_de_exposicion(hechos[Paso.EXPOSICION], fecha)
    problemas += problemas_de_manana(fecha, reloj)
    if estado == Paso.DEFINITIVA and reclamaciones:
        problemas += _del_acuerdo(documento_id, Organo.PLENO)
    elif estado != Paso.DEFINITIVA or documento_id is not None:
        falta = _("Elija el anuncio del boletín: escriba el código (CSV) del documento.")
        problemas += problemas_de_acuerdo(documento_id, "documento", falta=falta)
    if problemas:
        raise DatosIncorrectos(_("El paso no se ha anotado."), problemas=problemas)
    con_acuerdo = estado == Paso.DEFINITIVA and reclamaciones
    tramite = TramiteModificacion.objects.create(
        modificacion=modificacion,
        estado=estado,
        fecha=fecha,
        documento_id=documento_id,
        organo=Organo.PLENO if con_acuerdo else "",
        reclamaciones=con_acuerdo,
    )
    firmar(modificacion, actor)
    if not modificacion.urgencia:
        modificacion.estado = _QUEDA[Paso(estado)]
        if estado == Paso.DEFINITIVA:
            modificacion.aprobada_el = fecha
            modificacion.acuerdo_id = documento_id if con_acuerdo else modificacion.acuerdo_id
    modificacion.save(update_fields=["estado", "aprobada_el", "acuerdo_id", "autores"])
    hecho = TramiteDeModificacionAnotado(
        tramite.id, modificacion.id, modificacion.ejercicio_id, estado, fecha, documento_id
    )
    anotar(cadena(modificacion.ejercicio_id), hecho, actor=actor, reloj=reloj, filas=[modificacion, tramite])
    return modificacion


def dejar_sin_efecto(
    modificacion_id: UUID, fecha: date, motivo: str, documento_id: UUID | None, *, actor: Actor, reloj: Reloj
) -> ModificacionCredito:
    """A file that is not in the accounts will not go there: its organ left it so, or its year ended before it was in force. What was retained for it stays so until its RCT is corrected.

    `documento_id`: the agreement, or the report that says so; needed once an organ approved it, which nobody leaves without effect alone either. Writes: ModificacionCredito. Emits:
    presupuesto.modificacion.sin_efecto. Raises NoEncontrado, FaseIncompatible (it is in the accounts, or already without effect), DatosIncorrectos with every problem, Conflicto (one
    person took all its steps, and the bases do not let it).
    """
    exigir_transaccion()
    modificacion = bloqueada(modificacion_id)
    if modificacion.estado in (Estado.CONTABILIZADA, Estado.SIN_EFECTO):
        raise FaseIncompatible(
            _("Eso ya no procede: la modificación está así: %(e)s.") % {"e": modificacion.get_estado_display()},
            que_hacer=_("Lo que está contabilizado se cambia con otra modificación."),
        )
    problemas = problemas_de_manana(fecha, reloj)
    pasos = (modificacion.informada_el, modificacion.aprobada_el, *(uno.fecha for uno in modificacion.tramites.all()))
    if any(dia is not None and fecha < dia for dia in pasos):
        problemas.append(Problema("fecha", _("La fecha es anterior a la del estado en el que está.")))
    if not motivo.strip() or len(motivo) > LARGO_TEXTO:
        mensaje = _("Diga por qué, en %(n)d letras como mucho.") % {"n": LARGO_TEXTO}
        problemas.append(Problema("motivo", mensaje))
    aprobada = modificacion.estado not in (Estado.BORRADOR, Estado.INFORMADA)
    if aprobada or documento_id is not None:
        falta = _("Elija el acuerdo que la deja sin efecto, o el informe de que terminó el año sin entrar en vigor.")
        problemas += problemas_de_acuerdo(documento_id, "documento", falta=falta)
    if problemas:
        raise DatosIncorrectos(_("La modificación no ha quedado sin efecto."), problemas=problemas)
    if aprobada:
        mensaje = _("Todos los pasos de esta modificación los ha anotado usted: que la deje sin efecto otra persona.")
        exigir_otra_persona(modificacion, actor, fecha, mensaje)
    modificacion.estado, modificacion.sin_efecto_el = Estado.SIN_EFECTO, fecha
    modificacion.motivo, modificacion.sin_efecto_id = motivo.strip(), documento_id
    firmar(modificacion, actor)
    modificacion.save(update_fields=["estado", "sin_efecto_el", "sin_efecto_id", "motivo", "autores"])
    hecho = ModificacionSinEfecto(modificacion.id, modificacion.ejercicio_id, fecha, documento_id)
    anotar(cadena(modificacion.ejercicio_id), hecho, actor=actor, reloj=reloj, filas=[modificacion])
    return modificacion


def siguiente(modificacion: ModificacionCredito) -> TramiteModificacion.Estado | None:
    """The step of the budget that comes now, None when it has none left, or none at all."""
    hechos = {uno.estado for uno in modificacion.tramites.all()}
    return next((paso for paso in ORDEN if paso not in hechos), None) if hechos else None


def organos_que_aprueban(modificacion: ModificacionCredito, en: date) -> tuple[str, ...]:
    """Who may approve it on a day, whom the bases name for the least amount first: within the law, and by what goes up (or down, in a baja)."""
    movimientos = los_de(modificacion)
    mide = "baja" if modificacion.tipo == ModificacionCredito.Tipo.BAJA else "alta"
    importe: Decimal = sum((uno.importe for uno in movimientos if uno.sentido == mide), CERO)
    legales = limites.organos_de(modificacion.tipo, movimientos)
    return organos_por_importe(legales, competencias(modificacion.tipo, en=en), importe)


def _de_aprobacion(
    modificacion: ModificacionCredito, organo: str, fecha: date, mayoria_absoluta: bool, *, de_otro_programa: bool
) -> list[Problema]:
    problemas = list[Problema]()
    legales = limites.organos_de(modificacion.tipo, los_de(modificacion))
    pueden = legales if de_otro_programa else organos_que_aprueban(modificacion, fecha)
    if organo not in pueden:
        nombres = ", ".join(str(Organo(uno).label) for uno in pueden)
        mensaje = _("Esta modificación la aprueba: %(organos)s.") % {"organos": nombres}
        problemas.append(Problema("organo", mensaje))
    if modificacion.informada_el is not None and fecha < modificacion.informada_el:
        problemas.append(Problema("fecha", _("El acuerdo no puede ser anterior al informe de Intervención.")))
    if modificacion.carga_financiera is not None and not mayoria_absoluta:
        mensaje = _(
            "Un préstamo para gasto corriente se aprueba con mayoría absoluta, declarando el gasto necesario y urgente (TRLRHL 177.5)."
        )
        problemas.append(Problema("mayoria_absoluta", mensaje))
    return problemas


def _de_urgencia(tipo: str, urgencia: str) -> list[Problema]:
    if urgencia.strip() and tipo not in limites.CON_URGENCIA:
        mensaje = _(
            "La ley solo deja que sean ejecutivos en el acto un crédito extraordinario o un suplemento (TRLRHL 177.6)."
        )
        return [Problema("urgencia", mensaje)]
    if len(urgencia) > LARGO_TEXTO:
        return [Problema("urgencia", _("Dígalo en %(n)d letras como mucho.") % {"n": LARGO_TEXTO})]
    return []


def _del_acuerdo(acuerdo_id: UUID | None, organo: str) -> list[Problema]:
    falta = _("Elija el documento del acuerdo: escriba su código (CSV).")
    del_pleno = _("esta modificación la aprueba el Pleno") if organo == Organo.PLENO else ""
    return problemas_de_acuerdo(acuerdo_id, "documento", falta=falta, del_pleno=del_pleno)

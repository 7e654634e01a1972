"""The later control of what was declared or communicated (LPACAP 69): ask for its documents, find it right, or find that it is not so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.plataforma.calendario.textos import fecha_larga
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import TRAMITAR
from consistorio.tramitacion.motor import acceso, limites, operaciones
from consistorio.tramitacion.motor.acciones.requerimientos import Defecto
from consistorio.tramitacion.motor.consultas_declaraciones import requerimiento_sin_contestar
from consistorio.tramitacion.motor.declaraciones import (
    INCUMPLIMIENTO,
    MAXIMO_TEXTO,
    problemas_de_incumplimiento,
)
from consistorio.tramitacion.motor.models import ActoTramite, Declaracion, Tarea
from consistorio.tramitacion.motor.operaciones import Escrito, comunicaciones, declaraciones, tramites
from consistorio.tramitacion.motor.operaciones.decision import (
    ALCANCE,
    CONTINUA,
    NO_CONTINUA,
    imposibles_que_deja_sin_efecto,
    restablecidas_sin_apoyo,
)
from consistorio.tramitacion.motor.permisos import BARRER
from consistorio.tramitacion.motor.registro_tipos import tipo_de


@accion(
    "motor.acto.en_firma",
    "motor.requerimiento.emitido",
    permiso=TRAMITAR,
    norma="LPACAP arts. 69.1, 69.3 y 73.1; LRJSP art. 43",
)
def requerir_documentacion(
    *, actor: Actor, tarea_id: UUID, documentos: Sequence[Defecto], reloj: Reloj, dias: int | None = None
) -> ActoTramite:
    """Write a request of the documents that prove what was declared, which were held at disposal; it is issued and notified when who writes
    it signs it. What was declared goes on having effects meanwhile, and nothing is suspended: no term runs.

    `dias`: hábiles, ten, or more when what is asked for needs it (73.1; here up to thirty). The check waits for the answer.
    Who: tramitador. Writes: Documento, ActoTramite, Tarea; once signed, Requerimiento. Emits: motor.acto.en_firma.
    Raises NoEncontrado, NoPermitido, Conflicto (checked already), FaseIncompatible, DatosIncorrectos.
    """
    tarea, expediente, _declaracion = _por_comprobar(actor, tarea_id)
    problemas = [] if documentos else [Problema("documentos", _("Diga qué documentos tiene que enviar."))]
    problemas += [
        Problema(f"documentos.{orden}", _("Explique qué documento es."))
        for orden, uno in enumerate(documentos, start=1)
        if not uno.texto.strip()
    ]
    caben = limites.de_documentacion(en=hoy(reloj))
    dias = caben.minimo if dias is None else dias
    if not caben.admite(dias):
        mensaje = _(
            "El plazo para enviarlos es de %(a)d días hábiles (artículo 73.1), o hasta %(b)d si hace falta más."
        )
        problemas.append(Problema("dias", mensaje % {"a": caben.minimo, "b": caben.maximo}))
    if problemas:
        raise DatosIncorrectos(_("El requerimiento no está completo."), problemas=problemas)
    tramites.exigir_sin_requerimiento(expediente, "documentacion")
    operaciones.exigir_sin_firmar(expediente, "comprobada")
    acto = operaciones.dictar(
        expediente,
        "documentacion",
        _requerimiento(expediente, documentos, dias),
        datos={"defectos": [asdict(uno) for uno in documentos], "dias": dias},
        actor=actor,
        reloj=reloj,
    )
    operaciones.poner_en_espera(tarea, actor=actor, reloj=reloj)
    return acto


def _requerimiento(expediente: Expediente, documentos: Sequence[Defecto], dias: int) -> Escrito:
    datos: dict[str, object] = {
        **comunicaciones.cabecera_de(expediente),
        "clase": _("Requerimiento de documentación"),
        "introduccion": [
            _(
                "Usted declaró que dispone de la documentación que acredita lo que declaró, y que la pondría a disposición."
            ),
            _("Para comprobarlo necesitamos que la envíe. Mientras tanto puede continuar."),
        ],
        "defectos": [{"requisito": uno.texto, **({"como": uno.como} if uno.como else {})} for uno in documentos],
        "plazo": _(
            "Tiene %(n)d días hábiles, contados desde el día siguiente a aquel en que reciba esta notificación "
            "(artículo 73.1)."
        )
        % {"n": dias},
        "efectos": _(
            "Si no la envía, el Ayuntamiento puede resolver, después de oírle, que no puede continuar (artículo 69.4)."
        ),
        **comunicaciones.como_se_contesta(suspende=False),
        "norma": _("Artículos 69.1 y 69.3 de la Ley 39/2015."),
    }
    return Escrito("requerimiento", datos, _("Requerimiento de la documentación de lo declarado"), "TD06")


@accion(
    "motor.acto.en_firma", "motor.declaracion.comprobada", permiso=TRAMITAR, norma="LPACAP art. 69.3; LRJSP art. 43"
)
def dar_por_conforme(*, actor: Actor, tarea_id: UUID, reloj: Reloj, como: str = "") -> ActoTramite:
    """Write that what was declared was checked and is right; the parties are told, and the control is over, when who writes it signs it.

    `como`: what was looked at. Who: tramitador. Writes: Documento, ActoTramite, Tarea; once signed, Declaracion. Emits: motor.acto.en_firma.
    Raises NoEncontrado, NoPermitido, Conflicto (checked already), FaseIncompatible (something of the check is open), DatosIncorrectos.
    """
    tarea, expediente, declaracion = _por_comprobar(actor, tarea_id)
    if len(como) > MAXIMO_TEXTO:
        mensaje = _("El texto pasa de %(n)d caracteres.") % {"n": MAXIMO_TEXTO}
        raise DatosIncorrectos(mensaje, problemas=[Problema("como", mensaje)])
    _exigir_sin_esperas(tarea)
    datos: dict[str, object] = {
        **comunicaciones.cabecera_de(expediente),
        "titulo": _("Comprobación de lo declarado"),
        "texto": [
            _("Hemos comprobado lo que presentó y es conforme. Puede continuar: no tiene que hacer nada más."),
            *([como.strip()] if como.strip() else []),
            _("Tiene que seguir cumpliendo lo que declaró. El Ayuntamiento puede volver a comprobarlo."),
        ],
        "datos": [{"rotulo": _("Tiene efectos desde el"), "valor": fecha_larga(declaracion.desde)}],
        "norma": _("Artículo 69.3 de la Ley 39/2015."),
    }
    return operaciones.dictar(
        expediente,
        "comprobada",
        Escrito("comunicacion", datos, _("Resultado de la comprobación: conforme"), "TD06"),
        datos={"como": como.strip()},
        tarea=tarea,
        actor=actor,
        reloj=reloj,
    )


@accion("motor.declaracion.incumplida", "tarea.completada", permiso=TRAMITAR, norma="LPACAP arts. 69.4 y 82")
def apreciar_incumplimiento(
    *, actor: Actor, tarea_id: UUID, causa: str, motivo: str, constancia: date, reloj: Reloj, restituir: str = ""
) -> Declaracion:
    """Find, after hearing who declared, that it is impossible to go on: an essential inexactitude, falsity or omission, or not having filed
    the documents required (69.4). The proposal opens: the organ decides.

    `motivo`: what is not so, how it is known and why it is essential; `constancia`: the day on which it was known, from which it is
    impossible; `restituir`: what must be restored, if anything. Who: tramitador. Writes: Declaracion, Tarea.
    Emits: motor.declaracion.incumplida, tarea.completada. Raises NoEncontrado, NoPermitido, Conflicto (checked already),
    FaseIncompatible (not heard, or something of the check is open), DatosIncorrectos.
    """
    tarea, expediente, declaracion = _por_comprobar(actor, tarea_id)
    _exigir_sin_esperas(tarea)
    if not expediente.audiencias.filter(notificado_el__isnull=False, cerrado_el__isnull=False).exists():
        raise FaseIncompatible(
            _("Antes hay que dar audiencia a quien declaró (artículo 82)."),
            que_hacer=_("Abra la audiencia, y decida cuando termine."),
        )
    problemas = problemas_de_incumplimiento(
        causa=causa,
        motivo=motivo,
        restituir=restituir,
        constancia=constancia,
        desde=declaracion.desde,
        hoy=hoy(reloj),
        requerida=requerimiento_sin_contestar(expediente),
    )
    if problemas:
        raise DatosIncorrectos(_("La comprobación no está completa."), problemas=problemas)
    declaraciones.dar_por_incumplida(
        declaracion, expediente, causa=causa, constancia=constancia, actor=actor, reloj=reloj
    )
    resultado = {
        "codigo": INCUMPLIMIENTO,
        "causa": causa,
        "motivo": motivo.strip(),
        "constancia": constancia.isoformat(),
        "restituir": restituir.strip(),
    }
    operaciones.completar(tarea, resultado, actor=actor, reloj=reloj, expediente=expediente)
    return declaracion


@accion("motor.declaracion.restablecida", "tarea.cancelada", permiso=BARRER, norma="LPACAP arts. 39, 69.4, 106 y 119")
def restablecer_lo_declarado(*, actor: Actor, expediente_id: UUID, decidido_en: UUID, reloj: Reloj) -> bool:
    """What was declared may go on again: an appeal that was granted, or a nullity that was declared, left without effect the decision that it
    could not. What was to be done to carry that decision out is not done. Whether it changed.

    `decidido_en`: the case of the appeal or of the review. Who: the job of the same name, which its notification enqueues; idempotent.
    Writes: Declaracion, Tarea. Emits: motor.declaracion.restablecida, tarea.cancelada. Raises NoEncontrado.
    """
    expediente = bloquear(expediente_id)
    otro = Expediente.objects.get(id=decidido_en)
    if expediente_id not in imposibles_que_deja_sin_efecto(otro):
        return False
    restablecida = declaraciones.restablecer(expediente, decidido_en=decidido_en, actor=actor, reloj=reloj)
    for tarea in expediente.tareas.filter(fase="ejecucion", cerrada_el=None):
        tarea.expediente = expediente
        operaciones.cancelar(tarea, actor=actor, reloj=reloj)
    operaciones.avanzar(expediente, actor=actor, reloj=reloj)
    return restablecida


@accion(
    "motor.declaracion.imposible_otra_vez",
    "tarea.cancelada",
    "tarea.creada",
    permiso=BARRER,
    norma="LPACAP arts. 39, 69.4 y 106",
)
def volver_a_lo_declarado_imposible(*, actor: Actor, expediente_id: UUID, decidido_en: UUID, reloj: Reloj) -> bool:
    """What let something declared go on was left without effect, or declared null: the decision that it cannot stands again, and what there is to do
    to carry it out opens again in a case that is open. Whether it changed.

    `decidido_en`: the case whose decision fell. Who: the job of the same name; idempotent. Writes: Declaracion, Tarea. Emits:
    motor.declaracion.imposible_otra_vez, tarea.cancelada, tarea.creada. Raises NoEncontrado.
    """
    expediente = bloquear(expediente_id)
    otro = Expediente.objects.get(id=decidido_en)
    por_quien = eventos_de(expediente.cadena).filter(tipo="motor.declaracion.restablecida").order_by("-seq").first()
    if por_quien is None or por_quien.datos["decidido_en"] != str(decidido_en):
        return False
    if expediente_id not in restablecidas_sin_apoyo(otro):
        return False
    vuelve = declaraciones.volver_a_imposible(expediente, decidido_en=decidido_en, actor=actor, reloj=reloj)
    if vuelve and expediente.estado == Expediente.Estado.ABIERTO:
        del_modelo = Tarea.objects.filter(expediente=expediente, del_modelo=True, fase__in=("ejecucion", "archivo"))
        for tarea in del_modelo.filter(cerrada_el=None):
            tarea.expediente = expediente
            operaciones.cancelar(tarea, actor=actor, reloj=reloj)
        del_modelo.update(del_modelo=False)
        operaciones.avanzar(expediente, atras=True, actor=actor, reloj=reloj)
    return vuelve


@accion("tarea.completada", permiso=TRAMITAR, norma="LPACAP arts. 69.4, 106 y 119")
def decir_alcance(*, actor: Actor, tarea_id: UUID, continua: bool, motivo: str, reloj: Reloj) -> None:
    """Say whether, by an appeal or a review that grants in part, what was declared may go on. If it may, its case says so by a job.

    `motivo`: the words of the decision that say it. Who: tramitador of the case of the appeal. Writes: Tarea. Emits: tarea.completada. Raises
    NoEncontrado, NoPermitido, Conflicto (said already), DatosIncorrectos (no reason).
    """
    tarea, expediente = acceso.tarea_para(actor, tarea_id, TRAMITAR)
    if tarea.tipo != ALCANCE or not tarea.abierta:
        raise Conflicto(_("Ya se dijo qué queda de lo declarado."))
    if not motivo.strip():
        mensaje = _("Copie lo que dice la resolución sobre si puede continuar.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("motivo", mensaje)])
    resultado = {"codigo": CONTINUA if continua else NO_CONTINUA, "motivo": motivo.strip()[:1000]}
    operaciones.completar(tarea, resultado, actor=actor, reloj=reloj, expediente=expediente)
    for original_id in imposibles_que_deja_sin_efecto(expediente):
        encolar("motor.restablecer_lo_declarado", expediente_id=str(original_id), decidido_en=str(expediente.id))


def _por_comprobar(actor: Actor, tarea_id: UUID) -> tuple[Tarea, Expediente, Declaracion]:
    tarea, expediente = acceso.tarea_para(actor, tarea_id, TRAMITAR)
    declaracion = declaraciones.bloqueada(expediente)
    if tarea.tipo != "comprobacion" or not tarea.abierta or declaracion is None:
        raise Conflicto(_("Lo declarado ya se comprobó."))
    operaciones.exigir(expediente, "comprobacion")
    return tarea, expediente, declaracion


def _exigir_sin_esperas(tarea: Tarea) -> None:
    motivos = tuple(tipo_de(tarea.tipo).impedimentos(tarea))
    if motivos:
        raise FaseIncompatible(_("Todavía no se puede terminar la comprobación."), que_hacer=" ".join(motivos))

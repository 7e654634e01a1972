"""Ask for the accreditation of a representative, accept it or not, and follow a power that ends (LPACAP 5.6, 6.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion, automatizadas
from consistorio.tramitacion.expedientes.acceso import bloquear, expediente_que_lleva
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.expedientes.operaciones import anotar_acreditacion
from consistorio.tramitacion.expedientes.permisos import TRAMITAR
from consistorio.tramitacion.formularios.representacion import ACREDITACION
from consistorio.tramitacion.motor import limites, operaciones
from consistorio.tramitacion.motor.acciones.requerimientos import Defecto
from consistorio.tramitacion.motor.models import ActoTramite, Requerimiento
from consistorio.tramitacion.motor.operaciones import (
    Escrito,
    actos,
    comunicaciones,
    rechazos,
    representaciones,
    tramites,
)
from consistorio.tramitacion.motor.permisos import SEGUIR_PODERES

automatizadas.declarar(
    automatizadas.Actuacion(
        "fin_de_poder",
        gettext_lazy("Fin de un poder en los expedientes abiertos"),
        "LPACAP arts. 5 y 6.6",
        gettext_lazy(
            "Cuando un poder termina, el programa dirige las notificaciones siguientes a la persona representada."
        ),
        gettext_lazy("El poder y los expedientes en los que se usó."),
        firma=gettext_lazy("Anotación en el expediente"),
        permisos=(SEGUIR_PODERES,),
    )
)

CLASE_DE_ACTO = "representacion"
RECHAZO = "no_acreditada"


@accion(
    "motor.acto.en_firma",
    "motor.requerimiento.emitido",
    permiso=TRAMITAR,
    norma="LPACAP arts. 5.6 y 36; LRJSP art. 43",
)
def requerir_representacion(
    *, actor: Actor, expediente_id: UUID, suspende: bool, reloj: Reloj, dias: int | None = None
) -> ActoTramite:
    """Write a request to who acts for the parties without accrediting it; it is issued and notified when who writes it signs it.
    What they filed stands if the accreditation comes in term.

    `dias`: hábiles, ten, or more when the circumstances ask for it (here up to thirty). Suspending is the organ's express
    decision, and runs from the notification. The check of the representation waits meanwhile.
    Who: tramitador. Writes: Documento, ActoTramite, Tarea; once signed, Requerimiento and Suspension.
    Emits: motor.acto.en_firma. Raises NoEncontrado, NoPermitido, FaseIncompatible, DatosIncorrectos.
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    operaciones.exigir(expediente, "representacion")
    caben = limites.de_acreditacion(en=hoy(reloj))
    dias = caben.minimo if dias is None else dias
    if not caben.admite(dias):
        mensaje = _(
            "El plazo para acreditar la representación es de %(a)d días hábiles, o hasta %(b)d si hace falta más."
        ) % {"a": caben.minimo, "b": caben.maximo}
        raise DatosIncorrectos(mensaje, problemas=[Problema("dias", mensaje)])
    partes = representaciones.sin_acreditar(expediente)
    if not partes:
        raise FaseIncompatible(_("Nadie actúa en este expediente sin acreditar su representación."))
    tramites.exigir_sin_requerimiento(expediente, CLASE_DE_ACTO)
    defectos = [_defecto(parte) for parte in partes]
    acto = operaciones.dictar(
        expediente,
        CLASE_DE_ACTO,
        _escrito(expediente, defectos, dias=dias, suspende=suspende),
        datos={
            "defectos": [asdict(defecto) for defecto in defectos],
            "dias": dias,
            "suspende": suspende,
            "partes": [str(parte.id) for parte in partes],
        },
        actor=actor,
        reloj=reloj,
    )
    representaciones.esperar_acreditacion(expediente, actor=actor, reloj=reloj)
    return acto


@accion("expediente.representacion.anotada", permiso=TRAMITAR, norma="LPACAP arts. 5.4 y 5.6")
def aceptar_representacion(*, actor: Actor, interesado_id: UUID, reloj: Reloj) -> Interesado:
    """Take the representation of a party as accredited: what was filed for them stands from the day on which it was filed.

    Once nobody is left to accredit, an open request is closed and one that waits for its signature is taken back.
    Who: tramitador. Writes: Interesado, Requerimiento, ActoTramite, Circuito, Tarea.
    Emits: expediente.representacion.anotada. Raises NoEncontrado, NoPermitido, FaseIncompatible.
    """
    parte, expediente = _por_acreditar(actor, interesado_id)
    anotar_acreditacion(parte, Interesado.Acreditacion.ACREDITADA, actor=actor, reloj=reloj)
    motivo = _("La representación ya está acreditada.")
    _desechar_rechazo(parte, expediente, motivo=motivo, actor=actor, reloj=reloj)
    if not representaciones.sin_acreditar(expediente):
        tramites.cerrar_requerimientos(expediente, Requerimiento.Clase.REPRESENTACION, actor=actor, reloj=reloj)
        _desechar_escritas(expediente, motivo=motivo, actor=actor, reloj=reloj)
    representaciones.cerrar_comprobacion(expediente, "acreditada", actor=actor, reloj=reloj)
    return parte


@accion(
    "motor.acto.en_firma",
    "expediente.representacion.anotada",
    permiso=TRAMITAR,
    norma="LPACAP arts. 5.6, 35.1 y 36; LRJSP art. 43",
)
def rechazar_representacion(*, actor: Actor, interesado_id: UUID, motivo: str, reloj: Reloj) -> ActoTramite:
    """Write that a representation is not taken as accredited, after having asked for it and given its term. It is so, and that
    person is told why, when who writes it signs it.

    The act is not taken as done for that person: with other parties they leave the case, which goes on for the rest, and the request
    is closed with the last one; alone, the procedure ends and a decision says so (21.1), unless it is supplied before that is
    notified (73.3). `motivo`: why it is not enough. Who: tramitador. Writes: Documento, ActoTramite, Tarea; once signed,
    Interesado, Requerimiento, Terminacion and Tarea. Emits: motor.acto.en_firma.
    Raises NoEncontrado, NoPermitido, FaseIncompatible (not asked for, its term runs, or another request waits for
    its signature), DatosIncorrectos.
    """
    parte, expediente = _por_acreditar(actor, interesado_id)
    operaciones.exigir(expediente, "terminacion")
    motivo = motivo.strip()
    if len(motivo) < 10:
        mensaje = _("Explique por qué no se da por acreditada la representación.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("motivo", mensaje)])
    rechazos.exigir_rechazable(expediente)
    operaciones.exigir_sin_firmar(expediente, CLASE_DE_ACTO)
    return operaciones.dictar(
        expediente,
        RECHAZO,
        _escrito_de_rechazo(expediente, parte, motivo),
        datos={"parte": str(parte.id), "motivo": motivo},
        actor=actor,
        reloj=reloj,
    )


@accion("expediente.interesado.cambiado", permiso=SEGUIR_PODERES, norma="LPACAP arts. 5 y 6.6")
def seguir_fin_de_poder(*, actor: Actor, interesado_id: UUID, reloj: Reloj) -> bool:
    """Follow in a case the end of the power with which somebody acted in it: revoked, renounced or expired.

    False when it is in force, or the case does not need it any more. Who: the job. Writes and emits: what `termino_el_poder` says.
    """
    referida = Interesado.objects.filter(id=interesado_id).values_list("expediente_id", flat=True).first()
    if referida is None:
        return False
    expediente = bloquear(referida)
    parte = Interesado.objects.select_related("persona", "representante", "representacion").get(id=interesado_id)
    poder = parte.representacion
    if expediente.estado != Expediente.Estado.ABIERTO or parte.hasta is not None or poder is None:
        return False
    if poder.estado == "vigente" and poder.hasta >= hoy(reloj):
        return False
    causas = {"revocada": _("la persona representada la revocó"), "renunciada": _("quien representaba renunció a ella")}
    causa = causas.get(poder.estado, _("terminó el plazo por el que se dio"))
    if poder.acreditacion == poder.Acreditacion.LEGAL and poder.terminada_el is not None:
        causa = _("consta en un documento que ha terminado")
    representaciones.termino_el_poder(parte, expediente, causa=causa, actor=actor, reloj=reloj)
    return True


def _escrito(expediente: Expediente, defectos: Sequence[Defecto], *, dias: int, suspende: bool) -> Escrito:
    datos: dict[str, object] = {
        **comunicaciones.cabecera_de(expediente),
        "defectos": [{"requisito": d.texto, "como": d.como} for d in defectos],
        "plazo": _(
            "Tiene %(n)d días hábiles, contados desde el día siguiente a aquel en que reciba esta notificación (artículo 5.6)."
        )
        % {"n": dias},
        "efectos": _(
            "Si la acredita en ese plazo, lo que presentó vale desde el día en que lo presentó. "
            "Si no, se tendrá por no presentado en nombre de la persona representada, previa resolución."
        ),
        **comunicaciones.como_se_contesta(suspende=suspende),
        "norma": _("Artículo 5.6 de la Ley 39/2015."),
    }
    return Escrito("requerimiento", datos, _("Requerimiento para acreditar la representación"), "TD06")


def _escrito_de_rechazo(expediente: Expediente, parte: Interesado, motivo: str) -> Escrito:
    """Read by who filed and by the person for whom it was filed: why it is not enough, and what follows."""
    nombres = {
        "quien": parte.representante.nombre_completo if parte.representante else "",
        "parte": parte.persona.nombre_completo,
    }
    consecuencia = (
        _("Por eso deja de ser persona interesada en este expediente, que sigue para las demás.")
        if expediente.interesados.filter(hasta=None).exclude(id=parte.id).exists()
        else _("El expediente terminará con una resolución, que también se notificará.")
    )
    parrafos = [
        _(
            "%(quien)s actuó en nombre de %(parte)s en este expediente. Le pedimos que acreditara que podía hacerlo y no lo "
            "damos por acreditado."
        ),
        _("Lo presentado no cuenta como hecho por %(parte)s.") + " " + consecuencia,
        _("Se puede presentar una solicitud nueva: %(parte)s, o quien acredite que le representa."),
    ]
    titulo = _("Una representación no queda acreditada")
    porque = _("Motivo: %(m)s") % {"m": motivo}
    fundamento = _("Fundamento: artículos 5.6 y 35.1 de la Ley 39/2015.")
    dichos = [parrafo % nombres for parrafo in parrafos]
    datos = {
        "titulo": titulo,
        "asunto": expediente.titulo,
        "texto": "\n\n".join([dichos[0], porque, *dichos[1:], fundamento]),
        "expediente": expediente.numero,
    }
    return Escrito("diligencia", datos, titulo, "TD02")


def _defecto(parte: Interesado) -> Defecto:
    quien = parte.representante.nombre_completo if parte.representante else ""
    return Defecto(
        "representacion",
        _("Acredite que %(quien)s puede actuar en nombre de %(parte)s.")
        % {"quien": quien, "parte": parte.persona.nombre_completo},
        ACREDITACION,
        _(
            "Con un poder, una autorización firmada u otra prueba válida en Derecho. También puede otorgarla en esta sede."
        ),
    )


def _por_acreditar(actor: Actor, interesado_id: UUID) -> tuple[Interesado, Expediente]:
    parte = Interesado.objects.filter(id=interesado_id, hasta=None).first()
    if parte is None:
        raise NoEncontrado(_("No encontramos a esa persona en el expediente."))
    expediente = expediente_que_lleva(actor, parte.expediente_id, TRAMITAR)
    parte = Interesado.objects.select_related("persona", "representante").get(id=interesado_id)
    parte.expediente = expediente
    if parte.acreditacion != Interesado.Acreditacion.PENDIENTE:
        raise FaseIncompatible(_("La representación de esa persona no está por acreditar."))
    return parte, expediente


def _desechar_escritas(expediente: Expediente, *, motivo: str, actor: Actor, reloj: Reloj) -> None:
    """Take back the request that waits for its signature, or that came back without it."""
    for tarea in expediente.tareas.select_related("expediente").filter(
        tipo="requerimiento", codigo=CLASE_DE_ACTO, cerrada_el=None
    ):
        actos.desechar(tarea, expediente, motivo=motivo, actor=actor, reloj=reloj)


def _desechar_rechazo(parte: Interesado, expediente: Expediente, *, motivo: str, actor: Actor, reloj: Reloj) -> None:
    """Take back the refusal of that representation that waits for its signature, or that came back without it."""
    for tarea in (
        expediente.tareas.select_related("expediente")
        .filter(codigo=RECHAZO, cerrada_el=None, actos__datos__parte=str(parte.id))
        .distinct()
    ):
        actos.desechar(tarea, expediente, motivo=motivo, actor=actor, reloj=reloj)

"""What happens when a watched date has passed."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion, automatizadas
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.puertos.terminos import terminos_por_ampliar, ultimo_dia
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import operaciones
from consistorio.tramitacion.motor.eventos import (
    InformeVencido,
    RequerimientoDesatendido,
    SilencioProducido,
)
from consistorio.tramitacion.motor.models import (
    InformacionPublica,
    Informe,
    PeriodoPrueba,
    Plazo,
    Requerimiento,
    Suspension,
    Terminacion,
    TramiteAudiencia,
    Vencimiento,
)
from consistorio.tramitacion.motor.operaciones import audiencias, pruebas, publicidad, terminaciones, tramites
from consistorio.tramitacion.motor.operaciones.certificados import abrir_certificado
from consistorio.tramitacion.motor.operaciones.cierres import cerrar_instruccion
from consistorio.tramitacion.motor.operaciones.incidencias import prorrogar
from consistorio.tramitacion.motor.operaciones.plazos import recalcular, vencer, vigilar
from consistorio.tramitacion.motor.orden import TRAS_CONCEDER
from consistorio.tramitacion.motor.permisos import BARRER
from consistorio.tramitacion.motor.reglas import CAUSA_SUBSANACION, CAUSA_TERCEROS
from consistorio.tramitacion.motor.sentidos import ESTIMATORIO
from consistorio.tramitacion.motor.tipos_caducidad import ADVERTIDA

automatizadas.declarar(
    automatizadas.Actuacion(
        "vencimientos",
        gettext_lazy("Efectos del vencimiento de los plazos"),
        "LPACAP arts. 24, 25, 68.1, 71.1, 77, 82, 83 y 95",
        gettext_lazy(
            "Cada día, el programa anota en los expedientes los plazos que vencieron la víspera y abre la tarea que corresponde. Decide una persona. "
            "También recuerda a la unidad lo que lleva tiempo parado por causa de una persona interesada."
        ),
        gettext_lazy("Fechas de los plazos y estado de cada trámite."),
        firma=gettext_lazy("Anotación en el expediente"),
        permisos=(BARRER,),
    )
)


DE_LAS_PARTES = (
    Vencimiento.Clase.REQUERIMIENTO,
    Vencimiento.Clase.AUDIENCIA,
    Vencimiento.Clase.PRUEBA,
    Vencimiento.Clase.INFORMACION,
    Vencimiento.Clase.CADUCIDAD,
)


@accion(
    "motor.silencio.producido",
    "motor.plazo.recalculado",
    "motor.decision.sin_efecto",
    "motor.requerimiento.desatendido",
    "motor.informe.vencido",
    "motor.audiencia.cerrada",
    "motor.prueba.cerrada",
    "motor.informacion.cerrada",
    "motor.termino.prorrogado",
    "motor.terminacion.cambiada",
    permiso=BARRER,
    norma="LPACAP arts. 5.6, 24, 25, 30, 32.4, 68.1, 77.2, 80.3, 82, 83 y 95",
)
def procesar_vencimiento(*, actor: Actor, vencimiento_id: UUID, reloj: Reloj) -> bool:
    """Apply one watched date, once. False when it was applied, moved or given up meanwhile, its day is not over, or a decision
    that extends it is on its way (32.4): the next sweep finds its new day. When the days that the decision gave are over too and
    its jobs have not come, it is taken to this case here, so that no term ends before them nor stays open for ever.

    Who: the sweep. Writes and emits: what each class of date says. LPACAP 24, 25, 68.1, 77.2, 80.3, 82, 83, 95.
    """
    expediente_id = Vencimiento.objects.filter(id=vencimiento_id).values_list("expediente_id", flat=True).first()
    if expediente_id is None:
        return False
    expediente = bloquear(expediente_id)
    vencimiento = Vencimiento.objects.select_for_update().get(id=vencimiento_id)
    if vencimiento.procesado_el is not None or vencimiento.anulado or vencimiento.vence >= hoy(reloj):
        return False
    if _de_las_partes(vencimiento) and _dura_mas(vencimiento, expediente, actor, reloj):
        return False
    vencimiento.procesado_el = reloj.ahora()
    vencimiento.save(update_fields=["procesado_el"])
    if expediente.estado == Expediente.Estado.ABIERTO or vencimiento.clase == Vencimiento.Clase.RESOLVER:
        _EFECTOS[vencimiento.clase](vencimiento, expediente, actor, reloj)
    return True


def _de_las_partes(vencimiento: Vencimiento) -> bool:
    """Whether it is a term that the incidents of the sede extend, or the suspension that waits for one (22.1.a)."""
    if vencimiento.clase == Vencimiento.Clase.SUSPENSION:
        return Suspension.objects.filter(
            id=vencimiento.referencia, causa__in=(CAUSA_SUBSANACION, CAUSA_TERCEROS)
        ).exists()
    return vencimiento.clase in DE_LAS_PARTES


def _dura_mas(vencimiento: Vencimiento, expediente: Expediente, actor: Actor, reloj: Reloj) -> bool:
    """Whether its day is another by decisions that have not reached this case: still to come, or put here now that it is over."""
    if ultimo_dia(vencimiento.vence) >= hoy(reloj):
        return True
    if expediente.estado != Expediente.Estado.ABIERTO:
        return False
    acuerdos = terminos_por_ampliar().acuerdos(vencimiento.vence)
    for acuerdo in acuerdos:
        prorrogar(expediente, acuerdo, actor=actor, reloj=reloj)
    vencia = vencimiento.vence
    vencimiento.refresh_from_db()
    return vencimiento.vence != vencia


def _resolver(vencimiento: Vencimiento, expediente: Expediente, actor: Actor, reloj: Reloj) -> None:
    plazo = Plazo.objects.select_for_update().get(id=vencimiento.referencia)
    if plazo.estado == Plazo.Estado.SUSPENDIDO:
        recalcular(plazo, expediente, causa="22", actor=actor, reloj=reloj)
        return
    if plazo.estado != Plazo.Estado.CORRIENDO:
        return
    fecha = vencer(plazo, expediente, actor=actor, reloj=reloj)
    anotar(expediente.cadena, SilencioProducido(expediente.id, fecha, plazo.silencio), actor=actor, reloj=reloj)
    if plazo.silencio == "no_procede":
        return
    if plazo.silencio == "caducidad":
        _caducar_de_oficio(plazo, expediente, actor, reloj)
        return
    _volver_a_decidir(expediente, actor, reloj)
    if plazo.cumplido_el is not None:  # decided late: there is nothing left to certify
        return
    if plazo.silencio == ESTIMATORIO:  # the procedure is over (24.2): it only remains to certify it and to confirm it
        cerrar_instruccion(expediente, siguen=TRAS_CONCEDER, actor=actor, reloj=reloj)
        terminaciones.reabrir_lo_concedido(expediente)
        terminaciones.dejar_advertencia(expediente, actor=actor, reloj=reloj)
    abrir_certificado(expediente, desde=plazo.vence, actor=actor, reloj=reloj)
    if plazo.silencio == ESTIMATORIO:
        operaciones.avanzar(expediente, actor=actor, reloj=reloj)


def _caducar_de_oficio(plazo: Plazo, expediente: Expediente, actor: Actor, reloj: Reloj) -> None:
    """What the town began against somebody lapses with its term: it only remains to declare it and close (LPACAP 25.1.b). A decision that was
    signed and is on its way to nobody stands no more; one that is on its way, or was put at disposal late, until the lapse is declared: a letter
    may come back with an attempt made in time (40.4). A closed case stays so: what it decided is only reviewed."""
    if expediente.estado != Expediente.Estado.ABIERTO:
        return
    notificaciones = expediente.tareas.filter(tipo="notificacion", del_modelo=True)
    if operaciones.hay_decision(expediente) and not notificaciones.filter(estado__in=("en_espera", "hecha")).exists():
        terminaciones.dejar_sin_efecto_la_decision(expediente, actor=actor, reloj=reloj)
    terminacion = operaciones.abrir_terminacion(
        expediente, clase=Terminacion.Clase.CADUCIDAD, estado="propuesta", actor=actor, reloj=reloj
    )
    terminacion.vence = plazo.vence
    terminacion.save(update_fields=["vence"])
    nombre = _("Declarar la caducidad: terminó el plazo (artículo 25.1.b)")
    terminaciones.pedir_que_se_declare(
        expediente, codigo="caducidad_de_oficio", nombre=nombre, actor=actor, reloj=reloj
    )


def _volver_a_decidir(expediente: Expediente, actor: Actor, reloj: Reloj) -> None:
    """A decision signed but not put at disposal in time, against what silence gave, has no effect: another one is due (24.3.a)."""
    hecha = operaciones.hechas_en_vigor(expediente, "resolucion").first()
    if hecha is None:
        return
    sentido = str(hecha.resultado.get("sentido") or "")
    if not operaciones.problemas_de_decision(expediente, sentido, en=hoy(reloj)):
        return
    operaciones.crear(
        expediente,
        operaciones.TareaNueva(
            codigo="resolucion_tras_silencio",
            tipo="resolucion",
            nombre=_("Resolver de acuerdo con el silencio"),
            fase="finalizacion",
            unidad_id=hecha.unidad_id,
            preceptiva=True,
        ),
        actor=actor,
        reloj=reloj,
    )


def _requerimiento(vencimiento: Vencimiento, expediente: Expediente, actor: Actor, reloj: Reloj) -> None:
    requerimiento = Requerimiento.objects.select_for_update().get(id=vencimiento.referencia)
    if requerimiento.estado != "notificado":
        return
    requerimiento.estado = "desatendido"
    requerimiento.save(update_fields=["estado"])
    operaciones.levantar(expediente, referencia=requerimiento.id, hasta=vencimiento.vence, actor=actor, reloj=reloj)
    anotar(expediente.cadena, RequerimientoDesatendido(expediente.id, requerimiento.id), actor=actor, reloj=reloj)
    # A representation not accredited in term has its own effect, which who handles the case says (LPACAP 5.6)
    if requerimiento.clase == Requerimiento.Clase.SUBSANACION:
        operaciones.abrir_terminacion(
            expediente,
            clase=Terminacion.Clase.DESISTIDO_POR_LEY,
            estado="propuesta",
            referencia=requerimiento.id,
            actor=actor,
            reloj=reloj,
        )
    tramites.terminar_requerimiento(requerimiento, expediente, actor=actor, reloj=reloj)


def _audiencia(vencimiento: Vencimiento, expediente: Expediente, actor: Actor, reloj: Reloj) -> None:
    audiencia = TramiteAudiencia.objects.select_for_update().get(id=vencimiento.referencia)
    if audiencia.cerrado_el is not None:
        return
    if audiencias.sin_oir(audiencia, expediente):  # it goes on for them, and is looked at again tomorrow
        vigilar(expediente, Vencimiento.Clase.AUDIENCIA, referencia=audiencia.id, vence=hoy(reloj))
    else:
        audiencias.cerrar_audiencia(audiencia, expediente, causa="plazo", actor=actor, reloj=reloj)


def _prueba(vencimiento: Vencimiento, expediente: Expediente, actor: Actor, reloj: Reloj) -> None:
    periodo = PeriodoPrueba.objects.select_for_update().get(id=vencimiento.referencia)
    if periodo.cerrado_el is not None:
        return
    if pruebas.sin_conocerlo(periodo, expediente):  # it goes on for them, and is looked at again tomorrow
        vigilar(expediente, Vencimiento.Clase.PRUEBA, referencia=periodo.id, vence=hoy(reloj))
    else:
        pruebas.cerrar_periodo(periodo, expediente, actor=actor, reloj=reloj)


def _informacion(vencimiento: Vencimiento, expediente: Expediente, actor: Actor, reloj: Reloj) -> None:
    informacion = InformacionPublica.objects.select_for_update().get(id=vencimiento.referencia)
    if informacion.cerrado_el is None:
        publicidad.cerrar_informacion(informacion, expediente, causa="plazo", actor=actor, reloj=reloj)


def _informe(vencimiento: Vencimiento, expediente: Expediente, actor: Actor, reloj: Reloj) -> None:
    informe = Informe.objects.get(id=vencimiento.referencia)
    if informe.emitido_el is None:
        anotar(expediente.cadena, InformeVencido(expediente.id, informe.id), actor=actor, reloj=reloj)


def _suspension(vencimiento: Vencimiento, expediente: Expediente, actor: Actor, reloj: Reloj) -> None:
    suspension = Suspension.objects.filter(id=vencimiento.referencia, hasta=None).first()
    if suspension is not None:
        operaciones.levantar(
            expediente, referencia=suspension.referencia, hasta=vencimiento.vence, actor=actor, reloj=reloj
        )


def _caducidad(vencimiento: Vencimiento, expediente: Expediente, actor: Actor, reloj: Reloj) -> None:
    """Three months went by after the warning: its unit declares the lapse, or says why the procedure goes on (95.2, 95.4)."""
    advertida = expediente.terminaciones.filter(id=vencimiento.referencia, cerrada_el=None)
    if advertida.exists() and not operaciones.hay_decision(expediente):
        nombre = _("Declarar la caducidad o seguir: terminó el plazo de la advertencia (artículo 95)")
        terminaciones.pedir_que_se_declare(expediente, codigo=ADVERTIDA, nombre=nombre, actor=actor, reloj=reloj)


def _sin_efecto(vencimiento: Vencimiento, expediente: Expediente, actor: Actor, reloj: Reloj) -> None:
    """The task shows by itself that it is late: nothing else follows from the law."""


_EFECTOS: dict[str, Callable[[Vencimiento, Expediente, Actor, Reloj], None]] = {
    Vencimiento.Clase.RESOLVER: _resolver,
    Vencimiento.Clase.REQUERIMIENTO: _requerimiento,
    Vencimiento.Clase.AUDIENCIA: _audiencia,
    Vencimiento.Clase.PRUEBA: _prueba,
    Vencimiento.Clase.INFORMACION: _informacion,
    Vencimiento.Clase.INFORME: _informe,
    Vencimiento.Clase.SUSPENSION: _suspension,
    Vencimiento.Clase.CERTIFICADO: _sin_efecto,
    Vencimiento.Clase.CADUCIDAD: _caducidad,
}

"""The acts, as people do them: each calls the real action, as who is said."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from uuid import UUID, uuid4

from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from consistorio.documental.firma.acciones.devolver import devolver as devolver_paso
from consistorio.documental.firma.acciones.firmar import firmar as firmar_pasos
from consistorio.documental.registro.acciones.anotar import anotar_en_mostrador
from consistorio.documental.registro.tipos import DatosPersona, EntradaMostrador
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.cola.ejecucion import anotar_fallo
from consistorio.plataforma.cola.trabajos import TRABAJOS
from consistorio.plataforma.organizacion.consultas import unidad_por_dir3
from consistorio.plataforma.organizacion.demostracion import codigo_actual
from consistorio.plataforma.supervision.acciones.reintentar_trabajo import reintentar_trabajo
from consistorio.servicios.archivo import acciones as archivo
from consistorio.servicios.notificaciones import acciones as notificaciones
from consistorio.servicios.notificaciones import trabajos as trabajos_de_notificar
from consistorio.servicios.resoluciones import acciones as resoluciones
from consistorio.servicios.resoluciones.contexto import borrador_para
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.consultas import visibles_para
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor.acciones.requerimientos import Defecto
from consistorio.tramitacion.motor.models import Informe, Tarea
from consistorio.tramitacion.solicitudes import acciones as solicitudes
from consistorio.tramitacion.solicitudes.tipos import EvidenciaSesion
from consistorio.tramitacion.tests import factories

from . import averias, ojos

NADIE = UUID(int=0)
SIN_ORDEN = "Los casos se sortean."  # whoever acts in any order says why, where it is asked (LPACAP 71.2)
LENTOS = ("firma.ampliar", "archivo.sellar_indice")  # time stamps: only in the sequences that are drawn for it
_ACTORES: dict[str, Actor] = {}


def actor(quien: str, reloj: RelojDePrueba) -> Actor:
    """Somebody of the town; nobody changes their post while it lasts."""
    if quien not in _ACTORES:
        _ACTORES[quien] = escenario.ciudadana(quien) if quien[0].isdigit() else escenario.empleado(quien, reloj)
    return _ACTORES[quien]


def olvidar() -> None:
    """Another town begins."""
    _ACTORES.clear()


def preparar_solicitud(nif: str, reloj: RelojDePrueba) -> UUID:
    """A complete application, to be filed."""
    persona = escenario.ciudadana(nif)
    return factories.rellenar_obra(persona, reloj, adjuntos=("presupuesto_detallado", "plano")).id


def presentar(quien: Actor, reloj: RelojDePrueba, borrador: UUID, clave: str) -> str:
    """File it; the case that it opens."""
    hecha = solicitudes.presentar(
        actor=quien, borrador_id=borrador, clave_idempotencia=clave, evidencia=EvidenciaSesion(), reloj=reloj
    )
    return str(hecha.expediente_id)


def mostrador(quien: Actor, reloj: RelojDePrueba, clave: str) -> None:
    """Something is brought to the office."""
    unidad = unidad_por_dir3("LA0009986", en=hoy(reloj))
    entrada = EntradaMostrador("Queja por ruidos", unidad.id, DatosPersona("12345678Z", "María", "Núñez"))
    anotar_en_mostrador(actor=quien, reloj=reloj, clave_idempotencia=clave, entrada=entrada)


def escribir(clase: str) -> Callable[..., object]:
    """File a later submission; what is not complete yet is written first."""

    def presentarlo(quien: Actor, reloj: RelojDePrueba, caso: UUID, **_datos: str) -> object:
        caso_ = Expediente.objects.get(id=caso)
        return factories.aportar(caso_, reloj, clase, actor=quien, texto="Lo que digo.", clave=uuid4().hex)

    return presentarlo


def _tarea(caso: UUID, **cual: str) -> UUID:
    tarea = Tarea.objects.filter(expediente_id=caso, cerrada_el=None, **cual).order_by("creada_el", "id").first()
    return tarea.id if tarea is not None else NADIE


def requerir(quien: Actor, reloj: RelojDePrueba, caso: UUID, **_datos: str) -> object:
    return motor.requerir_subsanacion(
        actor=quien, expediente_id=caso, defectos=(Defecto("plano", "Falta el plano"),), suspende=True, reloj=reloj
    )


def aceptar(quien: Actor, reloj: RelojDePrueba, caso: UUID, **_datos: str) -> object:
    return motor.aceptar_desistimiento(actor=quien, expediente_id=caso, reloj=reloj)


def tener(quien: Actor, reloj: RelojDePrueba, caso: UUID, **_datos: str) -> object:
    return motor.tener_por_desistida(actor=quien, expediente_id=caso, reloj=reloj)


def _completar(quien: Actor, reloj: RelojDePrueba, tarea: UUID) -> object:
    return motor.completar_tarea(
        actor=quien, tarea_id=tarea, resultado={"codigo": "hecho"}, motivo_orden=SIN_ORDEN, reloj=reloj
    )


def admitir(quien: Actor, reloj: RelojDePrueba, caso: UUID, **_datos: str) -> object:
    return _completar(quien, reloj, _tarea(caso, tipo="revision"))


def visto(quien: Actor, reloj: RelojDePrueba, caso: UUID, **_datos: str) -> object:
    tareas = Tarea.objects.filter(expediente_id=caso, cerrada_el=None, tipo="escrito").exclude(
        codigo="escrito_desistimiento"
    )
    tarea = tareas.order_by("creada_el", "id").first()
    return _completar(quien, reloj, tarea.id if tarea is not None else NADIE)


def ejecutar(quien: Actor, reloj: RelojDePrueba, caso: UUID, **_datos: str) -> object:
    return _completar(quien, reloj, _tarea(caso, codigo="ejecucion"))


def informar(quien: Actor, reloj: RelojDePrueba, caso: UUID, **_datos: str) -> object:
    informe = Informe.objects.filter(expediente_id=caso).order_by("-pedido_el").first()
    return motor.emitir_informe(
        actor=quien,
        informe_id=informe.id if informe else NADIE,
        sentido="favorable",
        conclusion="Procede.",
        motivo_orden=SIN_ORDEN,
        reloj=reloj,
    )


def proponer(quien: Actor, reloj: RelojDePrueba, caso: UUID, *, sentido: str) -> object:
    borrador = manos.motivado(borrador_para(Expediente.objects.get(id=caso), sentido))
    return resoluciones.proponer(
        actor=quien, expediente_id=caso, borrador=borrador, motivo_orden=SIN_ORDEN, reloj=reloj
    )


def elevar(quien: Actor, reloj: RelojDePrueba, caso: UUID, **_datos: str) -> object:
    return resoluciones.elevar_a_firma(actor=quien, expediente_id=caso, motivo_orden=SIN_ORDEN, reloj=reloj)


def notificar(quien: Actor, reloj: RelojDePrueba, caso: UUID, **_datos: str) -> object:
    return notificaciones.emitir(actor=quien, expediente_id=caso, reloj=reloj)


def cerrar(quien: Actor, reloj: RelojDePrueba, caso: UUID, **_datos: str) -> object:
    return archivo.cerrar(actor=quien, expediente_id=caso, reloj=reloj)


def transferir(quien: Actor, reloj: RelojDePrueba, caso: UUID, **_datos: str) -> object:
    return archivo.transferir(actor=quien, expediente_id=caso, reloj=reloj)


def comparecer(quien: Actor, reloj: RelojDePrueba, nota: str, *, rechaza: bool) -> object:
    """Open a notification, or refuse it."""
    accion = notificaciones.rechazar if rechaza else notificaciones.acceder
    return accion(actor=quien, notificacion_id=UUID(nota), advertida_el=reloj.ahora(), reloj=reloj)


EN_UN_CASO: dict[str, Callable[..., object]] = {
    "requerir": requerir,
    "subsanar": escribir("subsanacion"),
    "alegar": escribir("alegaciones"),
    "desistir": escribir("desistimiento"),
    "recurrir": escribir("recurso"),
    "aceptar": aceptar,
    "tener": tener,
    "admitir": admitir,
    "visto": visto,
    "ejecutar": ejecutar,
    "informar": informar,
    "proponer": proponer,
    "elevar": elevar,
    "notificar": notificar,
    "cerrar": cerrar,
    "transferir": transferir,
}


def firmar(usuario: str, pasos: list[UUID], reloj: RelojDePrueba, *, codigo: str = "") -> object:
    """Sign, half a minute after the last time: the codes of that person are new again."""
    ojos.olvidar_codigos()
    return firmar_pasos(
        actor=actor(usuario, reloj),
        paso_ids=pasos,
        segundo_factor=codigo or codigo_actual(usuario),
        reloj=reloj,
    )


def devolver(usuario: str, paso: UUID, reloj: RelojDePrueba) -> object:
    return devolver_paso(actor=actor(usuario, reloj), paso_id=paso, motivo="Falta un dato.", reloj=reloj)


def barrer(reloj: RelojDePrueba) -> None:
    """The sweeps of dates."""
    trabajos_de_notificar.barrer_caducadas()
    manos.barrer(reloj)


def trabajar(*, lentos: bool, veces: int = 200) -> int:
    """What the workers do, with the house's own policy of tries; how many jobs ended. One that was killed is taken again later."""
    hechos = 0
    ya: set[int] = set()
    for _ in range(veces):
        filas = ProcrastinateJob.objects.filter(status="todo").exclude(id__in=ya)
        fila = (filas if lentos else filas.exclude(task_name__in=LENTOS)).order_by("id").first()
        if fila is None:
            break
        ya.add(fila.id)
        hechos += _uno(fila)
    return hechos


def _uno(fila: ProcrastinateJob) -> bool:
    ojos.marcar_trabajo(fila.id, "doing", fila.attempts)
    averia = averias.MANDO.tirar("trabajo")
    try:
        for _vez in range(2 if averia == "dos_veces" else 1):
            TRABAJOS[fila.task_name].correr(fila.args)
    except averias.Muerte:
        ojos.marcar_trabajo(fila.id, "todo", fila.attempts)
        return False
    except Exception as error:  # as a worker: whatever it is, it is noted and the next job runs
        anotar_fallo(fila.id, fila.attempts + 1, error)
        tarea = app.tasks[fila.task_name]
        job = SimpleNamespace(attempts=fila.attempts)
        otra = tarea.retry_strategy and tarea.retry_strategy.get_retry_decision(exception=error, job=job)  # type: ignore[arg-type]
        ojos.marcar_trabajo(fila.id, "todo" if otra else "failed", fila.attempts + 1)
        return False
    ojos.marcar_trabajo(fila.id, "todo" if averia == "muerte_despues" else "succeeded", fila.attempts)
    return averia != "muerte_despues"


def reintentar(reloj: RelojDePrueba) -> int:
    """Who administers the system tries again what failed, unless it says that it must not be repeated; how many."""
    fallidos = [
        int(str(n))
        for (n,) in ojos.consultar(
            """SELECT j.id FROM procrastinate_jobs j WHERE j.status = 'failed' AND (SELECT clase FROM cola_fallotrabajo f
            WHERE f.trabajo = j.id ORDER BY f.id DESC LIMIT 1) <> 'EntregaDudosa' ORDER BY j.id"""
        )
    ]
    for numero in fallidos:
        reintentar_trabajo(actor=actor("andres", reloj), trabajo_id=numero, reloj=reloj)
    return len(fallidos)


def quienes_lo_ven(caso: str, quienes: list[str], reloj: RelojDePrueba) -> set[str]:
    """Who of them finds the case."""
    return {q for q in quienes if visibles_para(actor(q, reloj)).filter(id=caso).exists()}

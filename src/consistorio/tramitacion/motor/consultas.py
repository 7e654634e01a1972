"""Reads of the work: trays, the next step and the reasons why not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.plataforma.identidad.models import NOMBRES
from consistorio.plataforma.organizacion.consultas import ausentes_en, personal_de_unidades
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.tramitacion.catalogo.tipos import FASES
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.expedientes.visibilidad import sin_pedirlo, visibles_por
from consistorio.tramitacion.formularios.valores import Valor, como_datos
from consistorio.tramitacion.motor.acceso import puede_hacerla
from consistorio.tramitacion.motor.atrasos import se_puede_hacer
from consistorio.tramitacion.motor.consultas_declaraciones import declaracion_de
from consistorio.tramitacion.motor.models import (
    ActoTramite,
    AlegacionPublica,
    Consulta,
    InformacionPublica,
    Informe,
    PeriodoPrueba,
    Plazo,
    ProrrogaIncidencia,
    Prueba,
    Requerimiento,
    Suspension,
    Tarea,
    Terminacion,
    TramiteAudiencia,
    Vencimiento,
)
from consistorio.tramitacion.motor.operaciones.decision import DESHECHA
from consistorio.tramitacion.motor.operaciones.informes import los_que_no_se_esperan
from consistorio.tramitacion.motor.operaciones.prorrogas import ultimo_dia_de
from consistorio.tramitacion.motor.posibles import por_que_espera, ultimo_acto
from consistorio.tramitacion.motor.registro_tipos import AccionPosible, registrados, tipo_de
from consistorio.tramitacion.motor.reglas import EstadoTrabajo, reconstruir

MAXIMO_EN_LISTA = 200
POR_FECHA = (F("vence").asc(nulls_last=True), "id")
DE_BANDEJA = (
    *(
        "nombre",
        "tipo",
        "fase",
        "estado",
        "vence",
        "creada_el",
        "expediente__numero",
        "expediente__titulo",
        "unidad__nombre",
        "asignada_a__id",
    ),
    *(f"asignada_a__persona__{campo}" for campo in ("clase", *NOMBRES)),
)
HAN_DE_DECIRSE = frozenset(
    {
        *("inicio_de_oficio", "ampliacion", "mas_plazo", "informe_pedido", "informe_recibido", "rectificacion"),
        *("prueba_admitida", "prueba_rechazada", "respuesta_alegaciones", "consulta_pedida"),
        "consulta_recibida",
    }
)


def tareas_de(actor: Actor) -> QuerySet[Tarea]:
    """The open tasks that an employee may do or see in their units: assigned to them or of their units, in visible cases."""
    return _abiertas(actor, Q(asignada_a_id=actor.id) | Q(unidad_id__in=actor.unidades))


def _abiertas(actor: Actor, condicion: Q) -> QuerySet[Tarea]:
    if actor.clase is not ClaseActor.EMPLEADO:
        return Tarea.objects.none()
    return Tarea.objects.filter(visibles_por(actor, "expediente"), condicion, cerrada_el=None)


def _bandeja_por_partes(actor: Actor, cual: str, condicion: Q) -> list[QuerySet[Tarea]]:
    """The tasks of a tray: of whom they are, or of one unit after another. Each part has an index that gives it in order of date, so that
    the first page of a tray is read without reading it all."""
    suyas = Q(asignada_a_id=actor.id)
    de_unidades = [Q(unidad_id=unidad) for unidad in actor.unidades]
    por_hacer, en_espera = se_puede_hacer(), Q(estado=Tarea.Estado.EN_ESPERA)
    # Of whom they substitute, what is of the units of those posts: not of others that the absent one may hold
    suplidas = [Q(asignada_a_id=ausente, unidad_id__in=actor.unidades) for ausente in actor.suple_a]
    partes, cuales = {
        "suplo": (suplidas, por_hacer),
        "sin_asignar": (de_unidades, por_hacer & Q(asignada_a=None)),
        "unidad": (de_unidades, Q()),
        "en_espera": ([suyas, *de_unidades], en_espera),
    }.get(cual, ([suyas], por_hacer))
    return [_abiertas(actor, parte & cuales & condicion) for parte in partes]


def _primeras(partes: Sequence[QuerySet[Tarea]], limite: int) -> QuerySet[Tarea]:
    """The first by date of all the parts: they are among the first of each."""
    if len(partes) > 1:
        primera, *otras = (parte.order_by(*POR_FECHA).values("id")[:limite] for parte in partes)
        partes = [Tarea.objects.filter(id__in=primera.union(*otras))]
    consulta = partes[0] if partes else Tarea.objects.none()
    return consulta.order_by(*POR_FECHA)[:limite]


def bandeja(
    actor: Actor, *, cual: str = "mias", vence_hasta: date | None = None, tras: Tarea | None = None, limite: int = 25
) -> list[Tarea]:
    """A page of a tray in order of date. `cual`: mias, suplo, sin_asignar, unidad, en_espera. `tras`: last task of the page before.

    Of each task what a tray shows (`DE_BANDEJA`) comes with it; the rest is asked for when it is read.
    """
    condicion = Q()
    if vence_hasta is not None:
        condicion &= Q(vence__lte=vence_hasta)
    if tras is not None:
        condicion &= tras_la(tras)
    tareas = _primeras(_bandeja_por_partes(actor, cual, condicion), min(limite, MAXIMO_EN_LISTA))
    return list(tareas.select_related("expediente", "unidad", "asignada_a__persona").only(*DE_BANDEJA))


def tras_la(tarea: Tarea) -> Q:
    """The tasks that come after one in order of date."""
    if tarea.vence is None:
        return Q(vence=None, id__gt=tarea.id)
    return Q(vence=tarea.vence, id__gt=tarea.id) | Q(vence__gt=tarea.vence) | Q(vence=None)


def primeras(actor: Actor, cual: str, *, limite: int) -> list[Tarea]:
    """The first tasks of a tray by date, with what has to be known to do them."""
    tareas = _primeras(_bandeja_por_partes(actor, cual, Q()), min(limite, MAXIMO_EN_LISTA))
    return list(tareas.select_related("expediente__version__procedimiento", "unidad"))


def recuento(actor: Actor, *, hoy: date, tope: int = 100) -> dict[str, int]:
    """How many tasks of each tray, counted up to `tope`, in one statement a tray: mias, vencen_hoy, suplo, sin_asignar, unidad, en_espera."""
    fechas = _primeras(_bandeja_por_partes(actor, "mias", Q()), tope).values_list("vence", flat=True)
    otras = ("suplo", "sin_asignar", "unidad", "en_espera")
    return {
        "mias": len(fechas),
        "vencen_hoy": sum(vence is not None and vence <= hoy for vence in fechas),
        **{cual: len(_primeras(_bandeja_por_partes(actor, cual, Q()), tope).values_list("id")) for cual in otras},
    }


def cuantas_nuevas(actor: Actor, *, desde: datetime, tope: int = 100) -> int:
    """How many open tasks, theirs or of their units without an owner, came to be since then, counted up to `tope`."""
    partes = [
        parte for cual in ("mias", "sin_asignar") for parte in _bandeja_por_partes(actor, cual, Q(creada_el__gte=desde))
    ]
    return len(_primeras(partes, tope).values_list("id"))


@dato
class Carga:
    """What somebody of the units has in hand. `ausente`: they are away that day."""

    empleado: Empleado
    abiertas: int
    ausente: bool


def cargas_de(actor: Actor, *, en: date) -> list[Carga]:
    """Who holds a post in the actor's units, or has open tasks of them, with how many they have in hand; those away first."""
    abiertas = dict(
        Tarea.objects.filter(cerrada_el=None, unidad_id__in=actor.unidades)
        .exclude(asignada_a=None)
        .values_list("asignada_a")
        .annotate(n=Count("id"))
        .order_by("asignada_a")
    )
    ausentes = ausentes_en(en)
    gente = personal_de_unidades(actor.unidades, en=en, ademas=abiertas)
    cargas = [Carga(quien, abiertas.get(quien.id, 0), quien.id in ausentes) for quien in gente]
    return sorted(cargas, key=lambda c: not c.ausente)


@dato
class SiguientePaso:
    """What to do next with a case. `accion` None: nothing for this actor, and `motivos` say what the case waits for."""

    tarea: Tarea | None
    accion: AccionPosible | None
    motivos: tuple[str, ...]
    otras: tuple[AccionPosible, ...] = ()


def siguiente_paso(expediente: Expediente, actor: Actor) -> SiguientePaso:
    """The main action of this actor on this case, with the reasons why it cannot be done yet; else what is waited for."""
    abiertas = tareas_abiertas(expediente)
    if not abiertas:
        texto = _("El expediente está terminado.") if expediente.estado != "abierto" else _("No queda nada por hacer.")
        return SiguientePaso(None, None, (texto,))
    propias = [tarea for tarea in abiertas if puede_hacerla(actor, tarea)]
    opciones = [(tarea, tuple(acciones_de(tarea, actor))) for tarea in propias]
    listas = [(tarea, acciones) for tarea, acciones in opciones if acciones and tarea.estado != Tarea.Estado.EN_ESPERA]
    if not listas:
        return SiguientePaso(None, None, tuple(por_que_espera(tarea) for tarea in abiertas), ())
    tarea, acciones = min(listas, key=_urgencia)
    principal = next((accion for accion in acciones if accion.principal), acciones[0])
    otras = tuple(
        accion for otra, posibles in opciones for accion in posibles if not (otra is tarea and accion is principal)
    )
    return SiguientePaso(tarea, principal, principal.impedimentos, otras)


def tareas_abiertas(expediente: Expediente) -> list[Tarea]:
    """The open tasks of a case with their acts, in the order of its phases."""
    abiertas = expediente.tareas.filter(cerrada_el=None).select_related("unidad", "asignada_a__persona")
    tareas = abiertas.prefetch_related("actos")
    for tarea in tareas:
        tarea.expediente = expediente
    return sorted(tareas, key=lambda tarea: (FASES.index(tarea.fase), tarea.creada_el, tarea.id))


def pagina_de_tareas(expediente: Expediente, *, tras: UUID | None = None, limite: int = 25) -> list[Tarea]:
    """A page of all the tasks of a case, done and to do, as they came. `tras`: the last one of the page before (keyset)."""
    tareas = expediente.tareas.select_related("unidad", "asignada_a__persona")
    ultima = expediente.tareas.filter(id=tras).first() if tras is not None else None
    if ultima is not None:
        tareas = tareas.filter(Q(creada_el__gt=ultima.creada_el) | Q(creada_el=ultima.creada_el, id__gt=ultima.id))
    return list(tareas.order_by("creada_el", "id")[: min(limite, MAXIMO_EN_LISTA)])


def acciones_de(tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
    """What this actor may do with a task; none when its kind is not installed."""
    if tarea.tipo not in registrados() or not puede_hacerla(actor, tarea):
        return ()
    return tipo_de(tarea.tipo).acciones(tarea, actor)


def _urgencia(opcion: tuple[Tarea, tuple[AccionPosible, ...]]) -> tuple[bool, bool, int, str]:
    """First what can be done, then what is not just a courtesy in parallel, then by phase and age."""
    tarea, acciones = opcion
    bloqueada = all(accion.impedimentos for accion in acciones)
    return (bloqueada, tarea.tipo == "comunicacion_inicial", FASES.index(tarea.fase), str(tarea.id))


def espera_de(tarea: Tarea) -> str:
    """What an open task waits for: a signature, the citizen's answer, or somebody's work."""
    return por_que_espera(tarea)


def por_escribir_otra_vez(tarea: Tarea) -> dict[str, Valor]:
    """What the last act of a task said, when it came back, was taken back or took no effect; empty otherwise."""
    acto = ultimo_acto(tarea)
    if acto is None or acto.estado in (ActoTramite.Estado.EN_FIRMA, ActoTramite.Estado.FIRMADO):
        return {}
    return como_datos(acto.datos)


def plazo_de(expediente: Expediente) -> Plazo | None:
    """The term to decide of a case, with its suspensions and extensions."""
    return Plazo.objects.filter(expediente=expediente).prefetch_related("suspensiones", "ampliaciones").first()


def que_cuentan_desde_convocatoria(procedimiento: str) -> list[UUID]:
    """The cases of a procedure whose term may still move and counts from a call, known or not, the oldest first."""
    de_una = Plazo.objects.filter(
        comienzo__in=(Plazo.Comienzo.CONVOCATORIA, Plazo.Comienzo.SIN_CONVOCATORIA),
        estado__in=(Plazo.Estado.CORRIENDO, Plazo.Estado.SUSPENDIDO),
        expediente__version__procedimiento__codigo=procedimiento,
    )
    return list(de_una.order_by("inicio", "id").values_list("expediente_id", flat=True))


def hay_plazo_que_ampliar(expediente: Expediente) -> bool:
    """Whether the term of a request or of a hearing runs and was not made longer yet (LPACAP 32.1)."""
    corriendo = {"estado": "notificado", "ampliado": 0}
    audiencias = expediente.audiencias.filter(**corriendo).values("id")
    return expediente.requerimientos.filter(**corriendo).values("id").union(audiencias).exists()


def audiencias_que_corren(actor: Actor) -> QuerySet[TramiteAudiencia]:
    """The hearings whose term runs, of the cases that a citizen sees, in which they may allege: not in one of third parties who asked (Ley 19/2013 19.3)."""
    suyas = Q(terceros=False) | sin_pedirlo(actor, "expediente")
    return TramiteAudiencia.objects.filter(suyas, visibles_por(actor, "expediente"), estado="notificado").order_by(
        "vence", "id"
    )


def informes_que_pueden_suspender(expediente: Expediente) -> QuerySet[Informe]:
    """The mandatory reports that are awaited and do not stop the term yet, while it runs (LPACAP 22.1.d)."""
    return (
        _esperados(expediente)
        .filter(
            preceptivo=True,
            suspende=False,
            expediente__plazo__estado__in=(Plazo.Estado.CORRIENDO, Plazo.Estado.SUSPENDIDO),
        )
        .order_by("pedido_el", "id")
    )


def que_cabe_con_los_informes(expediente: Expediente, *, en: date) -> tuple[bool, bool]:
    """Whether one of those that are awaited may stop the term, and whether one may be awaited no more, that day. Two statements, however many."""
    esperados = _esperados(expediente).annotate(estado_del_plazo=F("expediente__plazo__estado"))
    suspenden = any(
        uno.preceptivo
        and not uno.suspende
        and uno.estado_del_plazo in (Plazo.Estado.CORRIENDO, Plazo.Estado.SUSPENDIDO)
        for uno in esperados
    )
    tardios = [uno for uno in esperados if uno.vence is not None and uno.vence < en]
    return suspenden, bool(los_que_no_se_esperan(tardios, en=en))


def _esperados(expediente: Expediente) -> QuerySet[Informe]:
    return Informe.objects.filter(expediente=expediente, emitido_el=None, tarea__cerrada_el=None)


def informes_que_se_pueden_dejar(expediente: Expediente, *, en: date) -> QuerySet[Informe]:
    """The reports that have not come and without which the procedure may go on that day (LPACAP 22.1.d, 80.3)."""
    esperados = _esperados(expediente)
    tardios = los_que_no_se_esperan(list(esperados.filter(vence__lt=en)), en=en)
    return esperados.filter(id__in=tardios).order_by("pedido_el", "id")


def pruebas_por_practicar(expediente: Expediente) -> QuerySet[Prueba]:
    """The proofs that were admitted and have no record yet."""
    admitidas = Prueba.objects.filter(periodo__expediente=expediente, estado=Prueba.Estado.ADMITIDA)
    return admitidas.order_by("practica_el", "id")


def periodo_de_prueba_que_corre(expediente: Expediente, *, en: date) -> PeriodoPrueba | None:
    """The period in which the parties may, or could, propose proofs that day; a decision that extends it and is on its way counts
    (LPACAP 32.4). One that ended with the instruction does not."""
    notificados = expediente.periodos_prueba.exclude(tarea__estado=Tarea.Estado.CANCELADA).exclude(vence=None)
    periodo = notificados.order_by("-vence").first()
    if periodo is None or periodo.vence is None or en > ultimo_dia_de(periodo.vence, en=en):
        return None
    return periodo


def informacion_en_que_se_alega(expediente: Expediente, *, en: date) -> InformacionPublica | None:
    """The public information in which anybody may, or could, allege that day: from its announcement to the last of its days; a decision
    that extends them and is on its way counts (LPACAP 32.4, 83). One that ended in another way does not."""
    informacion = informacion_anunciada(expediente)
    if informacion is None or en < en_madrid(informacion.abierta_el).date():
        return None
    if informacion.vence is None:
        return informacion if informacion.cerrado_el is None else None
    return informacion if en <= ultimo_dia_de(informacion.vence, en=en) else None


def informacion_anunciada(expediente: Expediente) -> InformacionPublica | None:
    """The last public information of a case that was not left without effect."""
    anunciadas = expediente.informaciones_publicas.exclude(tarea__estado=Tarea.Estado.CANCELADA)
    return anunciadas.order_by("-abierta_el").first()


def alegaciones_por_responder(expediente: Expediente) -> QuerySet[AlegacionPublica]:
    """What was alleged in the public information of a case and nobody answered, the oldest first (LPACAP 83.3)."""
    faltan = AlegacionPublica.objects.filter(informacion__expediente=expediente, respondida_el=None)
    return faltan.select_related("persona").order_by("presentada_el", "id")


def consultas_que_se_esperan(expediente: Expediente) -> QuerySet[Consulta]:
    """What was asked of other administrations and was not answered."""
    return Consulta.objects.filter(expediente=expediente, tarea__cerrada_el=None, recibida_el=None).order_by(
        "pedida_el", "id"
    )


def advertencia_de(expediente: Expediente) -> Terminacion | None:
    """The warning of lapse that stands (LPACAP 95.1)."""
    return expediente.terminaciones.filter(clase=Terminacion.Clase.CADUCIDAD, cerrada_el=None).first()


def por_barrer(*, en: date, limite: int = 500) -> list[UUID]:
    """The watched dates whose day is over, oldest first."""
    return list(
        Vencimiento.objects.filter(procesado_el=None, anulado=False, vence__lt=en)
        .order_by("vence", "id")
        .values_list("id", flat=True)[:limite]
    )


def estado_segun_hechos(expediente: Expediente) -> EstadoTrabajo:
    """The state of the work rebuilt from the log."""
    return reconstruir((hecho.tipo, hecho.datos) for hecho in eventos_de(expediente.cadena).iterator())


def estado_actual(expediente: Expediente) -> EstadoTrabajo:
    """The same state, read from the tables."""
    plazo = Plazo.objects.filter(expediente=expediente).first()
    declaracion = declaracion_de(expediente)
    return EstadoTrabajo(
        tareas={
            str(tarea.id): (
                tarea.codigo,
                tarea.estado,
                str(tarea.unidad_id),
                str(tarea.asignada_a_id) if tarea.asignada_a_id else "",
            )
            for tarea in expediente.tareas.all()
        },
        vence=plazo.vence.isoformat() if plazo else "",
        estado_plazo=plazo.estado if plazo else "",
        efectos=declaracion.desde.isoformat() if declaracion else "",
        declaracion=declaracion.estado if declaracion else "",
    )


def esta_abierta(tarea_id: UUID) -> bool:
    """Whether a task is still to be done."""
    return Tarea.objects.filter(id=tarea_id, cerrada_el=None).exists()


def decision_deshecha(expediente_id: UUID, referencia: str) -> bool:
    """Whether the decision of a case that is named so stands no more (LPACAP 25.1.b, 73.3)."""
    dichas = Tarea.objects.filter(expediente_id=expediente_id, tipo="resolucion", resultado__referencia=referencia)
    return dichas.filter(datos__has_key=DESHECHA).exists()


def siguen_abiertas(tarea_ids: Collection[UUID]) -> set[UUID]:
    """Of those tasks, the ones that are still to be done."""
    if not tarea_ids:
        return set()
    return set(Tarea.objects.filter(id__in=tarea_ids, cerrada_el=None).values_list("id", flat=True))


def partes_con_poder(representacion_id: UUID) -> list[UUID]:
    """The parties of running cases for whom somebody acts with this power."""
    return list(_con_poder().filter(representacion_id=representacion_id).values_list("id", flat=True))


def partes_con_poder_caducado(*, en: date) -> list[UUID]:
    """The same with powers whose last day is before this one."""
    return list(_con_poder().filter(representacion__hasta__lt=en).values_list("id", flat=True))


def _con_poder() -> QuerySet[Interesado]:
    return Interesado.objects.filter(hasta=None, expediente__estado=Expediente.Estado.ABIERTO).order_by("id")


def con_terminos_que_corren(*, desde: date, antes_de: date) -> list[UUID]:
    """The open cases with a party's term whose last day is in that interval: a request, a hearing, a period of proof, a public information, a
    warning of lapse."""
    corren = {"vence__gte": desde, "vence__lt": antes_de, "expediente__estado": Expediente.Estado.ABIERTO}
    return sorted(
        {
            *Requerimiento.objects.filter(estado="notificado", **corren).values_list("expediente_id", flat=True),
            *TramiteAudiencia.objects.filter(estado="notificado", **corren).values_list("expediente_id", flat=True),
            *PeriodoPrueba.objects.filter(estado="notificado", **corren).values_list("expediente_id", flat=True),
            *InformacionPublica.objects.filter(estado="notificado", **corren).values_list("expediente_id", flat=True),
            *Terminacion.objects.filter(estado="advertida", **corren).values_list("expediente_id", flat=True),
        }
    )


def ha_de_decirse(referencia: str) -> bool:
    """Whether the law wants an act named like this told to the parties while the case goes on, also when nothing waits for it.

    The beginning (LPACAP 58, 21.4), more time to decide (23) or to answer (32), a report that stops the term and its arrival (22.1.d),
    what was decided on a proof (77.3, 78.1), the answer to who alleged (83.3), the correction of a decision (109.2).
    """
    return referencia.partition(":")[0] in HAN_DE_DECIRSE


def espera_su_notificacion(referencia: str) -> bool:
    """Whether an act named like this has a term, not over yet, that runs from its notification: a request, a hearing, a period of proof, a
    warning of lapse; or stops one from there."""
    clase, _separador, resto = referencia.partition(":")
    try:
        suyo = UUID(resto)
    except ValueError:
        return False
    match clase:
        case "requerimiento":
            return Requerimiento.objects.filter(id=suyo, tarea__cerrada_el=None).exists()
        case "audiencia":
            return TramiteAudiencia.objects.filter(id=suyo, tarea__cerrada_el=None).exists()
        case "periodo_prueba":
            return PeriodoPrueba.objects.filter(id=suyo, tarea__cerrada_el=None).exists()
        case "caducidad":
            return Terminacion.objects.filter(id=suyo, cerrada_el=None).exists()
        case "paralizacion":
            return Suspension.objects.filter(referencia=suyo, hasta=None).exists()
    return False


def prorroga_vigente(expediente: Expediente) -> ProrrogaIncidencia | None:
    """The last extension that an incident of the sede gave to a term of this case."""
    return expediente.prorrogas.order_by("-acordada_el").first()

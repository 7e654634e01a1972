"""Reads of cases. Every list goes through `visibles_para`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import BigIntegerField, Case, Count, F, Prefetch, Q, QuerySet, When, Window
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado
from consistorio.nucleo.tipos import Nif
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.plataforma.auditoria.eventos import etiqueta_de
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.orden import con_palabras
from consistorio.plataforma.organizacion.consultas import con_sus_sucesoras, personal_de_unidades
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.tramitacion.catalogo.tipos import ORGANO_DEL_ACTO, Organo
from consistorio.tramitacion.expedientes.models import (
    DocumentoExpediente,
    Expediente,
    Interesado,
    MencionNota,
    NotaTrabajo,
    PermisoExpediente,
    Relacion,
)
from consistorio.tramitacion.expedientes.reglas import EstadoExpediente, leer_numero, reconstruir
from consistorio.tramitacion.expedientes.visibilidad import (
    recientes,
    visibles_para,
    visibles_por,
)

__all__ = [
    "Hito",
    "a_quien_avisar",
    "acto_recurrido",
    "cronologia",
    "documentos_de",
    "documentos_propios",
    "documentos_utiles",
    "estado_actual",
    "estado_segun_hechos",
    "interesados_de",
    "menciones_de",
    "notas_de",
    "organo_competente",
    "pagina",
    "parte_con_nif",
    "por_numero",
    "por_numero_abreviado",
    "primeras_partes",
    "visibles_para",
]
MAXIMO_EN_LISTA = 200
HITOS_POR_PAGINA = 100
PRESENTADA = "solicitud.presentada"
# What the desk does inside, and the steps of one act that its other facts tell already; the citizen's history tells acts, not the
# sharing out of work. The documents are listed with their dates beside it.
INTERNOS = (
    *("tarea.", "motor.acto.", "expediente.nota.", "motor.tarea.", "motor.comunicacion.", "expediente.documento."),
    # Which other case it was related with by hand may be one that nobody told them of (LPACAP 55); appeals are listed beside it
    *("expediente.carpeta.", "expediente.relacion"),
    "redaccion.",
    "comunicacion.",
    *("notificacion.emitida", "notificacion.evidenciada", "notificacion.obligacion_cumplida", "notificacion.impresa"),
    *(
        "resolucion.redactada",
        "resolucion.numerada",
        "resolucion.documentada",
        "archivo.indice.",
        "archivo.expediente.",
        "exportacion.",
    ),
)


def pagina(
    actor: Actor, *, estado: str = "", unidad_id: UUID | None = None, antes_de: UUID | None = None, limite: int = 25
) -> list[Expediente]:
    """A page of the visible cases, newest first. `antes_de`: the last one of the page before (keyset)."""
    condicion = Q(estado=estado) if estado else Q()
    if unidad_id is not None:
        condicion &= Q(unidad_id=unidad_id)
    if antes_de is not None:
        condicion &= Q(id__lt=antes_de)
    casos = recientes(actor, min(limite, MAXIMO_EN_LISTA), condicion)
    return list(casos.select_related("version__procedimiento", "unidad").defer("version__definicion"))


def procedimientos_mas_iniciados(*, entre: int = 500) -> dict[str, int]:
    """Code of a procedure -> how many of the last `entre` cases are of it. For anyone: it says nothing of any case."""
    ultimos = Expediente.objects.order_by("-abierto_el", "-id").values("version__procedimiento__codigo")[:entre]
    return dict(Counter(fila["version__procedimiento__codigo"] for fila in ultimos))


def por_numero(actor: Actor, numero: str) -> Expediente:
    """The visible case with this number. Raises NoEncontrado."""
    expediente = visibles_para(actor).filter(numero=numero.strip().upper()).first()
    if expediente is None:
        raise NoEncontrado(_("No encontramos el expediente %(n)s.") % {"n": numero})
    return expediente


def por_numero_abreviado(actor: Actor, texto: str) -> Expediente | None:
    """The visible case that somebody names by its number without its zeros, or without its year: then that of the last year that has it."""
    dicho = leer_numero(texto)
    if dicho is None:
        return None
    serie, anio, orden = dicho
    casos = visibles_para(actor).filter(serie=serie, orden=orden, **({} if anio is None else {"anio": anio}))
    return casos.order_by("-anio").first()


def documentos_de(expediente: Expediente, actor: Actor) -> QuerySet[DocumentoExpediente]:
    """The documents of a case in order; parties see those that are for them."""
    documentos = expediente.documentos.order_by("orden")
    if actor.clase is ClaseActor.CIUDADANO:
        documentos = documentos.filter(visible_interesado=True)
    return documentos


def documentos_utiles(expediente: Expediente) -> QuerySet[DocumentoExpediente]:
    """The documents with which something may be done in a case, in order: all but those that were taken to another. For who works on it."""
    return expediente.documentos.filter(llevado=None).order_by("orden")


def documentos_propios(
    actor: Actor, *, expediente_id: UUID | None = None, texto: str = "", antes_de: UUID | None = None, limite: int = 25
) -> list[DocumentoExpediente]:
    """A page of the documents of the visible cases that are for their parties, the last taken in first, each with its case.

    `texto`: every word is in the title of the document or in the number or title of its case. `antes_de`: the last place of the page before.
    A document of several cases has its place in each. Of nobody but citizens: staff look inside each case.
    """
    if actor.clase is not ClaseActor.CIUDADANO:
        return []
    puestos = DocumentoExpediente.objects.filter(expediente__in=visibles_para(actor), visible_interesado=True)
    if expediente_id is not None:
        puestos = puestos.filter(expediente_id=expediente_id)
    if texto.strip():
        puestos = con_palabras(puestos, texto, "documento__titulo", "expediente__numero", "expediente__titulo")
    ultimo = puestos.filter(id=antes_de).first() if antes_de else None
    if ultimo is not None:
        puestos = puestos.filter(
            Q(incorporado_el__lt=ultimo.incorporado_el) | Q(incorporado_el=ultimo.incorporado_el, id__lt=ultimo.id)
        )
    return list(
        puestos.select_related("expediente", "documento__contenido").order_by("-incorporado_el", "-id")[
            : min(limite, MAXIMO_EN_LISTA)
        ]
    )


def interesados_de(expediente: Expediente, *, tras: UUID | None = None, limite: int = 25) -> list[Interesado]:
    """A page of the parties of a case today, in the order in which they came. `tras`: the last one of the page before (keyset)."""
    partes = expediente.interesados.filter(hasta=None)
    ultima = expediente.interesados.filter(id=tras).first() if tras is not None else None
    if ultima is not None:
        partes = partes.filter(Q(desde__gt=ultima.desde) | Q(desde=ultima.desde, id__gt=ultima.id))
    con_todo = partes.select_related("persona", "representante", "representacion")
    return list(con_todo.order_by("desde", "id")[: min(limite, MAXIMO_EN_LISTA)])


def parte_con_nif(expediente: Expediente, nif: str) -> Interesado | None:
    """The party of a case today with that number, with hyphens or without."""
    try:
        numero = Nif.de(nif).valor
    except DatosIncorrectos:  # of a foreign document
        numero = nif.strip().upper()
    return expediente.interesados.filter(hasta=None, persona__nif=numero).order_by("desde", "id").first()


@dato
class Primera:
    """The first party of a case today, and how many there are with it."""

    persona: Persona
    cuantas: int


def primeras_partes(expedientes: Collection[Expediente]) -> dict[UUID, Primera]:
    """The first party of each of those cases, in one statement; none of one that has no party."""
    de_hoy = Interesado.objects.filter(expediente__in=expedientes, hasta=None).select_related("persona")
    contadas = de_hoy.annotate(cuantas=Window(Count("id"), partition_by="expediente_id"))
    primeras = contadas.order_by("expediente_id", "desde", "id").distinct("expediente_id")
    return {una.expediente_id: Primera(una.persona, una.cuantas) for una in primeras}


def notas_de(expediente: Expediente, actor: Actor) -> QuerySet[NotaTrabajo]:
    """The working notes, newest first, each with its answers in order; never for citizens (LPACAP 70.4)."""
    if actor.clase is ClaseActor.CIUDADANO:
        return NotaTrabajo.objects.none()
    respuestas = NotaTrabajo.objects.select_related("autor__persona").order_by("creada_el", "id")
    notas = expediente.notas.filter(responde_a=None).select_related("autor__persona")
    return notas.prefetch_related(Prefetch("respuestas", respuestas)).order_by("-creada_el", "-id")[:MAXIMO_EN_LISTA]


def menciones_de(
    actor: Actor, *, por_ver: bool, antes_de: UUID | None = None, limite: int = 25
) -> QuerySet[MencionNota]:
    """A page of the notes to which somebody of the staff was called, newest first, in cases that they may see today.

    `por_ver`: only those of which they have not said that they saw them. `antes_de`: the last one of the page before.
    """
    if actor.clase is not ClaseActor.EMPLEADO:
        return MencionNota.objects.none()
    suyas = MencionNota.objects.filter(visibles_por(actor, "nota__expediente"), empleado_id=actor.id)
    if por_ver:
        suyas = suyas.filter(vista_el=None)
    if antes_de is not None:
        suyas = suyas.filter(id__lt=antes_de)
    con_todo = suyas.select_related("nota__expediente", "nota__autor__persona")
    return con_todo.order_by("-id")[: min(limite, MAXIMO_EN_LISTA)]


def a_quien_avisar(expediente: Expediente, *, en: date) -> list[Empleado]:
    """Colleagues who work on a case for being of its units, by surname, with their user names: those that a note usually calls."""
    accesos = PermisoExpediente.objects.filter(expediente=expediente, hasta=None).exclude(unidad=None)
    unidades = con_sus_sucesoras({expediente.unidad_id, *accesos.values_list("unidad_id", flat=True)})
    return [
        quien for quien in personal_de_unidades(unidades, en=en).select_related("cuenta", "persona") if quien.cuenta
    ]


@dato
class Hito:
    """A line of the history of a case."""

    momento: datetime
    tipo: str
    texto: str
    actor_clase: str
    actor_id: UUID
    datos: Mapping[str, object]


def cronologia(
    expediente: Expediente, actor: Actor, *, antes_de: int | None = None, limite: int = HITOS_POR_PAGINA
) -> tuple[list[Hito], int | None]:
    """The last facts of a case, or the last ones before `antes_de`, oldest first; and what to ask with for the page before.

    A projection of its facts. Citizens see acts, not the sharing out of work, and what they filed comes before what its opening did
    in the same transaction, or days later.
    """
    orden: F | Case = F("seq")
    if actor.clase is ClaseActor.CIUDADANO:
        orden = Case(When(tipo=PRESENTADA, then=0), default=orden, output_field=BigIntegerField())
    hechos = eventos_de(expediente.cadena).annotate(orden=orden)
    if actor.clase is ClaseActor.CIUDADANO:
        for interno in INTERNOS:
            hechos = hechos.exclude(tipo__startswith=interno)
    if antes_de is not None:
        hechos = hechos.filter(orden__lt=antes_de)
    pagina = list(hechos.order_by("-orden")[: limite + 1])
    hitos = [
        Hito(
            datetime.fromisoformat(hecho.datos["momento"]) if hecho.orden == 0 else hecho.momento,
            hecho.tipo,
            etiqueta_de(hecho.tipo),
            hecho.actor_clase,
            hecho.actor_id,
            hecho.datos,
        )
        for hecho in reversed(pagina[:limite])
    ]
    return hitos, (pagina[limite - 1].orden if len(pagina) > limite else None)


def estado_segun_hechos(expediente: Expediente) -> EstadoExpediente:
    """The state rebuilt from the log."""
    return reconstruir((hecho.tipo, hecho.datos) for hecho in eventos_de(expediente.cadena).iterator())


def estado_actual(expediente: Expediente) -> EstadoExpediente:
    """The same state, read from the tables."""
    return EstadoExpediente(
        numero=expediente.numero,
        id_eni=expediente.id_eni,
        version=str(expediente.version_id),
        unidad=str(expediente.unidad_id),
        fase=expediente.fase,
        estado=expediente.estado,
        resultado=expediente.resultado,
        interesados={
            str(parte.persona_id): (
                str(parte.representante_id) if parte.representante_id else "",
                parte.papel,
                parte.canal,
            )
            for parte in expediente.interesados.all()
            if parte.hasta is None
        },
        documentos=[
            (puesto.orden, str(puesto.documento_id), puesto.huella)
            for puesto in sorted(expediente.documentos.all(), key=lambda puesto: puesto.orden)
        ],
    )


def acto_recurrido(recurso: Expediente) -> Expediente | None:
    """The case whose decision is appealed in this one; None when this is no appeal."""
    relacion = (
        Relacion.objects.filter(expediente=recurso, clase=Relacion.Clase.RECURSO)
        .select_related("otro__version__procedimiento", "otro__unidad")
        .first()
    )
    return relacion.otro if relacion is not None else None


def organo_competente(expediente: Expediente) -> Organo:
    """Who decides: what the catalogue fixes, or, where it says so, the organ of the decision that is appealed (LPACAP 123.1) or reviewed of
    office. Of a review of which no act is pointed out, the Alcaldía (LBRL 21.1.s)."""
    organo = expediente.version.tipada.legal.organo
    if organo.codigo != ORGANO_DEL_ACTO:
        return organo
    original = acto_recurrido(expediente)
    if original is not None:
        return original.version.tipada.legal.organo
    if not expediente.tareas.filter(tipo="acto_revisado").exists():
        return organo
    revisado = _acto_revisado(expediente)
    return organo_competente(revisado) if revisado is not None else Organo("alcaldia", _("Alcaldía"))


def _acto_revisado(expediente: Expediente) -> Expediente | None:
    relacion = (
        Relacion.objects.filter(expediente=expediente, clase=Relacion.Clase.REVISION)
        .select_related("otro__version__procedimiento", "otro__unidad")
        .first()
    )
    return relacion.otro if relacion is not None else None

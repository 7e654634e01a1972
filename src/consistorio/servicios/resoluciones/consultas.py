"""Reads of the resolutions and their book."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.reloj import MADRID
from consistorio.servicios.resoluciones.cierre_libro import Contenido
from consistorio.servicios.resoluciones.colegiados import COLEGIADOS
from consistorio.servicios.resoluciones.libro import CODIGO
from consistorio.servicios.resoluciones.models import AsuntoSesion, Diligencia, Libro, Resolucion
from consistorio.servicios.resoluciones.permisos import LIBRO
from consistorio.servicios.resoluciones.reglas import declarada_nula, leer_numero
from consistorio.tramitacion.expedientes.visibilidad import en_lista, visibles_por

MAXIMO_EN_LISTA = 200


def visibles_para(actor: Actor, *, entre: frozenset[UUID] | None = None) -> QuerySet[Resolucion]:
    """Those of the cases that the actor may see; all for who keeps the book. `entre`: those cases, when they are few
    (`visibilidad.entre_pocos`)."""
    todas = Resolucion.objects.select_related("libro", "expediente")
    if actor.clase is ClaseActor.SISTEMA or actor.puede(LIBRO):
        return todas
    if entre is not None:
        return todas.filter(en_lista("expediente_id", entre))
    return todas.filter(visibles_por(actor, "expediente", fila_a_fila=True))


def de_expediente(expediente_id: UUID) -> QuerySet[Resolucion]:
    """The resolutions of a case, in order."""
    return (
        Resolucion.objects.filter(expediente_id=expediente_id)
        .select_related("libro", "documento", "propuesta_documento")
        .prefetch_related("devoluciones")
        .order_by("id")
    )


def vigente_de(expediente_id: UUID) -> Resolucion | None:
    """The resolution in the making or made, leaving out the annulled ones."""
    return de_expediente(expediente_id).exclude(estado=Resolucion.Estado.ANULADA).order_by("-id").first()


def acto_de(documento_id: UUID) -> Resolucion | None:
    """The resolution that a document is, or of which it is the signed certificate; None when it is neither."""
    suyas = Q(documento=documento_id) | Q(certificados__documento=documento_id, certificados__firmado_el__isnull=False)
    return Resolucion.objects.filter(suyas).first()


def con_efecto(resolucion: Resolucion) -> bool:
    """Whether it is signed, and no diligencia of its book says that it is null or that its procedure had lapsed."""
    clases = list(resolucion.diligencias.values_list("clase", flat=True))
    firmada = resolucion.estado == Resolucion.Estado.FIRMADA
    return firmada and not declarada_nula(clases) and Diligencia.Clase.CADUCADA not in clases


def con_numero(texto: str) -> Resolucion | None:
    """The signed resolution of a number as its book says it (`118/2026`, `JGL 12/2026`), of whatever case; None when there is none."""
    leido = leer_numero(texto)
    if leido is None:
        return None
    siglas, numero, anio = leido
    codigo = next((uno.libro for uno in COLEGIADOS.values() if uno.siglas == siglas), "" if siglas else CODIGO)
    firmadas = Resolucion.objects.filter(estado=Resolucion.Estado.FIRMADA, numero=numero)
    return (
        firmadas.filter(libro__codigo=codigo, libro__anio=anio)
        .select_related("libro", "expediente__version__procedimiento", "expediente__unidad")
        .first()
    )


def indice(libro: Libro, *, desde: int = 1, limite: int = 50) -> list[Resolucion]:
    """A page of the book in the order of its numbers, from number `desde` (keyset)."""
    return list(
        Resolucion.objects.filter(libro=libro, numero__gte=desde)
        .select_related("libro", "expediente", "documento")
        .prefetch_related("diligencias")
        .order_by("numero")[: min(limite, MAXIMO_EN_LISTA)]
    )


def libros() -> QuerySet[Libro]:
    """The books of decrees and of acuerdos, the newest first."""
    return Libro.objects.order_by("-anio", "-codigo")


def contenido_de(libro: Libro) -> Contenido:
    """What a book holds, for who would close it."""
    suyas = Resolucion.objects.filter(libro=libro)
    estados = {uno["estado"]: uno["cuantas"] for uno in suyas.values("estado").annotate(cuantas=Count("id"))}
    pendientes = suyas.filter(estado__in=[Resolucion.Estado.EN_FIRMA, Resolucion.Estado.DEVUELTA])
    extremos = sorted({1, libro.ultimo}) if libro.ultimo else []
    puestos = [Resolucion(libro=libro, numero=numero).numero_completo for numero in extremos]
    return Contenido(
        cuantos=libro.ultimo,
        primero=puestos[0] if puestos else "",
        ultimo=puestos[-1] if puestos else "",
        anulados=estados.get(Resolucion.Estado.ANULADA, 0),
        sin_firmar=tuple(
            una.numero_completo for una in pendientes.select_related("libro").order_by("numero")[:MAXIMO_EN_LISTA]
        ),
        faltan=_huecos(libro) if sum(estados.values()) != libro.ultimo else (),
        sin_sesion=_sin_sesion(libro),
    )


def _huecos(libro: Libro) -> tuple[str, ...]:
    """The numbers that were taken and nothing holds. The numbering leaves none: this is how one would be seen."""
    puestos = set(Resolucion.objects.filter(libro=libro).values_list("numero", flat=True))
    return tuple(str(numero) for numero in range(1, libro.ultimo + 1) if numero not in puestos)


def _sin_sesion(libro: Libro) -> tuple[str, ...]:
    """The cases whose proposal went to the organ of a book by the end of its year and waits to know what was decided."""
    organos = [organo for organo, colegiado in COLEGIADOS.items() if colegiado.libro == libro.codigo]
    if not organos:
        return ()
    esperan = AsuntoSesion.objects.filter(
        estado=AsuntoSesion.Estado.LISTO,
        resolucion__organo__in=organos,
        enviado_el__lt=datetime(libro.anio + 1, 1, 1, tzinfo=MADRID),
    )
    return tuple(esperan.order_by("id").values_list("expediente__numero", flat=True)[:MAXIMO_EN_LISTA])


def asuntos_listos(*, desde: UUID | None = None, limite: int = 50) -> list[AsuntoSesion]:
    """What waits for a session, the first that was sent first; `desde`: go on after that one (keyset)."""
    filas = AsuntoSesion.objects.filter(estado=AsuntoSesion.Estado.LISTO)
    if desde is not None:
        filas = filas.filter(id__gt=desde)
    juntas = filas.select_related("resolucion", "expediente__unidad", "propuesta")
    return list(juntas.order_by("id")[: min(limite, MAXIMO_EN_LISTA)])


def documentos_en_firma(expedientes: Collection[UUID]) -> dict[UUID, UUID | None]:
    """The document that waits to be signed of each task whose resolution was sent to be, in those cases; None while it is being made. One
    query whatever their number."""
    filas = Resolucion.objects.filter(expediente_id__in=expedientes, estado=Resolucion.Estado.EN_FIRMA)
    dichas = filas.values_list("tarea_id", "documento_id")
    return {tarea_id: documento_id for tarea_id, documento_id in dichas if tarea_id is not None}


def asunto_pendiente_de(resolucion_id: UUID) -> AsuntoSesion | None:
    """The matter of a resolution that waits for its signature or for its session."""
    vivos = (AsuntoSesion.Estado.EN_FIRMA, AsuntoSesion.Estado.LISTO)
    return AsuntoSesion.objects.filter(resolucion_id=resolucion_id, estado__in=vivos).first()


def adoptado_de(resolucion_id: UUID) -> AsuntoSesion | None:
    """How a resolution was agreed in session; None while it was not."""
    favorables = (AsuntoSesion.Resultado.APROBADO, AsuntoSesion.Resultado.ENMENDADO)
    adoptados = AsuntoSesion.objects.filter(resolucion_id=resolucion_id, resultado__in=favorables)
    return adoptados.order_by("-id").first()


def sesiones_de(resoluciones: Collection[UUID]) -> dict[UUID, AsuntoSesion]:
    """How each of those was agreed in session; those decided by decree are left out."""
    favorables = (AsuntoSesion.Resultado.APROBADO, AsuntoSesion.Resultado.ENMENDADO)
    filas = AsuntoSesion.objects.filter(resolucion_id__in=resoluciones, resultado__in=favorables).order_by("id")
    return {fila.resolucion_id: fila for fila in filas}


def adoptados(*, antes_de: UUID | None = None, limite: int = 50) -> list[AsuntoSesion]:
    """The acuerdos, the newest first; `antes_de`: go on after that one (keyset)."""
    favorables = (AsuntoSesion.Resultado.APROBADO, AsuntoSesion.Resultado.ENMENDADO)
    filas = AsuntoSesion.objects.filter(resultado__in=favorables)
    if antes_de is not None:
        filas = filas.filter(id__lt=antes_de)
    juntas = filas.select_related("resolucion__libro", "resolucion__documento", "expediente")
    return list(juntas.order_by("-id")[: min(limite, MAXIMO_EN_LISTA)])

"""Reads of submissions."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Coalesce

from consistorio.documental.registro.models import InteresadoAsiento, RectificacionAsiento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.tramitacion.catalogo import consultas as catalogo
from consistorio.tramitacion.catalogo.models import VersionProcedimiento
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.visibilidad import visibles_para
from consistorio.tramitacion.formularios import reglas
from consistorio.tramitacion.formularios.models import Borrador
from consistorio.tramitacion.formularios.valores import como_datos
from consistorio.tramitacion.solicitudes.models import Aportacion, InicioDeOficio, Reparto, Solicitud, Transcripcion
from consistorio.tramitacion.solicitudes.reglas import huella_de_presentacion

TOPE_RECUENTO = 100
MAXIMO_EN_LISTA = 200
VER_REGISTRO = "registro.ver"


def huella_para_revisar(borrador: Borrador) -> str:
    """Fingerprint of what would be filed now, for the review page to hand back with «Firmar y presentar»."""
    esquema = borrador.esquema
    datos = reglas.limpiar(esquema, como_datos(borrador.datos))
    visibles = {requisito.codigo for requisito in reglas.requisitos_visibles(esquema, datos)}
    adjuntos = [(a.requisito, a.contenido) for a in borrador.adjuntos.all() if a.requisito in visibles]
    return huella_de_presentacion(borrador.procedimiento, datos, adjuntos, pares_de_personas(borrador))


def pares_de_personas(borrador: Borrador) -> list[tuple[str, str]]:
    """The other persons who file with this draft, each with their representative, as ids ("" for none)."""
    return [(str(o.persona_id), str(o.representante_id or "")) for o in borrador.interesados.all()]


def expediente_de_asiento(asiento_id: UUID) -> UUID | None:
    """The case that an entry opened, or that a later submission reached."""
    for modelo in (Solicitud, Aportacion):
        expediente_id = modelo.objects.filter(asiento_id=asiento_id).values_list("expediente_id", flat=True).first()
        if expediente_id is not None:
            return UUID(str(expediente_id))
    return None


def asientos_de(expediente_id: UUID) -> list[UUID]:
    """The entries of a case: its application and what was filed later in it."""
    return [
        *Solicitud.objects.filter(expediente_id=expediente_id).values_list("asiento_id", flat=True),
        *Aportacion.objects.filter(expediente_id=expediente_id)
        .order_by("presentada_el")
        .values_list("asiento_id", flat=True),
    ]


def repartos_de(actor: Actor) -> QuerySet[Reparto]:
    """The entries that came to the units of a member of staff who may see the registry, whatever became of them."""
    if not actor.puede(VER_REGISTRO):
        return Reparto.objects.none()
    return Reparto.objects.filter(unidad_id__in=actor.unidades)


def bandeja_de_entradas(
    actor: Actor, *, sin_repartir: bool, tras: UUID | None = None, limite: int = 25
) -> Sequence[Reparto]:
    """A page of the entries of one's units, newest first: those that wait, or all. `tras`: the last one of the page before.

    At most two hundred. Two questions whatever the number of rows. Each has `asunto` as it was last corrected, and its parties in
    `asiento.interesados`.
    """
    consulta = repartos_de(actor)
    if sin_repartir:
        consulta = consulta.filter(estado=Reparto.Estado.PENDIENTE)
    if tras is not None:
        llegada = repartos_de(actor).filter(asiento_id=tras).values_list("llegada", flat=True).first()
        if llegada is not None:
            consulta = consulta.filter(Q(llegada__lt=llegada) | Q(llegada=llegada, asiento_id__lt=tras))
    corregido = RectificacionAsiento.objects.filter(asiento=OuterRef("asiento"), campo="asunto").order_by(
        "-rectificado_el", "-id"
    )
    partes = Prefetch("asiento__interesados", queryset=InteresadoAsiento.objects.order_by("orden"))
    return list(
        consulta.annotate(
            asunto=Coalesce(Subquery(corregido.values("despues")[:1]), F("asiento__asunto"), output_field=TextField())
        )
        .select_related("asiento", "unidad", "expediente")
        .prefetch_related(partes)
        .order_by("-llegada", "-asiento_id")[: min(limite, MAXIMO_EN_LISTA)]
    )


def cuantas_sin_repartir(actor: Actor) -> int:
    """How many entries wait in one's units, counted up to a hundred."""
    return repartos_de(actor).filter(estado=Reparto.Estado.PENDIENTE)[:TOPE_RECUENTO].count()


def sin_repartir_de_sus_partes(expediente: Expediente, actor: Actor) -> list[Reparto]:
    """Entries that wait in the inbox of the actor's units and are of a party of this case, oldest first: it may be about it (76.1).

    Nothing of what waits elsewhere is said: whose it is, is of who shares it out there. At most ten.
    """
    partes = InteresadoAsiento.objects.filter(
        asiento=OuterRef("asiento"), persona__in=expediente.interesados.filter(hasta=None).values("persona")
    )
    suyos = repartos_de(actor).filter(Exists(partes), estado=Reparto.Estado.PENDIENTE)
    return list(suyos.select_related("asiento").order_by("llegada", "asiento_id")[:10])


def reparto_de(asiento_id: UUID) -> Reparto | None:
    """What became of an entry whose door the caller has passed; None for those of the exit book."""
    return Reparto.objects.select_related("unidad", "expediente__unidad").filter(asiento_id=asiento_id).first()


def procedimientos_para(actor: Actor, reloj: Reloj) -> list[VersionProcedimiento]:
    """The published procedures that an entry may open in the units of a member of staff today, by name."""
    return [version for version in _de_sus_unidades(actor, reloj) if version.tipada.admite_solicitud]


def procedimientos_de_oficina() -> list[VersionProcedimiento]:
    """The published procedures that may be filed at the counter, by name."""
    return [version for version in catalogo.publicados() if "oficina" in version.tipada.ficha.vias]


def iniciables_de_oficio(actor: Actor, reloj: Reloj) -> list[VersionProcedimiento]:
    """The published procedures that the units of a member of staff may start of office today, by name."""
    return [version for version in _de_sus_unidades(actor, reloj) if version.tipada.admite_oficio]


def es_de_oficio(expediente: Expediente) -> bool:
    """Whether the town hall began the case itself (LPACAP 58)."""
    return InicioDeOficio.objects.filter(expediente=expediente).exists()


def _de_sus_unidades(actor: Actor, reloj: Reloj) -> list[VersionProcedimiento]:
    areas = _areas_de(actor, reloj)
    return [version for version in catalogo.publicados() if version.tipada.area in areas]


def _areas_de(actor: Actor, reloj: Reloj) -> set[str]:
    unidades = catalogo.unidades_de_areas(en=hoy(reloj))
    return {codigo for codigo, unidad in unidades.items() if unidad.id in actor.unidades}


def expedientes_de_las_partes(actor: Actor, asiento_id: UUID, *, limite: int = 10) -> Sequence[Expediente]:
    """The cases that the actor may see where somebody of an entry is a party, newest first: where it may belong.

    Also the closed ones, against whose decision an appeal may come; not those that went to the archive.
    """
    personas = InteresadoAsiento.objects.filter(asiento_id=asiento_id).values("persona")
    suyos = visibles_para(actor).filter(interesados__persona__in=personas, interesados__hasta=None)
    sin_archivar = suyos.exclude(estado=Expediente.Estado.ARCHIVADO).select_related("version__procedimiento")
    return list(sin_archivar.distinct().order_by("-id")[:limite])


PAPEL, OFICIO = "papel", "oficio"


def se_contesta_a_mano(expediente: Expediente) -> str:
    """Why the unit writes down the answers to its form: the application came on PAPEL (or from another registry) without them, or nobody
    applied (OFICIO). "" when whoever filed it gave them, or nothing is asked."""
    if not expediente.version.tipada.formulario.campos:
        return ""
    if InicioDeOficio.objects.filter(expediente=expediente).exists():
        return OFICIO
    solicitud = Solicitud.objects.filter(expediente=expediente).only("datos", "borrador_id").first()
    if solicitud is None or solicitud.borrador_id is not None or solicitud.datos:
        return ""
    return PAPEL


def transcripciones_de(expediente: Expediente) -> list[Transcripcion]:
    """The versions of the answers written down from paper, the newest first. The caller fetched the case through a door."""
    return list(Transcripcion.objects.filter(expediente=expediente).order_by("-numero")[:50])

"""Reads of the catalogue. Published procedures are public information (LPACAP 53.1, RD 203/2021 11.2.a)."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import NoEncontrado
from consistorio.plataforma.orden import en_castellano
from consistorio.plataforma.organizacion.consultas import nombres_de_puestos
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.tramitacion.catalogo.firmas import puestos_nombrados
from consistorio.tramitacion.catalogo.legales import OPCIONALES, debidos, naturaleza_de
from consistorio.tramitacion.catalogo.models import (
    Area,
    BorradorProcedimiento,
    Modelo,
    Procedimiento,
    ValorLegal,
    VersionProcedimiento,
)
from consistorio.tramitacion.catalogo.permisos import PUBLICAR
from consistorio.tramitacion.catalogo.tipos import SOLICITUD
from consistorio.tramitacion.formularios.valores import Valor

MAXIMO_EN_LISTA = 300
# Each process reads them once, by their hash (`VersionProcedimiento.tipada`)
_TEXTOS_LARGOS = ("definicion", "formulario__esquema")


def publicados() -> QuerySet[VersionProcedimiento]:
    """The procedures that may be started today, by name; at most three hundred."""
    return (
        VersionProcedimiento.objects.filter(estado=VersionProcedimiento.Estado.PUBLICADA)
        .select_related("procedimiento")
        .order_by(en_castellano("procedimiento__nombre"), "id")[:MAXIMO_EN_LISTA]
    )


def vigente(codigo: str) -> VersionProcedimiento:
    """The published version of a procedure. Raises NoEncontrado, saying how to file all the same."""
    version = (
        VersionProcedimiento.objects.filter(procedimiento__codigo=codigo, estado=VersionProcedimiento.Estado.PUBLICADA)
        .select_related("procedimiento", "formulario")
        .defer(*_TEXTOS_LARGOS)
        .first()
    )
    if version is None:
        raise NoEncontrado(
            _("No encontramos ese trámite, o ya no se puede empezar."),
            que_hacer=_("Busque otro trámite o presente una instancia general."),
        )
    return version


def publicada(codigo: str) -> VersionProcedimiento | None:
    """The published version of a procedure, whole; None when it has none."""
    return VersionProcedimiento.objects.filter(
        procedimiento__codigo=codigo, estado=VersionProcedimiento.Estado.PUBLICADA
    ).first()


@dato
class PorPublicar:
    """How much in trial somebody may publish: versions of procedures, and models of areas with what they change."""

    versiones: int = 0
    modelos: int = 0


def por_publicar(actor: Actor) -> PorPublicar:
    """How much of what somebody else sent to trial this person may publish."""
    if not actor.puede(PUBLICAR):
        return PorPublicar()
    versiones = VersionProcedimiento.objects.filter(estado=VersionProcedimiento.Estado.ENSAYO)
    modelos = Modelo.objects.filter(clase=Modelo.Clase.AREA, estado=Modelo.Estado.ENSAYO)
    return PorPublicar(versiones.exclude(cargada_por=actor.id).count(), modelos.exclude(cargado_por=actor.id).count())


@dato
class ConDatosLegales:
    """A procedure that is there or is being prepared. `faltan`: how many of its legal values are not written, or are pending."""

    codigo: str
    nombre: str
    faltan: int


def con_datos_legales(*, en: date) -> list[ConDatosLegales]:
    """Every procedure, and those of which there is only a draft, by name; at most three hundred of each."""
    nombres = {fila.codigo: fila.nombre for fila in Procedimiento.objects.order_by("codigo")[:MAXIMO_EN_LISTA]}
    for borrador in BorradorProcedimiento.objects.filter(cerrado_el=None).order_by("codigo")[:MAXIMO_EN_LISTA]:
        nombres.setdefault(borrador.codigo, str(borrador.capa.get("nombre") or borrador.codigo))
    escritos: dict[str, set[str]] = {}
    por_escribir: dict[str, set[str]] = {}  # what not every procedure has, and this one says that it is not known yet
    naturalezas: dict[str, str] = {}
    for valor in ValorLegal.objects.filter(procedimiento__in=nombres).order_by("anotado_el", "id"):
        campos = escritos.setdefault(valor.procedimiento, set())
        if valor.rige(en):
            if valor.campo == "naturaleza":
                naturalezas[valor.procedimiento] = naturaleza_de({"naturaleza": valor.valor})
            pendiente = bool(valor.valor.get("pendiente"))
            (campos.discard if pendiente else campos.add)(valor.campo)
            faltan = por_escribir.setdefault(valor.procedimiento, set())
            (faltan.add if pendiente and valor.campo in OPCIONALES else faltan.discard)(valor.campo)
    return [
        ConDatosLegales(
            codigo,
            nombre,
            len(debidos(naturalezas.get(codigo, SOLICITUD)) - escritos.get(codigo, set()))
            + len(por_escribir.get(codigo, ())),
        )
        for codigo, nombre in sorted(nombres.items(), key=lambda par: par[1].casefold())
    ]


@dato
class DeMiArea:
    """A procedure of the areas of somebody: what is published, what is in trial, and what is being prepared; each may not be there.

    `dejada`: the last version that was withdrawn or given up, where nothing is published. `sin_capa`: the versions whose own layer was not kept.
    """

    codigo: str
    nombre: str
    publicada: VersionProcedimiento | None
    ensayo: VersionProcedimiento | None
    borrador: BorradorProcedimiento | None
    dejada: VersionProcedimiento | None = None
    sin_capa: Set[UUID] = frozenset()

    @property
    def de_partida(self) -> VersionProcedimiento | None:
        """The version from which another is prepared."""
        return self.publicada or self.dejada

    @property
    def ensayo_sin_capa(self) -> bool:
        """Whether nobody can go on with what is in trial."""
        return self.ensayo is not None and self.ensayo.id in self.sin_capa

    @property
    def partida_sin_capa(self) -> bool:
        """Whether nothing can be prepared from it."""
        return self.de_partida is not None and self.de_partida.id in self.sin_capa


def de_mis_areas(actor: Actor, *, en: date) -> list[DeMiArea]:
    """The procedures of the areas for which the units of this person answer, by name; at most three hundred."""
    areas = areas_de(actor, en=en)
    # The last of each state, of each procedure: also of those of which nothing is published nor in trial
    ultimas = (
        VersionProcedimiento.objects.filter(definicion__area__in=areas)
        .defer("definicion", "capa")
        .select_related("procedimiento")
        .order_by("procedimiento_id", "estado", "-numero")
        .distinct("procedimiento_id", "estado")
    )
    sin_capa = set(
        VersionProcedimiento.objects.filter(definicion__area__in=areas, capa={}).values_list("id", flat=True)
    )
    versiones: dict[str, dict[str, VersionProcedimiento]] = {}
    for version in ultimas[: 4 * MAXIMO_EN_LISTA]:
        versiones.setdefault(version.procedimiento.codigo, {})[version.estado] = version
    abiertos = BorradorProcedimiento.objects.select_related("editado_por__persona").filter(
        area__in=areas, cerrado_el=None
    )
    borradores = {borrador.codigo: borrador for borrador in abiertos[:MAXIMO_EN_LISTA]}
    filas = []
    for codigo in {*versiones, *borradores}:
        suyas, borrador = versiones.get(codigo, {}), borradores.get(codigo)
        nombre = str(borrador.capa.get("nombre") or codigo) if borrador else ""
        for version in suyas.values():
            nombre = version.procedimiento.nombre
        dejadas = [suyas[estado] for estado in ("retirada", "descartada") if estado in suyas]
        dejada = None if "publicada" in suyas else max(dejadas, key=lambda version: version.numero, default=None)
        filas.append(DeMiArea(codigo, nombre, suyas.get("publicada"), suyas.get("ensayo"), borrador, dejada, sin_capa))
    return sorted(filas, key=lambda fila: (fila.nombre.casefold(), fila.codigo))


def borrador_para(actor: Actor, borrador_id: UUID, *, en: date) -> BorradorProcedimiento | None:
    """An open draft of an area for which a unit of this person answers."""
    return (
        BorradorProcedimiento.objects.select_related("base", "editado_por__persona")
        .filter(id=borrador_id, cerrado_el=None, area__in=areas_de(actor, en=en))
        .first()
    )


def areas_de(actor: Actor, *, en: date) -> list[str]:
    """The areas for which a unit of this person answers; of those that were given to none, the top unit does (`unidad_de_area`)."""
    con_unidad = areas_con_unidad(en=en)
    propias = [area.codigo for area, unidad in con_unidad if unidad and unidad.id in actor.unidades]
    sueltas = [area.codigo for area, unidad in con_unidad if unidad is None]
    return [*propias, *sueltas] if sueltas and _cabecera(en).id in actor.unidades else propias


def areas_sin_unidad(*, en: date) -> list[Area]:
    """The areas for which no unit answers, by name: what is filed there goes to the top unit."""
    return [area for area, unidad in areas_con_unidad(en=en) if unidad is None]


@dato
class Publicado:
    """A procedure that was published at some time. `version`: the one in force, or the last that was."""

    version: VersionProcedimiento
    area: str

    @property
    def en_vigor(self) -> bool:
        """Whether it may still be started."""
        return self.version.estado == VersionProcedimiento.Estado.PUBLICADA


def publicados_alguna_vez() -> list[Publicado]:
    """Every procedure that is published or was, by area and name; at most three hundred."""
    ultimas = (
        VersionProcedimiento.objects.filter(publicada_el__isnull=False)
        .select_related("procedimiento")
        .defer("capa")
        .order_by("procedimiento_id", "-publicada_el", "-numero")
        .distinct("procedimiento_id")
    )
    nombres = dict(Area.objects.values_list("codigo", "nombre"))
    filas = [Publicado(v, nombres.get(v.tipada.area, v.tipada.area)) for v in ultimas[:MAXIMO_EN_LISTA]]
    return sorted(filas, key=lambda f: (f.area.casefold(), f.version.procedimiento.nombre.casefold()))


def publicado(version_id: UUID) -> Publicado | None:
    """A version that is published or was; None when it is none."""
    version = VersionProcedimiento.objects.filter(id=version_id, publicada_el__isnull=False).first()
    if version is None:
        return None
    area = Area.objects.filter(codigo=version.tipada.area).first()
    return Publicado(version, area.nombre if area is not None else version.tipada.area)


def version_de_formulario(formulario_id: UUID) -> VersionProcedimiento:
    """The version of a procedure to which a form belongs. Raises NoEncontrado."""
    version = (
        VersionProcedimiento.objects.filter(formulario_id=formulario_id)
        .select_related("procedimiento", "formulario")
        .defer(*_TEXTOS_LARGOS)
        .first()
    )
    if version is None:
        raise NoEncontrado(_("Este formulario no es de ningún procedimiento."))
    return version


def modelo_vigente(clase: str, codigo: str) -> Modelo | None:
    """The version of a model that is in force: what is prepared now is composed over it."""
    return Modelo.objects.filter(clase=clase, codigo=codigo, estado=Modelo.Estado.PUBLICADO).first()


def modelos_vigentes() -> list[Modelo]:
    """Every model that is in force or in trial, the standard one first."""
    vivos = (Modelo.Estado.PUBLICADO, Modelo.Estado.ENSAYO)
    filas = Modelo.objects.defer("definicion").filter(estado__in=vivos).order_by("codigo", "numero")
    return sorted(filas, key=lambda m: (m.clase != Modelo.Clase.MODELO, m.codigo, m.numero))


def cuadro() -> QuerySet[Procedimiento]:
    """Every procedure by name, at most three hundred, each with its versions from the newest, without their definitions."""
    versiones = VersionProcedimiento.objects.defer("definicion").order_by("-numero")
    return Procedimiento.objects.order_by(en_castellano("nombre"), "id").prefetch_related(
        Prefetch("versiones", queryset=versiones)
    )[:MAXIMO_EN_LISTA]


def areas_con_unidad(*, en: date) -> list[tuple[Area, Unidad | None]]:
    """Each area by name and the unit that was given it, or came after that one; None when nobody was."""
    return [(area, _unidad_propia(area, en)) for area in _areas().order_by(en_castellano("nombre"), "codigo")]


def unidad_de_area(codigo: str, *, en: date) -> Unidad:
    """The unit that answers for an area on a day. Where nobody said, the top unit of the town hall: a filing never fails for that.

    Raises NoEncontrado when the town has no unit at all.
    """
    area = Area.objects.select_related("unidad").filter(codigo=codigo).first()
    unidad = _unidad_propia(area, en) if area is not None else None
    return unidad or _cabecera(en)


def unidades_de_areas(*, en: date) -> dict[str, Unidad]:
    """The unit that answers for each area on a day, by code; as many questions for many areas as for one.

    Raises NoEncontrado when some area has nobody and the town has no unit at all.
    """
    propias = {area.codigo: _unidad_propia(area, en) for area in _areas()}
    if all(propias.values()):
        return {codigo: unidad for codigo, unidad in propias.items() if unidad is not None}
    cabecera = _cabecera(en)
    return {codigo: unidad or cabecera for codigo, unidad in propias.items()}


def _areas() -> QuerySet[Area]:
    return Area.objects.select_related("unidad").prefetch_related("unidad__sucesoras")


def _unidad_propia(area: Area, en: date) -> Unidad | None:
    """The unit that was given the area, or the one that came after it."""
    if area.unidad is None or area.unidad.desde > en:
        return None
    if area.unidad.hasta is None or area.unidad.hasta >= en:
        return area.unidad
    de_hoy = [sucesora for sucesora in area.unidad.sucesoras.all() if sucesora.desde <= en and sucesora.hasta is None]
    return min(de_hoy, key=lambda sucesora: sucesora.id, default=None)


def _cabecera(en: date) -> Unidad:
    cabecera = Unidad.objects.filter(padre=None, desde__lte=en, hasta=None).order_by("desde", "id").first()
    if cabecera is None:
        raise NoEncontrado(_("El Ayuntamiento no tiene ninguna unidad dada de alta."))
    return cabecera


def puestos_que_nombran(*definiciones: Mapping[str, Valor] | None) -> dict[str, str]:
    """What the posts are called that composed definitions make sign, by their code."""
    return nombres_de_puestos(puestos_nombrados(*definiciones))

"""Everything that a town needs before its first case, loaded at once: organisation, calendars, areas and procedures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field

from django.db import transaction
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion, alias_actual
from consistorio.plataforma.calendario import operaciones as calendario
from consistorio.plataforma.calendario.ficheros import leer_calendario
from consistorio.plataforma.organizacion.carga import HECHOS_DE_LA_CARGA, ResultadoCarga
from consistorio.plataforma.organizacion.carga import cargar as cargar_organizacion
from consistorio.plataforma.organizacion.ficheros import leer_contenidos, texto
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.tramitacion.catalogo import operaciones
from consistorio.tramitacion.catalogo.areas import leer_areas
from consistorio.tramitacion.catalogo.carga import es_modelo, leer_texto
from consistorio.tramitacion.catalogo.models import Area, VersionProcedimiento
from consistorio.tramitacion.catalogo.permisos import IMPLANTAR
from consistorio.tramitacion.formularios.valores import Valor


@dato
class Ficheros:
    """What is given, by file name. The organisation is one JSON or several CSV; of the others there may be none or many."""

    organizacion: Mapping[str, bytes] = field(default_factory=dict)
    calendarios: Mapping[str, bytes] = field(default_factory=dict)
    areas: Mapping[str, bytes] = field(default_factory=dict)
    definiciones: Mapping[str, bytes] = field(default_factory=dict)


@dato
class Implantacion:
    """What was new. `sin_unidad`: areas of the procedures that no unit answers for, whose cases go to the top unit."""

    organizacion: ResultadoCarga
    calendarios: int
    areas: int
    procedimientos: int
    sin_unidad: Sequence[str]


@accion(
    *HECHOS_DE_LA_CARGA,
    "calendario.publicado",
    "catalogo.area.asignada",
    "catalogo.modelo.cargado",
    "catalogo.modelo.publicado",
    "catalogo.version.cargada",
    "catalogo.version.publicada",
    "catalogo.legal.anotado",
    permiso=IMPLANTAR,
    norma="LRJSP art. 5; LPACAP arts. 21.4 y 30.7; RD 203/2021 art. 11",
)
def implantar(*, actor: Actor, ficheros: Ficheros, reloj: Reloj) -> Implantacion:
    """Load all the files or none. Repeating it changes nothing: a changed calendar or procedure is a new version, published.

    Who: the installation. Writes: what its parts write. Emits: their facts. Raises DatosIncorrectos with every problem of every file.
    """
    problemas: list[Problema] = []
    mano = _Mano(actor, reloj, problemas)
    declaradas, organizacion = _organizacion(ficheros.organizacion, mano)
    calendarios = _cada_uno(ficheros.calendarios, mano, _calendario)
    areas = _areas(ficheros.areas, declaradas, mano)
    procedimientos = _definiciones(ficheros.definiciones, mano)
    if problemas:
        raise DatosIncorrectos(
            _("Los ficheros tienen errores; no se ha cargado nada."),
            problemas=problemas,
            que_hacer=_("Corríjalos y repita la orden."),
        )
    pendientes = Area.objects.filter(unidad=None).order_by("codigo").values_list("codigo", flat=True)
    return Implantacion(organizacion, sum(calendarios), areas, procedimientos, tuple(pendientes))


@dato
class _Mano:
    """Who loads, with which clock, and where what is wrong is gathered."""

    actor: Actor
    reloj: Reloj
    problemas: list[Problema]

    @contextmanager
    def anotando(self, lugar: str) -> Iterator[None]:
        """What is refused inside is undone and gathered, and what follows is tried too."""
        try:
            with transaction.atomic(using=alias_actual()):
                yield
        except (Conflicto, DatosIncorrectos, NoEncontrado) as error:
            hallados = error.problemas or [Problema("", error.entero)]
            for problema in hallados:
                sitio = problema.campo if problema.campo.startswith(lugar) else f"{lugar}: {problema.campo}"
                self.problemas.append(Problema(sitio.removesuffix(": "), problema.mensaje))


def _cada_uno(ficheros: Mapping[str, bytes], mano: _Mano, cargar: Callable[[str, bytes, _Mano], int]) -> Sequence[int]:
    hechos: list[int] = []
    for nombre, contenido in sorted(ficheros.items()):
        with mano.anotando(nombre):
            hechos.append(cargar(nombre, contenido, mano))
    return hechos


def _organizacion(ficheros: Mapping[str, bytes], mano: _Mano) -> tuple[frozenset[str] | None, ResultadoCarga]:
    """The units that the files name (None when they cannot be read), and what was new."""
    resultado = ResultadoCarga(0, 0, 0, ())
    if not ficheros:
        return frozenset(), resultado
    declaradas: frozenset[str] | None = None
    with mano.anotando(_("Organización")):
        carga = leer_contenidos(ficheros)
        declaradas = frozenset(texto(fila, "dir3").upper() for fila in carga.de("unidades"))
        resultado = cargar_organizacion(carga, actor=mano.actor, reloj=mano.reloj)
    return declaradas, resultado


def _calendario(nombre: str, contenido: bytes, mano: _Mano) -> int:
    try:
        lineas = contenido.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        mensaje = _("No está en UTF-8: guárdelo como «CSV UTF-8».")
        raise DatosIncorrectos(mensaje, problemas=[Problema(nombre, mensaje)]) from error
    leido = leer_calendario(lineas, nombre=nombre)
    return int(calendario.publicar(leido, actor=mano.actor, reloj=mano.reloj) is not None)


def _areas(ficheros: Mapping[str, bytes], declaradas: frozenset[str] | None, mano: _Mano) -> int:
    """`declaradas`: units that came with the same load; when it failed they are not in the database, and are no problem of this file."""
    nuevas = 0
    for nombre, contenido in sorted(ficheros.items()):
        with mano.anotando(nombre):
            problemas: list[Problema] = []
            for pedida in leer_areas(contenido, nombre=nombre):
                unidad = Unidad.objects.filter(dir3=pedida.unidad, hasta=None).first()
                if unidad is None:
                    if declaradas is not None and pedida.unidad not in declaradas:
                        mensaje = _("No hay ninguna unidad «%(dir3)s».") % {"dir3": pedida.unidad}
                        problemas.append(Problema(pedida.area, mensaje))
                    continue
                actual = Area.objects.filter(codigo=pedida.area).first()
                if actual and actual.unidad_id == unidad.id and pedida.nombre in ("", actual.nombre):
                    continue
                operaciones.asignar_area(pedida.area, unidad, nombre=pedida.nombre, actor=mano.actor, reloj=mano.reloj)
                nuevas += 1
            if problemas:
                raise DatosIncorrectos(_("El fichero de áreas tiene errores."), problemas=problemas)
    return nuevas


def _definiciones(ficheros: Mapping[str, bytes], mano: _Mano) -> int:
    """Models first: procedures are read over them. Returns how many versions were published."""
    leidas: dict[str, dict[str, Valor]] = {}
    for nombre, contenido in sorted(ficheros.items()):
        with mano.anotando(nombre):
            leidas[nombre] = leer_texto(contenido)
    antes = len(mano.problemas)
    for nombre, documento in leidas.items():
        if es_modelo(documento):
            with mano.anotando(nombre):
                operaciones.cargar(documento, actor=mano.actor, reloj=mano.reloj)
    procedimientos = {nombre: d for nombre, d in leidas.items() if not es_modelo(d)}
    if len(mano.problemas) > antes and procedimientos:
        mano.problemas.append(
            Problema(_("Procedimientos"), _("No se han comprobado: se leen sobre los modelos, que tienen errores."))
        )
        return 0
    publicados = 0
    for nombre, documento in procedimientos.items():
        with mano.anotando(nombre):
            carga = operaciones.cargar(documento, actor=mano.actor, reloj=mano.reloj)
            en_ensayo = VersionProcedimiento.objects.select_for_update().filter(
                estado=VersionProcedimiento.Estado.ENSAYO, procedimiento__codigo=carga.codigo
            )
            for version in [v for v in en_ensayo if v.id == carga.version_id]:
                operaciones.publicar(version, actor=mano.actor, reloj=mano.reloj)
                publicados += 1
    return publicados

"""The organic codes of the town: made, renamed and closed since a day, without touching what has entries (TRLRHL 167; Orden EHA/3565/2008 art. 6)."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.presupuesto.eventos import OrganicaCambiada
from consistorio.economia.presupuesto.models import Clasificacion, CodigoOrganico
from consistorio.economia.presupuesto.operaciones.a_la_vez import de_uno_solo
from consistorio.economia.presupuesto.operaciones.escritura import cadena
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.organizacion.models import Unidad

LARGO: Final = 10
ORGANICA = Clasificacion.Clase.ORGANICA


def crear_organica(
    codigo: str, denominacion: str, unidad_id: UUID | None, desde: date, *, actor: Actor, reloj: Reloj
) -> CodigoOrganico:
    """Make a code, for the classification of the year of `desde` and of those after it. Writes: CodigoOrganico, Clasificacion. Emits: presupuesto.organica. Raises
    DatosIncorrectos with every problem (it is there, it is not a code, its year is closed), Conflicto (somebody else made it meanwhile)."""
    exigir_transaccion()
    codigo = codigo.strip().upper()
    problemas = _de_nombre(denominacion) + _de_unidad(unidad_id) + _de_cerrado(desde)
    if not codigo.isascii() or not codigo.isalnum() or len(codigo) > LARGO:
        problemas.append(Problema("codigo", _("Escriba cifras y letras, %(n)d como mucho.") % {"n": LARGO}))
    elif _historia(codigo).exists() or _de_anios(codigo, desde.year).exists():
        problemas.append(Problema("codigo", _("Ese código ya existe. Si está cerrado no se abre otra vez: use otro.")))
    _exigir(problemas)
    nuevo = CodigoOrganico(codigo=codigo, desde=desde, denominacion=denominacion.strip(), unidad_id=unidad_id)
    filas = [
        Clasificacion(ejercicio_id=anio, clase=ORGANICA, codigo=codigo, denominacion=nuevo.denominacion, propio=True)
        for anio in _anios_abiertos(desde.year)
    ]
    with de_uno_solo(_("Otra persona ha dado de alta ese código mientras tanto.")):
        Clasificacion.objects.bulk_create(filas)
    return _anotado(nuevo, actor=actor, reloj=reloj)


def renombrar_organica(
    codigo: str, denominacion: str, unidad_id: UUID | None, desde: date, *, actor: Actor, reloj: Reloj
) -> CodigoOrganico:
    """Another name or another unit since a day: earlier years keep the one that they had. Writes: CodigoOrganico, Clasificacion. Emits: presupuesto.organica. Raises
    NoEncontrado, DatosIncorrectos with every problem (it is closed, an earlier day, one of a closed year, one of this year that has not come), Conflicto (somebody else changed
    it meanwhile)."""
    exigir_transaccion()
    problemas = _de_nombre(denominacion) + _de_unidad(unidad_id) + _de_dia(codigo, desde) + _de_cerrado(desde)
    ahora = hoy(reloj)
    if ahora < desde and desde.year == ahora.year:
        mensaje = _("Ese día no ha llegado: anótelo cuando llegue, o desde el 1 de enero de %(a)d.")
        problemas.append(Problema("desde", mensaje % {"a": ahora.year + 1}))
    _exigir(problemas)
    nuevo = CodigoOrganico(codigo=codigo, desde=desde, denominacion=denominacion.strip(), unidad_id=unidad_id)
    _de_anios(codigo, desde.year).update(denominacion=nuevo.denominacion)
    return _anotado(nuevo, actor=actor, reloj=reloj)


def cerrar_organica(codigo: str, desde: date, *, actor: Actor, reloj: Reloj) -> CodigoOrganico:
    """It takes no new application since a day, and no budget of a later year; its applications go on. Writes: CodigoOrganico, Clasificacion. Emits:
    presupuesto.organica. Raises NoEncontrado, DatosIncorrectos with every problem (it is closed, its day has not come, an earlier day)."""
    exigir_transaccion()
    problemas = _de_dia(codigo, desde, hasta=hoy(reloj)) + _de_cerrado(desde)
    if desde > hoy(reloj):
        problemas.append(Problema("desde", _("La fecha no ha llegado: se anota lo que ya ha pasado.")))
    _exigir(problemas)
    ultimo = _historia(codigo).filter(desde__lte=desde).last()
    nombre = ultimo.denominacion if ultimo is not None else _nombre_en(codigo, desde.year)
    unidad_id = ultimo.unidad_id if ultimo is not None else None
    nuevo = CodigoOrganico(codigo=codigo, desde=desde, denominacion=nombre, unidad_id=unidad_id, cerrado=True)
    return _anotado(nuevo, actor=actor, reloj=reloj)


def _anotado(nuevo: CodigoOrganico, *, actor: Actor, reloj: Reloj) -> CodigoOrganico:
    with de_uno_solo(_("Otra persona ha cambiado ese código mientras tanto.")):
        nuevo.save(force_insert=True)
    hecho = OrganicaCambiada(nuevo.id, nuevo.codigo, nuevo.desde, nuevo.cerrado)
    anotar(cadena(nuevo.desde.year), hecho, actor=actor, reloj=reloj, filas=[nuevo])
    return nuevo


def _historia(codigo: str) -> QuerySet[CodigoOrganico]:
    return CodigoOrganico.objects.filter(codigo=codigo).order_by("desde")


def _de_anios(codigo: str, desde: int) -> QuerySet[Clasificacion]:
    return Clasificacion.objects.filter(clase=ORGANICA, codigo=codigo, ejercicio__gte=desde)


def _anios_abiertos(desde: int) -> list[int]:
    """The years from one on whose classification is written."""
    anios = Clasificacion.objects.filter(ejercicio__gte=desde).values_list("ejercicio_id", flat=True)
    return list(anios.order_by("ejercicio_id").distinct())


def _nombre_en(codigo: str, anio: int) -> str:
    nombres = Clasificacion.objects.filter(clase=ORGANICA, codigo=codigo, ejercicio__lte=anio)
    return str(nombres.order_by("-ejercicio").values_list("denominacion", flat=True).first() or codigo)


def _de_cerrado(desde: date) -> list[Problema]:
    """What is said of a code reaches its year and those after it, and none of them is closed."""
    cerrados = Ejercicio.objects.filter(anio__gte=desde.year).exclude(estado=Ejercicio.Estado.ABIERTO)
    ultimo = cerrados.order_by("anio").last()
    if ultimo is None:
        return []
    mensaje = _("El ejercicio %(a)d está cerrado: diga un día posterior.")
    return [Problema("desde", mensaje % {"a": ultimo.anio})]


def _de_dia(codigo: str, desde: date, *, hasta: date | None = None) -> list[Problema]:
    """Of what changes a code that is there: after what was said of it, and not closed. `hasta`: what was said for later does not count. Raises NoEncontrado."""
    dichos = list(_historia(codigo))
    cerrado = next((uno for uno in dichos if uno.cerrado), None)
    ultimo = cerrado or next((uno for uno in reversed(dichos) if hasta is None or uno.desde <= hasta), None)
    if not dichos and not Clasificacion.objects.filter(clase=ORGANICA, codigo=codigo).exists():
        raise NoEncontrado(_("No encontramos ese código orgánico."))
    if ultimo is not None and ultimo.cerrado:
        return [Problema("desde", _("Ese código está cerrado desde el %(d)s.") % {"d": f"{ultimo.desde:%d/%m/%Y}"})]
    if ultimo is not None and desde <= ultimo.desde:
        mensaje = _("La fecha tiene que ser posterior al %(d)s, su último cambio.")
        return [Problema("desde", mensaje % {"d": f"{ultimo.desde:%d/%m/%Y}"})]
    return []


def _de_nombre(denominacion: str) -> list[Problema]:
    return [] if denominacion.strip() else [Problema("denominacion", _("Escriba cómo se llama."))]


def _de_unidad(unidad_id: UUID | None) -> list[Problema]:
    if unidad_id is None or Unidad.objects.filter(id=unidad_id).exists():
        return []
    return [Problema("unidad", _("Elija una unidad del ayuntamiento."))]


def _exigir(problemas: list[Problema]) -> None:
    if problemas:
        raise DatosIncorrectos(_("El código no se ha cambiado."), problemas=problemas)

"""Reads of the calendar: what is inhábil at the sede and where a person resides."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connections
from django.utils.translation import get_language

from consistorio.nucleo.recordado import Recordado
from consistorio.nucleo.reloj import MADRID
from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.calendario.models import PublicacionCalendario
from consistorio.plataforma.calendario.territorios import COMUNIDAD_DE_PROVINCIA
from consistorio.plataforma.calendario.tipos import Calendario
from consistorio.plataforma.transaccion import recuerdo

Ambito = PublicacionCalendario.Ambito
ESPANA = ("espana", "es", "esp")
_PUBLICADAS = (
    "SELECT id, ambito, territorio, anio, version, publicada_el FROM calendario_publicacioncalendario "
    "WHERE territorio = ANY(%s) ORDER BY anio, ambito, version"
)
_RECUERDO = "calendario.publicaciones"
_COMPUESTOS: Recordado[Calendario] = Recordado()


class _Publicada(NamedTuple):
    """Which publication it is, of all that it says."""

    pk: UUID
    ambito: str
    territorio: str
    anio: int
    version: int
    publicada_el: datetime


def calendario_de_la_sede(*, en: date | datetime | None = None) -> Calendario:
    """The inhábiles that the sede publishes (LPACAP 31.3): national, of the community and local.

    It answers for the years in which all three were published. `en`: with the versions in force then (the first one, if none
    was yet); None: the newest. Anyone may read it.
    """
    entidad: Mapping[str, str] = settings.CONSISTORIO_ENTIDAD
    comunidad, municipio = _territorio(entidad)
    nombre = f"calendario de la sede de {entidad['nombre']}"
    return _componer(nombre, comunidad, municipio, en=en, exigir_local=True)


def calendario_del_interesado(*, municipio: str, en: date | datetime | None = None) -> Calendario:
    """The inhábiles of where a person resides (LPACAP 30.6). `municipio`: INE code, 5 digits.

    Where that municipality's two local days are not known, the calendar counts without them and its `version` says so.
    """
    comunidad = COMUNIDAD_DE_PROVINCIA.get(municipio[:2], "")
    return _componer(f"calendario del municipio {municipio}", comunidad, municipio, en=en, exigir_local=False)


def calendario_del_domicilio(
    *, municipio: str, codigo_postal: str, pais: str = "", en: date | datetime | None = None
) -> Calendario | None:
    """The inhábiles of where an address lies (LPACAP 30.6), as people write addresses; None when they are those of the sede.

    The municipality is found by its name among the local calendars that were published, in the province of the postal code if it
    has one. Where none answers to it, its province's community is counted without local days, and `version` says so; without a
    known province either, None. Abroad (`pais`) there is none of them, whatever its postal code and its name look like.
    """
    if _llano(pais) not in ("", *ESPANA):
        return None
    propia, local = _territorio(settings.CONSISTORIO_ENTIDAD)
    provincia = codigo_postal.strip()[:2]
    territorio = _territorio_de(municipio, provincia if provincia in COMUNIDAD_DE_PROVINCIA else "")
    if territorio:
        return None if territorio == local else calendario_del_interesado(municipio=territorio, en=en)
    comunidad = COMUNIDAD_DE_PROVINCIA.get(provincia, "")
    if comunidad in ("", propia):
        return None
    nombre = f"calendario de la provincia {provincia}, sin fiestas locales"
    return _componer(nombre, comunidad, "", en=en, exigir_local=False)


def _territorio_de(municipio: str, provincia: str) -> str:
    """INE code of the municipality with that name whose calendar was published; empty when there is none, or several."""
    buscado = _llano(municipio)
    if not buscado:
        return ""
    conocidos = PublicacionCalendario.objects.filter(ambito=Ambito.LOCAL, territorio__startswith=provincia)
    hallados = {
        t for t, n in conocidos.exclude(municipio="").values_list("territorio", "municipio") if _llano(n) == buscado
    }
    return hallados.pop() if len(hallados) == 1 else ""


def _llano(nombre: str) -> str:
    sin_acentos = unicodedata.normalize("NFKD", nombre)
    return " ".join("".join(c for c in sin_acentos if not unicodedata.combining(c)).casefold().split())


def publicaciones_vigentes(*, anio: int) -> list[PublicacionCalendario]:
    """The newest version of each calendar of the sede for a year, for the page of inhábiles."""
    entidad: Mapping[str, str] = settings.CONSISTORIO_ENTIDAD
    comunidad, municipio = _territorio(entidad)
    vigentes = _vigentes(_de_territorios(comunidad, municipio), en=None)
    pedidas = [publicacion.pk for publicacion in vigentes if publicacion.anio == anio]
    return list(PublicacionCalendario.objects.filter(pk__in=pedidas).order_by("ambito", "version"))


def _territorio(entidad: Mapping[str, str]) -> tuple[str, str]:
    """INE codes of the community and the municipality. A town hall's DIR3 code is L01, the municipality and a check digit."""
    municipio = entidad["dir3"][3:8]
    return COMUNIDAD_DE_PROVINCIA.get(municipio[:2]) or entidad.get("comunidad", ""), municipio


def _componer(
    nombre: str, comunidad: str, municipio: str, *, en: date | datetime | None, exigir_local: bool
) -> Calendario:
    vigentes = _vigentes(_de_territorios(comunidad, municipio), en=en)
    clave = (nombre, exigir_local, get_language(), *(publicacion.pk for publicacion in vigentes))
    return _COMPUESTOS.de(clave, lambda: _compuesto(nombre, vigentes, exigir_local=exigir_local))


def _compuesto(nombre: str, vigentes: list[_Publicada], *, exigir_local: bool) -> Calendario:
    """Of publications that never change."""
    dias_de = dict(PublicacionCalendario.objects.filter(pk__in=[p.pk for p in vigentes]).values_list("pk", "dias"))
    ambitos: dict[int, set[str]] = {}
    dias: dict[date, str] = {}
    for publicacion in vigentes:
        ambitos.setdefault(publicacion.anio, set()).add(publicacion.ambito)
        ambito = Ambito(publicacion.ambito).label.lower()
        dias |= {date.fromisoformat(fecha): f"{motivo} ({ambito})" for fecha, motivo in dias_de[publicacion.pk].items()}
    exigidos = {Ambito.NACIONAL.value, Ambito.AUTONOMICO.value} | ({Ambito.LOCAL.value} if exigir_local else set())
    anios = frozenset(anio for anio, tiene in ambitos.items() if exigidos <= tiene)
    return Calendario(nombre, dias, anios, _version(nombre, vigentes, anios, ambitos))


def _version(
    nombre: str, vigentes: Iterable[_Publicada], anios: frozenset[int], ambitos: Mapping[int, set[str]]
) -> str:
    partes = []
    for anio in sorted(anios):
        versiones = ", ".join(f"{p.ambito} v{p.version}" for p in vigentes if p.anio == anio)
        falta = "" if Ambito.LOCAL.value in ambitos[anio] else ", fiestas locales no conocidas"
        partes.append(f"{anio} ({versiones}{falta})")
    return f"{nombre}: {'; '.join(partes)}" if partes else ""


def _de_territorios(comunidad: str, municipio: str) -> list[_Publicada]:
    """What has been published, asked once in each transaction: an act counts all its terms with the same."""
    notas = recuerdo(_RECUERDO)
    if notas is None:
        return _leidas(comunidad, municipio)
    if (comunidad, municipio) not in notas:
        notas[comunidad, municipio] = _leidas(comunidad, municipio)
    return list(notas[comunidad, municipio])


def olvidar_publicaciones() -> None:
    """The open transaction publishes something: what it had read is no longer all. Whoever undoes a publication to a savepoint and goes on
    counting forgets it too: nobody does today."""
    if notas := recuerdo(_RECUERDO):
        notas.clear()


def _leidas(comunidad: str, municipio: str) -> list[_Publicada]:
    """In SQL and without their days, which are read where they are not known yet."""
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(_PUBLICADAS, [["ES", comunidad, municipio]])
        return [_Publicada(*fila) for fila in cursor.fetchall()]


def _vigentes(publicaciones: Iterable[_Publicada], *, en: date | datetime | None) -> list[_Publicada]:
    """The newest version of each territory and year that was published by `en`; the first one when none was."""
    tope = _instante(en)
    por_clave: dict[tuple[str, str, int], _Publicada] = {}
    for publicacion in publicaciones:
        clave = (publicacion.ambito, publicacion.territorio, publicacion.anio)
        if clave not in por_clave or tope is None or publicacion.publicada_el <= tope:
            por_clave[clave] = publicacion
    return list(por_clave.values())


def _instante(en: date | datetime | None) -> datetime | None:
    if en is None or isinstance(en, datetime):
        return en
    return datetime.combine(en + timedelta(days=1), time(), MADRID)

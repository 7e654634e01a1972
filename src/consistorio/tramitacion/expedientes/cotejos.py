"""Cases held against the log: the state that their facts rebuild is the one that the tables say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from itertools import groupby, islice
from uuid import UUID

from consistorio.plataforma.auditoria.cotejos import ILEGIBLE, Informe, cotejo
from consistorio.plataforma.auditoria.models import Evento
from consistorio.tramitacion.expedientes.consultas import estado_actual
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.reglas import EstadoExpediente, reconstruir

_TANDA = 500
_PREFIJO = "expediente:"


@cotejo
def expedientes(alias: str, informe: Informe) -> None:
    """Number, version, unit, phase, state, result, parties and index of every case."""
    tabla = Expediente._meta.db_table
    rehechos = _rehechos(alias, informe)
    vistos: set[UUID] = set()
    while tanda := dict(islice(rehechos, _TANDA)):
        hallados = (
            Expediente.objects.using(alias).filter(id__in=list(tanda)).prefetch_related("interesados", "documentos")
        )
        actuales: dict[UUID, Expediente] = {}
        for expediente in hallados:
            if expediente.id in actuales:
                informe.falla(tabla, expediente.id, "el expediente está dos veces")
            actuales[expediente.id] = expediente
        for identificador, rehecho in tanda.items():
            actual = actuales.get(identificador)
            if actual is None:
                informe.falla(tabla, identificador, "el expediente ha desaparecido")
                continue
            try:
                _comparar(actual, rehecho, informe)
            except ILEGIBLE:
                informe.falla(tabla, identificador, f"hay filas de {actual.numero} que no se pueden leer")
        vistos |= set(tanda)
        informe.contar("expedientes", len(tanda))
    for identificador in Expediente.objects.using(alias).order_by("id").values_list("id", flat=True).iterator():
        if identificador not in vistos:
            informe.falla(tabla, identificador, "ningún hecho responde de este expediente")


def _comparar(actual: Expediente, rehecho: EstadoExpediente, informe: Informe) -> None:
    dicho = estado_actual(actual)
    if len(dicho.interesados) != sum(parte.hasta is None for parte in actual.interesados.all()):
        informe.falla(
            Expediente._meta.db_table, actual.id, f"una persona está dos veces entre los interesados de {actual.numero}"
        )
    for campo in fields(EstadoExpediente):
        if getattr(dicho, campo.name) != getattr(rehecho, campo.name):
            informe.falla(
                Expediente._meta.db_table,
                actual.id,
                f"«{campo.name}» no es lo que resulta de los hechos de {actual.numero}",
            )


def _rehechos(alias: str, informe: Informe) -> Iterator[tuple[UUID, EstadoExpediente]]:
    """Each case with its state rebuilt from its facts, in the order of the chains."""
    consulta = Evento.objects.using(alias).filter(cadena__startswith=_PREFIJO).order_by("cadena", "seq")
    hechos: Iterator[tuple[str, str, Mapping[str, object]]] = consulta.values_list("cadena", "tipo", "datos").iterator(
        chunk_size=2000
    )
    for cadena, suyos in groupby(hechos, key=lambda hecho: hecho[0]):
        try:
            rehecho = UUID(cadena.removeprefix(_PREFIJO)), reconstruir((tipo, datos) for _cadena, tipo, datos in suyos)
        except ILEGIBLE:
            informe.falla(Evento._meta.db_table, cadena, "los hechos del expediente no se pueden leer")
        else:
            yield rehecho

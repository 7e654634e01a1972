"""The work of every case held against the log: its tasks, and its term or what it declared, are those that its facts say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby, islice
from uuid import UUID

from django.db.models import Count, Q

from consistorio.plataforma.auditoria.cotejos import ILEGIBLE, Informe, cotejo
from consistorio.plataforma.auditoria.models import Evento
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.consultas import estado_actual
from consistorio.tramitacion.motor.models import Declaracion, Plazo, Tarea
from consistorio.tramitacion.motor.reglas import EstadoTrabajo, reconstruir

_TANDA = 500
_PREFIJO = "expediente:"


@cotejo
def trabajo(alias: str, informe: Informe) -> None:
    """Code, state, unit and holder of every task; last day and state of every term; since when what was declared has effects, and its state."""
    rehechos = _rehechos(alias, informe)
    vistos: set[UUID] = set()
    while tanda := dict(islice(rehechos, _TANDA)):
        hallados = Expediente.objects.using(alias).filter(id__in=list(tanda)).prefetch_related("tareas")
        for expediente in hallados:
            try:
                _comparar(expediente, tanda[expediente.id], informe)
            except ILEGIBLE:
                informe.falla(
                    Tarea._meta.db_table,
                    expediente.id,
                    f"hay tareas o plazos de {expediente.numero} que no se pueden leer",
                )
        vistos |= set(tanda)
        informe.contar("tareas", sum(len(rehecho.tareas) for rehecho in tanda.values()))
    repetidos = Plazo.objects.using(alias).values("expediente_id").annotate(cuantos=Count("pk")).filter(cuantos__gt=1)
    for expediente_id in repetidos.order_by("expediente_id").values_list("expediente_id", flat=True):
        informe.falla(Plazo._meta.db_table, expediente_id, "el expediente tiene el plazo dos veces")
    for modelo, texto in (
        (Tarea, "ningún hecho responde de esta tarea"),
        (Plazo, "ningún hecho responde de este plazo"),
        (Declaracion, "ningún hecho responde de lo declarado"),
    ):
        for clave, expediente_id in (
            modelo.objects.using(alias).order_by("pk").values_list("pk", "expediente_id").iterator()
        ):
            if expediente_id not in vistos:
                informe.falla(modelo._meta.db_table, clave, texto)


def _comparar(expediente: Expediente, rehecho: EstadoTrabajo, informe: Informe) -> None:
    dicho, tabla = estado_actual(expediente), Tarea._meta.db_table
    if len(dicho.tareas) != len(expediente.tareas.all()):
        informe.falla(tabla, expediente.id, f"una tarea de {expediente.numero} está dos veces")
    for identificador in sorted(dicho.tareas.keys() | rehecho.tareas.keys()):
        if identificador not in dicho.tareas:
            informe.falla(tabla, identificador, "la tarea ha desaparecido")
        elif identificador not in rehecho.tareas:
            informe.falla(tabla, identificador, "ningún hecho responde de esta tarea")
        elif dicho.tareas[identificador] != rehecho.tareas[identificador]:
            informe.falla(tabla, identificador, "la tarea no está como dicen sus hechos")
    if (dicho.vence, dicho.estado_plazo) != (rehecho.vence, rehecho.estado_plazo):
        informe.falla(
            Plazo._meta.db_table, expediente.id, f"el plazo no es el que resulta de los hechos de {expediente.numero}"
        )
    if (dicho.efectos, dicho.declaracion) != (rehecho.efectos, rehecho.declaracion):
        informe.falla(
            Declaracion._meta.db_table,
            expediente.id,
            f"lo declarado no está como resulta de los hechos de {expediente.numero}",
        )


def _rehechos(alias: str, informe: Informe) -> Iterator[tuple[UUID, EstadoTrabajo]]:
    """Each case with its work rebuilt from its facts, in the order of the chains."""
    del_trabajo = (
        Q(tipo__startswith="tarea.") | Q(tipo__startswith="motor.plazo.") | Q(tipo__startswith="motor.declaracion.")
    )
    consulta = Evento.objects.using(alias).filter(del_trabajo, cadena__startswith=_PREFIJO).order_by("cadena", "seq")
    hechos: Iterator[tuple[str, str, Mapping[str, object]]] = consulta.values_list("cadena", "tipo", "datos").iterator(
        chunk_size=2000
    )
    for cadena, suyos in groupby(hechos, key=lambda hecho: hecho[0]):
        try:
            rehecho = UUID(cadena.removeprefix(_PREFIJO)), reconstruir((tipo, datos) for _cadena, tipo, datos in suyos)
        except ILEGIBLE:
            informe.falla(Evento._meta.db_table, cadena, "los hechos de la tramitación no se pueden leer")
        else:
            yield rehecho

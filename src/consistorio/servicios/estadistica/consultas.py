"""Reads of the figures: five statements, whatever the cases, procedures and months; and the lists of what is overdue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from uuid import UUID

from django.db import connections, transaction
from django.db.models import Q

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.orden import clave_orden
from consistorio.nucleo.reloj import MADRID
from consistorio.plataforma.base.villa import alias_actual
from consistorio.servicios.estadistica import reglas, sentencias
from consistorio.servicios.estadistica.tipos import (
    Alcance,
    Cuadro,
    FilaProcedimiento,
    Mes,
    Paso,
    Periodo,
    Tiempos,
)
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.visibilidad import visibles_por
from consistorio.tramitacion.motor import atrasos
from consistorio.tramitacion.motor.models import Plazo, Tarea
from consistorio.tramitacion.motor.registro_tipos import registrados, tipo_de

MAXIMO_EN_LISTA = 200
SIN_TIEMPOS = Tiempos(0, None, None, None)
NO_SE_MUESTRAN = ("expediente__version__definicion", "expediente__datos")
Fila = tuple[object, ...]
Ultimo = tuple[date, UUID]  # the date and the identifier by which a list goes on


def cuadro(alcance: Alcance, periodo: Periodo, *, hoy: date, procedimiento: str = "") -> Cuadro:
    """The figures of some units in a period. `procedimiento`: of one, by its code; empty: of all."""
    respuestas = _preguntar(alcance, periodo, hoy)
    movidos, decididos = _Movimientos(respuestas[0], periodo), _decididos(respuestas[1])
    pasos = _pasos(respuestas[2], respuestas[3])
    vencidos = {str(codigo): (str(nombre), _entero(cuantos)) for codigo, nombre, cuantos in respuestas[4]}
    nombres = {
        **{paso.procedimiento: paso.procedimiento_nombre for paso in pasos},
        **{codigo: nombre for codigo, (nombre, _n) in vencidos.items()},
        **{codigo: uno.nombre for codigo, uno in decididos.items() if codigo},
        **movidos.nombres,
    }
    filas = [
        movidos.fila(codigo, nombre, decididos.get(codigo), vencidos.get(codigo, ("", 0))[1])
        for codigo, nombre in sorted(nombres.items(), key=lambda par: (clave_orden(par[1]), par[0]))
    ]
    total = movidos.fila("", "", decididos.get(""), sum(n for _nombre, n in vencidos.values()))
    return _contado(
        Cuadro(
            movidos.meses(procedimiento),
            filas,
            total,
            [paso for paso in pasos if procedimiento in ("", paso.procedimiento)],
            alcance.protegido,
        )
    )


def _contado(entero: Cuadro) -> Cuadro:
    """What may be told of it."""
    if not entero.protegido:
        return entero
    return Cuadro(
        [reglas.mes_protegido(mes) for mes in entero.meses],
        [reglas.fila_protegida(fila) for fila in entero.procedimientos],
        reglas.fila_protegida(entero.total),
        [reglas.paso_protegido(paso) for paso in entero.pasos],
        protegido=True,
    )


def _preguntar(alcance: Alcance, periodo: Periodo, hoy: date) -> list[list[Fila]]:
    """What each statement answers, in the order of `sentencias.TODAS`."""
    casos = sentencias.CASOS_DE_TODAS if alcance.unidades is None else sentencias.CASOS_DE_UNIDADES
    limites = [datetime.combine(mes, time(), MADRID) for mes in (*reglas.meses_de(periodo), periodo.hasta)]
    parametros: dict[str, date | list[datetime] | list[UUID]] = {
        "desde": limites[0],
        "hasta": limites[-1],
        "limites": limites,
        "hoy": hoy,
        "unidades": list(alcance.unidades or ()),
    }
    respuestas: list[list[Fila]] = []
    with transaction.atomic(using=alias_actual()), connections[alias_actual()].cursor() as cursor:
        cursor.execute(sentencias.AJUSTES)
        for sentencia in sentencias.TODAS:
            cursor.execute(sentencia.replace("{casos}", casos), parametros)
            respuestas.append(cursor.fetchall())
    return respuestas


@dato
class _Decididos:
    nombre: str
    tiempos: Tiempos
    a_tiempo: int


def _decididos(filas: Iterable[Fila]) -> dict[str, _Decididos]:
    """By procedure, and of all together with no code."""
    return {
        str(codigo or ""): _Decididos(str(nombre or ""), _tiempos(veces, partes, maximo), _entero(a_tiempo))
        for codigo, nombre, veces, partes, maximo, a_tiempo in filas
    }


def _tiempos(veces: object, partes: object, maximo: object) -> Tiempos:
    if not veces or not isinstance(partes, list):
        return SIN_TIEMPOS
    mediana, p90 = partes
    return Tiempos(_entero(veces), float(mediana), float(p90), _entero(maximo))


def _entero(valor: object) -> int:
    return int(str(valor or 0))


class _Movimientos:
    """What began and ended by procedure and month of the period, counted from one; before it, zero."""

    def __init__(self, filas: Iterable[Fila], periodo: Periodo) -> None:
        self.nombres: dict[str, str] = {}
        self._meses = reglas.meses_de(periodo)
        self._iniciados: dict[tuple[str, object], int] = {}
        self._terminados: dict[tuple[str, object], int] = {}
        for codigo, nombre, de_inicio, lugar, cuantos in filas:
            self.nombres[str(codigo)] = str(nombre)
            (self._iniciados if de_inicio else self._terminados)[str(codigo), lugar] = _entero(cuantos)

    def meses(self, procedimiento: str = "") -> list[Mes]:
        """Month by month, of a procedure or of all."""
        suyos = [procedimiento] if procedimiento else [*self.nombres]
        abiertos = sum(self._iniciados.get((codigo, 0), 0) for codigo in suyos)
        hechos = []
        for lugar, mes in enumerate(self._meses, start=1):
            iniciados = sum(self._iniciados.get((codigo, lugar), 0) for codigo in suyos)
            terminados = sum(self._terminados.get((codigo, lugar), 0) for codigo in suyos)
            abiertos += iniciados - terminados
            hechos.append(Mes(mes, iniciados, terminados, abiertos))
        return hechos

    def fila(self, codigo: str, nombre: str, decididos: _Decididos | None, vencidos: int) -> FilaProcedimiento:
        """The whole period, of a procedure or of all."""
        meses = self.meses(codigo)
        tiempos = decididos.tiempos if decididos else SIN_TIEMPOS
        return FilaProcedimiento(
            codigo,
            nombre,
            sum(mes.iniciados or 0 for mes in meses),
            sum(mes.terminados or 0 for mes in meses),
            meses[-1].abiertos,
            tiempos,
            100 * decididos.a_tiempo / tiempos.veces if decididos and tiempos.veces else None,
            vencidos,
        )


def _pasos(hechos: Sequence[Fila], pendientes: Sequence[Fila]) -> list[Paso]:
    """Those of each procedure together, the one that takes most of its days first."""
    nombres: dict[tuple[str, str, str], tuple[str, str]] = {}
    tiempos: dict[tuple[str, str, str], tuple[Tiempos, int]] = {}
    abiertas: dict[tuple[str, str, str], tuple[int, int]] = {}
    for codigo, nombre, paso, tipo, rotulo, veces, partes, maximo, dias in hechos:
        clave = (str(codigo), str(paso), str(tipo))
        nombres[clave] = (str(nombre), _rotulo(str(tipo), rotulo))
        tiempos[clave] = (_tiempos(veces, partes, maximo), _entero(dias))
    for codigo, nombre, paso, tipo, rotulo, cuantas, atrasadas in pendientes:
        clave = (str(codigo), str(paso), str(tipo))
        nombres.setdefault(clave, (str(nombre), _rotulo(str(tipo), rotulo)))
        abiertas[clave] = (_entero(cuantas), _entero(atrasadas))
    dias_de: dict[str, int] = {}
    pasos_de: dict[str, int] = {}
    for (codigo, _paso, _tipo), (_suyos, dias) in tiempos.items():
        dias_de[codigo] = dias_de.get(codigo, 0) + dias
        pasos_de[codigo] = pasos_de.get(codigo, 0) + 1
    lista = []
    for clave, (procedimiento, nombre) in nombres.items():
        codigo = clave[0]
        suyos, dias = tiempos.get(clave, (SIN_TIEMPOS, 0))
        parte = 100 * dias / dias_de[codigo] if dias_de.get(codigo) else None
        cuello = parte is not None and reglas.es_cuello(suyos, parte, pasos=pasos_de[codigo])
        cuantas, atrasadas = abiertas.get(clave, (0, 0))
        identificado = clave[1] or clave[2]
        lista.append(Paso(codigo, procedimiento, identificado, nombre, suyos, parte, cuantas, atrasadas, cuello))
    return sorted(
        lista, key=lambda p: (clave_orden(p.procedimiento_nombre), p.procedimiento, -(p.parte or 0.0), p.codigo)
    )


def _rotulo(tipo: str, rotulo: object) -> str:
    if rotulo:
        return str(rotulo)
    return str(tipo_de(tipo).nombre or tipo) if tipo in registrados() else tipo


def vencidos(
    actor: Actor, alcance: Alcance, *, hoy: date, procedimiento: str = "", tras: Ultimo | None = None, limite: int = 25
) -> list[Plazo]:
    """A page of the open cases out of their legal term that the actor may see, the longest overdue first. `tras`: the last one of the page before."""
    plazos = Plazo.objects.filter(
        visibles_por(actor, "expediente"),
        _de_la_pagina(alcance, procedimiento, tras),
        estado__in=(Plazo.Estado.CORRIENDO, Plazo.Estado.VENCIDO),
        vence__lt=hoy,
        cumplido_el=None,
        expediente__estado=Expediente.Estado.ABIERTO,
    )
    con_su_caso = plazos.select_related("expediente__unidad", "expediente__version__procedimiento")
    return list(con_su_caso.defer(*NO_SE_MUESTRAN).order_by("vence", "id")[: min(limite, MAXIMO_EN_LISTA)])


def atrasadas(
    actor: Actor, alcance: Alcance, *, hoy: date, procedimiento: str = "", tras: Ultimo | None = None, limite: int = 25
) -> list[Tarea]:
    """A page of the late tasks, of cases that the actor may see, the same way."""
    tareas = Tarea.objects.filter(
        visibles_por(actor, "expediente"),
        _de_la_pagina(alcance, procedimiento, tras),
        atrasos.atrasadas(hoy),
        cerrada_el=None,
    )
    con_su_caso = tareas.select_related("unidad", "asignada_a__persona", "expediente__version__procedimiento")
    return list(con_su_caso.defer(*NO_SE_MUESTRAN).order_by("vence", "id")[: min(limite, MAXIMO_EN_LISTA)])


def _de_la_pagina(alcance: Alcance, procedimiento: str, tras: Ultimo | None) -> Q:
    condicion = Q()
    if alcance.unidades is not None:
        condicion &= Q(expediente__unidad_id__in=alcance.unidades)
    if procedimiento:
        condicion &= Q(expediente__version__procedimiento__codigo=procedimiento)
    if tras is not None:
        vence, identificador = tras
        condicion &= Q(vence__gt=vence) | Q(vence=vence, id__gt=identificador)
    return condicion

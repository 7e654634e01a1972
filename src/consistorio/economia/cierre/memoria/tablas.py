"""What each table of the notes is called, what its columns are, and in which note it goes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_noop

from consistorio.nucleo.dato import dato

_CUENTA, _CONCEPTO, _APLICACION = gettext_noop("Cuenta"), gettext_noop("Concepto"), gettext_noop("Aplicación")
_INICIAL, _FINAL = gettext_noop("Saldo inicial"), gettext_noop("Saldo final")
_AUMENTOS, _DISMINUCIONES = gettext_noop("Aumentos"), gettext_noop("Disminuciones")
_PENDIENTE = gettext_noop("Pendiente")
_MOVIMIENTO: Final = (_CUENTA, _INICIAL, _AUMENTOS, _DISMINUCIONES, _FINAL)
_INMOVILIZADO: Final = (
    _CUENTA,
    gettext_noop("Neto inicial"),
    gettext_noop("Entradas"),
    gettext_noop("Traspasos"),
    gettext_noop("Salidas"),
    gettext_noop("Amortización"),
    gettext_noop("Deterioro"),
    gettext_noop("Neto final"),
)
_OBLIGACIONES, _PAGOS = gettext_noop("Obligaciones reconocidas"), gettext_noop("Pagos")


@dato
class TablaDeNota:
    """A table. `enteros`: places of the columns that count and are not euros; `suma`: it ends with what its columns add up to."""

    nota: int
    titulo: str
    columnas: tuple[str, ...]
    enteros: tuple[int, ...] = ()
    suma: bool = True


TABLAS: Final[Mapping[str, TablaDeNota]] = {
    "inmovilizado_material": TablaDeNota(5, gettext_noop("Movimiento del inmovilizado material"), _INMOVILIZADO),
    "patrimonio_del_suelo": TablaDeNota(6, gettext_noop("Movimiento del patrimonio público del suelo"), _INMOVILIZADO),
    "inversiones_inmobiliarias": TablaDeNota(
        7, gettext_noop("Movimiento de las inversiones inmobiliarias"), _INMOVILIZADO
    ),
    "inmovilizado_intangible": TablaDeNota(8, gettext_noop("Movimiento del inmovilizado intangible"), _INMOVILIZADO),
    "arrendamientos": TablaDeNota(9, gettext_noop("Deudas por arrendamiento financiero"), _MOVIMIENTO),
    "activos_financieros": TablaDeNota(10, gettext_noop("Movimiento de los activos financieros"), _MOVIMIENTO),
    "pasivos_financieros": TablaDeNota(11, gettext_noop("Movimiento de los pasivos financieros"), _MOVIMIENTO),
    "coberturas": TablaDeNota(12, gettext_noop("Movimiento de los instrumentos de cobertura"), _MOVIMIENTO),
    "existencias": TablaDeNota(13, gettext_noop("Movimiento de las existencias"), _MOVIMIENTO),
    "subvenciones": TablaDeNota(15, gettext_noop("Subvenciones pendientes de imputar al resultado"), _MOVIMIENTO),
    "transferencias_recibidas": TablaDeNota(
        15,
        gettext_noop("Transferencias y subvenciones recibidas"),
        (_CONCEPTO, gettext_noop("Derechos netos"), gettext_noop("Recaudación neta")),
    ),
    "transferencias_concedidas": TablaDeNota(
        15, gettext_noop("Transferencias y subvenciones concedidas"), (_APLICACION, _OBLIGACIONES, _PAGOS)
    ),
    "provisiones": TablaDeNota(16, gettext_noop("Movimiento de las provisiones"), _MOVIMIENTO),
    "medio_ambiente": TablaDeNota(
        17,
        gettext_noop("Gasto de la política 17, Medio ambiente"),
        (_APLICACION, gettext_noop("Créditos definitivos"), _OBLIGACIONES, _PAGOS),
    ),
    "en_venta": TablaDeNota(18, gettext_noop("Movimiento de los activos en estado de venta"), _MOVIMIENTO),
    "otros_entes": TablaDeNota(20, gettext_noop("Recursos de otros entes"), _MOVIMIENTO),
    "no_presupuestario_deudores": TablaDeNota(21, gettext_noop("Deudores no presupuestarios"), _MOVIMIENTO),
    "no_presupuestario_acreedores": TablaDeNota(21, gettext_noop("Acreedores no presupuestarios"), _MOVIMIENTO),
    "no_presupuestario_cobros_sin_aplicar": TablaDeNota(21, gettext_noop("Cobros pendientes de aplicación"), _MOVIMIENTO),
    "no_presupuestario_pagos_sin_aplicar": TablaDeNota(21, gettext_noop("Pagos pendientes de aplicación"), _MOVIMIENTO),
    "libros_de_iva": TablaDeNota(
        21,
        gettext_noop("IVA de las actividades sujetas"),
        (gettext_noop("Actividad y libro"), gettext_noop("Base"), gettext_noop("Cuota"), gettext_noop("Deducible")),
        suma=False,
    ),
    "declaraciones": TablaDeNota(
        21,
        gettext_noop("Impuestos declarados"),
        (gettext_noop("Modelo y período"), gettext_noop("Resultado"), gettext_noop("Pagado")),
    ),
    "contratos": TablaDeNota(
        22,
        gettext_noop("Contratos tramitados, por procedimiento y clase"),
        (gettext_noop("Procedimiento y clase"), gettext_noop("Contratos"), gettext_noop("Comprometido en el ejercicio")),
        enteros=(1,),
    ),
    "valores": TablaDeNota(
        23,
        gettext_noop("Valores en depósito"),
        (
            gettext_noop("Clase"),
            gettext_noop("Al empezar"),
            gettext_noop("Recibidos"),
            gettext_noop("Devueltos"),
            gettext_noop("Ejecutados"),
            gettext_noop("Al terminar"),
        ),
    ),
    "modificaciones": TablaDeNota(
        24,
        gettext_noop("24.1 Modificaciones de crédito"),
        (gettext_noop("Aplicación y clase"), gettext_noop("Altas"), gettext_noop("Bajas")),
    ),
    "sin_aplicar": TablaDeNota(
        24, gettext_noop("24.1 Acreedores por operaciones pendientes de aplicar a presupuesto"), _MOVIMIENTO
    ),
    "gestion_ingresos": TablaDeNota(
        24,
        gettext_noop("24.1 Gestión de los ingresos"),
        (
            _CONCEPTO,
            gettext_noop("Reconocidos"),
            gettext_noop("Anulados"),
            gettext_noop("Cancelados"),
            gettext_noop("Netos"),
            gettext_noop("Recaudación neta"),
            _PENDIENTE,
        ),
    ),
    "devoluciones": TablaDeNota(24, gettext_noop("24.1 Devoluciones de ingresos"), _MOVIMIENTO),
    "cerrados_obligaciones": TablaDeNota(
        24,
        gettext_noop("24.2 Obligaciones de ejercicios cerrados"),
        (
            gettext_noop("Ejercicio"),
            _INICIAL,
            gettext_noop("Rectificaciones"),
            gettext_noop("Prescripciones"),
            _PAGOS,
            _PENDIENTE,
        ),
    ),
    "cerrados_derechos": TablaDeNota(
        24,
        gettext_noop("24.2 Derechos de ejercicios cerrados"),
        (
            gettext_noop("Ejercicio"),
            _INICIAL,
            gettext_noop("Rectificaciones"),
            gettext_noop("Anulados"),
            gettext_noop("Cancelados"),
            gettext_noop("Prescritos"),
            gettext_noop("Recaudación"),
            _PENDIENTE,
        ),
    ),
    "compromisos": TablaDeNota(
        24,
        gettext_noop("24.1 y 24.3 Compromisos de ingreso"),
        (gettext_noop("Ejercicio y concepto"), gettext_noop("Comprometido"), gettext_noop("Cumplido"), _PENDIENTE),
    ),
    "proyectos": TablaDeNota(
        24,
        gettext_noop("24.4 Ejecución de proyectos de gasto"),
        (
            gettext_noop("Proyecto"),
            gettext_noop("Gasto total"),
            gettext_noop("Del ejercicio"),
            gettext_noop("Acumulado"),
            gettext_noop("Por realizar"),
        ),
    ),
}  # fmt: skip

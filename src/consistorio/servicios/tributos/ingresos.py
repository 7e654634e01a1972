"""Payments as somebody writes them, or as a file brings them, and everything that is wrong with each before any is noted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.hojas import TablaDeTexto
from consistorio.nucleo.orden import clave_orden
from consistorio.nucleo.tipos import Importe
from consistorio.servicios.tributos import reglas
from consistorio.servicios.tributos.models import Cobro, Liquidacion
from consistorio.servicios.tributos.operaciones import Ingreso

MAXIMO_REFERENCIA = 60
CABECERA = ("referencia", "importe", "fecha", "medio", "referencia_banco")
_FECHA = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


@dato
class IngresoEscrito:
    """A payment as it was written. `fila`: of the file, from 1; `fecha`: 23/03/2026 or 2026-03-23; `medio`: a code of `Cobro.Medio`."""

    fila: int
    referencia: str
    importe: str
    fecha: str
    medio: str
    referencia_banco: str


@dato
class IngresoRevisado:
    """What was read of it, what is wrong with it, and what it will do to its debt."""

    escrito: IngresoEscrito
    referencia: str
    importe: Importe | None
    dia: date | None
    problemas: tuple[Problema, ...]
    efecto: str = ""
    repetido: bool = False

    @property
    def que_hace(self) -> str:
        """What it will do to its debt, in words."""
        return str(Cobro.Resultado(self.efecto).label) if self.efecto else ""

    def ingreso(self) -> Ingreso:
        """The payment. Raises DatosIncorrectos when it has problems."""
        if self.problemas or self.importe is None or self.dia is None:
            raise DatosIncorrectos(_("El cobro no se ha anotado."), problemas=self.problemas)
        return Ingreso(
            self.referencia, self.importe, self.dia, self.escrito.medio, self.escrito.referencia_banco.strip()
        )


def modelo() -> TablaDeTexto:
    """A file with its heading and a payment as example."""
    return TablaDeTexto(CABECERA, [("260000000156", "504,00", "23/03/2026", "transferencia", "2026032300017")])


def leer_filas(filas: Sequence[Sequence[str]]) -> list[IngresoEscrito]:
    """The payments of a file whose first row is its heading, in any order of columns. Raises DatosIncorrectos with every problem of the heading."""
    cabecera = [clave_orden(celda).replace(" ", "_") for celda in filas[0]]
    problemas = [
        _("Falta la columna «%(c)s» en la primera fila.") % {"c": nombre}
        for nombre in CABECERA
        if nombre not in cabecera
    ]
    problemas += [
        _("La columna «%(c)s» está dos veces.") % {"c": nombre} for nombre in CABECERA if cabecera.count(nombre) > 1
    ]
    problemas += [_("La columna «%(c)s» sobra.") % {"c": celda} for celda in cabecera if celda not in CABECERA]
    if problemas:
        raise DatosIncorrectos(
            _("El fichero no tiene las columnas que hacen falta."),
            problemas=[Problema("fichero", p) for p in problemas],
        )
    return [
        IngresoEscrito(numero, *(fila[cabecera.index(nombre)] for nombre in CABECERA))
        for numero, fila in enumerate(filas[1:], start=2)
        if any(fila)
    ]


def revisar(escritos: Sequence[IngresoEscrito], *, en: date) -> list[IngresoRevisado]:
    """Each with everything that is wrong with it, in three questions whatever their number."""
    referencias = [reglas.leer_referencia(uno.referencia) for uno in escritos]
    liquidaciones = {
        una.referencia: una for una in Liquidacion.objects.filter(referencia__in=filter(None, referencias))
    }
    bancos = [uno.referencia_banco.strip() for uno in escritos]
    anotados = {
        cobro.referencia_banco: cobro
        for cobro in Cobro.objects.select_related("liquidacion").filter(referencia_banco__in=bancos)
    }
    veces = Counter(bancos)
    recibido = {una.id: Importe(una.recibido) for una in liquidaciones.values()}
    estados = {una.id: una.estado for una in liquidaciones.values()}
    revisados = []
    for escrito, referencia, banco in zip(escritos, referencias, bancos, strict=True):
        leido = _leer(escrito, referencia, banco, liquidaciones.get(referencia), veces[banco], en)
        liquidacion = liquidaciones.get(referencia)
        if leido.importe is not None and liquidacion is not None and not leido.problemas:
            leido = _con_efecto(leido, liquidacion, anotados.get(banco), recibido, estados)
        revisados.append(leido)
    return revisados


def _leer(
    escrito: IngresoEscrito, referencia: str, banco: str, liquidacion: Liquidacion | None, veces: int, en: date
) -> IngresoRevisado:
    problemas = []
    if not referencia:
        problemas.append(
            Problema(
                "referencia",
                _("La referencia no es correcta: son doce cifras, y las dos últimas comprueban las demás."),
            )
        )
    elif liquidacion is None:
        problemas.append(Problema("referencia", _("Ninguna liquidación tiene esa referencia.")))
    importe = _importe(escrito.importe, problemas)
    dia = _dia(escrito.fecha, en, problemas)
    if escrito.medio not in Cobro.Medio.values:
        opciones = ", ".join(Cobro.Medio.values)
        problemas.append(Problema("medio", _("El medio es uno de estos: %(m)s.") % {"m": opciones}))
    if not banco or len(banco) > MAXIMO_REFERENCIA:
        mensaje = _("Falta la referencia del banco o de la caja, de %(n)d caracteres como mucho.")
        problemas.append(Problema("referencia_banco", mensaje % {"n": MAXIMO_REFERENCIA}))
    elif veces > 1:
        problemas.append(Problema("referencia_banco", _("Esa referencia del banco está dos veces en el fichero.")))
    return IngresoRevisado(escrito, referencia, importe, dia, tuple(problemas))


def _importe(texto: str, problemas: list[Problema]) -> Importe | None:
    try:
        importe = Importe.de(texto)
    except DatosIncorrectos as error:
        problemas.append(Problema("importe", error.mensaje))
        return None
    if importe.euros <= 0:
        problemas.append(Problema("importe", _("El importe tiene que ser mayor que cero.")))
        return None
    return importe


def _dia(texto: str, en: date, problemas: list[Problema]) -> date | None:
    hallado = _FECHA.fullmatch(texto.strip())
    try:
        dia = (
            date(int(hallado[3]), int(hallado[2]), int(hallado[1]))
            if hallado
            else date.fromisoformat(texto.strip()[:10])
        )
    except ValueError:
        problemas.append(Problema("fecha", _("La fecha se escribe como 23/03/2026.")))
        return None
    if dia > en:
        problemas.append(Problema("fecha", _("Esa fecha no ha llegado todavía.")))
    return dia


def _con_efecto(
    leido: IngresoRevisado,
    liquidacion: Liquidacion,
    anterior: Cobro | None,
    recibido: dict[UUID, Importe],
    estados: dict[UUID, str],
) -> IngresoRevisado:
    """What it will do to its debt, after those that come before it in the file."""
    if anterior is not None:
        igual = _es_el_mismo(anterior, leido.ingreso(), liquidacion)
        problemas = () if igual else (Problema("referencia_banco", _otro_cobro(anterior)),)
        return IngresoRevisado(
            leido.escrito, leido.referencia, leido.importe, leido.dia, problemas, anterior.resultado, repetido=igual
        )
    importe = leido.ingreso().importe
    clave = liquidacion.id
    efecto = reglas.efecto_de(
        importe,
        estado=estados[clave],
        debido=liquidacion.debido,
        recibido=recibido[clave],
        devuelto=Importe(liquidacion.devuelto),
    )
    recibido[clave] = Importe(recibido[clave].euros + importe.euros)
    if efecto.pagada:
        estados[clave] = Liquidacion.Estado.COBRADA
    return IngresoRevisado(leido.escrito, leido.referencia, leido.importe, leido.dia, (), efecto.resultado)


def ya_anotado(ingreso: Ingreso, liquidacion: Liquidacion) -> Cobro | None:
    """The payment of that bank reference, if it was noted. Raises Conflicto when it was another one."""
    anterior = Cobro.objects.select_related("liquidacion").filter(referencia_banco=ingreso.referencia_banco).first()
    if anterior is not None and not _es_el_mismo(anterior, ingreso, liquidacion):
        raise Conflicto(_otro_cobro(anterior))
    return anterior


def _es_el_mismo(anterior: Cobro, ingreso: Ingreso, liquidacion: Liquidacion) -> bool:
    return (anterior.liquidacion_id, anterior.cantidad, anterior.dia, anterior.medio) == (
        liquidacion.id,
        ingreso.importe,
        ingreso.dia,
        ingreso.medio,
    )


def _otro_cobro(anterior: Cobro) -> str:
    return _(
        "Con esa referencia del banco ya se anotó otro cobro: %(i)s el %(d)s, de la liquidación %(r)s. Compruebe el extracto."
    ) % {"i": anterior.cantidad, "d": f"{anterior.dia:%d/%m/%Y}", "r": anterior.liquidacion.referencia_dictada}

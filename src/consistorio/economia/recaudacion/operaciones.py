"""Receipts go into 554 and from there to their rights, inside somebody's open transaction."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consistorio.economia.presupuesto.models import Clasificacion, LineaOperacion, Operacion, SaldoCerrado
from consistorio.economia.presupuesto.operaciones import ingresos, otras
from consistorio.economia.presupuesto.operaciones.gasto import problemas_de_tesoreria
from consistorio.economia.presupuesto.operaciones.lote import Clasificador
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.recaudacion.eventos import CADENA, CobroAplicado, FicheroCargado
from consistorio.economia.recaudacion.lectura import leer
from consistorio.economia.recaudacion.models import CobroLeido, FicheroDeCobros
from consistorio.economia.recaudacion.tipos import Recibo
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar

Estado = CobroLeido.Estado
CONCEPTO: Final = "COBROS_PENDIENTES"


@dataclass
class Destino:
    """Where a receipt goes: after a right (`linea`), to a balance of closed years (`cerrado`) or to a concept; or why it waits (`motivo`)."""

    linea: UUID | None = None
    cerrado: UUID | None = None
    concepto: str = ""
    motivo: str = ""


def cargar(nombre: str, contenido: bytes, cuenta: str, *, actor: Actor, reloj: Reloj) -> FicheroDeCobros:
    """Take a file: everything goes into 554 on its day, and what has a place goes to it; or nothing at all.

    `cuenta`: of the treasury, where the money came in. Writes: FicheroDeCobros, CobroLeido, Operacion. Emits: recaudacion.cargado and those of the operations. Raises
    DatosIncorrectos with every problem of every row, Conflicto (that file was taken already).
    """
    exigir_transaccion()
    huella = hashlib.sha256(contenido).hexdigest()
    ya = FicheroDeCobros.objects.filter(huella=huella).first()
    if ya is not None:
        raise Conflicto(_("Ese archivo ya se cargó, con el nombre «%(n)s».") % {"n": ya.nombre})
    recibos = leer(contenido)
    problemas = problemas_de_tesoreria(cuenta, "cuenta") + _de_fechas(recibos, reloj) + _repetidos(recibos)
    if problemas:
        raise DatosIncorrectos(_("El archivo no se ha cargado: no se ha anotado ningún cobro."), problemas=problemas)
    fichero = FicheroDeCobros.objects.create(
        nombre=nombre.strip()[:200] or "cobros.csv",
        huella=huella,
        cuenta=cuenta,
        recibos=len(recibos),
        importe=sum((uno.importe for uno in recibos), Decimal("0.00")),
        cargado_el=reloj.ahora(),
        autor_id=actor.id,
    )
    por_dia: defaultdict[date, list[Recibo]] = defaultdict(list)
    for uno in recibos:
        por_dia[uno.fecha].append(uno)
    cobros = list[CobroLeido]()
    for dia in sorted(por_dia):
        cobros += _del_dia(fichero, dia, por_dia[dia], actor=actor, reloj=reloj)
    CobroLeido.objects.bulk_create(cobros)
    aplicados = sum(1 for uno in cobros if uno.estado == Estado.APLICADO)
    hecho = FicheroCargado(fichero.id, len(cobros), aplicados, f"{fichero.importe:.2f}")
    anotar(CADENA, hecho, actor=actor, reloj=reloj, filas=[fichero, *cobros])
    return fichero


def aplicar(cobro_id: UUID, fecha: date, *, derecho: str, concepto: str, actor: Actor, reloj: Reloj) -> CobroLeido:
    """Put a receipt that waits in its place: a right by the number of its operation, or a concept of income; all that is left of it. Whose the right is says who applies it: anybody may pay
    what another owes (RGR 33.1).

    Writes: Operacion, CobroLeido. Emits: recaudacion.aplicado and those of the operations. Raises NoEncontrado, Conflicto (it is applied), DatosIncorrectos (it has no
    place there).
    """
    exigir_transaccion()
    cobro = CobroLeido.objects.select_for_update(of=("self",)).filter(id=cobro_id).first()
    if cobro is None:
        raise NoEncontrado(_("No encontramos ese cobro."))
    if not cobro.pendiente.saldo:
        raise Conflicto(_("Ese cobro ya está aplicado."))
    recibo = Recibo(cobro.fila, fecha, cobro.referencia, cobro.pendiente.saldo, derecho.strip(), concepto.strip())
    (destino,) = _destinos(fecha.year, [recibo])
    if derecho.strip() and concepto.strip():
        destino = Destino(motivo=_("Diga el derecho o el concepto, no los dos."))
    if destino.motivo:
        raise DatosIncorrectos(
            _("El cobro no se ha aplicado."),
            problemas=[Problema("derecho" if derecho or not concepto else "concepto", destino.motivo)],
        )
    (operacion,) = _aplicar(
        fecha, [(cobro.pendiente_id, recibo, destino)], cobro.fichero.nombre, actor=actor, reloj=reloj
    )
    cobro.estado, cobro.motivo, cobro.aplicacion = Estado.APLICADO, "", operacion
    cobro.derecho, cobro.concepto = recibo.derecho, recibo.concepto
    cobro.save(update_fields=["estado", "motivo", "aplicacion", "derecho", "concepto"])
    anotar(CADENA, CobroAplicado(cobro.id, operacion.id), actor=actor, reloj=reloj, filas=[cobro])
    return cobro


def _del_dia(
    fichero: FicheroDeCobros, dia: date, recibos: Sequence[Recibo], *, actor: Actor, reloj: Reloj
) -> list[CobroLeido]:
    """The receipts of a day: one entry into 554, and what is applied of them."""
    texto = _("Cobros del archivo %(n)s") % {"n": fichero.nombre}
    entrada = otras.anotar_no_presupuestario(
        "INP",
        Cabecera(dia, texto[:300], varios=True),
        [LineaPedida(uno.importe, codigo=CONCEPTO) for uno in recibos],
        ordinal=fichero.cuenta,
        actor=actor,
        reloj=reloj,
    )
    lineas = list(entrada.lineas.order_by("orden").values_list("id", flat=True))
    destinos = _destinos(dia.year, recibos)
    con_sitio = [
        (linea, recibo, destino)
        for linea, recibo, destino in zip(lineas, recibos, destinos, strict=True)
        if not destino.motivo
    ]
    hechas = iter(_aplicar(dia, con_sitio, fichero.nombre, actor=actor, reloj=reloj))
    return [
        CobroLeido(
            id=uuid7(),
            fichero=fichero,
            fila=recibo.fila,
            fecha=recibo.fecha,
            referencia=recibo.referencia,
            importe=recibo.importe,
            derecho=recibo.derecho[:40],
            concepto=recibo.concepto[:40],
            nif=recibo.nif[:40],
            estado=Estado.PENDIENTE if destino.motivo else Estado.APLICADO,
            motivo=destino.motivo,
            pendiente_id=linea,
            aplicacion=None if destino.motivo else next(hechas),
        )
        for linea, recibo, destino in zip(lineas, recibos, destinos, strict=True)
    ]


def _aplicar(
    dia: date, que: Sequence[tuple[UUID, Recibo, Destino]], nombre: str, *, actor: Actor, reloj: Reloj
) -> list[Operacion]:
    """Apply receipts that have a place; the operation of each, in their order: one for all the rights, one for closed years, one for what is recognised now."""
    cabecera = Cabecera(dia, (_("Aplicación de cobros del archivo %(n)s") % {"n": nombre})[:300])
    de_linea = [(p, r, d) for p, r, d in que if d.linea is not None]
    de_cerrado = [(p, r, d) for p, r, d in que if d.cerrado is not None]
    de_concepto = [(p, r, d) for p, r, d in que if d.concepto]
    hechas: dict[UUID, Operacion] = {}
    if de_concepto:
        derecho = ingresos.reconocer(
            "DR",
            cabecera,
            [LineaPedida(r.importe, codigo=d.concepto) for _p, r, d in de_concepto],
            actor=actor,
            reloj=reloj,
        )
        nuevas = list(derecho.lineas.order_by("orden").values_list("id", flat=True))
        pedidas = [
            LineaPedida(r.importe, origen=linea, aplica=p)
            for linea, (p, r, _d) in zip(nuevas, de_concepto, strict=True)
        ]
        una = ingresos.ingresar(cabecera, pedidas, actor=actor, reloj=reloj)
        hechas |= {p: una for p, _r, _d in de_concepto}
    if de_linea:
        pedidas = [LineaPedida(r.importe, origen=d.linea, aplica=p) for p, r, d in de_linea]
        una = ingresos.ingresar(cabecera, pedidas, actor=actor, reloj=reloj)
        hechas |= {p: una for p, _r, _d in de_linea}
    if de_cerrado:
        pedidas = [LineaPedida(r.importe, cerrado=d.cerrado, aplica=p) for p, r, d in de_cerrado]
        una = otras.anotar_cerrados("CC", cabecera, pedidas, actor=actor, reloj=reloj)
        hechas |= {p: una for p, _r, _d in de_cerrado}
    return [hechas[p] for p, _r, _d in que]


def _destinos(anio: int, recibos: Sequence[Recibo]) -> list[Destino]:
    """Where each receipt goes, counting what the ones before it take of the same right."""
    numeros = {uno.derecho: _numero(uno.derecho) for uno in recibos if uno.derecho}
    del_anio = [n for _d, n in numeros.items() if n is not None and n[0] == anio]
    lineas: dict[tuple[int, int], list[LineaOperacion]] = {}
    for linea in LineaOperacion.objects.filter(
        operacion__ejercicio=anio,
        operacion__libro=Operacion.Libro.INGRESO,
        operacion__numero__in=[n for _a, n in del_anio],
        operacion__clase__in=("DR", "DRA"),
    ).select_related("operacion__tercero"):
        lineas.setdefault((anio, linea.operacion.numero), []).append(linea)
    cerrados = _cerrados(anio, [n for n in numeros.values() if n is not None and n[0] < anio])
    clasificador = Clasificador.del_anio(anio) if any(uno.concepto for uno in recibos) else None
    gastado: defaultdict[UUID, Decimal] = defaultdict(Decimal)
    return [_destino(anio, uno, numeros, lineas, cerrados, clasificador, gastado) for uno in recibos]


def _destino(
    anio: int,
    uno: Recibo,
    numeros: dict[str, tuple[int, int] | None],
    lineas: dict[tuple[int, int], list[LineaOperacion]],
    cerrados: dict[tuple[int, int], list[SaldoCerrado]],
    clasificador: Clasificador | None,
    gastado: defaultdict[UUID, Decimal],
) -> Destino:
    if uno.concepto:
        if clasificador is None or not clasificador.tiene(Clasificacion.Clase.INGRESO, uno.concepto):
            return Destino(motivo=_("El concepto %(c)s no está en la clasificación de ingresos.") % {"c": uno.concepto})
        return Destino(concepto=uno.concepto)
    if not uno.derecho:
        return Destino(motivo=_("No dice a qué derecho ni a qué concepto va."))
    cual = numeros[uno.derecho]
    if cual is None:
        return Destino(motivo=_("«%(d)s» no es el número de un derecho: es como 2026/15.") % {"d": uno.derecho})
    suyas = lineas.get(cual, []) if cual[0] == anio else cerrados.get(cual, [])
    if not suyas:
        return Destino(motivo=_("No hay ningún derecho %(d)s por cobrar.") % {"d": uno.derecho})
    if uno.nif and not any(_es_de(uno.nif, suya) for suya in suyas):
        return Destino(motivo=_("El NIF del recibo no es el de quien debe el derecho %(d)s.") % {"d": uno.derecho})
    quedan = Decimal(0)
    for suya in suyas:
        es_linea = isinstance(suya, LineaOperacion)
        queda = (suya.saldo if isinstance(suya, LineaOperacion) else suya.pendiente) - gastado[suya.id]
        quedan += queda
        if queda >= uno.importe:
            gastado[suya.id] += uno.importe
            return Destino(linea=suya.id) if es_linea else Destino(cerrado=suya.id)
    mensaje = _("Se cobraron %(cobrado)s, y del derecho %(d)s quedan %(queda)s.")
    dicho = mensaje % {"cobrado": Importe(uno.importe), "d": uno.derecho, "queda": Importe(max(quedan, Decimal(0)))}
    return Destino(motivo=dicho)


def _es_de(nif: str, suya: LineaOperacion | SaldoCerrado) -> bool:
    """Whether a right is owed by who has that number, or it is not said by whom."""
    de_quien = suya.operacion.tercero if isinstance(suya, LineaOperacion) else suya.tercero
    return de_quien is None or _solo_letras(de_quien.nif) == _solo_letras(nif)


def _solo_letras(nif: str) -> str:
    return "".join(c for c in nif.upper() if c.isalnum())


def _cerrados(anio: int, numeros: Sequence[tuple[int, int]]) -> dict[tuple[int, int], list[SaldoCerrado]]:
    """The balances that the rights of earlier years came in with, by the number of their operation."""
    if not numeros:
        return {}
    origen = {
        linea.id: (linea.operacion.ejercicio_id, linea.operacion.numero)
        for linea in LineaOperacion.objects.filter(
            operacion__libro=Operacion.Libro.INGRESO,
            operacion__ejercicio__in={a for a, _n in numeros},
            operacion__numero__in={n for _a, n in numeros},
        ).select_related("operacion")
    }
    suyos: dict[tuple[int, int], list[SaldoCerrado]] = {}
    vigentes = SaldoCerrado.objects.filter(ejercicio=anio, clase="derecho", vigente=True, linea_origen_id__in=origen)
    for saldo in vigentes.select_related("tercero").order_by("anio", "id"):
        if saldo.linea_origen_id is not None:
            suyos.setdefault(origen[saldo.linea_origen_id], []).append(saldo)
    return suyos


def _numero(derecho: str) -> tuple[int, int] | None:
    """Year and number of `2026/15` or `DR 2026/15`."""
    anio, barra, numero = derecho.rpartition(" ")[2].partition("/")
    if not barra or not (anio.isdecimal() and numero.isdecimal()) or len(anio) != 4 or len(numero) > 9:
        return None
    return int(anio), int(numero)


def _de_fechas(recibos: Sequence[Recibo], reloj: Reloj) -> list[Problema]:
    tarde = [uno.fila for uno in recibos if uno.fecha > hoy(reloj)]
    mensaje = _("Fila %(n)d: la fecha no ha llegado.")
    return [Problema(f"fila.{n}", mensaje % {"n": n}) for n in tarde]


def _repetidos(recibos: Sequence[Recibo]) -> list[Problema]:
    """Receipts that another file brought."""
    ya = dict(
        CobroLeido.objects.filter(referencia__in=[uno.referencia for uno in recibos]).values_list(
            "referencia", "fichero__nombre"
        )
    )
    mensaje = _("Fila %(n)d: el recibo %(r)s ya vino en «%(f)s».")
    return [
        Problema(f"fila.{uno.fila}", mensaje % {"n": uno.fila, "r": uno.referencia, "f": ya[uno.referencia]})
        for uno in recibos
        if uno.referencia in ya
    ]


def resumen(fichero: FicheroDeCobros) -> str:
    """How many were applied and how many wait, in words."""
    aplicados = fichero.cobros.filter(pendiente__saldo=0).count()
    esperan = fichero.recibos - aplicados
    dicho = ngettext("%(n)d cobro aplicado", "%(n)d cobros aplicados", aplicados) % {"n": aplicados}
    return f"{dicho}, " + ngettext("%(n)d por aplicar.", "%(n)d por aplicar.", esperan) % {"n": esperan}

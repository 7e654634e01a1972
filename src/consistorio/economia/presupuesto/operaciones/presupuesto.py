"""The budget that the Pleno approved is loaded: classifications, rules, credits and forecasts (TRLRHL 162-169; RD 500/1990 art. 20)."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto import contable, vinculacion
from consistorio.economia.presupuesto.eventos import PresupuestoCargado
from consistorio.economia.presupuesto.models import (
    Aplicacion,
    Bolsa,
    Clasificacion,
    ConceptoIngreso,
    ConceptoNoPresupuestario,
    Operacion,
    Presupuesto,
    ReglaVinculacion,
)
from consistorio.economia.presupuesto.operaciones.escritura import Borrador, Trazo, escribir
from consistorio.economia.presupuesto.operaciones.lote import (
    Clasificador,
    Lote,
    asegurar_concepto,
    nueva_aplicacion,
)
from consistorio.economia.presupuesto.organicas import cerradas_en, organicas_de
from consistorio.economia.presupuesto.reglas import MAXIMO
from consistorio.economia.presupuesto.tipos import Cabecera, CodigoPropio, PresupuestoNuevo
from consistorio.economia.presupuesto.vinculacion import Clave, Regla, bolsa_de, leer_clave
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import exigir_transaccion

CARPETA: Final = Path(__file__).parent.parent / "datos"
_ORGANICA: Final = Clasificacion.Clase.ORGANICA


@cache
def semilla(nombre: str) -> tuple[dict[str, str], ...]:
    """The rows of a seed; its lines that begin with # say where it comes from."""
    lineas = (CARPETA / nombre).read_text("utf-8").splitlines()
    return tuple(csv.DictReader(linea for linea in lineas if not linea.startswith("#")))


def es_de_la_orden(clase: str, codigo: str) -> bool:
    """Whether a code is in the classifications that come with the product. `clase`: programa, gasto or ingreso."""
    return any(fila["clase"] == clase and fila["codigo"] == codigo for fila in semilla("clasificaciones.csv"))


def abrir_clasificaciones(anio: int, propios: Sequence[CodigoPropio] = ()) -> None:
    """Copy the classifications of the order into a year, what the town added to those of the year before, and what it adds now. Writes: Clasificacion."""
    exigir_transaccion()
    filas = [(r["clase"], r["codigo"], r["denominacion"], False) for r in semilla("clasificaciones.csv")]
    propias = Clasificacion.objects.filter(ejercicio=anio - 1, propio=True).exclude(
        clase=_ORGANICA, codigo__in=cerradas_en(date(anio, 1, 1))
    )
    filas += [(_ORGANICA, c.codigo, c.denominacion, True) for c in organicas_de(anio)]
    filas += list(propias.values_list("clase", "codigo", "denominacion", "propio"))
    filas += [(p.clase, p.codigo, p.denominacion, True) for p in propios]
    Clasificacion.objects.bulk_create(
        [
            Clasificacion(ejercicio_id=anio, clase=clase, codigo=codigo, denominacion=nombre, propio=propio)
            for clase, codigo, nombre, propio in filas
        ],
        ignore_conflicts=True,
        batch_size=1000,
    )


def cargar(
    nuevo: PresupuestoNuevo, reglas: Sequence[Regla], *, fecha: date, texto: str, actor: Actor, reloj: Reloj
) -> Operacion:
    """Load it, with its entries of opening (G001-G004). `fecha`: of the entry, in its year.

    Writes: Presupuesto, Clasificacion, ReglaVinculacion, Bolsa, Aplicacion, ConceptoIngreso, ConceptoNoPresupuestario, Operacion and its
    entry. Emits: presupuesto.aprobado. Raises Conflicto (it is there), DatosIncorrectos with every problem (codes, amounts, what does not balance).
    """
    exigir_transaccion()
    anio = nuevo.anio
    if Presupuesto.objects.filter(pk=anio).exists():  # an extended one is replaced by `prorroga.sustituir`
        raise Conflicto(
            _("El presupuesto de %(anio)d ya está cargado.") % {"anio": anio},
            que_hacer=_("Lo que cambia después se hace con modificaciones de crédito."),
        )
    abrir_clasificaciones(anio, nuevo.propios)
    problemas = problemas_de_presupuesto(nuevo, reglas)
    if problemas:
        raise DatosIncorrectos(_("El presupuesto no se ha cargado."), problemas=problemas)
    presupuesto = Presupuesto(
        ejercicio_id=anio,
        aprobado=nuevo.aprobado,
        crea_aplicaciones=nuevo.crea_aplicaciones,
        descuadrado=nuevo.descuadrado,
        documento_id=nuevo.documento_id,
    )
    presupuesto.save(force_insert=True)
    escritas = escribir_reglas(anio, reglas)
    lote = Lote(anio)
    lote.nuevas = [presupuesto, *escritas, *conceptos_de_partida()]
    trazos = [*_creditos(nuevo, reglas, lote), *_previsiones(nuevo, lote)]
    creditos = sum((t.importe for t in trazos if t.aplicacion is not None), Decimal(0))
    previsiones = sum((t.importe for t in trazos if t.concepto is not None), Decimal(0))
    partidas = contable.credito_inicial(creditos, fecha) if creditos else []
    partidas += contable.prevision_inicial(previsiones, fecha) if previsiones else []
    borrador = Borrador(
        cabecera=Cabecera(fecha=fecha, texto=texto, documento_id=nuevo.documento_id),
        libro=Operacion.Libro.PRESUPUESTO,
        clase="CI",
        hecho=PresupuestoCargado,
        trazos=trazos,
        partidas=partidas,
        importe=creditos,
    )
    return escribir(borrador, lote, actor=actor, reloj=reloj)


def conceptos_de_partida() -> list[ConceptoNoPresupuestario]:
    """Make the concepts of no budget of the seed that are not there yet; the fact of who asks vouches for them. Writes: ConceptoNoPresupuestario."""
    ya = set(ConceptoNoPresupuestario.objects.values_list("codigo", flat=True))
    return ConceptoNoPresupuestario.objects.bulk_create(
        [
            ConceptoNoPresupuestario(
                codigo=r["codigo"],
                denominacion=r["denominacion"],
                cuenta=r["cuenta"],
                naturaleza=r["naturaleza"],
                de_descuento=r["de_descuento"] == "si",
            )
            for r in semilla("no_presupuestarios.csv")
            if r["codigo"] not in ya
        ]
    )


def escribir_reglas(anio: int, reglas: Sequence[Regla], *, prorrogada: bool = False) -> list[ReglaVinculacion]:
    """Write the rules of a year. `prorrogada`: those of its extended budget. Writes: ReglaVinculacion."""
    return ReglaVinculacion.objects.bulk_create(
        [
            ReglaVinculacion(
                ejercicio_id=anio,
                orden=r.orden,
                organica=r.organica,
                programa=r.programa,
                economica=r.economica,
                nivel_organico=r.nivel_organico,
                nivel_programa=r.nivel_programa,
                nivel_economica=r.nivel_economica,
                en_si_misma=r.en_si_misma,
                prorrogada=prorrogada,
            )
            for r in reglas
        ]
    )


def _creditos(nuevo: PresupuestoNuevo, reglas: Sequence[Regla], lote: Lote) -> list[Trazo]:
    bolsas, aplicaciones = dict[str, Bolsa](), list[tuple[Aplicacion, Decimal]]()
    for credito in nuevo.creditos:
        clave = leer_clave(credito.codigo)
        if clave is None:
            continue
        nombre = f"={clave}" if credito.ampliable else bolsa_de(clave, reglas)
        bolsa = bolsas.setdefault(nombre, Bolsa(id=uuid7(), ejercicio_id=nuevo.anio, clave=nombre))
        aplicacion = nueva_aplicacion(
            nuevo.anio, clave, bolsa.id, denominacion=credito.denominacion, ampliable=credito.ampliable
        )
        aplicaciones.append((aplicacion, credito.importe))
    Bolsa.objects.bulk_create(bolsas.values())
    Aplicacion.objects.bulk_create([aplicacion for aplicacion, _importe in aplicaciones])
    lote.bolsas = {b.id: b for b in bolsas.values()}
    lote.aplicaciones = {a.id: a for a, _importe in aplicaciones}
    lote.nuevas += [*bolsas.values(), *lote.aplicaciones.values()]
    return [Trazo(importe, aplicacion=aplicacion) for aplicacion, importe in aplicaciones if importe]


def _previsiones(nuevo: PresupuestoNuevo, lote: Lote) -> list[Trazo]:
    conceptos = [
        (
            ConceptoIngreso(id=uuid7(), ejercicio_id=nuevo.anio, economica=p.codigo, denominacion=p.denominacion),
            p.importe,
        )
        for p in nuevo.previsiones
    ]
    ConceptoIngreso.objects.bulk_create([concepto for concepto, _importe in conceptos])
    lote.conceptos = {c.id: c for c, _importe in conceptos}
    lote.nuevas += list(lote.conceptos.values())
    return [Trazo(importe, concepto=concepto) for concepto, importe in conceptos if importe]


def problemas_de_presupuesto(nuevo: PresupuestoNuevo, reglas: Sequence[Regla]) -> list[Problema]:
    """Everything for which a budget cannot be loaded: codes, amounts, rules, what does not balance. Its classifications are open."""
    problemas = vinculacion.problemas_de(reglas)
    vistas: set[Clave | str] = set()
    clasificador = Clasificador.del_anio(nuevo.anio, en=date(nuevo.anio, 1, 1))
    for n, credito in enumerate(nuevo.creditos):
        clave = leer_clave(credito.codigo)
        donde = f"creditos.{n}"
        if clave is None:
            mensaje = _("«%(c)s» no es una aplicación: es, por ejemplo, 920.12000.") % {"c": credito.codigo}
            problemas.append(Problema(donde, mensaje))
            continue
        problemas += [Problema(donde, mensaje) for mensaje in clasificador.problemas_de(clave)]
        problemas += _de_una(donde, clave, credito.importe, vistas)
    for n, prevision in enumerate(nuevo.previsiones):
        if not clasificador.tiene("ingreso", prevision.codigo):
            mensaje = _("El concepto %(c)s no está en la clasificación de ingresos.") % {"c": prevision.codigo}
            problemas.append(Problema(f"previsiones.{n}", mensaje))
        if prevision.codigo.startswith("87") and prevision.importe:
            mensaje = _("El remanente de tesorería no financia el presupuesto inicial.")
            problemas.append(Problema(f"previsiones.{n}", mensaje))
        problemas += _de_una(f"previsiones.{n}", prevision.codigo, prevision.importe, vistas)
    return problemas + _cuadre(nuevo)


def _de_una(donde: str, clave: Clave | str, importe: Decimal, vistas: set[Clave | str]) -> list[Problema]:
    problemas = []
    if clave in vistas:
        problemas.append(Problema(donde, _("%(c)s está dos veces.") % {"c": clave}))
    vistas.add(clave)
    if not importe.is_finite() or not 0 <= importe <= MAXIMO or importe != round(importe, 2):
        problemas.append(Problema(donde, _("El importe son euros y céntimos, y no es negativo.")))
    return problemas


def _cuadre(nuevo: PresupuestoNuevo) -> list[Problema]:
    """What is initial has no deficit (TRLRHL 165.4), unless whoever loads it says that it is not balanced."""
    creditos = sum((c.importe for c in nuevo.creditos), Decimal(0))
    previsiones = sum((p.importe for p in nuevo.previsiones), Decimal(0))
    if not creditos and not previsiones:
        return [Problema("creditos", _("El presupuesto no tiene ningún crédito ni previsión."))]
    if creditos == previsiones or nuevo.descuadrado:
        return []
    mensaje = _("No cuadra: los créditos suman %(creditos)s y las previsiones, %(previsiones)s.")
    sumas = {"creditos": Importe(creditos), "previsiones": Importe(previsiones)}
    return [Problema("creditos", mensaje % sumas)]


def concepto_de(anio: int, codigo: str) -> tuple[ConceptoIngreso, bool]:
    """The concept of income, made if it has to be, and whether it was. Raises DatosIncorrectos (its code is of no classification)."""
    if not Clasificador.del_anio(anio).tiene("ingreso", codigo):
        mensaje = _("El concepto %(c)s no está en la clasificación de ingresos.") % {"c": codigo}
        raise DatosIncorrectos(mensaje, problemas=[Problema("concepto", mensaje)])
    return asegurar_concepto(anio, codigo)


def aplicacion_de(
    anio: int, clave: Clave, reglas: Sequence[Regla], *, en_si_misma: bool = False
) -> tuple[Aplicacion, list[Bolsa | Aplicacion]]:
    """The application of a modification, made with its bolsa if it has to be; and the rows that were made."""
    codigos = {"organica": clave.organica, "programa": clave.programa, "economica": clave.economica}
    aplicacion = Aplicacion.objects.filter(ejercicio=anio, **codigos).first()
    if aplicacion is not None:
        return aplicacion, []
    nombre = f"={clave}" if en_si_misma else bolsa_de(clave, reglas)
    bolsa, nueva_bolsa = Bolsa.objects.get_or_create(ejercicio_id=anio, clave=nombre, defaults={"id": uuid7()})
    aplicacion, nueva = Aplicacion.objects.get_or_create(
        ejercicio_id=anio, **codigos, defaults={"id": uuid7(), "bolsa": bolsa}
    )
    return aplicacion, [*([bolsa] if nueva_bolsa else []), *([aplicacion] if nueva else [])]

"""What will hardly be collected of earlier years: the least that the law says, year by year, and its entry (TRLRHL 193 bis; Orden HAP/1781/2013, fifth part, 490)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import BooleanField, ExpressionWrapper, F, Max, Q, Sum
from django.utils.translation import gettext as _

from consistorio.economia.cierre.eventos import DejadoFueraDelMinimo, DeterioroDotado
from consistorio.economia.cierre.models import FueraDelMinimo
from consistorio.economia.cierre.reglas.liquidacion import dudoso_cobro_minimo, tanto_de
from consistorio.economia.cierre.semillas import tantos_de_dudoso_cobro
from consistorio.economia.contabilidad import posteo
from consistorio.economia.contabilidad.consultas import saldo
from consistorio.economia.contabilidad.eventos import cadena_del_ejercicio
from consistorio.economia.contabilidad.models import Asiento, Ejercicio
from consistorio.economia.contabilidad.operaciones import asentar
from consistorio.economia.contabilidad.tipos import AsientoNuevo
from consistorio.economia.facturas.reglas import NIF_DE_ADMINISTRACION
from consistorio.economia.presupuesto.models import SaldoCerrado
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.identidad.models import Persona

CUENTA: Final = "4900"
CENTIMO: Final = Decimal("0.01")
LARGO: Final = 200
LARGO_MOTIVO: Final = 300
CERO: Final = Decimal(0)


@dato
class FilaDeDudoso:
    """The rights of a year: what is pending, and the least part of it that is doubtful, from 0 to 1. In euros. `fuera`: what of it is left out, and why (`motivo`);
    `de_administraciones`: what public administrations owe of it, which is for who decides that to know."""

    anio: int
    pendiente: Decimal
    tanto: Decimal
    minimo: Decimal
    fuera: Decimal = CERO
    motivo: str = ""
    de_administraciones: Decimal = CERO


@dato
class Propuesta:
    """Year by year, the oldest first; what the law asks in all, and what is noted now, in euros."""

    filas: tuple[FilaDeDudoso, ...]
    minimo: Decimal
    anotado: Decimal


def propuesta(anio: int) -> Propuesta:
    """What the end of a year should have in account 490: of what is pending of earlier years, but for what is left out."""
    pendientes, de_administraciones = _por_anio(anio)
    fuera, tantos = _fuera(anio), tantos_de_dudoso_cobro(date(anio, 12, 31))
    filas, cuentan = list[FilaDeDudoso](), dict[int, Decimal]()
    for de, importe in sorted(pendientes.items()):
        suyo = fuera.get(de)
        quita = min(suyo.importe, importe) if suyo is not None else CERO
        cuentan[de] = importe - quita
        minimo = dudoso_cobro_minimo({de: cuentan[de]}, anio, tantos)
        filas.append(
            FilaDeDudoso(
                de,
                importe,
                tanto_de(anio - de, tantos),
                minimo,
                quita,
                suyo.motivo if suyo is not None and quita else "",
                de_administraciones.get(de, CERO),
            )
        )
    return Propuesta(tuple(filas), dudoso_cobro_minimo(cuentan, anio, tantos), -saldo(anio, "490").neto)


def _por_anio(anio: int) -> tuple[dict[int, Decimal], dict[int, Decimal]]:
    """What is pending of the rights of earlier years, by year, and what of it public administrations owe. One query, however many they are."""
    suyos = SaldoCerrado.objects.filter(ejercicio=anio, clase=SaldoCerrado.Clase.DERECHO, vigente=True)
    queda = F("inicial") + F("rectificado") - F("anulado") - F("cancelado") - F("prescrito") - F("realizado")
    pendientes, de_ellas = dict[int, Decimal](), dict[int, Decimal]()
    de_una = Q(tercero__tipo_documento=Persona.TipoDocumento.NIF, tercero__nif__regex=NIF_DE_ADMINISTRACION)
    suyas = suyos.annotate(de_una=ExpressionWrapper(de_una, output_field=BooleanField()))
    for de, es_de_una, suma in suyas.values_list("anio", "de_una").annotate(suma=Sum(queda)):
        if suma:
            pendientes[de] = pendientes.get(de, CERO) + suma
            if es_de_una:
                de_ellas[de] = de_ellas.get(de, CERO) + suma
    return pendientes, de_ellas


def _fuera(anio: int) -> dict[int, FueraDelMinimo]:
    """The last word of each year."""
    return {uno.de: uno for uno in FueraDelMinimo.objects.filter(ejercicio=anio).order_by("version")}


def dejar_fuera(anio: int, de: int, importe: Decimal, motivo: str, *, actor: Actor, reloj: Reloj) -> FueraDelMinimo:
    """Leave out of the least of 193 bis what of the pending rights of a year public administrations owe, or is guaranteed, with its reason; with zero, nothing. The law does not say it: no
    source was opened, and it is the word of Intervención. What is noted in 490 does not change.

    Writes: FueraDelMinimo. Emits: cierre.dudosos.fuera. Raises NoEncontrado, Conflicto (the year is not open), DatosIncorrectos with every problem.
    """
    exigir_transaccion()
    ejercicio = Ejercicio.objects.select_for_update(of=("self",)).filter(pk=anio).first()
    if ejercicio is None:
        raise NoEncontrado(_("No hay contabilidad de %(anio)d.") % {"anio": anio})
    if ejercicio.estado != Ejercicio.Estado.ABIERTO:
        raise Conflicto(_("El ejercicio %(anio)d no está abierto.") % {"anio": anio})
    hay, problemas = _por_anio(anio)[0].get(de, CERO), list[Problema]()
    if not hay:
        problemas.append(Problema("de", _("De ese año no quedan derechos por cobrar.")))
    if not importe.is_finite() or not 0 <= importe <= max(hay, CERO) or importe != importe.quantize(CENTIMO):
        mensaje = _("El importe va de 0 a lo que queda por cobrar de ese año: %(hay)s.")
        problemas.append(Problema("importe", mensaje % {"hay": Importe(hay)}))
    if (importe and not motivo.strip()) or len(motivo) > LARGO_MOTIVO:
        mensaje = _("Diga por qué quedan fuera, en %(n)d letras como mucho.") % {"n": LARGO_MOTIVO}
        problemas.append(Problema("motivo", mensaje))
    if problemas:
        raise DatosIncorrectos(_("El mínimo no ha cambiado."), problemas=problemas)
    ultima = FueraDelMinimo.objects.filter(ejercicio=anio, de=de).aggregate(ultima=Max("version"))["ultima"] or 0
    fila = FueraDelMinimo.objects.create(
        ejercicio_id=anio,
        de=de,
        version=ultima + 1,
        importe=importe,
        motivo=motivo.strip(),
        dicho_el=reloj.ahora(),
        autor_id=actor.id,
    )
    hecho = DejadoFueraDelMinimo(anio, de, f"{importe:.2f}")
    anotar(cadena_del_ejercicio(anio), hecho, actor=actor, reloj=reloj, filas=[fila])
    return fila


def dotar(anio: int, fecha: date, importe: Decimal | None, motivo: str, *, actor: Actor, reloj: Reloj) -> Asiento:
    """Have account 490 with what is proposed, or with more: what it had is reversed (F002) and the rest is noted (F003), in one entry.

    `importe`: in euros, not less than the law says; without it, that. Writes: Asiento. Emits: cierre.deterioro. Raises DatosIncorrectos with every problem, Conflicto
    (it has that already; the year is not open).
    """
    exigir_transaccion()
    dicha = propuesta(anio)
    total = dicha.minimo if importe is None else importe
    problemas = []
    if fecha.year != anio or fecha > hoy(reloj):
        problemas.append(
            Problema("fecha", _("La fecha es del ejercicio %(anio)d, y no posterior a hoy.") % {"anio": anio})
        )
    if not total.is_finite() or total != total.quantize(CENTIMO) or total < dicha.minimo:
        mensaje = _("El deterioro no puede ser menor que el mínimo legal, que es %(minimo)s.")
        problemas.append(Problema("importe", mensaje % {"minimo": Importe(dicha.minimo)}))
    elif total > dicha.minimo and not motivo.strip():
        problemas.append(Problema("motivo", _("Diga por qué es mayor que el mínimo legal.")))
    if len(motivo) > LARGO:
        problemas.append(Problema("motivo", _("El motivo son %(n)d letras como mucho.") % {"n": LARGO}))
    if problemas:
        raise DatosIncorrectos(_("El deterioro no se ha anotado."), problemas=problemas)
    if total == dicha.anotado:
        raise Conflicto(_("El deterioro ya es ese: no hay nada que anotar."))
    partidas = []
    if dicha.anotado:
        partidas.append(posteo.partidas_de("F002", dicha.anotado, en=fecha))
    if total:
        partidas.append(posteo.partidas_de("F003", total, en=fecha))
    texto = _("Deterioro de los derechos de dudoso cobro de %(anio)d") % {"anio": anio}
    nuevo = AsientoNuevo(fecha, f"{texto}. {motivo.strip()}".removesuffix(". "), tuple(partidas))
    asiento = asentar(nuevo, actor=actor, reloj=reloj)
    hecho = DeterioroDotado(anio, asiento.numero, f"{dicha.minimo:.2f}", f"{total:.2f}")
    anotar(cadena_del_ejercicio(anio), hecho, actor=actor, reloj=reloj, filas=[asiento])
    return asiento

"""What was presented at the tax office, and what paid it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.economia.contabilidad.acceso import tomar_diario
from consistorio.economia.presupuesto.models import LineaOperacion
from consistorio.economia.presupuesto.operaciones import otras
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.tributacion.acceso import declaracion_bloqueada
from consistorio.economia.tributacion.consultas.liquidaciones import problemas_de_saltarse
from consistorio.economia.tributacion.consultas.modelos import (
    calcular,
    en_datos,
    es_mensual,
    ha_cambiado,
    ultima,
)
from consistorio.economia.tributacion.eventos import ModeloPagado, ModeloPresentado, cadena
from consistorio.economia.tributacion.models import Declaracion, Percepcion
from consistorio.economia.tributacion.reglas import periodos
from consistorio.economia.tributacion.tipos import Calculo
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar


def presentar(
    modelo: str,
    anio: int,
    periodo: str,
    *,
    fecha: date,
    justificante: str,
    documento_id: UUID | None,
    clase: str = "",
    actor: Actor,
    reloj: Reloj,
) -> Declaracion:
    """Note that a model was presented as it is worked out now, with the number and the document of its receipt.

    `clase`: how it rectifies the last one of its period (of `Declaracion.Clase`), or "" in the first. Writes: Declaracion. Emits: tributacion.presentada. Raises NoEncontrado
    (no such model or period, or not one of those of the year), Conflicto (some of its days were presented, nothing is there to rectify), DatosIncorrectos with
    every problem: the period has not ended, an earlier one is not settled, something withheld has no recipient, two figures that should be the same are not.
    """
    exigir_transaccion()
    tomar_diario(anio)  # one presentation at a time, and nothing is noted between what is worked out and what is kept
    calculo = calcular(modelo, anio, periodo)
    anterior = ultima(modelo, anio, periodo) if clase else None
    if clase:
        _exigir_rectificable(calculo, anterior, clase)
    else:
        _exigir_sin_presentar(calculo)
    problemas = _problemas(calculo, fecha, justificante, documento_id, reloj)
    if problemas or documento_id is None:
        raise DatosIncorrectos(_("La presentación no se ha anotado."), problemas=problemas)
    resultado_suyo = _lo_que_anade(calculo, anterior)
    declaracion = Declaracion.objects.create(
        modelo=modelo,
        anio=anio,
        periodo=periodo,
        clase=clase,
        rectifica=anterior,
        casillas=en_datos(calculo),
        resultado=resultado_suyo,
        presentada=fecha,
        justificante=justificante.strip(),
        documento_id=documento_id,
        anotada_el=reloj.ahora(),
        anotada_por=actor.id,
    )
    resultado = "" if resultado_suyo is None else f"{resultado_suyo:.2f}"
    hecho = ModeloPresentado(declaracion.id, modelo, anio, periodo, fecha, resultado, clase)
    anotar(cadena(anio), hecho, actor=actor, reloj=reloj, filas=[declaracion])
    return declaracion


def _problemas(
    calculo: Calculo, fecha: date, justificante: str, documento_id: UUID | None, reloj: Reloj
) -> list[Problema]:
    """Everything that keeps a model from being presented as it is worked out."""
    saltados = problemas_de_saltarse(calculo.periodo, calculo.desde) if calculo.modelo == "303" else []
    problemas = saltados + [
        Problema("avisos", aviso) for aviso in calculo.avisos if calculo.modelo in ("111", "115", "190", "180")
    ]
    problemas += [
        Problema("cuadres", _("No coinciden: %(que)s.") % {"que": uno.que[:1].lower() + uno.que[1:]})
        for uno in calculo.cuadres
        if not uno.cuadra and not saltados
    ]
    if calculo.hasta >= hoy(reloj):
        problemas.append(Problema("periodo", _("El periodo todavía no ha acabado.")))
    if not calculo.hasta < fecha <= hoy(reloj):
        problemas.append(Problema("fecha", _("Se presenta después de que acabe el periodo, y no más tarde de hoy.")))
    if not justificante.strip() or len(justificante) > 40:
        problemas.append(Problema("justificante", _("Escriba el número de justificante, en 40 letras como mucho.")))
    if documento_id is None or not Documento.objects.filter(id=documento_id).exists():
        problemas.append(Problema("documento", _("Añada el justificante que dio la Agencia Tributaria.")))
    return problemas


def _exigir_rectificable(calculo: Calculo, anterior: Declaracion | None, clase: str) -> None:
    """There is one to rectify, which is never a 303, in the way that the law lets: what is self-assessed with another that adds what is missing, what informs also with one in its place
    (LGT 122). Raises Conflicto, DatosIncorrectos."""
    if clase not in Declaracion.Clase.values:
        mensaje = _("Diga si es complementaria o sustitutiva.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("clase", mensaje)])
    if calculo.modelo == "303":  # its days are settled, and nothing is noted in them any more
        raise Conflicto(
            _("El modelo 303 no se anota otra vez: su IVA está liquidado, y sus cifras ya no cambian."),
            que_hacer=_("Contabilice lo que falte con una fecha posterior: se declara en el periodo de ese día."),
        )
    if anterior is None:
        raise Conflicto(_("De ese periodo no hay nada presentado que rectificar."))
    if calculo.resultado is not None and clase == Declaracion.Clase.SUSTITUTIVA:
        mensaje = _("Una autoliquidación no se sustituye: anote una complementaria por la diferencia.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("clase", mensaje)])
    if not ha_cambiado(anterior, calculo):
        raise Conflicto(
            _("Las cifras son las que ya se presentaron: no hay nada que rectificar."),
            que_hacer=_("Corrija antes las operaciones de las que salen."),
        )
    anadido = _lo_que_anade(calculo, anterior)
    if anadido is not None and anadido < 0:
        raise Conflicto(
            _("Ahora sale a ingresar menos de lo que se presentó: no se anota como complementaria."),
            que_hacer=_("Pida a la Agencia Tributaria que rectifique lo que se presentó."),
        )


def _lo_que_anade(calculo: Calculo, anterior: Declaracion | None) -> Decimal | None:
    """What it comes to above what those before it came to, in euros; None in what only informs."""
    if calculo.resultado is None:
        return None
    antes = Declaracion.objects.filter(modelo=calculo.modelo, anio=calculo.anio, periodo=calculo.periodo)
    suma = antes.aggregate(s=Sum("resultado"))["s"] if anterior is not None else None
    return calculo.resultado - (suma or Decimal("0.00"))


def _exigir_sin_presentar(calculo: Calculo) -> None:
    """Each day is declared once: in the periods of the year (RIRPF 108.1), and none that shares days with one presented. Raises NoEncontrado, Conflicto."""
    modelo, anio, periodo = calculo.modelo, calculo.anio, calculo.periodo
    for hecha in Declaracion.objects.filter(modelo=modelo, anio=anio).values_list("periodo", flat=True):
        tramo = periodos.dias(anio, hecha)
        if tramo is not None and tramo[0] <= calculo.hasta and calculo.desde <= tramo[1]:
            mensaje = _("El modelo %(m)s de %(p)s de %(anio)d ya está presentado.")
            raise Conflicto(mensaje % {"m": modelo, "p": hecha, "anio": anio})
    suyos = periodos.periodos_de(modelo, mensual=es_mensual(anio))
    if periodo not in suyos:
        mensaje = _("En %(anio)d el modelo %(m)s no se presenta por el periodo %(p)s.")
        que_hacer = _("Elija uno de sus periodos: %(todos)s.") % {"todos": ", ".join(suyos)}
        raise NoEncontrado(mensaje % {"anio": anio, "m": modelo, "p": periodo}, que_hacer=que_hacer)


def pagar(declaracion_id: UUID, *, fecha: date, ordinal: str, actor: Actor, reloj: Reloj) -> Declaracion:
    """Pay what a model came to, out of an account of the treasury: each withholding that it declares, or what VAT is due.

    Writes: Operacion, Declaracion. Emits: presupuesto.no_presupuestario, tributacion.pagada. Raises NoEncontrado, Conflicto (it is paid, nothing is due, or what it declares
    is not owed any more), and as `otras.anotar_no_presupuestario`.
    """
    exigir_transaccion()
    una = declaracion_bloqueada(declaracion_id)
    if una.pago_id is not None:
        raise Conflicto(_("El modelo ya está pagado."))
    if una.resultado is None or una.resultado <= 0:
        raise Conflicto(_("De ese modelo no hay nada que pagar."))
    cabecera = Cabecera(
        fecha=fecha,
        texto=_("Modelo %(m)s de %(p)s de %(anio)d") % {"m": una.modelo, "p": una.periodo, "anio": una.anio},
        documento_id=una.documento_id,
    )
    lineas = [LineaPedida(una.resultado, codigo="IVA_A_INGRESAR")] if una.modelo == "303" else _retenidas(una)
    pago = otras.anotar_no_presupuestario("PNP", cabecera, lineas, ordinal=ordinal, actor=actor, reloj=reloj)
    una.pago = pago
    una.save(update_fields=["pago"])
    hecho = ModeloPagado(una.id, pago.id, f"{una.resultado:.2f}")
    anotar(cadena(una.anio), hecho, actor=actor, reloj=reloj, filas=[una])
    return una


def _retenidas(una: Declaracion) -> list[LineaPedida]:
    """The lines that withheld what it declares, with what of each; what was taken back in the period lowers what is paid of its concept."""
    if una.resultado is None:
        raise NoEncontrado(_("De ese modelo no hay nada que pagar."))
    por_linea: dict[UUID, Decimal] = {}
    for fila in calcular(una.modelo, una.anio, una.periodo).filas:
        percepcion = Percepcion.objects.get(id=fila.clave.rstrip("-"))
        por_linea[percepcion.linea_id] = por_linea.get(percepcion.linea_id, Decimal(0)) + fila.cuota
    vivas = LineaOperacion.objects.filter(id__in=por_linea, saldo__gt=0).order_by("operacion__fecha", "id")
    lineas, falta = list[LineaPedida](), una.resultado
    for viva in vivas:
        parte = min(falta, por_linea[viva.id], viva.saldo)
        if parte > 0:
            lineas.append(LineaPedida(parte, origen=viva.id))
            falta -= parte
    if falta:
        mensaje = _("De lo que declara el modelo, %(falta)s ya se pagaron o se deshicieron por otra operación.")
        que_hacer = _("Mire en el modelo de qué operaciones sale, y corrija la que sobre.")
        raise Conflicto(mensaje % {"falta": Importe(falta)}, que_hacer=que_hacer)
    return lineas

"""Load the statements of the banks: each movement once, and each statement where the one before ended."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from consistorio.economia.tesoreria import acceso, consultas, reglas
from consistorio.economia.tesoreria.eventos import ExtractoCargado, cadena
from consistorio.economia.tesoreria.extractos import ExtractoTraido
from consistorio.economia.tesoreria.models import Extracto, MovimientoBancario, Ordinal
from consistorio.economia.tesoreria.permisos import CONCILIAR
from consistorio.economia.tesoreria.tipos import CERO, ExtractoLeido
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import accion
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.almacen.operaciones import guardar
from consistorio.plataforma.auditoria.operaciones import Nota, anotar_varios

NORMA = "TRLRHL art. 196.1; Orden HAP/1781/2013"


@accion("tesoreria.extracto.cargado", permiso=CONCILIAR, norma=NORMA)
def cargar_extracto(*, actor: Actor, traido: ExtractoTraido, reloj: Reloj) -> list[Extracto]:
    """Load a file of statements (`extractos.traer`), all of its accounts or none. One that was loaded is answered again, and what another one brought already is not
    written twice; its balances have to be those of the movements that are known.

    Who: with `tesoreria.conciliar`. Writes: Contenido, Extracto, MovimientoBancario. Emits: tesoreria.extracto.cargado. Raises DatosIncorrectos with every problem (an
    account of no ordinal, balances that do not follow, days to come).
    """
    contenido = guardar(traido.admitido, actor=actor, reloj=reloj)
    problemas: list[Problema] = []
    extractos, notas = list[Extracto](), list[Nota]()
    suyos = [(leido, _ordinal_de(leido, problemas)) for leido in traido.leidos]
    bloqueados = {
        codigo: acceso.ordinal(codigo, bloquear=True) for codigo in sorted({o.codigo for _l, o in suyos if o})
    }
    for n, (leido, hallado) in enumerate(suyos):
        if hallado is None:
            continue
        huella = hashlib.sha256(f"{contenido.sha256}|{n}".encode()).hexdigest()
        ya = Extracto.objects.filter(huella=huella).first()
        if ya is not None:
            extractos.append(ya)
            continue
        ordinal = bloqueados[hallado.codigo]
        dichos = _problemas(leido, ordinal, reloj)
        if dichos:
            problemas += [Problema(ordinal.codigo, dicho) for dicho in dichos]
            continue
        extracto, nota = _cargado(leido, ordinal, contenido, huella, actor=actor, reloj=reloj)
        problemas += [Problema(ordinal.codigo, dicho) for dicho in _no_cuadra(extracto)]
        extractos.append(extracto)
        notas.append(nota)
    if problemas:
        raise DatosIncorrectos(_("El extracto no se ha cargado."), problemas=problemas)
    if notas:
        anotar_varios(notas, actor=actor, reloj=reloj)
    return extractos


def _ordinal_de(leido: ExtractoLeido, problemas: list[Problema]) -> Ordinal | None:
    hallado = next((o for o in Ordinal.objects.exclude(iban="") if reglas.misma_cuenta(o.iban, leido.cuenta)), None)
    if hallado is None:
        mensaje = _("La cuenta %(cuenta)s no es de ningún ordinal: ábralo antes, o compruebe el fichero.")
        problemas.append(Problema("cuenta", mensaje % {"cuenta": leido.cuenta}))
    return hallado


def _problemas(leido: ExtractoLeido, ordinal: Ordinal, reloj: Reloj) -> list[str]:
    """What is wrong with a statement, with what is known of its account."""
    dichos = []
    if sum((m.importe for m in leido.movimientos), leido.saldo_inicial) != leido.saldo_final:
        dichos.append(_("Los movimientos no llevan del saldo inicial al final."))
    if leido.desde > leido.hasta or any(not leido.desde <= m.fecha <= leido.hasta for m in leido.movimientos):
        dichos.append(_("Hay movimientos fuera de los días del extracto."))
    if leido.hasta > hoy(reloj):
        dichos.append(_("El extracto llega a un día que no ha pasado: %(dia)s.") % {"dia": f"{leido.hasta:%d/%m/%Y}"})
    primero = Extracto.objects.filter(ordinal=ordinal).order_by("desde", "cargado_el").first()
    if primero is None:
        return dichos
    if leido.desde < primero.desde:
        mensaje = _("El primer extracto empieza el %(dia)s, y no se cargan los anteriores.")
        return [*dichos, mensaje % {"dia": f"{primero.desde:%d/%m/%Y}"}]
    habia = saldo_antes_de(ordinal, leido.desde)
    if habia != leido.saldo_inicial:
        mensaje = _(
            "Empieza con %(dice)s y lo cargado antes del %(dia)s acaba en %(hay)s: falta un extracto entre los dos."
        )
        datos = {"dice": Importe(leido.saldo_inicial), "dia": f"{leido.desde:%d/%m/%Y}", "hay": Importe(habia)}
        dichos.append(mensaje % datos)
    return dichos


def saldo_antes_de(ordinal: Ordinal, dia: date) -> Decimal:
    """The balance with which a day begins: what the first statement began with, and every movement since."""
    antes = consultas.saldo_del_banco(ordinal, hasta=dia - timedelta(days=1))
    inicial = MovimientoBancario.objects.filter(
        ordinal=ordinal, fecha=dia, clase=MovimientoBancario.Clase.SALDO_INICIAL
    ).aggregate(suma=Sum("importe"))["suma"]
    return antes + (inicial or CERO)


def _cargado(
    leido: ExtractoLeido, ordinal: Ordinal, contenido: Contenido, huella: str, *, actor: Actor, reloj: Reloj
) -> tuple[Extracto, Nota]:
    huellas = reglas.huellas_de(ordinal.codigo, leido.movimientos)
    conocidas = set(MovimientoBancario.objects.filter(huella__in=huellas).values_list("huella", flat=True))
    extracto = Extracto(
        id=uuid7(),
        ordinal=ordinal,
        formato=leido.formato,
        desde=leido.desde,
        hasta=leido.hasta,
        saldo_inicial=leido.saldo_inicial,
        saldo_final=leido.saldo_final,
        nuevos=sum(una not in conocidas for una in huellas),
        contenido=contenido,
        huella=huella,
        cargado_el=reloj.ahora(),
        cargado_por=actor.id,
    )
    movimientos = [
        MovimientoBancario(
            id=uuid7(),
            ordinal=ordinal,
            extracto=extracto,
            orden=n,
            fecha=m.fecha,
            valor=m.valor,
            importe=m.importe,
            texto=m.texto,
            referencias=list(m.referencias),
            huella=suya,
        )
        for n, (m, suya) in enumerate(zip(leido.movimientos, huellas, strict=True), 1)
        if suya not in conocidas
    ]
    if not Extracto.objects.filter(ordinal=ordinal).exists() and leido.saldo_inicial:
        movimientos.insert(0, _de_apertura(leido, ordinal, extracto))
    extracto.save(force_insert=True)
    MovimientoBancario.objects.bulk_create(movimientos)
    hecho = ExtractoCargado(
        extracto.id,
        ordinal.codigo,
        contenido.sha256,
        leido.desde,
        leido.hasta,
        extracto.nuevos,
        f"{leido.saldo_final:.2f}",
    )
    return extracto, Nota(cadena(leido.hasta.year), hecho, [extracto, *movimientos])


def _de_apertura(leido: ExtractoLeido, ordinal: Ordinal, extracto: Extracto) -> MovimientoBancario:
    """The balance that the bank had when its statements began to be loaded: it is paired with the opening of the books."""
    return MovimientoBancario(
        id=uuid7(),
        ordinal=ordinal,
        extracto=extracto,
        clase=MovimientoBancario.Clase.SALDO_INICIAL,
        orden=0,
        fecha=leido.desde,
        valor=leido.desde,
        importe=leido.saldo_inicial,
        texto=_("Saldo anterior al primer extracto"),
        huella=hashlib.sha256(f"{ordinal.codigo}|saldo inicial".encode()).hexdigest(),
    )


def _no_cuadra(extracto: Extracto) -> list[str]:
    """What was loaded by several statements of the same days has to be the same."""
    hay = consultas.saldo_del_banco(extracto.ordinal, hasta=extracto.hasta)
    if hay == extracto.saldo_final:
        return []
    mensaje = _(
        "El %(dia)s el extracto acaba en %(dice)s y con lo ya cargado de esos días son %(hay)s: no dicen lo mismo."
    )
    datos = {"dia": f"{extracto.hasta:%d/%m/%Y}", "dice": Importe(extracto.saldo_final), "hay": Importe(hay)}
    return [mensaje % datos]

"""Modifications of credits: their draft and their way to the accounts (TRLRHL 177-182; RD 500/1990 arts. 34-51). What comes between is in `pasos_de_modificacion`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.acceso import tomar_diario
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.contabilidad.tipos import Partida
from consistorio.economia.presupuesto import contable, limites, reglas
from consistorio.economia.presupuesto.eventos_de_modificaciones import ModificacionContabilizada, ModificacionPreparada
from consistorio.economia.presupuesto.limites import Credito, Movimiento
from consistorio.economia.presupuesto.models import (
    Aplicacion,
    ConceptoIngreso,
    LineaModificacion,
    ModificacionCredito,
    Operacion,
    TramiteModificacion,
)
from consistorio.economia.presupuesto.operaciones import pruebas, remanentes
from consistorio.economia.presupuesto.operaciones.competencias import basta_uno
from consistorio.economia.presupuesto.operaciones.escritura import Borrador, Trazo, cadena, escribir, numerar
from consistorio.economia.presupuesto.operaciones.forma_de_modificacion import (
    ConCodigo,
    problemas_de_bajas,
    problemas_de_forma,
    problemas_de_retenciones,
)
from consistorio.economia.presupuesto.operaciones.gasto import exigir
from consistorio.economia.presupuesto.operaciones.lote import (
    Lote,
    de_conceptos,
    de_gasto,
    exigir_presupuesto,
    reglas_de,
)
from consistorio.economia.presupuesto.operaciones.presupuesto import aplicacion_de, concepto_de
from consistorio.economia.presupuesto.operaciones_de_credito import Excepcional
from consistorio.economia.presupuesto.tipos import CERO, Cabecera, LineaDeModificacion, LineaPedida
from consistorio.economia.presupuesto.vinculacion import leer_clave
from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar

Estado = ModificacionCredito.Estado
LIBRO = "modificaciones"


def preparar(
    anio: int,
    tipo: str,
    texto: str,
    lineas: Sequence[LineaDeModificacion],
    *,
    reorganizacion: bool,
    expediente_id: UUID | None,
    actor: Actor,
    reloj: Reloj,
    excepcional: Excepcional | None = None,
    de_otro_programa: bool = False,
) -> ModificacionCredito:
    """Write a draft, whole: it never changes afterwards. What it needs and is not in the budget (an application, a concept) is made with nothing in it.
    `excepcional`: what makes lawful that a loan pays current expense (TRLRHL 177.5); `de_otro_programa`: it was approved and proved there, and its proofs did not come.

    Writes: ModificacionCredito, LineaModificacion, Aplicacion, Bolsa, ConceptoIngreso. Emits: presupuesto.modificacion.preparada. Raises DatosIncorrectos with
    every problem (codes, amounts, what does not balance, limits of the law, credit to lower that is neither retained nor available, more than the remnants of the year before, what finances it is not proved), Conflicto (no budget, or its year is not open).
    """
    exigir_transaccion()
    exigir_presupuesto(anio)
    if not Ejercicio.objects.filter(pk=anio, estado=Ejercicio.Estado.ABIERTO).exists():
        raise Conflicto(_("El ejercicio %(anio)d no está abierto.") % {"anio": anio})
    problemas = problemas_de_forma(anio, tipo, texto, lineas)
    if problemas:
        raise _refusada(problemas)
    existentes = _existentes(anio, lineas)
    nuevas: list[Model] = []
    con_codigo = [_resolver(anio, tipo, linea, nuevas) for linea in lineas]
    movimientos = _movimientos(anio, con_codigo, existentes)
    problemas = limites.problemas_de(tipo, movimientos, reorganizacion=reorganizacion)
    problemas += problemas_de_retenciones(con_codigo) + remanentes.problemas_de(
        anio, tipo, [_pedido(una) for una in lineas]
    )
    if not de_otro_programa:
        problemas += problemas_de_bajas(con_codigo)
        problemas += pruebas.problemas_de(anio, tipo, lineas, hoy(reloj))
        problemas += pruebas.problemas_de_credito(anio, tipo, movimientos, excepcional, hoy(reloj))
    if problemas:
        raise _refusada(problemas)
    modificacion = _nueva(anio, tipo, texto, reorganizacion, expediente_id, excepcional)
    firmar(modificacion, actor)
    modificacion.save(force_insert=True)
    filas = LineaModificacion.objects.bulk_create(
        [
            _fila(modificacion, n, linea, aplicacion, concepto)
            for n, (linea, aplicacion, concepto) in enumerate(con_codigo)
        ]
    )
    sube = sum((linea.importe for linea in lineas if linea.sentido == "alta"), CERO)
    hecho = ModificacionPreparada(modificacion.id, anio, tipo, f"{sube:.2f}", expediente_id)
    anotar(cadena(anio), hecho, actor=actor, reloj=reloj, filas=[modificacion, *filas, *nuevas])
    return modificacion


def _nueva(
    anio: int,
    tipo: str,
    texto: str,
    reorganizacion: bool,
    expediente_id: UUID | None,
    excepcional: Excepcional | None,
) -> ModificacionCredito:
    return ModificacionCredito(
        id=uuid7(),
        ejercicio_id=anio,
        numero=numerar(anio, LIBRO),
        tipo=tipo,
        texto=texto.strip(),
        reorganizacion=reorganizacion,
        expediente_id=expediente_id,
        carga_financiera=reglas.en_centimos(excepcional.carga) if excepcional is not None else None,
        cancela_el=excepcional.cancela if excepcional is not None else None,
        renovacion_el=excepcional.renovacion if excepcional is not None else None,
    )


def _fila(
    modificacion: ModificacionCredito,
    orden: int,
    linea: LineaDeModificacion,
    aplicacion: Aplicacion | None,
    concepto: ConceptoIngreso | None,
) -> LineaModificacion:
    return LineaModificacion(
        modificacion=modificacion,
        orden=orden,
        sentido=linea.sentido,
        aplicacion=aplicacion,
        concepto=concepto,
        importe=reglas.en_centimos(linea.importe),
        comprometido=linea.comprometido,
        retencion_id=linea.retencion,
        prueba=linea.prueba,
        prueba_id=linea.prueba_id,
    )


def contabilizar(
    modificacion_id: UUID, fecha: date, *, actor: Actor, reloj: Reloj, de_otro_programa: bool = False
) -> Operacion:
    """Put an approved one in the accounts: M001 to M006; what was retained for it is freed. The limits of the law and the proofs are looked at again.

    Writes: ModificacionCredito and as `escribir`. Emits: presupuesto.modificacion.contabilizada. Raises NoEncontrado, FaseIncompatible, DatosIncorrectos
    (there is not enough credit to lower, a limit, earlier than its publication), Conflicto (one person took all its steps, and the bases do not let it).
    """
    exigir_transaccion()
    modificacion = bloqueada(modificacion_id, Estado.APROBADA)
    if not de_otro_programa:
        exigir_otra_persona(modificacion, actor, fecha)
    tomar_diario(modificacion.ejercicio_id)
    lineas = list(modificacion.lineas.select_related("aplicacion", "concepto").order_by("orden"))
    lote = _lote(
        modificacion, lineas
    )  # the limits are looked at with everything locked: another one may have been noted meanwhile
    movimientos = los_de(modificacion)
    problemas = limites.problemas_de(modificacion.tipo, movimientos, reorganizacion=modificacion.reorganizacion)
    if modificacion.aprobada_el is not None and fecha < modificacion.aprobada_el:
        problemas.append(Problema("fecha", _("Se contabiliza desde el día del acuerdo.")))
    publicada = modificacion.tramites.filter(estado=TramiteModificacion.Estado.PUBLICADA).first()
    if publicada is not None and not modificacion.urgencia and fecha < publicada.fecha:
        problemas.append(Problema("fecha", _("Se contabiliza desde el día de su publicación, en que entra en vigor.")))
    if fecha.year != modificacion.ejercicio_id:
        problemas.append(Problema("fecha", _("La fecha no es del ejercicio de la modificación.")))
    pedidos = [
        remanentes.Pedido(una.sentido, str(una.aplicacion or una.concepto), una.importe, una.comprometido)
        for una in lineas
    ]
    exigir(problemas)
    exigir(remanentes.problemas_de(modificacion.ejercicio_id, modificacion.tipo, pedidos, usa=True))
    if not de_otro_programa:
        anio, tipo = modificacion.ejercicio_id, modificacion.tipo
        exigir(
            pruebas.problemas_de(anio, tipo, _como_se_pidio(lineas), fecha)
            + pruebas.problemas_de_credito(anio, tipo, movimientos, _excepcional(modificacion), fecha)
        )
    trazos = [_trazo(lote, linea) for linea in lineas]
    modificacion.estado = Estado.CONTABILIZADA
    firmar(modificacion, actor)
    modificacion.save(update_fields=["estado", "autores"])
    borrador = Borrador(
        cabecera=Cabecera(
            fecha=fecha,
            texto=modificacion.texto,
            expediente_id=modificacion.expediente_id,
            documento_id=modificacion.acuerdo_id,
        ),
        libro=Operacion.Libro.PRESUPUESTO,
        clase="MC",
        hecho=ModificacionContabilizada,
        trazos=trazos,
        partidas=_partidas(modificacion.tipo, trazos, fecha),
        modificacion_id=modificacion.id,
        nuevas=[modificacion],
        importe=sum((t.importe for t in trazos if t.aplicacion is not None and t.importe > 0), CERO),
    )
    return escribir(borrador, lote, actor=actor, reloj=reloj)


def _excepcional(una: ModificacionCredito) -> Excepcional | None:
    if una.carga_financiera is None or una.cancela_el is None or una.renovacion_el is None:
        return None
    return Excepcional(una.carga_financiera, una.cancela_el, una.renovacion_el)


def _como_se_pidio(lineas: Iterable[LineaModificacion]) -> list[LineaDeModificacion]:
    return [
        LineaDeModificacion(
            una.sentido,
            str(una.aplicacion or una.concepto),
            una.importe,
            prueba=una.prueba,
            prueba_id=una.prueba_id,
        )
        for una in lineas
    ]


def _partidas(tipo: str, trazos: Sequence[Trazo], fecha: date) -> list[Partida]:
    filas: list[Partida] = []
    for trazo in trazos:
        if trazo.de_retencion:
            filas += contable.libera_transferencia(-trazo.importe, fecha)
    for trazo in sorted(trazos, key=lambda uno: uno.importe > 0):
        if trazo.aplicacion is not None:
            filas += contable.modificacion(tipo, trazo.importe, fecha)
    for trazo in trazos:
        if trazo.concepto is not None:
            filas += contable.prevision(trazo.importe, fecha)
    return filas


def _lote(modificacion: ModificacionCredito, lineas: Sequence[LineaModificacion]) -> Lote:
    anio = modificacion.ejercicio_id
    de_credito = [
        LineaPedida(linea.importe, codigo=linea.aplicacion.codigo if linea.aplicacion else "", origen=None)
        for linea in lineas
        if linea.aplicacion is not None
    ]
    retenidas = [LineaPedida(linea.importe, origen=linea.retencion_id) for linea in lineas if linea.retencion_id]
    lote = de_gasto(anio, [*de_credito, *retenidas])
    conceptos = [
        LineaPedida(linea.importe, codigo=linea.concepto.economica) for linea in lineas if linea.concepto is not None
    ]
    if conceptos:
        lote.conceptos = de_conceptos(anio, conceptos, crea=False).conceptos
    return lote


def _trazo(lote: Lote, linea: LineaModificacion) -> Trazo:
    if linea.concepto_id is not None:
        return Trazo(linea.importe, concepto=lote.conceptos[linea.concepto_id])
    aplicacion = lote.aplicaciones[UUID(str(linea.aplicacion_id))]
    if linea.sentido == LineaModificacion.Sentido.ALTA:
        return Trazo(linea.importe, aplicacion=aplicacion)
    origen = lote.lineas.get(linea.retencion_id) if linea.retencion_id is not None else None
    return Trazo(-linea.importe, aplicacion=aplicacion, origen=origen, de_retencion=origen is not None, propio=True)


def _resolver(anio: int, tipo: str, linea: LineaDeModificacion, nuevas: list[Model]) -> ConCodigo:
    if linea.sentido == "financiacion":
        concepto, nuevo = concepto_de(anio, linea.codigo)
        nuevas += [concepto] if nuevo else []
        return linea, None, concepto
    clave = leer_clave(linea.codigo)
    if clave is None:
        raise NoEncontrado(_("No encontramos esa aplicación."))
    aplicacion, hechas = aplicacion_de(anio, clave, reglas_de(anio), en_si_misma=tipo == "extraordinario")
    nuevas += hechas
    return linea, aplicacion, None


def _existentes(anio: int, lineas: Iterable[LineaDeModificacion]) -> frozenset[str]:
    """The applications that had a credit of the budget before the file: with something in them, or from it."""
    codigos = {linea.codigo for linea in lineas if linea.sentido != "financiacion"}
    claves = [clave for codigo in codigos if (clave := leer_clave(codigo)) is not None]
    return _con_credito(Aplicacion.objects.filter(ejercicio=anio, programa__in=[c.programa for c in claves]))


def _con_credito(aplicaciones: Iterable[Aplicacion]) -> frozenset[str]:
    return frozenset(a.codigo for a in aplicaciones if a.definitivos or a.lineas.exists())


def _movimientos(anio: int, lineas: Sequence[ConCodigo], existentes: frozenset[str]) -> list[Movimiento]:
    aplicaciones = [a for _linea, a, _concepto in lineas if a is not None]
    historia = _historia(anio, aplicaciones)
    movimientos = []
    for linea, aplicacion, concepto in lineas:
        credito = _credito(aplicacion, historia, existentes) if aplicacion is not None else None
        codigo = concepto.economica if concepto is not None else ""
        movimientos.append(Movimiento(linea.sentido, linea.importe, credito, codigo))
    return movimientos


def los_de(modificacion: ModificacionCredito) -> list[Movimiento]:
    """Its lines, as the limits of the law see them."""
    lineas = [
        (
            LineaDeModificacion(linea.sentido, str(linea.aplicacion or linea.concepto), linea.importe),
            linea.aplicacion,
            linea.concepto,
        )
        for linea in modificacion.lineas.select_related("aplicacion", "concepto").order_by("orden")
    ]
    existentes = _con_credito(a for _l, a, _c in lineas if a is not None)
    return _movimientos(modificacion.ejercicio_id, lineas, existentes)


class _Historia:
    """Kinds of the modifications that raised and lowered each application this year."""

    def __init__(self) -> None:
        self.subio: defaultdict[UUID, set[str]] = defaultdict(set)
        self.bajo: defaultdict[UUID, set[str]] = defaultdict(set)
        self.sin_comprometer: set[UUID] = set()


def _historia(anio: int, aplicaciones: Sequence[Aplicacion]) -> _Historia:
    historia = _Historia()
    filas = LineaModificacion.objects.filter(
        aplicacion__in=aplicaciones, modificacion__ejercicio=anio, modificacion__estado=Estado.CONTABILIZADA
    ).values_list("aplicacion_id", "sentido", "modificacion__tipo", "comprometido")
    for aplicacion_id, sentido, tipo, comprometido in filas:
        if aplicacion_id is None:
            continue
        (historia.subio if sentido == "alta" else historia.bajo)[aplicacion_id].add(tipo)
        if tipo == "incorporacion" and not comprometido:
            historia.sin_comprometer.add(aplicacion_id)
    return historia


def _credito(aplicacion: Aplicacion, historia: _Historia, existentes: frozenset[str]) -> Credito:
    return Credito(
        aplicacion.programa,
        aplicacion.economica,
        ampliable=aplicacion.ampliable,
        existe=aplicacion.codigo in existentes,
        subio=frozenset(historia.subio[aplicacion.id]),
        bajo=frozenset(historia.bajo[aplicacion.id]),
        incorporado_sin_comprometer=aplicacion.id in historia.sin_comprometer,
    )


def _pedido(linea: LineaDeModificacion) -> remanentes.Pedido:
    clave = leer_clave(linea.codigo) if linea.sentido != "financiacion" else None
    codigo = str(clave) if clave is not None else linea.codigo
    return remanentes.Pedido(linea.sentido, codigo, linea.importe, linea.comprometido)


def firmar(modificacion: ModificacionCredito, actor: Actor) -> None:
    """Who takes one more of its steps. Written with it."""
    modificacion.autores = [*modificacion.autores, str(actor.id) if actor.clase is ClaseActor.EMPLEADO else ""]


def falta_otra_persona(modificacion: ModificacionCredito, actor: Actor, fecha: date) -> bool:
    """Whether somebody took all its steps until now, and the bases do not let one person be enough."""
    suyo = actor.clase is ClaseActor.EMPLEADO and set(modificacion.autores) == {str(actor.id)}
    return suyo and not basta_uno(modificacion.tipo, en=fecha)


def exigir_otra_persona(modificacion: ModificacionCredito, actor: Actor, fecha: date, mensaje: str = "") -> None:
    """Nobody takes all the steps of a file, unless the bases let it. `mensaje`: what is said to who did and comes to a last one that is not its entry. Of one that was written before who took each was kept, nothing is known. Raises Conflicto."""
    if falta_otra_persona(modificacion, actor, fecha):
        raise Conflicto(
            mensaje or _("Todos los pasos de esta modificación los ha anotado usted: que la contabilice otra persona."),
            que_hacer=_("Si las bases dejan que baste una, dígalo en las bases, en «Quién aprueba cada modificación»."),
        )


def bloqueada(modificacion_id: UUID, estado: str = "") -> ModificacionCredito:
    """A file by its id, for this transaction alone. `estado`: how it has to be; "" for any. Raises NoEncontrado, FaseIncompatible."""
    modificacion = ModificacionCredito.objects.select_for_update(of=("self",)).filter(pk=modificacion_id).first()
    if modificacion is None:
        raise NoEncontrado(_("No encontramos esa modificación de crédito."))
    if estado and modificacion.estado != estado:
        raise FaseIncompatible(
            _("Eso ya no procede: la modificación está así: %(e)s.") % {"e": modificacion.get_estado_display()}
        )
    return modificacion


def _refusada(problemas: Sequence[Problema]) -> DatosIncorrectos:
    return DatosIncorrectos(_("La modificación no se ha preparado."), problemas=list(problemas))

"""The budget of the year before is extended until the new one is in force, and the new one takes its place (TRLRHL 169.6; RD 500/1990 art. 21)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.reglas import negativo
from consistorio.economia.contabilidad.tipos import Partida
from consistorio.economia.presupuesto import alzas_de_prorroga, contable, reglas
from consistorio.economia.presupuesto.eventos import PresupuestoProrrogado, PresupuestoSustituido
from consistorio.economia.presupuesto.models import (
    Aplicacion,
    Bolsa,
    ConceptoIngreso,
    LineaModificacion,
    Operacion,
    Presupuesto,
)
from consistorio.economia.presupuesto.models.creditos import CONTADORES_DE_BOLSA
from consistorio.economia.presupuesto.operaciones.escritura import Borrador, Trazo, escribir
from consistorio.economia.presupuesto.operaciones.gasto import exigir
from consistorio.economia.presupuesto.operaciones.lote import (
    Lote,
    asegurar_concepto,
    exigir_presupuesto,
    nueva_aplicacion,
    reglas_de,
)
from consistorio.economia.presupuesto.operaciones.presupuesto import (
    abrir_clasificaciones,
    escribir_reglas,
    problemas_de_presupuesto,
)
from consistorio.economia.presupuesto.tipos import CERO, AjusteDeProrroga, Cabecera, PresupuestoNuevo
from consistorio.economia.presupuesto.vinculacion import Clave, Regla, bolsa_de, leer_clave
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, Problema
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import exigir_transaccion

CLASES: Final = ("termina", "afectado", "baja", "alza", "ingreso")
NO_SE_PRORROGAN: Final = ("termina", "afectado")
PRORROGA: Final = "prorroga"


def prorrogar(fecha: date, ajustes: Sequence[AjusteDeProrroga], *, texto: str, actor: Actor, reloj: Reloj) -> Operacion:
    """Extend the initial credits of the year before, its forecasts and its rules of vinculación, with what is not extended and the adjustments taken off and put on.

    What ends or was paid with income of that year alone is not extended (G001-G004 without it); adjustments go to account 0027 (M001, M002). Those that go up are firm
    commitments for a reason that the law admits, and never more than what the services and programmes that ended had (RD 500/1990 art. 21.3). Writes: Presupuesto, ReglaVinculacion, Bolsa, Aplicacion, ConceptoIngreso and as `escribir`. Emits:
    presupuesto.prorrogado. Raises Conflicto (there is a budget, or none to extend), DatosIncorrectos with every problem.
    """
    exigir_transaccion()
    anio = fecha.year
    exigir_presupuesto(anio - 1)
    if Presupuesto.objects.filter(pk=anio).exists():
        raise Conflicto(_("%(anio)d ya tiene presupuesto.") % {"anio": anio})
    creditos = {a.codigo: a for a in Aplicacion.objects.filter(ejercicio=anio - 1).order_by("programa", "economica")}
    previsiones = {c.economica: c for c in ConceptoIngreso.objects.filter(ejercicio=anio - 1).order_by("economica")}
    exigir(_de_ajustes(ajustes, creditos, previsiones, fecha))
    abrir_clasificaciones(anio)
    vinculan = reglas_de(anio - 1)
    presupuesto = Presupuesto(
        ejercicio_id=anio,
        aprobado=fecha,
        crea_aplicaciones=exigir_presupuesto(anio - 1).crea_aplicaciones,
        descuadrado=True,
        prorrogado=True,
    )
    presupuesto.save(force_insert=True)
    lote = Lote(anio)
    lote.nuevas = [presupuesto, *escribir_reglas(anio, vinculan, prorrogada=True)]
    quita, pone = _sumas(ajustes)
    trazos = list[Trazo]()
    for codigo, anterior in creditos.items():
        credito = anterior.iniciales - quita[codigo] + pone[codigo]
        if not credito and not anterior.iniciales:
            continue
        clave = Clave(anterior.organica, anterior.programa, anterior.economica)
        aplicacion = _aplicacion(lote, clave, vinculan, anterior.denominacion, ampliable=anterior.ampliable)
        trazos += [Trazo(credito, aplicacion=aplicacion)] if credito else []
    for codigo, concepto in previsiones.items():
        if prevision := concepto.iniciales - quita[codigo]:
            suyo, nuevo = asegurar_concepto(anio, codigo, concepto.denominacion)
            lote.conceptos[suyo.id] = suyo
            lote.nuevas += [suyo] if nuevo else []
            trazos.append(Trazo(prevision, concepto=suyo))
    borrador = Borrador(
        cabecera=Cabecera(fecha=fecha, texto=texto),
        libro=Operacion.Libro.PRESUPUESTO,
        clase="CI",
        hecho=PresupuestoProrrogado,
        trazos=trazos,
        partidas=_partidas_de_prorroga(creditos.values(), previsiones.values(), ajustes, fecha),
        importe=sum((t.importe for t in trazos if t.aplicacion is not None), CERO),
    )
    return escribir(borrador, lote, actor=actor, reloj=reloj)


def sustituir(
    nuevo: PresupuestoNuevo, vinculan: Sequence[Regla], *, fecha: date, texto: str, actor: Actor, reloj: Reloj
) -> Operacion:
    """The approved budget takes the place of the extended one: its credits and forecasts go by their negative and the new ones come, in one operation. What was noted goes on
    upon the new credits, under the new rules; modifications stay. When it does not fit, all is refused with every bolsa that lacks credit.

    Writes: Presupuesto, ReglaVinculacion, Bolsa, Aplicacion, ConceptoIngreso and as `escribir`. Emits: presupuesto.sustituido. Raises DatosIncorrectos, Conflicto (the budget
    is not an extended one).
    """
    exigir_transaccion()
    anio = nuevo.anio
    presupuesto = Presupuesto.objects.select_for_update().filter(pk=anio, prorrogado=True).first()
    if presupuesto is None:
        raise Conflicto(_("El presupuesto de %(anio)d no está prorrogado.") % {"anio": anio})
    abrir_clasificaciones(anio, nuevo.propios)
    exigir(problemas_de_presupuesto(nuevo, vinculan))
    prorroga = Operacion.objects.select_related("asiento").get(ejercicio=anio, clase="CI")
    lote = _todo(anio)
    trazos = [
        Trazo(
            -linea.importe,
            aplicacion=lote.aplicaciones[linea.aplicacion_id] if linea.aplicacion_id is not None else None,
            concepto=lote.conceptos[linea.concepto_id] if linea.concepto_id is not None else None,
        )
        for linea in prorroga.lineas.order_by("orden")
    ]
    presupuesto.prorrogado, presupuesto.aprobado = False, nuevo.aprobado
    presupuesto.crea_aplicaciones, presupuesto.descuadrado = nuevo.crea_aplicaciones, nuevo.descuadrado
    presupuesto.documento_id, presupuesto.plurianuales_el = nuevo.documento_id, None
    presupuesto.save()
    lote.nuevas = [presupuesto, *escribir_reglas(anio, vinculan)]
    trazos += _creditos(nuevo, vinculan, lote)
    _cambiar_de_bolsa(nuevo, vinculan, lote)
    for prevision in nuevo.previsiones:
        concepto, hecho = asegurar_concepto(anio, prevision.codigo, prevision.denominacion)
        concepto = lote.conceptos.setdefault(concepto.id, concepto)
        lote.nuevas += [concepto] if hecho else []
        trazos += [Trazo(prevision.importe, concepto=concepto)] if prevision.importe else []
    exigir(_sin_credito(lote, trazos))
    creditos = sum((c.importe for c in nuevo.creditos), CERO)
    previsiones = sum((p.importe for p in nuevo.previsiones), CERO)
    borrador = Borrador(
        cabecera=Cabecera(fecha=fecha, texto=texto, documento_id=nuevo.documento_id),
        libro=Operacion.Libro.PRESUPUESTO,
        clase="CI",
        hecho=PresupuestoSustituido,
        trazos=trazos,
        partidas=[*negativo(_del_asiento(prorroga)), *_iniciales(creditos, previsiones, fecha)],
        importe=creditos,
    )
    return escribir(borrador, lote, actor=actor, reloj=reloj)


def _sumas(ajustes: Iterable[AjusteDeProrroga]) -> tuple[defaultdict[str, Decimal], defaultdict[str, Decimal]]:
    """What each code loses and what it gains."""
    quita: defaultdict[str, Decimal] = defaultdict(lambda: CERO)
    pone: defaultdict[str, Decimal] = defaultdict(lambda: CERO)
    for uno in ajustes:
        (pone if uno.clase == "alza" else quita)[uno.codigo] += uno.importe
    return quita, pone


def _de_ajustes(
    ajustes: Sequence[AjusteDeProrroga],
    creditos: dict[str, Aplicacion],
    previsiones: dict[str, ConceptoIngreso],
    en: date,
) -> list[Problema]:
    problemas = list[Problema]()
    quita, _pone = _sumas(ajustes)
    for n, uno in enumerate(ajustes):
        mensajes = []
        de_donde: dict[str, Decimal] = {c: a.iniciales for c, a in creditos.items()}
        if uno.clase == "ingreso":
            de_donde = {c: p.iniciales for c, p in previsiones.items()}
        if uno.clase not in CLASES:
            mensajes.append(_("Diga por qué cambia: %(c)s.") % {"c": ", ".join(CLASES)})
        if not reglas.importe_bien(uno.importe):
            mensajes.append(_("El importe son euros y céntimos, y mayor que cero."))
        if uno.codigo not in de_donde:
            mensajes.append(_("%(c)s no está en el presupuesto que se prorroga.") % {"c": uno.codigo})
        elif uno.clase != "alza" and quita[uno.codigo] > de_donde[uno.codigo]:
            datos = {"c": uno.codigo, "i": Importe(de_donde[uno.codigo])}
            mensajes.append(_("De %(c)s se quita más de lo que tenía, que eran %(i)s.") % datos)
        if uno.clase == "alza":
            mensajes += _de_alza(uno, en)
        problemas += [Problema(f"ajustes.{n}", mensaje) for mensaje in mensajes]
    suben = sum((u.importe for u in ajustes if u.clase == "alza"), CERO)
    margen = sum((u.importe for u in ajustes if u.clase == "termina"), CERO)
    if suben > margen:
        mensaje = _(
            "Los aumentos pasan en %(s)s del margen, que es lo que tenían los servicios y programas que acabaron: %(m)s (RD 500/1990 21.3)."
        )
        problemas.append(Problema("ajustes", mensaje % {"s": Importe(suben - margen), "m": Importe(margen)}))
    return problemas


def _de_alza(uno: AjusteDeProrroga, en: date) -> list[str]:
    """Why a credit may not go up: only for a reason of the table, in an application of it, and with its firm commitment."""
    admite = alzas_de_prorroga.causas(en)
    clave, causa = leer_clave(uno.codigo), admite.get(uno.causa)
    mensajes = []
    if causa is None:
        dichas = "; ".join(f"{una.codigo}, {una.texto} ({una.articulo})" for una in admite.values())
        mensajes.append(_("Diga la causa por la que sube %(c)s: %(d)s.") % {"c": uno.codigo, "d": dichas})
    elif clave is not None and not clave.economica.startswith(causa.economicas):
        mensaje = _(
            "%(c)s no puede subir por esa causa: sus económicas empiezan por %(e)s (%(a)s). Haga una modificación."
        )
        datos = {"c": uno.codigo, "e": ", ".join(causa.economicas), "a": causa.articulo}
        mensajes.append(mensaje % datos)
    if not uno.motivo.strip():
        mensajes.append(_("Diga qué compromiso firme obliga a aumentar %(c)s.") % {"c": uno.codigo})
    return mensajes


def _partidas_de_prorroga(
    creditos: Iterable[Aplicacion],
    previsiones: Iterable[ConceptoIngreso],
    ajustes: Sequence[AjusteDeProrroga],
    en: date,
) -> list[Partida]:
    def suma(*clases: str) -> Decimal:
        return sum((u.importe for u in ajustes if u.clase in clases), CERO)

    filas = _iniciales(
        sum((a.iniciales for a in creditos), CERO) - suma(*NO_SE_PRORROGAN),
        sum((p.iniciales for p in previsiones), CERO) - suma("ingreso"),
        en,
    )
    if bajan := suma("baja"):
        cuenta = contable.MODIFICACIONES[PRORROGA]
        filas += [contable.directa("M003", -bajan, "000", cuenta), contable.directa("M004", -bajan, cuenta, "0030")]
    if suben := suma("alza"):
        filas += contable.modificacion(PRORROGA, suben, en)
    return filas


def _iniciales(creditos: Decimal, previsiones: Decimal, en: date) -> list[Partida]:
    filas = contable.credito_inicial(creditos, en) if creditos else []
    return filas + (contable.prevision_inicial(previsiones, en) if previsiones else [])


def _del_asiento(operacion: Operacion) -> list[Partida]:
    if operacion.asiento is None:
        return []
    return [Partida(a.debe_id, a.haber_id, a.importe, a.regla) for a in operacion.asiento.filas.order_by("orden")]


def _todo(anio: int) -> Lote:
    """Every bolsa, application and concept of a year, locked in the order of the house."""
    lote = Lote(anio)
    bolsas = Bolsa.objects.select_for_update(of=("self",)).filter(ejercicio=anio).order_by("pk")
    lote.bolsas = {fila.pk: fila for fila in bolsas}
    aplicaciones = Aplicacion.objects.select_for_update(of=("self",)).filter(ejercicio=anio).order_by("pk")
    lote.aplicaciones = {fila.pk: fila for fila in aplicaciones}
    conceptos = ConceptoIngreso.objects.select_for_update(of=("self",)).filter(ejercicio=anio).order_by("pk")
    lote.conceptos = {fila.pk: fila for fila in conceptos}
    return lote


def _aplicacion(
    lote: Lote, clave: Clave, vinculan: Sequence[Regla], denominacion: str, *, ampliable: bool
) -> Aplicacion:
    """A new one, in its bolsa."""
    bolsa = _bolsa(lote, f"={clave}" if ampliable else bolsa_de(clave, vinculan))
    aplicacion = nueva_aplicacion(lote.anio, clave, bolsa.id, denominacion=denominacion, ampliable=ampliable)
    aplicacion.save(force_insert=True)
    lote.aplicaciones[aplicacion.id] = aplicacion
    lote.nuevas.append(aplicacion)
    return aplicacion


def _bolsa(lote: Lote, clave: str) -> Bolsa:
    hallada = next((b for b in lote.bolsas.values() if b.clave == clave), None)
    if hallada is None:
        hallada = Bolsa(id=uuid7(), ejercicio_id=lote.anio, clave=clave)
        hallada.save(force_insert=True)
        lote.bolsas[hallada.id] = hallada
        lote.nuevas.append(hallada)
    return hallada


def _creditos(nuevo: PresupuestoNuevo, vinculan: Sequence[Regla], lote: Lote) -> list[Trazo]:
    por_codigo = {a.codigo: a for a in lote.aplicaciones.values()}
    trazos = []
    for credito in nuevo.creditos:
        clave = leer_clave(credito.codigo)
        if clave is None:
            continue
        aplicacion = por_codigo.get(str(clave))
        if aplicacion is None:
            aplicacion = _aplicacion(lote, clave, vinculan, credito.denominacion, ampliable=credito.ampliable)
        trazos += [Trazo(credito.importe, aplicacion=aplicacion)] if credito.importe else []
    return trazos


def _cambiar_de_bolsa(nuevo: PresupuestoNuevo, vinculan: Sequence[Regla], lote: Lote) -> None:
    """Each application goes, with what was noted of it, to the bolsa that the new rules say; extraordinary credits stay alone."""
    ampliables = {str(leer_clave(c.codigo)) for c in nuevo.creditos if c.ampliable}
    extraordinarias = set(
        LineaModificacion.objects.filter(
            modificacion__ejercicio=lote.anio, modificacion__tipo="extraordinario", sentido="alta"
        ).values_list("aplicacion_id", flat=True)
    )
    for una in list(lote.aplicaciones.values()):
        clave = Clave(una.organica, una.programa, una.economica)
        antes, ampliable = lote.bolsas[una.bolsa_id], una.codigo in ampliables
        sola = ampliable or una.id in extraordinarias
        ahora = _bolsa(lote, f"={clave}" if sola else bolsa_de(clave, vinculan))
        if ahora.id == antes.id and una.ampliable == ampliable:
            continue
        for contador, importe in zip(CONTADORES_DE_BOLSA, _de_bolsa(una), strict=True):
            setattr(antes, contador, getattr(antes, contador) - importe)
            setattr(ahora, contador, getattr(ahora, contador) + importe)
        una.bolsa, una.ampliable = ahora, ampliable
        una.save(update_fields=["bolsa", "ampliable"])
        lote.nuevas.append(una)


def _de_bolsa(una: Aplicacion) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """What an application adds to each counter of its bolsa, in their order."""
    return una.definitivos, una.retenido, una.no_disponible, una.autorizado


def _sin_credito(lote: Lote, trazos: Iterable[Trazo]) -> list[Problema]:
    """The bolsas that the new credits leave short, with their applications."""
    cambia: defaultdict[object, Decimal] = defaultdict(lambda: CERO)
    for trazo in trazos:
        if trazo.aplicacion is not None:
            cambia[trazo.aplicacion.bolsa_id] += trazo.importe
    problemas = []
    for bolsa in sorted(lote.bolsas.values(), key=lambda una: una.clave):
        queda = bolsa.disponible + cambia[bolsa.id]
        if queda >= 0:
            continue
        suyas = ", ".join(sorted(a.codigo for a in lote.aplicaciones.values() if a.bolsa_id == bolsa.id))
        donde = _("lo contabilizado sobre el prorrogado en %(suyas)s no cabe en el nuevo crédito.") % {"suyas": suyas}
        problemas.append(Problema("creditos", reglas.faltan(-queda, donde)))
    return problemas

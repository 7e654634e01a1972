"""What goes from one year to another: later years, an extended budget and its states; previas, payroll and loans. A story each, over the budget of the tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistorio.documental.firma.models import Circuito
from consistorio.economia.contabilidad.acciones import abrir_ejercicio
from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.contabilidad.consultas import saldo
from consistorio.economia.presupuesto import acciones, consultas
from consistorio.economia.presupuesto.limites_plurianuales import Anualidad, maximo, supuesto_de
from consistorio.economia.presupuesto.models import (
    LineaFutura,
    OperacionFutura,
    OperacionPrevia,
    Presupuesto,
    TramitePresupuesto,
)
from consistorio.economia.presupuesto.tests.escenario import (
    INTERVENCION,
    REGLAS,
    RELOJ,
    aplicacion,
    cabecera,
    de,
    fallas,
    gastar,
    retener,
    tras,
)
from consistorio.economia.presupuesto.tests.escenario import (
    presupuesto as el_presupuesto,
)
from consistorio.economia.presupuesto.tests.test_embargos import alta as alta_de_tercero
from consistorio.economia.presupuesto.tests.test_embargos import documento_de
from consistorio.economia.presupuesto.tests.test_gasto import apuntes, mensajes
from consistorio.economia.presupuesto.tests.test_modificaciones import alta, contabilizar, preparar
from consistorio.economia.presupuesto.tests.test_modificaciones import con as con_ingreso
from consistorio.economia.presupuesto.tipos import (
    AjusteDeProrroga,
    CreditoInicial,
    CuotaNueva,
    LineaDeFuturo,
    LineaPedida,
    Plurianual,
    PrestamoNuevo,
)
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoPermitido
from consistorio.nucleo.reloj import RelojFijo
from consistorio.plataforma.calendario.datos.demo import sembrar as sembrar_calendario

D = Decimal
EN_2027 = RelojFijo(datetime(2027, 3, 1, 10, 0, tzinfo=UTC))
OBRA = Plurianual("inversiones")
AREA = replace(INTERVENCION, id=uuid4(), permisos=frozenset({"presupuesto.previa"}))


def futuro(clase: str, plurianual: Plurianual, *lineas: LineaDeFuturo) -> OperacionFutura:
    return acciones.anotar_futuro(
        actor=INTERVENCION, clase=clase, cabecera=cabecera(), lineas=lineas, plurianual=plurianual, reloj=RELOJ
    )


def del_anio(anio: int, codigo: str, importe: str) -> LineaDeFuturo:
    return LineaDeFuturo(D(importe), anio, codigo)


def sigue(operacion: OperacionFutura, importe: str, n: int = 0) -> LineaDeFuturo:
    return LineaDeFuturo(D(importe), origen=operacion.lineas.order_by("orden")[n].id)


def test_later_years_are_committed_within_their_limits_and_reach_their_budget(presupuesto: None) -> None:
    obra = gastar("AD", de("1532.61900", "5000"))
    de_obra = replace(OBRA, inicia=obra.id)
    with pytest.raises(DatosIncorrectos) as error:
        futuro("AD", OBRA, del_anio(2026, "1532.61900", "1"), del_anio(2027, "999", "0.001"))
    assert sorted(campo for campo, _m in mensajes(error)) == ["lineas.0", "lineas.1", "lineas.1"]
    with pytest.raises(DatosIncorrectos) as error:
        futuro("AD", OBRA, del_anio(2027, "920.22000", "1"))
    assert [m for _c, m in mensajes(error)] == [
        "Diga qué operación de este ejercicio lo inicia. Si empieza el año que viene, es de tramitación anticipada.",
        "«Inversiones y transferencias de capital» no es para 920.22000.",
    ]
    # 70, 60, 50 and 50 % of 30000, and no fifth year
    limites = {2027: "21000", 2028: "18000", 2029: "15000", 2030: "15000"}
    with pytest.raises(DatosIncorrectos) as error:
        futuro(
            "AD",
            de_obra,
            *(del_anio(anio, "1532.61900", f"{importe}.01") for anio, importe in limites.items()),
            del_anio(2031, "1532.61900", "1"),
        )
    dichos = mensajes(error)
    assert len(dichos) == 5
    assert all("se pasa en 0,01 €" in m for _c, m in dichos[:4])
    assert dichos[4][1].startswith("1532.61900, 2031: pasa de los ejercicios a los que puede llegar (TRLRHL 174.2.a).")
    retenido = futuro("RC", de_obra, *(del_anio(anio, "1532.61900", importe) for anio, importe in limites.items()))
    autorizado = futuro("A", OBRA, sigue(retenido, "20000"))
    dispuesto = futuro("D", OBRA, sigue(autorizado, "15000"))
    with pytest.raises(DatosIncorrectos) as error:
        futuro("D", OBRA, sigue(autorizado, "5000.01"))
    assert "Faltan 0,01 €" in mensajes(error)[0][1]
    for mal in (["-500000"], ["0.001"], ["1", "1"]):
        with pytest.raises(DatosIncorrectos) as error:
            acciones.corregir_futuro(
                actor=INTERVENCION,
                operacion_id=dispuesto.id,
                cabecera=cabecera(varios=False),
                lineas=[sigue(dispuesto, importe) for importe in mal],
                reloj=RELOJ,
            )
        assert [campo for campo, _m in mensajes(error)] == [f"lineas.{len(mal) - 1}"]
    # What is corrected goes back to what it followed, and the limit is not used twice
    acciones.corregir_futuro(
        actor=INTERVENCION,
        operacion_id=dispuesto.id,
        cabecera=cabecera(varios=False),
        lineas=[LineaDeFuturo(D(1000), origen=dispuesto.lineas.get().id)],
        reloj=RELOJ,
    )
    fila = consultas.plurianuales(desde=2026)[0]
    assert (fila.anio, fila.retenido, fila.autorizado, fila.dispuesto) == (2027, D(1000), D(6000), D(14000))
    pleno = _pleno("1532.61900", 2026, "1")
    # The Pleno raises one; rents have no limit; what is processed early is not held against this year's credit
    for nada in (None, uuid4()):
        with pytest.raises(DatosIncorrectos) as error:
            acciones.elevar_limite(**pleno | {"acuerdo_id": nada})
        assert [campo for campo, _m in mensajes(error)] == ["anio", "acuerdo"]
    firma = Circuito.objects.create(
        documento_id=pleno["acuerdo_id"], pedido_por=INTERVENCION.id, pedido_el=RELOJ.ahora()
    )
    with pytest.raises(DatosIncorrectos, match="no está firmado"):
        acciones.elevar_limite(**pleno | {"anio": 2031, "importe": D(100)})
    Circuito.objects.filter(id=firma.id).update(estado="completado", terminado_el=RELOJ.ahora())
    acciones.elevar_limite(**pleno | {"anio": 2031, "importe": D(100)})
    with pytest.raises(DatosIncorrectos, match="el límite es 100,00 €"):
        futuro("AD", de_obra, del_anio(2031, "1532.61900", "100.01"))
    futuro("AD", de_obra, del_anio(2031, "1532.61900", "100"))
    anticipada = Plurianual("contratos", anticipada=True)
    with pytest.raises(DatosIncorrectos, match="empieza el año siguiente"):
        futuro("AD", anticipada, del_anio(2028, "920.22000", "1"))
    luz = futuro("AD", anticipada, del_anio(2027, "165.22100", "9000"))
    papel = futuro("AD", anticipada, del_anio(2027, "920.22000", "700"))
    _se_reajusta_con_los_mismos_controles(papel)
    assert comprobar(2026) == []
    _llega_su_anio(luz, papel)
    assert fallas() == []


def _se_reajusta_con_los_mismos_controles(papel: OperacionFutura) -> None:
    """What goes up is held as what is noted, and what is said is what is left however many times it is said."""

    def reajusta(operacion: OperacionFutura, *quedan: LineaDeFuturo, **otra: Any) -> OperacionFutura:
        suya = replace(cabecera(varios=False), **otra)
        con: dict[str, Any] = {"actor": INTERVENCION, "operacion_id": operacion.id, "reloj": RELOJ}
        return acciones.reajustar_futuro(**con, cabecera=suya, quedan=quedan)

    def saldos() -> dict[int, Decimal]:
        suyas = LineaFutura.objects.filter(codigo="920.22000").values_list("anio", "saldo")
        return {anio: sum((s for a, s in suyas if a == anio), D(0)) for anio in {a for a, _s in suyas}}

    de_2027 = papel.lineas.get()
    with pytest.raises(DatosIncorrectos) as error:
        reajusta(papel, del_anio(2029, "1532.61900", "9000000"), fecha=date(2026, 12, 31), texto="")
    assert [campo for campo, _m in mensajes(error)] == ["texto", "fecha"]
    with pytest.raises(DatosIncorrectos) as error:
        reajusta(papel, sigue(papel, "700"), del_anio(2029, "1532.61900", "9000000"))
    assert [campo for campo, _m in mensajes(error)] == ["lineas.1"]
    with pytest.raises(DatosIncorrectos, match="Está dos veces"):
        reajusta(papel, sigue(papel, "600"), del_anio(2027, "920.22000", "100"))
    de_2028 = del_anio(2028, "920.22000", "200")
    subida = reajusta(papel, sigue(papel, "900"), de_2028)
    assert (subida.origen, subida.signo, saldos()) == (papel, 1, {2027: D(900), 2028: D(200)})
    for igual in (sigue(papel, "900"), de_2028):
        with pytest.raises(DatosIncorrectos, match="No cambia nada"):
            reajusta(papel, igual)
    with pytest.raises(FaseIncompatible) as fase:
        reajusta(subida, del_anio(2027, "920.22000", "1"))
    assert f"Es lo que subió al reajustar {papel}" in fase.value.que_hacer
    reajusta(papel, sigue(papel, "700"), del_anio(2028, "920.22000", "0"))
    assert saldos() == {2027: D(700), 2028: D(0)}
    de_2027.refresh_from_db()
    assert de_2027.saldo == D(700), "what was added last is taken first"


def _pleno(codigo: str, anio: int, importe: str) -> dict[str, Any]:
    return {
        "actor": INTERVENCION,
        "ejercicio": 2026,
        "codigo": codigo,
        "anio": anio,
        "importe": D(importe),
        "por": "pleno",
        "acuerdo_id": documento_de(alta_de_tercero("B99999997"), "Acuerdo del Pleno"),
        "fecha": date(2026, 3, 1),
        "texto": "Acuerdo",
        "reloj": RELOJ,
    }


def test_the_bases_that_raise_a_limit_are_of_the_budget(presupuesto: None) -> None:
    bases = documento_de(alta_de_tercero("A58818501"), "Bases")
    TramitePresupuesto.objects.create(ejercicio=2026, estado="proyecto", fecha=date(2025, 10, 1), documento_id=bases)
    pide = _pleno("1532.61900", 2031, "100") | {"por": "bases"}
    with pytest.raises(DatosIncorrectos, match="no es del presupuesto de 2026"):
        acciones.elevar_limite(**pide)
    assert acciones.elevar_limite(**pide | {"acuerdo_id": bases}).acuerdo_id == bases


def _llega_su_anio(luz: OperacionFutura, papel: OperacionFutura) -> None:
    """The budget of 2027 is loaded before its year begins, and has 4000 for what was committed for 9000."""
    abrir_ejercicio(actor=INTERVENCION, anio=2027, reloj=RELOJ)
    con: dict[str, Any] = {"actor": INTERVENCION, "reloj": EN_2027}
    acciones.aprobar_presupuesto(
        actor=INTERVENCION,
        nuevo=el_presupuesto(2027),
        reglas=REGLAS,
        fecha=date(2027, 1, 1),
        texto="Presupuesto de 2027",
        reloj=RELOJ,
    )
    en_enero = cabecera(date(2027, 1, 10))
    with pytest.raises(Conflicto, match="no están todavía en su presupuesto"):
        acciones.retener(**con, clase="RC", cabecera=en_enero, lineas=[de("920.22000", "1")])
    traido = acciones.traer_plurianuales(**con, fecha=date(2027, 1, 1))
    assert {una.codigo: una.importe for una in traido.sin_credito} == {"165.22100": D(9000)}
    assert "Faltan 5.000,00 €" in traido.sin_credito[0].motivo
    assert [(una.clase, una.importe) for una in traido.operaciones] == [
        ("AD", D(14000)),
        ("AD", D(700)),
        ("A", D(6000)),
        ("RC", D(1000)),
    ]
    obra = aplicacion("1532.61900", 2027)
    assert (obra.retenido, obra.autorizado, obra.dispuesto) == (D(1000), D(20000), D(14000))
    assert not papel.lineas.filter(saldo__gt=0).exists()
    acciones.retener(**con, clase="RC", cabecera=en_enero, lineas=[de("920.22000", "1")])
    # It goes once there is credit, and once
    acciones.corregir_futuro(
        **con,
        operacion_id=luz.id,
        cabecera=cabecera(date(2027, 1, 10), varios=False),
        lineas=[LineaDeFuturo(D(5000), origen=luz.lineas.get().id)],
    )
    assert acciones.traer_plurianuales(**con, fecha=date(2027, 1, 11)).importe == D(4000)
    assert acciones.traer_plurianuales(**con, fecha=date(2027, 1, 12)).operaciones == ()
    assert not LineaFutura.objects.filter(anio=2027, saldo__gt=0).exists()
    assert comprobar(2026) == comprobar(2027) == []


@given(
    inicial=st.decimals(min_value=0, max_value=10**9, places=2),
    lugar=st.integers(1, 6),
    supuesto=st.sampled_from(["inversiones", "convenios", "contratos", "deuda"]),
)
def test_no_limit_is_above_its_percentage(inicial: Decimal, lugar: int, supuesto: str) -> None:
    caso = supuesto_de(supuesto, en=date(2026, 1, 1))
    tope = maximo(caso, Anualidad(2026 + lugar, "1532.61900", inicial, D(0)), ejercicio=2026, anticipada=False)
    if supuesto == "deuda":
        assert tope is None
    elif lugar > 4:
        assert tope == 0
    elif supuesto == "contratos":
        assert tope is None
    else:
        assert tope is not None
        assert 0 <= inicial * (70, 60, 50, 50)[lugar - 1] / 100 - tope < D("0.01")


def test_the_states_of_the_budget_and_an_extended_one_that_is_refused(presupuesto: None) -> None:
    sembrar_calendario()
    abrir_ejercicio(actor=INTERVENCION, anio=2027, reloj=RELOJ)

    def anota(estado: str, dia: date, **mas: Any) -> None:
        acciones.anotar_tramite_del_presupuesto(
            actor=INTERVENCION, anio=2027, estado=estado, fecha=dia, reloj=RELOJ, **mas
        )

    with pytest.raises(DatosIncorrectos, match="bases de ejecución"):
        anota("proyecto", date(2026, 4, 1))
    with pytest.raises(DatosIncorrectos, match="Antes va: Proyecto"):
        anota("inicial", date(2026, 4, 1))
    anota("proyecto", date(2026, 4, 1), documento_id=uuid4())
    acuerdo = uuid4()
    with pytest.raises(DatosIncorrectos, match="anterior a la del estado"):
        anota("inicial", date(2026, 3, 31), documento_id=acuerdo)
    anota("inicial", date(2026, 5, 1), documento_id=acuerdo)
    anota("exposicion", date(2026, 5, 4))
    with pytest.raises(DatosIncorrectos, match="La exposición termina el 26/05/2026"):
        anota("definitiva", date(2026, 5, 26))
    anota("definitiva", date(2026, 5, 27))
    cargar: dict[str, Any] = {
        "actor": INTERVENCION,
        "nuevo": replace(el_presupuesto(2027), aprobado=date(2026, 5, 27)),
        "reglas": REGLAS,
        "fecha": date(2027, 2, 1),
        "texto": "Presupuesto de 2027",
        "reloj": EN_2027,
    }
    with pytest.raises(DatosIncorrectos, match="no está en vigor: está en «Aprobación definitiva»"):
        acciones.aprobar_presupuesto(**cargar)
    anota("publicada", date(2026, 6, 1))
    _refusa_los_ajustes()
    _prorrogar(*AJUSTES)
    nuevo = cargar["nuevo"]
    dia: dict[str, Any] = {"actor": INTERVENCION, "reloj": EN_2027}
    acciones.gastar(
        **dia,
        clase="AD",
        cabecera=cabecera(date(2027, 1, 20)),
        lineas=[de("1532.61900", "29000"), de("920.22100", "9")],
    )
    corto = [replace(c, importe=D(28000)) if c.codigo == "1532.61900" else c for c in nuevo.creditos]
    corto.append(CreditoInicial("929.50000", D(1)))
    antes = _cuentas()
    with pytest.raises(DatosIncorrectos, match="está dos veces"):
        acciones.aprobar_presupuesto(**cargar | {"nuevo": replace(nuevo, creditos=tuple(corto), descuadrado=True)})
    with pytest.raises(DatosIncorrectos, match=r"Faltan 1\.000,00 €"):
        acciones.aprobar_presupuesto(**cargar | {"nuevo": replace(nuevo, creditos=tuple(corto[:-1]), descuadrado=True)})
    assert _cuentas() == antes, "nothing is half done"
    with pytest.raises(DatosIncorrectos, match="está anotada el 27/05/2026"):
        acciones.aprobar_presupuesto(**cargar | {"nuevo": el_presupuesto(2027)})
    acciones.aprobar_presupuesto(**cargar)
    assert Presupuesto.objects.get(pk=2027).documento_id == acuerdo, "without claims, that of the first approval"
    assert (aplicacion("1532.61900", 2027).dispuesto, aplicacion("920.22100", 2027).iniciales) == (D(29000), D(2000))
    with pytest.raises(Conflicto, match="ya está cargado"):
        acciones.aprobar_presupuesto(**cargar)
    assert comprobar(2027) == []
    assert fallas() == []


AJUSTES = (
    AjusteDeProrroga("baja", "920.22100", D(500)),
    AjusteDeProrroga("termina", "929.50000", D(3)),
    AjusteDeProrroga("alza", "011.91300", D(3), "Cuota del préstamo", "carga"),  # all that ended
)


def _refusa_los_ajustes() -> None:
    with pytest.raises(DatosIncorrectos) as error:
        _prorrogar(
            AjusteDeProrroga("termina", "920.22000", D("1000.01")),
            AjusteDeProrroga("alza", "011.91300", D(5000)),
            AjusteDeProrroga("ingreso", "99900", D(1)),
            AjusteDeProrroga("otra", "920.22100", D(0)),
        )
    assert [campo for campo, _m in mensajes(error)] == [
        "ajustes.0",
        "ajustes.1",
        "ajustes.1",
        "ajustes.2",
        "ajustes.3",
        "ajustes.3",
        "ajustes",
    ]
    # RD 500/1990 art. 21.3: what goes up is the burden of loans, and only with what services that ended leave
    cuota = AjusteDeProrroga("alza", "011.91300", D(3), "Cuota del préstamo", "carga")
    with pytest.raises(DatosIncorrectos) as error:
        _prorrogar(
            AjusteDeProrroga("termina", "929.50000", D(2)),
            AjusteDeProrroga("baja", "165.22100", D(500)),
            AjusteDeProrroga("alza", "920.22000", D(1), "Fiestas", "carga"),
            cuota,
            replace(cuota, causa="fiestas"),
        )
    assert [campo for campo, _m in mensajes(error)] == ["ajustes.2", "ajustes.4", "ajustes"]
    dichos = [mensaje for _campo, mensaje in mensajes(error)]
    assert "920.22000 no puede subir por esa causa" in dichos[0]
    assert "carga, Mayor carga financiera" in dichos[1]
    assert "pasan en 5,00 € del margen" in dichos[2]


def _prorrogar(*ajustes: AjusteDeProrroga) -> None:
    acciones.prorrogar_presupuesto(
        actor=INTERVENCION, fecha=date(2027, 1, 1), ajustes=ajustes, texto="Prórroga", reloj=EN_2027
    )


def _cuentas() -> list[tuple[str, Decimal, Decimal]]:
    return [(a.codigo, a.iniciales, a.bolsa.disponible) for a in consultas.ejecucion(2027)]


def test_what_an_area_prepares_holds_its_credit_until_it_is_reviewed(presupuesto: None) -> None:
    def prepara(clase: str, *lineas: LineaPedida) -> OperacionPrevia:
        return acciones.preparar_previa(
            actor=AREA, clase=clase, cabecera=cabecera(date(2026, 6, 30)), lineas=lineas, reloj=RELOJ
        )

    with pytest.raises(DatosIncorrectos, match="Faltan 0,01 €"):
        prepara("AD", de("920.22000", "3000.01"))
    una = prepara("AD", de("920.22000", "2000"))
    otra = prepara("RC", de("920.22000", "1000"))
    with pytest.raises(DatosIncorrectos, match="tiene 0,00 € de crédito disponible"):
        retener(de("920.22100", "0.01"))
    assert list(consultas.por_revisar(INTERVENCION)) == [una, otra]
    assert list(consultas.por_revisar(replace(AREA, id=uuid4()))) == []
    con: dict[str, Any] = {"actor": INTERVENCION, "reloj": RELOJ}
    assert una.retencion is not None
    with pytest.raises(DatosIncorrectos, match="es de la AD previa 2026/1, que está por revisar"):
        gastar("A", tras(una.retencion, "1"))
    with pytest.raises(DatosIncorrectos, match="devuélvala y quedará libre"):
        acciones.corregir_gasto(
            **con, operacion_id=una.retencion.id, cabecera=cabecera(date(2026, 6, 30), varios=False)
        )
    with pytest.raises(NoPermitido):
        acciones.aceptar_previa(actor=replace(INTERVENCION, id=AREA.id), previa_id=una.id, reloj=RELOJ)
    with pytest.raises(DatosIncorrectos, match="Diga por qué se devuelve"):
        acciones.devolver_previa(**con, previa_id=una.id, motivo=" ")
    aceptada = acciones.aceptar_previa(**con, previa_id=una.id).operacion
    assert aceptada is not None
    assert (aceptada.clase, aplicacion("920.22000").dispuesto) == ("AD", D(2000))
    with pytest.raises(FaseIncompatible):
        acciones.retirar_previa(actor=AREA, previa_id=una.id, reloj=RELOJ)
    assert acciones.devolver_previa(**con, previa_id=otra.id, motivo="Falta el contrato").motivo == "Falta el contrato"
    assert aplicacion("920.22000").bolsa.disponible == D(1000)
    # What follows an operation takes nothing yet, but two may not ask for the same
    obligacion = prepara("O", tras(aceptada, "1500"))
    with pytest.raises(DatosIncorrectos, match="Faltan 0,01 €"):
        prepara("O", tras(aceptada, "500.01"))
    acciones.retirar_previa(actor=AREA, previa_id=obligacion.id, reloj=RELOJ)
    final = acciones.aceptar_previa(**con, previa_id=prepara("O", tras(aceptada, "2000")).id)
    assert (final.estado, aplicacion("920.22000").obligado) == ("aceptada", D(2000))
    assert comprobar(2026) == []
    assert fallas() == []


def _what_is_annulled_of_a_loan_is_not_drawn(con: dict[str, Any]) -> None:
    """Nor what is given back of it; and what corrects it draws it again."""
    dia, largo = cabecera(date(2026, 1, 3), varios=False), saldo(2026, "170").neto
    otra = acciones.disponer_prestamo(**con, codigo="P1", cabecera=dia, importe=D("1000.01"))
    baja = acciones.dar_de_baja(**con, clase="AN", cabecera=dia, lineas=[tras(otra, "1000.01")])
    assert (consultas.deuda(2026)[0].final, saldo(2026, "170").neto) == (D("5000.02"), largo)
    acciones.corregir_ingreso(**con, operacion_id=baja.id, cabecera=dia, lineas=[tras(baja, "400")])
    assert consultas.deuda(2026)[0].final == D("5400.02")
    cobro = acciones.ingresar(**con, cabecera=dia, lineas=[tras(otra, "400")], ordinal="571")
    acciones.acordar_devolucion(**con, cabecera=dia, lineas=[tras(cobro, "400")])
    assert (consultas.deuda(2026)[0].final, saldo(2026, "170").neto) == (D("5000.02"), largo)
    toda = acciones.disponer_prestamo(**con, codigo="P1", cabecera=dia, importe=D("1000.01"))
    with pytest.raises(DatosIncorrectos, match="Faltan 600,01 €: del préstamo P1 no queda tanto por disponer"):
        acciones.corregir_ingreso(**con, operacion_id=baja.id, cabecera=dia, lineas=[tras(baja, "600.01")])
    acciones.dar_de_baja(**con, clase="AN", cabecera=dia, lineas=[tras(toda, "1000.01")])
    assert comprobar(2026) == []


def test_a_loan_is_split_by_term_and_paid_back(presupuesto: None) -> None:
    nuevo = PrestamoNuevo("P1", "Obras", date(2026, 1, 2), D("6000.03"), "91300", "011.91300", "011.31000")
    cuotas = [CuotaNueva(date(2026 + n, 2, 1), D("2000.01"), D("99.99")) for n in range(3)]
    con: dict[str, Any] = {"actor": INTERVENCION, "reloj": RELOJ}
    with pytest.raises(DatosIncorrectos) as error:
        acciones.concertar_prestamo(
            **con, nuevo=replace(nuevo, codigo="p 1", concepto="11300", amortiza="920.22000"), cuotas=cuotas[:2]
        )
    assert [campo for campo, _m in mensajes(error)] == ["codigo", "concepto", "amortiza", "cuotas"]
    for codigo, concepto in (("Ñ1", "91300"), ("P²", "91300"), ("P" * 21, "91300"), ("P1", "9²")):
        with pytest.raises(DatosIncorrectos) as error:
            acciones.concertar_prestamo(**con, nuevo=replace(nuevo, codigo=codigo, concepto=concepto), cuotas=cuotas)
        assert [campo for campo, _m in mensajes(error)] == ["codigo" if concepto == "91300" else "concepto"]
    acciones.concertar_prestamo(**con, nuevo=nuevo, cuotas=cuotas)
    dispone: dict[str, Any] = {**con, "codigo": "P1", "cabecera": cabecera(date(2026, 1, 2)), "ordinal": "571"}
    hecha = acciones.disponer_prestamo(**dispone, importe=D("5000.02"))
    assert apuntes(hecha)[::2] == [("4303", "520", "2000.01"), ("4303", "170", "3000.01")]
    with pytest.raises(DatosIncorrectos, match="Faltan 0,01 €"):
        acciones.disponer_prestamo(**dispone, importe=D("1000.02"))
    _what_is_annulled_of_a_loan_is_not_drawn(con)
    cuota = {**con, "codigo": "P1", "cabecera": cabecera()}
    with pytest.raises(DatosIncorrectos, match=r"011\.31000 no está en el presupuesto"):
        acciones.reconocer_cuota(**cuota, numero=1)
    contabilizar(preparar("extraordinario", alta("011.31000", "300"), con_ingreso("87000", "300")))
    primera = acciones.reconocer_cuota(**cuota, numero=1)
    assert [fila for fila in apuntes(primera) if fila[0] in ("520", "662")] == [
        ("520", "4003", "2000.01"),
        ("662", "4003", "99.99"),
    ]
    with pytest.raises(FaseIncompatible):
        acciones.reconocer_cuota(**cuota, numero=1)
    acciones.corregir_gasto(**con, operacion_id=primera.id, cabecera=cabecera(varios=False))
    assert consultas.deuda(2026)[0].final == D("5000.02")
    acciones.reconocer_cuota(**cuota, numero=1)
    fin = RelojFijo(datetime(2026, 12, 31, 20, 0, tzinfo=UTC))
    assert len(acciones.reclasificar_deuda(actor=INTERVENCION, fecha=date(2026, 12, 31), reloj=fin)) == 1
    assert acciones.reclasificar_deuda(actor=INTERVENCION, fecha=date(2026, 12, 31), reloj=fin) == []
    (fila,) = consultas.deuda(2026)
    assert (fila.inicial, fila.dispuesto, fila.amortizado, fila.intereses) == (
        D(0),
        D("5000.02"),
        D("2000.01"),
        D("99.99"),
    )
    assert (fila.final, fila.a_corto, fila.a_largo) == (D("3000.01"), D("2000.01"), D("1000.00"))
    assert comprobar(2026) == []
    assert fallas() == []

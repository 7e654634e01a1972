"""What the bases de ejecución say as data: how credits bind, who approves modifications, what proves their financing; and the organic codes of the town."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from consistorio.economia.contabilidad.acciones import abrir_ejercicio
from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.presupuesto import acciones, pruebas
from consistorio.economia.presupuesto.competencias import Competencia, en_vigor, organos_por_importe
from consistorio.economia.presupuesto.models import Bolsa, Clasificacion, LineaModificacion
from consistorio.economia.presupuesto.operaciones import bases as de_las_bases
from consistorio.economia.presupuesto.operaciones.bases import bases_de, con_sus_bases
from consistorio.economia.presupuesto.operaciones.pasos_de_modificacion import organos_que_aprueban
from consistorio.economia.presupuesto.operaciones.pruebas import conceptos_que_cambian
from consistorio.economia.presupuesto.organicas import organicas_de, vigentes
from consistorio.economia.presupuesto.pruebas import Acreditado, Exigencia, exigencia_de, mensaje_de
from consistorio.economia.presupuesto.tests.escenario import (
    DIA,
    INTERVENCION,
    REGLAS,
    RELOJ,
    aplicacion,
    cabecera,
    fallas,
)
from consistorio.economia.presupuesto.tests.escenario import presupuesto as el_presupuesto
from consistorio.economia.presupuesto.tests.test_gasto import mensajes
from consistorio.economia.presupuesto.tests.test_modificaciones import (
    alta,
    con,
    contabilizar,
    preparar,
    reconocer,
)
from consistorio.economia.presupuesto.tests.test_varios_anios import EN_2027
from consistorio.economia.presupuesto.tipos import Bases, LineaPedida
from consistorio.economia.presupuesto.vinculacion import Regla, bolsas_previstas, leer_clave
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado

D = Decimal
QUIEN: dict[str, Any] = {"actor": INTERVENCION, "reloj": RELOJ}


def test_the_bases_bind_the_budget_that_is_loaded(presupuesto: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (bases_de(2027).version, bases_de(2027).reglas) == (0, bases_de(2026).reglas), "those of the year before"
    with pytest.raises(Conflicto, match="está cargado"):
        acciones.escribir_bases(**QUIEN, anio=2026, nuevas=Bases(0, (Regla(1, en_si_misma=True),), (), False))
    with pytest.raises(DatosIncorrectos) as error:
        acciones.escribir_bases(**QUIEN, anio=2027, nuevas=Bases(0, (Regla(1), Regla(1)), ("920", "x"), False))
    assert [campo for campo, _m in mensajes(error)] == ["reglas.0", "reglas.1", "reglas.1", "ampliables", "ampliables"]
    reglas = (Regla(1, programa="920", nivel_programa=3, nivel_economica=2), Regla(2, en_si_misma=True))
    acciones.escribir_bases(**QUIEN, anio=2027, nuevas=Bases(0, reglas, ("165.22100", "011.99999"), False))
    with pytest.raises(Conflicto, match="Otra persona"):
        acciones.escribir_bases(**QUIEN, anio=2027, nuevas=Bases(0, reglas, (), False))
    with monkeypatch.context() as a_la_vez:  # read before the other one wrote
        a_la_vez.setattr(de_las_bases, "bases_de", lambda _anio: Bases(0, (), (), False))
        with pytest.raises(Conflicto, match="Otra persona"):
            acciones.escribir_bases(**QUIEN, anio=2027, nuevas=Bases(0, reglas, (), False))
    with pytest.raises(DatosIncorrectos, match="no está en el presupuesto"):
        con_sus_bases(el_presupuesto(2027))
    bases = acciones.escribir_bases(**QUIEN, anio=2027, nuevas=Bases(1, reglas, ("165.22100",), False))
    assert (bases.version, bases_de(2027).ampliables) == (2, ("165.22100",))
    nuevo, sus_reglas = con_sus_bases(el_presupuesto(2027))
    previstas = bolsas_previstas(
        [(clave, c.importe) for c in nuevo.creditos if (clave := leer_clave(c.codigo))], sus_reglas, ("165.22100",)
    )
    assert [(b.clave, b.aplicaciones, b.importe) for b in previstas if not b.clave.startswith("=")] == [
        ("-|920|12", ("920.12000",), D(50000)),
        ("-|920|22", ("920.22000", "920.22100"), D(3000)),
    ]
    abrir_ejercicio(actor=INTERVENCION, anio=2027, reloj=RELOJ)
    cargar: dict[str, Any] = {"nuevo": el_presupuesto(2027), "fecha": date(2027, 1, 1), "texto": "2027"}
    with pytest.raises(DatosIncorrectos, match="dicen otras reglas"):
        acciones.aprobar_presupuesto(actor=INTERVENCION, reloj=EN_2027, **cargar, reglas=REGLAS)
    acciones.aprobar_presupuesto(actor=INTERVENCION, reloj=EN_2027, **cargar, reglas=[])
    assert {b.clave for b in previstas} == set(Bolsa.objects.filter(ejercicio=2027).values_list("clave", flat=True))
    assert aplicacion("165.22100", 2027).ampliable
    assert (bases_de(2027).reglas, bases_de(2027).ampliables) == (reglas, ("165.22100",))
    # What is ampliable is of its own year: the rules go on, and nothing else
    assert (bases_de(2028).reglas, bases_de(2028).ampliables) == (reglas, ())
    assert not any(credito.ampliable for credito in con_sus_bases(el_presupuesto(2028))[0].creditos)
    assert fallas() == []


def test_who_approves_is_said_by_amount_since_a_day(presupuesto: None) -> None:
    fijar: dict[str, Any] = {**QUIEN, "tipo": "generacion", "desde": date(2026, 1, 1), "documento_id": uuid4()}
    with pytest.raises(DatosIncorrectos) as error:
        acciones.fijar_organos(**fijar | {"tipo": "suplemento", "hasta": {"junta": D(0)}, "documento_id": None})
    assert [campo for campo, _m in mensajes(error)] == ["junta", "junta", "organos", "documento"]
    acciones.fijar_organos(**fijar, hasta={"presidencia": D(100), "junta": None})
    with pytest.raises(DatosIncorrectos, match="ya está dicho"):
        acciones.fijar_organos(**fijar, hasta={"pleno": None})
    derecho = reconocer("45000", "500")

    def de(importe: str) -> Any:
        return preparar(
            "generacion",
            alta("920.22000", importe),
            con("45000", importe, prueba="derecho", prueba_id=derecho),
        )

    pequena, grande = de("100"), de("100.01")
    assert organos_que_aprueban(pequena, DIA) == ("presidencia", "junta")
    assert organos_que_aprueban(grande, DIA) == ("junta",)
    assert "pleno" in organos_que_aprueban(grande, date(2025, 12, 31)), "until that day, whoever the law lets"
    with pytest.raises(DatosIncorrectos, match="la aprueba: Junta de Gobierno Local"):
        contabilizar(de("100.01"), "presidencia")
    contabilizar(grande, "junta")
    filas = [Competencia("baja", "junta", D(5), DIA), Competencia("baja", "pleno", None, DIA)]
    assert [c.organo for c in en_vigor(filas, "baja", en=DIA)] == ["junta", "pleno"]
    assert organos_por_importe(("pleno",), filas, D(1)) == ("pleno",), "what the law keeps for the Pleno"
    assert fallas() == []


def test_what_finances_a_generation_is_proved_and_not_twice(presupuesto: None) -> None:
    derecho = reconocer("45000", "500")
    with pytest.raises(DatosIncorrectos) as error:
        preparar("generacion", alta("920.22000", "30"), con("45000", "10"), con("30200", "20"))
    assert [campo for campo, _m in mensajes(error)] == ["lineas.1", "lineas.2"]
    assert "compromiso firme" in mensajes(error)[0][1]
    assert "no financia" in mensajes(error)[1][1], "a generation is not paid with taxes nor fees"

    def generar(importe: str, cual: UUID | None = derecho, clase: str = "derecho") -> Any:
        return preparar(
            "generacion",
            alta("920.22000", importe),
            con("45000", importe, prueba=clase, prueba_id=cual),
        )

    with pytest.raises(DatosIncorrectos, match="Diga qué compromiso o qué derecho"):
        generar("1", None)
    with pytest.raises(DatosIncorrectos, match="no es de ese concepto"):
        generar("1", reconocer("42010", "1"))
    with pytest.raises(DatosIncorrectos, match=r"vale 500,00 €, con lo que ya financia: faltan 0,01 €"):
        generar("500.01")
    una, otra = generar("300"), generar("300")
    contabilizar(una, "presidencia")
    with pytest.raises(DatosIncorrectos, match="faltan 100,00 €"):
        contabilizar(otra, "presidencia")
    linea = LineaPedida(D(250), origen=derecho)
    acciones.dar_de_baja(**QUIEN, clase="AN", cabecera=cabecera(), lineas=[linea])
    with pytest.raises(DatosIncorrectos, match="vale 250,00 €"):
        generar("1")
    # A refund has to be collected; the town may ask for something else since a day
    reintegro = reconocer("38900", "40")
    pide = [alta("920.22000", "40"), con("38900", "40", prueba="derecho", prueba_id=reintegro)]
    with pytest.raises(DatosIncorrectos, match="se han cobrado 0,00 €"):
        preparar("generacion", *pide)
    exige: dict[str, Any] = {**QUIEN, "tipo": "generacion", "concepto": "389", "desde": DIA}
    with pytest.raises(DatosIncorrectos) as error:
        acciones.fijar_exigencia(
            **exige | {"tipo": "baja", "concepto": "x"}, exige="otra", fundamento=" ", documento_id=None
        )
    assert [campo for campo, _m in mensajes(error)] == ["tipo", "concepto", "exige", "fundamento", "documento"]
    dice: dict[str, Any] = {**exige, "fundamento": "Base 12", "documento_id": uuid4()}
    with pytest.raises(DatosIncorrectos, match=r"TRLRHL 178\) no se rebaja"):
        acciones.fijar_exigencia(**dice | {"tipo": "ampliacion"}, exige="nada")
    with pytest.raises(DatosIncorrectos, match="diga un día posterior"):
        acciones.fijar_exigencia(**dice | {"concepto": "4"}, exige="cobro")
    una_suya = acciones.fijar_exigencia(**dice, exige="derecho")
    assert conceptos_que_cambian(una_suya) == ["389"]
    contabilizar(preparar("generacion", *pide), "presidencia")
    assert LineaModificacion.objects.filter(prueba_id=reintegro).count() == 1
    assert comprobar(2026) == []
    assert fallas() == []


def test_an_ampliacion_is_paid_with_rights_above_what_was_foreseen(presupuesto: None) -> None:
    derecho = reconocer("30200", "20010", clase="DRI")
    pide = [alta("920.22000", "11"), con("30200", "11", prueba="derecho", prueba_id=derecho)]
    with pytest.raises(DatosIncorrectos) as error:
        preparar("ampliacion", *pide)
    assert mensajes(error) == [
        ("lineas.0", "Las bases no declaran ampliable ese crédito (TRLRHL 178)."),
        (
            "lineas",
            "Los derechos de 30200 superan lo previsto en 10,00 €: no llegan para ampliar 11,00 € (TRLRHL 178).",
        ),
    ]


@pytest.mark.parametrize(
    ("tipo", "concepto", "exige"),
    [
        ("generacion", "45000", "compromiso"),
        ("generacion", "61000", "compromiso"),
        ("generacion", "34900", "derecho"),
        ("generacion", "38900", "cobro"),
        ("generacion", "11300", "nunca"),
        ("generacion", "33500", "nunca"),
        ("generacion", "91300", "nunca"),
        ("ampliacion", "11300", "derecho"),
    ],
)
def test_what_comes_with_the_program(tipo: str, concepto: str, exige: str) -> None:
    hallada = exigencia_de(tipo, concepto, pruebas.de_partida(), en=DIA)
    assert hallada is not None
    assert hallada.exige == exige
    suya = Exigencia(tipo, concepto[:1], "cobro", "Base 1", "ayuntamiento", DIA)
    ahora = exigencia_de(tipo, concepto, [*pruebas.de_partida(), suya], en=DIA)
    assert ahora == suya, "the town's, though the program says more of its concept"
    mejor = replace(suya, concepto=concepto[:2])
    assert exigencia_de(tipo, concepto, [mejor, suya], en=DIA) == mejor, "the longest prefix of the town"
    cobrado = Acreditado(2026, concepto, D(5), D(5))
    assert (mensaje_de(hallada, concepto, 2026, D(5), "derecho", cobrado) == "") == (exige != "nunca")
    por_cobrar = replace(cobrado, cobrado=D(4))
    assert bool(mensaje_de(hallada, concepto, 2026, D(5), "derecho", por_cobrar)) == (exige in ("cobro", "nunca"))
    assert (mensaje_de(hallada, concepto, 2026, D(5), "compromiso", por_cobrar) == "") == (exige == "compromiso")


def test_an_organic_code_changes_by_dates_and_what_has_entries_stays(presupuesto: None) -> None:
    crear: dict[str, Any] = {**QUIEN, "codigo": "01", "denominacion": "Alcaldía", "unidad_id": None, "desde": DIA}
    with pytest.raises(DatosIncorrectos) as error:
        acciones.crear_organica(**crear | {"codigo": "0-1", "denominacion": " ", "unidad_id": uuid4()})
    assert [campo for campo, _m in mensajes(error)] == ["denominacion", "unidad", "codigo"]
    acciones.crear_organica(**crear)
    with pytest.raises(DatosIncorrectos, match="ya existe"):
        acciones.crear_organica(**crear)
    nueva = contabilizar(preparar("extraordinario", alta("01.920.22000", "10"), con("87000", "10")))
    assert nueva.importe == D(10)
    cambiar: dict[str, Any] = {**crear, "denominacion": "Presidencia", "desde": date(2026, 5, 1)}
    with pytest.raises(DatosIncorrectos, match="posterior al 02/03/2026"):
        acciones.renombrar_organica(**cambiar | {"desde": DIA})
    acciones.renombrar_organica(**cambiar)
    assert Clasificacion.objects.get(ejercicio=2026, clase="organica").denominacion == "Presidencia"
    cerrar: dict[str, Any] = {**QUIEN, "codigo": "01", "desde": date(2026, 6, 1)}
    with pytest.raises(DatosIncorrectos, match="no ha llegado"):
        acciones.cerrar_organica(**cerrar | {"desde": date(2026, 7, 1)})
    with pytest.raises(NoEncontrado):
        acciones.cerrar_organica(**cerrar | {"codigo": "99"})
    acciones.cerrar_organica(**cerrar)
    with pytest.raises(DatosIncorrectos, match="está cerrado desde"):
        acciones.renombrar_organica(**cambiar | {"desde": date(2026, 6, 2)})
    with pytest.raises(DatosIncorrectos, match="no admite aplicaciones nuevas"):
        preparar("extraordinario", alta("01.920.22100", "1"), con("87000", "1"))
    contabilizar(preparar("suplemento", alta("01.920.22000", "5"), con("87000", "5")))  # what has entries goes on
    abrir_ejercicio(actor=INTERVENCION, anio=2027, reloj=RELOJ)
    acciones.prorrogar_presupuesto(
        actor=INTERVENCION, fecha=date(2027, 1, 1), ajustes=(), texto="Prórroga", reloj=EN_2027
    )
    assert not Clasificacion.objects.filter(ejercicio=2027, clase="organica").exists()
    assert fallas() == []


def test_an_organic_code_is_not_changed_before_its_day_nor_in_a_closed_year(presupuesto: None) -> None:
    for codigo in ("01", "02"):
        acciones.crear_organica(**QUIEN, codigo=codigo, denominacion="Alcaldía", unidad_id=None, desde=DIA)
    cambiar: dict[str, Any] = {**QUIEN, "codigo": "01", "denominacion": "Otra", "unidad_id": None}
    with pytest.raises(DatosIncorrectos, match=r"no ha llegado: .* 1 de enero de 2027"):
        acciones.renombrar_organica(**cambiar, desde=date(2026, 12, 1))
    acciones.renombrar_organica(**cambiar, desde=date(2027, 1, 1))
    assert Clasificacion.objects.get(ejercicio=2026, codigo="01", clase="organica").denominacion == "Alcaldía"
    # What was said for later does not stop its closing, and does not open it again
    acciones.cerrar_organica(**QUIEN, codigo="01", desde=date(2026, 6, 1))
    assert vigentes(date(2027, 2, 1))["01"].cerrado
    assert [uno.codigo for uno in organicas_de(2027)] == ["02"]
    assert fallas() == []
    Ejercicio.objects.filter(pk=2026).update(estado="cerrado")
    with pytest.raises(DatosIncorrectos, match="ejercicio 2026 está cerrado"):
        acciones.renombrar_organica(**cambiar | {"codigo": "02"}, desde=date(2026, 6, 1))
    with pytest.raises(DatosIncorrectos, match="ejercicio 2026 está cerrado"):
        acciones.crear_organica(**QUIEN, codigo="03", denominacion="Otra", unidad_id=None, desde=DIA)
    assert set(Clasificacion.objects.filter(clase="organica").values_list("denominacion", flat=True)) == {"Alcaldía"}

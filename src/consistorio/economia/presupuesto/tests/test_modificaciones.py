"""Modifications of credits: seven kinds, their limits as tables, and their way to the accounts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.presupuesto import acciones, limites
from consistorio.economia.presupuesto.limites import Credito, Movimiento
from consistorio.economia.presupuesto.models import Aplicacion, ConceptoIngreso, ModificacionCredito, Operacion
from consistorio.economia.presupuesto.tests.escenario import (
    DIA,
    INTERVENCION,
    RELOJ,
    aplicacion,
    cabecera,
    de,
    fallas,
    gastar,
    retener,
)
from consistorio.economia.presupuesto.tests.papeles import papel
from consistorio.economia.presupuesto.tests.test_gasto import apuntes, mensajes
from consistorio.economia.presupuesto.tipos import LineaDeModificacion
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible
from consistorio.plataforma.calendario.datos.demo import sembrar as sembrar_calendario

OTRA = replace(INTERVENCION, id=UUID("019505d4-0000-7000-8000-0000000000ce"))
EN_VIGOR = date(2026, 4, 1)


def preparar(tipo: str, *lineas: LineaDeModificacion, reorganizacion: bool = False) -> ModificacionCredito:
    return acciones.preparar_modificacion(
        actor=INTERVENCION,
        anio=2026,
        tipo=tipo,
        texto="Modificación",
        lineas=lineas,
        reorganizacion=reorganizacion,
        reloj=RELOJ,
    )


def aprobar(modificacion: ModificacionCredito, organo: str = "pleno", **mas: Any) -> ModificacionCredito:
    """Reported and agreed, each with its document."""
    con: dict[str, Any] = {"actor": INTERVENCION, "modificacion_id": modificacion.id, "fecha": DIA, "reloj": RELOJ}
    acciones.informar_modificacion(**con, informe_id=papel())
    return acciones.aprobar_modificacion(**con, organo=organo, acuerdo_id=papel(), **mas)


def publicar(modificacion: ModificacionCredito) -> None:
    """From its initial approval until it is in force."""
    sembrar_calendario()
    con: dict[str, Any] = {"actor": INTERVENCION, "modificacion_id": modificacion.id, "reloj": RELOJ}
    acciones.anotar_tramite_de_modificacion(**con, estado="exposicion", fecha=date(2026, 3, 3), documento_id=papel())
    acciones.anotar_tramite_de_modificacion(**con, estado="definitiva", fecha=EN_VIGOR)
    acciones.anotar_tramite_de_modificacion(**con, estado="publicada", fecha=EN_VIGOR, documento_id=papel())


def contabilizar(modificacion: ModificacionCredito, organo: str = "pleno") -> Operacion:
    """From its draft to the accounts, where another person puts it; what the Pleno approves as a budget, at once."""
    urgencia = "Inundación" if modificacion.tipo in limites.CON_URGENCIA else ""
    aprobar(modificacion, organo, urgencia=urgencia)
    return acciones.contabilizar_modificacion(actor=OTRA, modificacion_id=modificacion.id, fecha=DIA, reloj=RELOJ)


def alta(codigo: str, importe: str, **mas: object) -> LineaDeModificacion:
    return LineaDeModificacion("alta", codigo, Decimal(importe), **mas)  # type: ignore[arg-type]


def baja(codigo: str, importe: str, **mas: object) -> LineaDeModificacion:
    return LineaDeModificacion("baja", codigo, Decimal(importe), **mas)  # type: ignore[arg-type]


def con(codigo: str, importe: str, **mas: object) -> LineaDeModificacion:
    return LineaDeModificacion("financiacion", codigo, Decimal(importe), **mas)  # type: ignore[arg-type]


def reconocer(codigo: str, importe: str, clase: str = "DR") -> UUID:
    """A right, by its line."""
    operacion = acciones.reconocer(
        actor=INTERVENCION,
        clase=clase,
        cabecera=cabecera(),
        lineas=[de(codigo, importe)],
        reloj=RELOJ,
        ordinal="571" if clase == "DRI" else "",
    )
    return operacion.lineas.get().id


def test_each_kind_goes_to_the_accounts(presupuesto: None) -> None:
    suplemento = contabilizar(
        preparar("suplemento", alta("1532.61900", "5000"), con("87000", "3000"), baja("165.22100", "2000"))
    )
    assert apuntes(suplemento) == [
        ("000", "0028", "-2000.00"),
        ("0028", "0030", "-2000.00"),
        ("000", "0021", "5000.00"),
        ("0021", "0030", "5000.00"),
        ("007", "000", "3000.00"),
        ("008", "007", "3000.00"),
    ]
    reconocer("39900", "100", clase="DRI")
    extraordinario = contabilizar(preparar("extraordinario", alta("334.62500", "100"), con("39900", "100")))
    assert apuntes(extraordinario)[0] == ("000", "0020", "100.00")
    assert aplicacion("334.62500").bolsa.clave == "=334.62500"  # alone
    derecho = reconocer("45000", "50")
    generacion = contabilizar(
        preparar("generacion", alta("334.22609", "50"), con("45000", "50", prueba="derecho", prueba_id=derecho)),
        "presidencia",
    )
    assert apuntes(generacion)[0] == ("000", "0025", "50.00")
    incorporacion = contabilizar(preparar("incorporacion", alta("920.22000", "20"), con("87010", "20")), "presidencia")
    assert apuntes(incorporacion)[0] == ("000", "0024", "20.00")
    rc = retener(de("920.22100", "500"), clase="RCT")
    transferencia = contabilizar(
        preparar("transferencia", baja("920.22100", "300", retencion=rc.lineas.get().id), alta("929.50000", "300")),
        "presidencia",
    )
    assert apuntes(transferencia) == [
        ("0030", "0032", "-300.00"),
        ("000", "0023", "-300.00"),
        ("0023", "0030", "-300.00"),
        ("000", "0023", "300.00"),
        ("0023", "0030", "300.00"),
    ]
    assert aplicacion("920.22100").retenido_transferir == Decimal(200)
    assert rc.lineas.get().saldo == Decimal(200)
    with pytest.raises(DatosIncorrectos) as error:
        preparar("transferencia", baja("920.22100", "201", retencion=rc.lineas.get().id), alta("929.50000", "201"))
    assert [campo for campo, _texto in mensajes(error)] == ["lineas.0"]
    anulacion = contabilizar(preparar("baja", baja("011.91300", "1000")))
    assert apuntes(anulacion) == [("000", "0028", "-1000.00"), ("0028", "0030", "-1000.00")]
    assert aplicacion("1532.61900").definitivos == Decimal(35000)
    assert ConceptoIngreso.objects.get(ejercicio=2026, economica="87000").definitivas == Decimal(3000)
    assert comprobar(2026) == []
    assert fallas() == []


def test_what_lowers_credit_that_is_not_there_goes_no_further(presupuesto: None) -> None:
    retener(de("920.22000", "400"))  # 600 of its 1,000 are available, though its bolsa has more
    with pytest.raises(DatosIncorrectos) as error:
        preparar("transferencia", baja("920.22000", "600.01"), alta("165.22100", "600.01"))
    assert mensajes(error) == [
        ("lineas.0", "Faltan 0,01 €: la propia aplicación 920.22000 tiene 600,00 € de crédito disponible.")
    ]
    una = preparar("transferencia", baja("920.22000", "600"), alta("165.22100", "600"))
    con: dict[str, Any] = {"actor": INTERVENCION, "modificacion_id": una.id, "fecha": DIA, "reloj": RELOJ}
    de_paso = retener(de("920.22000", "100"), clase="RCT")
    with pytest.raises(DatosIncorrectos, match="Faltan 100,00 €"):
        acciones.informar_modificacion(**con, informe_id=papel())
    corregir(de_paso)
    acciones.informar_modificacion(**con, informe_id=papel())
    de_paso = retener(de("920.22000", "100"), clase="RCT")
    with pytest.raises(DatosIncorrectos, match="Faltan 100,00 €"):
        acciones.aprobar_modificacion(**con, organo="pleno", acuerdo_id=papel())
    una.refresh_from_db()
    assert una.estado == "informada"
    corregir(de_paso)
    rct = retener(de("920.22000", "600"), clase="RCT")  # all that is left, for another file
    otra = preparar("transferencia", baja("920.22000", "600", retencion=rct.lineas.get().id), alta("165.22100", "600"))
    corregir(rct)
    with pytest.raises(DatosIncorrectos, match="no llega a ese importe"):
        acciones.informar_modificacion(**con | {"modificacion_id": otra.id}, informe_id=papel())
    acciones.aprobar_modificacion(**con, organo="pleno", acuerdo_id=papel())
    publicar(una)
    gastada = retener(de("920.22000", "1"), clase="RCT")
    with pytest.raises(DatosIncorrectos, match="Faltan 1,00 €"):
        acciones.contabilizar_modificacion(**con | {"actor": OTRA, "fecha": EN_VIGOR})
    corregir(gastada)
    acciones.contabilizar_modificacion(**con | {"actor": OTRA, "fecha": EN_VIGOR})
    assert fallas() == []


def test_a_bolsa_that_others_spent_lowers_nothing(presupuesto: None) -> None:
    retener(de("920.22100", "2900"))  # of the 3,000 that bind together: of its own it has 2,000
    with pytest.raises(DatosIncorrectos) as error:
        preparar("transferencia", baja("920.22000", "101"), alta("165.22100", "101"))
    assert [texto for _campo, texto in mensajes(error)] == [
        "Faltan 1,00 €: la bolsa de vinculación de 920.22000 tiene 100,00 € de crédito disponible."
    ]
    assert preparar("transferencia", baja("920.22000", "100"), alta("165.22100", "100"))
    assert preparar("transferencia", baja("920.22000", "1000"), alta("920.22100", "1000")), "its bolsa has the same"


def corregir(una: Operacion) -> None:
    acciones.corregir_gasto(actor=INTERVENCION, operacion_id=una.id, cabecera=cabecera(), reloj=RELOJ)


def test_what_a_file_may_not_do_is_told_whole(presupuesto: None) -> None:
    with pytest.raises(DatosIncorrectos) as error:
        preparar("suplemento", alta("334.62500", "100"), con("87010", "50"), baja("165.22100", "20"))
    assert mensajes(error) == [
        ("lineas.0", "No hay crédito en esa aplicación: hace falta uno extraordinario."),
        ("lineas.1", "El remanente de tesorería no financia esta modificación (TRLRHL 177)."),
        ("lineas", "No cuadra: faltan 30,00 € de financiación o de bajas."),
    ]
    assert not Aplicacion.objects.filter(programa="334").exists()
    with pytest.raises(DatosIncorrectos) as error:
        preparar("generacion", alta("920.22000", "100"), baja("920.22100", "200"))
    assert [texto for _campo, texto in mensajes(error)] == [
        "Esta modificación no se financia con bajas de otros créditos.",
        "No cuadra: la financiación y las bajas pasan en 100,00 € de lo que aumenta.",
    ]
    transferencia = preparar("transferencia", baja("165.22100", "10"), alta("920.22000", "10"))
    con_ella: dict[str, Any] = {
        "actor": INTERVENCION,
        "modificacion_id": transferencia.id,
        "fecha": DIA,
        "reloj": RELOJ,
    }
    with pytest.raises(FaseIncompatible):
        acciones.aprobar_modificacion(**con_ella, organo="pleno")
    manana = {**con_ella, "fecha": date(2026, 7, 1)}
    no_ha_llegado = ("fecha", "La fecha no ha llegado: se anota lo que ya ha pasado.")
    with pytest.raises(DatosIncorrectos) as error:
        acciones.informar_modificacion(**manana, informe_id=papel())
    assert mensajes(error) == [no_ha_llegado]
    acciones.informar_modificacion(**con_ella, informe_id=papel())
    con_ella["acuerdo_id"] = manana["acuerdo_id"] = papel()
    with pytest.raises(DatosIncorrectos) as error:
        acciones.aprobar_modificacion(**manana, organo="pleno")
    assert mensajes(error) == [no_ha_llegado]
    with pytest.raises(DatosIncorrectos) as error:  # from an area to another
        acciones.aprobar_modificacion(**{**con_ella, "fecha": date(2026, 3, 1)}, organo="presidencia")
    assert [campo for campo, _texto in mensajes(error)] == ["organo", "fecha"]
    acciones.aprobar_modificacion(**con_ella, organo="pleno")
    publicar(transferencia)
    gastar("A", de("165.22100", "3990.01"))
    with pytest.raises(DatosIncorrectos) as error:
        acciones.contabilizar_modificacion(actor=OTRA, modificacion_id=transferencia.id, fecha=EN_VIGOR, reloj=RELOJ)
    assert mensajes(error) == [
        ("lineas.0", "Faltan 0,01 €: la bolsa de vinculación de 165.22100 tiene 9,99 € de crédito disponible."),
        ("lineas.0", "Faltan 0,01 €: la propia aplicación 165.22100 tiene 9,99 € de crédito disponible."),
    ]
    transferencia.refresh_from_db()
    assert transferencia.estado == "aprobada"
    # Of two extraordinary credits for the same, the second one to come is not such
    uno, otro = (preparar("extraordinario", alta("334.62500", "10"), con("87000", "10")) for _n in range(2))
    contabilizar(uno)
    with pytest.raises(DatosIncorrectos) as error:
        contabilizar(otro)
    assert mensajes(error) == [("lineas.0", "Ya hay crédito en esa aplicación: lo que hace falta es un suplemento.")]
    Ejercicio.objects.filter(pk=2026).update(estado=Ejercicio.Estado.CERRADO)
    with pytest.raises(Conflicto):
        preparar("transferencia", baja("920.22100", "10"), alta("920.22000", "10"))
    Ejercicio.objects.filter(pk=2026).update(estado=Ejercicio.Estado.ABIERTO)
    # What a transfer lowered is not raised by another one
    contabilizar(preparar("transferencia", baja("920.22100", "10"), alta("920.22000", "10")), "presidencia")
    with pytest.raises(DatosIncorrectos) as error:
        preparar("transferencia", baja("920.22000", "5"), alta("920.22100", "5"))
    assert mensajes(error) == [
        (
            "lineas.0",
            "TRLRHL 180.1.b: no se minora un crédito incrementado con suplementos o transferencias, salvo el de personal.",
        ),
        (
            "lineas.1",
            "TRLRHL 180.1.c: no se incrementa un crédito que otra transferencia minoró, salvo el de personal.",
        ),
    ]
    contabilizar(
        preparar("transferencia", baja("920.22000", "5"), alta("920.22100", "5"), reorganizacion=True), "presidencia"
    )
    assert comprobar(2026) == []
    assert fallas() == []


@pytest.mark.parametrize(
    ("sentido", "credito", "articulos"),
    [
        ("baja", Credito("920", "22000", ampliable=True), ["180.1.a"]),
        ("alta", Credito("920", "22000", subio=frozenset({"extraordinario"})), ["180.1.a"]),
        ("baja", Credito("920", "22000", subio=frozenset({"suplemento"})), ["180.1.b"]),
        ("baja", Credito("920", "12000", subio=frozenset({"suplemento"})), []),
        ("baja", Credito("920", "12000", incorporado_sin_comprometer=True), ["180.1.b"]),
        ("alta", Credito("920", "22000", bajo=frozenset({"transferencia"})), ["180.1.c"]),
        ("alta", Credito("920", "12000", bajo=frozenset({"transferencia"})), []),
        ("alta", Credito("929", "50000", bajo=frozenset({"transferencia"}), ampliable=True), []),
        ("baja", Credito("920", "22000", bajo=frozenset({"transferencia"})), []),
    ],
)
def test_limits_of_transfers(sentido: str, credito: Credito, articulos: list[str]) -> None:
    otro = "alta" if sentido == "baja" else "baja"
    movimientos = [
        Movimiento(sentido, Decimal(10), credito),
        Movimiento(otro, Decimal(10), Credito("920", "22100")),
    ]
    problemas = limites.problemas_de("transferencia", movimientos)
    assert [p.mensaje.split(":")[0].removeprefix("TRLRHL ") for p in problemas] == articulos
    assert limites.problemas_de("transferencia", movimientos, reorganizacion=True) == []

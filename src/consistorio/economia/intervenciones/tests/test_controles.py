"""With which control each operation of expense is noted: by who fiscalises, with an exemption that holds, with what an earlier year or a load brings; or it is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection

from consistorio.economia.carga.en_curso import cargando
from consistorio.economia.cierre.lista import repasar
from consistorio.economia.contabilidad import acciones as contabilidad
from consistorio.economia.intervenciones.consultas_de_control import control_de
from consistorio.economia.intervenciones.cotejos import lo_contabilizado_tiene_su_control
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.models import ControlOperacion, Operacion, OperacionFutura
from consistorio.economia.presupuesto.tests import escenario
from consistorio.economia.presupuesto.tests.escenario import INTERVENCION, RELOJ, cabecera, de, fallas
from consistorio.economia.presupuesto.tipos import ControlPedido, LineaDeFuturo, LineaPedida, Plurianual
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible
from consistorio.nucleo.reloj import RelojFijo
from consistorio.plataforma.auditoria.tests.anotado import Anotado

D = Decimal
CONTABLE = replace(INTERVENCION, id=uuid4(), permisos=INTERVENCION.permisos - {"intervencion.fiscalizar"})


def gasta(clase: str, *lineas: LineaPedida, quien: Actor = CONTABLE, control: ControlPedido | None = None) -> Operacion:
    dicho = replace(cabecera(), control=control or ControlPedido())
    return acciones.gastar(actor=quien, clase=clase, cabecera=dicho, lineas=lineas, reloj=RELOJ)


def sigue(operacion: Operacion, importe: str) -> LineaPedida:
    return LineaPedida(D(importe), origen=operacion.lineas.get().id)


def paga(clase: str, operacion: Operacion, importe: str, quien: Actor = CONTABLE, ordinal: str = "571") -> Operacion:
    pedido = {"actor": quien, "cabecera": cabecera(), "lineas": [sigue(operacion, importe)], "reloj": RELOJ}
    if clase == "P":
        return acciones.ordenar_pago(**pedido)  # type: ignore[arg-type]
    return acciones.pagar(**pedido, clase=clase, ordinal=ordinal)  # type: ignore[arg-type]


def no_se_anota(error: pytest.ExceptionInfo[DatosIncorrectos]) -> list[tuple[str, str]]:
    return [(uno.campo, uno.mensaje.replace("\u00a0", " ")) for uno in error.value.problemas]


def test_who_does_not_fiscalise_says_why_it_is_exempt_or_is_refused(presupuesto: None) -> None:
    retenido = acciones.retener(
        actor=CONTABLE, clase="RC", cabecera=cabecera(), lineas=[de("1532.61900", "20000")], reloj=RELOJ
    )
    assert control_de(retenido) is None, "setting credit aside commits nothing"
    for clase in ("A", "AD"):
        with pytest.raises(FaseIncompatible, match="sin su fiscalización previa") as sin_ella:
            gasta(clase, de("920.22000", "100"))
        assert "operación previa" in sin_ella.value.que_hacer
    for clase in ("ADO", "DO"):
        lineas = (
            [de("920.22000", "100")]
            if clase == "ADO"
            else [sigue(gasta("A", de("920.22000", "1"), quien=INTERVENCION), "1")]
        )
        with pytest.raises(FaseIncompatible, match="sin su intervención") as sin_ella:
            gasta(clase, *lineas, control=ControlPedido("contrato_menor"))
        assert "Pida a Intervención que la contabilice" in sin_ella.value.que_hacer
    menor = gasta("AD", de("165.22100", "3000"), control=ControlPedido("contrato_menor"))
    dicho = control_de(menor)
    assert dicho is not None
    assert (dicho.gasto, dicho.intervencion) == ("Exenta de fiscalización previa: Contrato menor.", "")
    with pytest.raises(DatosIncorrectos) as error:
        gasta("AD", sigue(retenido, "18000"), control=ControlPedido("contrato_menor"))
    assert no_se_anota(error) == [
        (
            "exencion",
            "Son 18.000,00 €: solo está exento por debajo de 15.000,00 € (LCSP art. 118.1). Anote la omisión.",
        )
    ]
    con_iva = ControlPedido("contrato_menor", sin_iva=D("14876.03"))
    assert gasta("AD", sigue(retenido, "18000"), control=con_iva).control.sin_iva == D("14876.03")
    with pytest.raises(DatosIncorrectos) as error:
        gasta("AD", de("920.22100", "1300"), control=ControlPedido("contrato_menor_obras", sin_iva=D(1000)))
    assert [campo for campo, _m in no_se_anota(error)] == ["sin_iva", "exencion"]
    assert fallas() == []


def test_what_is_of_tracto_sucesivo_names_its_first_act(presupuesto: None) -> None:
    primera = gasta("AD", de("165.22100", "1000"), quien=INTERVENCION)
    exenta = gasta("AD", de("165.22100", "10"), control=ControlPedido("contrato_menor"))
    retenida = acciones.retener(
        actor=CONTABLE, clase="RC", cabecera=cabecera(), lineas=[de("165.22100", "5")], reloj=RELOJ
    )
    la_propia = f"AD 2026/{retenida.numero + 4}"
    anulada = gasta("AD", de("165.22100", "30"), quien=INTERVENCION)
    acciones.corregir_gasto(actor=INTERVENCION, operacion_id=anulada.id, cabecera=cabecera(), reloj=RELOJ)
    despues = replace(cabecera(), fecha=cabecera().fecha + timedelta(days=1))
    posterior = acciones.gastar(
        actor=INTERVENCION, clase="AD", cabecera=despues, lineas=[de("165.22100", "30")], reloj=RELOJ
    )
    de_ninguna = (exenta, retenida, anulada, posterior)
    for por in ("el contrato del alumbrado", la_propia, *(str(una) for una in de_ninguna)):
        with pytest.raises(DatosIncorrectos) as error:
            gasta("AD", de("165.22100", "20"), control=ControlPedido("tracto_sucesivo", por))
        assert [campo for campo, _m in no_se_anota(error)] == ["exento_por"], por
    with pytest.raises(DatosIncorrectos) as error:
        gasta("AD", de("165.22100", "20"), control=ControlPedido("tracto_sucesivo"))
    assert [campo for campo, _m in no_se_anota(error)] == ["exencion"]
    segunda = gasta("AD", de("165.22100", "20"), control=ControlPedido("tracto_sucesivo", str(primera)))
    dicho = control_de(segunda)
    assert dicho is not None
    assert dicho.gasto.endswith(f"De tracto sucesivo, después de su primer período ({primera}).")


def test_what_is_paid_is_intervened_too(presupuesto: None) -> None:
    obligada = gasta("ADO", de("165.22100", "100"), quien=INTERVENCION)
    dicho = control_de(obligada)
    assert dicho is not None
    assert {dicho.gasto, dicho.intervencion} == {"Conforme de Intervención al contabilizarla."}
    with pytest.raises(FaseIncompatible, match="El pago no está intervenido") as sin_ella:
        paga("PR", obligada, "10")
    assert "con una relación que firme Intervención" in sin_ella.value.que_hacer
    ordenada = paga("P", obligada, "20")
    assert control_de(ordenada) is None, "its payment will have it"
    with pytest.raises(FaseIncompatible, match="El pago no está intervenido"):
        paga("R", ordenada, "20")
    de_interventora = paga("P", obligada, "30", quien=INTERVENCION)
    modos = {
        paga("R", de_interventora, "30").control.intervencion,
        paga("PR", obligada, "5", quien=INTERVENCION).control.intervencion,
        paga("PR", obligada, "6", ordinal="557").control.intervencion,
    }
    assert modos == {"orden", "contabilizar", "compensado"}
    corregida = acciones.corregir_gasto(
        actor=CONTABLE, operacion_id=obligada.id, cabecera=cabecera(), lineas=[sigue(obligada, "1")], reloj=RELOJ
    )
    assert control_de(corregida) == dicho, "what corrects goes with what it corrects"
    assert fallas() == []


def test_what_a_load_or_an_earlier_year_brings_was_controlled_there(presupuesto: None) -> None:
    with cargando():
        cargada = gasta("ADO", de("165.22100", "100"))
    assert (cargada.control.gasto, cargada.control.intervencion) == ("carga", "carga")
    obra = gasta("AD", de("1532.61900", "5000"), quien=INTERVENCION)

    def futuro(quien: Actor, importe: str) -> OperacionFutura:
        return acciones.anotar_futuro(
            actor=quien,
            clase="AD",
            cabecera=cabecera(),
            lineas=[LineaDeFuturo(D(importe), 2027, "1532.61900")],
            plurianual=Plurianual("inversiones", inicia=obra.id),
            reloj=RELOJ,
        )

    with pytest.raises(FaseIncompatible, match="sin su fiscalización previa"):
        futuro(CONTABLE, "1000")
    with cargando():
        futuro(CONTABLE, "400")
    futuro(INTERVENCION, "1000")
    traidas = _en_2027()
    assert [una.control.gasto for una in traidas] == ["anterior", "anterior"]
    assert fallas() == []


def _en_2027() -> list[Operacion]:
    reloj = RelojFijo(datetime(2027, 3, 1, 10, 0, tzinfo=UTC))
    contabilidad.abrir_ejercicio(actor=INTERVENCION, anio=2027, reloj=reloj)
    acciones.aprobar_presupuesto(
        actor=INTERVENCION,
        nuevo=escenario.presupuesto(2027),
        reglas=escenario.REGLAS,
        fecha=date(2027, 1, 1),
        texto="2027",
        reloj=reloj,
    )
    return list(Operacion.objects.filter(ejercicio=2027, clase="AD").order_by("id"))


def test_what_has_no_control_on_record_is_found(presupuesto: None) -> None:
    """What was noted before it was kept is told when the year is closed; what came later without it, `verificar` finds."""
    de_antes, primera, ultima = (gasta("ADO", de("165.22100", i), quien=INTERVENCION) for i in ("100", "20", "3"))
    _sin_registro(de_antes)
    assert _falta() == []
    assert _avisa() == ["Obligaciones de las que no consta la intervención con que se contabilizaron: 1, de 100,00 €."]
    acciones.corregir_gasto(actor=CONTABLE, operacion_id=de_antes.id, cabecera=cabecera(), lineas=(), reloj=RELOJ)
    assert _avisa() == []
    _sin_registro(ultima)
    assert [tabla for tabla, _clave in _falta()] == ["presupuesto_operacion"]
    assert primera.control.intervencion == "contabilizar"


def _sin_registro(operacion: Operacion) -> None:
    """As behind the back of the program: the trigger out of the way."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE presupuesto_controloperacion DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM presupuesto_controloperacion WHERE operacion_id = %s", [operacion.id])
        cursor.execute("ALTER TABLE presupuesto_controloperacion ENABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    assert not ControlOperacion.objects.filter(operacion=operacion).exists()


def _falta() -> list[tuple[str, str]]:
    informe = Anotado()
    lo_contabilizado_tiene_su_control("default", informe)
    return informe.fallas


def _avisa() -> list[str]:
    return [uno.texto.replace("\u00a0", " ") for uno in repasar(2026, apertura={}, saldos={}) if uno.punto == "control"]

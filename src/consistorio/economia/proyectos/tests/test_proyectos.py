"""What a project is charged and who financed it, read from the books of the budget."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consistorio.economia.presupuesto import acciones as de_presupuesto
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.tests import escenario
from consistorio.economia.presupuesto.tests.escenario import RELOJ, aplicacion, cabecera, de, fallas, gastar, tras
from consistorio.economia.presupuesto.tipos import LineaDeFuturo, Plurianual
from consistorio.economia.proyectos import acciones, permisos
from consistorio.economia.proyectos.anualidades import anualidades, por_continuar
from consistorio.economia.proyectos.consultas import desviaciones_en
from consistorio.economia.proyectos.models import Agente, CambioDeProyecto, Proyecto
from consistorio.economia.proyectos.tipos import AgenteNuevo, ArrastreNuevo, CambioPedido, ProyectoNuevo
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos

D = Decimal
QUIEN = replace(escenario.INTERVENCION, permisos=escenario.INTERVENCION.permisos | {permisos.LLEVAR})
CON: dict[str, Any] = {"actor": QUIEN, "cabecera": cabecera(), "reloj": RELOJ}
ESTADO = AgenteNuevo("Estado", "75060", D(500))
DIPUTACION = AgenteNuevo("Diputación", "42010", D(250), exclusivo=False)


def abrir(
    codigo: str, desde: int, hasta: int, *agentes: AgenteNuevo, brinda: tuple[ArrastreNuevo, ...] = ()
) -> Proyecto:
    nuevo = ProyectoNuevo(codigo, "Obra", desde, hasta, D(1000), agentes, brinda)
    return acciones.abrir_proyecto(actor=QUIEN, nuevo=nuevo, reloj=RELOJ)


def acumuladas(codigo: str, anio: int = 2026) -> dict[str, Decimal]:
    return {una.nombre: una.acumulada for una in desviaciones_en(anio)[codigo]}


def test_what_a_right_loses_counts_until_it_is_corrected(presupuesto: None) -> None:
    """Half of 400 is of the State, which gives 300; a quarter of the provincial council, which gives 100."""
    obra = abrir("2026-1", 2026, 2027, DIPUTACION, ESTADO)
    acciones.asignar_aplicaciones(actor=QUIEN, codigo="2026-1", aplicaciones=[aplicacion("1532.61900").id], reloj=RELOJ)
    gastar("ADO", de("1532.61900", "400"))
    dr = de_presupuesto.reconocer(**CON, clase="DR", lineas=[de("75060", "300"), de("42010", "100"), de("42010", "7")])
    agente = Agente.objects.get(proyecto=obra, nombre="Diputación")
    suyo = dr.lineas.get(orden=1)
    acciones.asignar_derecho(actor=QUIEN, agente_id=agente.id, linea_id=suyo.id, reloj=RELOJ)
    assert acumuladas("2026-1") == {"Estado": D(100), "Diputación": D(0)}
    with pytest.raises(Conflicto, match="75060 es ya del proyecto 2026-1"):
        acciones.asignar_derecho(
            actor=QUIEN,
            agente_id=Agente.objects.get(proyecto=obra, nombre="Estado").id,
            linea_id=dr.lineas.get(orden=0).id,
            reloj=RELOJ,
        )

    anulado = de_presupuesto.dar_de_baja(**CON, clase="AN", lineas=[tras(dr, "30", n=1)])
    assert acumuladas("2026-1")["Diputación"] == D(-30)
    de_presupuesto.corregir_ingreso(**CON, operacion_id=anulado.id, lineas=[tras(anulado, "10")])
    assert acumuladas("2026-1")["Diputación"] == D(-20)
    ingreso = de_presupuesto.ingresar(**CON, lineas=[tras(dr, "80", n=1)], ordinal="571")
    acuerdo = de_presupuesto.acordar_devolucion(**CON, lineas=[tras(ingreso, "40")])
    assert acumuladas("2026-1")["Diputación"] == D(-20), "a refund counts when it is paid"
    pago = de_presupuesto.pagar_devolucion(**CON, lineas=[tras(acuerdo, "40")], ordinal="571")
    assert acumuladas("2026-1")["Diputación"] == D(-60)
    de_presupuesto.corregir_ingreso(**CON, operacion_id=pago.id)
    assert acumuladas("2026-1") == {"Estado": D(100), "Diputación": D(-20)}
    assert fallas() == []


def _espera(hechas: CaptureQueriesContext, que: str) -> bool:
    """Whether what was done locks it."""
    return any(que in una["sql"] and ("LOCK TABLE" in una["sql"] or " FOR " in una["sql"]) for una in hechas)


def test_a_concept_is_of_a_project_in_its_years_only(presupuesto: None) -> None:
    de_presupuesto.reconocer(**CON, clase="DR", lineas=[de("75060", "300")])
    abrir("2026-1", 2026, 2027, ESTADO)
    with pytest.raises(DatosIncorrectos) as error:
        abrir("2027-1", 2027, 2028, ESTADO)
    assert "entero del proyecto 2026-1" in error.value.problemas[0].mensaje
    dos = (replace(ESTADO, economica="75080"), replace(ESTADO, economica="75080", nombre="Otro", aportacion=D(1)))
    with pytest.raises(DatosIncorrectos) as error:
        abrir("2028-2", 2028, 2028, *dos)
    assert [p.mensaje for p in error.value.problemas] == [
        "El concepto 75080 ya es entero de Estado: diga que este no lo es."
    ]
    pedido = CambioPedido(2026, "Obra", 2027, D(2000), "Segunda fase", {}, dos)
    pedido = replace(pedido, nuevos=(replace(dos[0], nombre="Uno"), dos[1]))
    with CaptureQueriesContext(connection) as hechas, pytest.raises(DatosIncorrectos) as error:
        acciones.cambiar_proyecto(actor=QUIEN, codigo="2026-1", pedido=pedido, reloj=RELOJ)
    assert [p.campo for p in error.value.problemas] == ["nuevos.1"]
    assert _espera(hechas, '"contabilidad_ejercicio"'), "a closing waits for it"
    with CaptureQueriesContext(connection) as hechas:
        acciones.asignar_aplicaciones(
            actor=QUIEN, codigo="2026-1", aplicaciones=[aplicacion("1532.61900").id], reloj=RELOJ
        )
    assert _espera(hechas, "proyectos_agente"), "nobody takes it from another at once"
    abrir("2028-1", 2028, 2028, ESTADO)
    assert acumuladas("2028-1", 2028) == {"Estado": D(0)}
    # It ended with what the State paid before, and that is still tied; one that owes nothing is over
    assert acumuladas("2026-1", 2029) == {"Estado": D(300)}
    assert [una.del_ejercicio for una in desviaciones_en(2029)["2026-1"]] == [D(0)]
    assert set(desviaciones_en(2029)) == {"2026-1"}
    assert set(desviaciones_en(2025)) == set()


def test_what_a_project_brings_is_of_its_year(presupuesto: None) -> None:
    with pytest.raises(DatosIncorrectos) as error:
        abrir("2025-1", 2025, 2026, ESTADO, brinda=(ArrastreNuevo(2025, D("0.001")), ArrastreNuevo(2024, D(1))))
    assert [problema.campo for problema in error.value.problemas] == ["arrastres.0", "arrastres.1"]
    brinda = (ArrastreNuevo(2025, D(200)), ArrastreNuevo(2025, D(150), "Estado"))
    abrir("2025-1", 2025, 2026, ESTADO, brinda=brinda)
    (una,) = desviaciones_en(2026)["2025-1"]
    assert (una.coeficiente, una.del_ejercicio, una.acumulada) == (D("0.5"), D(0), D(50))
    assert [una.del_ejercicio for una in desviaciones_en(2025)["2025-1"]] == [D(50)]


def test_an_open_project_changes_and_its_past_does_not(presupuesto: None) -> None:
    """It was to cost 1,000, half of it the State's; from 2026 on it costs 2,000, a quarter of the State and a half of the Diputación."""
    obra = abrir(
        "2025-1", 2025, 2026, ESTADO, brinda=(ArrastreNuevo(2025, D(200)), ArrastreNuevo(2025, D(150), "Estado"))
    )
    abrir("2027-9", 2028, 2028, ESTADO)
    suya = aplicacion("1532.61900")
    acciones.asignar_aplicaciones(actor=QUIEN, codigo="2025-1", aplicaciones=[suya.id], reloj=RELOJ)
    gastar("ADO", de("1532.61900", "400"))
    estado = obra.agentes.get()
    assert acumuladas("2025-1") == {"Estado": D(-150)}
    bueno = CambioPedido(
        2026,
        "Obra ampliada",
        2027,
        D(2000),
        "Segunda fase",
        {estado.id: D(500)},
        (AgenteNuevo("Diputación", "42010", D(1000), exclusivo=False),),
    )

    def cambiar(pedido: CambioPedido, codigo: str = "2025-1") -> CambioDeProyecto:
        return acciones.cambiar_proyecto(actor=QUIEN, codigo=codigo, pedido=pedido, reloj=RELOJ)

    malo = replace(
        bueno,
        ejercicio=2024,
        nombre=" ",
        hasta=2028,
        gasto_total=D(1400),
        motivo="",
        nuevos=(replace(DIPUTACION, nombre="Estado", aportacion=D(1000)),),
        dejan=(estado.id,),
    )
    with pytest.raises(DatosIncorrectos) as error:
        cambiar(malo)
    campos = [problema.campo for problema in error.value.problemas]
    assert campos == ["ejercicio", "hasta", "nombre", "motivo", "nuevos", "gasto_total", "dejan"]
    with pytest.raises(DatosIncorrectos, match="no se ha cambiado") as error:
        cambiar(replace(bueno, hasta=2025, aportaciones={estado.id: D("0.001"), suya.id: D(1)}))
    assert [problema.campo for problema in error.value.problemas] == [
        "hasta",
        f"aportaciones.{estado.id}",
        "aportaciones",
    ]
    assert cambiar(bueno).antes == {
        "nombre": "Obra",
        "hasta": 2026,
        "gasto_total": "1000.00",
        "agentes": {str(estado.id): "500.00"},
        "aplicaciones": [],
    }
    assert acumuladas("2025-1") == {"Estado": D(0), "Diputación": D(-300)}
    assert acumuladas("2025-1", 2025) == {"Estado": D(50)}, "what the year before said stays"
    with pytest.raises(DatosIncorrectos, match="no se ha cambiado"):
        cambiar(replace(bueno, ejercicio=2025, nuevos=()))
    _its_years(obra)
    cambiar(replace(bueno, nuevos=(), aportaciones={estado.id: D(0)}, dejan=(suya.id,)))
    _is_of_another(obra, suya.id)
    assert fallas() == []


def _its_years(obra: Proyecto) -> None:
    """With what is committed of later ones."""
    de_presupuesto.anotar_futuro(
        actor=QUIEN,
        clase="AD",
        cabecera=cabecera(),
        lineas=[LineaDeFuturo(D(300), 2027, "1532.61900")],
        plurianual=Plurianual("inversiones", inicia=Operacion.objects.get(clase="ADO").id),
        reloj=RELOJ,
    )
    assert [(a.anio, a.obligado, a.comprometido, a.derechos) for a in anualidades(obra)] == [
        (2025, D(200), D(0), D(150)),
        (2026, D(400), D(0), D(0)),
        (2027, D(0), D(300), D(0)),
    ]


def _is_of_another(obra: Proyecto, suya: UUID) -> None:
    """An application that left it."""
    assert acumuladas("2025-1") == {"Estado": D(150), "Diputación": D(-100)}
    assert por_continuar(obra, 2027) == []
    abrir("2026-7", 2026, 2026, DIPUTACION)
    acciones.asignar_aplicaciones(actor=QUIEN, codigo="2026-7", aplicaciones=[suya], reloj=RELOJ)
    assert acumuladas("2026-7") == {"Diputación": D(-100)}
    with pytest.raises(DatosIncorrectos, match="ninguna"):
        acciones.asignar_aplicaciones(actor=QUIEN, codigo="2025-1", aplicaciones=[suya], reloj=RELOJ)

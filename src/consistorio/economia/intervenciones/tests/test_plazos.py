"""The days that Intervención has: seen in words, told once when they are over, and counted in the report of the year."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from consistorio.economia.intervenciones import acciones
from consistorio.economia.intervenciones.acciones import FacturaPorIntervenir
from consistorio.economia.intervenciones.esperas_de_control import plazos_de_facturas, plazos_de_previas, vencidas
from consistorio.economia.intervenciones.tests import escena
from consistorio.economia.intervenciones.tests.actos import interviene, ultimo
from consistorio.economia.intervenciones.trabajos import vigilar
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import OperacionPrevia
from consistorio.economia.presupuesto.tests.escenario import fallas
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import MADRID, hoy
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.organizacion.models import Empleado, Puesto
from consistorio.servicios.intervencion.informe import control_de, secciones_de
from consistorio.servicios.intervencion.models import Fiscalizacion
from consistorio.servicios.intervencion.permisos import VIGILAR
from consistorio.servicios.intervencion.plazos import plazo_hasta, ultimo_dia_desde
from consistorio.servicios.intervencion.tests import gasto, limitado
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba

VIERNES = date(2026, 9, 18)


def test_days_are_habiles_and_are_said_in_words(reloj: RelojDePrueba) -> None:
    assert [
        ultimo_dia_desde(VIERNES, urgente=u, limitado=limitado)
        for u, limitado in ((False, False), (True, False), (False, True))
    ] == [
        date(2026, 10, 2),
        date(2026, 9, 25),
        date(2026, 9, 25),
    ]
    dichos = {
        plazo_hasta(VIERNES, en=date(2026, 9, dia)).en_palabras: plazo_hasta(VIERNES, en=date(2026, 9, dia)).vencido
        for dia in (14, 17, 18, 20, 21, 23)
    }
    assert dichos == {
        "quedan 4 días hábiles": False,
        "queda 1 día hábil": False,
        "vence hoy": False,
        "vencido hace 1 día hábil": True,  # a Sunday is as late as the next Monday
        "vencido hace 3 días hábiles": True,
    }


def test_the_days_follow_the_kind_of_expense(reloj: RelojDePrueba) -> None:
    """Fewer where the Pleno agreed the limited control of that kind and phase; whole where it agreed only that of others, or nobody says which one it is."""
    gasto.procedimiento(reloj, {"importe": "presupuesto", "tipo": "subvenciones", "fase": "AD"})
    caso = escenario.caso(reloj, procedimiento=gasto.CODIGO)
    marta = escenario.empleado("marta", reloj).con_permisos("presupuesto.previa")

    def previa(clase: str, expediente_id: UUID | None) -> OperacionPrevia:
        cabecera = Cabecera(hoy(reloj), "Ayuda", varios=clase != "A", expediente_id=expediente_id)
        linea = LineaPedida(Decimal(10), codigo="920.22706")
        return presupuesto.preparar_previa(actor=marta, clase=clase, cabecera=cabecera, lineas=[linea], reloj=reloj)

    previas = [previa("AD", caso.id), previa("A", caso.id), previa("AD", None)]
    assert caso.numero is not None
    del_caso, de_ninguno = escena.factura(reloj, "F-CASO", expediente=caso.numero), escena.factura(reloj, "F-SOLA")
    diez, cinco = ultimo_dia_desde(hoy(reloj)), ultimo_dia_desde(hoy(reloj), limitado=True)

    def vencen() -> list[date]:
        en = hoy(reloj)
        plazos = plazos_de_previas(previas, en=en) | plazos_de_facturas([del_caso, de_ninguno], en=en)
        return [plazos[clave].vence for clave in (*(una.id for una in previas), del_caso.id, de_ninguno.id)]

    suyo = limitado.acuerdo(reloj, limitado.certificado(caso, reloj))
    servicios = limitado.lista(reloj, suyo, "contrato_servicios", "O")
    assert vencen() == [diez] * 5, "what is agreed is of another kind"
    limitado.lista(reloj, suyo, "subvenciones", "AD")
    assert vencen() == [cinco, diez, diez, diez, diez]
    limitado.lista(reloj, suyo, "subvenciones", "O")
    assert vencen() == [cinco, diez, diez, cinco, diez]
    assert fuera(reloj, cinco) == [del_caso.referencia, f"previa:{previas[0].id}"]
    # Of which kind it is, is said by the list that its result answers
    acciones.intervenir_facturas(
        actor=escenario.empleado("teresa", reloj),
        pedidas=[FacturaPorIntervenir(de_ninguno.id, aplicacion="920.22706", exento="contrato_menor")],
        resultado="favorable",
        causas=(),
        texto=(),
        limitado=limitado.contestada(servicios),
        reloj=reloj,
    )
    assert Fiscalizacion.objects.get(objeto=de_ninguno.referencia).vence == cinco


def fuera(reloj: RelojDePrueba, vence: date) -> list[str]:
    """What would be told the day after."""
    en = vence + timedelta(days=1)
    return [una.objeto for una in vencidas(en=en) if una.vence == vence and not una.objeto.startswith("fiscalizacion")]


def test_what_is_over_its_term_is_told_once_and_counted(reloj: RelojDePrueba, monkeypatch: pytest.MonkeyPatch) -> None:
    suya = escena.factura(reloj, "F-PLAZO")
    sin_firmar = escena.factura(reloj, "F-SIN-FIRMA", firma=False)
    rebaja = escena.factura(reloj, "R-PLAZO", "-10")  # Intervención gives no result on it
    marta = escenario.empleado("marta", reloj)
    previa = presupuesto.preparar_previa(
        actor=marta.con_permisos("presupuesto.previa"),
        clase="AD",
        cabecera=Cabecera(hoy(reloj), "Sillas", varios=True),
        lineas=[LineaPedida(Decimal(100), codigo="920.22706")],
        reloj=reloj,
    )
    llego = hoy(reloj)
    vence = ultimo_dia_desde(llego)
    plazos = plazos_de_facturas([suya, sin_firmar, rebaja], en=llego)
    assert {clave: plazo.vence for clave, plazo in plazos.items()} == {suya.id: vence}, "the other one is not whole"
    assert plazos_de_previas([previa], en=vence)[previa.id].en_palabras == "vence hoy"
    actor = Actor.sistema("pruebas", VIGILAR)
    reloj.poner(datetime.combine(vence, time(9), MADRID))
    assert acciones.avisar_vencidas(actor=actor, reloj=reloj) == []
    reloj.poner(datetime.combine(vence + timedelta(days=1), time(9), MADRID))
    teresa = escenario.empleado("teresa", reloj)
    persona = Empleado.objects.select_related("persona").get(id=teresa.id).persona
    persona.correo = "teresa@villaejemplo.es"
    persona.save(update_fields=["correo"])
    enviados: list[dict[str, str]] = []
    monkeypatch.setattr(
        "consistorio.economia.intervenciones.trabajos.salidas.enviar_una_vez",
        lambda clave, **dicho: enviados.append(dicho) if clave.startswith("intervencion-vencidas") else None,
    )
    jefatura = Puesto.objects.filter(organo="intervencion")
    cuales = list(jefatura.values_list("id", flat=True))
    jefatura.update(organo="")
    assert acciones.avisar_vencidas(actor=actor, reloj=reloj) == [], "there is nobody to tell: it is told later"
    Puesto.objects.filter(id__in=cuales).update(organo="intervencion")
    for _dos_veces in range(2):
        vigilar()
        vaciar_colas(colas=["correo"])
    hechos = eventos_de(f"control:{vence.year}").filter(tipo="intervencion.plazo.vencido")
    assert [(h.datos["objeto"], h.datos["vence"]) for h in hechos] == [
        (suya.referencia, vence.isoformat()),
        (f"previa:{previa.id}", vence.isoformat()),
    ]
    assert [uno["asunto"] for uno in enviados] == ["2 asuntos llevan en Intervención más de su plazo"]
    assert suya.codigo in enviados[0]["cuerpo"]
    assert "García" not in enviados[0]["cuerpo"], "nobody's name leaves the house"
    interviene(reloj, FacturaPorIntervenir(suya.id, aplicacion="920.22706", exento="contrato_menor"))
    assert plazos_de_facturas([suya], en=hoy(reloj)) == {}, "it is in the hands of who signs"
    escena.firma(ultimo("resultado"), reloj)
    assert Fiscalizacion.objects.get(objeto=suya.referencia).vence == vence
    dicho = control_de(vence.year)
    assert (dicho.fuera_de_plazo, dicho.avisadas) == (1, 2)
    secciones = dict(secciones_de(dicho, "resumen"))
    assert secciones["Plazo de la función interventora"] == (
        "Resultados después de su último día: 1. Avisos de asuntos fuera de plazo: 2.",
    )
    assert fallas() == []

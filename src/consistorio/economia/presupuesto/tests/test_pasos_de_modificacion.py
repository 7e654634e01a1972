"""The steps of what the Pleno approves: initial approval, exposition, definitive, publication; urgency; documents; and nobody takes them all (RD 500/1990 arts. 20, 37, 38 and 42.1)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from consistorio.documental.firma.models import Circuito
from consistorio.economia.cierre.reparos import del_ejercicio
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.models import ModificacionCredito
from consistorio.economia.presupuesto.permisos import MODIFICAR
from consistorio.economia.presupuesto.tests.escenario import DIA, INTERVENCION, RELOJ, aplicacion, fallas
from consistorio.economia.presupuesto.tests.papeles import papel
from consistorio.economia.presupuesto.tests.test_gasto import mensajes
from consistorio.economia.presupuesto.tests.test_modificaciones import (
    EN_VIGOR,
    OTRA,
    alta,
    aprobar,
    baja,
    con,
    preparar,
    publicar,
)
from consistorio.economia.presupuesto.tipos import PasosDeModificacion
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoPermitido
from consistorio.plataforma.calendario.datos.demo import sembrar as sembrar_calendario


def suplemento() -> ModificacionCredito:
    return preparar("suplemento", alta("920.22000", "100"), con("87000", "100"))


def contabilizar(una: ModificacionCredito, fecha: date = EN_VIGOR, actor: Actor = OTRA) -> None:
    acciones.contabilizar_modificacion(actor=actor, modificacion_id=una.id, fecha=fecha, reloj=RELOJ)


@pytest.mark.parametrize("tipo", ["suplemento", "transferencia"])
def test_what_the_pleno_approves_is_exposed_before_it_goes_to_the_accounts(presupuesto: None, tipo: str) -> None:
    sembrar_calendario()
    una = (
        suplemento()
        if tipo == "suplemento"
        else preparar("transferencia", baja("165.22100", "100"), alta("920.22000", "100"))
    )
    pide: dict[str, Any] = {"actor": INTERVENCION, "modificacion_id": una.id, "reloj": RELOJ}
    with pytest.raises(FaseIncompatible, match="no está aprobada inicialmente"):
        acciones.anotar_tramite_de_modificacion(**pide, estado="exposicion", fecha=DIA)
    aprobar(una)
    una.refresh_from_db()
    assert (una.estado, una.aprobada_el) == ("inicial", None)
    with pytest.raises(FaseIncompatible, match="Aprobada inicialmente"):
        contabilizar(una)

    def anota(estado: str, fecha: date, **mas: Any) -> None:
        acciones.anotar_tramite_de_modificacion(**pide, estado=estado, fecha=fecha, **mas)

    with pytest.raises(DatosIncorrectos, match="Antes va: Exposición"):
        anota("definitiva", date(2026, 4, 1))
    with pytest.raises(DatosIncorrectos) as error:
        anota("exposicion", date(2026, 7, 1))
    assert [campo for campo, _m in mensajes(error)] == ["fecha", "documento"], "it has not come, and no announcement"
    anota("exposicion", date(2026, 3, 3), documento_id=papel())
    for reclamaciones in (False, True):  # nobody resolves claims while they may still come
        with pytest.raises(DatosIncorrectos, match="hasta entonces puede haber reclamaciones"):
            anota("definitiva", date(2026, 3, 20), reclamaciones=reclamaciones, documento_id=papel())
    with pytest.raises(DatosIncorrectos, match="Elija el documento del acuerdo"):
        anota("definitiva", EN_VIGOR, reclamaciones=True)
    anota("definitiva", EN_VIGOR)
    una.refresh_from_db()
    assert (una.estado, una.aprobada_el) == ("definitiva", EN_VIGOR)
    with pytest.raises(FaseIncompatible, match="sin publicar"):
        contabilizar(una)
    anota("publicada", date(2026, 4, 2), documento_id=papel())
    with pytest.raises(DatosIncorrectos, match="entra en vigor"):
        contabilizar(una)
    contabilizar(una, date(2026, 4, 2))
    assert aplicacion("920.22000").modificaciones == 100
    assert fallas() == []


def test_claims_are_resolved_by_the_pleno(presupuesto: None) -> None:
    sembrar_calendario()
    una = aprobar(suplemento())
    pide: dict[str, Any] = {"actor": INTERVENCION, "modificacion_id": una.id, "reloj": RELOJ}
    acciones.anotar_tramite_de_modificacion(**pide, estado="exposicion", fecha=date(2026, 3, 3), documento_id=papel())
    acciones.anotar_tramite_de_modificacion(
        **pide, estado="definitiva", fecha=EN_VIGOR, reclamaciones=True, documento_id=papel()
    )
    definitiva = una.tramites.get(estado="definitiva")
    assert (definitiva.organo, definitiva.reclamaciones) == ("pleno", True)
    assert fallas() == []


def test_an_urgent_one_is_in_force_at_once_and_its_claims_go_on(presupuesto: None) -> None:
    transferencia = preparar("transferencia", baja("165.22100", "100"), alta("920.22000", "100"))
    with pytest.raises(DatosIncorrectos, match=r"TRLRHL 177\.6"):
        aprobar(transferencia, urgencia="Corre prisa")
    una = aprobar(suplemento(), urgencia="La riada del 1 de marzo")
    assert una.estado == "aprobada"
    contabilizar(una, DIA)
    publicar(una)
    una.refresh_from_db()
    assert (una.estado, una.aprobada_el, una.tramites.count()) == ("contabilizada", DIA, 4)
    assert fallas() == []


def test_the_report_and_the_agreement_are_documents(presupuesto: None) -> None:
    una = preparar("transferencia", baja("920.22100", "10"), alta("920.22000", "10"))
    pide: dict[str, Any] = {"actor": INTERVENCION, "modificacion_id": una.id, "fecha": DIA, "reloj": RELOJ}
    for nadie in (None, uuid4()):
        with pytest.raises(DatosIncorrectos, match="Elija el informe de Intervención"):
            acciones.informar_modificacion(**pide, informe_id=nadie)
    acciones.informar_modificacion(**pide, informe_id=papel())
    with pytest.raises(DatosIncorrectos, match="Elija el documento del acuerdo"):
        acciones.aprobar_modificacion(**pide, organo="presidencia")
    circuito = Circuito.objects.create(documento_id=papel(), pedido_por=INTERVENCION.id, pedido_el=RELOJ.ahora())
    with pytest.raises(DatosIncorrectos, match="no está firmado"):
        acciones.aprobar_modificacion(**pide, organo="presidencia", acuerdo_id=papel())
    Circuito.objects.filter(pk=circuito.pk).update(estado="completado", terminado_el=RELOJ.ahora())
    assert acciones.aprobar_modificacion(**pide, organo="presidencia", acuerdo_id=papel()).estado == "aprobada"
    assert fallas() == []


def test_nobody_takes_all_the_steps_unless_the_bases_let_it(presupuesto: None) -> None:
    una = aprobar(preparar("transferencia", baja("920.22100", "10"), alta("920.22000", "10")), "presidencia")
    with pytest.raises(Conflicto, match="que la contabilice otra persona"):
        contabilizar(una, DIA, INTERVENCION)
    acciones.fijar_organos(
        actor=INTERVENCION,
        tipo="transferencia",
        desde=date(2026, 1, 1),
        hasta={"presidencia": None},
        documento_id=papel(),
        por_uno=True,
        reloj=RELOJ,
    )
    contabilizar(una, DIA, INTERVENCION)
    assert set(ModificacionCredito.objects.get().autores) == {str(INTERVENCION.id)}
    assert fallas() == []


def test_what_was_not_in_force_in_its_year_is_left_without_effect_by_two_people(presupuesto: None) -> None:
    """Published after new year: it cannot be noted in its year, nor in the next one."""
    una = aprobar(suplemento())
    publicar(una)
    con: dict[str, Any] = {"modificacion_id": una.id, "reloj": RELOJ}
    nada: dict[str, Any] = {"fecha": date(2026, 7, 1), "motivo": " "}
    with pytest.raises(DatosIncorrectos) as error:
        acciones.dejar_sin_efecto_modificacion(actor=OTRA, **con, **nada)
    assert [campo for campo, _m in mensajes(error)] == ["fecha", "motivo", "documento"]
    dice: dict[str, Any] = {"fecha": EN_VIGOR, "motivo": "Se publicó el 5 de enero", "documento_id": papel()}
    with pytest.raises(DatosIncorrectos, match="no ha quedado") as error:
        acciones.dejar_sin_efecto_modificacion(actor=OTRA, **con, **dice | {"fecha": DIA})
    assert [campo for campo, _m in mensajes(error)] == ["fecha"], "before it was published"
    with pytest.raises(Conflicto, match="que la deje sin efecto otra persona"):
        acciones.dejar_sin_efecto_modificacion(actor=INTERVENCION, **con, **dice)
    assert "sin contabilizar" in " ".join(uno.texto for uno in del_ejercicio(2026, hoy=DIA, comprobando=False))
    acciones.dejar_sin_efecto_modificacion(actor=OTRA, **con, **dice)
    assert "sin contabilizar" not in " ".join(uno.texto for uno in del_ejercicio(2026, hoy=DIA, comprobando=False))
    with pytest.raises(FaseIncompatible, match="Sin efecto"):
        contabilizar(una)
    with pytest.raises(FaseIncompatible, match="quedó sin efecto"):
        acciones.anotar_tramite_de_modificacion(actor=OTRA, **con, estado="publicada", fecha=EN_VIGOR)
    with pytest.raises(FaseIncompatible, match="Sin efecto"):
        acciones.dejar_sin_efecto_modificacion(actor=OTRA, **con, **dice)
    assert aplicacion("920.22000").modificaciones == 0
    # What no organ approved needs neither an act nor another person
    borrador = suplemento()
    acciones.dejar_sin_efecto_modificacion(
        actor=INTERVENCION, modificacion_id=borrador.id, fecha=DIA, motivo="Se escribió dos veces", reloj=RELOJ
    )
    assert fallas() == []


def test_what_was_processed_elsewhere_is_of_no_member_of_staff(presupuesto: None) -> None:
    pide: dict[str, Any] = {
        "anio": 2026,
        "tipo": "suplemento",
        "texto": "De otro sitio",
        "lineas": [alta("920.22000", "100"), con("87000", "100")],
        "pasos": PasosDeModificacion(informe=DIA, organo="pleno", acuerdo=DIA, contabilizada=DIA),
        "reloj": RELOJ,
    }
    with pytest.raises(NoPermitido):
        acciones.anotar_modificacion_ya_tramitada(actor=INTERVENCION, **pide)
    hecha = acciones.anotar_modificacion_ya_tramitada(actor=Actor.sistema("prueba", MODIFICAR), **pide)
    assert hecha.importe == 100
    with pytest.raises(DatosIncorrectos):  # its limits and what finances it are looked at
        acciones.anotar_modificacion_ya_tramitada(
            actor=Actor.sistema("prueba", MODIFICAR), **pide | {"lineas": [alta("920.22000", "1"), con("11300", "1")]}
        )
    assert fallas() == []

"""Who somebody is paid to, and what was written of it: for who keeps the accounts, and for who heads its unit or sees its case; not for who heads another."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.escena_economia import (
    ANIO,
    INTERVENTORA,
    JEFA,
    TESORERO,
    E,
    pagina,
    villa_sembrada,
)
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.tests.escenario import DIA, INTERVENCION, RELOJ, de, tras
from consistorio.economia.presupuesto.tests.test_modificaciones import alta, con, contabilizar, preparar
from consistorio.economia.presupuesto.tipos import Cabecera, LineaDeFuturo, LineaPedida, Plurianual
from consistorio.economia.terceros.acciones import dar_de_alta
from consistorio.economia.terceros.acciones.fichas import PersonaEscrita
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba

__all__ = ["villa_sembrada"]
pytestmark = pytest.mark.django_db
TEXTO, NOMBRE, NIF = "Ayuda de emergencia a Ana Ruiz", "Ana Ruiz", "00000000T"


def _ayuda(quien: UUID, donde: str) -> Operacion:
    cabecera = Cabecera(DIA, TEXTO, tercero_id=quien)
    return acciones.gastar(actor=INTERVENCION, clase="ADO", cabecera=cabecera, lineas=[de(donde, "50")], reloj=RELOJ)


def _ficha(reloj: RelojDePrueba) -> UUID:
    persona = PersonaEscrita(NIF, nombre="Ana", apellido1="Ruiz")
    return dar_de_alta(actor=escenario.empleado(TESORERO, reloj), persona=persona, reloj=reloj).persona_id


def test_who_heads_another_unit_reads_neither_name_nor_number(mesa: Mesa, reloj: RelojDePrueba) -> None:
    quien = _ficha(reloj)
    una = _ayuda(quien, "920.22100")
    suya, aplicacion = f"{E}operaciones/{una.id}/", f"{E}aplicaciones/{una.lineas.get().aplicacion_id}/"
    sigue = f"{ANIO}previas/nueva/?clase=ADO&origen={una.id}"
    marta = mesa(JEFA)
    for ruta in (suya, f"{ANIO}operaciones/", f"{ANIO}operaciones/?libro=gasto&clase=ADO", aplicacion, sigue):
        visto = pagina(marta, ruta)
        assert (NOMBRE in visto, NIF in visto, TEXTO in visto) == (False, False, False), ruta
    assert "No se muestra. Lo ven Intervención, Tesorería" in pagina(marta, suya)
    assert "reconocimiento de la obligación" in pagina(marta, f"{ANIO}operaciones/")
    assert "50,00" in pagina(marta, suya)  # the figures are of everybody who may look
    fianza = acciones.anotar_no_presupuestario(
        actor=INTERVENCION,
        clase="INP",
        cabecera=Cabecera(DIA, f"Fianza de {NOMBRE}", tercero_id=quien),
        lineas=[LineaPedida(Decimal(50), codigo="FIANZAS")],
        ordinal="571",
        reloj=RELOJ,
    )
    obra = acciones.gastar(
        actor=INTERVENCION,
        clase="AD",
        cabecera=Cabecera(DIA, "Obra", varios=True),
        lineas=[de("1532.61900", "5000")],
        reloj=RELOJ,
    )
    futura = acciones.anotar_futuro(
        actor=INTERVENCION,
        clase="AD",
        cabecera=Cabecera(DIA, TEXTO, tercero_id=quien),
        lineas=[LineaDeFuturo(Decimal(50), 2027, "1532.61900")],
        plurianual=Plurianual("inversiones", inicia=obra.id),
        reloj=RELOJ,
    )
    de_fianzas, de_futuros = f"{ANIO}no-presupuestario/FIANZAS/", reverse("escritorio:plurianuales", args=[2026])
    su_futuro = reverse("escritorio:futuro", args=[futura.id])
    for ruta in (f"{E}operaciones/{fianza.id}/", de_fianzas, de_futuros, su_futuro):
        assert NOMBRE not in pagina(marta, ruta)
    assert NOMBRE not in marta.get(f"{de_fianzas}fichero/csv/").content.decode()
    for ruta in (f"{ANIO}devengados/", f"{ANIO}devengados/fichero/csv/"):  # by supplier
        assert marta.get(ruta).status_code == 403
    assert f"{ANIO}devengados/" not in pagina(marta, f"{ANIO}nominas/")
    # What follows a right of somebody says of whom no more than the right
    al_dia: dict[str, Any] = {"actor": INTERVENCION, "reloj": RELOJ}
    multa = acciones.reconocer(
        clase="DR", cabecera=Cabecera(DIA, TEXTO, tercero_id=quien), lineas=[de("39100", "50")], **al_dia
    )
    cobro = acciones.ingresar(cabecera=Cabecera(DIA, TEXTO), lineas=[tras(multa, "50")], ordinal="571", **al_dia)
    vuelta = acciones.acordar_devolucion(cabecera=Cabecera(DIA, TEXTO), lineas=[tras(cobro, "50")], **al_dia)
    pedida = acciones.preparar_previa(
        actor=INTERVENCION.con_permisos("presupuesto.previa"),
        clase="ADO",
        cabecera=Cabecera(DIA, TEXTO, tercero_id=quien),
        lineas=[de("920.22100", "50")],
        reloj=RELOJ,
    )
    suyas = (multa.id, cobro.id, vuelta.id, pedida.retencion_id)
    for ruta in (f"{ANIO}operaciones/", *(f"{E}operaciones/{suya}/" for suya in suyas)):
        assert TEXTO not in pagina(marta, ruta)
    assert not Acceso.objects.filter(objeto_id=str(una.id)).exists()
    for usuario in (INTERVENTORA, TESORERO):
        suyo = mesa(usuario)
        assert NOMBRE in suyo.get(f"{de_fianzas}fichero/csv/").content.decode()
        assert (NOMBRE in pagina(suyo, de_futuros), NOMBRE in pagina(suyo, su_futuro)) == (True, True)
        visto = pagina(suyo, suya)
        assert all(dicho in visto for dicho in (NOMBRE, NIF, TEXTO))
        assert TEXTO in pagina(suyo, f"{ANIO}operaciones/")
    assert Acceso.objects.filter(objeto_id=str(una.id), que="operacion").count() == 2


def test_who_heads_its_unit_or_sees_its_case_reads_them_and_the_look_is_logged(
    mesa: Mesa, reloj: RelojDePrueba
) -> None:
    licencias = Unidad.objects.get(dir3="LA0009986")
    acciones.crear_organica(
        actor=INTERVENCION,
        codigo="01",
        denominacion="Licencias",
        unidad_id=licencias.id,
        desde=date(2026, 1, 1),
        reloj=RELOJ,
    )
    contabilizar(preparar("extraordinario", alta("01.920.22000", "100"), con("87000", "100")))
    quien, caso = _ficha(reloj), escenario.caso(reloj)
    marta = mesa(JEFA)
    del_caso = acciones.retener(
        actor=INTERVENCION,
        clase="RC",
        cabecera=Cabecera(DIA, TEXTO, tercero_id=quien, expediente_id=caso.id),
        lineas=[de("920.22100", "50")],
        reloj=RELOJ,
    )
    for una in (_ayuda(quien, "01.920.22000"), del_caso):
        suya = pagina(marta, f"{E}operaciones/{una.id}/")
        assert all(dicho in suya for dicho in (NOMBRE, NIF, TEXTO))
        visto = Acceso.objects.get(objeto_id=str(una.id), que="operacion")
        assert (visto.resultado, visto.expediente_id) == ("permitido", una.expediente_id)
    assert pagina(marta, f"{ANIO}operaciones/").count(TEXTO) == 2
    assert TEXTO not in pagina(mesa("ines"), f"{E}operaciones/{una.id}/")  # she heads another unit

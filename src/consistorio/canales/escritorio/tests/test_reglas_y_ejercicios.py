"""How it is posted and until when: rules, equivalences, years and their lock dates."""

from __future__ import annotations

import pytest

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.escena_economia import (
    ANIO,
    INTERVENTORA,
    TESORERO,
    E,
    gasto,
    llano,
    pagina,
    villa_sembrada,
)
from consistorio.economia.contabilidad.models import Bloqueo, Equivalencia, ReglaAsiento

__all__ = ["villa_sembrada"]
pytestmark = pytest.mark.django_db


def test_intervencion_confirms_and_changes_how_it_is_posted(mesa: Mesa) -> None:
    tesorero = mesa(TESORERO)
    assert tesorero.get(f"{E}reglas/R008/confirmar/").status_code == 403
    interventora = mesa(INTERVENTORA)
    dudosa = ReglaAsiento.objects.exclude(certeza="verificado").filter(revisada_el=None).order_by("codigo")[0]
    lista = pagina(interventora, f"{E}reglas/")
    assert f">{dudosa.codigo}</a>" in lista
    confirmar = f"{E}reglas/{dudosa.codigo}/confirmar/"
    assert interventora.post(confirmar, {"motivo": ""}).status_code == 422
    assert interventora.post(confirmar, {"motivo": "Orden HAP/1781/2013"}).status_code == 302
    assert f">{dudosa.codigo}</a>" not in pagina(interventora, f"{E}reglas/")
    assert "Orden HAP/1781/2013" in pagina(interventora, f"{E}reglas/{dudosa.codigo}/")
    cambia = {"debe": "zz", "haber": "4000", "signo": "+", "desde": "1/8/2026", "motivo": "Criterio"}
    mal = interventora.post(f"{E}reglas/R008/cambiar/", cambia).content.decode()
    assert "Escriba sus cuentas" in mal
    assert "elija hoy o un día posterior" in mal
    assert (
        interventora.post(f"{E}reglas/R008/cambiar/", cambia | {"debe": "62x", "desde": "1/10/2026"}).status_code == 302
    )
    assert "Desde el 01/10/2026" in llano(pagina(interventora, f"{E}reglas/R008/"))
    assert pagina(interventora, f"{E}equivalencias/?ver=todas&codigo=221")
    una = Equivalencia.objects.filter(clase="gasto", revisada_el=None).order_by("prefijo")[0]
    suya = f"{E}equivalencias/gasto/{una.prefijo}/"
    assert una.cuenta_id in pagina(interventora, suya)
    mal = interventora.post(suya, {"cuenta": "999", "desde": "1/9/2026", "nota": "x"}).content.decode()
    assert "La cuenta 999 no está en el plan" in mal
    assert (
        interventora.post(suya, {"cuenta": una.cuenta_id, "desde": "1/9/2026", "nota": "Conforme"}).status_code == 302
    )
    una.refresh_from_db()
    assert una.revisada_el is not None


def test_years_are_opened_and_their_dates_locked(mesa: Mesa) -> None:
    assert mesa(TESORERO).get(f"{E}ejercicios/abrir/").status_code == 403
    interventora = mesa(INTERVENTORA)
    assert "de 2015 a 2027" in interventora.post(f"{E}ejercicios/abrir/", {"anio": "1999"}).content.decode()
    assert (
        "El ejercicio 2027 está abierto"
        in interventora.post(f"{E}ejercicios/abrir/", {"anio": "2027"}, follow=True).content.decode()
    )
    bloquear = f"{E}ejercicios/2026/bloquear/"
    assert "al menos uno de los dos" in interventora.post(bloquear, {}).content.decode()
    assert interventora.post(bloquear, {"presupuesto_hasta": "31/8/2026"}).status_code == 302
    antes = gasto(**{"fecha": "31/8/2026", "linea-0-codigo": "920.22000", "linea-0-importe": "1"})
    assert "está bloqueado" in interventora.post(f"{ANIO}operaciones/gasto/", antes).content.decode()
    reabrir = f"{E}ejercicios/2026/reabrir/"
    assert interventora.post(reabrir, {"presupuesto_hasta": "30/6/2026", "motivo": ""}).status_code == 422
    assert interventora.post(reabrir, {"presupuesto_hasta": "30/6/2026", "motivo": "Faltaba un RC"}).status_code == 302
    assert "Faltaba un RC" in pagina(interventora, f"{E}ejercicios/")
    assert Bloqueo.objects.filter(reabre=True).count() == 1

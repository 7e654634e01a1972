"""Modifications of the budget at the desk, from their draft to the accounts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.escena_economia import (
    ANIO,
    INTERVENTORA,
    JEFA,
    E,
    llano,
    pagina,
    villa_sembrada,
)
from consistorio.documental.documentos.models import Documento
from consistorio.economia.presupuesto.models import ModificacionCredito
from consistorio.economia.presupuesto.tests import escenario as presupuesto
from consistorio.economia.terceros.models import Tercero
from consistorio.economia.tributacion.tests.escenario import documento

pytestmark = pytest.mark.django_db
__all__ = ["villa_sembrada"]


def test_a_modification_goes_from_its_draft_to_the_accounts(mesa: Mesa) -> None:
    aqui = f"{ANIO}modificaciones/"
    assert mesa(JEFA).get(f"{aqui}nueva/").status_code == 403
    teresa = mesa(INTERVENTORA)
    assert "Todavía no hay ninguna" in pagina(teresa, aqui)
    buena = _escrita(teresa, aqui)
    assert teresa.post(f"{aqui}nueva/", buena).status_code == 302
    una = ModificacionCredito.objects.get()
    suya = f"{E}modificaciones/{una.id}/"
    assert "165.22100 Energía eléctrica Alta 100,00" in llano(pagina(teresa, suya))
    assert "Anotar el informe de Intervención" in pagina(teresa, suya)
    assert teresa.post(f"{suya}aprobar/", {"fecha": "1/9/2026", "organo": "pleno"}).status_code == 422  # no report yet
    csv = str(Documento.objects.get(id=documento(Tercero.objects.get(persona__nif="B09000001"), "Acuerdo")).csv)
    assert "exposicion" not in pagina(teresa, suya)
    for paso, dicho in (
        ("informar", {"fecha": "1/4/2026", "documento": csv}),
        ("aprobar", {"fecha": "2/4/2026", "documento": csv, "organo": "pleno"}),
        ("exposicion", {"fecha": "6/4/2026", "documento": csv}),
        ("definitiva", {"fecha": "4/5/2026", "documento": ""}),
        ("publicada", {"fecha": "5/5/2026", "documento": csv}),
    ):
        assert f"{suya}{paso}/" in pagina(teresa, suya), "what comes now"
        pagina(teresa, f"{suya}{paso}/")
        if dicho["documento"]:
            assert teresa.post(f"{suya}{paso}/", dicho | {"documento": ""}).status_code == 422, paso
        if paso == "definitiva":
            pronto = teresa.post(f"{suya}{paso}/", {"fecha": "20/4/2026"}).content.decode()
            assert "hasta entonces puede haber reclamaciones" in pronto
        if paso == "exposicion":
            assert teresa.post(f"{suya}contabilizar/", {"fecha": "6/5/2026"}).status_code == 422, "it is not in force"
        assert teresa.post(f"{suya}{paso}/", dicho).status_code == 302, paso
    camino = llano(pagina(teresa, suya))
    assert "Aprobación inicial · 2 de abril de 2026 · Pleno Acuerdo" in camino
    assert "Publicación: entra en vigor · 5 de mayo de 2026" in camino
    assert "así que la contabiliza otra persona. Nadie más puede hoy" in camino
    assert f"{suya}contabilizar/" not in pagina(teresa, suya)
    pagina(teresa, f"{suya}contabilizar/")
    sola = teresa.post(f"{suya}contabilizar/", {"fecha": "6/5/2026"})
    assert "que la contabilice otra persona" in sola.content.decode()
    assert una.operaciones.count() == 0
    bases = {"desde": "1/1/2026", "documento": csv, "pleno": "sin límite", "por_uno": "on"}
    assert teresa.post(f"{ANIO}presupuesto/bases/organos/suplemento/", bases).status_code == 302
    assert f"{suya}contabilizar/" in pagina(teresa, suya)
    assert teresa.post(f"{suya}contabilizar/", {"fecha": "4/5/2026"}).status_code == 422, "not before it was published"
    assert teresa.post(f"{suya}contabilizar/", {"fecha": "6/5/2026"}).status_code == 302
    assert "Contabilizada en MC" in pagina(teresa, suya)
    assert presupuesto.aplicacion("165.22100").modificaciones == Decimal(100)
    assert teresa.get(f"{suya}nada/").status_code == 404
    assert "Dejarla sin efecto" not in pagina(teresa, suya)
    _se_deja_sin_efecto(teresa, aqui, buena)


def _escrita(teresa: Client, aqui: str) -> dict[str, str]:
    """One that may be written, after those that may not."""
    pagina(teresa, f"{aqui}nueva/")
    mala = {"tipo": "suplemento", "texto": "Luz", "filas": "5", "linea-0-codigo": "165.22100", "linea-0-importe": "100"}
    assert "Qué hace, línea 10" in teresa.post(f"{aqui}nueva/", mala | {"que": "mas"}).content.decode()
    assert teresa.post(f"{aqui}nueva/", mala).status_code == 422  # nothing finances it
    prestado = mala | {"linea-1-sentido": "financiacion", "linea-1-codigo": "91300", "linea-1-importe": "100"}
    assert "solo financia gasto de capital" in teresa.post(f"{aqui}nueva/", prestado).content.decode()
    a_medias = teresa.post(f"{aqui}nueva/", prestado | {"carga": "20"}).content.decode()
    assert a_medias.count("deje las tres casillas de la excepción vacías") == 4, "by each field, and above"
    dicha = prestado | {"carga": "99999", "cancela": "1/5/2027", "renovacion": "14/6/2027"}
    assert "La carga financiera pasa del 25 %" in teresa.post(f"{aqui}nueva/", dicha).content.decode()
    con_rc = mala | {"linea-1-sentido": "baja", "linea-1-codigo": "920.22100", "linea-1-retencion": "77"}
    assert "no retiene esa aplicación" in teresa.post(f"{aqui}nueva/", con_rc).content.decode()
    sin_credito = con_rc | {"linea-1-importe": "99999999", "linea-1-retencion": ""}
    assert "la propia aplicación 920.22100 tiene " in teresa.post(f"{aqui}nueva/", sin_credito).content.decode()
    return mala | {"linea-1-sentido": "financiacion", "linea-1-codigo": "87000", "linea-1-importe": "100"}


def _se_deja_sin_efecto(teresa: Client, aqui: str, buena: dict[str, str]) -> None:
    """One that is not in the accounts."""
    otra = teresa.post(f"{aqui}nueva/", buena)["Location"]
    assert f"{otra}sin_efecto/" in pagina(teresa, otra)
    pagina(teresa, f"{otra}sin_efecto/")
    assert teresa.post(f"{otra}sin_efecto/", {"fecha": "6/5/2026", "motivo": ""}).status_code == 422
    assert teresa.post(f"{otra}sin_efecto/", {"fecha": "6/5/2026", "motivo": "Está dos veces"}).status_code == 302
    visto = llano(pagina(teresa, otra))
    assert "Quedó sin efecto: Está dos veces" in visto
    assert "Sin efecto · 6 de mayo de 2026" in visto
    assert "Anotar el informe" not in visto

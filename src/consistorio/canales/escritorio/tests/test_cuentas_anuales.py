"""The annual accounts at the desk: the notes of the memoria, who types them and what is missing; and what is kept in deposit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.escena_economia import (
    ANIO,
    INTERVENTORA,
    JEFA,
    TESORERO,
    E,
    llano,
    pagina,
    villa_sembrada,
)
from consistorio.documental.documentos.models import Documento
from consistorio.economia.cierre import lista
from consistorio.economia.cierre.models import NotaDeMemoria
from consistorio.economia.contabilidad.tests import escenario as libro
from consistorio.economia.depositos import consultas
from consistorio.economia.depositos.consultas import RECIBIDOS, movimiento_de_valores
from consistorio.economia.depositos.models import ValorEnDeposito
from consistorio.economia.presupuesto import acciones as del_presupuesto
from consistorio.economia.presupuesto.models import RemanenteCredito
from consistorio.economia.presupuesto.tests import escenario as presupuesto
from consistorio.economia.terceros.models import Tercero
from consistorio.economia.tributacion.tests.escenario import documento
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.plataforma.identidad.models import Persona
from consistorio.servicios.tests.escenario import RelojDePrueba

__all__ = ["villa_sembrada"]
pytestmark = pytest.mark.django_db
ALCALDESA = "isabel"
D = Decimal


def test_the_notes_are_typed_by_who_prepares_the_accounts(mesa: Mesa, monkeypatch: pytest.MonkeyPatch) -> None:
    interventora = mesa(INTERVENTORA)
    memoria = f"{ANIO}memoria/"
    dicha = llano(pagina(interventora, memoria))
    assert "1. Organización y actividad" in dicha
    assert "Sin esto no se forma la Cuenta General" in dicha
    suya = f"{memoria}1/"
    enviada = {"texto": "El municipio.\n\nSus servicios.", "tabla": "", "version": "0"}
    assert interventora.post(suya, enviada).status_code == 302
    otra_vez = interventora.post(suya, enviada)
    assert otra_vez.status_code == 422
    assert "mientras usted la tenía abierta" in llano(otra_vez.content.decode())
    mala = interventora.post(f"{memoria}26/", {"texto": "", "tabla": "Coste;Euros\nUno", "version": "0"})
    assert "La fila 2 tiene 1 columnas y los títulos son 2." in llano(mala.content.decode())
    assert NotaDeMemoria.objects.get().texto == "El municipio.\n\nSus servicios."
    assert interventora.get(f"{memoria}29/").status_code == 404
    assert "24.2 Derechos de ejercicios cerrados" in pagina(interventora, f"{memoria}24/")
    assert "Nota 24: 24.2 Derechos de ejercicios cerrados" in interventora.get(f"{ANIO}cierre/csv/").content.decode(
        "utf-8-sig"
    )
    # A note is read without going through the list of what has to be looked at before closing
    monkeypatch.setattr(lista, "repasar", lambda *_args, **_kw: pytest.fail("it is not shown here"))
    assert "24.2 Derechos" in pagina(interventora, f"{memoria}24/")
    monkeypatch.undo()
    # What was incorporated early and is not left is mended with a modification: the page leads to it, with its line typed
    RemanenteCredito.objects.create(
        ejercicio_id=2026, codigo="920.22706", incorporado=D(100), sobrante=D(100), provisional=True
    )
    cierre = pagina(interventora, f"{ANIO}cierre/")
    assert "De 920.22706 se incorporaron 100,00 € a 2027 y de 2026 quedan 0,00 €" in llano(cierre)
    lleva = "tipo=baja&amp;sentido=baja&amp;codigo=920.22706&amp;importe=100%2C00"
    assert f'/2027/modificaciones/nueva/?{lleva}">Baja por anulación en 2027</a>' in cierre
    escrita = pagina(interventora, f"{ANIO}modificaciones/nueva/?{lleva.replace('&amp;', '&')}")
    assert all(f'value="{dicho}"' in escrita for dicho in ("920.22706", "100,00"))
    assert '<option value="baja" selected>Baja por anulación' in escrita
    # Who may see reads it and does not type it
    alcaldesa = mesa(ALCALDESA)
    assert "modificaciones/nueva/" not in pagina(alcaldesa, f"{ANIO}cierre/")
    assert "<form" not in pagina(alcaldesa, suya).split("<main")[1]
    assert "Sus servicios." in pagina(alcaldesa, suya)
    assert alcaldesa.post(suya, {**enviada, "version": "1"}).status_code == 403
    assert "Falta el texto" in llano(pagina(alcaldesa, memoria))


def test_deposits_and_avales_by_third_party_down_to_their_operations(mesa: Mesa, reloj: RelojDePrueba) -> None:
    fernando, depositos = mesa(TESORERO), f"{E}depositos/"
    quien = Tercero.objects.get(persona__nif="B09000001").persona
    cabecera = replace(presupuesto.cabecera(texto="Fianza de obra", varios=False), tercero_id=quien.id)
    con: dict[str, Any] = {"actor": presupuesto.INTERVENCION, "reloj": presupuesto.RELOJ, "ordinal": "571"}
    fianza = del_presupuesto.anotar_no_presupuestario(
        **con, clase="INP", cabecera=cabecera, lineas=[presupuesto.de("FIANZAS", "300.05")]
    )
    del_presupuesto.anotar_no_presupuestario(
        **con, clase="PNP", cabecera=cabecera, lineas=[presupuesto.tras(fianza, "100")]
    )
    assert fernando.post(f"{depositos}valores/nuevo/", {}).status_code == 422
    aval = {
        "clase": "aval", "persona": "B09000001", "entidad": "", "garantiza": "Contrato 7", "importe": "1.210,05",
        "recibido_el": "1/9/2026", "vence": "1/9/2025",
    }  # fmt: skip
    mal = llano(fernando.post(f"{depositos}valores/nuevo/", aval).content.decode())
    assert "Escriba el banco o la aseguradora que responde." in mal
    assert "Vence antes de recibirse." in mal
    parecido = aval | {"persona": quien.nombre_completo.split()[0][:4]}
    assert "Escriba el NIF" in llano(fernando.post(f"{depositos}valores/nuevo/", parecido).content.decode())
    bueno = aval | {"entidad": "Banco de Ejemplo", "vence": "", "formulario": str(uuid4())}
    assert {fernando.post(f"{depositos}valores/nuevo/", bueno).status_code for _vez in range(2)} == {302}
    valor = ValorEnDeposito.objects.get()
    visto = llano(pagina(fernando, depositos)).replace("\u00a0", " ")
    assert "200,05" in visto
    assert "1.210,05 €" in visto
    assert "sin detalle por tercero" not in visto
    libro.asentados(libro.nuevo(("571", "561", "40"), fecha=presupuesto.DIA))  # as what an opening brings
    visto = llano(pagina(fernando, depositos)).replace("\u00a0", " ")
    assert "Sus cuentas tienen además 40,00 € sin detalle por tercero" in visto
    # While the year is not closed the next one has no opening: what there is does not change with the calendar
    assert {consultas.sin_detalle(RECIBIDOS, date(anio, 12, 31)) for anio in (2026, 2027)} == {D(40)}
    libro.asentados(libro.nuevo(("561", "571", "90"), fecha=presupuesto.DIA))
    visto = llano(pagina(fernando, depositos)).replace("\u00a0", " ")
    assert "Sus cuentas tienen 50,00 € menos que estas operaciones" in visto
    sin_nada = Persona.objects.exclude(id=quien.id)[0].id
    assert fernando.get(f"{depositos}{sin_nada}/").status_code == 404
    suyo = f"{depositos}{quien.id}/"
    leidos = Acceso.objects.count()
    assert f"/operaciones/{fianza.id}/" in pagina(fernando, suyo)
    assert Acceso.objects.count() == leidos + 1
    assert "Contrato 7" in fernando.post(depositos, {"texto": "B09000001"}).content.decode()
    assert "Contrato 7" not in fernando.post(depositos, {"texto": "Nadie"}).content.decode()
    assert "1210.05" in fernando.get(f"{depositos}fichero/csv/").content.decode("utf-8-sig").replace(",", ".")
    salida = f"{depositos}valores/{valor.id}/salida/"
    acuerdo = Documento.objects.get(id=documento(Tercero.objects.get(persona=quien), "Acuerdo"))
    sale = {"salida": "devuelto", "fecha": "1/9/2026", "motivo": "Acabó la garantía", "documento": acuerdo.csv}
    assert fernando.post(salida, sale | {"fecha": "1/8/2026"}).status_code == 422
    assert fernando.post(salida, sale).status_code == 302
    assert fernando.post(salida, sale).status_code == 422, "it is out"
    assert "Acabó la garantía" in pagina(fernando, suyo)
    valor.refresh_from_db()
    assert movimiento_de_valores(2026) == [("aval", D(0), D("1210.05"), D("1210.05"), D(0), D(0))]
    with pytest.raises(IntegrityError), transaction.atomic():
        ValorEnDeposito.objects.update(motivo_salida="Otro")
    with pytest.raises(IntegrityError), transaction.atomic():
        ValorEnDeposito.objects.update(importe=1)
    assert mesa(INTERVENTORA).get(salida).status_code == 403
    assert mesa(JEFA).get(depositos).status_code == 403

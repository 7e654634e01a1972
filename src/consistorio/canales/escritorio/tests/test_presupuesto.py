"""The budget of a year at the desk: its states, its bases, its extension, its load, its classifications, and what proves and who approves its modifications."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.escena_economia import (
    ANIO,
    INTERVENTORA,
    JEFA,
    TRAMITA,
    E,
    llano,
    pagina,
    villa_sembrada,
)
from consistorio.documental.documentos.models import Documento
from consistorio.economia.contabilidad.acciones import abrir_ejercicio
from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.presupuesto.models import (
    Aplicacion,
    BasesDeEjecucion,
    Bolsa,
    ModificacionCredito,
    Operacion,
    Presupuesto,
    TramitePresupuesto,
)
from consistorio.economia.presupuesto.tests import escenario as presupuesto
from consistorio.economia.presupuesto.tests.test_modificaciones import reconocer
from consistorio.economia.recaudacion.acciones import anotar_compromiso, anular_compromiso, cumplir_compromiso
from consistorio.economia.recaudacion.models import CompromisoDeIngreso
from consistorio.economia.terceros.models import Tercero
from consistorio.economia.tributacion.tests.escenario import documento
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.plataforma.organizacion.models import Unidad

__all__ = ["villa_sembrada"]
pytestmark = pytest.mark.django_db
UN_FORMULARIO = uuid4()
EL_2027 = f"{E}2027/presupuesto/"
GASTOS = "programa;economica;denominacion;iniciales\n920;12000;Sueldos;60000\n165;22100;Luz;4000,50\n"
INGRESOS = "economica;denominacion;iniciales\n11300;IBI;60000\n30200;Basura;4000,50\n"


def papel() -> str:
    """The code of a document that is kept."""
    ficha = Tercero.objects.get(persona__nif="B09000001")
    return str(Documento.objects.get(id=documento(ficha, "Acuerdo")).csv)


def archivos(gastos: str = GASTOS, ingresos: str = INGRESOS, **mas: str) -> dict[str, object]:
    subidos = [
        SimpleUploadedFile(f"{nombre}.csv", texto.encode(), "text/csv")
        for nombre, texto in (("gastos", gastos), ("ingresos", ingresos))
        if texto
    ]
    return {"ficheros": subidos, "aprobado": "20/4/2026", "fecha": "1/1/2027", "texto": "Presupuesto", **mas}


def anotar(teresa: Client, **datos: str) -> int:
    toca = list(TramitePresupuesto.Estado)[TramitePresupuesto.objects.filter(ejercicio=2027).count()]
    return teresa.post(f"{EL_2027}tramite/", {"estado": toca.value} | datos).status_code


def test_a_budget_from_its_draft_to_the_accounts(mesa: Mesa) -> None:
    assert mesa(TRAMITA).get(f"{ANIO}presupuesto/").status_code == 403
    jefa = mesa(JEFA)
    suya = llano(pagina(jefa, f"{ANIO}presupuesto/"))
    assert "En vigor" in suya
    assert "100.000,00 €" in suya
    assert "Anotar:" not in suya
    for puerta in ("tramite/", "cargar/", "prorrogar/", "bases/escribir/"):
        assert jefa.get(f"{EL_2027}{puerta}").status_code == 403
    teresa, csv = mesa(INTERVENTORA), papel()
    assert teresa.get(f"{E}2031/presupuesto/").status_code == 404
    assert "todavía no está abierto" in pagina(teresa, EL_2027)
    assert anotar(teresa, fecha="1/4/2026", organo="pleno") == 422  # no bases, and not of the Pleno
    assert 'name="estado" value="proyecto"' in pagina(teresa, f"{EL_2027}tramite/")
    proyecto = {"estado": "proyecto", "fecha": "1/4/2026", "organo": "presidencia", "documento": csv}
    assert anotar(teresa, formulario=str(UN_FORMULARIO), **proyecto) == 302
    assert anotar(teresa, formulario=str(UN_FORMULARIO), **proyecto) == 302, "sent twice, noted once"
    assert anotar(teresa, **proyecto) == 422, "it is not the state that comes now"
    assert TramitePresupuesto.objects.count() == 1
    _sus_bases(teresa)
    assert anotar(teresa, fecha="31/3/2026", documento=csv) == 422
    assert anotar(teresa, fecha="15/4/2026") == 422  # the agreement of the Pleno is a document
    assert anotar(teresa, fecha="15/4/2026", documento=csv) == 302
    abrir_ejercicio(actor=presupuesto.INTERVENCION, anio=2027, reloj=presupuesto.RELOJ)
    _se_prorroga(teresa)
    assert anotar(teresa, fecha="16/4/2026") == 302
    assert "Cargar el presupuesto" not in pagina(teresa, EL_2027), "it is not in force yet"
    assert teresa.post(f"{EL_2027}cargar/", archivos()).status_code == 422
    assert anotar(teresa, fecha="20/4/2026") == 422  # its exposition did not end
    assert anotar(teresa, fecha="20/4/2026", reclamaciones="on") == 422  # an agreement too
    assert anotar(teresa, fecha="20/4/2026", reclamaciones="on", documento=csv) == 302
    assert teresa.get(f"{EL_2027}bases/escribir/").status_code == 409, "approved, with its bases"
    assert anotar(teresa, fecha="20/6/2026") == 302
    assert teresa.get(f"{EL_2027}tramite/").status_code == 409
    camino = llano(pagina(teresa, EL_2027))
    assert "Presidencia · Acuerdo" in camino
    assert "Pleno · con reclamaciones resueltas" in camino
    assert camino.count("lo anotó Teresa") == 6, "the states, and the extension"
    _se_carga(teresa)
    assert [t.organo for t in TramitePresupuesto.objects.order_by("id")] == ["presidencia", "pleno", "", "pleno", ""]
    assert comprobar(2027) == []
    assert presupuesto.fallas() == []


def _sus_bases(teresa: Client) -> None:
    escribe = f"{EL_2027}bases/escribir/"
    assert "valen las del año anterior" in pagina(teresa, f"{EL_2027}bases/")
    assert 'name="regla-1-nivel_economica" value="1"' in pagina(teresa, escribe)
    reglas = {
        "filas": "3",
        "version": "0",
        "que": "ver",
        "ampliables": "920.12000",
        "regla-0-programa": "920",
        "regla-0-nivel_programa": "3",
        "regla-0-nivel_economica": "2",
        "regla-2-sola": "si",
    }
    visto = teresa.post(escribe, reglas)
    assert visto.status_code == 200
    dichas = llano(visto.content.decode())
    assert "920.22 920.22000, 920.22100 3.000,00" in dichas
    assert "920.12000 920.12000 50.000,00" in dichas
    assert not BasesDeEjecucion.objects.exists(), "to see is not to write"
    mal = reglas | {"que": "guardar", "regla-0-nivel_programa": "9", "regla-1-economica": "2", "ampliables": "uno"}
    assert llano(teresa.post(escribe, mal).content.decode()).count("Regla 1:") == 1
    mal = reglas | {"que": "guardar", "regla-1-economica": "2", "ampliables": "uno"}
    refusado = llano(teresa.post(escribe, mal).content.decode())
    assert "Regla 2: La vinculación más amplia" in refusado
    assert "«UNO» no es una aplicación" in refusado
    assert teresa.post(escribe, reglas | {"que": "guardar"}).status_code == 302
    assert teresa.post(escribe, reglas | {"que": "guardar"}).status_code == 422, "over a version that is not the last"
    assert teresa.post(escribe, reglas | {"filas": "101"}).status_code == 409, "they do not fit: none is lost"
    assert teresa.post(escribe, reglas | {"que": "mas"}).content.decode().count('name="regla-') == 8 * 7
    assert "Ampliables: 920.12000." in llano(pagina(teresa, f"{EL_2027}bases/"))


def _se_prorroga(teresa: Client) -> None:
    prorroga = f"{EL_2027}prorrogar/"
    assert "Prorrogar el del año anterior" in pagina(teresa, EL_2027)
    assert "100.000,00 €" in llano(pagina(teresa, prorroga))
    ajustes = {"filas": "2", "que": "anotar", "texto": "Prórroga"}
    mal = {
        "linea-0-codigo": "999.99999",
        "linea-0-importe": "1",
        "linea-1-clase": "alza:carga",
        "linea-1-codigo": "165.22100",
    }
    refusado = teresa.post(prorroga, ajustes | mal | {"linea-1-importe": "5"})
    assert refusado.status_code == 422
    for mensaje in (
        "no está en el presupuesto que se prorroga",
        "165.22100 no puede subir por esa causa",
        "qué compromiso firme",
        "pasan en 5,00 € del margen",
    ):
        assert mensaje in refusado.content.decode()
    bien = {"linea-0-clase": "termina", "linea-0-codigo": "011.91300", "linea-0-importe": "12000"}
    assert teresa.post(prorroga, ajustes | bien | {"que": "mas"}).status_code == 200
    assert teresa.post(prorroga, ajustes | bien | {"filas": "241"}).status_code == 409, "not cut in silence"
    assert not Presupuesto.objects.filter(pk=2027).exists()
    assert teresa.post(prorroga, ajustes | bien).status_code == 302
    assert "Prorrogado" in llano(pagina(teresa, EL_2027))
    assert teresa.post(prorroga, ajustes | bien).status_code == 422


def _del_acuerdo() -> object:
    return TramitePresupuesto.objects.get(ejercicio=2027, estado="definitiva").documento_id


def _se_carga(teresa: Client) -> None:
    cargar = f"{EL_2027}cargar/"
    malo = GASTOS + "".join(f"920;{22000 + n};Varios;1\n" for n in range(30)) + "92;12000;Mal;uno\n"
    refusado = teresa.post(cargar, archivos(malo, "no;es\n1;2\n"))
    assert refusado.status_code == 422
    for mensaje in (
        "gastos.csv, fila 34: «92» no es un programa",
        "«uno» no es un importe",
        "ingresos.csv: Sus columnas",
    ):
        assert mensaje in refusado.content.decode()
    assert "el archivo de gastos y el de ingresos" in teresa.post(cargar, archivos(ingresos="")).content.decode()
    deficit = teresa.post(cargar, archivos(ingresos=INGRESOS.replace("60000", "59999")))
    assert "sin déficit inicial" in deficit.content.decode()
    sin_ampliable = teresa.post(cargar, archivos(GASTOS.replace("12000", "13000")))
    assert "920.12000: las bases la declaran ampliable" in sin_ampliable.content.decode()
    otro_dia = teresa.post(cargar, archivos(aprobado="21/4/2026"))
    assert "está anotada el 20/04/2026" in otro_dia.content.decode()
    assert teresa.post(cargar, archivos()).status_code == 302
    assert Presupuesto.objects.get(pk=2027).documento_id == _del_acuerdo()
    assert (Presupuesto.objects.get(pk=2027).prorrogado, Operacion.objects.filter(ejercicio=2027).count()) == (False, 2)
    assert Aplicacion.objects.get(ejercicio=2027, economica="12000").ampliable
    assert Bolsa.objects.filter(ejercicio=2027, definitivo__gt=0).count() == 2
    hecho = llano(pagina(teresa, EL_2027))
    assert "Presupuesto cargado en el lugar del prorrogado" in hecho
    assert "64.000,50 €" in hecho
    assert "Cargar el presupuesto" not in hecho


def test_the_classifications_are_searched_and_the_organic_codes_are_of_the_town(mesa: Mesa) -> None:
    aqui = f"{ANIO}clasificaciones/"
    jefa = mesa(JEFA)
    assert "Urbanismo" in pagina(jefa, f"{aqui}?q=151")
    assert "Ver más" in pagina(jefa, f"{aqui}?clase=gasto")
    assert "Pruebe con menos letras" in pagina(jefa, f"{aqui}?clase=ingreso&q=zzz")
    assert jefa.get(f"{aqui}organica/nueva/").status_code == 403
    csv = jefa.get(f"{aqui}csv/?clase=ingreso&q=113").content.decode()
    assert "113" in csv
    assert ";De la Orden" in csv
    teresa, unidad = mesa(INTERVENTORA), Unidad.objects.filter(hasta=None)[0]
    nueva = {"codigo": "01", "denominacion": "Alcaldía", "unidad": str(unidad.id), "desde": "1/3/2026"}
    assert teresa.post(f"{aqui}organica/nueva/", nueva | {"codigo": "0.1"}).status_code == 422
    assert teresa.post(f"{aqui}organica/nueva/", nueva).status_code == 302
    suya = f"{aqui}organica/01/"
    assert 'value="Alcaldía"' in pagina(teresa, f"{suya}cambiar/")
    assert (
        teresa.post(f"{suya}cambiar/", nueva | {"denominacion": "Presidencia", "desde": "1/4/2026"}).status_code == 302
    )
    lista = llano(pagina(teresa, f"{aqui}?clase=organica"))
    assert f"01 Presidencia {unidad.nombre} Del Ayuntamiento" in lista
    assert teresa.post(f"{suya}cerrar/", {"desde": "1/4/2026"}).status_code == 422
    assert teresa.post(f"{suya}cerrar/", {"desde": "1/5/2026"}).status_code == 302
    assert "Cerrado desde el 01/05/2026" in pagina(teresa, f"{aqui}?clase=organica")
    assert teresa.get(f"{aqui}organica/99/cerrar/").status_code == 404
    # One for the year that is being prepared, whose classification is not open
    assert teresa.post(f"{aqui}organica/nueva/", nueva | {"codigo": "02", "desde": "1/1/2027"}).status_code == 302
    que_viene = f"{E}2027/clasificaciones/"
    assert "02 Alcaldía" in llano(pagina(teresa, f"{que_viene}?clase=organica&q=alcal"))
    assert "01 Presidencia" not in llano(pagina(teresa, f"{que_viene}?clase=organica"))
    assert 'value="Alcaldía"' in pagina(teresa, f"{que_viene}organica/02/cambiar/")
    assert presupuesto.fallas() == []


def test_what_the_bases_say_of_modifications_is_proposed_and_checked(mesa: Mesa) -> None:
    teresa, csv = mesa(INTERVENTORA), papel()
    bases, organos = f"{ANIO}presupuesto/bases/", f"{ANIO}presupuesto/bases/organos/generacion/"
    dicho = {"desde": "1/1/2026", "documento": csv, "presidencia": "100", "junta": "sin límite", "por_uno": "on"}
    assert teresa.post(organos, dicho | {"junta": "", "documento": "NADIE"}).status_code == 422
    assert teresa.post(organos, dicho).status_code == 302
    assert teresa.get(f"{ANIO}presupuesto/bases/organos/otra/").status_code == 404
    suyas = llano(pagina(teresa, bases))
    assert "Presidencia hasta 100,00 €; Junta de Gobierno Local sin límite" in suyas
    assert "Basta una persona" in suyas
    assert "Generación de crédito 38 Derecho cobrado" in suyas
    exige = {"tipo": "generacion", "concepto": "38", "exige": "derecho", "desde": "1/1/2026", "fundamento": "Base 12"}
    assert teresa.post(f"{bases}pruebas/", exige).status_code == 422, "the document of the bases"
    exige |= {"documento": csv}
    assert teresa.post(f"{bases}pruebas/", exige | {"concepto": "x"}).status_code == 422
    assert teresa.post(f"{bases}pruebas/", exige).status_code == 302
    suyas = llano(pagina(teresa, bases))
    assert "Cambia lo que traía el programa para los conceptos: 38." in suyas
    assert "Generación de crédito 38 Derecho reconocido Base 12" in suyas
    assert "Derecho cobrado" not in suyas, "what the town changed is not in force"
    assert f"{ANIO}plurianuales/limite/" in pagina(teresa, bases), "a limit is raised by one door"
    _se_prueba_y_se_propone(teresa, csv)
    assert presupuesto.fallas() == []


def _se_prueba_y_se_propone(teresa: Client, csv: str) -> None:
    derecho = reconocer("45000", "500")
    ficha = Tercero.objects.get(persona__nif="B09000001")
    anotar_compromiso(
        actor=presupuesto.INTERVENCION,
        anio=2026,
        economica="45000",
        persona_id=ficha.persona_id,
        importe=Decimal(90),
        texto="Convenio",
        fecha=presupuesto.DIA,
        documento_id=documento(ficha, "Convenio"),
        reloj=presupuesto.RELOJ,
    )
    nueva = f"{ANIO}modificaciones/nueva/"
    assert "C1" in llano(pagina(teresa, nueva))
    lineas = {
        "tipo": "generacion",
        "texto": "Convenio del camino",
        "filas": "3",
        "que": "escribir",
        "linea-0-sentido": "alta",
        "linea-0-codigo": "920.22000",
        "linea-0-importe": "150",
        "linea-1-sentido": "financiacion",
        "linea-1-codigo": "45000",
        "linea-1-importe": "60",
        "linea-2-sentido": "financiacion",
        "linea-2-codigo": "45000",
        "linea-2-importe": "90",
    }
    sin_prueba = teresa.post(nueva, lineas | {"linea-1-retencion": "C7", "linea-2-retencion": "999"})
    assert sin_prueba.status_code == 422
    assert "No hay ningún compromiso de ingreso C7" in sin_prueba.content.decode()
    assert "no reconoce un derecho de ese concepto" in sin_prueba.content.decode()
    numero = Operacion.objects.get(lineas__id=derecho).numero
    acredita = {"linea-1-retencion": f"2026/{numero}", "linea-2-retencion": "C1"}
    assert teresa.post(nueva, lineas | acredita).status_code == 302
    una = ModificacionCredito.objects.latest("id")
    suya = llano(pagina(teresa, f"{E}modificaciones/{una.id}/"))
    assert "La aprueba, según la ley y las bases: Junta de Gobierno Local." in suya
    assert "Lo acredita: Compromiso de ingreso C1" in suya
    assert f"Lo acredita: Derecho reconocido DR 2026/{numero}" in suya
    paso = f"{E}modificaciones/{una.id}/"
    con = {"fecha": "1/9/2026", "documento": csv}
    assert "Elija el informe de Intervención" in teresa.post(f"{paso}informar/", {"fecha": "1/9/2026"}).content.decode()
    assert teresa.post(f"{paso}informar/", con).status_code == 302
    assert '<option value="junta" selected' in pagina(teresa, f"{paso}aprobar/")
    assert teresa.post(f"{paso}aprobar/", con | {"organo": "presidencia"}).status_code == 422
    assert teresa.post(f"{paso}aprobar/", {"fecha": "1/9/2026", "organo": "junta"}).status_code == 422, "its document"
    assert teresa.post(f"{paso}aprobar/", con | {"organo": "junta"}).status_code == 302
    assert teresa.post(f"{paso}contabilizar/", {"fecha": "1/9/2026"}).status_code == 302
    otro_anio = teresa.post(nueva, lineas | acredita | {"linea-1-retencion": f"2025/{numero}"})
    assert "no reconoce un derecho de ese concepto" in otro_anio.content.decode()
    _no_se_prueba_dos_veces(teresa, lineas, con)


def _no_se_prueba_dos_veces(teresa: Client, lineas: dict[str, str], con: dict[str, str]) -> None:
    # The right that fulfils the commitment is the same money: it does not prove again, before nor after it is joined
    union: dict[str, Any] = {"actor": presupuesto.INTERVENCION, "reloj": presupuesto.RELOJ}
    union |= {"compromiso_id": CompromisoDeIngreso.objects.get().id}
    gastado = reconocer("45000", "90")
    una = lineas | {"linea-0-importe": "90", "linea-1-importe": "90", "linea-2-importe": "", "linea-2-codigo": ""}
    numero = Operacion.objects.get(lineas__id=gastado).numero
    assert teresa.post(f"{ANIO}modificaciones/nueva/", una | {"linea-1-retencion": str(numero)}).status_code == 302
    paso = f"{E}modificaciones/{ModificacionCredito.objects.latest('id').id}/"
    for que, dicho in (("informar", {}), ("aprobar", {"organo": "presidencia"}), ("contabilizar", {})):
        assert teresa.post(f"{paso}{que}/", con | dicho).status_code == 302
    with pytest.raises(DatosIncorrectos, match=r"por 180,00 €, y juntos son el mismo dinero: 90,00 €"):
        cumplir_compromiso(**union, linea_id=gastado)
    with pytest.raises(DatosIncorrectos, match=r"lo que no financia, que son 0,00 €"):
        anular_compromiso(**union, importe=Decimal("0.01"))
    suyo = reconocer("45000", "90")
    cumplir_compromiso(
        actor=presupuesto.INTERVENCION,
        compromiso_id=CompromisoDeIngreso.objects.get().id,
        linea_id=suyo,
        reloj=presupuesto.RELOJ,
    )
    numero = Operacion.objects.get(lineas__id=suyo).numero
    otra = lineas | {"linea-0-importe": "1", "linea-1-importe": "1", "linea-2-importe": "", "linea-2-codigo": ""}
    doble = teresa.post(f"{ANIO}modificaciones/nueva/", otra | {"linea-1-retencion": str(numero)})
    assert "es el mismo dinero que su compromiso" in doble.content.decode()

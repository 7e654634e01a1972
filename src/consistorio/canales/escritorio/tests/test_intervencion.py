"""The control of Intervención at the desk: invoices marked together, one objected to and one that nobody had fiscalised, by who does each thing."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.escena_control import llano, villa_sembrada
from consistorio.economia.facturas.models import Factura
from consistorio.economia.facturas.obligaciones import iva_deducido
from consistorio.economia.intervenciones.tests import escena
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.tributacion import acciones as tributacion
from consistorio.nucleo.reloj import hoy
from consistorio.servicios.intervencion.models import (
    AcuerdoDeControl,
    Comprobacion,
    ControlDeIngresos,
    DacionDeCuenta,
    EscritoDeControl,
    Fiscalizacion,
    Omision,
    Reparo,
)
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba

E, CONTROL = "/escritorio/economia/", "/escritorio/economia/intervencion/"
INTERVENTORA, JEFA, ALCALDESA, TRAMITA, SECRETARIO = "teresa", "marta", "isabel", "gloria", "javier"
__all__ = ["villa_sembrada"]
pytestmark = pytest.mark.django_db
LARGO = "Consta en el informe técnico, y así se dice aquí."


def firma(reloj: RelojDePrueba) -> None:
    """The last document of control that waits is signed."""
    escena.firma(EscritoDeControl.objects.filter(estado="en_firma").latest("id"), reloj)


def test_what_intervencion_does_with_the_invoices_and_what_is_answered(mesa: Mesa, reloj: RelojDePrueba) -> None:
    facturas = [escena.factura(reloj, f"F-{n}", base) for n, base in enumerate(("300", "400", "500"), 1)]
    una, otra, tercera = facturas
    linea = escena.compromete(una, "1000", reloj).lineas.get()
    assert mesa(TRAMITA).get(f"{CONTROL}facturas/").status_code == 403
    teresa = mesa(INTERVENTORA)
    assert "Control de Intervención" in llano(teresa.get(E).content)
    lista = teresa.get(f"{CONTROL}facturas/")
    assert llano(lista.content).count("En orden") == 2
    assert f"Sigue de {linea.operacion}" in llano(lista.content)
    assert "Lo deduce" not in llano(lista.content), "no activity has its prorrata"
    como = {"actor": escenario.empleado(INTERVENTORA, reloj), "reloj": reloj}
    tributacion.abrir_sector(**como, codigo="AGUA", nombre="Agua")  # type: ignore[arg-type]
    tributacion.fijar_prorrata(**como, codigo="AGUA", anio=2026, clase="especial", provisional=50)  # type: ignore[arg-type]
    assert "Lo deduce Agua. Solo en operaciones con derecho a deducir" in llano(
        teresa.get(f"{CONTROL}facturas/").content
    )
    marcadas = {"marcada": [str(una.id), str(otra.id)]}
    mal = teresa.post(f"{CONTROL}facturas/", marcadas | {f"iva-{una.id}": "AGUA:nada"}, follow=True)
    assert "Diga en qué se usa" in llano(mal.content)
    hecho = teresa.post(f"{CONTROL}facturas/", marcadas | {f"iva-{una.id}": "AGUA:con_derecho"}, follow=True)
    assert "2 facturas" in llano(hecho.content)
    ids = [Factura.objects.get(id=cual.id).operacion_o_id for cual in (una, otra)]
    suyas = [Operacion.objects.get(id=cual) for cual in ids if cual is not None]
    assert [(f"{o.importe:.2f}", f"{iva_deducido(o):.2f}") for o in suyas] == [("300.00", "63.00"), ("484.00", "0.00")]
    assert teresa.get(f"{E}facturas/{una.id}/conformidad/")["Content-Type"] == "application/pdf"
    # What does not fit any more says why, and a reparo without its causes too
    assert "quedan 216,00" in llano(teresa.get(f"{E}facturas/{tercera.id}/intervenir/").content)
    mal = teresa.post(f"{E}facturas/{tercera.id}/intervenir/", {"resultado": "reparo", "origen": str(linea.id)})
    assert (mal.status_code, "elija al menos una" in llano(mal.content)) == (422, True)
    reparado = {"resultado": "reparo", "origen": str(linea.id), "causas": ["tramites"], "texto": LARGO}
    assert teresa.post(f"{E}facturas/{tercera.id}/intervenir/", reparado).status_code == 302
    for escrito in EscritoDeControl.objects.filter(estado="en_firma").order_by("id"):
        escena.firma(escrito, reloj)
    assert "Reparo del" in llano(teresa.get(f"{E}facturas/{tercera.id}/").content)
    _el_reparo_se_contesta(mesa, reloj)
    _lo_que_nadie_fiscalizo(mesa, reloj)
    _la_inversion_se_comprueba(mesa, reloj, tercera)
    _el_anio_se_cuenta(mesa, reloj)


def _el_reparo_se_contesta(mesa: Mesa, reloj: RelojDePrueba) -> None:
    reparo = Reparo.objects.get()
    suyo = f"{CONTROL}reparos/{reparo.id}/"
    assert mesa(TRAMITA).get(suyo).status_code == 404
    jefa = mesa(JEFA)
    assert "Reparos por contestar (1)" in llano(jefa.get("/escritorio/").content)
    assert "Se contesta hasta" in llano(jefa.get(f"{CONTROL}reparos/").content)
    assert "Aceptarlo" in llano(jefa.get(suyo).content)
    assert jefa.get(f"{CONTROL}documentos/{reparo.documento_id}/")["Content-Type"] == "application/pdf"
    assert jefa.post(f"{suyo}discrepar/", {"texto": LARGO, "gasto_del_pleno": "no"}).status_code == 302
    assert "Pendiente de firma" in llano(jefa.get(suyo).content)
    firma(reloj)
    alcaldesa = mesa(ALCALDESA)
    assert "Discrepancias por resolver (1)" in llano(alcaldesa.get("/escritorio/").content)
    assert "Escribir lo que resuelve la Presidencia" in llano(alcaldesa.get(suyo).content)
    assert alcaldesa.post(f"{suyo}resolver/", {"sentido": "si", "texto": LARGO}).status_code == 302
    firma(reloj)


def _lo_que_nadie_fiscalizo(mesa: Mesa, reloj: RelojDePrueba) -> None:
    """Its way, and 413 meanwhile."""
    cuarta = escena.factura(reloj, "F-4", "100", fecha=date(2025, 12, 1))
    teresa = mesa(INTERVENTORA)
    directa = {"resultado": "favorable", "origen": "aplicacion", "aplicacion": "920.22706"}
    assert "anote la omisión" in llano(teresa.post(f"{E}facturas/{cuarta.id}/intervenir/", directa).content)
    nueva = {"como": LARGO, "decide": "presidencia", "aplicacion": "920.22706"}
    assert teresa.post(f"{E}facturas/{cuarta.id}/omision/", nueva).status_code == 302
    omision = Omision.objects.get()
    suya = f"{CONTROL}omisiones/{omision.id}/"
    assert "Escribir el informe" in llano(teresa.get(suya).content)
    assert teresa.post(f"{suya}devengar/", {"aplicacion": "920.22706"}).status_code == 302
    assert teresa.post(f"{suya}informe/", {"credito": LARGO}).status_code == 422
    partes = ("naturaleza", "realizado_el", "incumplimientos", "prestacion", "credito", "revision", "opinion")
    assert teresa.post(f"{suya}informe/", dict.fromkeys(partes, LARGO)).status_code == 302
    firma(reloj)
    alcaldesa = mesa(ALCALDESA)
    assert "Omisiones por decidir (1)" in llano(alcaldesa.get("/escritorio/").content)
    assert alcaldesa.post(f"{suya}decision/", {"sentido": "si", "texto": LARGO}).status_code == 302
    firma(reloj)
    teresa = mesa(INTERVENTORA)
    # It is of an earlier year: its page asks why, and for the proof
    aqui = f"{E}facturas/{cuarta.id}/intervenir/"
    assert "Es un gasto de 2025" in llano(teresa.get(aqui).content)
    for antes, dice in (
        ({}, "El gasto es de 2025 y no consta qué lo comprometió"),
        ({"antes_prueba": "AD 2025/1"}, "Diga antes por qué se reconoce"),
        ({"antes": "extrajudicial"}, "código (CSV) del acuerdo del Pleno"),
        ({"antes": "extrajudicial", "antes_prueba": "NO-HAY"}, "No hay ningún documento"),
    ):
        mal = teresa.post(aqui, directa | antes)
        assert (mal.status_code, dice in llano(mal.content)) == (422, True), llano(mal.content)
    acto = {"antes": "con_dotacion", "antes_prueba": EscritoDeControl.objects.latest("id").documento.csv}
    assert teresa.post(aqui, directa | acto).status_code == 302
    cuarta.refresh_from_db()
    assert "Gasto de un ejercicio anterior" in llano(teresa.get(f"{E}operaciones/{cuarta.operacion_o_id}/").content)
    # What another one lowers of it is noted from its page, by who keeps the expense or, once it is paid, by Tesorería
    abono = escena.factura(reloj, "R-4", "-10")
    suya = f"{E}facturas/{abono.id}/"
    teresa = mesa(INTERVENTORA)
    ofrece = llano(teresa.get(suya).content)
    assert ("Anotar lo que rectifica" in ofrece, "Intervenir la obligación" in ofrece) == (True, False)
    assert f"{cuarta.codigo} · F-4 · 121,00 €" in llano(teresa.get(f"{suya}rectificar/").content)
    pide = {"fecha": "1/9/2026", "como": "obligacion", "original": ""}
    for como, dice in (
        ({}, "Elija la factura que se rectifica"),
        ({"como": "ingreso", "operacion": "DR 2026/99"}, "Escriba el número del derecho reconocido"),
        ({"como": "nada"}, "Explique por qué no se debía nada"),
    ):
        mal = teresa.post(f"{suya}rectificar/", pide | como)
        assert (mal.status_code, dice in llano(mal.content)) == (422, True), llano(mal.content)
    assert teresa.get(f"{suya}reintegro/").status_code == 403
    sin_pagar = mesa("fernando").post(f"{suya}reintegro/", {"fecha": "1/9/2026", "original": str(cuarta.id)})
    assert "de lo pagado de esa obligación hay 0,00 €" in llano(sin_pagar.content)
    assert mesa("fernando").get(f"{suya}rectificar/").status_code == 403
    teresa = mesa(INTERVENTORA)
    assert teresa.post(f"{suya}rectificar/", pide | {"original": str(cuarta.id)}).status_code == 302
    assert "que rebaja 12,10 €" in llano(teresa.get(f"{E}facturas/{cuarta.id}/").content)
    de_ella = llano(teresa.get(suya).content)
    assert (f"Rectifica {cuarta.codigo}" in de_ella, "Deshacer lo anotado" in de_ella) == (True, True)
    _lo_anotado_se_deshace(mesa, suya, f"{E}facturas/{cuarta.id}/")
    assert cuarta.estado == Factura.Estado.CONTABILIZADA


def _lo_anotado_se_deshace(mesa: Mesa, suya: str, original: str) -> None:
    """It was of another one: who noted it, or Intervención, undoes it with its reason."""
    no_es_suya = mesa("fernando")
    assert "Deshacer lo anotado" not in llano(no_es_suya.get(suya).content)
    porque = {"fecha": "1/9/2026", "motivo": "Era de otra factura"}
    assert no_es_suya.post(f"{suya}rectificar/deshacer/", porque).status_code == 403
    teresa = mesa(INTERVENTORA)
    sin_motivo = teresa.post(f"{suya}rectificar/deshacer/", {"fecha": "1/9/2026"})
    assert (sin_motivo.status_code, "Por qué se deshace" in llano(sin_motivo.content)) == (422, True)
    mal = teresa.post(f"{suya}rectificar/deshacer/", porque | {"fecha": "1/9/2025"})
    assert (mal.status_code, "Se corrige en el mismo ejercicio" in llano(mal.content)) == (422, True)
    assert teresa.post(f"{suya}rectificar/deshacer/", porque).status_code == 302
    assert "que rebaja 12,10 €. Se deshizo el" in llano(teresa.get(original).content)
    de_ella = llano(teresa.get(suya).content)
    assert ("Anotar lo que rectifica" in de_ella, "Era de otra factura" in de_ella) == (True, True)
    assert "no hay anotado nada" in llano(teresa.post(f"{suya}rectificar/deshacer/", porque).content)


def _la_inversion_se_comprueba(mesa: Mesa, reloj: RelojDePrueba, tercera: Factura) -> None:
    teresa = mesa(INTERVENTORA)
    designada = {"designado": str(escenario.empleado(INTERVENTORA, reloj).id), "prevista": "1/9/2026"}
    for prevista in ("31/8/2026", "1/9/2026"):  # the last one that is named goes
        dicha = designada | {"prevista": prevista}
        assert teresa.post(f"{E}facturas/{tercera.id}/comprobacion/", dicha).status_code == 302
    comprobacion, sustituida = Comprobacion.objects.order_by("-id")
    assert sustituida.estado == Comprobacion.Estado.SUSTITUIDA
    assert teresa.post(f"{CONTROL}comprobaciones/{sustituida.id}/acta/", {}).status_code != 302
    assert comprobacion.prevista_el == date(2026, 9, 1)
    acta = f"{CONTROL}comprobaciones/{comprobacion.id}/acta/"
    jefa = mesa(JEFA)
    puesto = re.search(r'<option value="([^"]+)">Jefatura de Licencias', jefa.get(acta).content.decode())
    assert puesto is not None
    levantada = {"dia": "1/9/2026", "conforme": "no", "texto": LARGO, "puesto": puesto[1]}
    assert "fue designado" in llano(jefa.post(acta, levantada).content)
    teresa = mesa(INTERVENTORA)
    assert teresa.post(acta, {}).status_code == 422
    assert teresa.post(acta, levantada).status_code == 302
    assert "pendiente de firma" in llano(teresa.post(f"{E}facturas/{tercera.id}/comprobacion/", designada).content)
    firma(reloj)
    comprobacion.refresh_from_db()
    assert comprobacion.estado == Comprobacion.Estado.NO_CONFORME
    teresa = mesa(INTERVENTORA)
    assert "dice que hay deficiencias" in llano(teresa.get(f"{E}facturas/{tercera.id}/intervenir/").content)


def _se_da_cuenta_al_pleno(teresa: Client, mesa: Mesa, reloj: RelojDePrueba) -> None:
    """The annual report, signed, is a point of its own of a session, and its session is noted by the Secretaría."""
    escrito = EscritoDeControl.objects.get(clase="anual")
    llevar = f"{CONTROL}informes/{escrito.id}/pleno/"
    assert "no está firmado" in llano(teresa.post(llevar, follow=True).content)
    firma(reloj)
    assert "Llevarlo al Pleno" in llano(teresa.get(f"{E}2026/control/").content)
    assert "entre los asuntos" in llano(teresa.post(llevar, follow=True).content)
    assert "ya está entre los asuntos" in llano(teresa.post(llevar, follow=True).content)
    dacion = DacionDeCuenta.objects.get()
    suya = f"/escritorio/sesiones/informes/{dacion.id}/"
    assert teresa.get(suya).status_code == 403
    secretario = mesa(SECRETARIO)
    assert suya in secretario.get("/escritorio/sesiones/").content.decode()
    assert secretario.get(f"{suya}documento/")["Content-Type"] == "application/pdf"
    assert secretario.get(f"/escritorio/sesiones/informes/{escrito.id}/documento/").status_code == 404
    assert secretario.post(suya, {"sesion_el": "1/1/2026", "sesion_numero": " "}).status_code == 422
    hecha = {"sesion_el": f"{hoy(reloj):%d/%m/%Y}", "sesion_numero": "ordinaria 4/2026"}
    assert secretario.post(suya, hecha).status_code == 302
    assert secretario.post(suya, hecha).status_code == 422
    assert suya not in secretario.get("/escritorio/sesiones/").content.decode()
    assert "Se dio cuenta al Pleno" in llano(mesa(INTERVENTORA).get(f"{E}2026/control/").content)


def _el_anio_se_cuenta(mesa: Mesa, reloj: RelojDePrueba) -> None:
    """What the Pleno agreed, the income, the year and its files."""
    teresa = mesa(INTERVENTORA)
    csv = Reparo.objects.select_related("documento").get().documento.csv
    acuerdo = {"clave": "toma_de_razon", "desde": "1/1/2026", "rige": "si", "documento": csv}
    assert teresa.post(f"{CONTROL}acuerdos/nuevo/", acuerdo | {"documento": "no es"}).status_code == 422
    assert teresa.post(f"{CONTROL}acuerdos/nuevo/", acuerdo).status_code == 302
    assert AcuerdoDeControl.objects.get().rige
    muestra = {
        "alcance": "Tasas",
        "poblacion": "40",
        "muestra": "8",
        "anomalia": "Una tasa sin liquidar.",
        "importe": "90,10",
    }
    assert teresa.post(f"{E}2026/control/ingresos/nuevo/", muestra | {"muestra": "80"}).status_code == 422
    assert teresa.post(f"{E}2026/control/ingresos/nuevo/", muestra).status_code == 302
    assert ControlDeIngresos.objects.get().muestra == 8
    assert teresa.post(f"{E}2026/control/informes/anual/", follow=True).status_code == 200
    anio = llano(teresa.get(f"{E}2026/control/").content)
    for dicho in ("Contraria a Intervención", "Se miraron 8 de 40", "toma de razón", "Informe anual"):
        assert dicho in anio
    _se_da_cuenta_al_pleno(teresa, mesa, reloj)
    teresa = mesa(INTERVENTORA)
    fichero = teresa.get(f"{E}2026/control/csv/").content.decode("utf-8-sig")
    assert fichero.count("Reparo;") == fichero.count("Omisión;") == 1
    assert (
        teresa.get(f"{CONTROL}obligaciones/").status_code == teresa.get(f"{CONTROL}comprobaciones/").status_code == 200
    )
    pago = teresa.get(f"{CONTROL}obligaciones/?que=pagos")
    marcada = re.search(r'name="marcada" value="([^"]+)"', pago.content.decode())
    assert marcada is not None
    dado = teresa.post(f"{CONTROL}obligaciones/?que=pagos", {"marcada": marcada[1], "resultado": "favorable"})
    assert dado.status_code == 302
    assert Fiscalizacion.objects.get(clase="pago").estado == "en_firma"
    assert marcada[1] not in teresa.get(f"{CONTROL}obligaciones/?que=pagos").content.decode()

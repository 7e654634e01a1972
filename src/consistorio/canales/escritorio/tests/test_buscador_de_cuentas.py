"""The box over everything finds invoices, operations and third parties, for who may see each."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from consistorio.canales.escritorio.buscador import economia
from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.escena_economia import INTERVENTORA, JEFA, TESORERO, TRAMITA, villa_sembrada
from consistorio.economia.facturas.models import Factura
from consistorio.economia.facturas.tests.escena import traida
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.tests.escenario import DIA, INTERVENCION, RELOJ, de, tras
from consistorio.economia.presupuesto.tipos import Cabecera
from consistorio.economia.terceros.models import Tercero
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba

__all__ = ["villa_sembrada"]
pytestmark = pytest.mark.django_db
BUSCAR = "/escritorio/buscar/"


@pytest.fixture
def factura(reloj: RelojDePrueba) -> Factura:
    return traida("B09000001", escenario.empleado(TESORERO, reloj), reloj, numero="P-1044")


def _gastada(tercero: Tercero, texto: str, donde: str = "920.22100") -> Operacion:
    cabecera = Cabecera(DIA, texto, tercero_id=tercero.persona_id, factura="P-1044")
    return acciones.gastar(actor=INTERVENCION, clase="ADO", cabecera=cabecera, lineas=[de(donde, "50")], reloj=RELOJ)


def _halladas(cliente: Client, texto: str) -> dict[str, list[str]]:
    """The addresses of what was found, by kind."""
    respuesta = cliente.post(BUSCAR, {"q": texto})
    assert respuesta.status_code == 200, (texto, respuesta.headers.get("Location"))
    return {grupo.clase: [fila.url for fila in grupo.filas] for grupo in respuesta.context["grupos"]}


def _derecho(cliente: Client, texto: str) -> str | None:
    return cliente.post(BUSCAR, {"q": texto}).headers.get("Location")


def test_an_invoice_is_found_by_its_numbers_and_by_who_sent_it(mesa: Mesa, factura: Factura) -> None:
    suya = reverse("escritorio:factura", args=[factura.id])
    ficha = reverse("escritorio:tercero", args=[Tercero.objects.get(persona__nif="B09000001").id])
    teresa = mesa(INTERVENTORA)
    assert _derecho(teresa, factura.codigo.lower()) == suya
    for texto in ("P-1044", "p-104", "B09000001", "b-09000001", "suministros arlanza", "biblioteca proyecto"):
        assert _halladas(teresa, texto)["facturas"] == [suya], texto
    for texto in ("B09000001", "b-09000001", "arlanza"):
        assert _halladas(teresa, texto)["terceros"] == [ficha], texto
    pagina = teresa.post(f"{BUSCAR}facturas/", {"q": "P-1044"})
    assert [fila.url for fila in pagina.context["filas"]] == [suya]
    assert Acceso.objects.filter(que="busqueda", objeto_id="facturas").exists()
    assert not Acceso.objects.filter(motivo__icontains="1044").exists(), "what is looked for is not written down"
    nuria = mesa(TRAMITA)
    assert _derecho(nuria, factura.codigo) is None
    for texto in (factura.codigo, "P-1044", "B09000001", "arlanza", "biblioteca proyecto"):
        assert not _halladas(nuria, texto).keys() & {"facturas", "terceros", "operaciones"}, texto


def test_a_number_goes_straight_to_its_operation_as_it_is_printed(mesa: Mesa) -> None:
    tercero = Tercero.objects.get(persona__nif="B09000001")
    gastada = _gastada(tercero, "Toner")
    orden = acciones.ordenar_pago(
        actor=INTERVENCION,
        cabecera=Cabecera(DIA, "Toner", tercero_id=tercero.persona_id),
        lineas=[tras(gastada, "50")],
        reloj=RELOJ,
    )
    retencion = Operacion.objects.filter(clase="RC").latest("id")
    teresa = mesa(INTERVENTORA)
    for una, texto in (
        (gastada, str(gastada)),
        (gastada, f"ado {gastada.ejercicio_id}/{gastada.numero}"),
        (orden, f"P-{orden.ejercicio_id}-{orden.numero:06d}"),
        (retencion, str(retencion)),
    ):
        assert _derecho(teresa, texto) == reverse("escritorio:operacion", args=[una.id]), texto
    assert _derecho(teresa, f"RC {gastada.ejercicio_id}/{gastada.numero}") is None
    sin_clase = f"{gastada.ejercicio_id}/{gastada.numero}"
    assert reverse("escritorio:operacion", args=[gastada.id]) in _halladas(teresa, sin_clase)["operaciones"]
    assert _derecho(mesa(TRAMITA), str(retencion)) is None


def test_an_operation_is_found_by_what_was_written_by_who_may_read_it(
    mesa: Mesa, monkeypatch: pytest.MonkeyPatch
) -> None:
    tercero = Tercero.objects.get(persona__nif="B09000001")
    ajena, suya = _gastada(tercero, "Toner de Ana Ruiz"), _gastada(tercero, "Toner", "1532.61900")
    direccion = {una.id: reverse("escritorio:operacion", args=[una.id]) for una in (ajena, suya)}
    for texto in ("toner", "P-1044", "B09000001", "arlanza"):
        assert _halladas(mesa(INTERVENTORA), texto)["operaciones"] == [direccion[suya.id], direccion[ajena.id]], texto
    monkeypatch.setattr(economia, "BLOQUE", 1)
    marta = mesa(JEFA)
    for texto in ("toner", "P-1044", "arlanza", "ana ruiz"):
        assert direccion[ajena.id] not in _halladas(marta, texto).get("operaciones", []), texto
    # Its number is of who looks at the execution, and says neither what was written of it nor who it is with
    assert _derecho(marta, str(ajena)) == direccion[ajena.id]
    visto = marta.post(f"{BUSCAR}operaciones/", {"q": str(ajena)}).content.decode()
    assert (direccion[ajena.id] in visto, "Ana Ruiz" in visto, "Arlanza" in visto) == (True, False, False)

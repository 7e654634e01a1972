"""What waits for its order at the desk: by its turn, and ordered in one act."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.escena_tesoreria import (
    INTERVENTORA,
    TESORERO,
    TRAMITA,
    E,
    T,
    enviar,
    llano,
    pagina,
    reloj,
    villa_sembrada,
)
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.tesoreria.tests.test_ordenes import debida
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.servicios.tests.escenario import RelojDePrueba

__all__ = ["reloj", "villa_sembrada"]
pytestmark = pytest.mark.django_db


def test_what_is_recognised_is_seen_by_its_turn_and_ordered_once(mesa: Mesa, reloj: RelojDePrueba) -> None:
    assert mesa(TRAMITA).get(f"{T}ordenes/").status_code == 403
    fernando = mesa(TESORERO)
    assert "No hay nada por ordenar" in pagina(fernando, f"{T}ordenes/")
    vieja, luz = debida("920.22000", "30", 1, date(2026, 7, 1)), debida("920.22100", "40", factura="A-77")
    obra, deuda = debida("1532.61900", "300.50", 2, date(2026, 8, 10)), debida("011.91300", "9", 1)
    assert "Hay 4 obligaciones reconocidas que esperan su orden de pago" in llano(pagina(fernando, f"{T}pagos/"))
    assert f'href="{T}ordenes/"' in pagina(fernando, T), "a tab of the treasury"
    lista = llano(pagina(fernando, f"{T}ordenes/"))
    for antes, despues in ((deuda, vieja), (vieja, luz), (luz, obra)):
        assert lista.index(str(antes)) < lista.index(str(despues))
    for dicho in ("Por ordenar 379,50", "Factura A-77. Gasto de 920.22100", "1532.61900", "Intereses y capital"):
        assert dicho in lista, dicho
    assert "A-77" in pagina(fernando, f"{T}ordenes/fichero/csv/")
    assert {a.objeto_id for a in Acceso.objects.filter(que="por_ordenar")} == {"lista", "fichero"}
    suya = llano(enviar(fernando, f"{T}ordenes/", {"que": "ver", "aplicacion": "1532"}, 200))
    assert (str(obra) in suya, str(luz) in suya) == (True, False)
    assert "Ninguna obligación por ordenar es así" in llano(enviar(fernando, f"{T}ordenes/", {"texto": "nadie"}, 200))

    ordenar = f"{T}ordenes/ordenar/"
    assert "Marque de 1 a 200" in enviar(fernando, ordenar, {"que": "elegir"}, 422)
    elegidas = {"pago": [luz.id, obra.id], "que": "elegir"}
    paso = enviar(fernando, ordenar, elegidas, 200)
    assert "Se adelanta a 2 pagos que van antes, de 39,00" in llano(paso)
    assert "A la deuda no se adelanta nadie" in llano(paso)
    [formulario] = re.findall(r'name="formulario" value="([^"]+)"', paso)
    [tambien] = re.findall(r'name="tambien" value="([^"]+)"', paso)
    campos = {"que": "ordenar", "fecha": "1/9/2026", "formulario": formulario, "tambien": tambien}
    mal = enviar(fernando, ordenar, campos | {"motivo_orden": "Vencen hoy los plazos"}, 422)
    assert f"hay que ordenar los intereses y el capital de la deuda, {deuda}" in llano(mal)
    con_deuda = campos | {"tambien": f"{tambien},{deuda.id.hex}"}
    assert f"Deja sin ordenar 1 obligación que va antes: {vieja}" in llano(enviar(fernando, ordenar, con_deuda, 422))
    assert not Operacion.objects.filter(clase="P").exists()
    con_deuda["motivo_orden"] = "Vencen hoy los plazos"
    assert enviar(fernando, ordenar, con_deuda) == f"{T}pagos/"
    assert enviar(fernando, ordenar, con_deuda) == f"{T}pagos/", "sent twice"
    assert "Ya estaban ordenados" in llano(pagina(fernando, f"{T}pagos/"))
    assert [o.importe for o in Operacion.objects.filter(clase="P").order_by("numero")] == [
        *(Decimal(9), Decimal(40), Decimal("300.50")),
    ]
    assert "ya no espera su orden" in llano(enviar(fernando, ordenar, elegidas | {"pago": [luz.id, vieja.id]}, 200))

    # By its lines: the text comes from what it follows, and the turn is asked too
    teclado = f"{E}2026/operaciones/orden/"
    traida = enviar(fernando, teclado, {"que": "traer", "traer": str(vieja.numero), "clase": "P", "filas": "1"}, 200)
    assert 'value="Gasto de' in traida
    nueva = debida("920.22100", "5", dia=date(2026, 8, 20))
    linea = {"linea-0-origen": str(nueva.lineas.get().id), "linea-0-importe": "5", "filas": "1", "que": "anotar"}
    linea |= {"clase": "P", "fecha": "1/9/2026", "texto": "Luz"}
    assert f"Deja sin ordenar 1 obligación que va antes: {vieja}" in llano(enviar(fernando, teclado, linea, 422))
    enviar(fernando, teclado, linea | {"motivo_orden": "Vencen hoy los plazos"})
    assert Operacion.objects.latest("id").texto == "Luz. Fuera de orden: Vencen hoy los plazos"
    # Who intervenes reads it, and orders nothing
    teresa = mesa(INTERVENTORA)
    assert "Ordenar lo marcado" not in pagina(teresa, f"{T}ordenes/")
    assert teresa.post(ordenar, campos).status_code == 403

"""What a task of payment comes to, said by its area from its page: nothing that does not hold together is saved."""

from __future__ import annotations

from consistorio.canales.diseno.tests.conftest import Entrar
from consistorio.canales.diseno.tests.test_diseno import edicion, preparado

TAREA = {
    "nombre": "Pagar la tasa de la terraza",
    "tipo": "pago",
    "fase": "instruccion",
    "area": "tributos",
    "norma": "TRLRHL arts. 20.3.l y 26",
    "plazo": "",
    "plazo_unidad": "dias_habiles",
}
PAGO = {
    "regimen": "autoliquidacion",
    "concepto": "ocupacion",
    "base": "superficie",
    "unidad": "m²",
    "periodos": "fechas",
    "meses": "12",
    "meses_de": "",
    "desde": "desde",
    "hasta": "hasta",
    "cuenta": "empezados",
    "devengo": "solicitud",
    "dias": "",
    "antes_de": "resolucion",
}


def test_the_area_says_what_is_paid_and_the_program_reads_it(entra: Entrar) -> None:
    borrador, uno = preparado(entra)
    ines = entra("ines")
    assert ines.post(f"{uno}tareas/nueva/", {**TAREA, **edicion(borrador)}).status_code == 302
    borrador.refresh_from_db()
    codigo = str(borrador.capa["tareas"]["anadir"][-1]["codigo"])
    assert "El régimen" not in ines.get(uno).content.decode()
    assert f"tareas/{codigo}/pago/" in ines.get(f"{uno}tareas/{codigo}/").content.decode()

    mal = ines.post(f"{uno}tareas/{codigo}/pago/", {**PAGO, **edicion(borrador), "hasta": "", "antes_de": ""})
    assert mal.status_code == 422
    assert "hasta cuándo se ingresa" in mal.content.decode()
    assert ines.post(f"{uno}tareas/{codigo}/pago/", {**PAGO, **edicion(borrador)}).status_code == 302
    borrador.refresh_from_db()
    datos = borrador.capa["tareas"]["anadir"][-1]["datos"]
    assert datos == {
        "regimen": "autoliquidacion",
        "concepto": "ocupacion",
        "base": {"campo": "superficie", "unidad": "m²"},
        "periodos": {"desde": "desde", "hasta": "hasta", "cuenta": "empezados", "si_no": 12},
        "devengo": "solicitud",
        "antes_de": "resolucion",
    }
    antes = borrador.edicion
    assert ines.post(f"{uno}tareas/{codigo}/pago/", {**PAGO, **edicion(borrador)}).status_code == 302
    borrador.refresh_from_db()
    assert borrador.edicion == antes  # nothing was touched
    pagina = ines.get(f"{uno}tareas/{codigo}/pago/").content.decode()
    assert 'value="12"' in pagina
    assert "Arreglarlo" not in ines.get(uno).content.decode()


def test_only_a_payment_has_that_page(entra: Entrar) -> None:
    _borrador, uno = preparado(entra)
    assert entra("ines").get(f"{uno}tareas/informe_area/pago/").status_code == 404

"""The accounts of the example town hold together and have something in every list, whatever the day on which it is sown."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from consistorio.cli.datos_demo import contabilidad, cuentas
from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.presupuesto.models import ModificacionCredito, Nomina, OperacionPrevia, Prestamo, SaldoCerrado
from consistorio.economia.presupuesto.tests.escenario import fallas
from consistorio.economia.recaudacion.models import CobroLeido
from consistorio.economia.tesoreria.models import Conciliacion, MovimientoBancario, RelacionDePagos
from consistorio.economia.tesoreria.prelacion import por_pagar
from consistorio.plataforma.calendario.reloj import mover_reloj

pytestmark = [pytest.mark.usefixtures("pueblo_sembrado"), pytest.mark.django_db]


@pytest.mark.parametrize("dia", [datetime(2026, 12, 30, 9, tzinfo=UTC), datetime(2027, 1, 2, 9, tzinfo=UTC)])
def test_every_list_has_something_and_all_of_it_squares(
    dia: datetime, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSISTORIO_VAR", str(tmp_path))
    mover_reloj(dia)
    contabilidad.sembrar()
    cuentas.sembrar()
    assert [comprobar(dia.year - 1), comprobar(dia.year), fallas()] == [[], [], []]
    assert {saldo.cuenta[:3] for saldo in SaldoCerrado.objects.filter(ejercicio=dia.year)} == {"401", "431"}
    assert RelacionDePagos.objects.get().estado == "en_firma"
    assert {pago.clase for pago in por_pagar(dia.date()) if pago.se_puede} >= {"devolucion", "propuesto"}
    assert MovimientoBancario.objects.filter(conciliaciones=None).exists()
    assert Conciliacion.objects.exists()
    assert set(ModificacionCredito.objects.values_list("estado", flat=True)) == {"borrador", "informada"}
    for tabla in (Nomina, OperacionPrevia, Prestamo):
        assert tabla.objects.exists()
    assert set(CobroLeido.objects.values_list("estado", flat=True)) >= {"pendiente"}
    assert cuentas.sembrar() == [], "once"

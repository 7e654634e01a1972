"""Payrolls, loans, later years, closed years and remnants at the desk: each from its page to the budget and back."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.escena_economia import (
    ANIO,
    INTERVENTORA,
    JEFA,
    TESORERO,
    TRAMITA,
    E,
    codigo,
    intervenir_pago,
    llano,
    pagina,
    villa_sembrada,
)
from consistorio.canales.escritorio.tests.test_impuestos_e_ingresos import formulario
from consistorio.canales.escritorio.vistas.economia import remanentes
from consistorio.canales.oac.tests.actor_de_prueba import ActorDePrueba
from consistorio.documental.documentos.models import Documento
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.presupuesto import acciones as del_presupuesto
from consistorio.economia.presupuesto.models import (
    LimitePlurianual,
    LineaFutura,
    ModificacionCredito,
    Nomina,
    Operacion,
    OperacionFutura,
    Prestamo,
    RemanenteCredito,
    RemanenteQueFinancia,
    SaldoCerrado,
)
from consistorio.economia.presupuesto.tests import escenario as presupuesto
from consistorio.economia.presupuesto.tests.test_modificaciones import reconocer
from consistorio.economia.presupuesto.tipos import LineaPedida
from consistorio.economia.terceros.models import Tercero
from consistorio.economia.tributacion.tests.escenario import documento
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.servicios.tests.escenario import RelojDePrueba

__all__ = ["villa_sembrada"]
pytestmark = pytest.mark.django_db
FILAS = "920.12000;1000,05;800,01;150,02;50,02"
NOMINA = f"aplicacion;bruto;neto;IRPF;SS\n{FILAS}\nTOTAL;1000,05;800,01;150,02;50,02\n"


def subir(quien: Client, texto: str) -> tuple[int, str]:
    fichero = SimpleUploadedFile("nomina.csv", texto.encode())
    respuesta = quien.post(f"{ANIO}nominas/importar/", {"fichero": fichero})
    return respuesta.status_code, llano(respuesta.content.decode())


def test_a_payroll_is_read_row_by_row_noted_once_and_paid(mesa: Mesa, reloj: RelojDePrueba) -> None:
    assert mesa(JEFA).get(f"{ANIO}nominas/importar/").status_code == 403
    teresa = mesa(INTERVENTORA)
    assert "Todavía no hay nóminas" in pagina(teresa, f"{ANIO}nominas/")
    estado, mal = subir(teresa, NOMINA.replace("800,01", "mil", 1).replace("TOTAL;1000,05", "TOTAL;1000,06"))
    assert estado == 422
    assert f"2 {FILAS.replace('800,01', 'mil')} Los importes son euros y céntimos" in mal
    estado, mal = subir(teresa, NOMINA.replace("IRPF", "NADA").replace("920.12000", "929.99999"))
    assert estado == 422
    assert "NADA no es un concepto no presupuestario" in mal
    assert "La aplicación 929.99999 no está en el presupuesto" in mal
    assert (
        teresa.post(f"{ANIO}nominas/importar/", {"fichero": SimpleUploadedFile("n.csv", b"\xff\xfe")}).status_code
        == 422
    )
    estado, leida = subir(teresa, NOMINA)
    assert estado == 200
    for dicho in ("920.12000", "150,02", "Disponible en su bolsa", "48.999,95", "Contabilizar la obligación"):
        assert dicho in leida, dicho
    nota = {"que": "contabilizar", "contenido": NOMINA, "fecha": "1/9/2026", "texto": "Nómina", "ordinal": "571"}
    assert teresa.post(f"{ANIO}nominas/importar/", nota | {"ordinal": "430", "fecha": "x"}).status_code == 422
    hecha = teresa.post(f"{ANIO}nominas/importar/", nota)
    una = Nomina.objects.get()
    assert hecha.headers["Location"] == f"{E}nominas/{una.id}/"
    # The same rows, in another order and under another text, are told and asked why
    repetida = nota | {"texto": "Otra", "contenido": NOMINA.replace("\n920", "\n 920")}
    otra_vez = teresa.post(f"{ANIO}nominas/importar/", repetida)
    assert otra_vez.status_code == 422
    assert "Ya hay otra nómina con las mismas filas: «Nómina»" in llano(otra_vez.content.decode())
    assert teresa.post(f"{ANIO}nominas/importar/", repetida | {"motivo": "Es la paga extra"}).status_code == 302
    suya = pagina(teresa, f"{E}nominas/{una.id}/")
    assert f"{E}operaciones/{una.operacion_id}/" in suya
    assert "Pagar la nómina" not in suya  # who intervenes does not pay
    fernando = mesa(TESORERO)
    pagar = f"{E}nominas/{una.id}/pagar/"
    assert "Salen 800,01 €" in llano(pagina(fernando, pagar))
    sin_intervenir = fernando.post(pagar, {"fecha": "1/9/2026"})
    assert sin_intervenir.status_code == 422
    assert "pida a Intervención que intervenga el pago" in llano(sin_intervenir.content.decode())
    assert una.operacion_id is not None
    intervenir_pago(una.operacion_id, reloj)
    _la_deuda_va_antes(fernando, pagar, reloj)
    assert fernando.post(pagar, {"fecha": "1/9/2026"}).status_code == 302
    assert fernando.post(pagar, {"fecha": "1/9/2026"}).status_code == 422
    lista = llano(pagina(fernando, f"{ANIO}nominas/"))
    for dicho in ("Pagada", "Por pagar", "Es la paga extra", "2.000,10", "1.600,02"):
        assert dicho in lista, dicho
    primera = Nomina.objects.earliest("id")
    sigue = pagina(fernando, f"{ANIO}nominas/?antes={Nomina.objects.latest('id').id}")
    assert (f"{E}nominas/{primera.id}/" in sigue, "Es la paga extra" in sigue) == (True, False)
    assert "2.000,10" in llano(sigue), "the total is of all the year"
    assert "1000,05" in pagina(fernando, f"{ANIO}nominas/csv/")
    for nada in ("nominas", "cerrados", "plurianuales"):
        assert fernando.get(f"{E}{nada}/00000000-0000-7000-8000-000000000000/").status_code == 404


def _la_deuda_va_antes(fernando: Client, pagar: str, reloj: RelojDePrueba) -> None:
    """Ordered or not, and until nothing is owed."""
    cuota: dict[str, Any] = {"actor": presupuesto.INTERVENCION, "cabecera": presupuesto.cabecera(), "reloj": reloj}
    deuda = del_presupuesto.gastar(**cuota, clase="ADO", lineas=[LineaPedida(Decimal(9), "011.91300")])
    orden = del_presupuesto.ordenar_pago(**cuota, lineas=[presupuesto.tras(deuda, "9")])
    antes_la_deuda = llano(fernando.post(pagar, {"fecha": "1/9/2026", "motivo_orden": "-"}).content.decode())
    assert f"el capital de la deuda, P-2026-{orden.numero:06d}" in antes_la_deuda
    assert "¿Por qué se paga fuera de orden?" in antes_la_deuda
    del_presupuesto.corregir_pago(**cuota | {"cabecera": presupuesto.cabecera(varios=False)}, operacion_id=orden.id)
    sin_ordenar = llano(fernando.post(pagar, {"fecha": "1/9/2026"}).content.decode())
    assert f"el capital de la deuda, {deuda}" in sin_ordenar, "nobody has ordered it, and it goes before all the same"
    del_presupuesto.corregir_gasto(**cuota | {"cabecera": presupuesto.cabecera(varios=False)}, operacion_id=deuda.id)


def test_later_years_are_noted_readjusted_and_annulled_within_their_limits(mesa: Mesa) -> None:
    teresa, aqui = mesa(INTERVENTORA), f"{ANIO}plurianuales/nuevo/"
    obra = presupuesto.gastar("AD", presupuesto.de("1532.61900", "5000"))
    campos = {"clase": "AD", "fecha": "1/9/2026", "texto": "Obra", "varios": "on", "supuesto": "inversiones"}
    campos |= {"filas": "5", "que": "anotar", "inicia": f"AD 2026/{obra.numero}"}
    lineas = {"linea-0-anio": "2027", "linea-0-codigo": "1532.61900", "linea-0-importe": "21000,01"}
    assert mesa(JEFA).get(aqui).status_code == 403
    teresa = mesa(INTERVENTORA)
    assert "Caso que lo permite" in pagina(teresa, aqui)
    mal = teresa.post(aqui, campos | lineas)
    assert mal.status_code == 422
    assert "el límite es 21.000,00 € y se pasa en 0,01 €" in llano(mal.content.decode())
    mal = teresa.post(aqui, campos | lineas | {"linea-1-anio": "x", "linea-1-importe": "y", "inicia": "AD 2026/99"})
    assert "Escriba el año, con cuatro cifras." in llano(mal.content.decode())
    lineas |= {"linea-0-importe": "20000", "linea-1-anio": "2028", "linea-1-codigo": "1532.61900"}
    lineas |= {"linea-1-importe": "8000", "formulario": formulario(teresa, aqui)}
    hecha, otra_vez = (teresa.post(aqui, campos | lineas) for _vez in range(2))
    una = OperacionFutura.objects.get()
    assert hecha.headers["Location"] == otra_vez.headers["Location"] == f"{E}plurianuales/{una.id}/"
    lista = llano(pagina(mesa(JEFA), f"{ANIO}plurianuales/"))
    assert "2027 1532.61900 Inversiones y transferencias de capital 0,00 0,00 20.000,00 21.000,00 1.000,00" in lista
    assert "21000,00" in pagina(mesa(JEFA), f"{ANIO}plurianuales/fichero/csv/")
    teresa = mesa(INTERVENTORA)
    assert f"{E}operaciones/{obra.id}/" in pagina(teresa, f"{E}plurianuales/{una.id}/")
    de_2027, de_2028 = una.lineas.order_by("orden")
    # 5,000 go from 2027 to 2028, and no further than its limit
    reajuste = {"fecha": "1/9/2026", "texto": "Se retrasa", "filas": "2", "que": "anotar"}
    reajuste |= {"linea-0-origen": str(de_2027.id), "linea-0-importe": "15000"}
    reajuste |= {"linea-1-origen": str(de_2028.id), "linea-1-importe": "18000,01"}
    aqui = f"{E}plurianuales/{una.id}/reajustar/"
    assert "Escriba cuánto queda en cada año" in pagina(teresa, aqui)
    mal = teresa.post(aqui, reajuste)
    assert (mal.status_code, "el límite es 18.000,00 €" in llano(mal.content.decode())) == (422, True)
    assert LineaFutura.objects.filter(anio=2027).get().saldo == 20_000, "nothing half done"
    quieta = {"linea-0-importe": "20000", "linea-1-importe": "8000"}
    assert "No cambia nada" in teresa.post(aqui, reajuste | quieta).content.decode()
    assert teresa.post(aqui, reajuste | {"linea-1-importe": "13000"}).status_code == 302
    quedan = {anio: sum(LineaFutura.objects.filter(anio=anio).values_list("saldo", flat=True)) for anio in (2027, 2028)}
    assert quedan == {2027: Decimal(15000), 2028: Decimal(13000)}
    assert "No cambia nada" in teresa.post(aqui, reajuste | {"linea-1-importe": "13000"}).content.decode()
    for dicho in ('value="15.000,00"', 'value="13.000,00"'):
        assert dicho in pagina(teresa, aqui), "with what was added before"
    subida = OperacionFutura.objects.get(signo=1, origen=una)
    assert f"Es lo que subió al reajustar {una}" in llano(pagina(teresa, f"{E}plurianuales/{subida.id}/"))
    assert teresa.get(f"{E}plurianuales/{subida.id}/reajustar/").status_code == 409
    # What is annulled of it, and never all by sending nothing
    aqui = f"{E}plurianuales/{una.id}/corregir/"
    nada = reajuste | {"linea-0-importe": "", "linea-1-importe": ""}
    assert "Escriba cuánto se anula" in teresa.post(aqui, nada).content.decode()
    assert teresa.post(aqui, nada | {"linea-0-importe": "1000"}).status_code == 302
    assert LineaFutura.objects.get(id=de_2027.id).saldo == 14_000
    csv = Documento.objects.get(id=documento(Tercero.objects.get(persona__nif="B09000001"), "Acuerdo")).csv
    eleva = {"codigo": "1532.61900", "anio": "2031", "importe": "100", "por": "pleno", "fecha": "1/9/2026"}
    eleva |= {"texto": "Acuerdo", "acuerdo": "NADIE"}
    assert teresa.post(f"{ANIO}plurianuales/limite/", eleva).status_code == 422
    assert teresa.post(f"{ANIO}plurianuales/limite/", eleva | {"acuerdo": csv}).status_code == 302
    assert LimitePlurianual.objects.get().importe == 100
    assert teresa.post(f"{ANIO}plurianuales/traer/", {"fecha": "1/1/2027"}).status_code == 422
    assert teresa.post(f"{ANIO}plurianuales/traer/", {"fecha": "1/9/2026"}).status_code == 302
    assert presupuesto.fallas() == []


def test_a_loan_goes_from_its_schedule_to_its_debt_by_term(mesa: Mesa) -> None:
    assert mesa(JEFA).get(f"{E}prestamos/nuevo/").status_code == 403
    teresa = mesa(INTERVENTORA)
    campos = {"codigo": "p1", "denominacion": "Obras", "entidad": "B09000001", "formalizado": "2/1/2026"}
    campos |= {"principal": "6000,03", "concepto": "91300", "amortiza": "011.91300", "intereses": "011.31000"}
    campos |= {"condiciones": "Euríbor y 0,5", "cuotas": "1/9/2026;2000,01\nmañana;x;y\n1;2;3;4"}
    mal = teresa.post(f"{E}prestamos/nuevo/", campos)
    dicho = llano(mal.content.decode())
    assert (mal.status_code, "Línea 2: «mañana» no es un día" in dicho, "Línea 3:" in dicho) == (422, True, True)
    campos["cuotas"] = "1/9/2026;2000,01\n1/2/2027\t2000,01\t99,99\n1/2/2028;2000,00;50"
    mal = teresa.post(f"{E}prestamos/nuevo/", campos)
    assert "Las cuotas amortizan 6.000,02 € y el principal es 6.000,03 €" in llano(mal.content.decode())
    campos["cuotas"] = campos["cuotas"].replace("2000,00", "2000,01")
    assert teresa.post(f"{E}prestamos/nuevo/", campos).headers["Location"] == f"{E}prestamos/P1/"
    dispone = {"fecha": "1/9/2026", "importe": "6000,04", "texto": "Disposición", "ordinal": "571"}
    assert teresa.post(f"{E}prestamos/P1/disponer/", dispone).status_code == 422
    assert teresa.post(f"{E}prestamos/P1/disponer/", dispone | {"importe": "6000,03"}).status_code == 302
    cuota = f"{E}prestamos/P1/cuotas/1/"
    assert "Amortiza 2.000,01 €" in llano(pagina(teresa, cuota))
    assert teresa.post(cuota, {"fecha": "1/9/2026", "texto": "Cuota 1"}).status_code == 302
    assert teresa.post(cuota, {"fecha": "1/9/2026", "texto": "Cuota 1"}).status_code == 422
    assert teresa.get(f"{E}prestamos/P1/cuotas/9/").status_code == 404
    obligacion = Operacion.objects.get(clase="ADO", texto="Cuota 1")
    suya = pagina(teresa, f"{E}prestamos/P1/")
    assert f"{E}operaciones/{obligacion.id}/" in suya
    assert "Euríbor y 0,5" in suya
    assert "2000,01" in pagina(teresa, f"{E}prestamos/P1/fichero/csv/")
    uno = Prestamo.objects.get()
    # Two instalments fall due within a year of the day on which it was drawn; the first is paid back
    assert (uno.vivo, uno.a_corto) == (Decimal("4000.02"), Decimal("2000.01"))
    lista = llano(pagina(mesa(JEFA), f"{ANIO}prestamos/"))
    assert "P1 Obras 6.000,03 0,00 6.000,03 2.000,01 0,00 2.000,01 2.000,01 4.000,02" in lista
    assert "4000,02" in pagina(mesa(JEFA), f"{ANIO}prestamos/csv/")
    teresa = mesa(INTERVENTORA)
    assert teresa.post(f"{ANIO}prestamos/plazo/", {"fecha": "1/1/2027"}).status_code == 422
    assert teresa.post(f"{ANIO}prestamos/plazo/", {"fecha": "1/9/2026"}).status_code == 302
    assert presupuesto.fallas() == []


def test_closed_years_are_seen_by_third_party_paid_and_collected(mesa: Mesa) -> None:
    assert mesa(JEFA).get(f"{ANIO}cerrados/obligaciones/").status_code == 403
    fernando = mesa(TESORERO)
    ficha = Tercero.objects.get(persona__nif="B09000001")
    de: dict[str, Any] = {"ejercicio_id": 2026, "clase": "obligacion", "anio": 2025, "cuenta": "4010"}
    debe = SaldoCerrado.objects.create(**de, codigo="165.22100", tercero=ficha.persona, inicial=Decimal(3000))
    antes = Acceso.objects.filter(que="cerrados").count()
    lista = pagina(fernando, f"{ANIO}cerrados/obligaciones/")
    assert "2025 165.22100" in llano(lista)
    assert Acceso.objects.filter(que="cerrados").count() == antes + 1
    assert "Ningún tercero tiene" in fernando.post(f"{ANIO}cerrados/obligaciones/", {"texto": "zzz"}).content.decode()
    buscado = fernando.post(f"{ANIO}cerrados/obligaciones/", {"texto": "B09000001"})
    assert buscado.headers["Location"].endswith(f"?tercero={ficha.persona_id}")
    assert "De Suministros Arlanza SL." in llano(pagina(fernando, buscado.headers["Location"]))
    assert "No queda nada así" in pagina(fernando, f"{ANIO}cerrados/obligaciones/?de=2020")
    suya, pagar = f"{E}cerrados/{debe.id}/", f"{E}cerrados/{debe.id}/pagar/"
    assert "Pagarla a mano" in pagina(fernando, suya)
    paga = {"fecha": "1/9/2026", "importe": "3000,01", "texto": "Pago", "ordinal": "571", "concepto": "IRPF"}
    mal = fernando.post(pagar, paga)
    assert (mal.status_code, "o ninguno de los dos" in mal.content.decode()) == (422, True)
    assert "Faltan 0,01" in llano(fernando.post(pagar, paga | {"descuento": "100"}).content.decode())
    de_lista = fernando.post(pagar, paga | {"importe": "2000", "descuento": "100"})
    assert (de_lista.status_code, "Páguelo con una relación" in llano(de_lista.content.decode())) == (422, True)
    assert ActorDePrueba.actor is not None
    ActorDePrueba.actor = ActorDePrueba.actor.con_permisos(
        "intervencion.fiscalizar"
    )  # the same person, in a small town
    assert fernando.post(pagar, paga | {"importe": "2000", "descuento": "100"}).status_code == 302
    pago = Operacion.objects.get(clase="PC")
    assert f"{E}operaciones/{pago.id}/" in pagina(fernando, suya)
    anotar = f"{suya}anotar/"
    baja = {"clase": "RO", "fecha": "1/9/2026", "importe": "400", "texto": "Error"}
    assert fernando.post(anotar, baja | {"clase": "PC"}).status_code == 422
    assert "la resolución o el acuerdo" in fernando.post(anotar, baja).content.decode()  # which document
    assert fernando.post(anotar, baja | {"documento": codigo()}).status_code == 302
    debe.refresh_from_db()
    assert debe.pendiente == 600
    derecho = SaldoCerrado.objects.filter(clase="derecho").earliest("anio")
    suyo = f"{E}cerrados/{derecho.id}/"
    assert fernando.get(f"{suyo}pagar/").status_code == 404
    cobro = {"clase": "CC", "fecha": "1/9/2026", "importe": "500", "texto": "Cobro"}
    assert fernando.post(f"{suyo}anotar/", cobro).status_code == 422  # to which account
    assert fernando.post(f"{suyo}anotar/", cobro | {"ordinal": "571"}).status_code == 302
    assert "2024 2.000,00 0,00 0,00 500,00 1.500,00" in llano(pagina(fernando, f"{ANIO}cerrados/derechos/"))
    assert "2400,00" not in pagina(fernando, f"{ANIO}cerrados/obligacion/csv/")
    assert fernando.get(f"{ANIO}cerrados/nada/csv/").status_code == 404
    assert mesa(TRAMITA).get(suyo).status_code == 403


def test_what_the_year_that_ended_left_is_brought_while_it_is_open(mesa: Mesa, reloj: RelojDePrueba) -> None:
    reloj.poner(datetime(2027, 1, 4, 9, tzinfo=UTC))
    Ejercicio.objects.create(anio=2027)
    lista, traer = f"{E}2027/cerrados/obligaciones/", f"{E}2027/cerrados/obligacion/traspasar/"
    dicho = llano(pagina(mesa(TESORERO), lista))
    assert "2026 sigue abierto, y 3 saldos que deja pendientes, de 4.740,50 € en total, no están aquí todavía." in dicho
    assert "Los trae Intervención." in dicho
    assert mesa(TESORERO).post(traer).status_code == 403
    teresa = mesa(INTERVENTORA)
    assert "Traer lo pendiente" in pagina(teresa, lista)
    assert teresa.get(traer).status_code == 405
    assert teresa.post(f"{E}2027/cerrados/nada/traspasar/").status_code == 404
    hecho = teresa.post(traer, follow=True).content.decode()
    assert "saldos pendientes de 2026" in hecho
    assert "Traer lo pendiente" not in hecho
    assert "165.22100" in hecho
    assert SaldoCerrado.objects.filter(ejercicio=2027, clase="derecho").exists(), "rights too, at once"
    assert teresa.post(f"{E}2028/cerrados/obligacion/traspasar/").status_code == 409
    assert presupuesto.fallas() == []


def test_the_remnants_of_a_year_are_incorporated_in_the_next_one(mesa: Mesa) -> None:
    # A year before the one of the tests, closed with what it left
    RemanenteCredito.objects.create(
        ejercicio_id=2025,
        codigo="1532.61900",
        causas="capital",
        comprometido=Decimal(3000),
        disponible=Decimal(2000),
        voluntario=Decimal(5000),
    )
    RemanenteQueFinancia.objects.create(ejercicio_id=2025, concepto="87000", importe=Decimal(4000))
    jefa = mesa(JEFA)
    lista = llano(pagina(jefa, f"{E}2025/remanentes/"))
    assert "Incorporarlos a 2026" not in lista
    assert "3.000,00 0,00 0,00 0,00 2.000,00 0,00 5.000,00 0,00 5.000,00" in lista
    assert "5000,00" in pagina(jefa, f"{E}2025/remanentes/csv/")
    assert "1532.61900" in lista
    assert "Es de capital" in lista
    assert "Es de capital" in pagina(jefa, f"{E}2025/remanentes/csv/")
    assert "todavía está abierto" in pagina(jefa, f"{ANIO}remanentes/")
    aqui = f"{E}2025/remanentes/incorporar/"
    assert jefa.get(aqui).status_code == 403
    teresa = mesa(INTERVENTORA)
    assert "Incorporarlos a 2026" in llano(pagina(teresa, f"{E}2025/remanentes/"))
    assert teresa.get(f"{ANIO}remanentes/incorporar/").status_code == 409  # 2027 has no budget
    caja = "comprometido-1532.61900"
    assert "Comprometido" in pagina(teresa, aqui)
    campos = {"texto": "Incorporación", caja: "3000", "fuente-87000": "x"}
    assert teresa.post(aqui, {"texto": "Incorporación"}).status_code == 422
    assert teresa.post(aqui, campos).status_code == 422
    mal = teresa.post(aqui, campos | {"fuente-87000": "2000"})
    assert (mal.status_code, "3.000,00" in mal.content.decode()) == (422, True)
    with pytest.MonkeyPatch.context() as pequena:  # what is typed in a page goes to the others, in one field
        pequena.setattr(remanentes, "A_LA_VISTA", 1)
        segunda = teresa.post(aqui, campos | {"ir": "2"}).content.decode()
        assert (f'name="{caja}"' in segunda, 'name="libre-1532.61900"' in segunda) == (False, True)
        assert "Página 2 de 2" in segunda
        [tambien] = re.findall(r'name="tambien" value="([^"]*)"', segunda)
        de_la_segunda = {"texto": "Incorporación", "pagina": "2", "libre-1532.61900": "x", "fuente-87000": "2000"}
        mal = teresa.post(aqui, de_la_segunda | {"tambien": unescape(tambien)})
        assert (mal.status_code, "3.000,00" in mal.content.decode()) == (422, True)
        assert teresa.post(aqui, de_la_segunda | {"tambien": "["}).status_code == 422
    ingreso = {"fuente-87000": "2000", "ingreso-0": "1000", "ingreso-0-codigo": "39900"}
    sin_cobrar = teresa.post(aqui, campos | ingreso)  # RD 500/1990 art. 48.2.b
    assert (sin_cobrar.status_code, "financia hasta 0,00" in sin_cobrar.content.decode()) == (422, True)
    reconocer("39900", "1000", clase="DRI")
    assert teresa.post(aqui, campos | ingreso).status_code == 302
    una = ModificacionCredito.objects.get()
    assert (una.tipo, una.ejercicio_id, una.lineas.get(sentido="alta").comprometido) == ("incorporacion", 2026, True)

"""The same town with what is not over in its register of invoices, and where it pays its suppliers.

One waits for its conformity since 6 May, and came from FACe; another was conformed and withholds; a unit gave back a third, whose 121 euros are in 413; and the one of O-2 is paid
but for 5,000 euros. Of the three accounts, the Ministry's may be here already.
"""

from __future__ import annotations

from collections.abc import Mapping

from consistorio.economia.carga.tests.escenario import MINISTERIO, OBRAS, PROVEEDORA, TABLAS

LICENCIAS, VIA_PUBLICA = "LA0009986", "LA0009988"
RESPONSABLE = "50002841J"  # Fernando, of Tesorería
IBAN_UNO, IBAN_DOS, IBAN_TRES = "ES1720852066623456789011", "ES7921000813610123456789", "ES6621000418401234567891"
CAMBIOS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "carga": (("crea_aplicaciones;si\n", f"crea_aplicaciones;si\nresponsable;{RESPONSABLE}\n"),),
    "gastos": (("RC-1;", f"DV-1;1;DV;2026-06-20;920.22000;121,00;121,00;;{PROVEEDORA};Sillas;9;;\nRC-1;"),),
    "saldos": (("629;30.000,00", "629;30.121,00"), ("4010;", "4131;-121,00;\n4010;")),
    "totales": (
        ("saldos_deudores;240.500,00", "saldos_deudores;240.621,00"),
        ("saldos_acreedores;240.500,00", "saldos_acreedores;240.621,00"),
        (
            "pendiente_431;2.000,00\n",
            (
                "pendiente_431;2.000,00\nfacturas_anotadas;121,00\nfacturas_remitidas;1.210,00\nfacturas_devueltas;121,00\n"
                "facturas_conformadas;2.120,00\nfacturas_contabilizadas;30.000,00\nnumero_de_facturas;5\nnumero_de_cuentas_de_terceros;3\n"
            ),
        ),
    ),
}
CABECERA = (
    "registro;entrada;emisor;serie;numero;fecha;concepto;base;iva;tipo_iva;retencion;tipo_retencion;total;estado;"
    "unidad;conformada;operacion;face;expediente\n"
)
NUEVAS: Mapping[str, str] = {
    "facturas_pendientes": CABECERA
    + f"""2026/101;2026-05-06;{PROVEEDORA};A;7;2026-05-04;Papel;1.000,00;210,00;21;0;;1.210,00;remitida;{LICENCIAS};;D-1;202600077;
2026/102;2026-06-03;{OBRAS};;88;2026-06-01;Bordillos;2.000,00;420,00;21;300,00;15;2.120,00;conformada;{LICENCIAS};2026-06-20;AD-3;;
2026/103;2026-06-05;{PROVEEDORA};;9;2026-06-04;Sillas;100,00;21,00;21;0;;121,00;devuelta;{VIA_PUBLICA};;;;
2026/44;2026-03-01;{OBRAS};;F-2;2026-02-27;Energía;30.000,00;0;;0;;30.000,00;contabilizada;{LICENCIAS};2026-03-05;O-2;;
2026/120;2026-06-29;{MINISTERIO};;1;2026-06-30;Tasa;121,00;0;;0;;121,00;anotada;;;;;
""",
    "cuentas_de_terceros": f"tercero;iban;titular\n{PROVEEDORA};{IBAN_UNO};Suministros de Prueba\n{OBRAS};{IBAN_DOS};Otra Sociedad, S. L.\n{MINISTERIO};{IBAN_TRES};\n",
}


def ficheros(**cambios: tuple[str, ...]) -> dict[str, bytes]:
    """The files, with some texts of some tables changed for others (table=(what it says, what it will say, ...)), which have to be there."""
    tablas = {**TABLAS, **NUEVAS}
    otros = ((tabla, tuple(zip(dichos[::2], dichos[1::2], strict=True))) for tabla, dichos in cambios.items())
    for tabla, pares in (*CAMBIOS.items(), *otros):
        for antes, despues in pares:
            assert antes in tablas[tabla], (tabla, antes)
            tablas[tabla] = tablas[tabla].replace(antes, despues, 1)
    return {nombre: texto.encode() for nombre, texto in tablas.items()}

"""The same town with what its habilitados hold, whose its guarantees are, a loan and what it committed of later years.

A caja fija of 1,000 euros comes from the year before: 700 were paid out of it, 400 of them justified and put back. Of 800 handed over for the fiestas, 500 were paid and 200
justified. Of a loan of 50,000 euros 10,000 are paid back, half of it this year.
"""

from __future__ import annotations

from collections.abc import Mapping

from consistorio.economia.carga.tests.escenario import OBRAS, PROVEEDORA, TABLAS

HABILITADA = "12345678Z"
# table -> (what it says, what it says here); what begins with a line break is added
CAMBIOS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "terceros": (
        ("nif;razon_social", "nif;razon_social;nombre;apellido1"),
        (f"{PROVEEDORA};Suministros de Prueba, S. L.", f"{PROVEEDORA};Suministros de Prueba, S. L.;;"),
        (f"{OBRAS};Obras de Prueba, S. A.", f"{OBRAS};Obras de Prueba, S. A.;;"),
        ("Ministerio de Prueba\n", f"Ministerio de Prueba;;\n{HABILITADA};;Lucía;García\n"),
    ),
    "creditos": (
        (
            "OBRA-1\n",
            (
                "OBRA-1\n338.22609;Fiestas;2.000,00;0;2.000,00;0;1.200,00;1.200,00;1.200,00;1.200,00;1.200,00;\n"
                "011.91300;Amortización;10.000,00;0;10.000,00;0;0;0;0;0;0;\n011.31000;Intereses;400,00;0;400,00;0;0;0;0;0;0;\n"
            ),
        ),
    ),
    "previsiones": (("87000;", "39900;Otros ingresos;12.400,00;0;12.400,00;0;0;0\n87000;"),),
    "gastos": (
        ("ordinal;descuentos\n", "ordinal;descuentos;fondo\n"),
        ("IRPF=150,00", "IRPF=150,00;"),
        (
            "P-3;1;PR",
            (
                "C-1;1;ADO;2026-03-02;338.22609;400,00;0;;;Cuenta de la caja;;;;CAJA\n"
                "C-2;1;PR;2026-03-09;338.22609;400,00;400,00;C-1;;Reposición;;57101;;\n"
                "J-1;1;ADO;2026-05-04;338.22609;800,00;0;;;Fiestas;;;;FIESTAS\n"
                "J-2;1;PR;2026-05-05;338.22609;800,00;800,00;J-1;;Fiestas;;57101;;\nP-3;1;PR"
            ),
        ),
    ),
    "apertura": (
        ("120;-121.500,00", "120;-77.500,00"),
        ("4010;", "5751;1.000,00;\n170;-30.000,00;\n520;-15.000,00;\n4010;"),
    ),
    "saldos": (
        ("57101;55.500,00", "57101;49.300,00"),
        ("629;30.000,00", "629;30.600,00"),
        ("120;-121.100,00", "120;-77.100,00"),
        (
            "4010;",
            "5751;700,00;\n5750;300,00;\n5581;300,00;\n5580;300,00;\n170;-30.000,00;\n520;-10.000,00;\n4010;",
        ),
    ),
    "bancos": (
        ("iban;saldo", "iban;saldo;ordinal"),
        ("55.500,00", "49.300,00;1"),
        ("3.000,00", "3.000,00;"),
    ),
    "totales": (
        ("creditos_iniciales;100.000,00", "creditos_iniciales;112.400,00"),
        ("creditos_definitivos;120.000,00", "creditos_definitivos;132.400,00"),
        ("credito_disponible;23.000,00", "credito_disponible;34.200,00"),
        ("autorizado;92.000,00", "autorizado;93.200,00"),
        ("dispuesto;90.000,00", "dispuesto;91.200,00"),
        ("obligaciones_reconocidas;69.000,00", "obligaciones_reconocidas;70.200,00"),
        ("pagos_ordenados;61.500,00", "pagos_ordenados;62.700,00"),
        ("pagos_realizados;61.000,00", "pagos_realizados;62.200,00"),
        ("previsiones_iniciales;100.000,00", "previsiones_iniciales;112.400,00"),
        ("previsiones_definitivas;120.000,00", "previsiones_definitivas;132.400,00"),
        ("saldos_deudores;240.500,00", "saldos_deudores;236.500,00"),
        ("saldos_acreedores;240.500,00", "saldos_acreedores;236.500,00"),
        ("tesoreria;58.500,00", "tesoreria;52.300,00"),
        (
            "pendiente_431;2.000,00\n",
            (
                "pendiente_431;2.000,00\nfuturos_retenidos;0\nfuturos_autorizados;4.000,00\nfuturos_comprometidos;12.000,00\n"
                "fondos_de_habilitados;1.000,00\nfondos_sin_justificar;600,00\ndepositos;1.200,00\ndeuda_viva;40.000,00\n"
                "intereses_de_prestamos;1.000,00\n"
            ),
        ),
    ),
}
NUEVAS: Mapping[str, str] = {
    "fondos": f"""fondo;clase;denominacion;habilitado;cuenta;fecha;entregado;pagado;justificado;en_su_poder;sin_justificar
CAJA;caja_fija;Caja de cultura;{HABILITADA};5751;2025-02-01;1.000,00;700,00;400,00;700,00;300,00
FIESTAS;a_justificar;Fiestas;{HABILITADA};5750;2026-05-04;800,00;500,00;200,00;300,00;300,00
""",
    "depositos": f"""concepto;tercero;saldo;fecha;texto
FIANZAS;{PROVEEDORA};900,00;2024-05-02;Fianza del contrato de material
FIANZAS;{OBRAS};300,00;2026-03-01;Fianza de la obra
""",
    "prestamos": f"""prestamo;denominacion;formalizado;principal;concepto;amortiza;intereses;dispuesto;amortizado;a_corto;amortizado_este_anio;entidad
P-2024;Préstamo de inversiones;2024-06-01;50.000,00;91300;011.91300;011.31000;50.000,00;10.000,00;10.000,00;5.000,00;{OBRAS}
""",
    "cuotas": """prestamo;vence;amortizacion;intereses
P-2024;2026-07-01;10.000,00;400,00
P-2024;2027-07-01;10.000,00;300,00
P-2024;2028-07-01;10.000,00;200,00
P-2024;2029-07-01;10.000,00;100,00
""",
    "futuros": f"""operacion;linea;fase;fecha;anio;aplicacion;importe;saldo;supuesto;sigue_a;tercero;texto
FA-1;1;A;2026-01-15;2027;1532.61900;10.000,00;4.000,00;inversiones;;;Pavimentación
FD-1;1;D;2026-02-01;2027;1532.61900;6.000,00;6.000,00;inversiones;FA-1;{OBRAS};Segunda anualidad
FAD-2;1;AD;2026-01-01;2027;920.22000;3.000,00;3.000,00;contratos;;{PROVEEDORA};Contrato de material
FAD-2;2;AD;2026-01-01;2028;920.22000;3.000,00;3.000,00;contratos;;{PROVEEDORA};Contrato de material
""",
}


def ficheros(**cambios: tuple[str, ...]) -> dict[str, bytes]:
    """The files, with some texts of some tables changed for others (table=(what it says, what it will say, ...)), which have to be there."""
    tablas = {**TABLAS, **NUEVAS}
    otros = ((tabla, tuple(zip(dichos[::2], dichos[1::2], strict=True))) for tabla, dichos in cambios.items())
    for tabla, pares in (*CAMBIOS.items(), *otros):
        for antes, despues in pares:
            assert antes in tablas[tabla], (tabla, antes)
            tablas[tabla] = tablas[tabla].replace(antes, despues, 1)
    return {nombre: _completa(texto).encode() for nombre, texto in tablas.items()}


def _completa(texto: str) -> str:
    """Each row with as many cells as the header: those of the other town have fewer."""
    cabecera, *filas = texto.splitlines()
    falta = cabecera.count(";")
    return "\n".join([cabecera, *(fila + ";" * (falta - fila.count(";")) for fila in filas), ""])

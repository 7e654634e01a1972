"""What the old program says of its year on 26 September: one bolsa of 100,000 euros, 52,000 of them paid, and its totals."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

APLICACION, BANCO = "920.22706", "57101"
UNO, OTRO = "B12345674", "A58818501"
TABLAS: Mapping[str, str] = {
    "carga": "dato;valor\nejercicio;2026\nfecha;2026-09-25\naprobado;2025-12-22\n",
    "terceros": f"nif;razon_social\n{UNO};Estudios de Ejemplo, S. L.\n{OTRO};Proyectos de Ejemplo, S. A.\n",
    "vinculacion": "orden;nivel_programa;nivel_economica\n1;1;1\n",
    "creditos": f"""aplicacion;denominacion;iniciales;modificaciones;definitivos;retenido;autorizado;dispuesto;obligado;ordenado;pagado
{APLICACION};Estudios y trabajos técnicos;100.000,00;0;100.000,00;5.000,00;80.000,00;78.000,00;60.000,00;52.000,00;52.000,00
""",
    "previsiones": """concepto;denominacion;iniciales;modificaciones;definitivas;derechos_netos;recaudacion_neta;pendiente
11300;IBI;100.000,00;0;100.000,00;100.000,00;80.000,00;20.000,00
""",
    "gastos": f"""operacion;fase;fecha;aplicacion;importe;saldo;sigue_a;tercero;texto;factura;ordinal
RC-1;RC;2026-06-01;{APLICACION};5.000,00;5.000,00;;;Asistencia jurídica;;
A-1;A;2026-01-15;{APLICACION};80.000,00;2.000,00;;;Contratos de estudios;;
D-1;D;2026-01-20;{APLICACION};50.000,00;10.000,00;A-1;{UNO};Plan de movilidad;;
D-2;D;2026-01-20;{APLICACION};28.000,00;8.000,00;A-1;{OTRO};Proyecto de la biblioteca;;
O-1;O;2026-06-10;{APLICACION};40.000,00;3.000,00;D-1;;Plan de movilidad, primera entrega;F-1;
O-2;O;2026-08-20;{APLICACION};20.000,00;5.000,00;D-2;;Proyecto de la biblioteca, primera entrega;F-2;
P-1;PR;2026-07-05;{APLICACION};37.000,00;37.000,00;O-1;;Pago;;{BANCO}
P-2;PR;2026-09-15;{APLICACION};15.000,00;15.000,00;O-2;;Pago;;{BANCO}
""",
    "ingresos": f"""operacion;clase;fecha;concepto;importe;saldo;sigue_a;tercero;texto;ordinal
DR-1;DR;2026-02-01;11300;100.000,00;20.000,00;;VARIOS;Padrón del IBI;
I-1;I;2026-05-05;11300;80.000,00;80.000,00;DR-1;;Cobro;{BANCO}
""",
    "pendientes": f"cuenta;anio;tercero;saldo\n400;2026;{UNO};3.000,00\n400;2026;{OTRO};5.000,00\n430;2026;VARIOS;20.000,00\n",
    "apertura": f"cuenta;saldo;nombre\n{BANCO};120.000,00;Banco Uno\n120;-120.000,00;\n",
    "bancos": f"cuenta;nombre;iban;saldo\n{BANCO};Banco Uno;ES9121000418450200051332;148.000,00\n",
    "saldos": f"cuenta;saldo\n{BANCO};148.000,00\n4300;20.000,00\n623;60.000,00\n4000;-8.000,00\n724;-100.000,00\n120;-120.000,00\n",
    "totales": """total;importe
creditos_iniciales;100.000,00
modificaciones_de_credito;0
creditos_definitivos;100.000,00
credito_disponible;15.000,00
credito_retenido;5.000,00
autorizado;80.000,00
dispuesto;78.000,00
obligaciones_reconocidas;60.000,00
pagos_ordenados;52.000,00
pagos_realizados;52.000,00
previsiones_iniciales;100.000,00
previsiones_definitivas;100.000,00
derechos_reconocidos_netos;100.000,00
recaudacion_neta;80.000,00
derechos_pendientes;20.000,00
saldos_deudores;228.000,00
saldos_acreedores;228.000,00
tesoreria;148.000,00
pendiente_400;8.000,00
pendiente_401;0
pendiente_430;20.000,00
pendiente_431;0
""",
}


def escribir(carpeta: Path, *, pagado: str = "15.000,00") -> Path:
    """Leave them in a folder, where the program was. `pagado`: what the second payment says, to the cent."""
    carpeta.mkdir()
    for nombre, texto in TABLAS.items():
        escrito = texto.replace(
            "P-2;PR;2026-09-15;920.22706;15.000,00;15.000,00", f"P-2;PR;2026-09-15;920.22706;{pagado};{pagado}"
        )
        (carpeta / f"{nombre}.csv").write_text(escrito, "utf-8")
    return carpeta

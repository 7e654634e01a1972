"""A town that leaves its program on 30 June: what it says of its accounts, with their totals. One bolsa of 100,000 euros, 52,000 of them paid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from consistorio.economia.carga import permisos
from consistorio.economia.cierre import permisos as de_cierre
from consistorio.economia.presupuesto.tests.escenario import INTERVENCION as DEL_PRESUPUESTO
from consistorio.nucleo.reloj import RelojFijo

ANIO = 2026
FECHA = date(2026, 6, 30)
RELOJ = RelojFijo(datetime(2026, 7, 1, 9, 0, tzinfo=UTC))
INTERVENCION = replace(
    DEL_PRESUPUESTO, permisos=DEL_PRESUPUESTO.permisos | {permisos.CARGAR, de_cierre.CERRAR, de_cierre.VER}
)
PROVEEDORA, OBRAS, MINISTERIO = "B12345674", "A58818501", "S2800568D"

TABLAS: Mapping[str, str] = {
    "carga": "dato;valor\nejercicio;2026\nfecha;2026-06-30\naprobado;2025-12-22\ncrea_aplicaciones;si\n",
    "terceros": f"nif;razon_social\n{PROVEEDORA};Suministros de Prueba, S. L.\n{OBRAS};Obras de Prueba, S. A.\n{MINISTERIO};Ministerio de Prueba\n",
    "vinculacion": "orden;nivel_programa;nivel_economica\n1;1;1\n",
    # Chapter 2 of area 9 is the bolsa; the works bind in themselves, by an extraordinary credit financed with the remnant
    "creditos": """aplicacion;denominacion;iniciales;modificaciones;definitivos;retenido;autorizado;dispuesto;obligado;ordenado;pagado;proyecto
920.22000;Material de oficina;70.000,00;-10.000,00;60.000,00;5.000,00;40.000,00;38.000,00;30.000,00;27.000,00;27.000,00;
920.22100;Energía eléctrica;30.000,00;10.000,00;40.000,00;0;40.000,00;40.000,00;30.000,00;25.500,00;25.000,00;
1532.61900;Pavimentación;0;20.000,00;20.000,00;0;12.000,00;12.000,00;9.000,00;9.000,00;9.000,00;OBRA-1
""",
    "previsiones": """concepto;denominacion;iniciales;modificaciones;definitivas;derechos_netos;recaudacion_neta;pendiente
11300;IBI;80.000,00;0;80.000,00;75.000,00;60.000,00;15.000,00
75060;Subvención de la obra;20.000,00;0;20.000,00;8.000,00;8.000,00;0
87000;Remanente para gastos generales;0;20.000,00;20.000,00;0;0;0
""",
    "modificaciones": """modificacion;tipo;fecha;organo;texto;sentido;codigo;importe
MC-1;transferencia;2026-02-10;presidencia;De material a energía;baja;920.22000;10.000,00
MC-1;transferencia;2026-02-10;presidencia;De material a energía;alta;920.22100;10.000,00
MC-2;extraordinario;2026-03-05;pleno;Pavimentación;alta;1532.61900;20.000,00
MC-2;extraordinario;2026-03-05;pleno;Pavimentación;financiacion;87000;20.000,00
""",
    "gastos": f"""operacion;linea;fase;fecha;aplicacion;importe;saldo;sigue_a;tercero;texto;factura;ordinal;descuentos
RC-1;1;RC;2026-06-01;920.22000;5.000,00;5.000,00;;;Equipos;;;
A-1;1;A;2026-01-15;920.22000;40.000,00;2.000,00;;;Contrato de material;;;
A-1;2;A;2026-01-15;920.22100;40.000,00;0,00;;;Contrato de energía;;;
D-1;1;D;2026-01-20;920.22000;38.000,00;8.000,00;A-1;{PROVEEDORA};Adjudicación;;;
D-2;1;D;2026-01-20;920.22100;40.000,00;10.000,00;A-1;{OBRAS};Adjudicación;;;
O-1;1;O;2026-03-10;920.22000;30.000,00;3.000,00;D-1;;Factura;F-1;;
O-2;1;O;2026-03-10;920.22100;30.000,00;4.500,00;D-2;;Factura;F-2;;
P-1;1;PR;2026-04-10;920.22000;27.000,00;27.000,00;O-1;;Pago;;57101;IRPF=150,00
P-2;1;P;2026-04-10;920.22100;25.500,00;500,00;O-2;;Orden de pago;;;
R-2;1;R;2026-04-15;920.22100;25.000,00;25.000,00;P-2;;Pago;;57102;
AD-3;1;AD;2026-03-20;1532.61900;12.000,00;3.000,00;;{OBRAS};Obra;;;
O-3;1;O;2026-05-20;1532.61900;9.000,00;0;AD-3;;Certificación 1;F-3;;
P-3;1;PR;2026-06-10;1532.61900;9.000,00;9.000,00;O-3;;Pago;;57101;
""",
    "ingresos": f"""operacion;clase;fecha;concepto;importe;saldo;sigue_a;tercero;texto;ordinal
DR-1;DR;2026-02-01;11300;80.000,00;15.000,00;;VARIOS;Padrón del IBI;
AN-1;AN;2026-03-01;11300;5.000,00;5.000,00;DR-1;;Bajas;
I-1;I;2026-05-05;11300;60.000,00;60.000,00;DR-1;;Cobro;57101
DRI-1;DRI;2026-06-15;75060;8.000,00;8.000,00;;{MINISTERIO};Primer pago;57102
""",
    "cerrados": f"""clase;anio;codigo;cuenta;tercero;inicial;rectificado;anulado;cancelado;prescrito;realizado;pendiente;ordinal
obligacion;2025;920.22000;4010;{PROVEEDORA};3.000,00;-100,00;0;0;0;2.400,00;500,00;57101
derecho;2024;11300;4310;;6.000,00;0;500,00;250,00;0;3.250,00;2.000,00;57101
""",
    "pendientes": f"""cuenta;anio;tercero;saldo
400;2026;{PROVEEDORA};3.000,00
400;2026;{OBRAS};5.000,00
401;2025;{PROVEEDORA};500,00
430;2026;VARIOS;15.000,00
431;2024;;2.000,00
""",
    "no_presupuestarias": "concepto;saldo;denominacion;cuenta;naturaleza\nIRPF;650,00;;;\nFIANZAS;1.200,00;;;\nMANCOMUNIDAD;300,00;Cobrado para la mancomunidad;4149;acreedor\n",
    "apertura": "cuenta;saldo;nombre\n57101;50.000,00;Banco Uno\n4310;6.000,00;\n211;90.000,00;\n2811;-20.000,00;\n4010;-3.000,00;\n4751;-500,00;\n560;-1.000,00;\n120;-121.500,00;\n",
    "bancos": "cuenta;nombre;iban;saldo\n57101;Banco Uno;ES9121000418450200051332;55.500,00\n57102;Banco Dos;;3.000,00\n",
    "bienes": "nombre;cuenta;valor;en_servicio;vida;amortizado\nCasa consistorial;211;90.000,00;2006-01-01;50;20.000,00\n",
    "proyectos": "codigo;nombre;desde;hasta;gasto_total\nOBRA-1;Pavimentación;2025;2027;40.000,00\n",
    "agentes": "proyecto;nombre;economica;aportacion;desviacion\nOBRA-1;Comunidad;75060;20.000,00;2.500,00\n",
    "arrastres": "proyecto;anio;importe;agente\nOBRA-1;2025;6.000,00;\nOBRA-1;2025;2.000,00;Comunidad\n",
    "saldos": """cuenta;saldo;nombre
57101;55.500,00;
57102;3.000,00;
4300;20.000,00;
4330;-5.000,00;
4310;2.750,00;
4340;-500,00;
4391;-250,00;
211;90.000,00;
2811;-20.000,00;
2300;9.000,00;Obras de pavimentación en curso
629;30.000,00;
628;30.000,00;
6671;250,00;
4000;-8.000,00;
4010;-500,00;
4751;-650,00;
560;-1.200,00;
4149;-300,00;Mancomunidad
724;-75.000,00;
750;-8.000,00;
120;-121.100,00;
""",
    "totales": """total;importe
creditos_iniciales;100.000,00
modificaciones_de_credito;20.000,00
creditos_definitivos;120.000,00
credito_disponible;23.000,00
credito_retenido;5.000,00
autorizado;92.000,00
dispuesto;90.000,00
obligaciones_reconocidas;69.000,00
pagos_ordenados;61.500,00
pagos_realizados;61.000,00
previsiones_iniciales;100.000,00
previsiones_definitivas;120.000,00
derechos_reconocidos_netos;83.000,00
recaudacion_neta;68.000,00
derechos_pendientes;15.000,00
saldos_deudores;240.500,00
saldos_acreedores;240.500,00
obligaciones_de_cerrados;500,00
derechos_de_cerrados;2.000,00
no_presupuestarias;2.150,00
tesoreria;58.500,00
inmovilizado;90.000,00
amortizacion_acumulada;20.000,00
gasto_de_proyectos;40.000,00
financiacion_de_proyectos;20.000,00
desviaciones_de_proyectos;2.500,00
arrastres_de_proyectos;8.000,00
pendiente_400;8.000,00
pendiente_401;500,00
pendiente_430;15.000,00
pendiente_431;2.000,00
""",
}


def ficheros(**cambios: tuple[str, str]) -> dict[str, bytes]:
    """The files, with a text of some tables changed for another (table=(what it says, what it will say)), which has to be there."""
    tablas = dict(TABLAS)
    for tabla, (antes, despues) in cambios.items():
        assert antes in tablas[tabla], (tabla, antes)
        tablas[tabla] = tablas[tabla].replace(antes, despues, 1)
    return {nombre: texto.encode() for nombre, texto in tablas.items()}

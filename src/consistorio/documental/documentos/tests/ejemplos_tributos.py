"""Data for the templates of what is paid and of what is spent."""

from __future__ import annotations

from datetime import UTC, date, datetime

from consistorio.documental.documentos.tipos import CampoFirma

NORMA = "Ordenanza fiscal n.º 7, artículo 6"
CUENTA = "24 m² × 3,50 € (por metro cuadrado y mes) × 6 meses = 504,00 €"
COMO = [
    "Por transferencia a la cuenta ES91 2100 0418 4502 0005 1332. Ponga en el concepto, sin nada más, la referencia 2600 0001 2374.",
    "En la Tesorería del Ayuntamiento, con este documento o dictando la referencia 2600 0001 2374.",
]

COBRO = {"dia": "23 de marzo de 2026", "medio": "Caja", "importe": "252,00 €"}


REQUISITOS = [
    {
        "requisito": "1. Existe crédito presupuestario, y es el adecuado y suficiente.",
        "norma": "RD 424/2017 art. 13.2",
        "respuesta": "Cumple",
        "motivo": "",
    },
    {
        "requisito": "2. Hay bases reguladoras aprobadas y publicadas.",
        "norma": "Sin fundamento escrito",
        "respuesta": "No cumple",
        "motivo": "No constan publicadas en el boletín de la provincia.",
    },
]
CREDITO: dict[str, object] = {
    "asunto": "Contrato menor: Estudio de accesibilidad",
    "expediente": "2026/CME/000042",
    "procedimiento": "Contrato menor",
    "ejercicio": "2026",
    "partidas": [
        {
            "aplicacion": "920.22706 Estudios y trabajos técnicos",
            "vinculacion": "Programas 9… y económicas 2…",
            "importe": "1.210,00 €",
            "disponible": "790,00 €",
        }
    ],
    "operacion": "RC 2026/15",
    "fecha": date(2026, 3, 2),
    "importe": "1.210,00 €",
    "norma": "Real Decreto 500/1990, artículos 31 y 32; TRLRHL, artículos 172 y 173.5.",
}
LIMITADO = "Limitado previo, de requisitos básicos. Subvenciones y ayudas: Autorización (A). Lista desde el 01/01/2026."


def _comunes(ana: dict[str, str]) -> dict[str, object]:
    return {
        "concepto": "Ocupación de la vía pública con mesas y sillas",
        "deudor": ana,
        "expediente": "2026/OVP/000042",
        "procedimiento": "Ocupación de la vía pública con terraza",
        "importe": "504,00 €",
        "referencia": "2600 0001 2374",
    }


def de_lo_que_se_fiscaliza(firma: CampoFirma) -> dict[str, tuple[dict[str, object], tuple[CampoFirma, ...]]]:
    """Each with its signature."""
    comunes: dict[str, object] = {
        "asunto": "Subvención para la fiesta del barrio",
        "expediente": "2026/SUB/000042",
        "procedimiento": "Subvención en concurrencia",
        "causas": ["Faltan requisitos o trámites esenciales (216.2.c)"],
        "norma": "TRLRHL, artículos 214 a 217, y Real Decreto 424/2017.",
    }
    fundado = ["No consta el certificado de estar al corriente.", "Lo pide la convocatoria."]
    return {
        "fiscalizacion": (
            {
                **comunes,
                "resultado": "Reparo",
                "importe": "12.000,00 €",
                "aplicacion": "2026 3340 48000",
                "texto": fundado,
                "efectos": "El reparo suspende la tramitación hasta que se resuelva (artículo 216.2).",
                "control": LIMITADO,
                "requisitos": REQUISITOS,
            },
            (firma,),
        ),
        "control": (
            {
                "titulo": "Omisión de la función interventora",
                "asunto": "Factura RCF-2026-000003. Traslado de un archivo",
                "norma": "Real Decreto 424/2017, artículo 28.",
                "ficha": [
                    {"rotulo": "Órgano gestor", "valor": "Licencias"},
                    {"rotulo": "Importe", "valor": "1.210,00 €"},
                ],
                "requisitos": REQUISITOS,
                "secciones": [{"titulo": "Qué se incumplió", "texto": fundado}],
                "columnas": ["Factura", "Emisor", "Importe"],
                "filas": [["RCF-2026-000003", "Suministros Arlanza, S. L.", "1.210,00 €"]],
                "aviso": "Hasta que se decida si continúa, no se reconoce ni se paga.",
            },
            (firma,),
        ),
        "certificado_credito": (
            CREDITO,
            (firma,),
        ),
        "respuesta_reparo": (
            {**comunes, "titulo": "Discrepancia con el reparo de Intervención", "texto": fundado},
            (firma,),
        ),
    }


def de_lo_que_se_paga(
    ana: dict[str, str], firma: CampoFirma, sello: tuple[CampoFirma, ...]
) -> dict[str, tuple[dict[str, object], tuple[CampoFirma, ...]]]:
    """Each with its signature."""
    comunes = _comunes(ana)
    return {
        "documento_ingreso": (
            {
                **comunes,
                "regimen": "Autoliquidación",
                "cuenta": CUENTA,
                "plazo": "Puede pagar hasta el 23 de marzo de 2026.",
                "como_pagar": COMO,
                "norma": NORMA,
            },
            sello,
        ),
        "justificante_ingreso": (
            {
                **comunes,
                "regimen": "Autoliquidación",
                "pagado_el": "23 de marzo de 2026",
                "cobros": [{**COBRO, "referencia": f"2026{numero}"} for numero in range(2)],
                "por_devolver": "6,00 €",
                "norma": NORMA,
            },
            sello,
        ),
        "liquidacion": (
            {
                **comunes,
                "asunto": "Terraza de Bar Central",
                "cuenta": CUENTA,
                "devengo": date(2026, 3, 2),
                "plazo": "Si la liquidación se le notifica entre los días 1 y 15 de un mes, hasta el día 20 del mes siguiente (LGT artículo 62.2).",
                "como_pagar": COMO,
                "efectos": "Si no paga en ese plazo, empieza el periodo ejecutivo (LGT artículos 26, 28 y 161).",
                "recursos": "Puede presentar recurso de reposición en el plazo de 1 mes (TRLRHL artículo 14.2).",
                "norma": NORMA,
            },
            (firma,),
        ),
        "anulacion_liquidacion": (
            {
                **comunes,
                "asunto": "Terraza de Bar Central",
                "fundamento": "Se corrige un error material, de hecho o aritmético (LGT artículo 220).",
                "motivo": "La terraza ocupa 20 metros cuadrados, según el informe de la Policía Local.",
                "devolucion": "Lo que se pagó, 100,00 €, se devuelve (LGT artículos 32 y 221).",
            },
            (firma,),
        ),
    }


def de_la_tesoreria() -> dict[str, tuple[dict[str, object], tuple[CampoFirma, ...]]]:
    """A list of payments and an act of arqueo, which three people sign."""
    firma = tuple(
        CampoFirma(organo, f"Ana Ruiz Gil, {cargo}", antefirma=antefirma)
        for organo, cargo, antefirma in (
            ("alcaldia", "Alcaldesa", "Ordena el pago"),
            ("intervencion", "Interventora", "Intervenido"),
            ("tesoreria", "Tesorera", "Páguese"),
        )
    )
    ordinal: dict[str, object] = {
        "nombre": "1 Cuenta general",
        "anterior": "90.000,00 €",
        "cobros": "75,00 €",
        "pagos": "350,00 €",
        "existencias": "89.725,00 €",
    }
    return de_las_operaciones() | {
        "relacion_pagos": (
            {
                "numero": "12/2026",
                "ordinal": "1 Cuenta general, IBAN ES9121000418450200051332",
                "fecha": "15/09/2026",
                "importe": "1.210,05 €",
                "liquido": "1.060,05 €",
                "huella": "ab" * 32,
                "motivo_orden": "Vence hoy el suministro",
                "pagos": [
                    {
                        "referencia": "P-2026-000012",
                        "nombre": "Suministros del Arlanzón, S. L.",
                        "iban": "ES7921000813610123456789",
                        "concepto": "Factura A/7",
                        "importe": "1.210,05 €",
                        "descuentos": "IRPF 150,00 €",
                        "liquido": "1.060,05 €",
                    }
                ]
                * 40,
            },
            firma,
        ),
        "arqueo": (
            {
                "periodo": "Del 01/09/2026 al 30/09/2026",
                "total": "89.825,00 €",
                "ordinales": [
                    {
                        **ordinal,
                        "banco": "89.724,40 €",
                        "cobros_sin_contabilizar": "0,00 €",
                        "pagos_sin_contabilizar": "0,60 €",
                        "cobros_sin_banco": "0,00 €",
                        "pagos_sin_banco": "0,00 €",
                        "diferencias": [
                            {"fecha": "03/09/2026", "lado": "Está en el banco y no en la contabilidad", "importe": "-0,60 €"}
                        ],
                    },
                    {**ordinal, "nombre": "3 Caja de la Tesorería"},
                ],
            },
            firma,
        ),
    }  # fmt: skip


def de_las_operaciones() -> dict[str, tuple[dict[str, object], tuple[CampoFirma, ...]]]:
    """The accounting document of a payment with its discounts, which only the seal signs."""
    return {
        "documento_contable": (
            {
                "clase": "R",
                "nombre": "Pago",
                "ficha": [
                    {"rotulo": "Operación", "valor": "R 2026/9"},
                    {"rotulo": "Tercero", "valor": "Suministros del Arlanzón, S. L. · B09000000"},
                ],
                "importe": "1.210,05 €",
                "lineas": [
                    {"donde": "920.22000 Material", "proyecto": "2026-7", "sigue": "P 2026/8", "importe": "30,25 €"}
                ]
                * 40,
                "descuentos": [{"concepto": "IRPF Retenciones", "importe": "150,00 €"}],
                "liquido": "1.060,05 €",
                "procede": [{"rotulo": "Factura", "valor": "2026/4 (A/7)"}],
                "asiento": "2026/31",
                "apuntes": [{"debe": "4000 Operaciones de gestión", "haber": "571 Bancos", "importe": "1.060,05 €"}],
                "anotada": [{"rotulo": "La anotó", "valor": "Ana Ruiz Gil. 04/12/2026 09:00"}],
                "aprobaciones": [
                    {
                        "que": "Relación de pagos 2026/12",
                        "quien": "Ana Ruiz Gil, Alcaldesa",
                        "dia": "03/12/2026",
                        "documento": "ES_L01999998_2026_019505d40000700080000000000cd",
                    },
                    {"que": "Exento de fiscalización previa", "quien": "Contrato menor", "dia": "", "documento": ""},
                ],
                "al": datetime(2026, 12, 4, 9, 0, tzinfo=UTC),
            },
            (
                CampoFirma("sello", "Sello electrónico"),
                CampoFirma("intervencion", "Intervención", detalle="Firma si se le pide"),
            ),
        ),
    }

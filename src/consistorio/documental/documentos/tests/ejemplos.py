"""Data for every template, as a town would give them; long enough to cross pages."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime

from consistorio.documental.documentos.renderizado import Marco
from consistorio.documental.documentos.tests.ejemplos_instruccion import de_la_instruccion
from consistorio.documental.documentos.tests.ejemplos_libros import de_los_libros
from consistorio.documental.documentos.tests.ejemplos_tributos import (
    de_la_tesoreria,
    de_lo_que_se_fiscaliza,
    de_lo_que_se_paga,
)
from consistorio.documental.documentos.tipos import CampoFirma

MARCO = Marco(
    entidad="Ayuntamiento de Villaejemplo",
    dir3="L01999998",
    unidad="Servicio de Urbanismo y Licencias",
    titulo="Documento de prueba",
    creado=datetime(2026, 12, 4, 9, 0, tzinfo=UTC),
    csv="7KQ2-M9XD-4RTH-BW8C-Z3NK",
    url_verificacion="https://sede.villaejemplo.example/verificar",
    expediente="2026/LOM/000042",
)
MOVIMIENTO = {"titulo": "Movimiento", "columnas": ["Cuenta", "Neto final"], "filas": [["206 Aplicaciones", "1,00"]]}
ANA = {
    "nombre": "Ana María Núñez Ibáñez",
    "nif": "12345678Z",
    "direccion": "Calle de la Iglesia, 3, 2.º B. 09999 Villaejemplo",
}
FIRMA = CampoFirma("tramitadora", "Lucía Peña Marcos, jefa del Servicio de Urbanismo")
DECRETO = (
    CampoFirma(
        "concejalia",
        "Íñigo Salas Güemes",
        antefirma="El concejal de Urbanismo",
        detalle="Por delegación, Decreto 12/2026, de 3 de julio",
    ),
    CampoFirma("secretaria", "Begoña Ochoa Lara", antefirma="Doy fe. La secretaria general"),
)
SELLO = (CampoFirma("sello", "Sello electrónico del Ayuntamiento de Villaejemplo"),)
PODER = {
    "otorgante": ANA,
    "apoderado": {"nombre": "Pedro Ortega Sanz", "nif": "87654321X"},
    "alcance": "Cualquier actuación ante este Ayuntamiento (art. 6.4.b)",
    "desde": date(2026, 12, 9),
    "hasta": date(2028, 12, 8),
    "quien": "Rosa Cuesta Gil, auxiliar de registro",
    "identificacion": "documento nacional de identidad",
    "momento": datetime(2026, 12, 9, 9, 40, 12, tzinfo=UTC),
}


def _huella(texto: str) -> str:
    return hashlib.sha256(texto.encode()).hexdigest()


CASO: dict[str, object] = {
    "asunto": "Licencia de obra menor en la calle Mayor, 14",
    "expediente": "2026/LOM/000042",
    "procedimiento": "Licencia de obra menor",
}
_PARRAFO = (
    "De acuerdo con el artículo 151.2 de las normas urbanísticas municipales, las obras que no afectan a la estructura, a la "
    "fachada ni a elementos protegidos se consideran obras menores y se autorizan por licencia de tramitación abreviada. "
)
EJEMPLOS: dict[str, tuple[dict[str, object], tuple[CampoFirma, ...]]] = {
    "justificante": (
        {
            "libro": "E",
            "numero": "2026-E-000123",
            "presentado": datetime(2026, 11, 21, 22, 58, 4, tzinfo=UTC),
            "registrado": datetime(2026, 11, 21, 22, 58, 5, tzinfo=UTC),
            "interesado": ANA,
            "asunto": "Solicitud de licencia de obra menor: reforma de cocina",
            "unidad": "Servicio de Urbanismo y Licencias",
            "dir3_unidad": "LA0000042",
            "expediente": "2026/LOM/000042",
            "canal": "Sede electrónica",
            "epigrafe": "Solicitud",
            "idioma": "Gallego",
            "origen": "Oficina de Correos 0912, el 20/11/2026 a las 10:15",
            "transporte": "Correo certificado CD00012345ES",
            "referencia": "OBRA-2026-7",
            "expone": "Que la cocina tiene humedades.",
            "solicita": "Que se le autorice a reformarla.",
            "documentos": [
                {
                    "nombre": "solicitud.pdf",
                    "tipo": "Solicitud",
                    "validez": "Copia electrónica auténtica de documento en papel",
                    "observaciones": "Cotejado con el papel por Rosa Cuesta Gil, auxiliar de registro",
                    "tamano": 48_213,
                    "sha256": _huella("a"),
                    "csv": "3KQ2-M9XD-4RTH-BW8C-Z3NK",
                },
                {
                    "nombre": "plano de la cocina (reforma) versión 3.pdf",
                    "tipo": "Plano",
                    "tamano": 20_948_213,
                    "sha256": _huella("b"),
                },
            ]
            * 4,
            "plazos": [
                (
                    "La presentación se hizo en día inhábil. A efectos de los plazos que deba cumplir usted, se entiende hecha en la primera "
                    "hora del 23 de noviembre de 2026, primer día hábil siguiente (artículo 31.2.b de la Ley 39/2015)."
                ),
                "El plazo del Ayuntamiento para resolver empieza en la fecha y hora de presentación (artículo 31.2.c).",
            ],
        },
        SELLO,
    ),
    "solicitud": (
        {
            "procedimiento": "Licencia de obra menor",
            "interesado": ANA,
            "representante": {"nombre": "Gestoría Duero, S. L.", "nif": "B99999990"},
            "organo": "Alcaldía",
            "dir3_organo": "L01999998",
            "fecha": datetime(2026, 11, 21, 22, 58, 4, tzinfo=UTC),
            "notificacion": "Electrónica, con aviso a un correo que consta en el expediente",
            "secciones": [
                {
                    "titulo": "Datos de la obra",
                    "campos": [
                        {"rotulo": "Dirección", "valor": "Calle Mayor, 14, 1.º A"},
                        {
                            "rotulo": "Qué va a hacer",
                            "valor": "Reforma de la cocina: cambio de azulejos, fontanería y electricidad.",
                        },
                        {"rotulo": "Presupuesto", "valor": "8.450,00 €"},
                    ],
                }
            ],
            "expone": "Soy propietaria de la vivienda.",
            "solicita": "Licencia de obra menor para la reforma descrita.",
            "declaraciones": ["Declaro que los datos son ciertos.", "Autorizo la consulta de mis datos de identidad."],
            "documentos": [{"nombre": "presupuesto.pdf", "requisito": "Presupuesto", "sha256": _huella("c")}],
            "firma": "Firmada con certificado electrónico el 21 de noviembre de 2026 a las 23:57:40.",
        },
        SELLO,
    ),
    "requerimiento": (
        {
            **CASO,
            "solicitud": "Registro 2026-E-000123, de 21 de noviembre de 2026",
            "defectos": [
                {
                    "requisito": "Plano acotado del estado final",
                    "motivo": "No se ha presentado.",
                    "como": "Aporte un plano con las medidas, a escala 1:50 o 1:100.",
                },
                {
                    "requisito": "Presupuesto desglosado",
                    "motivo": "El que se aportó no separa mano de obra y materiales.",
                },
            ],
            "plazo": "Tiene 10 días hábiles, contados desde el día siguiente a aquel en que reciba esta notificación (artículo 68.1).",
            "efectos": "Si no lo hace en ese plazo, se entenderá que desiste de su solicitud y se archivará, previa resolución.",
            "suspension": "Mientras tanto queda suspendido el plazo máximo para resolver (artículo 22.1.a).",
            "como_presentar": "En la sede electrónica, en su expediente, con el botón «Enviar lo que le pedimos».",
            "norma": "Artículos 22.1.a y 68 de la Ley 39/2015.",
        },
        (FIRMA,),
    ),
    "audiencia": (
        {
            **CASO,
            "motivo": "Se va a proponer denegar la licencia.\n\nEl informe técnico dice que la obra ocupa la zona de retranqueo.",
            "documentos": ["Solicitud", "Plano acotado del estado final", "Informe técnico municipal"],
            "plazo": "Tiene 10 días hábiles, contados desde el día siguiente a aquel en que reciba esta notificación (artículo 82.2).",
            "efectos": "Si no alega nada en ese plazo, el procedimiento seguirá adelante.",
            "como_presentar": "En la sede electrónica, en su expediente, con el botón «Presentar alegaciones».",
            "norma": "Artículo 82 de la Ley 39/2015.",
        },
        SELLO,
    ),
    "providencia": (
        {
            **CASO,
            "texto": ["Únase al expediente el plano que obra en el archivo y siga su tramitación."],
            "norma": "Artículo 71 de la Ley 39/2015.",
        },
        SELLO,
    ),
    "mas_plazo": (
        {
            **CASO,
            "tramite": "Corregir su solicitud",
            "acuerdo": "Le damos 5 días hábiles más.",
            "vencia": date(2026, 12, 11),
            "vence": date(2026, 12, 18),
            "motivo": "El Colegio de Arquitectos tarda más de diez días en visar el plano que se le pidió.",
            "recursos": "Contra esta decisión no cabe recurso (artículo 32.3).",
            "norma": "Artículos 32 y 68.2 de la Ley 39/2015.",
        },
        SELLO,
    ),
    "ampliacion_plazo": (
        {
            **CASO,
            "vencia": date(2027, 2, 21),
            "vence": date(2027, 3, 21),
            "motivo": "El número de solicitudes recibidas no permite resolverlas en plazo con el personal disponible.",
            "efectos": "El silencio, si llega, se producirá al terminar el nuevo plazo.",
            "recursos": "Contra esta ampliación no cabe recurso (artículo 23.2).",
            "norma": "Artículo 23 de la Ley 39/2015.",
        },
        SELLO,
    ),
    "advertencia_caducidad": (
        {
            **CASO,
            "motivo": "Aporte el resguardo de la fianza por la gestión de los residuos de la obra.",
            "plazo": "Tiene tres meses desde que reciba esta notificación.",
            "efectos": "Si no lo hace, el procedimiento caducará y se archivará, previa resolución.",
            "como_presentar": "En la sede electrónica, en su expediente, con el botón «Presentar otro escrito».",
            "norma": "Artículo 95.1 de la Ley 39/2015.",
        },
        SELLO,
    ),
    "comunicacion_inicial": (
        {
            "procedimiento": "Licencia de obra menor",
            "expediente": "2026/LOM/000042",
            "recibida": date(2026, 11, 21),
            "plazo_maximo": "3 meses",
            "vence": date(2027, 2, 21),
            "unidad": "Servicio de Urbanismo y Licencias",
            "silencio": "Si no le notificamos una resolución antes de esa fecha, puede entender concedida su solicitud.",
            "norma": "Artículos 21.4 y 24.1 de la Ley 39/2015.",
            "seguimiento": "En Mi carpeta, en la sede electrónica.",
        },
        SELLO,
    ),
    "informe": (
        {
            "asunto": "Informe técnico sobre licencia de obra menor",
            "expediente": "2026/LOM/000042",
            "interesado": ANA,
            "solicitado_por": "Servicio de Urbanismo y Licencias",
            "solicitado_el": date(2026, 11, 25),
            "emite": "Arquitecto municipal",
            "sentido": "Favorable con condiciones",
            "antecedentes": [
                "Solicitud de 21 de noviembre de 2026.",
                "Documentación completa desde el 28 de noviembre de 2026.",
            ],
            "consideraciones": [_PARRAFO, "La obra no afecta a la fachada."],
            "conclusion": "Se informa favorablemente la licencia solicitada.",
            "condiciones": ["Los escombros se llevarán a un gestor autorizado.", "El horario será de 8 a 20 horas."],
        },
        (CampoFirma("arquitecto", "Joaquín Ruiz Ávila, arquitecto municipal"),),
    ),
    "propuesta": (
        {
            "asunto": "Licencia de obra menor en la calle Mayor, 14",
            "expediente": "2026/LOM/000042",
            "organo": "Concejalía de Urbanismo",
            "sentido": "Concesión",
            "antecedentes": ["Solicitud de 21 de noviembre de 2026.", "Informe favorable de 2 de diciembre de 2026."],
            "fundamentos": [_PARRAFO],
            "propuesta": ["Conceder la licencia.", "Notificar la resolución a la interesada."],
        },
        (FIRMA,),
    ),
    "resolucion": (
        {
            "numero": "2026/000317",
            "fecha": date(2026, 12, 4),
            "asunto": "Licencia de obra menor en la calle Mayor, 14, 1.º A",
            "organo": "Concejalía de Urbanismo",
            "delegacion": "Por delegación de la Alcaldía, Decreto 12/2026, de 3 de julio (BOP de 10 de julio de 2026)",
            "expediente": "2026/LOM/000042",
            "interesado": ANA,
            "antecedentes": [
                "El 21 de noviembre de 2026 se presentó la solicitud, con número de registro 2026-E-000123.",
                "El 2 de diciembre de 2026 se emitió informe favorable.",
                _PARRAFO * 2,
            ],
            "fundamentos": [
                _PARRAFO * 3,
                "La competencia corresponde a la Alcaldía, que la ha delegado en esta Concejalía.\n\n" + _PARRAFO,
            ],
            "decision": [
                "Conceder a Ana María Núñez Ibáñez licencia de obra menor para reformar la cocina.",
                "Aprobar la liquidación de la tasa, por 84,50 €.",
                "Notificar esta resolución a la interesada.",
            ],
            "recursos": "Contra esta resolución, que pone fin a la vía administrativa, puede interponer recurso potestativo de reposición en el plazo de un mes o recurso contencioso-administrativo en el de dos meses.",
        },
        DECRETO,
    ),
    "notificacion": (
        {
            "numero": "2026-N-000088",
            "destinatario": ANA,
            "asunto": "Resolución de su solicitud de licencia de obra menor",
            "expediente": "2026/LOM/000042",
            "acto": {
                "titulo": "Decreto",
                "numero": "2026/000317",
                "fecha": date(2026, 12, 4),
                "organo": "Concejalía de Urbanismo",
                "csv": "3KQ2-M9XD-4RTH-BW8C-Z3NK",
            },
            "texto": [
                {"titulo": "Antecedentes de hecho", "parrafos": [_PARRAFO, _PARRAFO]},
                {"titulo": "Decisión", "parrafos": ["Conceder la licencia."]},
            ],
            "via": "Este acto pone fin a la vía administrativa.",
            "recursos": [
                {
                    "nombre": "Recurso potestativo de reposición",
                    "organo": "el mismo órgano que dictó el acto",
                    "plazo": "un mes desde el día siguiente a esta notificación",
                },
                {
                    "nombre": "Recurso contencioso-administrativo",
                    "organo": "Juzgado de lo Contencioso-Administrativo",
                    "plazo": "dos meses desde el día siguiente a esta notificación",
                },
            ],
            "otros_recursos": "Puede presentar cualquier otro recurso que estime conveniente.",
        },
        SELLO,
    ),
    "evidencia": (
        {
            "clase": "comparecencia",
            "asunto": "Notificación 2026-N-000088",
            "texto": "El destinatario ha accedido al contenido de la notificación en la sede electrónica. La notificación queda practicada.",
            "momento": datetime(2026, 12, 7, 9, 14, 33, tzinfo=UTC),
            "numero": "2026-N-000088",
            "expediente": "2026/LOM/000042",
            "destinatario": ANA,
            "puesta_a_disposicion": datetime(2026, 12, 5, 10, 0, 0, tzinfo=UTC),
            "identificacion": "Certificado electrónico cualificado, nivel alto",
            "documento_csv": "3KQ2-M9XD-4RTH-BW8C-Z3NK",
            "documento_sha256": _huella("n"),
            "norma": "Artículo 43.2 de la Ley 39/2015.",
        },
        SELLO,
    ),
    "comunicacion": (
        {
            "titulo": "El plazo para resolver queda suspendido",
            **CASO,
            "datos": [
                {"rotulo": "Informe", "valor": "Informe de patrimonio"},
                {"rotulo": "Como mucho hasta el", "valor": date(2027, 3, 4)},
            ],
            "texto": ["Hemos pedido un informe que la ley exige para resolver.", "Le diremos cuándo lo recibimos."],
            "norma": "Artículo 22.1.d de la Ley 39/2015.",
        },
        SELLO,
    ),
    "portada_envio": (
        {
            "numero": "N-2026/000123",
            "clase": "Notificación",
            "destinatario": "Gestoría Duero, S. L.",
            "representado": "Ana María Núñez Ibáñez",
            "direccion": ["Calle de la Iglesia, 3, 2.º B", "09999 Villaejemplo, Burgos"],
            "contenido": ["Notificación N-2026/000123", "«Decreto»", "Acuse de recibo, que se devuelve firmado"],
        },
        (),
    ),
    "acuse_envio": (
        {
            "numero": "N-2026/000123",
            "expediente": "2026/LOM/000042",
            "destinatario": "Gestoría Duero, S. L.",
            "direccion": ["Calle de la Iglesia, 3, 2.º B", "09999 Villaejemplo, Burgos"],
            "devolver": "Servicio de Urbanismo y Licencias",
        },
        (),
    ),
    "apud_acta": (PODER, SELLO),
    "prorroga_apud_acta": (PODER | {"antes": date(2027, 12, 8)}, SELLO),
    "fin_apud_acta": (PODER | {"revoca": True, "aceptada": True}, SELLO),
    "diligencia": (
        {
            "asunto": "Corrección de la foliación",
            "texto": "Para hacer constar que el documento 7 se incorporó dos veces.",
            "quien": "Lucía Peña Marcos",
            "fecha": date(2026, 12, 9),
        },
        (FIRMA,),
    ),
    "certificado": (
        {
            "asunto": "Libro de Resoluciones, número 2026/000317",
            "quien": "Begoña Ochoa Lara, secretaria general del Ayuntamiento de Villaejemplo",
            "texto": [
                "Que en el Libro de Resoluciones consta la número 2026/000317.",
                "Que es firme en vía administrativa.",
            ],
            "lugar_fecha": "Villaejemplo, 9 de diciembre de 2026",
        },
        DECRETO[1:],
    ),
    "cuentas": (
        {
            "titulo": "Liquidación del presupuesto de 2025",
            "periodo": "Del 1 de enero al 31 de diciembre de 2025. Importes en euros.",
            "apertura": "Con las cuentas del ejercicio cerrado.",
            "cuadros": [
                {
                    "titulo": "Resultado presupuestario",
                    "columnas": ["Concepto", "Derechos netos", "Obligaciones netas", "Resultado"],
                    "filas": [
                        ["a) Operaciones corrientes", "349.500,00", "250.300,00", "99.200,00"],
                        ["b) Operaciones de capital", "30.000,00", "80.000,00", "-50.000,00"],
                        ["1. Total de operaciones no financieras", "379.500,00", "330.300,00", "49.200,00"],
                    ],
                    "totales": [2],
                    "explicacion": "Derechos y obligaciones netos del ejercicio.",
                },
            ],
            "memoria": [
                {"titulo": "8. Inmovilizado intangible", "texto": "", "cuadros": [MOVIMIENTO]},
            ],
            "norma": "TRLRHL arts. 191 y 193",
        },
        (CampoFirma("intervencion", "Intervención"),),
    ),
    "indice": (
        {
            "numero": "2026/LOM/000042",
            "id_eni": "ES_L01999998_2026_EXP_000001K2J3H4G5F6D7S8A9Q0W1E2R3",
            "titulo": "Licencia de obra menor en la calle Mayor, 14",
            "procedimiento": "Licencia de obra menor",
            "abierto": date(2026, 11, 21),
            "cerrado": date(2026, 12, 20),
            "interesados": ["Ana María Núñez Ibáñez"],
            "documentos": [
                {
                    "orden": n,
                    "id_eni": f"ES_L01999998_2026_{n:030d}",
                    "titulo": f"Documento número {n} del expediente",
                    "tipo": "Informe",
                    "fecha": date(2026, 12, n),
                    "sha256": _huella(str(n)),
                }
                for n in range(1, 13)
            ],
        },
        SELLO,
    ),
    "certificado_silencio": (
        {
            "procedimiento": "Licencia de obra menor",
            "solicitud": "21 de noviembre de 2026, registro 2026-E-000123",
            "vencimiento": date(2027, 2, 21),
            "sentido": "Estimatorio",
            "efectos": [
                "La solicitud se entiende estimada por silencio administrativo desde el 22 de febrero de 2027.",
                "Una resolución posterior solo puede confirmarlo.",
            ],
            "norma": "Artículo 24 de la Ley 39/2015.",
        },
        DECRETO[1:],
    ),
    "informe_firma": (
        {
            "documento": "presupuesto.pdf",
            "sha256": _huella("p"),
            "validado": datetime(2026, 12, 7, 9, 14, 33, tzinfo=UTC),
            "veredicto": "Una firma válida y una que no se puede comprobar",
            "firmas": [
                {
                    "resultado": "válida",
                    "firmante": "Ana María Núñez Ibáñez",
                    "emisor": "AC de demostración",
                    "validez": "hasta el 3 de mayo de 2028",
                    "momento": datetime(2026, 11, 20, 10, 0, tzinfo=UTC),
                    "formato": "PAdES B-B",
                    "alcance": "Todo el documento",
                },
                {
                    "resultado": "indeterminada",
                    "emisor": "Desconocido",
                    "problemas": ["No se conoce a quien expidió el certificado."],
                },
            ],
        },
        (),
    ),
}
EJEMPLOS |= de_la_instruccion(_PARRAFO, FIRMA)
EJEMPLOS |= de_lo_que_se_paga(ANA, FIRMA, SELLO)
EJEMPLOS |= de_lo_que_se_fiscaliza(FIRMA)
EJEMPLOS |= de_los_libros(SELLO, DECRETO[1:])
EJEMPLOS |= de_la_tesoreria()

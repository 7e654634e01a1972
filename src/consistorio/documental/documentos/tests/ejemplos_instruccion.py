"""Data for the templates of the instruction: what is announced, asked and answered."""

from __future__ import annotations

from consistorio.documental.documentos.tipos import CampoFirma


def de_la_instruccion(parrafo: str, firma: CampoFirma) -> dict[str, tuple[dict[str, object], tuple[CampoFirma, ...]]]:
    """Each with its signature."""
    return {
        "consulta": (
            {
                "asunto": "Informe sobre la afección a un bien de interés cultural",
                "destinatario": "Junta de Castilla y León",
                "expediente": "2026/LOM/000042",
                "procedimiento": "Licencia de obra menor",
                "texto": ["Pedimos el informe que exige la ley sobre esta obra.", parrafo * 2],
                "plazo": "Le pedimos que conteste en 10 días hábiles y que cite el número de este expediente.",
                "norma": "Ley 12/2002, artículo 44",
            },
            (firma,),
        ),
        "anuncio": (
            {
                "titulo": "Modificación de la ordenanza de terrazas de la Plaza Mayor",
                "unidad": "Servicio de Urbanismo y Licencias",
                "texto": ["Se somete a información pública la modificación de la ordenanza de terrazas.", parrafo * 3],
                "plazo": "Cualquier persona puede alegar durante 20 días hábiles desde la publicación en el boletín oficial.",
                "lugar": "En la oficina de la Plaza Mayor, 1, de 9:00 a 14:00, y en el tablón de la sede electrónica.",
                "como_presentar": "En la sede electrónica, en este anuncio del tablón, o en una oficina de registro.",
                "efectos": "Quien alega tiene derecho a una respuesta razonada, que puede ser común para varias alegaciones.",
                "norma": "Artículo 83 de la Ley 39/2015.",
            },
            (firma,),
        ),
        "respuesta_alegaciones": (
            {
                "titulo": "Respuesta a sus alegaciones",
                "asunto": "Modificación de la ordenanza de terrazas de la Plaza Mayor",
                "expediente": "2026/ORD/000007",
                "texto": ["Presentó alegaciones en esta información pública. Les contestamos:", parrafo * 2],
                "norma": "Artículo 83.3 de la Ley 39/2015.",
            },
            (firma,),
        ),
        "carta": (
            {
                "asunto": "Ya puede recoger su placa de vado",
                "expediente": "2026/LOM/000042",
                "procedimiento": "Licencia de obra menor",
                "texto": [
                    "Su placa está hecha.",
                    "Puede recogerla en la oficina de la Plaza Mayor, 1, de 9:00 a 14:00.",
                ],
            },
            (firma,),
        ),
    }

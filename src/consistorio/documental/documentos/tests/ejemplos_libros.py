"""Data for the templates of the books and of their diligencias."""

from __future__ import annotations

from datetime import date

from consistorio.documental.documentos.tipos import CampoFirma

Firmas = tuple[CampoFirma, ...]
DECISION = ["Conceder la licencia.", "Fijar en seis meses el plazo de la obra."]


def de_los_libros(sello: Firmas, fe_publica: Firmas) -> dict[str, tuple[dict[str, object], Firmas]]:
    """The printed ones with the organ's seal, and a diligencia with its public faith."""
    return {
        "libro": (
            {
                "titulo": "Libro de Resoluciones",
                "periodo": "Año 2026",
                "columnas": ["Número", "Fecha", "Asunto", "Órgano"],
                "anchos": [2, 2, 6, 3],
                "filas": [
                    [
                        f"2026/{n:06d}",
                        date(2026, 1 + n % 12, 1 + n % 28),
                        "Licencia de obra menor en la calle Mayor",
                        "Concejalía de Urbanismo",
                    ]
                    for n in range(1, 61)
                ],
            },
            sello,
        ),
        "libro_de_actos": (
            {
                "titulo": "Libro de acuerdos de la Junta de Gobierno Local",
                "periodo": "Año 2026, del JGL 1/2026 al JGL 24/2026",
                "apertura": "Diligencia para hacer constar que se abre el libro del año 2026. 12 de enero de 2026.",
                "actos": [
                    {
                        "numero": f"JGL {n}/2026",
                        "fecha": f"{1 + n % 28:02d}/{1 + n % 12:02d}/2026",
                        "asunto": "Licencia de obra mayor en la calle Mayor, 12",
                        "organo": "La Junta de Gobierno Local",
                        "expediente": f"2026/{n:06d}",
                        "estado": "Anulada por diligencia" if n == 7 else "Firmada",
                        "sesion": f"{n}/2026, ordinaria",
                        "decision": [] if n == 7 else DECISION,
                        **(
                            {"nota": "El número queda anulado y sin efecto. Motivo: estaba duplicado."}
                            if n == 7
                            else {"firmada": "28/12/2026", "csv": "ABCD-2345-EFGH-6789-JKLM"}
                        ),
                    }
                    for n in range(1, 25)
                ],
                "cierre": "Diligencia para hacer constar que se cierra el libro. Contiene 24 números. 4 de enero de 2027.",
            },
            sello,
        ),
        "diligencia_libro": (
            {
                "clase": "apertura",
                "libro": "Libro de Resoluciones",
                "anio": 2026,
                "texto": "Se abre este libro para el año 2026.",
                "fecha": date(2026, 1, 2),
            },
            fe_publica,
        ),
    }

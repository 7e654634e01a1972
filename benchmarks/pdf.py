"""Official PDFs a second, against the typesetter alone on the same template and data in the same run."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from benchmarks.banco import Banco, pieza
from benchmarks.cifras import Cifra

PLANTILLAS = ("justificante", "solicitud", "resolucion", "diligencia")


def medir(banco: Banco) -> list[Cifra]:
    """For each template: the typesetter, and the house with it."""
    from consistorio.documental.documentos import renderizado
    from consistorio.documental.documentos.formato import para_plantilla
    from consistorio.documental.documentos.letras import que_se_escriban
    from consistorio.documental.documentos.tests.ejemplos import EJEMPLOS, MARCO

    cuantos, cifras = banco.cuanto(100, 5), []
    for nombre in PLANTILLAS:
        datos, firmas = EJEMPLOS[nombre]
        compilador, _cerrojo = renderizado._compilador(nombre)
        fijas: dict[str, Any] = {
            "datos": json.dumps(que_se_escriban(para_plantilla(datos)), ensure_ascii=False),
            "marco": json.dumps(que_se_escriban(renderizado._marco(MARCO, firmas)), ensure_ascii=False),
        }

        def componer(vez: int, compilador: Any = compilador, fijas: dict[str, Any] = fijas) -> None:
            entradas = fijas | {"vez": str(vez)}  # other inputs, or it would answer from memory
            compilador.compile(sys_inputs=entradas, format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=vez)

        componer(0)
        renderizado.renderizar(nombre, datos, marco=MARCO, firmas=firmas)
        with banco.gasto() as solo:
            for vez in range(1, cuantos + 1):
                with pieza(solo):
                    componer(vez)
        with banco.gasto() as casa:
            for vez in range(cuantos):
                with pieza(casa):
                    renderizado.renderizar(
                        nombre, datos, marco=replace(MARCO, titulo=f"Documento {vez}"), firmas=firmas
                    )
        cifras.append(
            Cifra(
                que=f"PDF/A of «{nombre}» with its fields of signature",
                valor=round(cuantos / casa.pared, 1),
                unidad="a second",
                p95=casa.ms(95),
                nota=f"the typesetter alone {cuantos / solo.pared:.1f} a second, {1000 * solo.cpu / cuantos:.1f} ms of CPU",
                **casa.por(cuantos),
            )
        )
    return cifras

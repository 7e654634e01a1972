"""The page of the docs, written from the figures: nobody types a number in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.cifras import dicho
from benchmarks.indice import MEDIDAS

CABEZA = """# Speed

Written by `python -m benchmarks` from `docs/rendimiento.json`: whoever wants another figure measures it. Each measurement runs on a throwaway PostgreSQL
with fsync, in a town filled through the real actions; `benchmarks/*.py` say what each one does. «CPU» is what our processes spend and, apart,
what PostgreSQL's spend, in milliseconds for each thing done; on a machine that does other things the wall means nothing and the processor's time
little: look at the load. A fixed loop of Python is timed before and after each measurement, so that two machines, or two moments of one, can be compared.
"""
METAS = """
Aims (issue 3): a submission at most 45 ms of CPU and a document of 100 kB at most 48 (so 93 in the sede, which writes the application as a document too), half of what Open Zaak
1.30 was measured to spend on a case (77 + 13) and on a document (81 + 16), on a machine of two cores whose loop was not timed; bulk seals at least 20 % of what the RSA-2048 key alone does; the inbox under 100 ms (p50) at a million cases, and under
300 with sixteen browsers; a million facts verified in less than 60 s; Burgos's first month in less than 60 minutes on two processors, all of it findable.
Aims (issue 5): an entry and an operation of the budget at most 0.3 of what Tryton 8.2.1 spends on a move (133 ms one in a transaction and 19.5 in batches of 250, where it was
first measured; `ajenos` measures both in one run); a year of 100,000 entries closed whole in 10 s and 200 MiB, one of 1,000,000 in 60 s.
"""


def escribir(todo: dict[str, Any], donde: Path) -> None:
    """Write the page anew."""
    partes = [CABEZA, METAS]
    for nombre, medida in MEDIDAS.items():
        if nombre in todo:
            partes.append(_parte(nombre, medida.que, todo[nombre]))
        else:
            partes.append(
                f"\n## {nombre}: {medida.que}\n\nNOT MEASURED yet: `python -m benchmarks {nombre}` (about {medida.minutos} min).\n"
            )
    donde.write_text("".join(partes), "utf-8")


def _parte(nombre: str, que: str, medido: dict[str, Any]) -> str:
    maquina = medido["maquina"]
    pequeno = " **Small run, only to see that it works.**" if medido["pequeno"] else ""
    bucles = " and ".join(f"{ms:.0f}" for ms in medido["bucle_ms"])
    donde = f"{maquina['procesador']}, {maquina['nucleos']} cores, {maquina['memoria_gib']} GiB"
    programas = f"Python {maquina['python']}, PostgreSQL {maquina['postgresql']}, {maquina['fecha']}"
    lineas = [
        f"\n## {nombre}: {que}\n\n",
        f"{donde}, {programas}; load before {medido['carga_antes']}, loop {bucles} ms; {medido['segundos']} s.{pequeno}\n\n",
        "| What | Value | p95 | CPU ours | CPU PostgreSQL | Aim | Met |\n|---|---|---|---|---|---|---|\n",
    ]
    lineas += [_fila(cifra) for cifra in medido["cifras"]]
    return "".join(lineas)


def _fila(cifra: dict[str, Any]) -> str:
    que = cifra["que"].replace("|", "\\|") + (f" ({cifra['nota']})" if "nota" in cifra else "")
    meta = f"{'≥' if cifra.get('al_menos') else '≤'} {cifra['meta']}" if "meta" in cifra else ""
    cumple = {True: "yes", False: "**no**"}.get(cifra.get("cumple"), "")
    return f"| {que} | {dicho(cifra)} | {cifra.get('p95', '')} | {cifra.get('cpu', '')} | {cifra.get('cpu_pg', '')} | {meta} | {cumple} |\n"

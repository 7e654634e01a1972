// Builds the vendored static files: `npm ci && npm run build`. `npm run check` fails when the committed files differ.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import * as sass from "sass";

const aqui = dirname(fileURLToPath(import.meta.url));
const destino = join(aqui, "..", "static", "consistorio");
const comprobar = process.argv.includes("--comprobar");
const salida = new Map();

for (const hoja of ["sede", "denso"]) {
  const { css } = sass.compile(join(aqui, "estilos", `${hoja}.scss`), { style: "compressed", quietDeps: true, charset: true });
  salida.set(`${hoja}.css`, Buffer.from(css));
}
for (const guion of ["inicio", "casa", "atajos", "llaves", "guardado", "rejilla"]) {
  const resultado = await build({
    entryPoints: [join(aqui, "guiones", `${guion}.js`)], bundle: true, minify: true, write: false, target: "es2020",
    format: "iife", legalComments: "none", charset: "utf8",
  });
  salida.set(`${guion}.js`, Buffer.from(resultado.outputFiles[0].contents));
}
const htmx = join(aqui, "node_modules", "htmx.org", "dist");
const sinMapa = (ruta) => Buffer.from(readFileSync(ruta, "utf8").replace(/\n?\/\/# sourceMappingURL=.*\s*$/u, "\n"));
salida.set("htmx.min.js", sinMapa(join(htmx, "htmx.min.js")));
salida.set("hx-csp.min.js", sinMapa(join(htmx, "ext", "hx-csp.min.js")));

const version = (paquete) => {
  const { version: v, license } = JSON.parse(readFileSync(join(aqui, "node_modules", paquete, "package.json"), "utf8"));
  return `${paquete} ${v} (${license})`;
};
const origen = {
  "sede.css": [version("govuk-frontend"), "Consistorio (EUPL-1.2)"],
  "denso.css": ["Consistorio (EUPL-1.2)"],
  "inicio.js": ["Consistorio (EUPL-1.2)"],
  "casa.js": [version("govuk-frontend"), "Consistorio (EUPL-1.2)"],
  "atajos.js": ["Consistorio (EUPL-1.2)"],
  "llaves.js": ["Consistorio (EUPL-1.2)"],
  "guardado.js": ["Consistorio (EUPL-1.2)"],
  "rejilla.js": ["Consistorio (EUPL-1.2)"],
  "htmx.min.js": [version("htmx.org")],
  "hx-csp.min.js": [version("htmx.org")],
};
const prohibido = /GDS Transport|govuk-crest|crest\.|govuk-logotype-crown|govuk-footer__crown|@font-face/iu;
const manifiesto = {};
for (const [nombre, contenido] of salida) {
  const hallado = prohibido.exec(contenido.toString("utf8"));
  if (hallado) throw new Error(`${nombre} contains "${hallado[0]}", which must not be shipped`);
  manifiesto[nombre] = { sha256: createHash("sha256").update(contenido).digest("hex"), bytes: contenido.length, origen: origen[nombre] };
  console.log(nombre.padEnd(16), String(contenido.length).padStart(7), "bytes", String(gzipSync(contenido, { level: 9 }).length).padStart(6), "gz");
}
salida.set("MANIFIESTO.json", Buffer.from(`${JSON.stringify(manifiesto, null, 2)}\n`));
mkdirSync(destino, { recursive: true });
let distintos = 0;
for (const [nombre, contenido] of salida) {
  const ruta = join(destino, nombre);
  if (!comprobar) { writeFileSync(ruta, contenido); continue; }
  let actual = Buffer.alloc(0);
  try { actual = readFileSync(ruta); } catch { /* missing counts as different */ }
  if (!actual.equals(contenido)) { console.error(`differs: ${nombre}`); distintos += 1; }
}
process.exit(distintos ? 1 : 0);

// Builds web/dist: styles, islands, fonts and pictures, each named with a hash of its content.
import * as esbuild from "esbuild";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { subsetFonts } from "./fonts.mjs";

const web = dirname(fileURLToPath(import.meta.url));
const dist = join(web, "dist");
const fonts = join(web, "..", "node_modules", ".cache", "oc-pizza-fonts");

const filesIn = async (folder, ending) =>
    (await readdir(join(web, folder))).filter((name) => name.endsWith(ending)).map((name) => join(web, folder, name));

await subsetFonts(fonts);
await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });

const shared = {
    bundle: true,
    minify: true,
    outdir: dist,
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    // Names in styles and the manifest are what the program serves, so a file can be kept for a year.
    publicPath: "/static",
    logLevel: "warning",
    target: ["chrome109", "firefox115", "safari16"],
};
const pages = await esbuild.build({
    ...shared,
    entryPoints: await filesIn("styles/pages", ".css"),
    alias: { fonts },
    loader: { ".woff2": "file", ".svg": "file", ".png": "file" },
    metafile: true,
});
const islands = await esbuild.build({
    ...shared,
    entryPoints: await filesIn("islands/pages", ".ts"),
    format: "iife",
    metafile: true,
});
const pictures = await esbuild.build({
    ...shared,
    entryPoints: [...(await filesIn("public", ".svg")), ...(await filesIn("public", ".png"))],
    loader: { ".svg": "copy", ".png": "copy" },
    bundle: false,
    minify: false,
    metafile: true,
});

// The manifest names icons by their files in web/public; browsers get the hashed names.
const served = Object.fromEntries(
    Object.entries(pictures.metafile.outputs).map(([file, { entryPoint }]) => [basename(entryPoint), basename(file)]),
);
const manifest = JSON.parse(await readFile(join(web, "public/app.webmanifest"), "utf8"));
for (const icon of manifest.icons) icon.src = `/static/${served[icon.src]}`;
const text = JSON.stringify(manifest);
const hash = createHash("sha256").update(text).digest("hex").slice(0, 8).toUpperCase();
await writeFile(join(dist, `app-${hash}.webmanifest`), text);

const sizes = [pages, islands, pictures].flatMap(({ metafile }) => Object.entries(metafile.outputs));
for (const [file, { bytes }] of sizes) console.log(`${String(bytes).padStart(8)} ${basename(file)}`);

// Subsets the two typefaces to what French needs, with the names of its neighbours; the result is kept between builds.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import subsetFont from "subset-font";

const require = createRequire(import.meta.url);

const ascii = Array.from({ length: 0x5f }, (_, i) => String.fromCodePoint(0x20 + i)).join("");
const accents = "àâäæçèéêëîïôöœùûüÿñìòóíáú";
// The spaces are U+00A0 and U+202F, which French puts before : ; ? ! and inside prices and hours.
const LETTERS = ascii + accents + accents.toUpperCase() + "\u00a0\u202f«»‘’“”–—−…·•°×½€←↑→↓";

const FONTS = [
    {
        name: "bricolage.woff2",
        source: "@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2",
        axes: { wght: { min: 600, max: 800 } },
    },
    {
        name: "figtree.woff2",
        source: "@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2",
        axes: { wght: { min: 400, max: 700 } },
    },
];

/** Writes the subset fonts into `folder`. Slow the first time (seconds), then only when a source or the list changes. */
export async function subsetFonts(folder) {
    await mkdir(folder, { recursive: true });
    for (const font of FONTS) {
        const source = await readFile(require.resolve(font.source));
        const key = createHash("sha256").update(source).update(JSON.stringify([LETTERS, font.axes])).digest("hex");
        const target = join(folder, font.name);
        const stamp = `${target}.key`;
        if (existsSync(target) && existsSync(stamp) && (await readFile(stamp, "utf8")) === key) continue;
        await writeFile(target, await subsetFont(source, LETTERS, { targetFormat: "woff2", variationAxes: font.axes }));
        await writeFile(stamp, key);
    }
}

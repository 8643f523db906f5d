// Every page of a customer by axe in both languages, and its width in a window of 320 pixels.
import { walkEveryPage } from "../browser/support/every_page.mjs";
import { judgeByAxe } from "../browser/support/story.mjs";
import { judge, printHead, printRow } from "./report.mjs";

const languages = { French: "fr-FR", English: "en-GB" };
const narrow = 320;

async function widthWhenNarrow(page) {
    const usual = page.viewportSize();
    await page.setViewportSize({ width: narrow, height: usual.height });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    await page.setViewportSize(usual);
    return width;
}

/** Prints the table, and beneath it the faults and what axe leaves to people's eyes. */
export async function measurePages(scene) {
    const found = new Map();
    const remarks = new Map();
    for (const [language, locale] of Object.entries(languages))
        await walkEveryPage({ ...scene, locale }, async (page, name) => {
            const { faults, unsure } = await judgeByAxe(page);
            const width = await widthWhenNarrow(page);
            found.set(name, { ...found.get(name), [language]: { faults: faults.length, width } });
            for (const remark of [...faults.map((fault) => `fault: ${fault}`), ...unsure])
                remarks.set(remark, (remarks.get(remark) ?? new Set()).add(name));
        });
    const names = Object.keys(languages);
    printHead("page", "budget", ...names.map((name) => `axe, ${name}`), ...names.map((name) => `width, ${name}`));
    for (const [page, seen] of found)
        printRow(page, `0 faults, ${narrow} px`, [
            ...names.map((language) => judge(seen[language].faults, { most: 0 })),
            ...names.map((language) => judge(seen[language].width, { most: narrow })),
        ]);
    console.log(`\nWhat axe cannot judge: ${remarks.size === 0 ? "nothing" : ""}`);
    for (const [remark, pages] of remarks) console.log(`- ${[...pages].join("; ")}: ${remark}`);
}

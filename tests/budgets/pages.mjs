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

/** What was seen of each page: page -> language -> { faults, unsure, width }. */
async function seeEveryPage(scene) {
    const seen = new Map();
    for (const [language, locale] of Object.entries(languages))
        await walkEveryPage({ ...scene, locale }, async (page, name) => {
            const judged = await judgeByAxe(page);
            seen.set(name, { ...seen.get(name), [language]: { ...judged, width: await widthWhenNarrow(page) } });
        });
    return seen;
}

/** "color-contrast (bgOverlap): home 22, deal 1": the most elements of either language. */
function printUnsure(seen) {
    const rules = new Map();
    for (const [page, inLanguages] of seen)
        for (const { rule, elements } of Object.values(inLanguages).flatMap(({ unsure }) => unsure)) {
            const pages = rules.get(rule) ?? new Map();
            rules.set(rule, pages.set(page, Math.max(elements, pages.get(page) ?? 0)));
        }
    console.log(`\nWhat axe leaves to people's eyes, in elements${rules.size === 0 ? ": nothing" : ":\n"}`);
    for (const [rule, pages] of rules)
        console.log(`- ${rule}: ${[...pages].map(([page, elements]) => `${page} ${elements}`).join("; ")}`);
}

/** Prints the table, and beneath it the faults and what axe cannot judge. */
export async function measurePages(scene) {
    const seen = await seeEveryPage(scene);
    const names = Object.keys(languages);
    printHead("page", "budget", ...names.map((name) => `axe, ${name}`), ...names.map((name) => `width, ${name}`));
    for (const [page, inLanguages] of seen)
        printRow(page, `0 faults, ${narrow} px`, [
            ...names.map((language) => judge(inLanguages[language].faults.length, { most: 0 })),
            ...names.map((language) => judge(inLanguages[language].width, { most: narrow })),
        ]);
    for (const [page, inLanguages] of seen)
        for (const [language, { faults }] of Object.entries(inLanguages))
            for (const fault of faults) console.log(`- ${page}, ${language}: ${fault}`);
    printUnsure(seen);
}

// Menu, product, checkout and tracking by Lighthouse.
import { lookAt } from "./lighthouse.mjs";
import { judge, printHead, printRow } from "./report.mjs";

const shop = "/pizzerias/part-dieu";

async function fillCart(page) {
    await page.goto(shop);
    for (const count of ["1", "2"]) {
        await page.locator("#p-reine button.size:not([disabled])").nth(1).click();
        await page.locator("#cart-chip .count", { hasText: count }).waitFor();
    }
}

async function order(page) {
    await page.goto("/commander");
    await page.check("#mode-pickup");
    const person = { email: "vitesse@exemple.fr", firstname: "Alice", lastname: "Fontaine", phone: "06 39 98 41 17" };
    for (const [id, value] of Object.entries(person)) await page.fill(`#${id}`, value);
    await page.click("#order");
    await page.waitForURL(/\/suivi\//);
    return page.url();
}

async function cookieOf(page) {
    return (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
}

/** The pages, and whether search engines are asked in. */
async function preparePages({ newPerson, url }) {
    const buyer = await newPerson({ size: "phone" });
    await fillCart(buyer);
    const former = await newPerson({ size: "phone" });
    await fillCart(former);
    return [
        { name: "menu", url: url + shop, seo: true },
        { name: "product", url: `${url}${shop}/produits/reine`, seo: true },
        { name: "checkout", url: `${url}/commander`, cookie: await cookieOf(buyer) },
        { name: "tracking", url: await order(former) },
    ];
}

const whole = (value) => value.toFixed(0);
const seconds = (value) => `${(value / 1000).toFixed(2)} s`;
const kilobytes = (value) => `${(value / 1024).toFixed(1)} KB`;
const kb = 1024;

/** Figure, name, budget as read by people, limits (null: only told), how it is told. */
const rows = [
    ["performance", "performance", "≥ 95", { least: 95 }, whole],
    ["accessibility", "accessibility", "100", { least: 100 }, whole],
    ["best-practices", "best practices", "100", { least: 100 }, whole],
    ["seo", "SEO", "≥ 95", { least: 95 }, whole],
    ["lcp", "LCP", "≤ 2.0 s", { most: 2000 }, seconds],
    ["cls", "CLS", "≤ 0.02", { most: 0.02 }, (value) => value.toFixed(3)],
    ["tbt", "TBT", "≤ 150 ms", { most: 150 }, (value) => `${whole(value)} ms`],
    ["bytes", "transferred", "≤ 200 KB", { most: 200 * kb }, kilobytes],
    ["html", "HTML", "≤ 20 KB", { most: 20 * kb }, kilobytes],
    ["css", "CSS", "≤ 12 KB", { most: 12 * kb }, kilobytes],
    ["js", "JS", "≤ 10 KB", { most: 10 * kb }, kilobytes],
    ["fonts", "fonts", "≤ 50 KB", { most: 50 * kb }, kilobytes],
    ["pictures", "pictures", "", null, kilobytes],
    ["requests", "requests", "≤ 25", { most: 25 }, whole],
];

/** Prints the table; `port` is that of a Chromium without a cookie of ours. */
export async function measureSpeed(scene, port, runs) {
    const pages = await preparePages(scene);
    for (const page of pages) {
        page.seen = await lookAt(page, port, runs);
        process.stderr.write(`  ${page.name} seen ${runs} times\n`);
    }
    printHead(`Lighthouse, mobile, median of ${runs}`, "budget", ...pages.map(({ name }) => name));
    for (const [figure, name, budget, limits, tell] of rows) {
        const cells = pages.map(({ seen, seo }) => {
            if (figure === "seo" && !seo) return { text: "not asked", kept: true };
            const text = tell(seen[figure]);
            return limits ? judge(seen[figure], limits, text) : { text, kept: true };
        });
        printRow(name, budget, cells);
    }
    console.log(`\nThe machine's benchmarkIndex: ${pages.map(({ seen }) => whole(seen.benchmark)).join(", ")}`);
    for (const { name, seen } of pages) for (const fault of seen.faults) console.log(`- ${name}: ${fault}`);
}

// Takes pictures of pages and measures them: node tools/shots.mjs FOLDER [--size WxH]... [--axe] [--full] URL...
// Without --size: a phone and a desktop. Fails when a page is wider than its window or axe finds a fault.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"];
const [folder, ...rest] = process.argv.slice(2);
const sizes = [];
const urls = [];
const wanted = new Set();
for (let i = 0; i < rest.length; ++i) {
    if (rest[i] === "--size") sizes.push(rest[++i]);
    else if (rest[i].startsWith("--")) wanted.add(rest[i]);
    else urls.push(rest[i]);
}
if (!folder || urls.length === 0) {
    console.error("node tools/shots.mjs FOLDER [--size WxH]... [--axe] [--full] URL...");
    process.exit(2);
}
if (sizes.length === 0) sizes.push("390x844", "1280x800");
mkdirSync(folder, { recursive: true });

const axe = wanted.has("--axe") && readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS });
let faults = 0;

function tell(fault) {
    ++faults;
    console.log(`  ${fault}`);
}

async function measure(page, width) {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) tell(`wider than its window: ${wide} > ${width}`);
    if (!axe) return;
    await page.evaluate(axe);
    const { violations, incomplete } = await page.evaluate(() => globalThis.axe.run());
    for (const { id, nodes } of violations) tell(`axe ${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
    for (const { id, nodes } of incomplete) console.log(`  to look at, ${id}: ${nodes.length} places`);
}

for (const size of sizes) {
    const [width, height] = size.split("x").map(Number);
    const context = await browser.newContext({ viewport: { width, height }, locale: "fr-FR", reducedMotion: "reduce" });
    for (const url of urls) {
        const page = await context.newPage();
        page.on("console", (message) => ["error", "warning"].includes(message.type()) && tell(message.text()));
        page.on("pageerror", (error) => tell(error.message));
        await page.goto(url, { waitUntil: "load" });
        await page.evaluate(() => document.fonts.ready);
        const path = new URL(url).pathname.replace(/\W+/g, "-").replace(/^-|-$/g, "") || "home";
        const file = join(folder, `${path}-${width}.png`);
        await page.screenshot({ path: file, fullPage: wanted.has("--full") });
        console.log(file);
        await measure(page, width);
        await page.close();
    }
    await context.close();
}
await browser.close();
process.exit(faults ? 1 : 0);

// Tells every story of this folder to the program, once for each engine: node tests/browser/run.mjs [PATTERN]
// OCPIZZA names the program (build/dev/ocpizza), OCP_TEST_POSTGRES_URL a PostgreSQL server for the second engine,
// CHROMIUM the browser. SITE names a site that runs already, with the demo group: the stories are told to it instead,
// whoever signed its certificate. Pictures of failures are left in var/test-shots. The last line is: N passed, N failed.
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { chromium } from "playwright-core";
import { Program, RunningSite, engines } from "./support/program.mjs";
import { Cast, stories } from "./support/story.mjs";

const storyTime = 240_000;
const shots = "var/test-shots";
const pattern = process.argv[2] ?? "";
let passed = 0;
let failed = 0;

function within(milliseconds, promise) {
    let timer;
    const late = new Promise((_, refuse) => {
        timer = setTimeout(() => refuse(new Error(`not done after ${milliseconds / 1000} s`)), milliseconds);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function tellOne({ name, tell }, engine, browser, program) {
    const cast = new Cast(browser, program.url);
    const begun = Date.now();
    try {
        const page = await cast.newPerson();
        await within(storyTime, tell({ page, newPerson: cast.newPerson, url: program.url, engine, program }));
        if (cast.unseen.length > 0) throw new Error(cast.unseen.join("\n"));
        ++passed;
        console.log(`ok      [${engine}] ${name} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
    } catch (error) {
        ++failed;
        const stem = `${shots}/${engine}-${name.replace(/\W+/g, "-")}`;
        const pictures = await cast.photograph(stem);
        console.log(`FAILED  [${engine}] ${name}\n${error.stack}`);
        for (const unseen of cast.unseen) console.log(`  meanwhile: ${unseen}`);
        console.log(`  pictures: ${stem}-1.png${pictures > 1 ? ` to -${pictures}.png` : ""}`);
        console.log(`  the program's last words:\n${program.log.split("\n").slice(-15).join("\n")}`);
    } finally {
        await cast.leave();
    }
}

async function tellAll(engine, browser) {
    let program;
    try {
        program = process.env.SITE ? new RunningSite(process.env.SITE) : await Program.prepare(engine);
        await program.start();
        for (const one of stories.filter(({ name }) => name.includes(pattern))) {
            await tellOne(one, engine, browser, program);
        }
        const code = await program.stop();
        if (code !== 0) throw new Error(`the program ended with ${code}:\n${program.log.slice(-4000)}`);
    } catch (error) {
        ++failed;
        console.log(`FAILED  [${engine}] the program itself\n${error.stack}`);
    } finally {
        await program?.remove();
    }
}

rmSync(shots, { recursive: true, force: true });
mkdirSync(shots, { recursive: true });
for (const file of readdirSync(new URL(".", import.meta.url)).sort())
    if (file.endsWith(".story.mjs")) await import(`./${file}`);

const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    // Chromium's sandbox refuses to run as root; it only sees our own pages here.
    args: ["--headless=new", "--disable-gpu", ...(process.getuid() === 0 ? ["--no-sandbox"] : [])],
});
for (const engine of process.env.SITE ? ["site"] : engines()) await tellAll(engine, browser);
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

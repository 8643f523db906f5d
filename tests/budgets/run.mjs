// The budgets of the pages (design: budgets to demand; issue 4), on a fresh SQLite database with the demo group. bin/budgets
// tells the settings.
import { chromium } from "playwright-core";
import { Program } from "../browser/support/program.mjs";
import { freePort } from "../support/free_port.mjs";
import { Cast } from "../browser/support/story.mjs";
import { measurePages } from "./pages.mjs";
import { printSum } from "./report.mjs";
import { measureSpeed } from "./speed.mjs";

const parts = process.argv.length > 2 ? process.argv.slice(2) : ["lighthouse", "pages"];
const port = await freePort();
const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
        "--headless=new",
        "--disable-gpu",
        `--remote-debugging-port=${port}`,
        // Chromium's sandbox refuses to run as root; it only sees our own pages here.
        ...(process.getuid() === 0 ? ["--no-sandbox"] : []),
    ],
});
const program = await Program.prepare("sqlite");
const cast = new Cast(browser, program.url);
try {
    await program.start();
    const scene = { newPerson: cast.newPerson, program, url: program.url };
    if (parts.includes("lighthouse")) await measureSpeed(scene, port, Number(process.env.RUNS ?? 3));
    if (parts.includes("pages")) await measurePages(scene);
    process.exitCode = printSum() ? 0 : 1;
} finally {
    await cast.leave();
    await browser.close();
    await program.stop();
    await program.remove();
}

// Runs campaigns; called by bin/soak, which brings a PostgreSQL. Each prints one line of figures, as JSON, with its
// seed and the command that repeats it. The last line is: N passed, N failed.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDatabase } from "./database.mjs";
import { prepareGroup } from "./group.mjs";
import { databaseTrouble } from "./database_trouble.mjs";
import { kill } from "./kill.mjs";
import { live } from "./live.mjs";
import { Misused, replayOf, runsFrom, usage } from "./options.mjs";
import { load } from "./load.mjs";
import { overload } from "./overload.mjs";
import { pay } from "./pay.mjs";
import { reload } from "./reload.mjs";
import { restore } from "./restore.mjs";
import { command } from "./server.mjs";
import { webhook } from "./webhook.mjs";

const campaigns = { kill, live, reload, database: databaseTrouble, load, overload, pay, webhook, restore };
const shown = 20;

/** Makes one run; answers whether every promise was kept. */
async function make(run) {
    const begun = Date.now();
    const folder = mkdtempSync(join(tmpdir(), "ocpizza-soak-"));
    const database = openDatabase(run.engine, folder);
    try {
        prepareGroup(database, folder, run.orders);
        const { violations, figures, errors } = await campaigns[run.campaign](run, database, folder);
        const check = command(database, folder, "check", "--data");
        if (!check.agreed) violations.push(`check --data says: ${check.said.trim()}`);
        for (const violation of violations.slice(0, shown))
            console.log(`VIOLATION [${run.campaign} ${run.engine}] ${violation}`);
        if (violations.length > 0 && errors.length > 0)
            console.log(`the program's errors:\n${errors.join("\n")}`);
        const told = {
            campaign: run.campaign,
            database: run.engine,
            violations: violations.length,
            ...figures,
        };
        const seconds = Math.round((Date.now() - begun) / 1000);
        console.log(JSON.stringify({ ...told, run_s: seconds, seed: run.seed, replay: replayOf(run) }));
        return violations.length === 0;
    } finally {
        database.drop();
        rmSync(folder, { recursive: true, force: true });
    }
}

/** Whether the checkers see the faults that their tests plant. */
function checkersSee() {
    const here = fileURLToPath(new URL(".", import.meta.url));
    const tests = readdirSync(here).filter((name) => name.endsWith(".test.mjs"));
    const { status, stdout } = spawnSync(
        process.execPath,
        ["--test", ...tests.map((name) => join(here, name))],
        { encoding: "utf8" },
    );
    if (status !== 0) console.log(stdout);
    return status === 0;
}

if (["help", "--help", "-h"].includes(process.argv[2])) {
    console.log(usage);
    process.exit(0);
}
let runs;
try {
    runs = runsFrom(process.argv.slice(2));
} catch (error) {
    if (!(error instanceof Misused)) throw error;
    console.error(`bin/soak: ${error.message}\n${usage}`);
    process.exit(2);
}
let passed = 0;
let failed = 0;
const count = (good) => (good ? ++passed : ++failed);
async function makeAll(some) {
    for (const run of some) {
        try {
            count(await make(run));
        } catch (error) {
            console.log(`FAILED [${run.campaign} ${run.engine}] ${error.stack}\n  to repeat: ${replayOf(run)}`);
            count(false);
        }
    }
}
if (runs.length > 2) {
    // Everything, briefly: the engines beside each other. Who fells the database server must be alone with it.
    count(checkersSee());
    const alone = ({ campaign }) => campaign === "database";
    await Promise.all(
        ["sqlite", "postgres"].map((engine) =>
            makeAll(runs.filter((run) => run.engine === engine && !alone(run))),
        ),
    );
    await makeAll(runs.filter(alone));
} else await makeAll(runs);
console.log(`${passed} passed, ${failed} failed`);
// Who was left behind by a run that broke would wander on for ever.
process.exit(failed > 0 ? 1 : 0);

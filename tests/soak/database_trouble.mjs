// Campaign `database`: people order and work while PostgreSQL is restarted as by a crash, loses every connection, has a
// table locked, and has no room left on its disk. They are told to come back, nothing promised is lost, and a second
// after the database is back so is everything.
import { existsSync, rmSync, statfsSync, writeSync, openSync, closeSync } from "node:fs";
import { join } from "node:path";
import { Chance } from "./chance.mjs";
import { Crew } from "./crew.mjs";
import { percentile, sleep, tally } from "./figures.mjs";
import { shops } from "./group.mjs";
import { Person } from "./person.mjs";
import { Server } from "./server.mjs";

const shownErrors = 6;
/** From here on a run is long enough for its times to be judged. */
const judgedFrom = 10;
const goal = 1000;

export async function databaseTrouble({ rounds, clients, seed, plant }, database, folder) {
    const chance = new Chance(seed);
    const server = await Server.prepare(database, folder);
    const site = new PoliteSite(server, plant);
    try {
        await server.start();
        const crew = await Crew.gather({ site, chance, shops: shops(2), customers: clients, pizzaioli: 1 });
        site.watched = true;
        crew.begin();
        const back = {};
        for (let round = 0; round < rounds; ++round)
            for (const [name, strike] of Object.entries(troubles)) {
                await sleep(chance.between(200, 800));
                if (!(await strike(database.cluster))) continue;
                (back[name] ??= []).push(await backAfter(server));
            }
        await crew.end();
        const late = Object.entries(back).filter(([, times]) => Math.max(...times) > goal);
        return {
            violations: [
                ...Object.entries(tally(site.faults)).map(([fault, times]) => `${fault} (${times} times)`),
                ...(rounds >= judgedFrom
                    ? late.map(([name, times]) => `after "${name}" it was back only ${Math.max(...times)} ms later`)
                    : []),
                ...(await crew.brokenPromises(database, false)),
                ...server.crashes,
            ],
            figures: {
                rounds,
                told_to_come_back: site.away,
                back_ms: Object.fromEntries(
                    Object.keys(troubles).map((name) => [
                        name,
                        back[name]
                            ? { p50: percentile(back[name], 0.5), max: percentile(back[name], 1) }
                            : "left out: it wants a disk of its own, and root",
                    ]),
                ),
                ...crew.figures(),
            },
            errors: server.errors(shownErrors),
        };
    } finally {
        await server.kill();
    }
}

/** Whoever gets no page is told when to come back. */
class PoliteSite {
    watched = false;
    away = 0;
    faults = [];
    #server;

    constructor(server, plant) {
        this.#server = server;
        if (plant) this.faults.push("a fault was planted");
    }
    port() {
        return this.#server.port;
    }
    answered(status, what, headers) {
        if (!this.watched || status < 500) return;
        if (status !== 503) this.faults.push(`${what.replace(/\d+/g, "N")} was answered with ${status}`);
        else if (!(Number(headers["retry-after"]) >= 1)) this.faults.push("503 without a time to come back");
        else ++this.away;
    }
    lost(error, what) {
        if (this.watched) this.faults.push(`${what.replace(/\d+/g, "N")} was not answered: ${error.message}`);
    }
}

/** What happens to the database; each ends when it is there again, or answers false when it cannot be done here. */
const troubles = {
    async crash(cluster) {
        cluster.restart();
        return true;
    },
    async "connections killed"(cluster) {
        cluster.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()");
        return true;
    },
    async "table locked"(cluster) {
        await cluster.executeMeanwhile("BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(3); COMMIT");
        return true;
    },
    async "disk full"(cluster) {
        const disk = process.env.SOAK_SMALL_DISK;
        if (!disk) return false;
        const filling = join(disk, "filling");
        fill(filling, disk);
        await sleep(3000);
        rmSync(filling);
        cluster.revive();
        return true;
    },
};

/** Writes zeros until nothing fits any more. */
function fill(file, disk) {
    const piece = Buffer.alloc(1 << 20);
    const at = openSync(file, "w");
    try {
        for (;;) writeSync(at, piece, 0, Math.min(piece.length, Math.max(1, statfsSync(disk).bavail * 4096)));
    } catch (error) {
        if (error.code !== "ENOSPC") throw error;
    } finally {
        closeSync(at);
    }
    if (!existsSync(file)) throw new Error("the disk was not filled");
}

/** Milliseconds until a page that needs the database is there again. */
async function backAfter(server) {
    const begun = performance.now();
    const person = new Person({ port: () => server.port });
    for (;;) {
        const { status } = await person.get("/readyz").catch(() => ({ status: 0 }));
        if (status === 200) break;
        if (performance.now() - begun > 60_000) throw new Error(`it did not come back:\n${server.lastWords(20)}`);
        await sleep(20);
    }
    person.leave();
    return Math.round(performance.now() - begun);
}

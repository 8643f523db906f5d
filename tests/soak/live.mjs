// Campaign `live`: boards, menus and tracking pages follow their streams, coming and going, while the servers are
// killed in turn. On PostgreSQL two servers share the database; SQLite serves one process.
// Campaign `reload` (reload.mjs) is the same with a server that is reloaded instead.
import { Chance } from "./chance.mjs";
import { Crew } from "./crew.mjs";
import { percentile, sleep } from "./figures.mjs";
import { Follower } from "./follower.mjs";
import { password, shops } from "./group.mjs";
import { Person } from "./person.mjs";
import { Server } from "./server.mjs";
import { brokenStreams, delays, heardAgain, missed, withAnEventDropped } from "./streams_check.mjs";

const customers = 8;
const shownErrors = 6;
const settlingTime = 15_000;

export function live(sizes, database, folder) {
    return whileDisturbed(sizes, database, folder, {
        servers: database.engine === "postgres" ? 2 : 1,
        siteOf,
        disturb: (servers, chance) => killInTurn(servers, chance, Date.now() + sizes.seconds * 1000),
    });
}

/**
 * Everybody orders, works and follows streams while `disturb(servers, chance)` lasts; it answers its own figures,
 * and violations if it saw any. `siteOf(servers, chance)` chooses who is asked.
 */
export async function whileDisturbed(sizes, database, folder, { servers: many, siteOf, disturb }) {
    const { clients, seed, plant } = sizes;
    const chance = new Chance(seed);
    const servers = [];
    for (let i = 0; i < many; ++i) servers.push(await Server.prepare(database, folder));
    try {
        for (const server of servers) await server.start();
        const site = siteOf(servers, chance.branch());
        const open = shops(clients > 50 ? 8 : 3);
        const crew = await Crew.gather({
            site,
            chance: chance.branch(),
            shops: open,
            customers,
            pizzaioli: 1,
        });
        const followers = await invite({ site, chance, crew, shops: open, clients });
        let phase = "open";
        const lives = followers.map((follower) =>
            follower
                .live(() => phase)
                .catch((error) => follower.faults.push(`a follower broke: ${error.stack}`)),
        );
        crew.begin();
        const { violations: seen = [], ...disturbed } = await disturb(servers, chance, site);
        await crew.end();
        phase = "staying";
        const { records, outbox } = await settle(followers, crew, database);
        phase = "over";
        await Promise.all(lives);

        const violations = [
            ...seen,
            ...brokenStreams(plant ? withAnEventDropped(records) : records, outbox),
            ...followers.flatMap(({ faults }) => faults),
            ...(await crew.brokenPromises(database, false)),
            ...servers.flatMap(({ crashes }) => crashes),
        ];
        const figures = {
            streams: followers.length,
            servers: servers.length,
            ...disturbed,
            ...heardFigures(records, outbox),
        };
        Object.assign(figures, crew.figures());
        return { violations, figures, errors: servers.flatMap((server) => server.errors(shownErrors)) };
    } finally {
        for (const server of servers) await server.kill();
    }
}

function heardFigures(records, outbox) {
    const waited = delays(records, outbox);
    return {
        events: outbox.length,
        heard: records.reduce((sum, { heard }) => sum + heard.length, 0),
        heard_again: heardAgain(records),
        resets: records.reduce((sum, { resets }) => sum + resets.length, 0),
        connections: records.reduce((sum, { connections }) => sum + connections, 0),
        delay_ms: { p50: percentile(waited, 0.5), p99: percentile(waited, 0.99), max: percentile(waited, 1) },
    };
}

/** Each request goes to one of the servers that are up, as a proxy would send it. */
function siteOf(servers, chance) {
    const up = () => servers.filter((server) => server.up);
    return { port: () => chance.one(up().length > 0 ? up() : servers).port };
}

/** A third each of boards, menus and tracking pages, spread over the shops. */
async function invite({ site, chance, crew, shops, clients }) {
    const staff = [];
    for (const { slug } of shops)
        for (const role of ["gerant", "pizzaiolo"].slice(0, clients > 50 ? 2 : 1)) {
            const person = new Person(site);
            await person.post("/connexion", { email: `${role}.${slug}@ocpizza.example`, password });
            staff.push({ slug, person });
        }
    const visitor = new Person(site);
    return Array.from({ length: clients }, (_, i) => {
        // Each has an address of its own, as people have.
        const means = {
            site,
            chance: chance.branch(),
            person: visitor,
            address: `127.0.${1 + (i >> 7)}.${1 + (i & 127)}`,
        };
        const { slug, person } = staff[Math.floor(i / 3) % staff.length];
        if (i % 3 === 0)
            return new Follower({
                ...means,
                person,
                findPath: () => ({ path: `/cuisine/${slug}`, subject: { kind: "board", slug } }),
            });
        if (i % 3 === 1)
            return new Follower({
                ...means,
                findPath: () => ({ path: `/pizzerias/${slug}`, subject: { kind: "menu", slug } }),
            });
        return new Follower({ ...means, findPath: () => youngOrder(crew.journal, means.chance) });
    });
}

function youngOrder({ intents }, chance) {
    const young = intents.slice(-20).filter(({ state }) => state === "placed");
    if (young.length === 0) return null;
    const { links, mark } = chance.one(young);
    return { path: `/suivi/${links[0]}`, subject: { kind: "tracking", mark } };
}

async function killInTurn(servers, chance, end) {
    let kills = 0;
    while (Date.now() < end) {
        await sleep(chance.between(600, 1800));
        const victim = servers[kills++ % servers.length];
        await victim.kill();
        await sleep(chance.between(0, 300));
        await victim.start();
    }
    return { kills };
}

/** Waits until everybody heard everything, or until the time for it is over. */
async function settle(followers, crew, database) {
    const outbox = database.rows(
        `SELECT id, CAST(CAST(xid AS TEXT) AS BIGINT) AS xid, stream, kind, at FROM outbox ORDER BY 2, 1`,
    );
    const shopIds = new Map(
        database.rows("SELECT id, slug FROM pizzerias").map(({ id, slug }) => [slug, id]),
    );
    const orders = new Map(
        database
            .rows("SELECT id, note, pizzeria_id AS shop FROM orders WHERE note <> ''")
            .map((order) => [order.note, order]),
    );
    const wanted = ({ kind, slug, mark }) => {
        if (kind === "board") return `shop:${shopIds.get(slug)}`;
        if (kind === "menu") return `menu:${shopIds.get(slug)}`;
        return `shop:${orders.get(mark)?.shop}/order:${orders.get(mark)?.id}`;
    };
    const records = followers.flatMap(({ records }) => records);
    for (const record of records) record.wanted = wanted(record.subject);
    const end = Date.now() + settlingTime;
    while (Date.now() < end && records.some((record) => missed(record, outbox).length > 0)) await sleep(200);
    // What would come twice, or too much, still may.
    await sleep(300);
    return { records, outbox };
}

// What the real program tells Sentry, judged by Sentry's own parser and by its own receiver.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Sink } from "./sink.mjs";
import { Site } from "./site.mjs";
import { Spotlight } from "./spotlight.mjs";
import { holds, skip } from "./tally.mjs";
import { soon } from "./wait.mjs";

const cookie = "dGhpcyBpcyBub2JvZHkncyBzZXNzaW9uIHRva2VuLCB";
const typeOf = (envelope) => JSON.parse(String(envelope).split("\n")[1]).type;
const bodyOf = (envelope) => JSON.parse(String(envelope).split("\n")[2]);

/** Requests that go well and one that fails, for its table is gone. */
async function live(site) {
    assert.equal((await site.get("/panier")).status, 200);
    site.sql("ALTER TABLE sessions RENAME TO sessions_gone");
    const failed = await site.get("/panier?email=lola%40exemple.fr", { Cookie: `s=${cookie}` });
    assert.equal(failed.status, 500);
    site.sql("ALTER TABLE sessions_gone RENAME TO sessions");
}

/** The server dies as by a fault in its memory; its keeper starts another. */
async function crash(site, sink) {
    const told = (words) => () => sink.envelopes.some((envelope) => String(envelope).includes(words));
    await soon("the failure before is told", told("no such table"));
    const { stdout } = spawnSync("pgrep", ["-P", String(site.child.pid)], { encoding: "utf8" });
    process.kill(Number(stdout), "SIGSEGV");
    await soon("the crash is told", told("before this one"));
    assert.equal((await site.get("/panier")).status, 200);
}

/** sentry-cli reads the envelope and posts what it understood; answers its exit code and words. */
function parsed(peers, folder, sink, bytes) {
    const file = join(folder, "judged.envelope");
    writeFileSync(file, bytes);
    return new Promise((tell) => {
        const cli = spawn(join(peers, "node_modules/.bin/sentry-cli"), ["send-envelope", file], {
            env: { PATH: process.env.PATH, HOME: folder, SENTRY_DSN: sink.dsn() },
        });
        let said = "";
        for (const stream of [cli.stdout, cli.stderr]) stream.on("data", (text) => (said += text));
        cli.once("exit", (code) => tell({ code, said }));
    });
}

/** The same envelope with one thing wrong, which a strict parser must see. */
function spoilt(event, transaction) {
    const changed = (envelope, change) => {
        const lines = String(envelope).split("\n");
        const body = JSON.parse(lines[2]);
        change(body, lines);
        lines[2] = JSON.stringify(body);
        return lines.join("\n");
    };
    return {
        "a truncated body": String(event).slice(0, -40),
        "a level nobody knows": changed(event, (body) => (body.level = "terrible")),
        "a time that is none": changed(event, (body) => (body.timestamp = "yesterday")),
        "a short id": changed(event, (body) => (body.event_id = "2a")),
        "a wrong length": changed(event, (_, lines) => (lines[1] = '{"type":"event","length":5}')),
        "a transaction's time as a number": changed(transaction, (body) => (body.timestamp = 1795435200.5)),
    };
}

/** Spotlight, which shows what it takes for an event. `of`: the envelope of a kind. */
async function judgeReception(spotlight, of) {
    for (const type of ["event", "transaction"])
        await holds(`Sentry's own receiver has the ${type}`, async () => {
            const id = bodyOf(of(type)).event_id;
            await soon(`the ${type} in its stream`, () => spotlight.told.includes(id));
        });
    await holds("and tells nothing of what is no envelope", async () => {
        await fetch(`${spotlight.base}/api/1/envelope/`, { method: "POST", body: "no envelope 7777" });
        const event = String(of("event")).replaceAll(bodyOf(of("event")).event_id, "7".repeat(32));
        await fetch(`${spotlight.base}/api/1/envelope/`, {
            method: "POST",
            headers: { "Content-Type": "application/x-sentry-envelope" },
            body: event,
        });
        await soon("the next one in its stream", () => spotlight.told.includes("7".repeat(32)));
        assert.ok(!spotlight.told.includes("no envelope 7777"));
    });
}

export async function judgeSentry(peers, folder) {
    const has = (path) => existsSync(join(peers, "node_modules", path));
    if (!has(".bin/sentry-cli") || !has("@spotlightjs/spotlight/dist/run.js"))
        return skip("what Sentry is told", "peer not installed");

    const spotlight = Number(process.versions.node.split(".")[0]) >= 20 && (await Spotlight.start(peers, folder));
    const sink = await Sink.start(spotlight ? spotlight.base : undefined);
    const site = new Site(folder, { SENTRY_DSN: sink.dsn(), SENTRY_TRACES_SAMPLE_RATE: "1" });
    try {
        await site.start();
        await live(site);
        await crash(site, sink);
        await site.stop();
        const of = (type) => sink.envelopes.find((envelope) => typeOf(envelope) === type);
        await holds("a failing request of the real program becomes an event", () => {
            const event = bodyOf(of("event"));
            assert.equal(event.transaction, "GET /panier");
            assert.equal(event.exception.values[0].type, "ocp::db::Error");
            const frames = event.exception.values[0].stacktrace?.frames ?? [];
            if (!process.env.OCPIZZA?.match(/asan|tsan/))
                assert.ok(frames.some((frame) => frame.in_app && frame.filename === "src/ocpizza/site.cpp"));
        });
        await holds("with nothing of who it was", () => {
            for (const envelope of sink.envelopes)
                for (const secret of ["lola", cookie]) assert.ok(!String(envelope).includes(secret), secret);
        });
        await holds("a crash of the server is told by the next one", () => {
            const events = sink.envelopes.filter((envelope) => typeOf(envelope) === "event").map(bodyOf);
            const told = events.find((event) => event.logentry?.formatted === "the server before this one crashed");
            assert.equal(told?.extra.how, "signal 11");
        });
        await holds("Sentry's strict parser takes every envelope of the program", async () => {
            assert.deepEqual(new Set(sink.envelopes.map(typeOf)), new Set(["event", "transaction", "sessions"]));
            const judge = await Sink.start();
            for (const type of ["event", "transaction", "sessions"]) {
                const { code, said } = await parsed(peers, folder, judge, of(type));
                assert.equal(code, 0, `${type}: ${said}`);
            }
            judge.stop();
        });
        for (const [what, bytes] of Object.entries(spoilt(of("event"), of("transaction"))))
            await holds(`and refuses ${what}`, async () => {
                const judge = await Sink.start();
                const { code, said } = await parsed(peers, folder, judge, bytes);
                judge.stop();
                assert.equal(code, 1, said);
            });
        if (spotlight) await judgeReception(spotlight, of);
        else skip("Sentry's own receiver", "it wants Node 20");
    } finally {
        await site.stop();
        sink.stop();
        if (spotlight) spotlight.stop();
    }
}

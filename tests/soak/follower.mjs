// Somebody who follows a live stream: loads the page, then listens from its cursor on; comes and goes, and goes on
// from the last id heard, at whatever server is there.
import { request } from "node:http";
import { EventText, placeFrom } from "./event_text.mjs";
import { sleep } from "./figures.mjs";
import { streamOf } from "./pages.mjs";

const lastOfAnOrder = new Set([
    "order.delivered",
    "order.picked_up",
    "order.cancelled",
    "order.refused",
    "order.not_delivered",
]);

export class Follower {
    #site;
    #chance;
    #person;
    #findPath;
    #address;
    /** What was heard, a record for each page followed; streams_check.mjs judges them. */
    records = [];
    faults = [];

    /** `findPath` answers {path, subject}, or null when there is nothing to follow yet. */
    constructor({ site, chance, person, findPath, address }) {
        [this.#site, this.#chance, this.#person] = [site, chance, person];
        [this.#findPath, this.#address] = [findPath, address];
    }

    /** Until `phase()` is "over"; comes and goes only while it is "open", then stays. */
    async live(phase) {
        while (phase() !== "over") {
            const record = phase() === "open" ? await this.#openPage() : null;
            if (record) await this.#follow(record, phase);
            else await sleep(50);
        }
    }

    async #openPage() {
        const found = this.#findPath();
        if (!found) return null;
        const page = await this.#person.read(found.path);
        const stream = page.status === 200 ? streamOf(page.body) : null;
        if (!stream) return null;
        const from = new URL(stream, "http://site").searchParams.get("from");
        const record = {
            subject: found.subject,
            stream,
            from: placeFrom(from),
            lastId: from,
            connections: 0,
            heard: [],
            resets: [],
            done: false,
        };
        this.records.push(record);
        return record;
    }

    async #follow(record, phase) {
        while (phase() !== "over" && !record.done) {
            await this.#listen(record, phase);
            await sleep(this.#chance.between(0, 100));
        }
    }

    /** One connection, until it breaks or somebody leaves. */
    #listen(record, phase) {
        const connection = ++record.connections;
        const opened = Date.now();
        return new Promise((over) => {
            const asked = request({
                host: "127.0.0.1",
                port: this.#site.port(),
                path: record.stream,
                agent: false,
                localAddress: this.#address,
                headers: {
                    Accept: "text/event-stream",
                    ...(this.#person.cookieHeader ? { Cookie: this.#person.cookieHeader } : {}),
                    ...(connection > 1 ? { "Last-Event-ID": record.lastId } : {}),
                },
            });
            const leave = () => {
                clearInterval(watch);
                asked.destroy();
                over();
            };
            const until = opened + this.#chance.between(300, 2000);
            const watch = setInterval(() => {
                if (phase() === "over" || record.done || (phase() === "open" && Date.now() > until)) leave();
            }, 25);
            asked.on("error", leave);
            asked.on("response", (answer) => {
                if (answer.statusCode !== 200) {
                    if (answer.statusCode !== 503)
                        this.faults.push(`the stream ${record.stream} answered ${answer.statusCode}`);
                    return leave();
                }
                const text = new EventText((told) => hear(record, connection, opened, told));
                answer.setEncoding("utf8");
                answer.on("data", (piece) => text.add(piece));
                answer.on("error", leave);
                answer.on("close", leave);
            });
            asked.end();
        });
    }
}

function hear(record, connection, opened, { id, kind, data }) {
    if (record.done) return;
    const place = id === null ? null : placeFrom(id);
    if (kind === "reset") record.resets.push({ after: placeFrom(record.lastId), to: place });
    else if (kind && kind !== "pouls" && data)
        record.heard.push({
            ...place,
            connection,
            opened,
            at: Date.now(),
            kind,
            stream: JSON.parse(data).stream,
        });
    if (id !== null) record.lastId = id;
    record.done = record.subject.kind === "tracking" && lastOfAnOrder.has(kind);
}

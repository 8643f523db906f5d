// Compares what followers heard with the table of events. Answers sentences, one for each broken promise.
import { compare } from "./event_text.mjs";

/** "shop:3" has "shop:3/order:42" in it. */
export const wants = (wanted, stream) => stream === wanted || stream.startsWith(`${wanted}/`);

/** What a follower of `wanted` must hear from that place on, less what a reset told it to load again. */
function expected({ wanted, from, resets }, outbox) {
    return outbox.filter(
        (event) =>
            wants(wanted, event.stream) &&
            compare(event, from) > 0 &&
            !resets.some(({ after, to }) => compare(event, after) > 0 && compare(event, to) <= 0),
    );
}

/** The events that did not reach a follower. */
export function missed(record, outbox) {
    const heard = new Set(record.heard.map(({ id }) => id));
    return expected(record, outbox).filter(({ id }) => !heard.has(id));
}

/** `records`: of followers, each with the stream it `wanted`; `outbox`: the whole table, in commit order. */
export function brokenStreams(records, outbox) {
    const known = new Map(outbox.map((event) => [event.id, event]));
    const broken = records.flatMap((record) => faultsOf(record, outbox, known));
    if (!records.some(({ heard }) => heard.length > 0))
        broken.push("nobody heard anything: this shows nothing");
    return broken;
}

function faultsOf(record, outbox, known) {
    const who = `a follower of ${record.wanted} from ${record.from.xid}-${record.from.id} on`;
    const broken = missed(record, outbox).map(({ xid, id, kind }) => `${who} missed ${xid}-${id} (${kind})`);
    const before = new Map();
    for (const heard of record.heard) {
        const named = `${heard.xid}-${heard.id} (${heard.kind})`;
        const event = known.get(heard.id);
        if (!event || event.stream !== heard.stream || event.kind !== heard.kind || event.xid !== heard.xid)
            broken.push(`${who} heard ${named}, which never happened`);
        else if (!wants(record.wanted, heard.stream))
            broken.push(`${who} heard ${named}, which is of ${heard.stream}`);
        else if (compare(heard, record.from) <= 0)
            broken.push(`${who} heard ${named}, which was in its page`);
        const last = before.get(heard.connection);
        if (last && compare(heard, last) === 0) broken.push(`${who} heard ${named} twice on one connection`);
        else if (last && compare(heard, last) < 0)
            broken.push(`${who} heard ${named} after ${last.xid}-${last.id}`);
        before.set(heard.connection, heard);
    }
    return broken;
}

/** How many events came again after a reconnect: allowed, the page ignores ids it knows, but worth knowing. */
export function heardAgain(records) {
    return records.reduce(
        (sum, { heard }) => sum + heard.length - new Set(heard.map(({ id }) => id)).size,
        0,
    );
}

/** Milliseconds from an event to each follower who was there when it happened. */
export function delays(records, outbox) {
    const happened = new Map(outbox.map(({ id, at }) => [id, at]));
    return records.flatMap(({ heard }) =>
        heard
            .filter(({ id, opened }) => happened.get(id) > opened + 100)
            .map(({ id, at }) => at - happened.get(id)),
    );
}

/** For the positive control: the same records, one event unheard. */
export function withAnEventDropped(records) {
    const victim = records.find(({ heard }) => heard.length > 0);
    return records.map((record) =>
        record === victim ? { ...record, heard: record.heard.slice(1) } : record,
    );
}

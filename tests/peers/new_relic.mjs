// What the real program posts; and what New Relic's own library would send for the figures of our sample, which unit_clients compares with our client's.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Sink } from "./sink.mjs";
import { Site } from "./site.mjs";
import { holds, skip } from "./tally.mjs";
import { soon } from "./wait.mjs";

/** The figures of the operations manual, and of the server, by name, as a running program posts them. */
async function posted(folder) {
    const sink = await Sink.start();
    const site = new Site(folder, {
        NEW_RELIC_LICENSE_KEY: "license-of-a-test",
        NEW_RELIC_BASE_URL: `http://127.0.0.1:${sink.port}`,
        NEW_RELIC_INTERVAL_SECONDS: "5",
    });
    try {
        await site.start();
        await site.get("/");
        await soon("two posts", async () => sink.envelopes.length >= 2);
    } finally {
        await site.stop();
        sink.stop();
    }
    return sink.envelopes.map((body) => JSON.parse(body)[0]);
}

export async function judgeOurFigures(folder) {
    const batches = await posted(folder);
    const all = batches.flatMap(({ metrics }) => metrics);
    const value = (name) => all.filter((metric) => metric.name === `ocpizza.${name}`).map((metric) => metric.value);
    await holds("the program posts the machine's figures", () => {
        for (const name of ["cpu.percent", "memory.percent", "load.1m", "storage.percent", "processes"])
            assert.ok(value(`host.${name}`).length > 0, name);
        assert.ok(value("host.memory.percent").every((share) => share > 0 && share <= 100));
    });
    await holds("and each answered request in one post only", () => {
        const sum = value("requests").reduce((a, b) => a + b, 0);
        assert.ok(sum >= 2 && sum < 20, `${sum} requests were counted`);
    });
    await holds("under a name for machine and environment, and nobody's", () => {
        assert.equal(batches[0].common.attributes["environment"], "test");
        assert.ok(!JSON.stringify(batches).includes("license-of-a-test"));
    });
}

/** The metric of their library that says the same as ours. */
function theirs({ CountMetric, GaugeMetric, SummaryMetric }, { name, type, value, attributes }) {
    if (type === "count") return new CountMetric(name, value, attributes);
    if (type === "summary") return new SummaryMetric(name, value, attributes);
    const gauge = new GaugeMetric(name, value, attributes);
    // It stamps each gauge with the moment it was made; ours have the batch's.
    delete gauge.timestamp;
    return gauge;
}

export async function judgeNewRelic(peers) {
    if (!existsSync(join(peers, "node_modules/@newrelic/telemetry-sdk")))
        return skip("what New Relic is told", "peer not installed");
    const { metrics } = createRequire(join(peers, "run.mjs"))("@newrelic/telemetry-sdk").telemetry;
    const sample = JSON.parse(readFileSync(join(peers, "../unit/clients/new-relic-metrics.sample.json"), "utf8"));
    const [{ common, metrics: ours }] = sample;
    const batch = new metrics.MetricBatch(
        common.attributes,
        common.timestamp,
        common["interval.ms"],
        ours.map((metric) => theirs(metrics, metric)),
    );
    const client = new metrics.MetricClient({ apiKey: "k" });
    let sent;
    client._sendData = (options, payload) => (sent = { options, payload });
    client.send(batch, () => {});
    await holds("New Relic's library sends the very body of our sample", () =>
        assert.deepEqual(JSON.parse(sent.payload), sample));
    await holds("to the path and with the header of ours", () => {
        assert.equal(sent.options.pathname, "/metric/v1");
        assert.equal(sent.options.headers["Api-Key"], "k");
    });
    await holds("and sees a figure of another shape", () => {
        const [{ metrics: changed }] = structuredClone(sample);
        changed[0].type = "count";
        assert.notDeepEqual(JSON.parse(sent.payload)[0].metrics, changed);
    });
}

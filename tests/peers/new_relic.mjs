// What New Relic's own library would send for the figures of our sample, which unit_clients compares with our client's.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { holds, skip } from "./tally.mjs";

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

// A Sentry behind a certificate of its own: trusted through HTTP_CA_FILE, and never without.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:https";
import { join } from "node:path";
import { Site } from "./site.mjs";
import { holds } from "./tally.mjs";

export function certificate(folder) {
    const files = { key: join(folder, "key.pem"), cert: join(folder, "cert.pem") };
    const { status, stderr } = spawnSync(
        "openssl",
        `req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=localhost -addext subjectAltName=DNS:localhost`
            .split(" ")
            .concat(["-keyout", files.key, "-out", files.cert]),
        { encoding: "utf8" },
    );
    if (status !== 0) throw new Error(stderr);
    return files;
}

/** How many envelopes a secured receiver got of one life of the program, and the program's log. */
async function told(folder, settings, files) {
    mkdirSync(folder);
    let envelopes = 0;
    const server = createServer(
        { key: readFileSync(files.key), cert: readFileSync(files.cert) },
        (request, response) => {
            ++envelopes;
            request.resume();
            request.on("end", () => response.end("{}"));
        },
    );
    await new Promise((tell) => server.listen(0, "127.0.0.1", tell));
    const dsn = `https://k@localhost:${server.address().port}/1`;
    const site = new Site(folder, { SENTRY_DSN: dsn, SENTRY_TRACES_SAMPLE_RATE: "1", ...settings });
    try {
        await site.start();
        await site.get("/panier");
        await site.stop();
    } finally {
        await site.stop();
        server.closeAllConnections();
        server.close();
    }
    return { envelopes, log: site.log };
}

export async function judgeCertificates(folder) {
    const files = certificate(folder);
    await holds("a certificate of HTTP_CA_FILE is trusted", async () => {
        const { envelopes, log } = await told(join(folder, "trusting"), { HTTP_CA_FILE: files.cert }, files);
        assert.ok(envelopes > 0, log);
    });
    await holds("and without it nothing is told", async () => {
        const { envelopes, log } = await told(join(folder, "careful"), {}, files);
        assert.equal(envelopes, 0);
        assert.match(log, /"failure":"our fault"/);
    });
}

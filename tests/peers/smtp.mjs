// Mails of the real program, judged by two mail servers of others: what arrives, what is refused, and what must never be
// said in clear.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { certificate } from "./certificate.mjs";
import { judgeCustomerMails } from "./customer_mails.mjs";
import { Site } from "./site.mjs";
import { holds, skip } from "./tally.mjs";
import { freePort, sleep, soon } from "./wait.mjs";

const program = resolve(process.env.OCPIZZA ?? "build/dev/ocpizza");
const require = createRequire(import.meta.url);
const refusal = (responseCode, text) => Object.assign(new Error(text), { responseCode });

/** STARTTLS and the login oc/pizza are demanded, unless `options` say otherwise. */
export class MailServer {
    mails = [];
    logins = 0;
    greyIsOver = false;

    static async start(files, options = {}, port = undefined) {
        const { SMTPServer } = require("smtp-server");
        const { simpleParser } = require("mailparser");
        const made = new MailServer();
        made.server = new SMTPServer({
            key: readFileSync(files.key),
            cert: readFileSync(files.cert),
            onAuth(login, session, done) {
                ++made.logins;
                if (login.username === "oc" && login.password === "pizza") done(null, { user: "oc" });
                else done(new Error("bad login"));
            },
            onRcptTo({ address }, session, done) {
                if (address.endsWith("@reject.test")) done(refusal(550, "no such user"));
                else if (address.endsWith("@grey.test") && !made.greyIsOver) done(refusal(451, "try later"));
                else done();
            },
            onData(stream, session, done) {
                simpleParser(stream, (error, mail) => {
                    if (!error) made.mails.push({ ...mail, secure: session.secure, to: session.envelope.rcptTo });
                    done(error);
                });
            },
            ...options,
        });
        // Without it a client that refuses the certificate ends this process.
        made.server.on("error", () => {});
        made.port = port ?? (await freePort());
        await new Promise((tell) => made.server.listen(made.port, "127.0.0.1", tell));
        return made;
    }

    stop() {
        return new Promise((tell) => this.server.close(tell));
    }
}

export function settings(port, files, more = {}) {
    return {
        SMTP_URL: `smtp://localhost:${port}`,
        SMTP_USER: "oc",
        SMTP_PASSWORD: "pizza",
        MAIL_FROM: "OC Pizza Épicée <bonjour@ocpizza.example>",
        ALERT_EMAIL: "technique@ocpizza.example",
        HTTP_CA_FILE: files.cert,
        ...more,
    };
}

/** `ocpizza alert` with these settings: its exit code and words. */
function alert(folder, given) {
    const child = spawn(program, ["alert"], {
        cwd: folder,
        env: {
            PATH: process.env.PATH,
            APP_ENV: "test",
            DEBUG: "false",
            SECRET_KEY: "the tests sign with this key and nothing else ever does, 0123456789",
            PUBLIC_URL: "https://ocpizza.example",
            DATABASE_URL: `sqlite:///${join(folder, "none.sqlite")}`,
            ...given,
        },
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
    return new Promise((tell) => child.once("exit", (code) => tell({ code, said })));
}

async function judgeArrival(folder, files) {
    const server = await MailServer.start(files);
    await holds("a mail arrives whole, over TLS and with a login", async () => {
        const { code, said } = await alert(folder, settings(server.port, files));
        assert.equal(code, 0, said);
        assert.equal(server.mails.length, 1);
        const [mail] = server.mails;
        assert.equal(mail.secure, true);
        assert.deepEqual(mail.to.map(({ address }) => address), ["technique@ocpizza.example"]);
        assert.equal(mail.from.value[0].name, "OC Pizza Épicée");
        assert.match(mail.subject, /^\[OC Pizza\] Essai d’alerte\u00a0: les alertes arrivent bien ici – /);
        assert.match(mail.text, /Essai d’alerte\u00a0: les alertes arrivent bien ici/);
        assert.match(mail.text, /https:\/\/ocpizza\.example\/supervision/);
        assert.match(mail.html, /<h1[^>]*>Essai d’alerte/);
        assert.match(mail.messageId, /^<trial-\d+@ocpizza\.example>$/);
        assert.ok(Math.abs(mail.date - Date.now()) < 60_000, String(mail.date));
    });
    await holds("a person nobody knows is refused for good, a grey list asks for patience", async () => {
        const nobody = await alert(folder, settings(server.port, files, { ALERT_EMAIL: "x@reject.test" }));
        assert.equal(nobody.code, 1);
        assert.match(nobody.said, /not accepted: 550/);
        const grey = await alert(folder, settings(server.port, files, { ALERT_EMAIL: "x@grey.test" }));
        assert.equal(grey.code, 1);
        assert.match(grey.said, /not accepted: 451/);
    });
    await holds("a wrong password is said to be one", async () => {
        const { code, said } = await alert(folder, settings(server.port, files, { SMTP_PASSWORD: "tomato" }));
        assert.equal(code, 1);
        assert.match(said, /not accepted: 535/);
        assert.match(said, /our fault/);
        assert.ok(!said.includes("tomato"));
    });
    await holds("a certificate nobody vouches for ends the talk before the login", async () => {
        const before = server.logins;
        const { code, said } = await alert(folder, settings(server.port, files, { HTTP_CA_FILE: "" }));
        assert.equal(code, 1);
        assert.match(said, /our fault/);
        assert.equal(server.logins, before);
    });
    await server.stop();
}

async function judgeClear(folder, files) {
    const server = await MailServer.start(files, { hideSTARTTLS: true, authOptional: true, allowInsecureAuth: true });
    await holds("a server without encryption gets neither password nor mail", async () => {
        const { code, said } = await alert(folder, settings(server.port, files));
        assert.equal(code, 1);
        assert.match(said, /our fault/);
        assert.equal(server.logins, 0);
        assert.equal(server.mails.length, 0);
    });
    await holds("but both where the settings allow it, which production never does", async () => {
        const { code, said } = await alert(folder, settings(server.port, files, { SMTP_REQUIRE_TLS: "false" }));
        assert.equal(code, 0, said);
        assert.equal(server.mails.length, 1);
        assert.equal(server.mails[0].secure, false);
    });
    await server.stop();
}

/** The second opinion: what smtp-server lets pass another library may not. */
async function judgeByPython(peers, folder, files) {
    if (spawnSync("/usr/bin/python3", ["-c", "import aiosmtpd"]).status !== 0)
        return skip("a mail to aiosmtpd", "peer not installed");
    const port = await freePort();
    const sink = spawn("/usr/bin/python3", [join(peers, "smtp_sink.py"), String(port)], { cwd: folder });
    let told = "";
    sink.stdout.on("data", (text) => (told += text));
    await holds("another mail server takes it too", async () => {
        await soon("the mail is there", async () => {
            const { code } = await alert(folder, settings(port, files));
            return code === 0;
        });
        const mail = JSON.parse(told.trim().split("\n")[0]);
        assert.equal(mail.tls, true);
        assert.match(mail.data, /^Content-Type: multipart\/alternative; boundary=/m);
        assert.match(mail.data, /^Content-Transfer-Encoding: quoted-printable/m);
        assert.match(mail.data, /^Subject: =\?UTF-8\?B\?/m);
    });
    sink.kill();
}

/** The serving program finds out by itself that nobody has made a backup. */
async function judgeServing(folder, files) {
    const server = await MailServer.start(files);
    const place = join(folder, "mailing");
    mkdirSync(place);
    const site = new Site(place, settings(server.port, files));
    await holds("a serving program mails what must be done, once", async () => {
        await site.start();
        await soon("the first mail", () => server.mails.length > 0);
        await sleep(3000);
        assert.equal(server.mails.length, 1);
        assert.match(server.mails[0].subject, /Il n’y a aucune sauvegarde/);
        assert.match(server.mails[0].text, /Lancez «\u00a0ocpizza backup\u00a0»/);
    });
    await site.stop();
    await server.stop();
}

export async function judgeMails(peers, folder) {
    if (!existsSync(join(peers, "node_modules/smtp-server"))) return skip("mails", "peer not installed");
    const place = join(folder, "mails");
    mkdirSync(place);
    const files = certificate(place);
    await judgeArrival(place, files);
    await judgeClear(place, files);
    await judgeByPython(peers, place, files);
    await judgeServing(folder, files);
    await judgeCustomerMails(place, files);
}

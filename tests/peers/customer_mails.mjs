// Mails to customers of the real program before a mail server of others that refuses, is slow, puts off, is down: orders go
// on meanwhile, and each mail arrives once.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { MailServer, settings } from "./smtp.mjs";
import { Site } from "./site.mjs";
import { holds } from "./tally.mjs";
import { sleep, soon } from "./wait.mjs";

/** Node 18.13 of Debian 12 knows them only in one line, with commas between. */
function cookiesOf(answer) {
    return (answer.headers.get("set-cookie") ?? "").split(/, (?=[^;,=\s]+=)/).filter(Boolean);
}

/** A visitor's browser: keeps its cookie, sends forms as the pages do. */
class Visitor {
    cookie = "";

    constructor(site) {
        this.site = site;
        this.origin = `http://127.0.0.1:${site.port}`;
    }

    async ask(path, form) {
        const body = form && new URLSearchParams(form);
        const answer = await fetch(this.origin + path, {
            method: form ? "POST" : "GET",
            headers: { cookie: this.cookie, origin: this.origin },
            body,
            redirect: "manual",
        });
        for (const line of cookiesOf(answer)) this.cookie = line.split(";")[0];
        return answer;
    }

    /** One pizza for pickup; answers the link of its page and how long placing it took. */
    async order(email) {
        await this.ask(`/pizzerias/${this.site.shop}/panier`, { item: "1:M", csrf: this.csrf ?? "" });
        const page = await (await this.ask("/commander")).text();
        const value = (name) => page.match(new RegExp(`name="${name}" value="([^"]*)"`))[1];
        const begun = Date.now();
        const placed = await this.ask("/commander", {
            csrf: value("csrf"),
            key: value("key"),
            cart: value("cart"),
            total_pickup: value("total_pickup"),
            mode: "pickup",
            email,
            firstname: "Élise",
            lastname: "Bonnet",
            phone: "06 39 98 41 17",
        });
        assert.equal(placed.status, 303, await placed.text());
        return { link: placed.headers.get("location"), took: Date.now() - begun };
    }
}

async function siteBefore(folder, name, given) {
    const place = join(folder, name);
    mkdirSync(place);
    const site = new Site(place, { ...given, ALERT_EMAIL: "" });
    await site.start();
    site.sql(`
        DELETE FROM opening_hours; DELETE FROM closures;
        UPDATE pizzerias SET capacity_points = 900, oven_pizzas = 300, drivers = 90;
        INSERT INTO opening_hours (pizzeria_id, weekday, from_minute, to_minute, mode, created_at, updated_at)
            SELECT p.id, d.day, 0, 1440, 'any', 0, 0 FROM pizzerias p CROSS JOIN
            (SELECT 1 AS day UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6 UNION SELECT 7) d;
        UPDATE catalogue_version SET version = version + 1;`);
    site.shop = /pizzerias\/([a-z-]+)/.exec(await (await site.get("/")).text())[1];
    // Shops are kept for a while.
    await soon("the shop is open", async () => /Ouverte/.test(await (await site.get("/?nu")).text()), 90_000);
    return site;
}

const waiting = async (site) => Number(/^ocpizza_mails_waiting (\d+)/m.exec(await (await site.get("/metrics")).text())[1]);
const figure = async (site, name) =>
    Number(new RegExp(`^${name} ([\\d.]+)`, "m").exec(await (await site.get("/metrics")).text())[1]);

async function judgeArrival(folder, files) {
    const server = await MailServer.start(files);
    const site = await siteBefore(folder, "customers", settings(server.port, files));
    await holds("a customer's confirmation arrives once, as text and as HTML", async () => {
        const { link } = await new Visitor(site).order("elise@exemple.fr");
        await soon("the mail", () => server.mails.length > 0);
        await sleep(5000);
        assert.equal(server.mails.length, 1);
        const [mail] = server.mails;
        assert.match(mail.subject, /^Commande \d{3} reçue\u00a0: prête à \d/);
        for (const body of [mail.text, mail.html]) {
            assert.ok(body.includes(link), "the link of the order");
            assert.match(body, /Votre commande est reçue/);
            assert.match(body, /\d,\d\d\u00a0€/);
        }
        assert.match(mail.messageId, /^<mail-\d+@ocpizza\.example>$/);
    });
    await holds("a grey list is waited out, a refusal is a dead letter, and both are seen", async () => {
        const before = server.mails.length;
        await new Visitor(site).order("elise@grey.test");
        await new Visitor(site).order("personne@reject.test");
        await soon("what waits and what was refused", async () =>
            (await figure(site, "ocpizza_mails_waiting")) === 1 && (await figure(site, "ocpizza_mails_refused")) === 1);
        assert.equal(server.mails.length, before);
        server.greyIsOver = true;
        await soon("the mail that was put off", () => server.mails.length === before + 1, 60_000);
        await soon("an empty queue", async () => (await waiting(site)) === 0);
    });
    await holds("a mail server that is down holds up no order, and gets each mail once when it is back", async () => {
        const before = server.mails.length;
        await server.stop();
        const orders = [];
        for (let i = 0; i < 3; ++i) orders.push(await new Visitor(site).order(`absent.${i}@exemple.fr`));
        for (const { took } of orders) assert.ok(took < 1000, `${took} ms`);
        await soon("three wait", async () => (await waiting(site)) === 3);
        const again = await MailServer.start(files, {}, server.port);
        await soon("three mails", () => again.mails.length === 3, 90_000);
        await sleep(3000);
        const links = again.mails.map((mail) => mail.to[0].address).sort();
        assert.deepEqual(links, ["absent.0@exemple.fr", "absent.1@exemple.fr", "absent.2@exemple.fr"]);
        assert.equal(server.mails.length, before);
        await again.stop();
    });
    await site.stop();
}

async function judgeSlowness(folder, files) {
    // Takes connections and says nothing.
    const sockets = [];
    const silent = createServer((socket) => sockets.push(socket));
    await new Promise((tell) => silent.listen(0, "127.0.0.1", tell));
    const site = await siteBefore(folder, "slowly", settings(silent.address().port, files));
    await holds("a mail server that says nothing holds up no order", async () => {
        for (let i = 0; i < 3; ++i) {
            const { took } = await new Visitor(site).order(`lent.${i}@exemple.fr`);
            assert.ok(took < 1000, `${took} ms`);
        }
        await soon("somebody was called", () => sockets.length > 0);
    });
    await holds("nor the end of the program", async () => {
        const begun = Date.now();
        await site.stop();
        assert.ok(Date.now() - begun < 8000, `${Date.now() - begun} ms`);
    });
    for (const socket of sockets) socket.destroy();
    silent.close();
}

async function judgeLogin(folder, files) {
    const server = await MailServer.start(files);
    const site = await siteBefore(folder, "login", settings(server.port, files, { SMTP_PASSWORD: "tomato" }));
    await holds("a wrong password stops the queue after one try and is an alarm", async () => {
        for (let i = 0; i < 3; ++i) await new Visitor(site).order(`exclu.${i}@exemple.fr`);
        await soon("the queue stands", async () => (await figure(site, "ocpizza_mails_stopped")) === 1);
        await sleep(5000);
        assert.ok(server.logins <= 2, `${server.logins} logins`);
        assert.equal(await waiting(site), 3);
    });
    await site.stop();
    await server.stop();
}

export async function judgeCustomerMails(folder, files) {
    await judgeArrival(folder, files);
    await judgeSlowness(folder, files);
    await judgeLogin(folder, files);
}

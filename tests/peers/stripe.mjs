// Our stand-in for Stripe at version 2020-08-27, judged three times: by Stripe's own client of that version, by Prism with the
// specification of that version between the two, and by its schema, which also sees fields that came later.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Bank } from "./bank.mjs";
import { holds, skip } from "./tally.mjs";
import { freePort, soon } from "./wait.mjs";

const cards = { pays: "4242 4242 4242 4242", isPoor: "4000 0000 0000 9995", asks: "4000 0027 6000 3184" };

const wish = (more = {}) => ({
    mode: "payment",
    success_url: "https://oc.test/paiement/retour?session={CHECKOUT_SESSION_ID}",
    cancel_url: "https://oc.test/panier",
    client_reference_id: "2026-000042",
    customer_email: "lola@example.test",
    customer_creation: "if_required",
    locale: "fr",
    expires_at: Math.floor(Date.now() / 1000) + 3600,
    payment_method_types: ["card"],
    metadata: { order: "42", attempt: "1" },
    payment_intent_data: { metadata: { order: "42" } },
    line_items: [
        {
            quantity: 2,
            price_data: { currency: "eur", unit_amount: 1200, product_data: { name: "Reine « à l’ail »" } },
        },
    ],
    ...more,
});

/** What the client answers; it resolves on any answer without an error member, so the status is looked at. */
async function fine(call) {
    const result = await call;
    assert.equal(result.lastResponse.statusCode, 200, JSON.stringify(result));
    return result;
}

async function refused(call, wanted) {
    const error = await call.then(
        () => assert.fail("it was not refused"),
        (reason) => reason,
    );
    const got = Object.fromEntries(Object.keys(wanted).map((name) => [name, error[name]]));
    assert.deepEqual(got, wanted, error.stack);
}

function clientOf(Stripe, port, bank, more = {}) {
    const { key = bank.key, ...options } = more;
    return new Stripe(key, {
        apiVersion: "2020-08-27",
        host: "127.0.0.1",
        port,
        protocol: "http",
        maxNetworkRetries: 0,
        telemetry: false,
        timeout: 5000,
        ...options,
    });
}

async function startPrism(peers, contracts, bank) {
    const port = await freePort();
    const file = join(contracts, "stripe-2020-08-27.openapi.json");
    const options = ["-h", "127.0.0.1", "-p", String(port), "--errors", "--validate-request=false"];
    const child = spawn(join(peers, "node_modules/.bin/prism"), ["proxy", ...options, file, bank.recorded], {
        env: { PATH: process.env.PATH, HOME: process.env.HOME },
        stdio: "ignore",
    });
    await soon("Prism answers", async () => (await fetch(`http://127.0.0.1:${port}/v1/refunds`)).status > 0, 30_000);
    return { port, stop: () => child.kill() };
}

async function judgeSessions(stripe, bank) {
    let session;
    await holds("Stripe's client opens a session, its payment with it", async () => {
        session = await fine(stripe.checkout.sessions.create(wish(), { idempotencyKey: "order-42-pay-1" }));
        assert.equal(session.amount_total, 2400);
        assert.match(session.payment_intent, /^pi_/);
        assert.equal(session.url, `${bank.base}/pay/${session.id}`);
        assert.match(session.lastResponse.requestId, /^req_/);
    });
    await holds("and has the same one under the same key", async () => {
        const call = wish({ expires_at: session.expires_at });
        const again = await fine(stripe.checkout.sessions.create(call, { idempotencyKey: "order-42-pay-1" }));
        assert.equal(again.id, session.id);
        assert.equal(again.lastResponse.headers["idempotent-replayed"], "true");
        await refused(stripe.checkout.sessions.create(wish({ locale: "en" }), { idempotencyKey: "order-42-pay-1" }), {
            type: "StripeIdempotencyError",
            statusCode: 400,
        });
    });
    await holds("what Stripe would not take is refused in its words", async () => {
        const fault = { type: "StripeInvalidRequestError", statusCode: 400 };
        const open = (more) => stripe.checkout.sessions.create(wish(more));
        await refused(open({ ui_mode: "hosted" }), { ...fault, code: "parameter_unknown", param: "ui_mode" });
        await refused(open({ cancel_url: undefined }), { ...fault, code: "parameter_missing", param: "cancel_url" });
        await refused(open({ expires_at: Math.floor(Date.now() / 1000) + 60 }), { ...fault, param: "expires_at" });
        await refused(stripe.checkout.sessions.retrieve("cs_none"), { statusCode: 404, code: "resource_missing" });
    });
    await holds("a session is paid on its page, once", async () => {
        const paid = await bank.pay(session, cards.pays);
        assert.equal(paid.location, `https://oc.test/paiement/retour?session=${session.id}`);
        assert.equal((await bank.pay(session, cards.pays)).location, paid.location);
        assert.equal((await bank.pay(session, cards.pays, "a second window")).status, 410);
        const now = await fine(stripe.checkout.sessions.retrieve(session.id));
        assert.deepEqual([now.status, now.payment_status, now.url], ["complete", "paid", null]);
    });
    await holds("and one that is open can be expired, no other", async () => {
        const open = await fine(stripe.checkout.sessions.create(wish()));
        assert.equal((await fine(stripe.checkout.sessions.expire(open.id))).status, "expired");
        await refused(stripe.checkout.sessions.expire(open.id), { statusCode: 400 });
        await refused(stripe.checkout.sessions.expire(session.id), { statusCode: 400 });
        assert.equal((await bank.pay(open, cards.pays)).status, 410);
    });
    return session;
}

async function judgeCards(stripe, bank) {
    await holds("a card without funds is declined, then another one is taken", async () => {
        const session = await fine(stripe.checkout.sessions.create(wish()));
        assert.equal((await bank.pay(session, cards.isPoor)).status, 402);
        const intent = await fine(stripe.paymentIntents.retrieve(session.payment_intent));
        assert.equal(intent.last_payment_error.decline_code, "insufficient_funds");
        assert.equal((await bank.pay(session, cards.pays)).status, 303);
    });
    await holds("3-D Secure is asked, refused, abandoned and accepted", async () => {
        const session = await fine(stripe.checkout.sessions.create(wish()));
        const status = async () => (await fine(stripe.paymentIntents.retrieve(session.payment_intent))).status;
        assert.equal((await bank.pay(session, cards.asks)).location, `/pay/${session.id}/3ds`);
        assert.equal(await status(), "requires_action");
        assert.equal((await bank.authenticate(session, "refuse")).status, 402);
        await bank.pay(session, cards.asks);
        assert.equal((await bank.authenticate(session, "abandon")).location, "https://oc.test/panier");
        assert.equal(await status(), "requires_payment_method");
        await bank.pay(session, cards.asks);
        assert.equal((await bank.authenticate(session, "accept")).status, 303);
        assert.equal(await status(), "succeeded");
    });
}

async function judgeRefunds(stripe, bank, { payment_intent }) {
    await holds("refunds go up to what was paid", async () => {
        const refund = (amount) => stripe.refunds.create({ payment_intent, amount, metadata: { refund: "7" } });
        const first = await fine(refund(1000));
        assert.equal(first.status, "succeeded");
        await refused(refund(1401), { statusCode: 400, param: "amount" });
        const rest = { payment_intent, reason: "requested_by_customer" };
        assert.equal((await fine(stripe.refunds.create(rest))).amount, 1400);
        await refused(refund(1), { statusCode: 400, code: "charge_already_refunded" });
        assert.equal((await fine(stripe.refunds.retrieve(first.id))).metadata.refund, "7");
        const list = await fine(stripe.refunds.list({ payment_intent, limit: 1 }));
        assert.deepEqual([list.data[0].amount, list.has_more], [1400, true]);
    });
    await holds("and may stay under way, and fail", async () => {
        const session = await fine(stripe.checkout.sessions.create(wish()));
        await bank.pay(session, cards.pays);
        await bank.control({ refunds: "pending" });
        const refund = await fine(stripe.refunds.create({ payment_intent: session.payment_intent }));
        assert.equal(refund.status, "pending");
        await bank.control({ refunds: "at_once", settle: refund.id, as: "failed" });
        assert.equal((await fine(stripe.refunds.retrieve(refund.id))).status, "failed");
    });
}

async function judgeLists(stripe, bank) {
    await holds("payments are listed page by page, and add up to the bank's own ledger", async () => {
        const since = { created: { gte: Math.floor(Date.now() / 1000) - 600 } };
        const ids = [];
        let received = 0;
        for await (const intent of stripe.paymentIntents.list({ ...since, limit: 2 })) {
            ids.push(intent.id);
            received += intent.amount_received;
        }
        const ledger = await bank.ledger();
        assert.deepEqual(ids, ledger.payment_intents.map(({ id }) => id).reverse());
        assert.equal(received, ledger.received);
    });
    await holds("and the webhook is there for a deployment to be checked", async () => {
        const { data } = await fine(stripe.webhookEndpoints.list());
        assert.deepEqual([data.length, data[0].url, data[0].status], [1, bank.webhookUrl, "enabled"]);
        assert.deepEqual([data[0].api_version, data[0].enabled_events.length], ["2020-08-27", 7]);
    });
}

async function judgeDoor(Stripe, bank) {
    await holds("it is nothing for production, nor for a key that moves money", () => {
        assert.match(Bank.refusal({ APP_ENV: "production", STRIPE_SECRET_KEY: "sk_test_1" }), /never for production/);
        assert.match(Bank.refusal({ APP_ENV: "test", STRIPE_SECRET_KEY: "sk_live_1" }), /sk_test_/);
    });
    await holds("another key and another version stay outside", async () => {
        const stranger = clientOf(Stripe, bank.port, bank, { key: "sk_test_of_somebody_else" });
        await refused(stranger.refunds.list(), { type: "StripeAuthenticationError", statusCode: 401 });
        const later = clientOf(Stripe, bank.port, bank, { apiVersion: "2022-11-15" });
        await refused(later.refunds.list(), { type: "StripeInvalidRequestError", statusCode: 400 });
    });
}

/** Straight to the bank: Prism would take these for faults of its own. */
async function judgeMischief(Stripe, bank) {
    const stripe = clientOf(Stripe, bank.port, bank, { timeout: 400 });
    const open = (key) => stripe.checkout.sessions.create(wish({ expires_at: undefined }), { idempotencyKey: key });
    const held = async () => (await bank.ledger()).payment_intents.length;
    await holds("it fails before and after it acts, and says so again under the same key", async () => {
        for (const [answer, made] of Object.entries({ "500_before": 0, "500_after": 1 })) {
            const before = await held();
            await bank.control({ answer });
            await refused(open(answer), { type: "StripeAPIError", statusCode: 500 });
            await refused(open(answer), { statusCode: 500 });
            assert.equal((await held()) - before, made, answer);
        }
    });
    await holds("it has too many calls, and had none", async () => {
        await bank.control({ answer: "429", retry_after: 3 });
        await refused(open("too many"), { type: "StripeRateLimitError", statusCode: 429 });
        await fine(open("too many"));
    });
    await holds("it cuts the line and is slow, before and after, and gives the same session again", async () => {
        const cases = { cut_before: 0, cut_after: 1, slow_before: 1, slow_after: 1 };
        for (const [answer, made] of Object.entries(cases)) {
            const before = await held();
            // The client itself tries a line that was cut once more.
            await bank.control({ answer, wait_ms: 700, times: answer.startsWith("cut") ? 2 : 1 });
            await refused(open(answer), { type: "StripeConnectionError" });
            if (answer === "slow_before") await refused(open(answer), { statusCode: 409 });
            await soon(`${answer} is over`, async () => (await held()) - before === made);
            await soon("it answers again", () => open(answer));
            assert.equal((await held()) - before, 1, answer);
        }
    });
}

const toldTypes = [
    "charge.refund.updated",
    "charge.refunded",
    "checkout.session.completed",
    "checkout.session.expired",
    "payment_intent.payment_failed",
];

async function judgeEvents(stripe, bank) {
    await soon("each kind of event", () => toldTypes.every((type) => bank.events(type).length > 0));
    await holds("Stripe's library takes our events and no forged one", () => {
        const { raw, signature } = bank.told[0];
        for (const one of bank.told)
            assert.equal(stripe.webhooks.constructEvent(one.raw, one.signature, bank.secret).object, "event");
        const forged = raw.replace('"livemode":false', '"livemode":true');
        assert.notEqual(forged, raw);
        for (const args of [[forged, signature, bank.secret], [raw, signature, "whsec_of_nobody"]])
            assert.throws(() => stripe.webhooks.constructEvent(...args), { type: "StripeSignatureVerificationError" });
    });
    await holds("and signs just as we do", () => {
        for (const { raw, signature } of bank.told) {
            const timestamp = Number(/^t=(\d+)/.exec(signature)[1]);
            const theirs = stripe.webhooks.generateTestHeaderString({ payload: raw, secret: bank.secret, timestamp });
            assert.equal(signature, theirs);
        }
    });
    await holds("events come late, in threes, and until they are taken", async () => {
        await bank.control({ events: "held", copies: 3, shuffled: 1, retry_ms: 20 });
        const session = await fine(stripe.checkout.sessions.create(wish()));
        await fine(stripe.checkout.sessions.expire(session.id));
        const copies = () => bank.events("checkout.session.expired").filter((event) => event.data.object.id === session.id);
        assert.equal(copies().length, 0);
        bank.webhookStatus = 503;
        await bank.control({ events: "on" });
        await soon("some are refused", () => copies().length > 4);
        bank.webhookStatus = 200;
        await soon("all are taken", async () => (await bank.control({})).waiting === 0);
        assert.equal(new Set(copies().map(({ id }) => id)).size, 1);
        await bank.control({ reset: 1 });
    });
}

/** The schema's verdict on many objects at once, as on a list of them. */
function schemaSays(contracts, objects) {
    const judged = spawnSync("/usr/bin/python3", [join(contracts, "check-stripe-json.py")], {
        input: JSON.stringify({ object: "list", data: objects }),
        encoding: "utf8",
    });
    return { fits: judged.status === 0, said: judged.stdout + judged.stderr };
}

async function judgeShapes(contracts, bank) {
    const answers = bank.answers.map(({ text }) => JSON.parse(text)).filter(({ id }) => id !== 5);
    const events = bank.told.map(({ raw }) => JSON.parse(raw));
    await holds(`${answers.length} answers and ${events.length} events have the shape of that version`, () => {
        assert.ok(answers.length > 30 && events.length > 8);
        const { fits, said } = schemaSays(contracts, [...answers, ...events]);
        assert.ok(fits, said);
    });
    await holds("and the schema sees a later field, a wrong type and a wrong object in an event", () => {
        const session = answers.find(({ object }) => object === "checkout.session");
        const spoilt = [{ ...session, ui_mode: "hosted" }, { ...session, amount_total: "24" }];
        spoilt.push({ ...events[0], data: { object: { ...events[0].data.object, latest_charge: null, currency: 5 } } });
        for (const one of spoilt) assert.ok(!schemaSays(contracts, [one]).fits, JSON.stringify(one));
    });
}

async function judgePrism(prism, bank) {
    await holds("Prism takes no answer of another shape", async () => {
        await bank.control({ answer: "say", to: "GET /v1/refunds/*", body: { id: 5 } });
        const answer = await fetch(`http://127.0.0.1:${prism.port}/v1/refunds/re_1`, {
            headers: { Authorization: `Bearer ${bank.key}` },
        });
        assert.equal(answer.status, 500);
        assert.match((await answer.json()).type, /#VIOLATIONS$/);
    });
}

export async function judgeStripe(peers, folder) {
    const contracts = join(peers, "../../../shared/contracts");
    if (!existsSync(contracts)) return skip("our bank", "contract not there");
    const has = (name) => existsSync(join(peers, "node_modules", name));
    if (!has("stripe") || !has(".bin/prism")) return skip("our bank", "peer not installed");
    const Stripe = createRequire(join(peers, "run.mjs"))("stripe");
    const bank = await Bank.start(folder);
    const prism = await startPrism(peers, contracts, bank);
    try {
        const stripe = clientOf(Stripe, prism.port, bank);
        const session = await judgeSessions(stripe, bank);
        await judgeCards(stripe, bank);
        await judgeRefunds(stripe, bank, session);
        await judgeLists(stripe, bank);
        await judgeEvents(stripe, bank);
        await judgePrism(prism, bank);
        await judgeDoor(Stripe, bank);
        await judgeMischief(Stripe, bank);
        await judgeShapes(contracts, bank);
    } finally {
        prism.stop();
        await bank.stop();
    }
}

import assert from "node:assert/strict";
import { expectAccessible, expectEnglish, expectNoSidewaysScroll, picture, signIn, story } from "./support/story.mjs";

// Part-Dieu bakes day and night.
const shop = "/pizzerias/part-dieu";
let people = 0;

async function toCheckout(page, { mode = "pickup", pizza = "reine" } = {}) {
    await page.goto(shop);
    await page.locator(`#p-${pizza} button.size:not([disabled])`).nth(1).click();
    await page.locator("#cart-chip .count", { hasText: "1" }).waitFor();
    await page.goto("/commander");
    await fillCheckout(page, mode);
}

async function fillCheckout(page, mode = "pickup") {
    await page.check(`#mode-${mode}`);
    if (mode === "delivery") {
        await page.fill("#line", "17 rue de la Part-Dieu");
        await page.fill("#postcode", "69003");
        await page.fill("#city", "Lyon");
    }
    if (await page.locator("#email").count()) await page.fill("#email", `paie.${++people}.${Date.now()}@exemple.fr`);
    await page.fill("#firstname", "Alice");
    await page.fill("#lastname", "Perrin");
    await page.fill("#phone", "06 39 98 12 34");
}

async function toTheBank(page, options) {
    await toCheckout(page, options);
    await page.check("#pay-online");
    await page.click("#order");
    await page.waitForURL(/\/pay\//);
}

const payWith = (page, card) => page.click(`button[name=card][value="${card}"]`);
const good = "4242 4242 4242 4242";
const poor = "4000 0000 0000 9995";
const careful = "4000 0027 6000 3184";

const headline = (page) => page.locator("#now h1").innerText();
/** What the bank holds of this story's payments: number, received and given back. */
async function bankOf(program, since) {
    const all = (await program.bank.payments()).slice(since);
    return {
        payments: all.filter(({ amount_received }) => amount_received > 0).length,
        received: all.reduce((sum, { amount_received }) => sum + amount_received, 0),
        refunded: all.reduce((sum, { amount_refunded }) => sum + amount_refunded, 0),
    };
}

const soon = async (what, holds) => {
    for (let tries = 0; tries < 200; ++tries) {
        if (await holds()) return;
        await new Promise((wake) => setTimeout(wake, 50));
    }
    throw new Error(`${what} did not come`);
};

story("Alice pays online and the kitchen sees her order only then", async ({ newPerson, program }) => {
    const page = await newPerson({ size: "phone" });
    const pizzaiolo = await newPerson({ size: "tablet" });
    await toCheckout(page);
    await page.check("#pay-online");
    assert.match(await page.innerText("#order"), /^Commander et payer \d+,\d\d\s€$/);
    await picture(page, "checkout-online");
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.click("#order");
    await page.waitForURL(/\/pay\//);
    await picture(page, "bank");
    await signIn(pizzaiolo, "pizzaiolo.part-dieu@ocpizza.example");
    await pizzaiolo.goto("/cuisine/part-dieu");
    const before = await pizzaiolo.locator(".ticket").count();
    await payWith(page, good);
    await page.waitForURL(/\/suivi\//);
    assert.match(await headline(page), /^Prête à/);
    await page.getByText("en ligne, merci").waitFor();
    await picture(page, "tracking-paid");
    await expectAccessible(page);
    const number = (await page.locator(".number b").textContent()).trim();
    await pizzaiolo.locator(".ticket", { hasText: number }).waitFor();
    assert.equal(await pizzaiolo.locator(".ticket").count(), before + 1);
    await page.goto("/panier");
    await page.getByText("Votre panier attend sa première pizza").waitFor();
    const [last] = (await program.bank.payments()).slice(-1);
    assert.ok(last.amount_received > 0);
});

story("3-D Secure is accepted, refused and abandoned", async ({ newPerson }) => {
    const page = await newPerson({ size: "phone" });
    await toTheBank(page);
    const address = page.url();
    await payWith(page, careful);
    await page.click("button[value=refuse]");
    await page.locator("#errors").waitFor();
    await payWith(page, careful);
    await page.click("button[value=abandon]");
    await page.waitForURL(/\/suivi\//);
    assert.equal(await headline(page), "Il reste à la payer");
    await page.getByText("Rien n’a été débité").first().waitFor();
    await picture(page, "tracking-unpaid");
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.getByRole("button", { name: /^Payer \d/ }).click();
    await page.waitForURL(/\/pay\//);
    assert.equal(page.url(), address, "the same page of the bank");
    await payWith(page, careful);
    await page.click("button[value=accept]");
    await page.waitForURL(/\/suivi\//);
    assert.match(await headline(page), /^Prête à/);
});

story("a card without money, and then another one", async ({ newPerson, program }) => {
    const since = (await program.bank.payments()).length;
    const page = await newPerson({ size: "phone" });
    await toTheBank(page);
    await payWith(page, poor);
    await page.locator("#errors").waitFor();
    await payWith(page, good);
    await page.waitForURL(/\/suivi\//);
    assert.match(await headline(page), /^Prête à/);
    assert.equal((await bankOf(program, since)).payments, 1);
});

story("a double click, on both sides, is one order and one payment", async ({ newPerson, program }) => {
    const since = (await program.bank.payments()).length;
    const page = await newPerson({ javaScriptEnabled: false });
    await toCheckout(page);
    await page.check("#pay-online");
    await page.dblclick("#order");
    await page.waitForURL(/\/pay\//);
    await page.dblclick(`button[name=card][value="${good}"]`);
    await page.waitForURL(/\/suivi\//);
    assert.equal((await program.bank.payments()).length, since + 1);
    assert.equal((await bankOf(program, since)).payments, 1);
});

story("the back button leads to the same order, or to another way to pay it", async ({ newPerson, program }) => {
    const since = (await program.bank.payments()).length;
    const page = await newPerson({ size: "phone" });
    await toTheBank(page);
    await page.goBack();
    await page.waitForURL(/\/commander/);
    await page.check("#pay-online");
    await page.click("#order");
    await page.waitForURL(/\/pay\//);
    assert.equal((await program.bank.payments()).length, since + 1, "the same payment");
    await page.goBack();
    await page.waitForURL(/\/commander/);
    await page.check("#pay-reception");
    await page.click("#order");
    await page.waitForURL(/\/suivi\//);
    assert.match(await page.innerText("#bill"), /à régler à la réception/);
    const { payments } = await bankOf(program, since);
    assert.equal(payments, 0);
});

story("a tab closed after paying, and the order comes all the same", async ({ newPerson, program }) => {
    const page = await newPerson({ size: "phone" });
    await program.bank.control({ browsers: "kept" });
    await toTheBank(page);
    await payWith(page, good);
    const other = await page.context().newPage();
    await page.close();
    await program.bank.control({ reset: 1 });
    await other.goto("/panier");
    await soon("the order", async () => {
        await other.reload();
        return (await other.innerText("main")).includes("Votre panier attend sa première pizza");
    });
});

story("a tab closed before paying leaves the cart as it was", async ({ newPerson }) => {
    const page = await newPerson({ size: "phone" });
    await toTheBank(page);
    const other = await page.context().newPage();
    await page.close();
    await other.goto("/panier");
    assert.match(await other.innerText("main"), /Reine/);
    await other.getByText("attend son paiement").waitFor();
    await picture(other, "cart-awaiting");
    await expectAccessible(other);
});

story("two tabs pay one order once", async ({ newPerson, program }) => {
    const since = (await program.bank.payments()).length;
    const page = await newPerson({ size: "phone" });
    await toTheBank(page);
    const other = await page.context().newPage();
    await other.goto(page.url());
    await payWith(page, good);
    await page.waitForURL(/\/suivi\//);
    await payWith(other, good).catch(() => {});
    await other.getByText("déjà").first().waitFor();
    assert.equal((await bankOf(program, since)).payments, 1);
});

story("cancelled after paying, the money goes back by itself", async ({ newPerson, program }) => {
    const since = (await program.bank.payments()).length;
    const page = await newPerson({ size: "phone" });
    await toTheBank(page);
    await payWith(page, good);
    await page.waitForURL(/\/suivi\//);
    page.on("dialog", (dialog) => dialog.accept());
    await page.getByRole("button", { name: "Annuler la commande" }).click();
    await page.getByText(/Vous êtes remboursé|Votre remboursement est en route/).waitFor();
    await soon("the refund", async () => {
        const { received, refunded } = await bankOf(program, since);
        return received > 0 && received === refunded;
    });
    await soon("the word", async () => {
        await page.reload();
        return (await page.innerText("#bill")).includes("sous 5 à 10 jours");
    });
    await picture(page, "tracking-refunded");
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
});

story("what the card does not take back is given in cash at the till", async ({ newPerson, program }) => {
    const since = (await program.bank.payments()).length;
    const page = await newPerson({ size: "phone" });
    const manager = await newPerson();
    await program.bank.control({ refunds: "pending" });
    try {
        await toTheBank(page);
        await payWith(page, good);
        await page.waitForURL(/\/suivi\//);
        page.on("dialog", (dialog) => dialog.accept());
        await page.getByRole("button", { name: "Annuler la commande" }).click();
        await page.getByText("Votre remboursement est en route").waitFor();
        await soon("the refund", async () => (await bankOf(program, since)).refunded > 0);
        await program.bank.control({ settle: "all", as: "failed" });
    } finally {
        await program.bank.control({ reset: 1 });
    }
    const says = (words) => async () => {
        await page.reload();
        return (await page.innerText("main")).includes(words);
    };
    await soon("the word", says("la pizzeria vous le rendra autrement"));
    await picture(page, "tracking-refund-came-back");
    await expectAccessible(page);
    const number = (await page.locator(".number b").textContent()).trim();

    await signIn(manager, "gerant.part-dieu@ocpizza.example");
    await manager.goto("/caisse/part-dieu");
    await manager.locator(`section[aria-labelledby="refunds-title"] a:has-text("-${number}")`).click();
    for (const [size, width] of Object.entries({ phone: 390, desktop: 1280 })) {
        await manager.setViewportSize({ width, height: 844 });
        await picture(manager, `till-order-came-back-${size}`);
        await expectAccessible(manager);
        await expectNoSidewaysScroll(manager);
    }
    await manager.getByLabel("Raison, que le client lira").first().fill("Carte expirée");
    await manager.getByRole("button", { name: "Rendu en espèces" }).click();
    await manager.locator("[role=status]", { hasText: "enregistrées" }).waitFor();
    await manager.getByText("échoué, rendu autrement").waitFor();
    await picture(manager, "till-order-given-in-cash");
    await soon("the word", says("rendu en espèces"));
    assert.ok((await page.innerText("#now")).includes("Vous êtes remboursé"));
    assert.equal((await bankOf(program, since)).refunded, 0);
});

story("refused by the kitchen, the money goes back by itself", async ({ newPerson, program }) => {
    const since = (await program.bank.payments()).length;
    const page = await newPerson({ size: "phone" });
    const pizzaiolo = await newPerson({ size: "tablet" });
    await toTheBank(page);
    await payWith(page, good);
    await page.waitForURL(/\/suivi\//);
    const number = (await page.locator(".number b").textContent()).trim();
    await signIn(pizzaiolo, "pizzaiolo.part-dieu@ocpizza.example");
    await pizzaiolo.goto("/cuisine/part-dieu");
    await pizzaiolo.locator(".ticket", { hasText: number }).getByRole("link", { name: /Refuser/ }).click();
    await pizzaiolo.getByRole("radio").first().check().catch(() => {});
    await pizzaiolo.locator("form[action$='/refus'] button").first().click();
    await page.getByText(/Vous êtes remboursé|Votre remboursement est en route/).waitFor();
    await soon("the refund", async () => {
        const { received, refunded } = await bankOf(program, since);
        return received > 0 && received === refunded;
    });
});

story("the bank does not answer: nothing is lost, and another way is offered", async ({ newPerson, program }) => {
    const page = await newPerson({ size: "phone" });
    await toCheckout(page);
    await page.check("#pay-online");
    await program.bank.control({ answer: "500_before", to: "POST /v1/checkout/sessions", times: 5 });
    await page.click("#order");
    await page.waitForURL(/\/suivi\//);
    await page.getByText("Le paiement en ligne est indisponible").waitFor();
    await picture(page, "payment-away");
    await expectAccessible(page);
    await program.bank.control({ reset: 1 });
    await page.getByRole("button", { name: "Payer autrement" }).click();
    await page.waitForURL(/\/commander/);
    await fillCheckout(page);
    await page.check("#pay-reception");
    await page.click("#order");
    await page.waitForURL(/\/suivi\//);
    assert.match(await page.innerText("#bill"), /à régler à la réception/);
});

story("Élise pays in English and without JavaScript", async ({ newPerson }) => {
    const page = await newPerson({ size: "phone", javaScriptEnabled: false, locale: "en-GB" });
    await toTheBank(page);
    await payWith(page, good);
    await page.waitForURL(/\/suivi\//);
    await page.getByText("online, thank you").waitFor();
    await expectEnglish(page);
});

async function changeQuantity(page, button) {
    await page.getByRole("button", { name: "Modifier la commande" }).click();
    await page.waitForURL(/\/panier/);
    await page.getByRole("button", { name: button }).click();
    await page.waitForLoadState();
    await page.goto("/commander");
}

story("an order that is paid grows for money and shrinks for money back", async ({ newPerson, program }) => {
    const since = (await program.bank.payments()).length;
    const page = await newPerson({ size: "phone" });
    await toTheBank(page);
    await payWith(page, good);
    await page.waitForURL(/\/suivi\//);
    await changeQuantity(page, /^Une de plus/);
    assert.match(await page.innerText("#order"), /^Commander avec ces changements et payer \d+,\d\d\s€$/);
    await picture(page, "change-dearer");
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.click("#order");
    await page.waitForURL(/\/pay\//);
    await page.getByRole("link", { name: "Retour au marchand" }).click();
    await page.waitForURL(/\/suivi\//);
    await page.getByText("La commande reste comme elle était").waitFor();
    assert.match(await page.innerText("#bill"), /1\s×/);
    await picture(page, "tracking-difference");
    await expectAccessible(page);
    await page.getByRole("button", { name: /^Payer \d/ }).click();
    await page.waitForURL(/\/pay\//);
    await payWith(page, good);
    await page.waitForURL(/\/suivi\//);
    assert.match(await page.innerText("#bill"), /2\s×/);
    await changeQuantity(page, /^Une de moins/);
    await page.locator(".arrival.only-pickup", { hasText: "remboursés sur votre carte" }).waitFor();
    await page.click("#order");
    await page.waitForURL(/\/suivi\//);
    assert.match(await page.innerText("#bill"), /1\s×/);
    await soon("the refund", async () => {
        const { payments, received, refunded } = await bankOf(program, since);
        return payments === 2 && refunded > 0 && received === 2 * refunded;
    });
    await soon("the word", async () => {
        await page.reload();
        return (await page.innerText("#bill")).includes("sous 5 à 10 jours");
    });
    await picture(page, "tracking-shrunk");
});

story("no key, secret or session of the bank stands in a page, a mail, the log or what commands say", async ({ newPerson, program }) => {
    const page = await newPerson({ size: "phone" });
    const seen = [];
    page.on("response", async (answer) => {
        if (answer.url().startsWith(program.url)) seen.push(await answer.text().catch(() => ""));
    });
    await toTheBank(page);
    const session = page.url().split("/").pop();
    await payWith(page, good);
    await page.waitForURL(/\/suivi\//);
    const paid = page.url();
    // What goes wrong says the most.
    await toCheckout(page);
    for (const answer of [
        { answer: "say", status: 401, body: '{"error":{"type":"invalid_request_error","message":"Invalid API Key provided"}}' },
        { answer: "500_before" },
        { answer: "cut_after" },
    ]) {
        await page.goto("/commander");
        await fillCheckout(page);
        await page.check("#pay-online");
        await program.bank.control({ ...answer, to: "POST /v1/checkout/sessions", times: 3 });
        await page.click("#order");
        await page.waitForURL(/\/suivi\//);
        await program.bank.control({ reset: 1 });
        await page.getByRole("button", { name: "Annuler la commande" }).click();
        await page.waitForLoadState();
    }
    for (const signature of ["", "t=1,v1=00", `t=${Math.floor(Date.now() / 1000)},v1=${"0".repeat(64)}`]) {
        const forged = await fetch(`${program.url}/webhooks/stripe`, {
            method: "POST",
            headers: { "Stripe-Signature": signature },
            body: '{"id":"evt_1"}',
        });
        assert.equal(forged.status, 400);
        seen.push(await forged.text());
    }
    page.on("dialog", (dialog) => dialog.accept());
    await page.goto(paid);
    await page.getByRole("button", { name: "Annuler la commande" }).click();
    await page.getByText(/Vous êtes remboursé|Votre remboursement est en route/).waitFor();
    const told = [program.command("config"), program.command("reconcile")];
    assert.match(told[0], /STRIPE_SECRET_KEY/);
    await soon("a receipt by mail", () => program.mails().includes("Reçu"));
    const { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET } = program.bank.settings;
    const secrets = [STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, STRIPE_SECRET_KEY.slice(8), STRIPE_WEBHOOK_SECRET.slice(6)];
    const places = { pages: seen.join("\n"), log: program.log, mails: program.mails(), commands: told.join("\n") };
    for (const [place, text] of Object.entries(places)) {
        assert.ok(text.length > 50, `${place}: nothing was looked at`);
        for (const secret of secrets) assert.ok(!text.includes(secret), `${place}: a secret of ours`);
    }
    for (const place of ["log", "mails", "commands"])
        assert.ok(!places[place].includes(session), `${place}: the session, which is as good as a link`);
});

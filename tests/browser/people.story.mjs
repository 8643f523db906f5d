// Alice, student without a car, has everything brought and does it on her phone. Élise works late and picks up on her
// way home. Each is told once with scripts and once without, once in each language.
import assert from "node:assert/strict";
import { expectAccessible, expectEnglish, expectNoSidewaysScroll, picture, signIn, story } from "./support/story.mjs";

const menu = "/pizzerias/part-dieu"; // bakes day and night
const words = {
    "fr-FR": {
        firstnameMissing: /Il manque (le|votre) prénom/,
        faulty: /^Erreur/,
        again: "Votre commande est de nouveau dans le panier.",
        preparing: "En préparation",
        onTheWay: "En route",
        delivered: /^Livrée à/,
        pickedUp: /^Retirée à/,
        ready: /^Prête à/,
        cancelled: "Commande annulée",
        instead: "Que mettre à la place",
        mine: /livrée/,
    },
    "en-GB": {
        firstnameMissing: /The first name is missing\./,
        faulty: /^Error: Checkout/,
        again: "Your order is in your basket again.",
        preparing: "Being prepared",
        onTheWay: "On its way",
        delivered: /^Delivered at/,
        pickedUp: /^Collected at/,
        ready: /^Ready at/,
        cancelled: "Order cancelled",
        instead: "What would you like instead?",
        mine: /delivered/,
    },
};

/** What one person does on a phone, with scripts or without. */
class Person {
    constructor(page, { locale, javaScriptEnabled }) {
        Object.assign(this, { page, locale, scripted: javaScriptEnabled, says: words[locale] });
        this.name = `${locale.slice(0, 2)}${javaScriptEnabled ? "" : "-plain"}`;
    }

    async look(what) {
        if (this.locale === "en-GB") await expectEnglish(this.page);
        await expectNoSidewaysScroll(this.page);
        if (this.scripted) await expectAccessible(this.page);
        await picture(this.page, `${what}-${this.name}`);
    }

    /** Chooses something on a product's page; with scripts, price and picture follow at once. */
    async choose(act) {
        if (!this.scripted) return act();
        await Promise.all([this.page.waitForResponse((answer) => /\/produits\//.test(answer.url())), act()]);
    }

    /** Into the cart from the menu. */
    async add(slug) {
        await this.page.goto(menu);
        const size = this.page.locator(`#p-${slug} button.size:not([disabled])`).nth(1);
        const added = this.page.waitForResponse((answer) => answer.request().method() === "POST");
        await size.click();
        await added;
    }

    async fill(fields) {
        for (const [id, value] of Object.entries(fields)) await this.page.fill(`#${id}`, value);
    }

    /** From the checkout to the tracking page; answers the order's number. */
    async send() {
        await this.page.click("#order");
        await this.page.waitForURL(/\/suivi\//);
        return (await this.page.locator(".number b").textContent()).trim();
    }

    /** On the tracking page: it moves by itself, or when it is loaded again. */
    async sees(selector, text) {
        const seen = this.page.locator(selector, { hasText: text });
        for (let tries = 0; !this.scripted && tries < 20 && (await seen.count()) === 0; ++tries) {
            await this.page.waitForTimeout(100);
            await this.page.reload();
        }
        await seen.waitFor();
    }
}

const staff = {
    async open(newPerson, job, path, size) {
        const page = await newPerson({ size });
        await signIn(page, `${job}.part-dieu@ocpizza.example`);
        await page.goto(path);
        return page;
    },
    kitchen: (newPerson) => staff.open(newPerson, "pizzaiolo", "/cuisine/part-dieu", "tablet"),
    driver: (newPerson) => staff.open(newPerson, "livreur", "/livraisons/part-dieu", "phone"),
};

/** Of an order, in that column of the board; its number may also stand in another's postcode. */
const ticketOf = (kitchen, number) => (column) =>
    kitchen.locator(`#${column} .ticket`, { has: kitchen.locator("h3", { hasText: number }) });

async function makePizza(alice) {
    const { page } = alice;
    await page.goto("/");
    await page.click(".shop-card a[href='/pizzerias/part-dieu']");
    await page.click("#p-reine h3 a, #p-reine a >> nth=0");
    await page.waitForURL(/\/produits\/reine/);
    const whole = await page.locator(".product .picture img").getAttribute("src");
    await alice.choose(() => page.locator("label.pick.size-L").click());
    await page.locator("details.extras > summary").first().click();
    const extra = page.locator("details.extras .segments label:has(input[value='1']:not([disabled]))").first();
    await alice.choose(() => extra.click());
    await page.locator("details.halves > summary").click();
    const other = await page.locator("#half option:not([disabled])").nth(2).getAttribute("value");
    await alice.choose(() => page.selectOption("#half", other));
    if (alice.scripted) {
        await page.locator(".product .picture img[src*='~']").waitFor(); // two halves are drawn
        assert.notEqual(await page.locator(".product .picture img").getAttribute("src"), whole);
    }
    await alice.look("alice-product");
    await page.click("#buy button.tall");
    await page.locator("#cart-chip.full").waitFor();
    await page.goto("/panier");
    assert.match(await page.locator(".line").first().innerText(), /½/);
    await alice.look("alice-cart");
}

/** The kitchen makes it, a driver brings it, and she sees each of it. */
async function bring(alice, number, newPerson) {
    const kitchen = await staff.kitchen(newPerson);
    const ticket = ticketOf(kitchen, number);
    await ticket("to-prepare").locator("button:has-text('Commencer')").click();
    await alice.sees("#steps .now", alice.says.preparing);
    await ticket("preparing").locator("button:has-text('Prête')").click();
    const driver = await staff.driver(newPerson);
    const ready = driver.locator("#ready li", { has: driver.locator(".name", { hasText: new RegExp(`^${number} `) }) });
    await ready.locator("input").check();
    await driver.click("button:has-text('Partir')");
    const stop = driver.locator(".stop", { has: driver.locator("h3", { hasText: number }) });
    await stop.waitFor();
    await alice.sees("#steps .now", alice.says.onTheWay);
    await stop.locator(".means label", { hasText: "Carte" }).click();
    await stop.locator(".hand button").click();
    await stop.waitFor({ state: "detached" });
    await alice.sees("h1", alice.says.delivered);
    await alice.look("alice-delivered");
}

for (const someone of [
    { locale: "fr-FR", javaScriptEnabled: true },
    { locale: "en-GB", javaScriptEnabled: false },
])
    story(`Alice has her pizza made and brought, forgets a password and orders again (${someone.locale}, ${someone.javaScriptEnabled ? "with" : "without"} script)`, async ({ newPerson, program }) => {
        const page = await newPerson({ size: "phone", ...someone });
        const alice = new Person(page, someone);
        const email = `alice.${someone.locale}@exemple.fr`.toLowerCase();
        await makePizza(alice);
        await page.click("main a[href='/commander']");
        await page.check("#mode-delivery");
        await alice.fill({ line: "27 rue Paul-Bert", postcode: "69003", city: "Lyon", email, firstname: "Alice", lastname: "Fontaine", phone: "06 39 98 12 34" });
        await alice.look("alice-checkout");
        const number = await alice.send();
        await alice.look("alice-tracking");
        await bring(alice, number, newPerson);

        await page.click("#help a[href='/mot-de-passe-oublie']");
        await page.fill("#email", email);
        await page.click("form[action='/mot-de-passe-oublie'] button");
        await page.waitForSelector("#sent");
        await page.goto(await program.linkMailed(email, "/mot-de-passe-oublie/"));
        await alice.fill({ password: "olive-noire-7", "password-again": "olive-noire-7" });
        await page.click("form[action='/nouveau-mot-de-passe'] button");
        await page.waitForURL((address) => address.pathname !== "/nouveau-mot-de-passe");

        await page.goto("/mes-commandes");
        assert.match(await page.locator(".order").first().innerText(), alice.says.mine);
        await alice.look("alice-orders");
        await page.goto("/");
        await page.click(".order-again button");
        await page.getByText(alice.says.again).waitFor();
        assert.match(await page.locator(".line").first().innerText(), /½/);
        await page.click("main a[href='/commander']");
        assert.ok(await page.isChecked("#mode-delivery"));
        if ((await page.inputValue("#line").catch(() => "known")) === "")
            await alice.fill({ line: "27 rue Paul-Bert", postcode: "69003", city: "Lyon" });
        assert.notEqual(await alice.send(), number);
    });

for (const someone of [
    { locale: "en-GB", javaScriptEnabled: true },
    { locale: "fr-FR", javaScriptEnabled: false },
])
    story(`Élise changes an order, gives one up, and pays the other where she picks it up (${someone.locale}, ${someone.javaScriptEnabled ? "with" : "without"} script)`, async ({ newPerson }) => {
        const page = await newPerson({ size: "phone", ...someone });
        const elise = new Person(page, someone);
        await elise.add("diavola");
        await page.goto("/commander");
        await page.check("#mode-pickup");
        await page.click("#order");
        await page.locator("#errors").waitFor();
        assert.match(await page.locator("#errors").innerText(), elise.says.firstnameMissing);
        assert.match(await page.title(), elise.says.faulty);
        await elise.look("elise-faults");
        await elise.fill({ email: `elise.${someone.locale}@exemple.fr`.toLowerCase(), firstname: "Élise", lastname: "Mercier", phone: "06 39 98 12 35" });
        await page.check("#mode-pickup");
        const number = await elise.send();
        const order = page.url();
        assert.match(await page.locator("h1").innerText(), elise.says.ready);
        await elise.look("elise-tracking");

        await page.click("form[action$='/modification'] button");
        await page.waitForURL(/\/panier/);
        await page.locator(".line .remove form button").click();
        await elise.sees("#cart", elise.says.instead);
        await elise.look("elise-instead");
        await elise.add("diavola");
        await page.goto("/panier");
        await page.locator(".line .stepper button").last().click();
        await page.locator(".line output", { hasText: "2" }).waitFor();
        await page.goto("/commander");
        await elise.look("elise-change");
        await page.click("form[action='/commander/changements'] button");
        await page.waitForURL(/\/suivi\//);
        assert.match(await page.locator("#bill").innerText(), /2\s×/);

        await elise.add("reine");
        await page.goto("/commander");
        await page.check("#mode-pickup");
        const given = await page.locator("#email").count();
        if (given > 0) await elise.fill({ email: `elise.${someone.locale}@exemple.fr`.toLowerCase(), firstname: "Élise", lastname: "Mercier", phone: "06 39 98 12 35" });
        await elise.send();
        page.once("dialog", (dialog) => dialog.accept());
        await page.click("#help form[action$='/annulation'] button");
        await elise.sees("h1", elise.says.cancelled);
        await elise.look("elise-cancelled");

        const kitchen = await staff.kitchen(newPerson);
        const ticket = ticketOf(kitchen, number);
        assert.match(await ticket("to-prepare").innerText(), /Modifiée/);
        await ticket("to-prepare").locator("button:has-text('Commencer')").click();
        await ticket("preparing").locator("button:has-text('Prête')").click();
        await page.goto(order);
        await ticket("ready").locator("button:has-text('Espèces')").click();
        await elise.sees("h1", elise.says.pickedUp);
        await elise.look("elise-picked-up");
    });

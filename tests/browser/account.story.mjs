// A customer's own pages, and the ways in by mail, as far as a browser without a mailbox can walk them.
import assert from "node:assert/strict";
import { expectAccessible, expectNoSidewaysScroll, picture, signUp, story, typeRegistration } from "./support/story.mjs";

const register = (page, email) => signUp(page, { firstname: "Alice", lastname: "Fontaine", email });

async function look(page, name, size) {
    // What lies under the pointer changes its colour for a moment.
    await page.mouse.move(0, 0);
    await page.waitForTimeout(250);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, `${name}-${size}`);
}

for (const size of ["phone", "desktop"])
    story(`a customer looks after their account on a ${size}`, async ({ newPerson }) => {
        const page = await newPerson({ size });
        await register(page, `alice.${size}@exemple.fr`);
        await page.goto("/mon-compte");
        await look(page, "account", size);
        await page.fill("#firstname", "");
        await page.click("form[action='/mon-compte'] button");
        await page.waitForSelector("#firstname-wrong");
        await look(page, "account-wrong", size);
        await page.fill("#firstname", "Alix");
        await page.click("form[action='/mon-compte'] button");
        await page.getByText("Vos coordonnées sont enregistrées.").waitFor();

        await page.goto("/mon-compte/adresses");
        for (const line of ["14 rue des Tables-Claudiennes", "3 place Sathonay"]) {
            await page.fill("#line", line);
            await page.fill("#postcode", "69001");
            await page.fill("#city", "Lyon");
            await page.click("form[action='/mon-compte/adresses'] button");
            await page.getByText("Vos adresses sont à jour.").waitFor();
        }
        await look(page, "addresses", size);
        await page.click("text=Proposer en premier >> nth=0");
        await page.goto("/mon-compte/messages");
        assert.equal(await page.locator("input[name=step]:checked").count(), 6);
        await look(page, "messages", size);
        await page.uncheck("input[value=ready]");
        await page.click("form[action='/mon-compte/messages'] button");
        assert.equal(await page.locator("input[value=ready]").isChecked(), false);
        await page.goto("/mon-compte/appareils");
        assert.equal(await page.getByText("cet appareil").count(), 1);
        await look(page, "devices", size);
        await page.goto("/mon-compte/donnees");
        await look(page, "data", size);
        await page.goto("/mes-commandes");
        await page.getByText("Aucune commande effectuée").waitFor();
        await look(page, "no-orders", size);
    });

for (const size of ["phone", "desktop"])
    story(`somebody asks for a link by mail on a ${size}`, async ({ newPerson }) => {
        const page = await newPerson({ size });
        await page.goto("/connexion");
        await look(page, "sign-in", size);
        await page.click("text=Mot de passe oublié");
        await look(page, "forgotten", size);
        await page.fill("#email", "personne@exemple.fr");
        await page.click("form[action='/mot-de-passe-oublie'] button");
        await page.waitForSelector("#sent");
        await look(page, "forgotten-sent", size);
        await page.goto("/mot-de-passe-oublie/un-lien-qui-n-existe-pas");
        assert.equal(new URL(page.url()).pathname, "/nouveau-mot-de-passe");
        await look(page, "link-over", size);
    });

/** A pizza for pickup. */
async function order(page) {
    await page.goto("/pizzerias/part-dieu");
    await page.locator("#p-diavola button.size:not([disabled])").first().click();
    await page.locator("#cart-chip.full").waitFor();
    await page.goto("/commander");
    await page.check("#mode-pickup");
    await page.fill("#phone", "06 39 98 41 17");
    await page.click("#order");
    await page.waitForURL(/\/suivi\//);
}

for (const size of ["phone", "desktop"])
    story(`a customer has the last order once more on a ${size}`, async ({ newPerson, program }) => {
        const page = await newPerson({ size });
        await register(page, `encore.${size}.${Date.now()}@exemple.fr`);
        await order(page);
        await look(page, "tracking", size);
        await page.goto("/mes-commandes");
        await look(page, "orders", size);
        assert.equal(await page.getByText("Facture").count(), 0, "nothing is invoiced before it is handed over");
        await page.goto("/");
        await look(page, "home-again", size);
        await page.click(".order-again button");
        await page.getByText("Votre commande est de nouveau dans le panier.").waitFor();
        await look(page, "cart-again", size);
        await page.click("main a[href='/commander']");
        await page.click("#order");
        await page.waitForURL(/\/suivi\//);

        program.sql(`
            INSERT INTO payments (order_id, kind, amount, at)
                SELECT id, 'cash', total, created_at FROM orders WHERE id = (SELECT MAX(id) FROM orders);
            UPDATE orders SET order_status = 'picked_up', payment_status = 'paid', delivered_at = created_at
                WHERE id = (SELECT MAX(id) FROM orders);`);
        await page.goto("/mes-commandes");
        await page.click("text=Facture");
        await page.locator(".invoice-lines").first().waitFor();
        await look(page, "invoice", size);
        await page.emulateMedia({ media: "print" });
        await picture(page, `invoice-print-${size}`);
    });

for (const size of ["phone", "desktop"])
    story(`an English customer reads their account, and has a deal once more, on a ${size}`, async ({ newPerson, program }) => {
        const page = await newPerson({ size, locale: "en-GB" });
        await register(page, `kate.${size}.${Date.now()}@example.com`);
        for (const [path, title] of [
            ["/mon-compte", "My account"],
            ["/mon-compte/adresses", "My addresses"],
            ["/mon-compte/messages", "My messages"],
            ["/mon-compte/appareils", "My devices"],
            ["/mon-compte/donnees", "My data"],
        ]) {
            await page.goto(path);
            assert.equal(await page.textContent("h1"), title);
            await look(page, `english${path.replaceAll("/", "-")}`, size);
        }
        await page.goto("/pizzerias/part-dieu/produits/formule-midi");
        await page.click("#buy button.tall");
        await page.locator("#cart-chip.full").waitFor();
        await page.goto("/pizzerias/part-dieu");
        await Promise.all([
            page.waitForResponse((answer) => answer.request().method() === "POST"),
            page.locator("#p-margherita button.size:not([disabled])").last().click(),
        ]);
        await page.goto("/panier");
        const chosen = await page.locator(".line").allTextContents();
        await page.click("details.code summary");
        await page.fill("#code", "BIENVENUE");
        await page.click("details.code button");
        await page.getByText("−€").first().waitFor();
        await page.goto("/commander");
        await page.check("#mode-pickup");
        await page.fill("#phone", "06 39 98 41 17");
        await page.click("#order");
        await page.waitForURL(/\/suivi\//);
        await page.goto("/");
        await page.click(".order-again button");
        await page.getByText("Your order is in your basket again.").waitFor();
        assert.deepEqual(await page.locator(".line").allTextContents(), chosen);
        await look(page, "english-cart-again", size);

        program.sql(`
            INSERT INTO payments (order_id, kind, amount, at)
                SELECT id, 'cash', total, created_at FROM orders WHERE id = (SELECT MAX(id) FROM orders);
            UPDATE orders SET order_status = 'picked_up', payment_status = 'paid', delivered_at = created_at
                WHERE id = (SELECT MAX(id) FROM orders);`);
        await page.goto("/mes-commandes");
        await look(page, "english-orders", size);
        await page.click("text=Invoice");
        assert.equal(await page.textContent("h1"), "Invoice");
        assert.ok((await page.locator(".invoice-lines").first().textContent()).includes("−€"), "the discount");
        await look(page, "english-invoice", size);
    });

/** As far from the server as a phone is: nothing is answered before so many milliseconds. */
async function answerLate(page, latency) {
    const devtools = await page.context().newCDPSession(page);
    const unlimited = { offline: false, downloadThroughput: -1, uploadThroughput: -1 };
    await devtools.send("Network.emulateNetworkConditions", { ...unlimited, latency });
}

/** Two clicks before the first is answered: how many forms were sent when the next page is there. */
async function clickTwice(page, button) {
    let sent = 0;
    const count = (request) => (sent += request.method() === "POST" ? 1 : 0);
    const here = page.url();
    page.on("request", count);
    await page.locator(button).dblclick({ delay: 60 });
    await page.waitForURL((address) => address.href !== here);
    page.off("request", count);
    return sent;
}

story("a double click opens one account, and has the last order once more once", async ({ newPerson }) => {
    const page = await newPerson();
    await answerLate(page, 300);
    await typeRegistration(page, { firstname: "Alice", lastname: "Fontaine", email: `double.${Date.now()}@exemple.fr` });
    assert.equal(await clickTwice(page, "form[action='/inscription'] button"), 1);
    await page.getByText("Alice").first().waitFor();

    await order(page);
    await page.goto("/");
    assert.equal(await clickTwice(page, ".order-again button"), 1);
    assert.equal(await page.locator(".line output").textContent(), "1");
    await page.goBack();
    await page.click(".order-again button");
    await page.waitForURL(/\/panier/);
    assert.equal(await page.locator(".line output").textContent(), "2", "after going back the form goes again");
});

// A walk through every page that a customer can reach, in the language of their browser.
import { signUp } from "./story.mjs";

const shop = "/pizzerias/part-dieu";

async function open(page, address, look, name) {
    await page.goto(address);
    await look(page, name);
}

/** Sends a form as it stands, which the page refuses, and looks at what it says then. */
async function sendWrong(page, button, look, name) {
    await page.click(button);
    await page.locator("#errors, .wrong-words, .notice.alert").first().waitFor();
    await look(page, name);
}

async function put(page, address, button) {
    await page.goto(address);
    await page.locator(button).first().click();
    await page.locator("#cart-chip.full").waitFor();
}

async function order(page, person) {
    await page.goto("/commander");
    await page.check("#mode-pickup");
    for (const [id, value] of Object.entries(person)) await page.fill(`#${id}`, value);
    await page.click("#order");
    await page.waitForURL(/\/suivi\//);
}

/** From the front page to the tracking of an order, its change and its end, without an account. */
async function walkAsVisitor(page, email, look) {
    await open(page, "/", look, "home");
    await open(page, shop, look, "menu");
    await open(page, `${shop}/produits/reine`, look, "product");
    await open(page, `${shop}/produits/formule-midi`, look, "deal");
    await open(page, "/panier", look, "cart, empty");
    await put(page, `${shop}/produits/formule-midi`, "#buy button.tall");
    await put(page, shop, "#p-reine button.size:not([disabled])");
    await open(page, "/panier", look, "cart");
    await page.click("details.code summary");
    await page.fill("#code", "JAMAIS-VU");
    await page.click("details.code button");
    await page.locator(".notice").first().waitFor();
    await look(page, "cart, code refused");
    await open(page, "/commander", look, "checkout");
    await sendWrong(page, "#order", look, "checkout, errors");
    await order(page, { email, firstname: "Alice", lastname: "Fontaine", phone: "06 39 98 41 17" });
    await look(page, "tracking");
    const tracking = page.url();
    await page.click("form[action$='/modification'] button");
    await page.waitForURL(/\/panier/);
    await put(page, shop, "#p-margherita button.size:not([disabled])");
    await open(page, "/panier", look, "change, cart");
    await open(page, "/commander", look, "change");
    await page.goto(tracking);
    page.once("dialog", (dialog) => dialog.accept());
    await page.click("form[action$='/annulation'] button");
    await page.waitForURL((address) => address.href === tracking);
    await page.reload();
    await look(page, "tracking, cancelled");
    await open(page, "/nulle-part", look, "not found");
}

async function walkToTheDoor(page, look) {
    await open(page, "/connexion", look, "sign-in");
    await page.fill("#email", "personne@exemple.fr");
    await page.fill("#password", "ce-n-est-pas-1-secret");
    await sendWrong(page, "form[action='/connexion'] button", look, "sign-in, refused");
    await open(page, "/inscription", look, "register");
    await sendWrong(page, "form[action='/inscription'] button", look, "register, errors");
    await open(page, "/mot-de-passe-oublie", look, "forgotten");
    await page.fill("#email", "personne@exemple.fr");
    await page.click("form[action='/mot-de-passe-oublie'] button");
    await page.locator("#sent").waitFor();
    await look(page, "forgotten, sent");
    await open(page, "/connexion/lien", look, "sign-in by mail");
    await open(page, "/mot-de-passe-oublie/un-lien-qui-n-existe-pas", look, "link over");
}

/** Everything of one's own; `program` lets the order come to its end at once. */
async function walkAsCustomer(page, email, look, program) {
    await signUp(page, { firstname: "Alice", lastname: "Fontaine", email });
    await open(page, "/mes-commandes", look, "my orders, none");
    await put(page, shop, "#p-diavola button.size:not([disabled])");
    await order(page, { phone: "06 39 98 41 17" });
    await open(page, "/", look, "home, order again");
    await open(page, "/mon-compte", look, "account");
    await page.fill("#firstname", "");
    await sendWrong(page, "form[action='/mon-compte'] button", look, "account, errors");
    await page.goto("/mon-compte/adresses");
    await page.fill("#line", "27 rue Paul-Bert");
    await page.fill("#postcode", "69003");
    await page.fill("#city", "Lyon");
    await page.click("form[action='/mon-compte/adresses'] button");
    await page.waitForURL(/fait=adresse/);
    await look(page, "addresses");
    await page.click("main a[href^='/mon-compte/adresses/']");
    await page.waitForURL(/\/adresses\/\d+/);
    await look(page, "address");
    for (const [name, address] of Object.entries({
        messages: "/mon-compte/messages",
        devices: "/mon-compte/appareils",
        "own data": "/mon-compte/donnees",
    }))
        await open(page, address, look, name);
    program.sql(`
        INSERT INTO payments (order_id, kind, amount, at)
            SELECT id, 'cash', total, created_at FROM orders WHERE id = (SELECT MAX(id) FROM orders);
        UPDATE orders SET order_status = 'picked_up', payment_status = 'paid', delivered_at = created_at
            WHERE id = (SELECT MAX(id) FROM orders);`);
    await open(page, "/mes-commandes", look, "my orders");
    await page.click("a[href$='/facture']");
    await page.locator(".invoice-lines").first().waitFor();
    await look(page, "invoice");
}

/** Calls look(page, name) on each page, which stands still then. `newPerson` and `program` are those of a story. */
export async function walkEveryPage({ newPerson, program, locale }, look) {
    const still = async (page, name) => {
        // What lies under the pointer changes its colour for a moment.
        await page.mouse.move(0, 0);
        await look(page, name);
    };
    const stem = `${locale}.${Date.now()}`.toLowerCase();
    const someone = { size: "phone", locale };
    await walkAsVisitor(await newPerson(someone), `visite.${stem}@exemple.fr`, still);
    await walkToTheDoor(await newPerson(someone), still);
    await walkAsCustomer(await newPerson(someone), `cliente.${stem}@exemple.fr`, still, program);
}

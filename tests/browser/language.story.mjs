// Kate reads English; her browser says so, or she does. What she buys, she buys in English to the end.
import assert from "node:assert/strict";
import { expectAccessible, expectNoSidewaysScroll, picture, story } from "./support/story.mjs";

const english = { locale: "en-GB" };
const menu = "/pizzerias/part-dieu";

/** Fails when French words stand on the page that are no name of ours. */
async function expectEnglish(page) {
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    const words = await page.locator("body").innerText();
    const french = words.match(/\b(panier|commande|livrée|livraison|allergènes|ajouter|pizzeria est|retrait|à emporter)\b/iu);
    assert.equal(french, null, `«${french?.[0]}» in: ${words.slice(Math.max(0, french?.index - 40), french?.index + 60)}`);
}

for (const size of ["phone", "desktop"]) {
    story(`an English browser reads shops and menu in English on a ${size}`, async ({ newPerson }) => {
        const page = await newPerson({ size, ...english });
        await page.goto("/");
        await expectEnglish(page);
        assert.match(await page.title(), /Pizza delivery and collection in Lyon/);
        await picture(page, `home-en-${size}`);
        await page.goto(menu);
        await expectEnglish(page);
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
        const reine = page.locator("#p-reine");
        assert.match(await reine.innerText(), /button mushrooms, black olives/);
        assert.match(await reine.innerText(), /Allergens: gluten, milk/);
        assert.match(await reine.innerText(), /€\d+\.\d\d/);
        await picture(page, `menu-en-${size}`);
    });
}

for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? "" : " without script";
    story(`an order in English${how} is spoken to in English to the end`, async ({ newPerson }) => {
        const page = await newPerson({ size: "phone", javaScriptEnabled, ...english });
        await page.goto(`${menu}/produits/reine`);
        await expectEnglish(page);
        await picture(page, `product-en${javaScriptEnabled ? "" : "-plain"}`);
        await page.goto(menu);
        await page.locator("#p-reine button.size:not([disabled])").first().click();
        if (javaScriptEnabled) await page.getByText("is in your basket.").first().waitFor();
        await page.goto("/panier");
        await expectEnglish(page);
        await page.goto("/commander");
        await expectEnglish(page);
        await page.check("#mode-pickup");
        await page.click("#order");
        assert.match(await page.locator("#errors").innerText(), /The first name is missing\./);
        assert.match(await page.title(), /^Error: Checkout/);
        await picture(page, `checkout-en${javaScriptEnabled ? "" : "-plain"}`);
        for (const [id, value] of [
            ["email", `kate.${javaScriptEnabled}@example.com`],
            ["firstname", "Kate"],
            ["lastname", "Wood"],
            ["phone", "06 39 98 12 34"],
        ])
            await page.fill(`#${id}`, value);
        await page.check("#mode-pickup");
        await page.click("#order");
        await page.waitForURL(/\/suivi\//);
        await expectEnglish(page);
        assert.match(await page.locator("#now").innerText(), /Ready at \d+(:\d\d)?\u00a0[ap]m|Ready at (noon|midnight)/);
        if (javaScriptEnabled) {
            await expectAccessible(page);
            await page.locator("#link-state", { hasText: "Live" }).waitFor();
        }
        await picture(page, `tracking-en${javaScriptEnabled ? "" : "-plain"}`);
    });
}

story("a visitor chooses the other language at the foot of the page and stays on it", async ({ newPerson }) => {
    const page = await newPerson({ javaScriptEnabled: false });
    await page.goto(menu);
    assert.equal(await page.locator("html").getAttribute("lang"), "fr");
    await page.getByRole("button", { name: "English" }).click();
    assert.equal(new URL(page.url()).pathname, menu);
    await expectEnglish(page);
    await page.goto("/nulle-part");
    await expectEnglish(page);
    await page.getByRole("button", { name: "Français" }).click();
    assert.match(await page.locator("h1").innerText(), /Cette page n’existe pas/);
});

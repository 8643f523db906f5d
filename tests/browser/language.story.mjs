// Kate reads English; her browser says so, or she does. What is bought in English to the end: people.story.mjs.
import assert from "node:assert/strict";
import { expectAccessible, expectEnglish, expectNoSidewaysScroll, picture, story } from "./support/story.mjs";

const english = { locale: "en-GB" };
const menu = "/pizzerias/part-dieu";

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

// The hands of one person on a page. Whoever acts through them cannot forget to count.
import assert from "node:assert/strict";

export class Hands {
    #page;
    taps = 0;
    fields = 0;

    constructor(page) {
        this.#page = page;
    }

    /** One tap on what a selector names; it must be visible and nothing may lie over it. */
    async tap(selector) {
        ++this.taps;
        await this.#page.locator(selector).first().tap();
    }

    /** One field typed into, key by key. The keyboard's own «next» leads from one field to another, so no tap counts. */
    async type(selector, text) {
        ++this.fields;
        const field = this.#page.locator(selector);
        assert.equal(await field.inputValue(), "", `${selector} is filled in already`);
        await field.pressSequentially(text);
    }

    /** Fails above the budget; prints what was needed. */
    expectAtMost(deed, budget) {
        console.log(`        ${deed}: ${this.taps} taps of ${budget.taps}, ${this.fields} fields of ${budget.fields}`);
        assert.ok(this.taps <= budget.taps, `${deed} took ${this.taps} taps, ${budget.taps} are allowed`);
        assert.ok(this.fields <= budget.fields, `${deed} took ${this.fields} fields, ${budget.fields} are allowed`);
    }
}

// Chance that a seed repeats (mulberry32).

export class Chance {
    #state;

    constructor(seed) {
        this.#state = seed >>> 0;
    }

    /** From 0 to below 1. */
    share() {
        this.#state = (this.#state + 0x6d2b79f5) >>> 0;
        let mixed = this.#state;
        mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    }

    between(least, most) {
        return least + this.share() * (most - least);
    }

    /** A whole number, both ends included. */
    whole(least, most) {
        return least + Math.floor(this.share() * (most - least + 1));
    }

    /** True once in `times`. */
    once(times) {
        return this.share() < 1 / times;
    }

    one(choices) {
        return choices[this.whole(0, choices.length - 1)];
    }

    /** Another chance that does not disturb this one. */
    branch() {
        return new Chance(this.whole(1, 2 ** 31));
    }
}

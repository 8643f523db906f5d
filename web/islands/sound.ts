// The bell of the kitchen: silent until a person has touched the page, then repeated until somebody answers.

const AGAIN = 10_000;

export interface Bell {
    /** Rings now and again until the screen is touched. */
    ring(): void;
}

/** `button` starts the service: unlocks sound, plays the bell once, keeps the screen on. */
export function bell(button: HTMLButtonElement): Bell {
    let audio: AudioContext | undefined;
    let loud = true;
    let repeating = 0;

    const strike = (): void => {
        if (!audio || !loud) return;
        for (const [tone, after] of [[1046.5, 0], [1318.5, 0.16], [1568, 0.32]] as const) {
            const at = audio.currentTime + after;
            const note = new OscillatorNode(audio, { type: "triangle", frequency: tone });
            const volume = new GainNode(audio, { gain: 0 });
            volume.gain.setValueAtTime(0.0001, at);
            volume.gain.exponentialRampToValueAtTime(0.5, at + 0.015);
            volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.9);
            note.connect(volume).connect(audio.destination);
            note.start(at);
            note.stop(at + 1);
        }
    };
    const show = (): void => {
        const silent = !audio || audio.state !== "running";
        button.classList.toggle("waiting", silent);
        if (!audio) button.textContent = "Commencer le service";
        else if (silent) button.textContent = "Son coupé\u00a0: toucher";
        else button.textContent = loud ? "Son\u00a0: fort" : "Son\u00a0: coupé";
    };
    button.addEventListener("click", () => {
        if (audio?.state === "running") loud = !loud;
        if (!audio) {
            audio = new AudioContext();
            audio.addEventListener("statechange", show);
        }
        void audio.resume().then(() => {
            show();
            strike();
        });
        show();
        keepScreenOn();
    });
    const answer = (): void => clearInterval(repeating);
    addEventListener("pointerdown", answer, { passive: true });
    addEventListener("keydown", answer);
    button.hidden = false;
    show();
    return {
        ring() {
            strike();
            clearInterval(repeating);
            repeating = window.setInterval(strike, AGAIN);
        },
    };
}

/** Keeps the screen on while the page shows, where the browser can. */
export function keepScreenOn(): void {
    const ask = (): void => {
        if (document.visibilityState === "visible") navigator.wakeLock?.request("screen").catch(() => undefined);
    };
    document.addEventListener("visibilitychange", ask);
    ask();
}

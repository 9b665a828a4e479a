// The Library tab in the browser: links open on the page, the address follows, files are sent with their progress.
window.rightsdesk.library = (() => {
    let reading = null;  // What opens a document: an element and its trigger.
    let opened = "";     // Address of the document that is open.
    let last = "";       // Address that was followed from the list.
    let travelling = false;  // Whether the browser went back or forward and the page follows it.
    let tries = 0;       // How often the page may still ask for what the browser's address names.

    const PARTS = ["document", "language", "paragraph", "topic", "beside"];
    const value = (named) => ({ index: 0, value: named });
    const placeOf = (address) => {
        const { searchParams } = new URL(address || "/", location);
        return Object.fromEntries(PARTS.map((name) => [name, searchParams.get(name) || ""]));
    };
    const isSame = (one, other) => PARTS.every((name) => one[name] === other[name]);
    const { isPlain, reasonIn } = window.rightsdesk;
    const openLink = (event) => {
        const link = event.target.closest("a[data-document], a[data-topic]");
        if (!link || !isPlain(event)) return null;
        event.preventDefault();
        return link;
    };

    const setAddress = (wanted, how) => {
        const address = new URL(location);
        for (const name of PARTS) address.searchParams.delete(name);
        for (const [name, text] of new URL(wanted || "/", location).searchParams) address.searchParams.set(name, text);
        if (!travelling && address.href !== location.href) history[how](history.state, "", address);
    };

    // The paragraph that was asked for is marked, in sight, and where the keyboard goes on.
    const show = (passage) => {
        for (const other of reading.element.querySelectorAll(".rd-chosen")) other.classList.remove("rd-chosen");
        passage.classList.add("rd-chosen");
        passage.focus({ preventScroll: true });
        passage.scrollIntoView({ block: "start" });
    };

    // Back from a document, the keyboard is where it was.
    const focusList = () => {
        const before = [...document.querySelectorAll("#rd-books a")].find((link) => link.getAttribute("href") === last);
        (before || document.querySelector("#rd-books h2"))?.focus();
    };

    const arrive = () => {
        const article = reading.element.querySelector("[data-address]");
        // Answers may come in another order than they were asked for.
        const wanted = placeOf(location.href);
        if (travelling && tries && !isSame(placeOf(article?.dataset.address), wanted)) {
            tries -= 1;
            reading.trigger("select", value(wanted));
            return;
        }
        if (article) {
            opened = article.dataset.address;
            setAddress(opened, "pushState");
            const chosen = article.querySelector(".rd-chosen");
            if (chosen) {
                show(chosen);
            } else {
                article.querySelector("h2").focus({ preventScroll: true });
                document.querySelector("#rd-tabs").scrollIntoView({ block: "start" });
            }
        } else if (opened) {
            opened = "";
            setAddress("", "pushState");
            setTimeout(focusList, 100);
        }
    };

    // The address is that of the document only while the Library tab is seen.
    const follow = () => {
        if (opened) setAddress(reading.element.offsetParent ? opened : "", "replaceState");
    };

    window.addEventListener("popstate", () => {
        const wanted = placeOf(location.href);
        travelling = Boolean(reading);
        tries = 2;
        if (reading && (opened || wanted.document || wanted.topic)) reading.trigger("select", value(wanted));
    });
    window.addEventListener("click", () => { travelling = false; }, true);

    const read = (element, trigger, watch) => {
        reading = { element, trigger };
        element.addEventListener("click", (event) => {
            const link = openLink(event);
            if (!link) return;
            const { document: symbol, language, paragraph, topic, beside } = link.dataset;
            const [wanted, now] = [link.getAttribute("href"), opened].map(placeOf);
            const same = symbol && ["document", "language", "beside"].every((name) => wanted[name] === now[name]);
            const there = same && element.querySelector(`[data-locator="${CSS.escape(paragraph || "")}"]`);
            if (there) {
                show(there);
                opened = link.getAttribute("href");
                setAddress(opened, "pushState");
            } else {
                trigger("select", value({ document: symbol, language, paragraph, topic, beside }));
            }
        });
        watch("value", arrive);
        new IntersectionObserver(follow).observe(element);
        arrive();
    };

    const list = (element, trigger, watch) => {
        let turned = false;
        element.addEventListener("click", (event) => {
            const turn = event.target.closest("button[data-page]");
            if (turn) {
                turned = true;
                trigger("select", value({ page: Number(turn.dataset.page) }));
            }
            const link = openLink(event);
            if (link) {
                last = link.getAttribute("href");
                trigger("select", value({ ...link.dataset }));
            }
        });
        watch("value", () => {
            if (!turned) return;
            turned = false;
            const heading = element.querySelector("h2");
            heading.focus({ preventScroll: true });
            heading.scrollIntoView({ block: "start" });
        });
    };

    // Why the server would not take the files now: asked before they are sent, which may take long.
    const refusalOf = async (form) => {
        const size = [...form.elements.files.files].reduce((sum, file) => sum + file.size, 0);
        const reply = await fetch(`${form.action}?size=${size}`).catch(() => null);
        return reply && !reply.ok ? reasonIn(await reply.text()) : "";
    };

    const upload = (element, trigger) => element.addEventListener("submit", async (event) => {
        event.preventDefault();
        const form = event.target;
        const [bar, says, report, button] = ["progress", ".rd-says", ".rd-report", "button"].map((name) => form.querySelector(name));
        if (!form.elements.files.files.length) {
            says.textContent = "Choose files first.";
            return;
        }
        const request = new XMLHttpRequest();
        const tell = (share, words) => {
            bar.value = share;
            says.textContent = words;
        };
        let heard = 0;
        const hear = () => {
            const whole = request.responseText.lastIndexOf("\n") + 1;
            for (const line of request.responseText.slice(heard, whole).split("\n").filter(Boolean)) {
                const told = JSON.parse(line);
                if ("share" in told) tell(told.share, told.says);
                if (told.report) report.innerHTML = told.report;
                if (told.report || told.error) tell(1, told.error || "Done.");
            }
            heard = whole;
        };
        const end = () => {
            bar.hidden = true;
            button.disabled = false;
            form.reset();
            trigger("submit");
        };
        request.upload.onprogress = (sent) => tell(0, `Sending: ${Math.floor(100 * sent.loaded / sent.total)} %`);
        request.upload.onload = () => tell(0, "Looking at the files …");
        request.onprogress = () => { if (request.status === 200) hear(); };
        request.onload = () => {
            if (request.status === 200) hear();
            else tell(0, reasonIn(request.responseText));
            end();
        };
        request.onerror = () => { tell(0, "The connection broke. See in the list what was added, then try again."); end(); };
        report.textContent = "";
        bar.hidden = false;
        button.disabled = true;
        const refusal = await refusalOf(form);
        if (refusal) {
            tell(0, refusal);
            bar.hidden = true;
            button.disabled = false;
            return;
        }
        request.open("POST", form.action);
        request.send(new FormData(form));
    });

    return { list, read, upload };
})();

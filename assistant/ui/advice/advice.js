// The Draft tab in the browser: buttons and forms of a draft say what is wanted of which revision.
window.rightsdesk.advice = (() => {
    let address = "";  // Of the draft that is open.
    let acted = "";    // The paragraph that was acted on: there the keyboard goes on.

    const value = (named) => ({ index: 0, value: named });
    const { isPlain } = window.rightsdesk;

    // The address is that of the draft only while it is seen.
    const follow = (element) => {
        const here = new URL(location);
        const seen = element.offsetParent ? address : "";
        const wanted = new URL(seen || "/", location).searchParams.get("draft") || "";
        if ((here.searchParams.get("draft") || "") === wanted) return;
        if (wanted) here.searchParams.set("draft", wanted);
        else here.searchParams.delete("draft");
        history.replaceState(history.state, "", here);
    };

    const list = (element, trigger) => element.addEventListener("click", (event) => {
        const link = event.target.closest("a[data-draft]");
        if (!link || !isPlain(event)) return;
        event.preventDefault();
        trigger("select", value({ do: "open", draft: link.dataset.draft }));
    });

    const open = (element, trigger, watch) => {
        let sent = "";             // The form that was sent last.
        let place = "";            // The paragraph of the place that was gone to last.
        const opened = new Map();  // Which issues and sources were opened or shut by hand.
        const typed = new Map();   // What was typed into forms that were not sent, with the revision that was seen.
        const KEPT = ".rd-issue > details, .rd-sources";
        const key = (details) => details.parentElement.dataset.paragraph;
        const named = (form) => ["do", "paragraph", "part", "issue", "key", "sentence", "source"]
            .map((name) => form.dataset[name] || "").join("|");
        const paragraph = (name) => name && element.querySelector(`[data-paragraph="${CSS.escape(name)}"]`);
        const follows = Node.DOCUMENT_POSITION_FOLLOWING;
        const send = (source, fields = {}) => {
            acted = source.dataset.paragraph || source.dataset.issue || "";
            sent = source.tagName === "FORM" ? named(source) : "";
            trigger("select", value({ ...source.dataset, ...fields }));
        };
        element.addEventListener("click", (event) => {
            const button = event.target.closest("button[data-do]");
            if (button) send(button);
        });
        element.addEventListener("submit", (event) => {
            event.preventDefault();
            send(event.target, Object.fromEntries(new FormData(event.target)));
        });
        element.addEventListener("input", (event) => {
            const form = event.target.closest("form[data-do]");
            if (form) typed.set(named(form), { revision: form.dataset.revision, fields: new FormData(form) });
        });
        element.addEventListener("click", (event) => {
            if (!event.target.closest("[data-next-place]")) return;
            const places = [...element.querySelectorAll(".rd-paragraph:has(.rd-place)")];
            const here = paragraph(place) || paragraph(acted);
            const next = places.find((one) => here && here.compareDocumentPosition(one) & follows) || places[0];
            if (!next) return;
            place = next.dataset.paragraph;
            next.focus({ preventScroll: true });
            next.scrollIntoView({ block: "center" });
        });
        element.addEventListener("toggle", (event) => {
            if (event.target.matches(KEPT)) opened.set(key(event.target), event.target.open);
        }, true);
        watch("value", () => {
            if (/^(edit|cite|replace)\|/.test(sent)) opened.set(acted, true);  // What it rests on now is seen.
            for (const one of element.querySelectorAll(KEPT)) {
                if (opened.has(key(one))) one.open = opened.get(key(one));
            }
            const article = element.querySelector("article");
            const before = address;
            address = article ? article.dataset.address : "";
            typed.delete(sent);  // It arrived; where it was refused, the page is not shown anew.
            if (address !== before) typed.clear();
            for (const form of element.querySelectorAll("form[data-do]")) {
                const kept = typed.get(named(form));
                if (!kept) continue;
                form.dataset.revision = kept.revision;  // The numbers in the text are those of what was seen then.
                for (const [name, value] of kept.fields) form.elements[name].value = value;
                for (let at = form; at !== element; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
            }
            follow(element);
            if (!article) return;
            const there = paragraph(acted);
            const unsaved = element.querySelector("[role=alert] + .rd-tools form[data-do=edit] textarea");
            if (unsaved) unsaved.focus();
            else if (there) there.focus({ preventScroll: true });
            else {
                article.querySelector("h2").focus({ preventScroll: true });
                if (address !== before) document.querySelector("#rd-tabs").scrollIntoView({ block: "start" });
            }
        });
        new IntersectionObserver(() => follow(element)).observe(element);
        address = element.querySelector("article")?.dataset.address || "";
    };

    return { list, open };
})();

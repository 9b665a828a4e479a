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
        const opened = new Map();  // Which issues were opened or shut by hand.
        const send = (source, typed = {}) => {
            acted = source.dataset.paragraph || source.dataset.issue || "";
            source.closest("article").setAttribute("aria-busy", "true");
            trigger("select", value({ ...source.dataset, ...typed }));
        };
        element.addEventListener("click", (event) => {
            const button = event.target.closest("button[data-do]");
            if (button) send(button);
        });
        element.addEventListener("submit", (event) => {
            event.preventDefault();
            send(event.target, Object.fromEntries(new FormData(event.target)));
        });
        element.addEventListener("toggle", (event) => {
            const issue = event.target.closest(".rd-issue");
            if (issue && event.target.parentElement === issue) opened.set(issue.dataset.paragraph, event.target.open);
        }, true);
        watch("value", () => {
            for (const issue of element.querySelectorAll(".rd-issue")) {
                if (opened.has(issue.dataset.paragraph)) issue.firstElementChild.open = opened.get(issue.dataset.paragraph);
            }
            const article = element.querySelector("article");
            const before = address;
            address = article ? article.dataset.address : "";
            follow(element);
            if (!article) return;
            const there = acted && element.querySelector(`[data-paragraph="${CSS.escape(acted)}"]`);
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

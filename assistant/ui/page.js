// What the page does by itself: copy, go to a source, keep the question in sight, keep the address right.
window.rightsdesk = {
    // Whether a click follows a link here, and does not open it elsewhere.
    isPlain: (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey),
    // What the server said went wrong: JSON with what to do about it, or plain text.
    reasonIn: (reply) => {
        try {
            const told = JSON.parse(reply);
            return [told.error || told.detail, told.remedy].filter(Boolean).join(" ");
        } catch {
            return reply.slice(0, 300);
        }
    },
};
(() => {
    const { isPlain, reasonIn } = window.rightsdesk;

    const copy = async (text) => {
        try {
            await navigator.clipboard.writeText(text);
            return true;
        } catch {  // Only pages with a certificate, and those of this machine, have a clipboard.
            const field = document.createElement("textarea");
            field.value = text;
            field.style.position = "fixed";
            document.body.append(field);
            field.select();
            const done = document.execCommand("copy");
            field.remove();
            return done;
        }
    };

    // The source whose number was clicked; its answer's sources may come a moment later.
    let wanted = "";
    const showSource = () => {
        const mark = wanted && document.getElementById(wanted);
        const card = mark && mark.closest("details.rd-source");
        if (!card) return;
        wanted = "";
        for (const other of document.querySelectorAll("details.rd-source")) {
            other.open = other === card;
            other.classList.toggle("rd-chosen", other === card);
        }
        card.querySelector("summary").focus({ preventScroll: true });
        const panel = document.querySelector("#rd-sources");
        if (panel.scrollHeight > panel.clientHeight && getComputedStyle(panel).overflowY === "auto") {
            panel.scrollTop += card.getBoundingClientRect().top - panel.getBoundingClientRect().top - 8;
        } else {
            card.scrollIntoView({ block: "start" });
        }
    };

    document.addEventListener("click", (event) => {
        const mark = event.target.closest("#rd-chat a.rd-mark");
        if (mark) {
            event.preventDefault();
            wanted = mark.getAttribute("href").slice(1);
            requestAnimationFrame(showSource);
        }
        const button = event.target.closest("button:is([data-copy], [data-copy-link])");
        if (button) copyOf(button);
        const reasons = event.target.closest(".extra-feedback-options");
        if (reasons) {  // Chosen: the menu no longer covers the answer.
            document.activeElement.blur();
            reasons.style.display = "none";
            setTimeout(() => { reasons.style.display = ""; }, 500);
        }
        const link = event.target.closest("a[data-save]");
        if (link && isPlain(event)) {
            event.preventDefault();
            save(link);
        }
    });

    // A button that says for a moment what became of its text.
    const copyOf = async (button) => {
        const done = await copy(button.dataset.copy ?? new URL(button.dataset.copyLink, location).href);
        button.dataset.label ??= button.textContent;
        button.textContent = done ? "Copied" : "Not copied";
        clearTimeout(Number(button.dataset.timer));
        button.dataset.timer = setTimeout(() => { button.textContent = button.dataset.label; }, 1500);
    };

    // A file is fetched first: why there is none is for whoever asked, not for the browser's list of downloads.
    const save = async (link) => {
        const says = link.closest("p").parentElement.querySelector("[role=alert]");
        says.hidden = true;
        link.setAttribute("aria-busy", "true");
        try {
            const answer = await fetch(link.href);
            if (!answer.ok) throw new Error(reasonIn(await answer.text()));
            const named = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("content-disposition") || "");
            const file = document.createElement("a");
            file.href = URL.createObjectURL(await answer.blob());
            file.download = named ? decodeURIComponent(named[1]) : "";
            file.click();
            setTimeout(() => URL.revokeObjectURL(file.href), 60_000);
        } catch (error) {
            says.textContent = `There is no file: ${error.message}`;
            says.hidden = false;
        } finally {
            link.removeAttribute("aria-busy");
        }
    };


    // A question that was just asked stands at the top of the conversation and its answer below it, until the reader
    // scrolls.
    let asked = 0;
    let following = false;
    for (const moved of ["wheel", "touchmove", "pointerdown", "keydown"]) {
        document.addEventListener(moved, () => { following = false; }, { capture: true, passive: true });
    }
    const showQuestion = () => {
        const box = document.querySelector("#rd-chat [role=log]");
        if (!box) return;
        const questions = box.querySelectorAll("[data-testid=user]");
        following ||= questions.length > asked;
        asked = questions.length;
        if (!following || !asked) return;
        const top = questions[asked - 1].getBoundingClientRect().top - box.getBoundingClientRect().top - 16;
        if (Math.abs(top) > 1) box.scrollTop += top;
    };

    // Gradio labels a message with its source, and calls a list what has no items: who listens to the page hears the
    // message itself, and questions that can be chosen.
    const nameMessages = () => {
        for (const questions of document.querySelectorAll("#rd-chat .examples[role=list]")) {
            questions.setAttribute("role", "group");
            questions.setAttribute("aria-label", "Questions to begin with");
        }
        for (const message of document.querySelectorAll("#rd-chat [data-testid][aria-label*=\"message:\"]")) {
            message.setAttribute("aria-label", message.dataset.testid === "user" ? "Question" : "Answer");
            message.setAttribute("dir", "auto");
        }
    };

    // The address in the bar is that of the open conversation.
    const showAddress = () => {
        const list = document.querySelector("#rd-conversations");
        if (!list || !list.querySelector("a, p")) return;
        const open = document.querySelector("#rd-title [data-conversation]");
        const address = new URL(location);
        const before = address.searchParams.get("conversation") || "";
        const now = open ? open.dataset.conversation : "";
        if (now === before) return;
        if (now) address.searchParams.set("conversation", now);
        else address.searchParams.delete("conversation");
        history.replaceState(history.state, "", address);
    };

    // The list of conversations is open where there is room for it; shut, nothing in it can be reached.
    const tendList = () => {
        const list = document.querySelector("#rd-kept");
        const button = list && list.querySelector(".toggle-button");
        if (!button || button.title) return;
        button.title = "Conversations";
        button.setAttribute("aria-label", "Conversations");
        const tell = () => {
            const open = list.classList.contains("open");
            list.querySelector(".sidebar-content").inert = !open;
            button.setAttribute("aria-expanded", String(open));
        };
        new MutationObserver(tell).observe(list, { attributes: true, attributeFilter: ["class"] });
        list.addEventListener("click", (event) => {
            if (innerWidth < 800 && event.target.closest("a[data-conversation], #rd-new")) button.click();
        });
        tell();
        // The button may stand there before it listens.
        const open = (tries) => {
            if (!tries || list.classList.contains("open")) return;
            button.click();
            setTimeout(open, 500, tries - 1);
        };
        if (innerWidth >= 1360) open(6);
    };

    const watch = () => new MutationObserver(() => { tendList(); showSource(); nameMessages(); showQuestion(); showAddress(); })
        .observe(document.body, { childList: true, subtree: true });
    if (document.body) watch();
    else document.addEventListener("DOMContentLoaded", watch);
})();

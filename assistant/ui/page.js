// What the page does by itself: copy, go to a source, keep the question in sight, keep the address right.
window.rightsdesk = (() => {
    const copy = async (text) => {
        try {
            await navigator.clipboard.writeText(text);
        } catch {  // Only pages with a certificate, and those of this machine, have a clipboard.
            const field = document.createElement("textarea");
            field.value = text;
            field.style.position = "fixed";
            document.body.append(field);
            field.select();
            document.execCommand("copy");
            field.remove();
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
        card.scrollIntoView({ block: "nearest" });
    };

    document.addEventListener("click", (event) => {
        const mark = event.target.closest("#rd-chat a.rd-mark");
        if (mark) {
            event.preventDefault();
            wanted = mark.getAttribute("href").slice(1);
            requestAnimationFrame(showSource);
        }
        const button = event.target.closest("button:is([data-copy], [data-copy-link])");
        if (button) {
            copy(button.dataset.copy ?? new URL(button.dataset.copyLink, location).href);
            const label = button.textContent;
            button.textContent = "Copied";
            setTimeout(() => { button.textContent = label; }, 1500);
        }
    });

    // A question that was just asked stands at the top of the conversation, its answer below it.
    let asked = 0;
    const showQuestion = () => {
        const box = document.querySelector("#rd-chat [role=log]");
        if (!box) return;
        const questions = box.querySelectorAll("[data-testid=user]");
        if (questions.length > asked && questions.length) {
            const last = questions[questions.length - 1];
            requestAnimationFrame(() => {
                box.scrollTop += last.getBoundingClientRect().top - box.getBoundingClientRect().top - 16;
            });
        }
        asked = questions.length;
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

    const watch = () => new MutationObserver(() => { showSource(); showQuestion(); showAddress(); })
        .observe(document.body, { childList: true, subtree: true });
    if (document.body) watch();
    else document.addEventListener("DOMContentLoaded", watch);
    return { copy };
})();

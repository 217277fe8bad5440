// The report's page: before and after become one picture with a handle; its address can be shared.
for (const pair of document.querySelectorAll(".compare")) {
	const [before, after] = pair.querySelectorAll("img")
	if (!before || !after) continue
	const range = document.createElement("input")
	range.type = "range"
	range.min = 0
	range.max = 100
	range.value = 50
	range.setAttribute("aria-label", pair.dataset.label)
	const handle = document.createElement("span")
	handle.className = "handle"
	handle.setAttribute("aria-hidden", "true")
	const draw = () => {
		pair.style.setProperty("--at", `${range.value}%`)
		range.setAttribute("aria-valuetext", `${range.value} %`)
	}
	range.addEventListener("input", draw)
	pair.append(range, handle)
	pair.classList.add("live")
	draw()
}

for (const button of document.querySelectorAll("button[data-share]")) {
	if (!navigator.share && !navigator.clipboard) continue
	button.hidden = false
	button.addEventListener("click", async () => {
		try {
			if (navigator.share) await navigator.share({title: document.title, url: location.href.split("?")[0]})
			else {
				await navigator.clipboard.writeText(location.href.split("?")[0])
				document.getElementById("shared").textContent = button.dataset.share
			}
		} catch { /* whoever changed their mind isn't told so */ }
	})
}

// What makes reporting quicker: pictures go ahead while one types, the form keeps itself, addresses and kinds are found at once, and the pin
// moves on a map. Without it the form does all the same with buttons. The server decides everything: what changed is drawn by it.
(() => {
	for (const el of document.querySelectorAll(".onlyjs")) el.hidden = false
	document.getElementById("print")?.addEventListener("click", () => print())
	const form = document.getElementById("report")
	if (!form) return
	document.documentElement.classList.add("js")
	const kept = document.getElementById("kept"), sending = document.getElementById("sending")
	const address = form.elements.address, settlement = form.elements.settlement
	const say = (el, text) => { if (el && el.textContent !== text) el.textContent = text }
	let turn = 0, busy = Promise.resolve(), timer, dirty = false, leaving = false

	// take puts the server's drawing of the changing parts in place of ours, except where somebody is at it.
	function take(html) {
		const doc = new DOMParser().parseFromString(html, "text/html")
		for (const part of document.querySelectorAll("[data-part]")) {
			const fresh = doc.getElementById(part.id)
			if (!fresh || fresh.innerHTML === part.innerHTML) continue
			const at = part.contains(document.activeElement) ? document.activeElement : null
			part.innerHTML = fresh.innerHTML
			if (at) [...part.querySelectorAll("input,button,a")].find(el => el.name === at.name && el.value === at.value || el.href && el.href === at.href)?.focus({preventScroll: true})
		}
		for (const name of ["address", "settlement"]) {
			const fresh = doc.getElementById(name), mine = form.elements[name]
			if (fresh && fresh.value && !mine.value && document.activeElement !== mine) mine.value = fresh.value
		}
		const stamp = doc.querySelector("input[name=stamp]")
		if (stamp) form.elements.stamp.value = stamp.value
		document.dispatchEvent(new Event("pinned"))
	}

	// post sends the form as it is, without its files, and brings back what follows from it.
	async function post(data, progress) {
		data.set("part", "1")
		const mine = ++turn
		const html = await new Promise((done, failed) => {
			const line = new XMLHttpRequest()
			line.open("POST", form.action)
			line.timeout = 300000
			line.onload = () => line.status < 500 ? done(line.responseText) : failed(new Error(line.status))
			line.onerror = line.ontimeout = () => failed(new Error("offline"))
			if (progress) line.upload.onprogress = e => progress(e.loaded / e.total)
			line.send(data)
		})
		if (mine === turn || progress) take(html)
	}

	function fields(act) {
		const data = new FormData(form)
		data.delete("photo")
		data.set("act", act)
		return data
	}

	// keep saves what was typed, one request after the other.
	function keep(soon = 600, act = "save") {
		dirty = true
		clearTimeout(timer)
		timer = setTimeout(() => {
			dirty = false
			busy = busy.then(() => post(fields(act))).then(() => say(kept, kept.dataset.kept), () => {
				dirty = true
				say(kept, kept.dataset.offline)
				timer = setTimeout(keep, 5000)
			})
		}, soon)
	}

	form.addEventListener("input", e => {
		if (e.target.type === "file" || e.target.type === "radio") return
		if (e.target.name === "query") form.elements.theme.value = ""
		keep(e.target.name === "query" ? 350 : 700)
	})
	form.addEventListener("change", e => {
		if (e.target.type === "file") return send(e.target)
		if (e.target.name === "category") {
			form.elements.query.value = ""
			form.elements.theme.value = ""
		}
		if (e.target.name === "theme") form.elements.query.value = ""
		keep(0)
	})

	// send brings pictures to the server one by one: what is there is safe, whatever happens to the rest.
	function send(input) {
		const files = [...input.files]
		input.value = ""
		files.forEach((file, i) => {
			busy = busy.then(async () => {
				const data = fields("photos")
				data.append("photo", file, file.name)
				const show = share => say(sending, kept.dataset.many.replace("%1", i + 1).replace("%2", files.length).replace("%3", Math.round(share * 100)))
				show(0)
				await post(data, show)
				say(sending, "")
			}).catch(() => say(sending, kept.dataset.offline))
		})
	}
	// Buttons that change a part do so without leaving the page.
	form.addEventListener("submit", e => {
		const by = e.submitter
		if (by?.formAction && new URL(by.formAction).pathname !== new URL(form.action).pathname) return
		if (by?.name === "act" && by.value === "send") {
			if (leaving) return e.preventDefault()
			leaving = true
			say(kept, kept.dataset.sending)
			clearTimeout(timer)
			setTimeout(() => { leaving = false }, 8000)
			return
		}
		e.preventDefault()
		const data = fields(by?.name === "act" ? by.value : "save")
		if (by?.name === "drop") data.set("drop", by.value)
		busy = busy.then(() => post(data)).catch(() => say(kept, kept.dataset.offline))
	})
	addEventListener("pageshow", () => { leaving = false })
	addEventListener("beforeunload", () => { if (dirty) navigator.sendBeacon?.(form.action, fields("save")) })

	// set puts the pin somewhere.
	const spot = document.getElementById("spot")
	function set(lat, lon, source) {
		const value = name => spot.querySelector(`input[name=${name}]`)
		value("lat").value = (+lat).toFixed(6)
		value("lon").value = (+lon).toFixed(6)
		value("source").value = source
		document.dispatchEvent(new Event("pinned"))
		keep(0)
	}
	document.addEventListener("pin", e => {
		address.value = ""
		set(e.detail.lat, e.detail.lon, "map")
	})

	// Addresses as one types.
	const list = document.getElementById("answers")
	let asked, waits
	address.setAttribute("role", "combobox")
	address.setAttribute("aria-controls", "answers")
	address.setAttribute("aria-expanded", "false")
	address.setAttribute("aria-autocomplete", "list")
	list.setAttribute("role", "listbox")
	const shut = () => {
		list.hidden = true
		address.setAttribute("aria-expanded", "false")
		address.removeAttribute("aria-activedescendant")
	}
	async function look() {
		const q = address.value.trim()
		if (q.length < 2) return shut()
		asked?.abort()
		asked = new AbortController()
		try {
			const res = await fetch("/places?" + new URLSearchParams({q}), {signal: asked.signal})
			if (!res.ok) return shut()
			const found = await res.json()
			const same = found.map(p => p.label).join("\n")
			if (list.same === same && !list.hidden) return
			list.same = same
			list.replaceChildren(...found.map((p, i) => {
				const li = document.createElement("li")
				li.id = "answer-" + i
				li.setAttribute("role", "option")
				li.textContent = p.label
				li.place = p
				return li
			}))
			list.hidden = !found.length
			address.setAttribute("aria-expanded", String(!!found.length))
		} catch (e) {
			if (e.name !== "AbortError") shut()
		}
	}
	function choose(li) {
		const p = li.place
		address.value = p.address
		settlement.value = p.settlement
		shut()
		set(p.lat, p.lon, "address")
	}
	address.addEventListener("input", () => {
		const source = spot.querySelector("input[name=source]")
		if (source.value === "address") for (const name of ["lat", "lon", "source"]) spot.querySelector(`input[name=${name}]`).value = ""
		clearTimeout(waits)
		waits = setTimeout(look, 250)
	})
	address.addEventListener("focus", () => { if (address.value && !spot.querySelector("input[name=lat]").value) look() })
	address.addEventListener("keydown", e => {
		const all = [...list.children], at = all.findIndex(li => li.getAttribute("aria-selected") === "true")
		if (list.hidden) return
		if (e.key === "ArrowDown" || e.key === "ArrowUp") {
			e.preventDefault()
			const to = (at + (e.key === "ArrowDown" ? 1 : -1) + all.length) % all.length
			all.forEach((li, i) => li.setAttribute("aria-selected", String(i === to)))
			address.setAttribute("aria-activedescendant", all[to].id)
		} else if (e.key === "Enter" && at >= 0) {
			e.preventDefault()
			choose(all[at])
		} else if (e.key === "Escape") shut()
	})
	list.addEventListener("mousedown", e => {
		e.preventDefault()
		const li = e.target.closest("li")
		if (li) choose(li)
	})
	address.addEventListener("blur", () => setTimeout(shut, 150))

	// Where I am.
	const here = document.getElementById("here"), hereSaid = document.getElementById("here-said")
	if (!navigator.geolocation || !isSecureContext) here.hidden = true
	here.addEventListener("click", () => navigator.geolocation.getCurrentPosition(p => {
		say(hereSaid, "")
		address.value = ""
		set(p.coords.latitude, p.coords.longitude, "gps")
	}, () => say(hereSaid, hereSaid.dataset.denied), {enableHighAccuracy: true, timeout: 20000, maximumAge: 10000}))

	document.getElementById("cause")?.focus()
	document.querySelector("[aria-invalid=true]")?.scrollIntoView({block: "center"})
})()

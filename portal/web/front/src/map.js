// The map of the public's pages: clusters that the server makes, over the portal's own tiles. The filters live in the page's
// address; what stands in the panel is drawn by the server too, so that a browser without this script shows the same.
import {Map as LeafletMap, TileLayer, LayerGroup, Marker, DivIcon, Popup, Browser, Control} from "leaflet/dist/leaflet-src.esm.js"

const box = document.getElementById("map")
if (box) start(box)

function start(box) {
	const words = JSON.parse(box.dataset.words)
	const groups = box.dataset.groups.split(" ")
	const framed = "framed" in box.dataset
	const [west, south, east, north] = box.dataset.bounds.split(",").map(Number)
	box.textContent = ""
	box.classList.add("live")
	const map = new LeafletMap(box, {zoomControl: false, minZoom: 3, maxZoom: 19, worldCopyJump: false, zoomSnap: 1})
	new Control.Zoom({zoomInTitle: words.in, zoomOutTitle: words.out}).addTo(map)
	map.attributionControl.setPrefix(false)
	const dark = matchMedia("(prefers-color-scheme:dark)")
	const address = () => `/tiles/{z}/{x}/{y}${Browser.retina ? "@2x" : ""}.png${dark.matches ? "?dark" : ""}`
	const tiles = new TileLayer(address(), {attribution: words.attribution, maxNativeZoom: 19, keepBuffer: 1}).addTo(map)
	dark.addEventListener("change", () => tiles.setUrl(address()))
	map.fitBounds([[south, west], [north, east]], {paddingTopLeft: [8, 8], paddingBottomRight: [8, document.getElementById("times") ? 110 : 8], maxZoom: 16})

	const layer = new LayerGroup().addTo(map)
	let query = location.search
	let waiting

	// points asks for what is in sight and half a screen around it, so that small moves bring nothing new.
	async function points() {
		waiting?.abort()
		waiting = new AbortController()
		const b = map.getBounds().pad(0.25)
		const q = new URLSearchParams(filters(query))
		q.set("bbox", [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()].map(v => v.toFixed(5)).join(","))
		q.set("zoom", map.getZoom())
		try {
			const res = await fetch("/map/points?" + q, {signal: waiting.signal})
			if (!res.ok) throw new Error(res.statusText)
			show((await res.json()).clusters)
			box.dataset.state = "ready"
		} catch (e) {
			if (e.name !== "AbortError") say(words.offline)
		}
	}

	// show redraws only what changed, so that the keyboard's place isn't lost.
	const shown = new Map()
	function show(clusters) {
		const now = new Map(clusters.map(c => [c.join(), c]))
		for (const [key, marker] of shown) {
			if (!now.has(key)) {
				layer.removeLayer(marker)
				shown.delete(key)
			}
		}
		for (const [key, c] of now) {
			if (!shown.has(key)) shown.set(key, mark(c).addTo(layer))
		}
		say("")
	}

	function mark([lat, lon, counts, w, s, e, n]) {
		const total = counts.reduce((a, b) => a + b)
		const most = counts.indexOf(Math.max(...counts))
		const el = document.createElement("span")
		el.className = `dot ${groups[most]}${total > 1 ? " many" : ""}`
		if (total > 1) {
			el.style.background = ring(counts, total)
			const size = Math.min(56, 34 + 4 * Math.log2(total))
			el.style.width = el.style.height = `${size}px`
		}
		const inner = document.createElement("span")
		inner.className = "n"
		inner.setAttribute("aria-hidden", "true")
		if (total > 1) inner.textContent = total > 9999 ? `${Math.round(total / 1000)}k` : total
		else inner.append(document.getElementById(`sign-${groups[most]}`).content.cloneNode(true))
		const name = document.createElement("span")
		name.className = "sr"
		name.textContent = `${words.reports}: ${total}; ` + counts.map((k, i) => k && `${words[groups[i]]}: ${k}`).filter(Boolean).join(", ")
		el.append(inner, name)
		const marker = new Marker([lat, lon], {icon: new DivIcon({html: el, className: "spot", iconSize: [48, 48]}), riseOnHover: true})
		marker.on("click keypress", ({type, originalEvent}) => { // a button answers to Enter and the space bar
			if (type === "keypress" && originalEvent.key !== "Enter" && originalEvent.key !== " ") return
			const cell = [[s, w], [n, e]]
			const to = Math.min(map.getBoundsZoom(cell), map.getZoom() + 4)
			if (total > 1 && map.getZoom() < map.getMaxZoom() && to > map.getZoom()) map.flyTo([lat, lon], to, {duration: still() ? 0 : 0.4})
			else cards(marker, [w, s, e, n])
		})
		return marker
	}

	// ring is the shares of the groups around a cluster.
	function ring(counts, total) {
		let at = 0
		const parts = counts.map((k, i) => {
			if (!k) return ""
			const from = at
			at += 360 * k / total
			return `var(--${groups[i] === "ended" ? "draft" : groups[i]}) ${from}deg ${at}deg`
		})
		return `conic-gradient(${parts.filter(Boolean).join(",")})`
	}

	// cards opens the reports of one cell, as the server draws them.
	async function cards(marker, cell) {
		const q = new URLSearchParams(filters(query))
		q.set("bbox", cell.join())
		if (framed) q.set("framed", "1")
		try {
			const res = await fetch("/map/cards?" + q)
			if (!res.ok) throw new Error(res.statusText)
			const content = document.createElement("div")
			content.innerHTML = await res.text()
			const popup = new Popup({maxWidth: 340, minWidth: Math.min(300, box.clientWidth - 60), maxHeight: box.clientHeight - 90, autoPanPadding: [16, 16]})
			popup.setLatLng(marker.getLatLng()).setContent(content).openOn(map)
			content.querySelector("a")?.focus({preventScroll: true})
			popup.on("remove", () => marker.getElement()?.focus({preventScroll: true}))
			const close = popup.getElement().querySelector(".leaflet-popup-close-button")
			close.setAttribute("aria-label", words.close)
		} catch {
			say(words.offline)
		}
	}

	box.addEventListener("keydown", e => {
		if (e.key === "Escape") map.closePopup()
	})

	const status = document.createElement("p")
	status.className = "mapsay"
	status.setAttribute("role", "status")
	box.after(status)
	function say(text) {
		status.textContent = text
		status.hidden = !text
	}
	say("")

	// apply makes a query the page's: address, map and panel.
	async function apply(next) {
		query = next
		history.replaceState(null, "", location.pathname + (next && next !== "?" ? next : ""))
		points()
		const panel = document.getElementById("panel")
		if (!panel) return
		const focused = document.activeElement?.id
		const open = panel.querySelector("details")?.open
		try {
			const res = await fetch("/map/panel" + next)
			if (!res.ok || query !== next) return
			panel.innerHTML = await res.text()
			const details = panel.querySelector("details")
			if (details && open) details.open = true
			if (focused) document.getElementById(focused)?.focus({preventScroll: true})
		} catch {
			say(words.offline)
		}
	}

	const panel = document.getElementById("panel")
	panel?.addEventListener("click", e => {
		const a = e.target.closest("a[data-filter]")
		if (!a || e.ctrlKey || e.metaKey || e.shiftKey) return
		e.preventDefault()
		apply(new URL(a.href).search)
		slider?.(new URL(a.href).searchParams)
	})
	const submit = form => {
		const q = new URLSearchParams()
		for (const [name, value] of new FormData(form)) if (value) q.append(name, value)
		apply(String(q) && "?" + q)
		slider?.(q)
	}
	panel?.addEventListener("submit", e => {
		if (e.target.method !== "get" || !("filter" in e.target.dataset)) return
		e.preventDefault()
		submit(e.target)
	})
	panel?.addEventListener("change", e => {
		if (e.target.form && "filter" in e.target.form.dataset) submit(e.target.form)
	})

	const slider = times(query, (from, to) => {
		const q = new URLSearchParams(query)
		for (const [name, value] of [["from", from], ["to", to]]) value ? q.set(name, value) : q.delete(name)
		apply(String(q) && "?" + q)
	})
	map.on("moveend", points)
	points()
}

// filters are the parts of a query that say which reports are meant.
function filters(query) {
	const q = new URLSearchParams(query)
	for (const name of [...q.keys()]) if (!["group", "theme", "department", "settlement", "from", "to"].includes(name)) q.delete(name)
	return q
}

const still = () => matchMedia("(prefers-reduced-motion:reduce)").matches

// times is the slider of months: two thumbs over bars. It returns what sets it from a query.
function times(query, change) {
	const form = document.getElementById("times")
	if (!form) return
	form.hidden = false
	const months = form.dataset.months.split(" "), names = JSON.parse(form.dataset.names), last = months.length - 1
	const [a, b] = form.querySelectorAll("input[type=range]")
	const [from, to] = form.querySelectorAll("output")
	const bars = [...form.querySelectorAll("rect")]
	const draw = () => {
		const [i, j] = [Math.min(+a.value, +b.value), Math.max(+a.value, +b.value)]
		from.textContent = names[i]
		to.textContent = names[j]
		a.setAttribute("aria-valuetext", names[a.value])
		b.setAttribute("aria-valuetext", names[b.value])
		form.style.setProperty("--from", last ? i / last : 0)
		form.style.setProperty("--to", last ? j / last : 1)
		bars.forEach((bar, k) => bar.classList.toggle("out", k < i || k > j))
		return [i, j]
	}
	const set = q => {
		const at = (name, otherwise) => months.indexOf(q.get(name)) < 0 ? otherwise : months.indexOf(q.get(name))
		a.value = at("from", 0)
		b.value = at("to", last)
		draw()
	}
	form.addEventListener("input", draw)
	form.addEventListener("change", () => {
		const [i, j] = draw()
		change(i > 0 ? months[i] : "", j < last ? months[j] : "")
	})
	set(new URLSearchParams(query))
	return set
}

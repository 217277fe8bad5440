// The map on the form to report with: a press, a drag or Enter sets the pin. The form's own script is told by an event, "pin"; it says by
// another, "pinned", that the pin is somewhere else now. Without this script the form shows a still map and finds addresses.
import {Map as LeafletMap, TileLayer, Marker, DivIcon, Browser, Control} from "leaflet/dist/leaflet-src.esm.js"

const box = document.getElementById("pin")
if (box) start(box)

function start(box) {
	const [west, south, east, north] = box.dataset.bounds.split(",").map(Number)
	box.hidden = false
	box.classList.add("live")
	document.documentElement.classList.add("haspin")
	box.setAttribute("role", "application")
	box.setAttribute("aria-label", box.dataset.label)
	const map = new LeafletMap(box, {zoomControl: false, minZoom: 3, maxZoom: 19})
	new Control.Zoom({zoomInTitle: box.dataset.in, zoomOutTitle: box.dataset.out}).addTo(map)
	map.attributionControl.setPrefix(false)
	const dark = matchMedia("(prefers-color-scheme:dark)")
	const address = () => `/tiles/{z}/{x}/{y}${Browser.retina ? "@2x" : ""}.png${dark.matches ? "?dark" : ""}`
	const whole = [[south, west], [north, east]] // beyond it there are no tiles
	const tiles = new TileLayer(address(), {attribution: box.dataset.attribution, maxNativeZoom: 19, keepBuffer: 1, bounds: whole}).addTo(map)
	dark.addEventListener("change", () => tiles.setUrl(address()))
	map.fitBounds(whole, {maxZoom: 16})

	const el = document.createElement("span")
	el.className = "pinmark"
	const marker = new Marker([0, 0], {draggable: true, autoPan: true, keyboard: false, icon: new DivIcon({html: el, className: "", iconSize: [48, 56], iconAnchor: [24, 56]})})
	const tell = at => document.dispatchEvent(new CustomEvent("pin", {detail: {lat: at.lat, lon: at.lng}}))
	const value = name => document.querySelector(`#spot input[name=${name}]`)?.value
	let mine = ""

	// draw puts the pin where the form says, and shows the place unless it was pressed here.
	function draw() {
		const lat = value("lat"), lon = value("lon")
		if (!lat || !lon) return void marker.remove()
		marker.setLatLng([+lat, +lon]).addTo(map)
		if (+lat < south || +lat > north || +lon < west || +lon > east) return void map.fitBounds(whole, {maxZoom: 16}) // the page says so; here is nothing to see around it
		if (mine !== lat + lon) {
			const still = matchMedia("(prefers-reduced-motion:reduce)").matches
			map.setView([+lat, +lon], Math.max(map.getZoom(), 16), {animate: !still})
		}
	}
	const press = at => {
		mine = at.lat.toFixed(6) + at.lng.toFixed(6)
		tell(at)
	}
	map.on("click", e => press(e.latlng))
	marker.on("dragend", () => press(marker.getLatLng()))
	box.addEventListener("keydown", e => {
		if (e.key !== "Enter" || e.target !== box) return
		e.preventDefault()
		press(map.getCenter())
	})
	document.addEventListener("pinned", draw)
	draw()
}

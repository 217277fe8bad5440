// Bundles what the pages load: node build.mjs
import {readFile} from "node:fs/promises"
import {build} from "esbuild"

// Leaflet drops a tile that isn't needed any more by showing an empty picture from a data: address, which our pages forbid. No
// address at all drops it too.
const noData = {
	name: "no-data",
	setup: build => build.onLoad({filter: /leaflet-src\.esm\.js$/}, async ({path}) => {
		const source = await readFile(path, "utf8")
		const mended = source.replace(/var emptyImageUrl = 'data:[^']*'/, "var emptyImageUrl = ''")
		if (mended === source) throw new Error("build.mjs: Leaflet's empty picture isn't where it was")
		return {contents: mended, loader: "js"}
	}),
}

await build({
	entryPoints: ["src/map.js", "src/map.css", "src/pin.js"],
	bundle: true,
	minify: true,
	format: "iife",
	target: ["es2020", "chrome80", "firefox78"],
	outdir: "dist",
	legalComments: "eof",
	loader: {".png": "empty"},
	plugins: [noData],
	logLevel: "warning",
})

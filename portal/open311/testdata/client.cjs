// Asks a portal by the public Open311 client for Node.js (npm open311), as its README does: node client.cjs MODULES ADDRESS KEY REPORT
const [modules, address, key, report] = process.argv.slice(2)
const Open311 = require(modules + "/open311")

const call = (client, method, ...args) => new Promise(done => client[method](...args, (error, data) => done({error: error || null, data})))

async function main() {
	const said = {}
	const city = new Open311({discovery: address + "/open311/discovery.json", apiKey: key})
	said.discovery = await call(city, "serviceDiscovery", {cache: true, type: "production"})
	said.endpoint = city.endpoint
	said.services = await call(city, "serviceList")
	said.definition = await call(city, "serviceDefinition", said.services.data[0].service_code)
	said.requests = await call(city, "serviceRequests", {status: "open"})
	said.one = await call(city, "serviceRequest", report)
	said.several = await call(city, "serviceRequests", [report])
	said.none = await call(city, "serviceRequest", "00000000-0000-7000-8000-000000000000")
	said.sent = await call(city, "submitRequest", {
		service_code: "health-fap-closed", lat: 47.1, long: 28.9, description: "Закрыто с утра", attributes: {},
	})
	const stranger = new Open311({endpoint: city.endpoint, format: "json", apiKey: "pk_nobodys"})
	said.refused = await call(stranger, "submitRequest", {service_code: "health-fap-closed", lat: 47.1, long: 28.9, description: "x"})
	console.log(JSON.stringify(said))
}

main().catch(error => { console.error(error); process.exit(1) })

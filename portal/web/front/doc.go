// Package front is what the pages load besides their own address: the map's script and style, which are bundled from npm at build
// time (make front), and small scripts of our own.
//
// Its invariant: a page is whole without it. A program that was built without bundling serves pages that say so.
package front

// Package torture kills: it has tests only. Everything that was reported saved must be there afterwards, once, whole, on
// both sides of the line, whenever the process dies or the plug is pulled.
package torture

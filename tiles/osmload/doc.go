// Package osmload makes district packs of OpenStreetMap extracts.
//
// Its invariant: the same extract, boundary and options give the same bytes, whatever the number of processors; the pack is at its
// name whole or not at all; and memory is bounded by Options.Memory and the number of relations, not by the extract's size: what is
// above the budget waits in files beside the pack.
//
// The extract is read two times, or five if a boundary cuts a part out of it: nodes inside and all relations; ways that touch;
// the rest of the relations' ways; the nodes outside that those need; and then all ways, in the file's order, each of which goes
// to the cells of every band at once. Package osmfile reads, package shape simplifies and clips.
//
// A thing is in the pack if a part of it is inside the boundary, and is cut off at the box around the boundary.
package osmload
